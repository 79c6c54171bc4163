"""The open database: transactions, and how SQLite is set up to lose nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, event, func, select
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.store import schema
from bot.store.ids import Ids
from bot.store.transaction import Transaction

__all__ = ["CannotOpen", "Database", "DatabaseGone", "Transaction", "open_database"]

#: WAL: readers never wait for the writer. FULL: a commit is on disk before it is answered.
#: secure_delete: what is deleted is overwritten. trusted_schema off: the file cannot bring code of its own.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "busy_timeout=10000",
)
MIGRATIONS = Path(__file__).parent / "migrations"


class DatabaseGone(Exception):
    """The database cannot do it now: locked, full, not reachable. What was asked of it was not wrong."""


class Database:
    """One engine. Writers on SQLite queue here, instead of polling a locked file."""

    def __init__(self, engine: AsyncEngine, ids: Ids) -> None:
        self._engine = engine
        self._file = _file_of(engine)
        self._writer = asyncio.Lock() if engine.dialect.name == "sqlite" else None
        self.ids = ids

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside is recorded, or nothing. No network call inside."""
        async with _said_plainly(), self._writer or nullcontext(), self._engine.connect() as connection:
            writing = await connection.execution_options(station_writes=True)
            async with writing.begin():
                tx = Transaction(writing)
                yield tx
                await tx.flush()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A look at one moment of the database."""
        async with _said_plainly(), self._engine.connect() as connection, connection.begin():
            yield Transaction(connection)

    async def answers(self) -> bool:
        """Whether the database can be asked now, and is still the one that was opened."""
        if _file_of(self._engine) != self._file:
            return False  # the open file has lost its name: what is written goes nowhere
        try:
            async with self.reading() as tx:
                return await tx.scalar(select(func.count()).select_from(schema.meta)) is not None
        except DatabaseGone:
            return False

    async def close(self) -> None:
        await self._engine.dispose()


@asynccontextmanager
async def _said_plainly() -> AsyncIterator[None]:
    """Tells the database's own failures from mistakes of ours."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise DatabaseGone(type(error.orig).__name__) from error


class CannotOpen(Exception):
    """The database cannot be opened, in one sentence with what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The database cannot be opened ({reason}); "
            "check STATION_DATABASE_URL, or the folder STATION_DATA and its rights."
        )


async def open_database(address: str) -> Database:
    """Open, and bring the tables up to this release; CannotOpen says why that is not possible."""
    try:
        return await _open(address)
    except (DBAPIError, ArgumentError, ImportError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise CannotOpen(type(cause).__name__) from error


async def _open(address: str) -> Database:
    # parameters hold sealed bytes and ids; they have no place in an exception's text all the same
    engine = create_async_engine(
        address, hide_parameters=True, pool_pre_ping=not address.startswith("sqlite")
    )
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    try:
        async with engine.connect() as connection:
            writing = await connection.execution_options(station_writes=True)
            async with writing.begin():
                await writing.run_sync(migrate)
        async with engine.connect() as connection:
            last = await _last_id(connection)
    except BaseException:
        await engine.dispose()
        raise
    return Database(engine, Ids(last))


def migrate(connection: Connection, target: str = "head") -> None:
    """Alembic's `upgrade`, on a connection that is open already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def _file_of(engine: AsyncEngine) -> tuple[int, int] | None:
    """Which file SQLite's address names now: its device and number; None for another database, or no file."""
    if engine.dialect.name != "sqlite" or engine.url.database is None:
        return None
    try:
        found = Path(engine.url.database).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def _last_id(tx: AsyncConnection) -> int:
    tables = (schema.chats, schema.inbox, schema.outbox, schema.cases, schema.events, schema.evidence)
    found = [await tx.scalar(select(func.max(table.c.id))) for table in tables]
    return max((value for value in found if value is not None), default=0)


def _prepare_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        # the driver's own BEGIN would be a deferred one: two writers could then block each other half-way
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("station_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
