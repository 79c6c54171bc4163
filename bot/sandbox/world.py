"""Everything the stand-in remembers: bots, phones, messages, updates, files, faults, transcript."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from random import SystemRandom

from bot.sandbox.bells import Bell
from bot.sandbox.clock import Clock
from bot.sandbox.entities import detect
from bot.sandbox.events import Event, Events
from bot.sandbox.faults import Faults
from bot.sandbox.pace import Pace
from bot.sandbox.polling import Line
from bot.sandbox.render import message_json
from bot.sandbox.shapes import Bot, Json, Message, Phone, Query
from bot.sandbox.shelf import Shelf
from bot.sandbox.transcript import Transcript
from bot.sandbox.updates import Updates

TOKEN = re.compile(r"\d{1,15}:[A-Za-z0-9_-]+")


class World:
    """What Telegram would remember. It lives in memory and ends with the process."""

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock = clock or Clock()
        self.chance = SystemRandom()
        self.bots: dict[str, Bot] = {}  # by token
        self.phones: dict[int, Phone] = {}
        self.queries: dict[str, Query] = {}  # pressed and not yet answered
        self.files = Shelf()
        self.events = Events()
        self.faults = Faults(self.clock.now)
        self.pace = Pace()
        self.transcript = Transcript()
        self._lines: dict[int, Line] = {}  # by bot
        self._bells: dict[int, Bell] = {}  # by phone

    # ------------------------------------------------------------ who there is

    def add_bot(self, token: str, username: str, name: str, role: str = "public") -> Bot:
        """A bot that may be called with `token`. ValueError when it is no token."""
        if not TOKEN.fullmatch(token):
            raise ValueError('A bot\'s token has the form "digits:letters". This one has not.')
        bot = Bot(int(token.split(":")[0]), token, username, role, {"": name})
        self.bots[token] = bot
        self._lines[bot.id] = Line(Updates(self.chance))
        return bot

    def add_phone(
        self,
        name: str,
        language_code: str,
        bot: Bot | str,
        first: str | None = None,
        number: int | None = None,
    ) -> int:
        """A person who talks with `bot` (or the bot in that role); she sends `first` at once.

        `number`: her id, where it should be the same after a restart; otherwise a random one.
        """
        owner = self.bot(bot) if isinstance(bot, str) else bot
        number = number or self.chance.randrange(1_000_000_000, 7_999_999_999)
        phone = self.phones[number] = Phone(number, name, language_code, owner)
        self._bells[number] = Bell()
        self.changed("phone", phone)
        if first:
            self.hear(phone, self.draft(phone, kind="text", text=first, entities=detect(first)))
        return number

    def drop_phone(self, phone: Phone) -> None:
        self.forget(phone, phone.messages)
        for query in list(phone.pending.values()):
            self.settle(phone, query)
        del self.phones[phone.id]
        self.changed("phone", phone)
        del self._bells[phone.id]

    def bot(self, role: str) -> Bot:
        """The bot in that role; KeyError when there is none."""
        for bot in self.bots.values():
            if bot.role == role:
                return bot
        raise KeyError(role)

    def line(self, bot: Bot) -> Line:
        return self._lines[bot.id]

    def bell(self, phone: Phone) -> Bell:
        return self._bells[phone.id]

    # ------------------------------------------------------------ what happens

    def draft(
        self, phone: Phone, kind: str, text: str = "", entities: tuple[Json, ...] = (), mine: bool = True
    ) -> Message:
        """A message with a number and a date, not yet in the chat."""
        number = phone.bot.next_message
        phone.bot.next_message += 1
        return Message(number, mine, self.clock.stamp(), kind, text, entities)

    def changed(self, kind: str, phone: Phone, subject: object = None) -> None:
        """Something on this phone is different now."""
        phone.changes += 1
        self._bells[phone.id].ring()
        self.events.tell(Event(kind, phone, subject))

    def put(self, phone: Phone, message: Message, event: str = "message") -> Message:
        """Show a message; with the event "edit", its new form in its old place."""
        phone.messages[message.id] = message
        self.changed(event, phone, message)
        return message

    def hear(self, phone: Phone, message: Message, kind: str = "message") -> Message:
        """She sent this: show it, and tell the bot."""
        phone.wrote = True
        self.put(phone, message, "message" if kind == "message" else "edit")
        self.update(phone.bot, kind, message_json(phone.bot, phone, message))
        return message

    def forget(self, phone: Phone, ids: Collection[int]) -> None:
        """Take messages out of the chat, for both sides."""
        gone = list(ids)
        for number in gone:
            del phone.messages[number]
        if phone.pinned not in phone.messages:
            phone.pinned = None
        self.changed("delete", phone, gone)

    def settle(self, phone: Phone, query: Query) -> None:
        """The query is over."""
        phone.pending.pop(query.id, None)
        self.queries.pop(query.id, None)

    def update(self, bot: Bot, kind: str, body: Json) -> None:
        """Give the bot something to fetch."""
        self._lines[bot.id].add(kind, json.dumps(body, separators=(",", ":")), self.clock.stamp())

    def reset(self) -> None:
        """Empty chats, no files, no faults, real time; bots and people stay."""
        for phone in self.phones.values():
            self.forget(phone, phone.messages)
            phone.pending.clear()
            phone.blocked = phone.wrote = False
            phone.keyboard = None
        for line in self._lines.values():
            line.updates.clear()
        self.queries.clear()
        self.files.clear()
        self.transcript.clear()
        self.faults.active.clear()
        self.clock.move(-self.clock.offset)
        self.events.tell(Event("reset"))
