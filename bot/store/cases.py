"""Cases: opened once, taken by exactly one, closed; and the alerts that stand for them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, insert, select, update

from bot.duty.case import Case
from bot.store.database import Transaction
from bot.store.schema import alerts, cases
from bot.vault.seal import Sealed


async def add(tx: Transaction, case: Case, key: Sealed) -> None:
    values: dict[str, Any] = {
        "id": case.id,
        "number": case.number,
        "kind": case.kind,
        "danger": case.danger,
        "desk": case.desk,
        "chat": case.chat,
        "key_wrapped": key,
        "opened_at": case.opened_at,
    }
    await tx.execute(insert(cases).values(**values))


async def number_is_free(tx: Transaction, number: str) -> bool:
    return await tx.scalar(select(cases.c.id).where(cases.c.number == number)) is None


async def load(tx: Transaction, case: int) -> Case:
    return _case((await tx.execute(select(cases).where(cases.c.id == case))).mappings().one())


async def by_number(tx: Transaction, number: str) -> Case | None:
    return await _one(tx, select(cases).where(cases.c.number == number))


async def open_of(tx: Transaction, chat: int) -> Case | None:
    """Her case that is not closed; the newest if there are several."""
    query = select(cases).where(cases.c.chat == chat, cases.c.closed_at.is_(None))
    return await _one(tx, query.order_by(cases.c.id.desc()).limit(1))


async def latest_of(tx: Transaction, chat: int) -> Case | None:
    """Her newest case, closed or not."""
    return await _one(tx, select(cases).where(cases.c.chat == chat).order_by(cases.c.id.desc()).limit(1))


async def not_closed(tx: Transaction, desk: str) -> list[Case]:
    query = select(cases).where(cases.c.desk == desk, cases.c.closed_at.is_(None)).order_by(cases.c.id)
    return [_case(row) for row in (await tx.execute(query)).mappings()]


async def everything(tx: Transaction) -> Sequence[tuple[Case, datetime | None]]:
    """Every case, and when its first alert was acknowledged; oldest first."""
    acknowledged = (
        select(alerts.c.case, func.min(alerts.c.acknowledged_at).label("acknowledged_at"))
        .group_by(alerts.c.case)
        .subquery()
    )
    query = (
        select(cases, acknowledged.c.acknowledged_at)
        .outerjoin(acknowledged, acknowledged.c.case == cases.c.id)
        .order_by(cases.c.id)
    )
    return [(_case(row), row["acknowledged_at"]) for row in (await tx.execute(query)).mappings()]


async def key_of(tx: Transaction, case: int) -> Sealed | None:
    """The wrapped key; None once it was deleted for good."""
    found: Sealed | None = await tx.scalar(select(cases.c.key_wrapped).where(cases.c.id == case))
    return found


async def shred(tx: Transaction, case: int) -> None:
    """Delete the case's key: nothing of it can be read here again. Older backups still hold the key."""
    await tx.execute(update(cases).where(cases.c.id == case).values(key_wrapped=None))


async def regard(tx: Transaction, case: Case) -> None:
    """Keep what has changed of its kind and class."""
    await tx.execute(update(cases).where(cases.c.id == case.id).values(kind=case.kind, danger=case.danger))


async def take(tx: Transaction, case: int, officer: int, now: datetime) -> bool:
    """Compare and set: True for exactly one officer."""
    query = update(cases).where(cases.c.id == case, cases.c.taken_at.is_(None), cases.c.closed_at.is_(None))
    result = await tx.execute(query.values(taken_by=officer, taken_at=now))
    return result.rowcount == 1


async def release(tx: Transaction, case: int) -> None:
    """Nobody answers for it any more: it can be taken again."""
    await tx.execute(update(cases).where(cases.c.id == case).values(taken_by=None, taken_at=None))


async def reopen(tx: Transaction, case: int) -> None:
    """It is as if nobody had taken it: open, and to be taken."""
    values = {"closed_at": None, "outcome": None, "taken_by": None, "taken_at": None}
    await tx.execute(update(cases).where(cases.c.id == case).values(**values))


async def close(tx: Transaction, case: int, outcome: str, now: datetime) -> bool:
    """Compare and set: True once."""
    query = update(cases).where(cases.c.id == case, cases.c.closed_at.is_(None))
    result = await tx.execute(query.values(closed_at=now, outcome=outcome))
    if result.rowcount:
        await tx.execute(update(alerts).where(alerts.c.case == case).values(closed_at=now))
    return result.rowcount == 1


async def raise_alert(tx: Transaction, alert: int, case: int, danger: str, now: datetime) -> None:
    await tx.execute(insert(alerts).values(id=alert, case=case, danger=danger, raised_at=now))


async def acknowledge(tx: Transaction, case: int, officer: int, now: datetime) -> None:
    """A named officer takes what the alerts of this case ask for."""
    query = update(alerts).where(alerts.c.case == case, alerts.c.acknowledged_at.is_(None))
    await tx.execute(query.values(acknowledged_at=now, acknowledged_by=officer))


async def waiting_desks(tx: Transaction, desks: Collection[str]) -> dict[str, int]:
    """Desk -> how many of its cases nobody has taken."""
    query = (
        select(cases.c.desk, func.count().label("waiting"))
        .where(cases.c.desk.in_(list(desks)), cases.c.taken_at.is_(None), cases.c.closed_at.is_(None))
        .group_by(cases.c.desk)
    )
    return {row.desk: row.waiting for row in await tx.execute(query)}


async def _one(tx: Transaction, query: Select[Any]) -> Case | None:
    row = (await tx.execute(query)).mappings().one_or_none()
    return _case(row) if row else None


def _case(row: RowMapping) -> Case:
    return Case(
        row["id"],
        row["number"],
        row["kind"],
        row["danger"],
        row["desk"],
        row["chat"],
        row["opened_at"],
        row["taken_by"],
        row["taken_at"],
        row["closed_at"],
        row["outcome"],
    )
