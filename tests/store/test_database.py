"""The database loses nothing that was committed and keeps nothing that was not."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.store import chats, meta, schema
from bot.store.database import Database, DatabaseGone, open_database
from bot.store.ids import Ids
from bot.vault.seal import Sealed
from tests.store.things import NOON, SEALED, a_chat, later


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("trusted_schema", 0),
    ],
)
async def test_sqlite_is_set_up_to_lose_nothing(sqlite: Database, pragma: str, value: object) -> None:
    async with sqlite.reading() as tx:
        assert await tx.scalar(text(f"PRAGMA {pragma}")) == value


async def test_the_migrations_make_exactly_the_tables_of_the_schema(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), schema.metadata))

    async with database.transaction() as tx:
        assert await tx.connection.run_sync(differences) == []


async def test_opening_again_changes_nothing_and_goes_on_with_the_ids(address: str) -> None:
    first = await open_database(address)
    row = first.ids.next(later(days=365))
    await a_chat(first, row)
    await first.close()

    second = await open_database(address)
    following = second.ids.next(NOON)  # the clock was put back
    await second.close()

    assert following > row


async def test_a_failure_inside_a_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        async with database.transaction() as tx:
            await meta.keep_or_compare(tx, "a", "1")
            raise RuntimeError("half way")

    async with database.transaction() as tx:
        assert await meta.keep_or_compare(tx, "a", "2") == "2"


async def test_many_writers_at_once_all_get_their_turn(database: Database) -> None:
    await asyncio.gather(*(a_chat(database, number) for number in range(1, 51)))

    async with database.reading() as tx:
        assert await tx.scalar(text("SELECT count(*) FROM chats")) == 50


async def test_a_column_for_sealed_bytes_refuses_plain_ones(database: Database) -> None:
    plain: Sealed = b"her words"  # type: ignore[assignment]

    with pytest.raises(Exception, match="Only sealed bytes"):
        async with database.transaction() as tx:
            chats.add(tx, chats.Chat(1, "public", plain, SEALED, "en"), b"h", NOON)


async def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="without a zone"):
        async with database.transaction() as tx:
            naive = datetime(2026, 1, 1)  # noqa: DTZ001
            chats.add(tx, chats.Chat(1, "public", SEALED, SEALED, "en"), b"h", naive)


async def test_a_locked_database_is_told_from_a_mistake_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.database.PRAGMAS", ("journal_mode=WAL", "busy_timeout=1"))
    path = tmp_path / "s.sqlite3"
    database = await open_database(f"sqlite+aiosqlite:///{path}")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseGone):
        async with database.transaction() as tx:
            await meta.keep_or_compare(tx, "a", "1")

    other.close()
    await database.close()


def test_ids_grow_whatever_the_clock_does() -> None:
    ids = Ids()

    given = [ids.next(moment) for moment in (NOON, NOON, later(hours=-5), later(seconds=1), later(seconds=1))]

    assert given == sorted(set(given))
    assert given[-1] < 2**63
