"""Small rows to begin with."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.duty.case import Case
from bot.store import cases, chats, outbox
from bot.store.database import Database
from bot.store.outbox import Lane
from bot.vault.seal import Sealed

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SEALED = Sealed(b"sealed")


def later(**time: float) -> datetime:
    return NOON + timedelta(**time)


async def a_chat(database: Database, number: int, bot: str = "public") -> int:
    async with database.transaction() as tx:
        chats.add(tx, chats.Chat(number, bot, SEALED, SEALED, "en"), number.to_bytes(8), NOON)
    return number


async def a_case(database: Database, number: int, chat: int, desk: str = "police") -> Case:
    case = Case(number, f"{number:06}", "complaint", "normal", desk, chat, NOON)
    async with database.transaction() as tx:
        await cases.add(tx, case, SEALED)
        await cases.raise_alert(tx, number + 1_000_000, case.id, "normal", NOON)
    return case


async def a_message(
    database: Database,
    row: int,
    chat: int,
    *,
    lane: Lane = Lane.ANSWER,
    due: datetime | None = NOON,
    note: str | None = None,
) -> outbox.Waiting:
    item = outbox.Waiting(row, chat, SEALED, NOON, due, lane, note=note)
    async with database.transaction() as tx:
        outbox.put(tx, item)
    return item
