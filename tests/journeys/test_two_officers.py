"""Several officers press Take at the same moment: exactly one answers for the case."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.duty.case import Case
from bot.sandbox import hands
from bot.sandbox.shapes import Query
from bot.store.schema import cases, events
from tests.journeys.house import House, Person
from tests.journeys.walks import calls_for_help, complains

TIMES = 50
AT_ONCE = 10  #: cases for which both have pressed before the station sees any of it


def take(officer: Person, case: Case) -> Query:
    number, data = officer.find("Take this case", officer.message(case.number))
    assert data == f"take.{case.number}"
    return hands.press(officer.house.world, officer.phone, number, data)


def winner(case: Case, officers: Sequence[Person]) -> Person:
    """Whose name stands on everybody's card."""
    cards = [officer.message(case.number).text for officer in officers]
    (one,) = [
        officer
        for officer in officers
        if all(f"{officer.phone.name} took this case" in card for card in cards)
    ]
    return one


async def call_at_once(house: House, times: int) -> list[Case]:
    """So many women in danger, each of whom taps at the same time as the others."""
    women = [house.woman(f"Woman {number}") for number in range(times)]
    for her in women:
        hands.write(house.world, her.phone, "danger")
    await house.rest()
    for her in women:
        her.tap("Tell the desk now")
    await house.rest()
    return await house.all_cases()


async def test_two_officers_take_at_once_fifty_times_and_exactly_one_wins_each_time(house: House) -> None:
    wang, chen = await house.officer("Wang"), await house.officer("Chen")
    opened = await call_at_once(house, TIMES)

    for at in range(0, TIMES, AT_ONCE):
        for turn, case in enumerate(opened[at : at + AT_ONCE]):
            first, second = (wang, chen) if turn % 2 else (chen, wang)
            take(first, case)
            take(second, case)
        await house.rest()

    for case in opened:
        one = winner(case, (wang, chen))
        other = chen if one is wang else wang
        assert "Write to her" in one.buttons(one.message(case.number))
        assert other.buttons(other.message(case.number)) == []
    assert not wang.phone.pending
    assert not chen.phone.pending
    assert [row["what"] for row in await house.rows(events)].count("taken") == TIMES
    assert len({row["taken_by"] for row in await house.rows(cases)} - {None}) == 2


@pytest.mark.parametrize("presses", [1, 2, 3])
async def test_taking_again_is_answered_with_who_took_it_and_when(house: House, presses: int) -> None:
    wang, chen = await house.officer("Wang"), await house.officer("Chen")
    await calls_for_help(house.woman())
    case = await house.only_case()
    card = chen.message(case.number)
    await wang.picks("take")

    for _ in range(presses):
        said = await chen.forges(f"take.{case.number}", card)
        assert said.startswith("Wang took it already on 3 March, 10:05")
        said = await wang.forges(f"take.{case.number}")
        assert said.startswith("You took this case on 3 March, 10:05")

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


async def test_a_phone_that_changed_its_language_is_answered_in_it_at_once(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await complains(her)
    hands.speak(house.world, wang.phone, "zh-hans")

    await wang.picks("take")

    assert "Wang已接手" in wang.last.text
