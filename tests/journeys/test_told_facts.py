"""She is told what was recorded, when it was recorded, and nothing else."""

from __future__ import annotations

import pytest

from bot.duty.case import Status
from tests.journeys.house import House
from tests.journeys.time import at
from tests.journeys.walks import asks_for_legal_aid, complains

RECEIVED = {"en": "It has arrived: 3 March, 10:05.", "zh-hans": "已经收到：3月3日 10:05。"}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
async def test_the_receipt_says_when_it_arrived_on_the_stations_clock(house: House, language: str) -> None:
    her = house.woman(language=language)

    number = await complains(her)

    receipt = next(message for message in her.heard if number in message.text)
    assert RECEIVED[language] in receipt.text


async def test_each_fact_bears_the_time_at_which_it_happened_not_that_of_her_look(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await asks_for_legal_aid(her)
    await house.moves(minutes=30)
    await her.says("/start", "skip")
    assert "has read it" not in her.reads
    assert not her.has("Show")

    await house.moves_to(at("10:40"))
    await wang.picks("take")
    await house.moves_to(at("11:00"))
    await her.presses("Show")
    assert "An officer of the desk has read it (3 March, 10:40)." in her.reads
    await her.presses("Skip")

    await house.moves_to(at("23:30"))
    await wang.picks("close", "advised")
    await wang.says("Advice was given.", "skip")
    await house.moves_to(at("00:10", 4))
    await her.presses("Show")
    assert "The desk closed the matter (3 March, 23:30)." in her.reads
    assert her.reads.count("has read it") == 1


async def test_showing_twice_tells_nothing_twice(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await asks_for_legal_aid(her)
    await wang.picks("take")
    notice = her.last

    her.tap("Show", notice)
    her.tap("Show", notice)
    await house.rest()
    await her.forges("news", notice)

    assert sum("An officer of the desk has read it" in message.text for message in her.heard) == 1
    assert not her.phone.pending


async def test_a_look_of_the_officer_that_is_no_taking_is_not_told_as_one(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await asks_for_legal_aid(her)

    await wang.says("/queue", f"/case {number}")
    await wang.forges(f"show.{number}")
    await house.moves(days=1)
    await her.says("/start")

    assert "has read it" not in her.reads
    assert not her.has("Show")


async def test_she_can_write_again_after_it_was_closed_and_that_is_a_new_case(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    first = await asks_for_legal_aid(her)
    await wang.picks("take", "close", "advised")
    await wang.says("Advice was given.", "skip")

    second = await asks_for_legal_aid(her)

    assert first != second
    assert "take it" in wang.message(second).text


async def test_a_case_is_not_closed_over_a_message_that_nobody_has_read(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await complains(her)
    await wang.picks("take", "write")
    await wang.says("How are you?")
    await her.presses("Show")
    await her.says("Please call on Monday at ten")

    await wang.forges(f"close.{number}")
    assert wang.reads.count("how did it end?") == 0
    await wang.forges(f"show.{number}")
    await wang.forges(f"close.{number}")

    assert wang.reads.count("how did it end?") == 1


async def test_what_she_writes_after_it_was_closed_opens_it_again(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await complains(her)
    await wang.picks("take", "close")
    await wang.presses(wang.buttons()[0])
    await wang.says("Spoke with her.", "Skip")
    assert (await house.only_case()).status is Status.CLOSED

    await her.presses("Show")
    await her.says("But I need you")

    case = await house.only_case()
    assert (case.number, case.status) == (number, Status.NEW)
    assert "It is open again." in wang.reads
    await wang.picks("take", "show")
    assert "But I need you" in wang.reads
