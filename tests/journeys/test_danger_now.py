"""In danger: the numbers before any question, one tap tells the desk, her place only if she sends it."""

from __future__ import annotations

import pytest

from bot.duty.case import Status
from bot.store.schema import alerts
from tests.journeys.house import House
from tests.journeys.walks import calls_for_help, complains, hurry, says_where, to_question

NUMBERS = ("110", "12110", "120")


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("en", "danger"),
        ("en", "  Danger! "),
        ("en", "help me"),
        pytest.param("zh-hans", "危险", id="zh"),
        ("zh-hans", "danger"),
    ],
)
async def test_the_word_brings_the_numbers_and_nothing_is_asked_before_them(
    house: House, language: str, word: str
) -> None:
    her = house.woman(language=language)

    await her.says(word)

    assert all(number in her.heard[-1].text for number in NUMBERS)
    assert her.heard[-1].text.index("110") < her.heard[-1].text.index("?" if language == "en" else "？")


async def test_the_numbers_come_wherever_she_is_and_she_goes_back_to_the_same_question(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    await her.picks("legal_aid")

    for words in ("What do you need help with?", "How far has it come?", "What should the officer call you?"):
        await to_question(her, words)
        asked = her.last.text
        await her.says("danger")
        assert all(number in her.last.text for number in NUMBERS)
        await her.presses("Not now")
        assert asked.splitlines()[-1] in her.last.text
    assert await house.all_cases() == []


async def test_one_tap_tells_the_desk_and_her_place_stays_with_her_until_she_sends_it(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()

    number = await calls_for_help(her)
    case = await house.only_case()
    assert (case.kind, case.danger) == ("danger_now", "danger")
    assert wang.last.text.startswith(f"DANGER NOW · case {number}")
    assert number in her.reads

    await wang.picks("take", "show")
    assert "Place sent" not in wang.reads
    await says_where(her)
    assert f"{number}: she added something." in wang.last.text
    await wang.presses("Back to the case")
    await wang.picks("show")
    assert "Place sent: 34.72345, 104.88765" in wang.reads


async def test_what_she_writes_and_taps_in_danger_is_with_the_desk_at_once(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await calls_for_help(her)
    await wang.picks("take")

    await her.says("Skip", "He is at the door", "done")
    await wang.picks("show")
    assert "He is at the door" in wang.reads
    await her.picks("write")
    await wang.presses("Back to the case")
    await wang.picks("show")

    assert "No, but writing here works" in wang.reads  # though the next question is still open


async def test_the_keyboard_that_offers_her_place_is_put_away_afterwards(house: House) -> None:
    her = house.woman()

    await calls_for_help(her)
    assert her.phone.keyboard is not None
    await her.says("at my sister's")

    assert her.phone.keyboard is None
    assert "What is happening?" in her.last.text


async def test_where_she_is_can_be_skipped_by_the_button_that_the_phone_sends_as_words(house: House) -> None:
    her = house.woman()

    await calls_for_help(her)
    await her.says(next(label for label in her.buttons(her.message("Where are you?")) if label == "Skip"))

    assert "What is happening?" in her.last.text
    assert her.phone.keyboard is None


async def test_a_complaint_told_afterwards_is_the_same_case(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await calls_for_help(her)
    await her.says("Skip", "Skip")
    await her.picks("neither")

    await her.picks("complaint", "yes", "self", "husband")
    await hurry(her, "Send")
    await her.picks("send")

    case = await house.only_case()
    assert (case.number, case.kind, case.danger) == (number, "complaint", "danger")
    (card,) = [message for message in wang.heard if "Take this case" in wang.buttons(message)]
    assert "Kind: Complaint" in card.text
    assert f"{number}: she added something." in wang.last.text


async def test_danger_in_the_middle_of_a_complaint_is_one_case_with_it(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await her.says("/start")
    await her.picks("complaint", "yes", "self", "husband")

    await her.says("danger")
    await her.presses("Tell the desk now")
    await wang.picks("take", "show")
    assert "Who did it: Husband" in wang.reads

    await her.says("Skip", "Skip")
    await her.picks("neither")
    await hurry(her, "Send")
    await her.picks("send")
    assert (await house.only_case()).kind == "complaint"


async def test_danger_after_a_complaint_raises_the_case_that_is_there_for_whoever_is_awake(
    house: House,
) -> None:
    wang, chen, her = await house.officer("Wang"), await house.officer("Chen"), house.woman()
    number = await complains(her)
    await wang.picks("take")

    assert await calls_for_help(her) == number

    case = await house.only_case()
    assert (case.kind, case.danger, case.status) == ("complaint", "danger", Status.NEW)
    assert "DANGER NOW" in wang.last.text
    assert len(await house.rows(alerts)) == 2
    await chen.presses("Take this case", chen.message("DANGER NOW"))
    assert "Chen took this case" in wang.message(number).text
    assert await wang.forges(f"show.{number}") == "That is for the officer who has taken the case."


async def test_a_call_for_help_before_anybody_is_an_officer_is_shown_to_the_first_who_joins(
    house: House,
) -> None:
    number = await calls_for_help(house.woman())

    wang = await house.officer("Wang")

    assert number in wang.last.text
    await wang.presses(number)
    await wang.picks("take")
    assert (await house.only_case()).taken_by is not None
