"""A station that runs in the test, and the people who hold its phones."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot import playground
from bot.assembly import open_station
from bot.duty.case import Case
from bot.duty.desk import Role
from bot.main import serve
from bot.sandbox import gifts, hands
from bot.sandbox.shapes import Message, Phone
from bot.sandbox.world import World
from bot.settings import Settings
from bot.station.codes import new_code
from bot.station.context import Station
from bot.station.join import invite
from bot.store import cases, evidence, inbox, outbox
from bot.store.schema import outbox as outbox_table

#: seconds within which the station must have done everything that is due; far more than it needs
PATIENCE = 20.0


@dataclass(slots=True)
class House:
    """The stand-in, the station that talks to it, and a second look at the station's database."""

    world: World
    station: Station
    settings: Settings
    address: str
    people: list[Person] = field(default_factory=list)

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
        await invite(self.station, code, desk, Role.OFFICER, name, self.world.clock.now())
        return code

    async def rest(self) -> None:
        """Until everything that has arrived is answered, and everything that is due is sent and fetched."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_at_rest():
                await self._any_change()

    async def moves(self, **time: float) -> None:
        """Time passes, all at once."""
        self.world.clock.move(timedelta(**time))
        await self.rest()

    async def all_cases(self) -> list[Case]:
        async with self.station.database.reading() as tx:
            return [case for case, _ in await cases.everything(tx)]

    def _person(self, name: str, language: str, role: str) -> Person:
        phone = self.world.phones[self.world.add_phone(name, language, role)]
        person = Person(self, phone)
        self.people.append(person)
        return person

    async def _is_at_rest(self) -> bool:
        if any(len(self.world.line(bot).updates) for bot in self.world.bots.values()):
            return False
        now = self.world.clock.now()
        async with self.station.database.reading() as tx:
            due = outbox_table.c.sent_at.is_(None) & outbox_table.c.failed_at.is_(None)
            due = due & (outbox_table.c.due_at <= now)
            sending = await tx.scalar(select(func.count()).select_from(outbox_table).where(due))
            fetching = await evidence.wanted(tx, now)
            return not (await inbox.waiting(tx) or sending or fetching)

    async def _any_change(self) -> None:
        """A look at the database tells of no change, so it is looked at again after a moment."""
        await asyncio.sleep(0.01)


@dataclass(slots=True)
class Person:
    """Somebody with a phone in the hand."""

    house: House
    phone: Phone

    async def says(self, text: str) -> None:
        hands.write(self.house.world, self.phone, text)
        await self.house.rest()

    async def presses(self, label: str, message: Message | None = None) -> None:
        """Press the newest button with these words on it."""
        self.tap(label, message)
        await self.house.rest()

    def tap(self, label: str, message: Message | None = None) -> None:
        """The same without waiting for what comes of it."""
        number, data = self._find(label, message)
        hands.press(self.house.world, self.phone, number, data)

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

    async def does(self, gift: Callable[..., Message], *given: Any) -> None:
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
        """The words on the buttons of a message, by default the last."""
        rows = ((message or self.last).inline or {"inline_keyboard": []})["inline_keyboard"]
        return [button["text"] for row in rows for button in row]

    def has(self, label: str) -> bool:
        return any(label in words for message in self.heard for words in self.buttons(message))

    def _find(self, label: str, message: Message | None) -> tuple[int, str]:
        for found in [message] if message else reversed(self.heard):
            rows = (found.inline or {"inline_keyboard": []})["inline_keyboard"]
            for button in (button for row in rows for button in row):
                if label in button["text"]:
                    return found.id, str(button["callback_data"])
        shown = [self.buttons(one) for one in self.heard[-3:]]
        raise AssertionError(f'{self.phone.name} has no button "{label}". The last messages have {shown}.')


@asynccontextmanager
async def open_house(folder: Path, **changed: Any) -> AsyncIterator[House]:
    """A running station on an empty folder, without phones."""
    settings = Settings(_env_file=None, data=folder, listen="127.0.0.1:0", **changed)  # type: ignore[call-arg]
    world, stop = playground.make_world(), asyncio.Event()
    started: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serve(settings, stop=stop, world=world, ready=started.set_result, phones=False)
    )
    try:
        await asyncio.wait({running, started}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        async with open_station(settings) as looking:
            yield House(world, looking, settings, await started)
    finally:
        stop.set()
        await running
