"""Files that people sent: which are still to be fetched, which are kept, under whose key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, delete, insert, or_, select, update

from bot.store.database import Transaction
from bot.store.schema import evidence
from bot.vault.seal import Sealed

KEY_PLACE = "evidence.key_wrapped"
HANDLE_PLACE = "evidence.handle_sealed"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file. Its key hangs on the person's key, and on the case's once it belongs to one."""

    id: int
    chat: int
    kind: str
    key: Sealed
    arrived_at: datetime
    handle: Sealed | None
    case: int | None = None
    declared_mime: str | None = None
    declared_size: int | None = None
    detected_mime: str | None = None
    size: int | None = None
    sha256: str | None = None
    stored_at: datetime | None = None
    failed_at: datetime | None = None
    tries: int = 0

    @property
    def file_name(self) -> str:
        """Its name in the evidence folder."""
        return f"{self.id}.sealed"


async def add(tx: Transaction, piece: Piece) -> None:
    await tx.execute(
        insert(evidence).values(
            id=piece.id,
            chat=piece.chat,
            kind=piece.kind,
            declared_mime=piece.declared_mime,
            declared_size=piece.declared_size,
            handle_sealed=piece.handle,
            key_wrapped=piece.key,
            arrived_at=piece.arrived_at,
            tries=0,
        )
    )


async def load(tx: Transaction, piece: int) -> Piece | None:
    row = (await tx.execute(select(evidence).where(evidence.c.id == piece))).mappings().one_or_none()
    return _piece(row) if row else None


async def wanted(tx: Transaction, now: datetime) -> Piece | None:
    """The oldest that is not fetched yet and may be tried now."""
    query = select(evidence).where(
        evidence.c.stored_at.is_(None),
        evidence.c.failed_at.is_(None),
        or_(evidence.c.retry_at.is_(None), evidence.c.retry_at <= now),
    )
    row = (await tx.execute(query.order_by(evidence.c.id).limit(1))).mappings().one_or_none()
    return _piece(row) if row else None


async def of_chat(tx: Transaction, chat: int) -> list[Piece]:
    """Pieces that do not belong to a case yet."""
    query = select(evidence).where(evidence.c.chat == chat, evidence.c.case.is_(None)).order_by(evidence.c.id)
    return [_piece(row) for row in (await tx.execute(query)).mappings()]


async def of_case(tx: Transaction, case: int) -> list[Piece]:
    query = select(evidence).where(evidence.c.case == case).order_by(evidence.c.id)
    return [_piece(row) for row in (await tx.execute(query)).mappings()]


async def belongs(tx: Transaction, piece: int, case: int, key: Sealed) -> None:
    """It is the case's now, and its key hangs on the case's key."""
    await tx.execute(update(evidence).where(evidence.c.id == piece).values(case=case, key_wrapped=key))


async def stored(
    tx: Transaction, piece: int, *, size: int, sha256: str, detected_mime: str | None, now: datetime
) -> bool:
    """False if it was dropped meanwhile."""
    values = {
        "size": size,
        "sha256": sha256,
        "detected_mime": detected_mime,
        "stored_at": now,
        "handle_sealed": None,
    }
    result = await tx.execute(update(evidence).where(evidence.c.id == piece).values(**values))
    return result.rowcount == 1


async def later(tx: Transaction, piece: Piece, retry_at: datetime) -> None:
    await tx.execute(
        update(evidence).where(evidence.c.id == piece.id).values(retry_at=retry_at, tries=piece.tries + 1)
    )


async def failed(tx: Transaction, piece: int, reason: str, now: datetime) -> None:
    await tx.execute(update(evidence).where(evidence.c.id == piece).values(failed_at=now, failure=reason))


async def drop(tx: Transaction, chat: int, pieces: Collection[int]) -> None:
    """Forget them, unless a case has them: without the wrapped key what lies in the folder cannot be read."""
    if pieces:
        mine = (evidence.c.chat == chat) & evidence.c.case.is_(None)
        await tx.execute(delete(evidence).where(mine, evidence.c.id.in_(list(pieces))))


async def names(tx: Transaction) -> set[str]:
    """The files that may lie in the evidence folder."""
    return {f"{piece}.sealed" for piece in (await tx.execute(select(evidence.c.id))).scalars()}


def _piece(row: RowMapping) -> Piece:
    return Piece(
        id=row["id"],
        chat=row["chat"],
        kind=row["kind"],
        key=row["key_wrapped"],
        arrived_at=row["arrived_at"],
        handle=row["handle_sealed"],
        case=row["case"],
        declared_mime=row["declared_mime"],
        declared_size=row["declared_size"],
        detected_mime=row["detected_mime"],
        size=row["size"],
        sha256=row["sha256"],
        stored_at=row["stored_at"],
        failed_at=row["failed_at"],
        tries=row["tries"],
    )
