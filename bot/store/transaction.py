"""One transaction: reads see all its writes, and writes that nothing waits for go out together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncConnection


class Transaction:
    """A connection with a transaction open on it.

    A statement costs far more than a row, so writes whose result nobody asks for are collected and go as
    one `executemany` each: before the next question, or at the end. `memory` holds rows that were read
    ahead for many units of work at once; whoever writes such a row writes it there too.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.memory: dict[object, Any] = {}
        self._collected: dict[int, tuple[Executable, list[Mapping[str, Any]]]] = {}

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[Any]:
        """Ask or write now; everything collected goes first."""
        await self.flush()
        result: CursorResult[Any] = await self.connection.execute(statement, rows)
        return result

    async def scalar(self, statement: Executable) -> Any:
        await self.flush()
        return await self.connection.scalar(statement)

    def collect(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """Write this row with the others of the same statement, which is one object made once."""
        self._collected.setdefault(id(statement), (statement, []))[1].append(row)

    async def flush(self) -> None:
        collected, self._collected = self._collected, {}
        for statement, rows in collected.values():
            await self.connection.execute(statement, rows)
