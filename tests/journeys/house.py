"""A station that runs in the test, and the people who hold its phones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from bot import playground
from bot.assembly import open_station
from bot.duty.case import Case
from bot.duty.desk import Role
from bot.main import serve
from bot.sandbox import gifts, hands
from bot.sandbox.shapes import Message, Phone, Query
from bot.sandbox.world import World
from bot.settings import Settings
from bot.station.codes import new_code
from bot.station.context import Station
from bot.station.join import invite
from bot.store import cases, chats, evidence, inbox, outbox
from tests.journeys.log import Log, listening
from tests.journeys.time import Still

#: seconds within which the station must have done everything that is due; far more than it needs
PATIENCE = 90.0


@dataclass(slots=True)
class House:
    """The stand-in, the station that talks to it, and a second look at the station's database."""

    world: World
    station: Station
    settings: Settings
    log: Log
    at_work: AsyncExitStack
    people: list[Person] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def woman(self, name: str = "Lin", language: str = "en") -> Person:
        return self._person(name, language, "public")

    async def officer(self, name: str = "Wang", desk: str = "police", language: str = "en") -> Person:
        """An officer who has joined by a code."""
        person = self._person(name, language, "duty")
        await person.says(f"/start {await self.code(name, desk)}")
        return person

    def stranger(self, language: str = "en") -> Person:
        """Somebody with the duty bot and no code."""
        return self._person("Somebody", language, "duty")

    async def code(self, name: str = "Wang", desk: str = "police") -> str:
        code = new_code()
        await invite(self.station, code, desk, Role.OFFICER, name, self.now)
        return code

    async def rest(self) -> None:
        """Until all that has arrived is answered, and nothing is left that can be sent or fetched now."""
        async with asyncio.timeout(PATIENCE):
            pause = 0.01
            while not await self._is_at_rest():
                # a look at the database tells of no change, so it is looked at again after a moment
                await asyncio.sleep(pause)
                pause = min(pause * 1.2, 0.1)
                assert pause < 0.1 or self.log.unexpected == []

    async def moves(self, **time: float) -> None:
        """Time passes, all at once."""
        self.world.clock.move(timedelta(**time))
        await self.rest()

    async def moves_to(self, moment: datetime) -> None:
        self.world.clock.set(moment)
        await self.rest()

    async def ends(self) -> None:
        await self.at_work.aclose()

    async def starts(self) -> None:
        """The same folder, people and stand-in, with a new run of the station."""
        self.station = await self.at_work.enter_async_context(_running(self.settings, self.world))
        await self.rest()
        while await self._purges():
            await asyncio.sleep(0.01)

    async def all_cases(self) -> list[Case]:
        async with self.station.database.reading() as tx:
            return [case for case, _ in await cases.everything(tx)]

    async def only_case(self) -> Case:
        (case,) = await self.all_cases()
        return case

    async def rows(self, table: Table) -> list[dict[str, Any]]:
        """Everything in one table, as it is stored."""
        async with self.station.database.reading() as tx:
            found = (await tx.execute(select(table))).mappings()
            return [dict(row) for row in found]

    def _person(self, name: str, language: str, role: str) -> Person:
        phone = self.world.phones[self.world.add_phone(name, language, role)]
        person = Person(self, phone)
        self.people.append(person)
        return person

    async def _is_at_rest(self) -> bool:
        if any(len(self.world.line(bot).updates) for bot in self.world.bots.values()):
            return False
        async with self.station.database.reading() as tx:
            waits = await inbox.waiting(tx)
            return not (
                waits or await outbox.heads(tx, self.now, (), 1) or await evidence.wanted(tx, self.now)
            )

    async def _purges(self) -> bool:
        """Whether a draft is left whose time is over: they go at the start, and then every minute."""
        async with self.station.database.reading() as tx:
            return await chats.with_something_to_drop(tx, self.now) is not None


@dataclass(slots=True)
class Person:
    """Somebody with a phone in the hand."""

    house: House
    phone: Phone

    async def says(self, *texts: str) -> None:
        """One message after the other, without waiting for answers in between."""
        for text in texts:
            hands.write(self.house.world, self.phone, text)
        await self.house.rest()

    async def presses(self, label: str, message: Message | None = None) -> str:
        """Press the newest button with these words on it; what shows for a moment in answer."""
        return await self._answered(self.tap(label, message))

    def tap(self, label: str, message: Message | None = None) -> Query:
        """The same without waiting for what comes of it."""
        number, data = self.find(label, message)
        return hands.press(self.house.world, self.phone, number, data)

    async def picks(self, *names: str) -> str:
        """Press, one after the other, the buttons that carry these names: the same in every language."""
        said = ""
        for name in names:
            said = await self._answered(hands.press(self.house.world, self.phone, *self._carrying(name)))
        return said

    async def forges(self, data: str, message: Message | None = None) -> str:
        """A press that carries what no button of hers does; what shows for a moment in answer."""
        under = message or self.chat[-1]
        return await self._answered(hands.press(self.house.world, self.phone, under.id, data))

    async def sends(
        self,
        kind: str,
        content: bytes = b"content",
        *,
        name: str = "file",
        mime: str = "application/octet-stream",
        caption: str = "",
        seconds: int | None = None,
    ) -> None:
        """A photo, voice, document … from the phone."""
        gifts.file(self.house.world, self.phone, kind, name, mime, content, caption, seconds=seconds)
        await self.house.rest()

    async def does(self, gift: Callable[..., object], *given: Any) -> None:
        """Something of bot/sandbox/gifts.py or hands.py: a sticker, a place, an edited message."""
        gift(self.house.world, self.phone, *given)
        await self.house.rest()

    @property
    def chat(self) -> list[Message]:
        return [self.phone.messages[number] for number in sorted(self.phone.messages)]

    @property
    def heard(self) -> list[Message]:
        """What the bot's side of the chat shows now."""
        return [message for message in self.chat if not message.mine]

    @property
    def last(self) -> Message:
        return self.heard[-1]

    @property
    def reads(self) -> str:
        """Everything on the screen, the bot's side."""
        return "\n".join(message.text for message in self.heard)

    def buttons(self, message: Message | None = None) -> list[str]:
        """The words on the buttons of a message, by default the last; those over the writing line as well."""
        markup = (message or self.last).markup or {}
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [button["text"] for row in rows for button in row]

    def has(self, label: str) -> bool:
        return any(label in words for message in self.heard for words in self.buttons(message))

    def message(self, words: str) -> Message:
        """The newest message of the bot with these words in it."""
        return next(message for message in reversed(self.heard) if words in message.text)

    def find(self, label: str, message: Message | None = None) -> tuple[int, str]:
        """The newest button with these words: its message and what it carries."""
        for found in [message] if message else reversed(self.heard):
            rows = (found.inline or {"inline_keyboard": []})["inline_keyboard"]
            for button in (button for row in rows for button in row):
                if label in button["text"]:
                    return found.id, str(button["callback_data"])
        shown = [self.buttons(one) for one in self.heard[-3:]]
        raise AssertionError(f'{self.phone.name} has no button "{label}". The last messages have {shown}.')

    def _carrying(self, name: str) -> tuple[int, str]:
        """The newest button that carries this name: its message and all that it carries."""
        for found in reversed(self.heard):
            rows = (found.inline or {"inline_keyboard": []})["inline_keyboard"]
            for data in (str(button["callback_data"]) for row in rows for button in row):
                if name in data.split("."):
                    return found.id, data
        raise AssertionError(f'{self.phone.name} has no button that carries "{name}".')

    async def _answered(self, query: Query) -> str:
        await self.house.rest()
        assert query.id not in self.phone.pending, f"{self.phone.name}'s press was not answered"
        calls = self.house.world.transcript.read("answerCallbackQuery")
        said = [call.parameters for call in calls if call.parameters.get("callback_query_id") == query.id]
        return str(said[-1].get("text") or "")


@asynccontextmanager
async def open_house(folder: Path, **changed: Any) -> AsyncIterator[House]:
    """A running station on a folder, without phones.

    At the end, whatever went wrong aloud and was not expected (`house.log.expected`) fails the test.
    """
    settings = Settings(_env_file=None, data=folder, listen="127.0.0.1:0", **changed)  # type: ignore[call-arg]
    world = make_world()
    with listening() as log:
        async with AsyncExitStack() as stack:
            station = await stack.enter_async_context(_running(settings, world))
            house = House(world, station, settings, log, stack)
            yield house
            await house.ends()
        assert log.unexpected == []


@asynccontextmanager
async def _running(settings: Settings, world: World) -> AsyncIterator[Station]:
    """The station at work, and a second look at its database."""
    stop = asyncio.Event()
    started: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serve(settings, stop=stop, world=world, ready=started.set_result, phones=False)
    )
    either: set[asyncio.Future[Any]] = {running, started}
    try:
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        async with open_station(settings) as looking:
            yield looking
    finally:
        stop.set()
        await running


def make_world() -> World:
    """A stand-in with both bots, whose clock stands still."""
    world = World(Still())
    for bot in playground.make_world().bots.values():
        world.add_bot(bot.token, bot.username, bot.names[""], bot.role)
    return world
