"""Updates that arrived and are not yet answered. Oldest first within a chat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, bindparam, func, insert, select, update

from bot.store.database import Transaction
from bot.store.schema import inbox
from bot.vault.seal import Sealed


@dataclass(frozen=True, slots=True)
class Received:
    """One update. `event` is sealed with the chat's key for the row `bot:update_id`."""

    id: int
    bot: str
    update_id: int
    chat: int
    message_id: int | None
    event: Sealed
    arrived_at: datetime
    tries: int = 0


async def known(tx: Transaction, bot: str, update_ids: Collection[int]) -> set[int]:
    """Which of these are stored already. Telegram may send one twice, and may start its ids anew."""
    rows = await tx.execute(
        select(inbox.c.update_id).where(inbox.c.bot == bot, inbox.c.update_id.in_(list(update_ids)))
    )
    return set(rows.scalars())


_put = insert(inbox)
_done = update(inbox).where(inbox.c.id == bindparam("row")).values(event_sealed=None)


def put(tx: Transaction, item: Received) -> None:
    tx.collect(
        _put,
        {
            "id": item.id,
            "bot": item.bot,
            "update_id": item.update_id,
            "chat": item.chat,
            "message_id": item.message_id,
            "event_sealed": item.event,
            "arrived_at": item.arrived_at,
            "tries": item.tries,
        },
    )


async def claim(tx: Transaction, most: int) -> list[Received]:
    """The updates that wait longest, at most so many, in the order in which they arrived."""
    query = select(inbox).where(inbox.c.done_at.is_(None)).order_by(inbox.c.id).limit(most)
    return [_received(row) for row in (await tx.execute(query)).mappings()]


def done(tx: Transaction, item: Received, now: datetime) -> None:
    """Answered: her words are not needed here any more."""
    tx.collect(_done, {"row": item.id, "done_at": now})


async def tried(tx: Transaction, item: Received) -> None:
    await tx.execute(update(inbox).where(inbox.c.id == item.id).values(tries=item.tries + 1))


async def set_aside(tx: Transaction, item: Received, now: datetime) -> None:
    """It could not be answered, however often it was tried. Kept sealed, so that it can be looked into."""
    await tx.execute(update(inbox).where(inbox.c.id == item.id).values(done_at=now, failed_at=now))


async def waiting(tx: Transaction) -> int:
    """How many updates are not answered yet."""
    return await tx.scalar(select(func.count()).select_from(inbox).where(inbox.c.done_at.is_(None))) or 0


def _received(row: RowMapping) -> Received:
    return Received(
        row["id"],
        row["bot"],
        row["update_id"],
        row["chat"],
        row["message_id"],
        row["event_sealed"],
        row["arrived_at"],
        row["tries"],
    )
