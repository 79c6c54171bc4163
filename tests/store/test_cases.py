"""A case is opened once, taken by exactly one, and closed once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.duty.case import Status
from bot.store import answers, cases, events, officers
from bot.store.database import Database
from bot.vault.seal import Sealed
from tests.store.things import NOON, SEALED, a_case, a_chat, later


async def test_of_many_officers_who_take_at_once_one_wins(database: Database) -> None:
    her = await a_chat(database, 1)
    case = await a_case(database, 7, her)
    team = [await a_chat(database, number, "duty") for number in range(10, 30)]

    async def take(officer: int) -> bool:
        async with database.transaction() as tx:
            return await cases.take(tx, case.id, officer, NOON)

    won = await asyncio.gather(*(take(officer) for officer in team))

    assert sum(won) == 1
    async with database.reading() as tx:
        assert (await cases.load(tx, case.id)).taken_by == team[won.index(True)]


async def test_a_closed_case_cannot_be_taken_and_is_closed_once(database: Database) -> None:
    case = await a_case(database, 7, await a_chat(database, 1))
    officer = await a_chat(database, 10, "duty")

    async with database.transaction() as tx:
        assert await cases.close(tx, case.id, "advice", later(hours=1))
        assert not await cases.close(tx, case.id, "police", later(hours=2))
        assert not await cases.take(tx, case.id, officer, later(hours=3))
        closed = await cases.load(tx, case.id)

    assert closed.status is Status.CLOSED
    assert (closed.outcome, closed.closed_at) == ("advice", later(hours=1))


async def test_two_cases_never_bear_the_same_number(database: Database) -> None:
    her = await a_chat(database, 1)
    case = await a_case(database, 7, her)

    async with database.reading() as tx:
        assert not await cases.number_is_free(tx, case.number)
        assert await cases.number_is_free(tx, "999999")
    with pytest.raises(IntegrityError):
        async with database.transaction() as tx:
            await cases.add(tx, replace(case, id=8), SEALED)


async def test_her_open_case_is_the_newest_that_is_not_closed(database: Database) -> None:
    her = await a_chat(database, 1)
    old, new = await a_case(database, 7, her), await a_case(database, 8, her)

    async with database.transaction() as tx:
        assert await cases.open_of(tx, her) == new
        await cases.close(tx, new.id, "advice", NOON)
        assert await cases.open_of(tx, her) == old
        await cases.close(tx, old.id, "advice", NOON)
        assert await cases.open_of(tx, her) is None
        latest = await cases.latest_of(tx, her)

    assert latest is not None
    assert latest.id == new.id


async def test_the_first_acknowledgement_of_a_case_is_told(database: Database) -> None:
    her, officer = await a_chat(database, 1), await a_chat(database, 10, "duty")
    case = await a_case(database, 7, her)
    async with database.transaction() as tx:
        assert [at for _, at in await cases.everything(tx)] == [None]
        await cases.acknowledge(tx, case.id, officer, later(minutes=2))
        await cases.raise_alert(tx, 99, case.id, "danger", later(minutes=5))
        await cases.acknowledge(tx, case.id, officer, later(minutes=6))

    async with database.reading() as tx:
        assert [at for _, at in await cases.everything(tx)] == [later(minutes=2)]


async def test_a_desk_sees_its_own_open_cases_and_counts_what_nobody_took(database: Database) -> None:
    her, officer = await a_chat(database, 1), await a_chat(database, 10, "duty")
    mine, taken = await a_case(database, 7, her), await a_case(database, 8, her)
    await a_case(database, 9, her, desk="court")

    async with database.transaction() as tx:
        await cases.take(tx, taken.id, officer, NOON)
        found = [case.id for case in await cases.not_closed(tx, "police")]
        waiting = await cases.waiting_desks(tx, ["police", "federation"])

    assert found == [mine.id, taken.id]
    assert waiting == {"police": 1}


async def test_a_new_answer_takes_the_place_of_the_old_one(database: Database) -> None:
    case = await a_case(database, 7, await a_chat(database, 1))

    async with database.transaction() as tx:
        await answers.put(tx, case.id, {"relation": Sealed(b"1"), "account": Sealed(b"2")})
        await answers.put(tx, case.id, {"relation": Sealed(b"3")})
        await answers.put(tx, case.id, {})
        found = await answers.of_case(tx, case.id)

    assert {name: sealed.data for name, sealed in found.items()} == {"relation": b"3", "account": b"2"}


async def test_news_stays_unread_until_it_is_read(database: Database) -> None:
    her = await a_chat(database, 1)
    case = await a_case(database, 7, her)
    async with database.transaction() as tx:
        await events.add(tx, events.Happened(1, case.id, NOON, "taken", unread_by=her))
        await events.add(tx, events.Happened(2, case.id, NOON, "shown"))

        assert [event.what for event in await events.unread(tx, her)] == ["taken"]
        await events.mark_read(tx, her)
        assert await events.unread(tx, her) == []
        assert [event.what for event in await events.of_case(tx, case.id)] == ["taken", "shown"]


@pytest.mark.parametrize(("hours", "works"), [(23.99, True), (24, False), (25, False)])
async def test_a_code_works_within_a_day(database: Database, hours: float, works: bool) -> None:
    chat = await a_chat(database, 10, "duty")
    async with database.transaction() as tx:
        await officers.invite(tx, officers.Invite(b"h", "police", "officer", SEALED, later(hours=24)), NOON)

        assert await officers.use(tx, b"h", chat, later(hours=hours)) is works


async def test_a_code_works_once(database: Database) -> None:
    chat, other = await a_chat(database, 10, "duty"), await a_chat(database, 11, "duty")
    async with database.transaction() as tx:
        await officers.invite(tx, officers.Invite(b"h", "police", "officer", SEALED, later(hours=24)), NOON)

        assert await officers.use(tx, b"h", chat, NOON)
        assert not await officers.use(tx, b"h", other, NOON)
        assert not await officers.use(tx, b"another", chat, NOON)


async def test_joining_again_changes_the_desk(database: Database) -> None:
    chat = await a_chat(database, 10, "duty")
    async with database.transaction() as tx:
        await officers.join(tx, chat, "police", "officer", SEALED, NOON)
        await officers.join(tx, chat, "court", "officer", SEALED, NOON)

        assert await officers.count_by_desk(tx) == {"court": 1}
        assert [member.chat for member in await officers.of_desk(tx, "court")] == [chat]
        assert await officers.of_desk(tx, "police") == []
        assert await officers.find(tx, 12345) is None
