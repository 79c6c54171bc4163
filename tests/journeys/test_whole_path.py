"""A complaint, a request or a call reaches an officer, who reads, answers and closes it."""

from __future__ import annotations

import re

import pytest

from bot.duty.case import Status
from tests.journeys.house import House, Person
from tests.journeys.walks import complains, hurry

#: what stands in Latin letters on a Chinese phone too
FOREIGN = re.compile(r"Telegram|English|Language|/start|/\w+|SHA-256|case|Wang|Lin")


def english(person: Person) -> list[str]:
    """Words on this screen that are not Chinese."""
    screen = [person.reads, *(label for message in person.heard for label in person.buttons(message))]
    return re.findall(r"[A-Za-z]{3,}", FOREIGN.sub("", "\n".join(screen)))


async def test_a_complaint_reaches_the_desk_and_comes_back_with_an_answer(house: House) -> None:
    wang, chen, her = await house.officer("Wang"), await house.officer("Chen"), house.woman()
    number = await complains(her)

    await wang.presses("Take this case")
    assert "Wang took this case" in wang.last.text
    assert "Wang took this case" in chen.last.text
    assert not chen.buttons()

    await wang.presses("Write to her")
    await wang.says("Can you come on Tuesday?")
    await her.presses("Show")
    assert "An officer of the desk has read it" in her.reads
    assert "Can you come on Tuesday?" in her.reads

    await her.says("Yes, at nine.")
    assert f"{number}: she has written." in wang.reads
    await wang.presses("Back to the case")
    await wang.presses("Show details")
    assert "Yes, at nine." in wang.reads

    await wang.presses("Close the case")
    await hurry(wang, "Stop")
    await wang.picks("advised")
    await wang.says("Advice was given.")
    await wang.presses("Skip")
    assert "Closed by Wang" in wang.message(f"Case {number} ·").text
    assert (await house.only_case()).status is Status.CLOSED
    assert "There is something new here." in her.last.text


@pytest.mark.parametrize(
    ("language", "read", "closed"),
    [
        pytest.param("en", "An officer of the desk has read it", "The desk closed the matter", id="English"),
        pytest.param("zh-hans", "值班人员已经看过", "值班室对这件事的处理已经结束", id="Chinese"),
    ],
)
async def test_the_whole_path_goes_by_buttons_alone(
    house: House, language: str, read: str, closed: str
) -> None:
    wang, her = await house.officer("Wang", language=language), house.woman(language=language)

    await her.says("/start")
    await her.picks("complaint", "yes", "self", "husband", "hit", "choked", "done", "this_week", "wuyang")
    await her.picks("skip", "bruises", "done", "saw", "done", "police", "done", "skip", "order", "done")
    await her.picks("skip", "skip", "skip", "any", "skip", "send")
    case = await house.only_case()
    assert (case.kind, case.danger, case.status) == ("complaint", "high", Status.NEW)
    assert case.number in her.reads

    await wang.picks("take", "show", "close", "advised")
    assert (await house.only_case()).status is Status.TAKEN

    await her.picks("news")
    assert read in her.reads
    await her.picks("skip")
    await wang.says("了解情况，给了建议。")
    await wang.picks("skip")
    assert (await house.only_case()).status is Status.CLOSED
    await her.picks("news", "skip")
    assert closed in her.reads
    if language != "en":
        assert english(her) == []
        assert english(wang) == []


async def test_a_request_for_legal_aid_goes_by_buttons_alone(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()

    await her.says("/start")
    await her.picks("legal_aid", "divorce", "done", "court", "id_card", "done", "skip", "sancha", "needed")
    await her.picks("dialect", "done", "skip", "skip", "agreed", "evening", "skip", "send")

    case = await house.only_case()
    assert (case.kind, case.danger) == ("legal_aid", "normal")
    assert "Kind: Legal aid\nArea: Sancha town" in wang.last.text
    await wang.picks("take", "show")
    assert "Passing on to the legal-aid institution: Yes, pass it on" in wang.reads


async def test_an_answer_of_hers_can_be_changed_and_removed_before_it_is_sent(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()

    await her.says("/start")
    await her.picks("legal_aid", "divorce", "done", "court")
    await hurry(her, "Send")
    await her.presses("1", her.last)
    await her.presses("Remove")
    await her.presses("1", her.last)
    await her.presses("Change")
    await her.picks("decided", "send")
    await wang.picks("take", "show")

    assert "Divorce" not in wang.reads
    assert "How far it has come: There is a decision" in wang.reads
