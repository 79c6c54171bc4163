"""What she has not sent: kept when she goes, there when she comes back, dropped when its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.journeys.house import House, Person
from tests.journeys.time import at

MARK = "Zyx5521"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


async def begins(her: Person) -> None:
    """A request up to her own words, which are begun."""
    await her.says("/start", "legal_aid", "divorce", "done", "skip", "skip", f"I ask {MARK}")


async def resumes(her: Person) -> None:
    await her.presses("Go on with it")


async def is_where_she_was(her: Person) -> bool:
    """Her words are still there, and can be finished."""
    await her.says("done", *["skip"] * 6, "any", "skip")
    return f"I ask {MARK}" in her.last.text and "Divorce" in her.last.text


@pytest.mark.parametrize(
    "goes",
    [["later"], ["/start"], ["/start", "/start", "/start"], ["stop", "keep"], ["menu"], ["/stop", "1"]],
)
async def test_however_she_leaves_her_words_wait_and_she_goes_on_where_she_was(
    house: House, goes: list[str]
) -> None:
    her = house.woman()
    await begins(her)

    await her.says(*goes)
    if not her.has("Go on with it"):
        await her.says("/start")
    await resumes(her)

    assert "What would you like to know or to reach?" in her.reads
    assert await is_where_she_was(her)
    assert await house.all_cases() == []


async def test_a_draft_survives_a_restart_of_the_station(house: House) -> None:
    her = house.woman()
    await begins(her)
    await her.presses("Keep for later")

    await house.ends()
    await house.starts()

    await her.says("/start")
    await resumes(her)
    assert await is_where_she_was(her)


async def test_an_open_question_survives_a_restart_of_the_station(house: House) -> None:
    her = house.woman()
    await begins(her)

    await house.ends()
    await house.starts()

    assert await is_where_she_was(her)


async def test_leaving_the_offered_draft_changes_nothing(house: House) -> None:
    her = house.woman()
    await begins(her)
    await her.says("later", "/start")

    await her.presses("Leave it for now")
    await her.says("/start")
    await resumes(her)

    assert await is_where_she_was(her)


async def test_a_draft_that_she_deletes_is_not_offered_again(house: House) -> None:
    her = house.woman()
    await begins(her)
    await her.says("later", "/start")

    await her.presses("Delete it")
    await her.says("/start")

    assert not her.has("Go on with it")
    assert "What would you like to do?" in her.last.text


@pytest.mark.parametrize(
    ("back", "kept"),
    # kept on 3 March: the thirtieth day after it is 2 April, at whose end it goes
    [(at("10:05", 31), True), (at("00:00", 31) + 3 * DAY - SECOND, True), (at("00:00", 31) + 3 * DAY, False)],
)
async def test_a_draft_is_kept_for_thirty_days_and_then_dropped(
    house: House, back: datetime, kept: bool
) -> None:
    her = house.woman()
    await begins(her)
    await her.presses("Keep for later")

    await house.ends()
    house.world.clock.set(back)
    await house.starts()
    await her.says("/start")

    assert her.has("Go on with it") == kept
    if kept:
        await resumes(her)
        assert await is_where_she_was(her)


async def test_what_she_told_and_never_came_back_to_is_dropped_after_thirty_days_as_well(
    house: House,
) -> None:
    her = house.woman()
    await begins(her)

    await house.ends()
    house.world.clock.set(at("00:00", 31) + 3 * DAY)
    await house.starts()
    await her.says("/start")

    assert not her.has("Go on with it")
    await her.says("legal_aid")
    assert "☐ Divorce" in her.buttons()


async def test_a_second_matter_does_not_replace_the_one_that_is_kept(house: House) -> None:
    her = house.woman()
    await begins(her)
    await her.says("later")
    await her.says("complaint")
    if her.has("Leave it for now"):
        await her.presses("Leave it for now")
    await her.says("yes", "self", "husband", "/start")
    await resumes(her)
    assert "What has happened?" in her.last.text

    await her.says("stop", "delete", "/start")

    assert await house.all_cases() == []
