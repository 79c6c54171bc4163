"""People, each in one bot: how to reach them and where they are in a conversation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, insert, select, update

from bot.store.database import Transaction
from bot.store.schema import chats
from bot.vault.seal import Sealed


@dataclass(frozen=True, slots=True)
class Chat:
    """One person in one bot. What is hers is sealed with the key that `key` wraps."""

    id: int
    bot: str
    telegram: Sealed
    key: Sealed
    language: str
    chose_language: bool = False
    session: Sealed | None = None
    contact: Sealed | None = None
    live: int | None = None  #: the outbox row of the message that bears the open question
    place_keyboard: bool = False
    drop_at: datetime | None = None  #: when the first thing that she has not sent is to be dropped
    seen_at: datetime | None = None  #: when she last did something
    blocked_at: datetime | None = None


async def find_all(tx: Transaction, bot: str, hashes: Collection[bytes]) -> dict[bytes, Chat]:
    """Those of these people that are known, by their hash."""
    query = select(chats).where(chats.c.bot == bot, chats.c.telegram_hash.in_(list(hashes)))
    return {row["telegram_hash"]: _chat(row) for row in (await tx.execute(query)).mappings()}


async def load(tx: Transaction, chat: int) -> Chat:
    known: Chat | None = tx.memory.get(("chat", chat))
    if known is not None:
        return known
    rows = await tx.execute(select(chats).where(chats.c.id == chat))
    return _chat(rows.mappings().one())


async def read_ahead(tx: Transaction, wanted: Collection[int]) -> None:
    """Load these people at once; `load` finds them then."""
    for row in (await tx.execute(select(chats).where(chats.c.id.in_(list(wanted))))).mappings():
        tx.memory["chat", row["id"]] = _chat(row)


_add = insert(chats)
_save = update(chats).where(chats.c.id == bindparam("chat"))


def add(tx: Transaction, chat: Chat, telegram_hash: bytes, now: datetime) -> None:
    tx.memory["chat", chat.id] = chat
    tx.collect(_add, {"telegram_hash": telegram_hash, "created_at": now, "id": chat.id, **_columns(chat)})


def save(tx: Transaction, chat: Chat) -> None:
    tx.memory["chat", chat.id] = chat
    tx.collect(_save, {"chat": chat.id, **_columns(chat)})


async def with_something_to_drop(tx: Transaction, now: datetime) -> Chat | None:
    """One person who has not sent something whose time is over by now."""
    query = select(chats).where(chats.c.drop_at <= now).order_by(chats.c.drop_at).limit(1)
    row = (await tx.execute(query)).mappings().one_or_none()
    return _chat(row) if row else None


async def mark_blocked(tx: Transaction, chat: int, at: datetime | None) -> None:
    """She blocked the bot (or came back: None)."""
    await tx.execute(update(chats).where(chats.c.id == chat).values(blocked_at=at))
    tx.memory.pop(("chat", chat), None)


def _columns(chat: Chat) -> dict[str, Any]:
    return {
        "bot": chat.bot,
        "telegram_sealed": chat.telegram,
        "key_wrapped": chat.key,
        "language": chat.language,
        "chose_language": chat.chose_language,
        "session_sealed": chat.session,
        "contact_sealed": chat.contact,
        "live": chat.live,
        "place_keyboard": chat.place_keyboard,
        "drop_at": chat.drop_at,
        "seen_at": chat.seen_at,
        "blocked_at": chat.blocked_at,
    }


def _chat(row: RowMapping) -> Chat:
    return Chat(
        row["id"],
        row["bot"],
        row["telegram_sealed"],
        row["key_wrapped"],
        row["language"],
        row["chose_language"],
        row["session_sealed"],
        row["contact_sealed"],
        row["live"],
        row["place_keyboard"],
        row["drop_at"],
        row["seen_at"],
        row["blocked_at"],
    )
