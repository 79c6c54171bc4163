"""The channel against the stand-in for Telegram, which refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import uvicorn

from bot.channel.connect import Connection, connect
from bot.channel.fetch import Gone, fetch
from bot.channel.poll import poll
from bot.channel.profile import Profile, introduce
from bot.channel.send import send
from bot.flow.model import Event, Located, Odd, Pressed, Sent, Started, Wrote
from bot.flow.secret import Secret
from bot.sandbox import gifts, hands
from bot.sandbox.app import sandbox
from bot.sandbox.serving import Server
from bot.sandbox.shapes import Phone
from bot.sandbox.world import World
from bot.station.message import (
    Acknowledge,
    Bot,
    Delete,
    Document,
    Done,
    Incoming,
    Key,
    Keyboard,
    Strip,
    Text,
    TryLater,
    Undeliverable,
)
from tests.channel.server import TOKEN

ROWS = ((Key("Yes", "a:1"),),)


@asynccontextmanager
async def listening(world: World) -> AsyncIterator[str]:
    stop = asyncio.Event()
    with socket.create_server(("127.0.0.1", 0)) as port:
        config = uvicorn.Config(sandbox(world, stop), log_config=None, lifespan="off")
        server = Server(config)
        serving = asyncio.create_task(server.serve([port]))
        yield f"http://127.0.0.1:{port.getsockname()[1]}"
        stop.set()
        server.should_exit = True
        await serving


@dataclass
class Telegram:
    """A bot, a woman's phone, and what the bot has heard."""

    world: World
    bot: Connection
    phone: Phone
    heard: list[Incoming] = field(default_factory=list)

    async def hear(self, count: int) -> list[Event]:
        """The next `count` events."""
        stop = asyncio.Event()
        before = len(self.heard)

        async def take(incoming: Sequence[Incoming]) -> None:
            known = {one.update_id for one in self.heard}  # the last ones come again to a new poll
            self.heard.extend(one for one in incoming if one.update_id not in known)
            if len(self.heard) >= before + count:
                stop.set()

        await asyncio.wait_for(poll(self.bot, Bot.PUBLIC, take, lambda: None, stop), 10)
        return [incoming.event for incoming in self.heard[before:]]

    async def send(self, *outgoing: Text) -> list[int]:
        """The ids of the messages."""
        done = [await send(self.bot, self.phone.id, one) for one in outgoing]
        return [one.message_id for one in done if isinstance(one, Done) and one.message_id is not None]


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    world = World()
    world.add_bot(TOKEN, "s_bot", "S")
    phone = world.phones[world.add_phone("W", "zh-hans", "public", first="/start")]
    async with listening(world) as url, connect(TOKEN, url) as bot:
        yield Telegram(world, bot, phone)


async def test_everything_that_a_phone_sends_is_heard(telegram: Telegram) -> None:
    world, phone = telegram.world, telegram.phone
    hands.edit(world, phone, hands.write(world, phone, "helo").id, "hello")
    gifts.location(world, phone, 31.2, 121.5)
    gifts.contact(world, phone, "+49123", True)
    gifts.sticker(world, phone, "😀")
    gifts.dice(world, phone)
    gifts.forward(world, phone, "from elsewhere")

    events = await telegram.hear(8)

    assert events == [
        Started(Secret("")),
        Wrote(Secret("helo")),
        Wrote(Secret("hello"), edited=True),
        Located(31.2, 121.5),
        Wrote(Secret("+49123")),
        Odd("sticker"),
        Odd("dice"),
        Wrote(Secret("from elsewhere")),
    ]
    assert {incoming.chat for incoming in telegram.heard} == {phone.id}
    assert {incoming.language for incoming in telegram.heard} == {"zh-hans"}


@pytest.mark.parametrize("kind", ["photo", "voice", "audio", "video", "video_note", "animation", "document"])
async def test_what_she_sends_can_be_fetched_and_sent_on(telegram: Telegram, kind: str) -> None:
    content = bytes(range(256)) * 1000
    gifts.file(telegram.world, telegram.phone, kind, "x.bin", "application/octet-stream", content, "hers")

    _, event = await telegram.hear(2)

    assert isinstance(event, Sent)
    assert (event.file.kind, event.file.size) == (kind, len(content))
    document = Document(1, kind, "x.bin", "her words")
    outcome = await send(telegram.bot, telegram.phone.id, document, fetch(telegram.bot, event.file.handle))
    assert isinstance(outcome, Done)
    shown = telegram.phone.messages[outcome.message_id or 0]
    assert shown.file is not None
    assert (shown.file.content, shown.text, shown.protected) == (content, "her words", True)


async def test_a_file_that_does_not_exist_is_gone(telegram: Telegram) -> None:
    with pytest.raises(Gone):
        await anext(fetch(telegram.bot, "AgACAgIAAxkBAAI"))


async def test_a_question_is_asked_pressed_answered_and_changed_in_place(telegram: Telegram) -> None:
    await telegram.hear(1)
    (asked,) = await telegram.send(Text("Are you safe?", rows=ROWS))
    hands.press(telegram.world, telegram.phone, asked, "a:1")

    (event,) = await telegram.hear(1)

    press = telegram.heard[-1]
    assert (event, press.message_id) == (Pressed("a:1"), asked)
    assert press.callback is not None
    for _ in range(2):  # Telegram refuses the second; nobody minds
        assert await send(telegram.bot, telegram.phone.id, Acknowledge(press.callback)) == Done(None)
    for _ in range(2):
        assert await telegram.send(Text("What happened?", rows=ROWS, replaces=asked)) == [asked]
    assert telegram.phone.messages[asked].text == "What happened?"


async def test_buttons_are_taken_off_once_or_twice(telegram: Telegram) -> None:
    (asked,) = await telegram.send(Text("Are you safe?", rows=ROWS))

    outcomes = [await send(telegram.bot, telegram.phone.id, Strip(number)) for number in (asked, asked, 999)]

    assert outcomes == [Done(None)] * 3
    assert telegram.phone.messages[asked].inline is None


async def test_a_message_that_she_deleted_is_said_again(telegram: Telegram) -> None:
    (asked,) = await telegram.send(Text("Are you safe?", rows=ROWS))
    hands.delete(telegram.world, telegram.phone, [asked])

    (again,) = await telegram.send(Text("What happened?", rows=ROWS, replaces=asked))

    assert again != asked
    assert telegram.phone.messages[again].text == "What happened?"


async def test_messages_of_both_sides_are_deleted_except_for_old_ones(telegram: Telegram) -> None:
    telegram.world.clock.move(timedelta(hours=-49))
    (old,) = await telegram.send(Text("old"))
    telegram.world.clock.move(timedelta(hours=49))
    (new,) = await telegram.send(Text("new"))
    hers = hands.write(telegram.world, telegram.phone, "hers").id

    outcome = await send(telegram.bot, telegram.phone.id, Delete((old, new, hers, 999)))

    assert outcome == Undeliverable("refused")
    assert old in telegram.phone.messages
    assert not {new, hers} & telegram.phone.messages.keys()
    assert await send(telegram.bot, telegram.phone.id, Delete((new, hers))) == Done(None)


async def test_the_phone_offers_to_send_its_place_and_stops_offering(telegram: Telegram) -> None:
    keys = ((Key("Send my place", "x"),), (Key("Skip", "y"),))

    await telegram.send(Text("Where?", rows=keys, keyboard=Keyboard.PLACE))
    offered = telegram.phone.keyboard
    await telegram.send(Text("Thank you.", keyboard=Keyboard.GONE))

    assert offered is not None
    assert offered["keyboard"] == [[{"text": "Send my place", "request_location": True}], [{"text": "Skip"}]]
    assert telegram.phone.keyboard is None


@pytest.mark.parametrize(("length", "fits"), [(1, True), (4096, True), (4097, False), (0, False)])
async def test_a_text_fits_or_is_refused(telegram: Telegram, length: int, fits: bool) -> None:
    outcome = await send(telegram.bot, telegram.phone.id, Text("x" * length))

    assert isinstance(outcome, Done) if fits else outcome == Undeliverable("refused")


async def test_who_blocked_the_bot_is_told_apart_from_who_never_was_there(telegram: Telegram) -> None:
    hands.block(telegram.world, telegram.phone)

    blocked = await send(telegram.bot, telegram.phone.id, Text("Hello"))
    nobody = await send(telegram.bot, 8_999_999_999, Text("Hello"))

    assert blocked == Undeliverable("blocked", blocked=True)
    assert nobody == Undeliverable("gone", blocked=True)


@pytest.mark.parametrize(
    ("fault", "reason", "after"),
    [("429", "too_many", 3), ("500", "server", 2), ("502", "server", 2), ("outage", "unreachable", 2),
     ("drop", "unreachable", 2), ("half", "unreachable", 2)],
)  # fmt: skip
async def test_trouble_passes(telegram: Telegram, fault: str, reason: str, after: int) -> None:
    telegram.world.faults.switch_on(fault, "sendMessage", times=1, retry_after=3)

    first = await send(telegram.bot, telegram.phone.id, Text("Hello"))
    second = await send(telegram.bot, telegram.phone.id, Text("Hello"))

    assert first == TryLater(timedelta(seconds=after), reason)
    assert isinstance(second, Done)


async def test_a_bot_is_introduced_once(telegram: Telegram) -> None:
    profiles = {
        "": Profile("Station", "Short", "Long", (("start", "Begin"),)),
        "zh_Hans": Profile("站", "短", "长", (("start", "开始"),)),
    }

    await introduce(telegram.bot, profiles)
    await introduce(telegram.bot, profiles)

    (shown,) = telegram.world.bots.values()
    assert shown.names == {"": "Station", "zh": "站"}
    assert shown.descriptions == {"": "Long", "zh": "长"}
    assert len(list(telegram.world.transcript.read(method="setMyCommands"))) == 2
