"""Messages on their way: made here, sealed into the outbox, read again by deliver."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from dataclasses import field as made
from datetime import datetime

from bot.station.context import Station
from bot.station.message import Key, Keyboard
from bot.store import chats, outbox
from bot.store.database import Transaction
from bot.store.outbox import Lane

PLACE = "outbox.payload_sealed"
Rows = tuple[tuple[Key, ...], ...]


@dataclass(frozen=True, slots=True)
class Post:
    """What one row of the outbox does. Messages are named by their rows: they may not be sent yet."""

    text: str | None = made(default=None, repr=False)
    rows: Rows = made(default=(), repr=False)
    keyboard: Keyboard = Keyboard.INLINE
    replaces: int | None = None  #: edit that row's message
    strip: tuple[int, ...] = ()  #: take the buttons off those rows' messages
    delete: tuple[int, ...] = ()  #: delete those rows' messages
    evidence: int | None = None  #: send this file, `text` under it
    kind: str = ""  #: of the file, as it came
    protected: bool = False
    silent: bool = False
    callback: str | None = None  #: the press that is answered by the way
    toast: str = made(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a post travels."""

    lane: Lane = Lane.ANSWER
    unasked: bool = False
    case: int | None = None
    note: str | None = None
    due_at: datetime | None = None  #: None: now


async def put(
    tx: Transaction,
    station: Station,
    chat: chats.Chat,
    post: Post,
    now: datetime,
    envelope: Envelope | None = None,
) -> int:
    """Queue one message to a chat; its row."""
    how = envelope or Envelope()
    row = station.database.ids.next(now)
    sealed = station.chat_key(chat).seal(PLACE, row, dump(post))
    waiting = outbox.Waiting(
        row, chat.id, sealed, now, how.due_at or now, how.lane, how.unasked, how.case, how.note
    )
    outbox.put(tx, waiting)
    return row


async def delete_later(
    tx: Transaction, station: Station, chat: chats.Chat, rows: Sequence[int], now: datetime, at: datetime
) -> None:
    """Queue the deletion of messages that may not be sent yet."""
    if rows:
        await put(
            tx, station, chat, Post(delete=tuple(rows)), now, Envelope(Lane.REST, note="delete", due_at=at)
        )


def dump(post: Post) -> bytes:
    return json.dumps(
        {name: value for name, value in asdict(post).items() if value}, ensure_ascii=False
    ).encode()


def load(data: bytes) -> Post:
    found = json.loads(data)
    rows = tuple(tuple(Key(**key) for key in row) for row in found.pop("rows", ()))
    keyboard = Keyboard(found.pop("keyboard", Keyboard.INLINE))
    strip, delete = tuple(found.pop("strip", ())), tuple(found.pop("delete", ()))
    return Post(**found, rows=rows, keyboard=keyboard, strip=strip, delete=delete)
