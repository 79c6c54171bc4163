"""Messages not yet delivered. In order within a chat; a case's cards are found again here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from sqlalchemy import RowMapping, bindparam, func, insert, or_, select, update

from bot.store.database import Transaction
from bot.store.schema import outbox
from bot.vault.seal import Sealed


class Lane(IntEnum):
    DANGER = 0  #: alerts of the highest class
    ANSWER = 1  #: what somebody waits for with the phone in the hand
    REST = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message. `payload` is sealed with the chat's key for the row `id`."""

    id: int
    chat: int
    payload: Sealed
    created_at: datetime
    due_at: datetime | None  #: None: when she writes next
    lane: Lane = Lane.ANSWER
    unasked: bool = False  #: not an answer to her own input: safe contact decides when
    case: int | None = None
    note: str | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message of ours stands: which row, in whose chat."""

    id: int
    chat: int


_unsent = outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None)


_put = insert(outbox)
_sent = update(outbox).where(outbox.c.id == bindparam("row")).values(payload_sealed=None)
_became = update(outbox).where(outbox.c.id == bindparam("row"))
_release = update(outbox).where(_unsent, outbox.c.chat == bindparam("of_chat"), outbox.c.due_at.is_(None))
_release = _release.values(unasked=False)


def put(tx: Transaction, item: Waiting) -> None:
    tx.collect(
        _put,
        {
            "id": item.id,
            "chat": item.chat,
            "case": item.case,
            "note": item.note,
            "lane": int(item.lane),
            "unasked": item.unasked,
            "payload_sealed": item.payload,
            "created_at": item.created_at,
            "due_at": item.due_at,
            "tries": 0,
        },
    )


async def heads(tx: Transaction, now: datetime, busy: Collection[int], limit: int) -> list[Waiting]:
    """The next message of each chat that may go now, the most urgent first. A message that waits for
    its second try holds back those behind it, one that is not due yet does not."""
    first = (
        select(func.min(outbox.c.id).label("id"))
        .where(_unsent, outbox.c.due_at <= now)
        .group_by(outbox.c.chat)
        .subquery()
    )
    query = (
        select(outbox)
        .join(first, first.c.id == outbox.c.id)
        .where(or_(outbox.c.retry_at.is_(None), outbox.c.retry_at <= now), outbox.c.chat.not_in(list(busy)))
        .order_by(outbox.c.lane, outbox.c.id)
        .limit(limit)
    )
    return [_waiting(row) for row in (await tx.execute(query)).mappings()]


def sent(tx: Transaction, item: Waiting, message_id: int | None, now: datetime) -> None:
    tx.collect(_sent, {"row": item.id, "sent_at": now, "message_id": message_id})


def became(tx: Transaction, row: int, message_id: int) -> None:
    """The message that an earlier row stands for now."""
    tx.collect(_became, {"row": row, "message_id": message_id})


async def later(tx: Transaction, item: Waiting, retry_at: datetime) -> None:
    await tx.execute(
        update(outbox).where(outbox.c.id == item.id).values(retry_at=retry_at, tries=item.tries + 1)
    )


async def postpone(tx: Transaction, item: Waiting, due_at: datetime | None) -> None:
    """Not a try: it is not the time to send it."""
    await tx.execute(update(outbox).where(outbox.c.id == item.id).values(due_at=due_at))


async def failed(tx: Transaction, item: Waiting, reason: str, now: datetime) -> None:
    values = {"failed_at": now, "failure": reason, "payload_sealed": None}
    await tx.execute(update(outbox).where(outbox.c.id == item.id).values(**values))


def release(tx: Transaction, chat: int, now: datetime) -> None:
    """She has written: what waited for that may go, as an answer to it."""
    tx.collect(_release, {"of_chat": chat, "due_at": now})


async def park(tx: Transaction, row: int) -> None:
    """It waits until she writes."""
    await tx.execute(update(outbox).where(outbox.c.id == row).values(due_at=None))


async def is_waiting(tx: Transaction, chat: int, note: str) -> bool:
    """Whether a message of this note is on its way to the chat."""
    query = select(outbox.c.id).where(_unsent, outbox.c.chat == chat, outbox.c.note == note).limit(1)
    return await tx.scalar(query) is not None


async def read_ahead(tx: Transaction, wanted: Collection[tuple[int, int]]) -> None:
    """Look up these (chat, message) pairs at once; `posted` finds them then."""
    columns = (outbox.c.id, outbox.c.note, outbox.c.chat, outbox.c.message_id)
    query = select(*columns).where(
        outbox.c.chat.in_({chat for chat, _ in wanted}),
        outbox.c.message_id.in_({message_id for _, message_id in wanted}),
    )
    tx.memory.update(dict.fromkeys(wanted))
    for row in await tx.execute(query.order_by(outbox.c.id)):
        if (row.chat, row.message_id) in tx.memory:
            tx.memory[row.chat, row.message_id] = (row.id, row.note)


async def last_sent(tx: Transaction, chat: int, note: str) -> int | None:
    """The newest message of this note that the chat has got."""
    query = select(func.max(outbox.c.id)).where(
        outbox.c.chat == chat, outbox.c.note == note, outbox.c.message_id.is_not(None)
    )
    found: int | None = await tx.scalar(query)
    return found


async def used_up(tx: Transaction, row: int) -> None:
    """The message has become something else: it is not found by its note any more."""
    await tx.execute(update(outbox).where(outbox.c.id == row).values(note=None))


async def drop_waiting(tx: Transaction, chat: int, note: str, now: datetime) -> None:
    """What is on its way with this note is not needed any more."""
    query = update(outbox).where(_unsent, outbox.c.chat == chat, outbox.c.note == note)
    await tx.execute(query.values(failed_at=now, failure="replaced", payload_sealed=None))


async def message_ids(tx: Transaction, rows: Collection[int]) -> Mapping[int, int]:
    """Row -> the channel's message, for those that became one."""
    query = select(outbox.c.id, outbox.c.message_id).where(
        outbox.c.id.in_(list(rows)), outbox.c.message_id.is_not(None)
    )
    return {row.id: row.message_id for row in await tx.execute(query)}


async def cards(tx: Transaction, case: int) -> list[Posted]:
    """The newest card of the case in each officer's chat."""
    query = (
        select(func.max(outbox.c.id).label("id"), outbox.c.chat)
        .where(outbox.c.case == case, outbox.c.note == "card", outbox.c.failed_at.is_(None))
        .group_by(outbox.c.chat)
    )
    return [Posted(row.id, row.chat) for row in await tx.execute(query)]


async def posted(tx: Transaction, chat: int, message_id: int) -> tuple[int, str | None] | None:
    """The row that became this message, and its note."""
    if (chat, message_id) in tx.memory:
        found: tuple[int, str | None] | None = tx.memory[chat, message_id]
        return found
    query = select(outbox.c.id, outbox.c.note).where(outbox.c.chat == chat, outbox.c.message_id == message_id)
    row = (await tx.execute(query.order_by(outbox.c.id.desc()).limit(1))).one_or_none()
    return (row.id, row.note) if row else None


def _waiting(row: RowMapping) -> Waiting:
    return Waiting(
        row["id"],
        row["chat"],
        row["payload_sealed"],
        row["created_at"],
        row["due_at"],
        Lane(row["lane"]),
        row["unasked"],
        row["case"],
        row["note"],
        row["tries"],
    )
