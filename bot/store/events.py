"""What happened to a case, who looked at what, and what she has not read yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, insert, select, update

from bot.store.database import Transaction
from bot.store.schema import events
from bot.vault.seal import Sealed


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of a case's history. `words` is sealed with the case's key for the row `id`."""

    id: int
    case: int
    at: datetime
    what: str  #: opened, added, taken, shown, field_opened, file_opened, letter_out, letter_in, note, closed
    who: int | None = None  #: the chat of the officer; None for her
    detail: str | None = None  #: a field's or an outcome's name, never words
    words: Sealed | None = None
    unread_by: int | None = None


async def add(tx: Transaction, event: Happened) -> None:
    await tx.execute(
        insert(events).values(
            id=event.id,
            case=event.case,
            at=event.at,
            what=event.what,
            who=event.who,
            detail=event.detail,
            words_sealed=event.words,
            unread_by=event.unread_by,
        )
    )


async def of_case(tx: Transaction, case: int) -> list[Happened]:
    query = select(events).where(events.c.case == case).order_by(events.c.id)
    return [_happened(row) for row in (await tx.execute(query)).mappings()]


async def unread(tx: Transaction, chat: int) -> list[Happened]:
    query = select(events).where(events.c.unread_by == chat).order_by(events.c.id)
    return [_happened(row) for row in (await tx.execute(query)).mappings()]


async def mark_read(tx: Transaction, chat: int) -> None:
    await tx.execute(update(events).where(events.c.unread_by == chat).values(unread_by=None))


def _happened(row: RowMapping) -> Happened:
    return Happened(
        row["id"],
        row["case"],
        row["at"],
        row["what"],
        row["who"],
        row["detail"],
        row["words_sealed"],
        row["unread_by"],
    )
