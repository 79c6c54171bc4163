"""What crosses between station and channel: what arrived, what is to be sent, how that went."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from datetime import datetime, timedelta
from enum import StrEnum

from bot.flow.model import Event


class Bot(StrEnum):
    PUBLIC = "public"  #: talks with women
    DUTY = "duty"  #: talks with officers


@dataclass(frozen=True, slots=True)
class Incoming:
    """One update, read. `chat` is the channel's number for a private chat: a secret, never logged."""

    bot: Bot
    update_id: int
    chat: int = made(repr=False)
    event: Event
    language: str | None  #: as the phone says, IETF: en, zh-hans
    message_id: int | None  #: of what she sent; of the message under the button for a press
    callback: str | None  #: to be answered once
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """A button of an outgoing message: what stands on it and what it carries (at most 64 bytes)."""

    label: str
    press: str


class Keyboard(StrEnum):
    INLINE = "inline"  #: under the message
    PLACE = "place"  #: over the writing line, its first key sends the phone's place; labels come back as text
    GONE = "gone"  #: takes a place keyboard away


@dataclass(frozen=True, slots=True)
class Text:
    """A message, or an edit of the message `replaces` (an id of the channel's) in place."""

    text: str = made(repr=False)  #: plain, 1 to 4,096 characters
    rows: tuple[tuple[Key, ...], ...] = made(default=(), repr=False)
    keyboard: Keyboard = Keyboard.INLINE
    replaces: int | None = None
    protected: bool = False  #: cannot be forwarded or saved
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Strip:
    """Takes the buttons off a message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Delete:
    """Deletes messages of either side; 1 to 100 of them, younger than 48 hours."""

    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of evidence for an officer: the channel reads `content` block by block."""

    evidence: int
    kind: str  #: photo, voice, audio, video, document ... as it came
    name: str = made(repr=False)
    caption: str = made(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Answers a press, so that the phone stops waiting; `text` shows for a moment."""

    callback: str
    text: str = made(default="", repr=False)


Outgoing = Text | Strip | Delete | Document | Acknowledge


@dataclass(frozen=True, slots=True)
class Done:
    """The channel took it. `message_id` is None for what makes no message."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class TryLater:
    after: timedelta
    reason: str  #: too_many, unreachable, server


@dataclass(frozen=True, slots=True)
class Undeliverable:
    """It will never go. `blocked`: the person has blocked the bot or is gone."""

    reason: str  #: blocked, gone, refused
    blocked: bool = False


class CannotFetch(Exception):
    """The channel does not have the file, or not for a bot: too large, gone. Trying again is of no use."""


class FetchLater(Exception):
    """The channel did not answer, or not all of it."""


Outcome = Done | TryLater | Undeliverable
