"""What the database says about itself: whose key sealed it, which Telegram it speaks with."""

from __future__ import annotations

import base64

from sqlalchemy import delete, insert, select

from bot.store.database import Transaction
from bot.store.schema import meta
from bot.vault.seal import Sealed


async def keep_or_compare(tx: Transaction, name: str, value: str) -> str:
    """The value kept under this name; `value` itself the first time."""
    known: str | None = await tx.scalar(select(meta.c.value).where(meta.c.name == name))
    if known is None:
        await tx.execute(insert(meta).values(name=name, value=value))
        return value
    return known


async def lay_aside(tx: Transaction, name: str, sealed: Sealed) -> None:
    """Keep sealed bytes that nobody can open now, for whoever finds out why. A newer one replaces them."""
    await tx.execute(delete(meta).where(meta.c.name == name))
    await tx.execute(insert(meta).values(name=name, value=base64.b64encode(sealed.data).decode()))
