"""People with phones, who act on what their screens show and wait, however long, for an answer."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bot.sandbox import hands
from bot.sandbox.shapes import Message, Phone
from bot.sandbox.world import World
from tests.process.running import PATIENCE, until

_RECEIPT = re.compile(r"[Nn]umber is (\d{6})")


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it stands on the screen."""

    message: int
    label: str
    data: str


@dataclass(slots=True)
class Person:
    """Somebody with one phone. `acts` counts what was sent and pressed: the updates that this made."""

    world: World
    phone: Phone
    chance: Random
    acts: int = 0
    _seen: dict[int, Message] = field(default_factory=dict)  #: the screen at the last act

    @property
    def heard(self) -> list[Message]:
        """The bot's side of the screen, from the top."""
        messages = self.phone.messages
        return [messages[number] for number in sorted(messages) if not messages[number].mine]

    @property
    def reads(self) -> str:
        return "\n".join(message.text for message in self.heard)

    def keys(self, message: Message) -> list[Key]:
        rows = (message.inline or {"inline_keyboard": []})["inline_keyboard"]
        return [Key(message.id, key["text"], key["callback_data"]) for row in rows for key in row]

    @property
    def newest(self) -> list[Key]:
        """The buttons of the lowest message that has any."""
        return next((keys for message in reversed(self.heard) if (keys := self.keys(message))), [])

    def writes(self, text: str) -> None:
        self._remember()
        hands.write(self.world, self.phone, text)
        self.acts += 1

    def does(self, gift: Callable[..., Message], *given: Any) -> None:
        """Something of bot/sandbox/gifts.py: a sticker, a place."""
        self._remember()
        gift(self.world, self.phone, *given)
        self.acts += 1

    def presses(self, key: Key) -> None:
        self._remember()
        hands.press(self.world, self.phone, key.message, key.data)
        self.acts += 1

    async def answered(self, true: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Once every press is answered and it is true."""
        never = asyncio.Event()
        try:
            async with asyncio.timeout(seconds):
                while self.phone.pending or not true():
                    await self.world.bell(self.phone).wait(seconds, never)
        except TimeoutError:
            last = [(message.text, self.keys(message)) for message in self.heard[-2:]]
            raise AssertionError(f"{self.phone.name} waits in vain; the screen ends with {last}") from None

    async def told(self, seconds: float = PATIENCE) -> None:
        """Once other words are on the screen than at the last act."""
        await self.answered(lambda: bool({(m.id, m.text) for m in self.heard} - self._read()), seconds)

    async def asked(self) -> list[Key]:
        """The buttons of a question that was not there at the last act."""
        await self.answered(lambda: bool(self.fresh))
        return self.fresh

    @property
    def fresh(self) -> list[Key]:
        """The newest buttons, if they are new since the last act."""
        for message in reversed(self.heard):
            if keys := self.keys(message):
                # an edit is a new value in its old place
                return keys if message is not self._seen.get(message.id) else []
        return []

    def _read(self) -> set[tuple[int, str]]:
        return {(message.id, message.text) for message in self._seen.values()}

    def _remember(self) -> None:
        self._seen = dict(self.phone.messages)


@dataclass(slots=True)
class Woman(Person):
    """She complains, again and again; what she chooses is left to chance."""

    sent: int = 0

    @property
    def receipts(self) -> set[str]:
        """The numbers that she was given."""
        return set(_RECEIPT.findall(self.reads))

    async def complains(self) -> None:
        """From the beginning to a new number on the screen."""
        before, parts = self.receipts, False
        self.writes("/start")
        keys = await self.asked()
        while self.receipts == before:
            words = _question(self, keys)
            if parts and "Send" in {key.label for key in keys}:
                assert re.findall(r"part (\d) of 3", words) == ["1", "2", "3"], words
            if "in your own words" in words and not parts:
                parts = True
                for number in (1, 2, 3):
                    self.writes(f"part {number} of 3")
                await self.answered(lambda: _named(self.fresh, ("Done",)) is not None)
                self.presses(_named(self.fresh, ("Done",)) or self.fresh[0])
            else:
                self.presses(self._choice(keys))
            await self.answered(lambda: bool(self.fresh) or self.receipts != before)
            keys = self.fresh
        self.sent += 1

    async def comes_to(self, words: str) -> None:
        """To the question of a complaint that has these words."""
        self.writes("/start")
        keys = await self.asked()
        while words not in _question(self, keys):
            self.presses(self._choice(keys))
            keys = await self.asked()

    def _choice(self, keys: Collection[Key]) -> Key:
        """On to the end of the complaint: never back, aside or away."""
        onward = _named(keys, ("Send", "Tell what happened", "Leave it for now", "Back to the list"))
        if onward is not None:
            return onward
        boxes = {key.label[0] for key in keys} & {"☐", "☑"}
        free = [key for key in keys if key.label not in _ASIDE and (key.label != "Done" or boxes != {"☐"})]
        quick = [key for key in free if key.label in ("Skip", "Done")]
        return self.chance.choice(quick if quick and self.chance.random() < 0.6 else free)


#: buttons that lead elsewhere
_ASIDE = ("Back", "Stop", "Keep for later", "Why do you ask?", "I am in danger", "Not now", "Write the day")


@dataclass(slots=True)
class Officer(Person):
    """Takes whatever can be taken, and sometimes looks into it."""

    tried: set[str] = field(default_factory=set)

    @property
    def free(self) -> Key | None:
        """A button that takes a case, not yet pressed."""
        keys = (key for message in self.heard for key in self.keys(message))
        return next((k for k in keys if k.label == "Take this case" and k.data not in self.tried), None)

    async def works(self, over: Callable[[], bool]) -> None:
        """Until it is over."""
        while not over():
            await until(lambda: over() or self.free is not None, "a case", 4 * PATIENCE)
            free = self.free
            if free is None:
                continue
            self.tried.add(free.data)
            self.presses(free)
            await self.answered(lambda: True)
            shown = _named(self.newest, ("Show details, logged",))
            if shown is not None and self.chance.random() < 0.5:
                self.presses(shown)
                await self.answered(lambda: True)

    def card(self, number: str) -> Message:
        """The newest card of a case."""
        return next(
            m for m in reversed(self.heard) if number in m.text.splitlines()[0] and "\nKind: " in m.text
        )


def _named(keys: Collection[Key], labels: Collection[str]) -> Key | None:
    return next((key for key in keys if key.label in labels), None)


def _question(person: Person, keys: Collection[Key]) -> str:
    """The words above these buttons."""
    return next((person.phone.messages[key.message].text for key in keys), "")
