"""The record of a case: one sealed answer a field."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from bot.store.database import Transaction
from bot.store.schema import fields
from bot.vault.seal import Sealed

PLACE = "fields.answer_sealed"


def row(case: int, field: str) -> str:
    """What an answer is bound to beside its place."""
    return f"{case}:{field}"


async def put(tx: Transaction, case: int, answers: Mapping[str, Sealed]) -> None:
    """Keep these; an earlier answer to the same field gives way."""
    if not answers:
        return
    await tx.execute(delete(fields).where(fields.c.case == case, fields.c.field.in_(list(answers))))
    await tx.execute(
        insert(fields),
        [{"case": case, "field": field, "answer_sealed": sealed} for field, sealed in answers.items()],
    )


async def of_case(tx: Transaction, case: int) -> dict[str, Sealed]:
    rows = await tx.execute(select(fields.c.field, fields.c.answer_sealed).where(fields.c.case == case))
    return {found.field: found.answer_sealed for found in rows}
