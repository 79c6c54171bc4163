"""What the sandbox remembers of bots, phones and messages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class StoredFile:
    """A file that somebody sent, with its bytes."""

    id: str  #: `file_id`
    unique: str  #: `file_unique_id`
    path: str  #: `file_path`, below /file/bot<token>/
    kind: str  #: photo, voice, audio, video, video_note, animation, document, sticker
    name: str
    mime: str
    content: bytes = field(repr=False)
    seconds: int | None = None
    width: int = 0
    height: int = 0

    @property
    def size(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """One bubble. An edit makes a new value in its place."""

    id: int
    mine: bool  #: by the person who holds the phone; else by the bot
    date: int
    kind: str  #: text, photo, voice, audio, video, video_note, animation, document, location, contact ...
    text: str = ""  #: of a text; of anything else its caption
    entities: tuple[Json, ...] = ()
    body: Mapping[str, Any] = field(default_factory=dict)  #: its further fields, as the Bot API writes them
    file: StoredFile | None = None
    markup: Json | None = None  #: inline keyboard, reply keyboard or its removal
    edited: int | None = None
    reply_to: int | None = None
    protected: bool = False
    silent: bool = False
    spoiler: bool = False

    @property
    def inline(self) -> Json | None:
        """Its inline keyboard, if that is what it has."""
        return self.markup if self.markup is not None and "inline_keyboard" in self.markup else None


@dataclass(frozen=True, slots=True)
class Query:
    """A button that was pressed and not yet answered."""

    id: str
    phone: int
    message: int
    data: str
    at: int


@dataclass(slots=True, eq=False)
class Phone:
    """A person with one private chat; her user id is the id of the chat."""

    id: int
    name: str
    language: str
    bot: Bot
    blocked: bool = False
    wrote: bool = False  #: she has written at least once; before that no bot may write to her
    typing_until: float = 0.0
    keyboard: Json | None = None
    pinned: int | None = None
    messages: dict[int, Message] = field(default_factory=dict)
    pending: dict[str, Query] = field(default_factory=dict)
    changes: int = 0

    @property
    def chat(self) -> Json:
        return {"id": self.id, "first_name": self.name, "type": "private"}

    @property
    def user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": self.language,
        }


@dataclass(slots=True, eq=False)
class Bot:
    """A bot and what it told Telegram about itself. Texts stand by language code, "" for all others."""

    id: int
    token: str
    username: str
    role: str  #: public or duty, for the page
    names: dict[str, str]
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  #: by scope and language
    menu_buttons: dict[int, Json] = field(default_factory=dict)  #: by chat, 0 for all
    next_message: int = 1  #: ids count through all private chats of a bot, as at Telegram

    @property
    def user(self) -> Json:
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names[""],
            "username": self.username,
        }
