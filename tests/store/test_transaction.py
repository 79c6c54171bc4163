"""Collected writes go out together, and nobody can tell."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from bot.store import chats, inbox, outbox, schema
from bot.store.database import Database
from tests.store.things import NOON, SEALED, a_chat, a_message, later


def received(row: int, chat: int) -> inbox.Received:
    return inbox.Received(row, "public", row, chat, None, SEALED, NOON)


async def test_a_question_sees_what_was_collected_before_it(database: Database) -> None:
    chat = await a_chat(database, 1)

    async with database.transaction() as tx:
        inbox.put(tx, received(5, chat))
        assert [item.id for item in await inbox.claim(tx, 10)] == [5]
        inbox.done(tx, received(5, chat), NOON)
        assert await inbox.waiting(tx) == 0


async def test_a_group_is_one_statement_a_table(database: Database) -> None:
    await a_chat(database, 1)
    said: list[str] = []
    event.listen(
        database._engine.sync_engine,
        "before_cursor_execute",
        lambda _c, _u, statement, *_rest: said.append(statement.split()[0]),
    )

    async with database.transaction() as tx:
        for row in range(2, 102):
            chats.add(tx, chats.Chat(row, "public", SEALED, SEALED, "en"), row.to_bytes(8), NOON)
            inbox.put(tx, received(row, row))
            outbox.put(tx, outbox.Waiting(row, row, SEALED, NOON, NOON))

    assert said.count("INSERT") == 3
    async with database.reading() as tx:
        assert await tx.scalar(select(func.count()).select_from(schema.outbox)) == 100


async def test_nothing_collected_is_written_when_the_transaction_fails(database: Database) -> None:
    chat = await a_chat(database, 1)

    with pytest.raises(RuntimeError, match="half way"):
        async with database.transaction() as tx:
            inbox.put(tx, received(5, chat))
            raise RuntimeError("half way")

    async with database.reading() as tx:
        assert await inbox.waiting(tx) == 0


async def test_what_was_read_ahead_is_found_as_it_was_saved(database: Database) -> None:
    one, other = await a_chat(database, 1), await a_chat(database, 2)
    await a_message(database, 7, one)

    async with database.transaction() as tx:
        await chats.read_ahead(tx, {one, other})
        chats.save(tx, chats.Chat(one, "public", SEALED, SEALED, "zh_Hans", live=7))
        assert (await chats.load(tx, one)).language == "zh_Hans"
        assert (await chats.load(tx, other)).language == "en"

    async with database.reading() as tx:
        again = await chats.load(tx, one)
    assert (again.language, again.live) == ("zh_Hans", 7)


async def test_messages_are_found_ahead_as_they_are_one_by_one(database: Database) -> None:
    one, other = await a_chat(database, 1), await a_chat(database, 2)
    sent = [await a_message(database, row, chat, note="card") for row, chat in ((7, one), (8, other))]
    async with database.transaction() as tx:
        for item in sent:
            outbox.sent(tx, item, 100, later(minutes=1))  # numbers of messages repeat in different chats

    async with database.reading() as tx:
        await outbox.read_ahead(tx, {(one, 100), (other, 100), (one, 999)})
        found = [
            await outbox.posted(tx, chat, number) for chat, number in ((one, 100), (other, 100), (one, 999))
        ]

    assert found == [(7, "card"), (8, "card"), None]
