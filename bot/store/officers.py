"""Who is an officer of which desk, and the one-time codes by which people become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update

from bot.store.database import Transaction
from bot.store.schema import chats, invites, officers
from bot.vault.seal import Sealed

NAME_PLACE = "officers.name_sealed"
INVITE_PLACE = "invites.name_sealed"


@dataclass(frozen=True, slots=True)
class Member:
    """An officer as stored. The name is sealed with the station's key for the row `chat`."""

    chat: int
    desk: str
    role: str
    name: Sealed
    language: str


@dataclass(frozen=True, slots=True)
class Invite:
    """A code that was given out. The name is sealed with the station's key for the code's hash."""

    code_hash: bytes
    desk: str
    role: str
    name: Sealed
    expires_at: datetime
    used_at: datetime | None = None


async def invite(tx: Transaction, new: Invite, now: datetime) -> None:
    await tx.execute(
        insert(invites).values(
            code_hash=new.code_hash,
            desk=new.desk,
            role=new.role,
            name_sealed=new.name,
            created_at=now,
            expires_at=new.expires_at,
        )
    )


async def find_invite(tx: Transaction, code_hash: bytes) -> Invite | None:
    row = (await tx.execute(select(invites).where(invites.c.code_hash == code_hash))).mappings().one_or_none()
    if row is None:
        return None
    return Invite(
        row["code_hash"], row["desk"], row["role"], row["name_sealed"], row["expires_at"], row["used_at"]
    )


async def use(tx: Transaction, code_hash: bytes, chat: int, now: datetime) -> bool:
    """Compare and set: True once, and only before it expires."""
    query = update(invites).where(
        invites.c.code_hash == code_hash, invites.c.used_at.is_(None), invites.c.expires_at > now
    )
    return (await tx.execute(query.values(used_at=now, used_by=chat))).rowcount == 1


async def join(tx: Transaction, chat: int, desk: str, role: str, name: Sealed, now: datetime) -> None:
    """Become an officer, or change the desk."""
    values = {"desk": desk, "role": role, "name_sealed": name, "joined_at": now}
    changed = await tx.execute(update(officers).where(officers.c.chat == chat).values(**values))
    if not changed.rowcount:
        await tx.execute(insert(officers).values(chat=chat, **values))


async def find(tx: Transaction, chat: int) -> Member | None:
    found = await _members(tx, officers.c.chat == chat)
    return found[0] if found else None


async def of_desk(tx: Transaction, desk: str) -> list[Member]:
    return await _members(tx, officers.c.desk == desk)


async def count_by_desk(tx: Transaction) -> dict[str, int]:
    rows = await tx.execute(select(officers.c.desk, func.count().label("members")).group_by(officers.c.desk))
    return {row.desk: row.members for row in rows}


async def _members(tx: Transaction, which: ColumnElement[bool]) -> list[Member]:
    query = select(officers, chats.c.language).join(chats, chats.c.id == officers.c.chat).where(which)
    rows = (await tx.execute(query.order_by(officers.c.chat))).mappings()
    return [
        Member(row["chat"], row["desk"], row["role"], row["name_sealed"], row["language"]) for row in rows
    ]
