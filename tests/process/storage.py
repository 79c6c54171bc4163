"""What stands in a station's database, read from outside: nothing of the program is used for it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from bot.sandbox.world import World

_WAITING = "SELECT count(*) FROM inbox WHERE done_at IS NULL"
_DUE = "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= ?"
_WANTED = "SELECT count(*) FROM evidence WHERE stored_at IS NULL AND failed_at IS NULL"


def ask(data: Path, question: str, *given: Any) -> Sequence[tuple[Any, ...]]:
    """The rows of a query; the file is opened for reading alone."""
    with closing(sqlite3.connect(f"file:{data / 'station.sqlite3'}?mode=ro", uri=True)) as database:
        return database.execute(question, given).fetchall()


def count(data: Path, question: str, *given: Any) -> int:
    return int(ask(data, question, *given)[0][0])


def at_rest(world: World, data: Path) -> bool:
    """Everything is confirmed, answered, and what is due is sent and fetched."""
    if any(len(world.line(bot).updates) for bot in world.bots.values()):
        return False
    now = world.clock.now().replace(tzinfo=None).isoformat(" ")
    return not (count(data, _WAITING) or count(data, _DUE, now) or count(data, _WANTED))


def given_up(data: Path) -> list[tuple[Any, ...]]:
    """Updates and messages that nobody will hear of any more, the messages with the reason.

    A reminder that gave way to a newer one is none of them.
    """
    updates = ask(data, "SELECT 'update', bot, update_id FROM inbox WHERE failed_at IS NOT NULL")
    messages = ask(data, "SELECT 'message', note, failure FROM outbox WHERE failure <> 'replaced'")
    return [*updates, *messages]


def out_of_order(data: Path) -> list[str]:
    """Chats whose updates were answered, or whose messages were sent, in another order than they came."""
    return [
        *_falling("update", ask(data, "SELECT chat, update_id FROM inbox ORDER BY id")),
        *_falling("answer", ask(data, "SELECT chat, done_at FROM inbox ORDER BY id")),
        *_falling("message", _firsts(ask(data, "SELECT chat, message_id FROM outbox ORDER BY id"))),
    ]


def _firsts(rows: Sequence[tuple[int, int | None]] | Any) -> list[tuple[int, int]]:
    """Each message where it was first sent; edits name one that is there already."""
    seen: dict[tuple[int, int], None] = {}
    for chat, message in rows:
        if message is not None:
            seen.setdefault((chat, message))
    return list(seen)


def _falling(what: str, rows: Sequence[tuple[Any, ...]]) -> list[str]:
    by_chat: dict[int, list[Any]] = defaultdict(list)
    for chat, value in rows:
        by_chat[chat].append(value)
    return [f"{what} of chat {chat}" for chat, values in by_chat.items() if values != sorted(values)]
