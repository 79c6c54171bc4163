"""What the database says about itself: whose key sealed it, which Telegram it speaks with."""

from __future__ import annotations

from sqlalchemy import insert, select

from bot.store.database import Transaction
from bot.store.schema import meta


async def keep_or_compare(tx: Transaction, name: str, value: str) -> str:
    """The value kept under this name; `value` itself the first time."""
    known: str | None = await tx.scalar(select(meta.c.value).where(meta.c.name == name))
    if known is None:
        await tx.execute(insert(meta).values(name=name, value=value))
        return value
    return known
