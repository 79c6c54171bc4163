"""When she may be written to: the officer's letter reaches her then, and not before."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.journeys.house import House, Person
from tests.journeys.time import at
from tests.journeys.walks import LEGAL_AID, asks_for_legal_aid, calls_for_help

NOTICE = "There is something new here."
LETTER = "Please come on Tuesday, Qwv7714."


async def letter(wang: Person) -> None:
    await wang.presses("Write to her")
    await wang.says(LETTER)


def notices(her: Person) -> int:
    return sum(message.text == NOTICE for message in her.heard)


@pytest.mark.parametrize(
    ("rule", "written", "shown"),
    [
        ("any", at("00:00", 4), at("00:00", 4)),
        ("any", at("23:59:59", 4), at("23:59:59", 4)),
        ("day", at("08:59:59", 4), at("09:00", 4)),
        ("day", at("09:00", 4), at("09:00", 4)),
        ("day", at("16:59:59", 4), at("16:59:59", 4)),
        ("day", at("17:00", 4), at("09:00", 5)),
        ("day", at("23:59:59", 4), at("09:00", 5)),
        ("day", at("00:00", 5), at("09:00", 5)),
        ("evening", at("16:59:59", 4), at("17:00", 4)),
        ("evening", at("20:59:59", 4), at("20:59:59", 4)),
        ("evening", at("21:00", 4), at("17:00", 5)),
        ("evening", at("00:00", 5), at("17:00", 5)),
        ("never", at("12:00", 4), None),
        (None, at("12:00", 4), None),
    ],
)
async def test_the_notice_comes_at_the_first_moment_that_she_called_safe(
    house: House, rule: str | None, written: datetime, shown: datetime | None
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await (asks_for_legal_aid(her, rule) if rule else calls_for_help(her))
    await house.moves_to(written)

    await wang.picks("take")
    await letter(wang)

    if shown != written:
        assert notices(her) == 0
        last = (shown or at("12:00", 7)).timestamp() - 1
        await house.moves_to(datetime.fromtimestamp(last, tz=written.tzinfo))
        assert notices(her) == 0
    if shown is not None:
        await house.moves_to(shown)
        assert notices(her) >= 1
    assert LETTER not in her.reads


@pytest.mark.parametrize("rule", ["never", None])
async def test_who_is_not_to_be_written_to_sees_it_when_she_writes_herself(
    house: House, rule: str | None
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await (asks_for_legal_aid(her, rule) if rule else calls_for_help(her))
    await wang.picks("take")
    await letter(wang)
    await house.moves(days=2)
    assert notices(her) == 0

    await her.says("/start")

    assert notices(her) == 1
    assert LETTER not in her.reads
    await her.presses("Show")
    assert LETTER in her.reads


async def test_who_looks_outside_her_times_sees_that_there_is_something(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await asks_for_legal_aid(her, "day")
    await house.moves_to(at("18:00"))
    await wang.picks("take")
    await letter(wang)
    assert notices(her) == 0

    # "With /start you can look at any time."
    await her.says("/start")

    assert notices(her) == 1
    await house.moves_to(at("09:00", 4))
    assert notices(her) == 1


async def test_words_stand_behind_a_neutral_notice_and_her_answer_reaches_the_officer(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await asks_for_legal_aid(her, "any")
    await wang.picks("take")
    await letter(wang)
    assert notices(her) == 1
    assert "desk" not in her.last.text
    assert her.buttons() == ["Show"]

    await her.presses("Show")
    assert LETTER in her.reads
    await her.says("I will come, Qwv7716.")

    assert wang.last.text == f"{number}: she has written."
    await wang.presses("Back to the case")
    await wang.picks("show")
    assert "I will come, Qwv7716." in wang.reads


async def test_what_she_chooses_later_counts_for_a_letter_that_waits(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await asks_for_legal_aid(her, "day")
    await house.moves_to(at("18:00"))
    await wang.picks("take")
    await letter(wang)

    await her.says(*LEGAL_AID[1:], "never", "send")  # without /start, by which she would look for news
    assert notices(her) == 0
    await house.moves_to(at("09:00", 4))
    await house.moves_to(at("12:00", 6))

    assert notices(her) == 0
    await her.says("/start")
    assert notices(her) == 1


async def test_a_notice_that_waits_is_not_doubled(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await asks_for_legal_aid(her, "day")
    await house.moves_to(at("18:00"))
    await wang.picks("take")
    await letter(wang)
    await letter(wang)

    await house.moves_to(at("09:00", 4))

    assert notices(her) == 1
    await her.presses("Show")
    assert her.reads.count(LETTER) == 2


async def test_the_officer_reads_when_it_will_be_shown_to_her(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await asks_for_legal_aid(her, "day")
    await house.moves_to(at("18:00"))
    await wang.picks("take")

    await letter(wang)

    assert wang.last.text == "Will be shown to her: 4 March, 09:00 (9:00 to 17:00)."
