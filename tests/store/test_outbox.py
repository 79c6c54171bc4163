"""What may go next, and in which order."""

from __future__ import annotations

from sqlalchemy import text

from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Lane
from tests.store.things import NOON, a_chat, a_message, later


async def due(database: Database, *busy: int, at_minute: float = 0, limit: int = 10) -> list[int]:
    async with database.reading() as tx:
        found = await outbox.heads(tx, later(minutes=at_minute), busy, limit)
        return [item.chat for item in found]


async def next_row(database: Database, chat: int, at_minute: float = 0) -> int | None:
    async with database.reading() as tx:
        found = await outbox.heads(tx, later(minutes=at_minute), (), 1000)
        return next((item.id for item in found if item.chat == chat), None)


async def test_danger_goes_first_then_answers_then_the_rest(database: Database) -> None:
    for number, lane in enumerate((Lane.REST, Lane.ANSWER, Lane.DANGER), 1):
        await a_message(database, number, await a_chat(database, number), lane=lane)

    assert await due(database) == [3, 2, 1]
    assert await due(database, 3) == [2, 1]
    assert await due(database, limit=1) == [3]


async def test_a_chat_gets_its_messages_in_order(database: Database) -> None:
    chat = await a_chat(database, 1)
    first, second = await a_message(database, 1, chat), await a_message(database, 2, chat)

    assert await next_row(database, chat) == 1
    async with database.transaction() as tx:
        outbox.sent(tx, first, 100, NOON)
    assert await next_row(database, chat) == 2
    async with database.transaction() as tx:
        await outbox.failed(tx, second, "blocked", NOON)
    assert await next_row(database, chat) is None
    assert await due(database) == []


async def test_a_message_that_waits_for_its_second_try_holds_back_those_behind_it(database: Database) -> None:
    chat = await a_chat(database, 1)
    first = await a_message(database, 1, chat)
    await a_message(database, 2, chat)
    async with database.transaction() as tx:
        await outbox.later(tx, first, later(minutes=5))

    assert await due(database, at_minute=4.9) == []
    assert await next_row(database, chat, 4.9) is None
    assert await next_row(database, chat, 5) == 1


async def test_a_message_that_is_not_due_yet_holds_back_nothing(database: Database) -> None:
    chat = await a_chat(database, 1)
    await a_message(database, 1, chat, due=later(minutes=10))
    await a_message(database, 2, chat, due=None)
    await a_message(database, 3, chat)

    assert await next_row(database, chat) == 3
    assert await next_row(database, chat, 9.9) == 3
    assert await next_row(database, chat, 10) == 1


async def test_what_waits_until_she_writes_goes_then(database: Database) -> None:
    chat = await a_chat(database, 1)
    item = await a_message(database, 1, chat)
    async with database.transaction() as tx:
        await outbox.postpone(tx, item, None)

    assert await next_row(database, chat, 60 * 24 * 365) is None
    async with database.transaction() as tx:
        outbox.release(tx, chat, later(minutes=1))
    assert await next_row(database, chat, 1) == 1


async def test_nothing_of_a_message_stays_once_it_is_sent_or_given_up(database: Database) -> None:
    chat = await a_chat(database, 1)
    first, second = await a_message(database, 1, chat), await a_message(database, 2, chat)
    async with database.transaction() as tx:
        outbox.sent(tx, first, 100, NOON)
        await outbox.failed(tx, second, "blocked", NOON)

    async with database.reading() as tx:
        rows = (await tx.execute(text("SELECT payload_sealed FROM outbox"))).scalars().all()
    assert list(rows) == [None, None]


async def test_rows_are_found_as_the_messages_they_became(database: Database) -> None:
    chat = await a_chat(database, 1)
    first = await a_message(database, 1, chat, note="card")
    await a_message(database, 2, chat)
    async with database.transaction() as tx:
        outbox.sent(tx, first, 100, NOON)

    async with database.reading() as tx:
        assert await outbox.message_ids(tx, [1, 2]) == {1: 100}
        assert await outbox.posted(tx, chat, 100) == (1, "card")
        assert await outbox.posted(tx, chat, 101) is None
    async with database.transaction() as tx:
        outbox.became(tx, 1, 101)  # it could not be edited: a new one came in its place
        assert await outbox.posted(tx, chat, 101) == (1, "card")
        assert await outbox.posted(tx, chat, 100) is None
