"""Several officers press Take at the same moment: exactly one answers for the case."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.duty.case import Case
from bot.sandbox import hands
from bot.sandbox.shapes import Query
from bot.store.schema import cases, events
from bot.store.schema import chats as chats_table
from tests.journeys.house import House, Person
from tests.journeys.walks import calls_for_help

TIMES = 50


def take(officer: Person, case: Case) -> Query:
    number, data = officer.find("Take this case", officer.message(case.number))
    assert data == f"take.{case.number}"
    return hands.press(officer.house.world, officer.phone, number, data)


async def winner(house: House, officers: Sequence[Person]) -> Person:
    """Whose name stands on everybody's card."""
    cards = {officer.last.text for officer in officers}
    (name,) = [
        officer.phone.name
        for officer in officers
        if all(f"{officer.phone.name} took this case" in card for card in cards)
    ]
    return next(officer for officer in officers if officer.phone.name == name)


async def test_two_officers_take_at_once_fifty_times_and_exactly_one_wins_each_time(house: House) -> None:
    wang, chen = await house.officer("Wang"), await house.officer("Chen")
    won = []
    for turn in range(TIMES):
        await calls_for_help(house.woman(f"Woman {turn}"))
        case = (await house.all_cases())[-1]

        first, second = (wang, chen) if turn % 2 else (chen, wang)
        take(first, case)
        take(second, case)
        await house.rest()

        taken = (await house.all_cases())[-1]
        one = await winner(house, (wang, chen))
        other = chen if one is wang else wang
        assert taken.taken_by is not None
        assert "Write to her" in one.buttons()
        assert other.buttons() == []
        assert not one.phone.pending
        assert not other.phone.pending
        won.append(one)

    assert [row["what"] for row in await house.rows(events)].count("taken") == TIMES
    assert len({row["taken_by"] for row in await house.rows(cases)}) == len(set(map(id, won)))
    assert len(await house.rows(chats_table)) == TIMES + 2


@pytest.mark.parametrize("presses", [1, 2, 3])
async def test_taking_again_is_answered_with_who_took_it_and_when(house: House, presses: int) -> None:
    wang, chen = await house.officer("Wang"), await house.officer("Chen")
    await calls_for_help(house.woman())
    case = await house.only_case()
    card = chen.message(case.number)
    await wang.picks("take")

    for _ in range(presses):
        said = await chen.forges(f"take.{case.number}", card)
        assert said.startswith("Wang took it already at 10:05")
        said = await wang.forges(f"take.{case.number}")
        assert said.startswith("You took this case at 10:05")

    assert [row["what"] for row in await house.rows(events)].count("taken") == 1


async def test_one_officer_who_presses_twice_before_anything_happens_takes_it_once(house: House) -> None:
    wang = await house.officer("Wang")
    await calls_for_help(house.woman())
    case = await house.only_case()

    take(wang, case)
    take(wang, case)
    await house.rest()

    assert [row["what"] for row in await house.rows(events)].count("taken") == 1
    assert "Wang took this case" in wang.last.text
    assert not wang.phone.pending
