"""What holds at every question: back, skip, why, stop, old buttons, double taps, words, languages."""

from __future__ import annotations

import pytest

from tests.journeys.house import House
from tests.journeys.walks import COMPLAINT, LEGAL_AID

STALE = "That button belongs to an earlier question."


@pytest.mark.parametrize(
    ("language", "words", "ended"),
    [
        (
            "en",
            ["Tell what happened", "yes", "About myself", "husband", "Hit, kicked, pushed or burned"],
            "☑ Hit",
        ),
        ("en", ["TELL WHAT HAPPENED!", "1", "1", "Husband.", "2"], "☑ Hit"),
        ("zh-hans", ["说说发生了什么", "方便", "我自己的事。", "丈夫", "1"], "☑"),
    ],
    ids=["English", "numbers", "Chinese"],
)
async def test_typed_words_do_what_the_buttons_do(
    house: House, language: str, words: list[str], ended: str
) -> None:
    her = house.woman(language=language)
    await her.says("/start")

    for word in words:
        await her.says(word)

    assert any(label.startswith(ended) for label in her.buttons())


async def test_every_word_on_a_chinese_button_is_understood_when_it_is_typed(house: House) -> None:
    her = house.woman(language="zh-hans")
    await her.says("/start")
    await her.picks("complaint")

    for _ in range(4):
        before, label = her.last.text, her.buttons()[0].removeprefix("☐ ")
        await her.says(label)
        assert her.last.text != before or any("☑" in words for words in her.buttons())


async def test_back_goes_to_the_question_before_until_the_first(house: House) -> None:
    her = house.woman()
    await her.says("/start", "legal_aid")
    asked = [her.last.text]
    for _ in range(5):
        await her.presses("Skip", her.last)
        asked.append(her.last.text)

    for before in reversed(asked[:-1]):
        await her.presses("Back", her.last)
        assert her.last.text.splitlines()[-1] == before.splitlines()[-1]
    assert "Back" not in her.buttons()
    await her.says("back")
    assert "This is the first question." in her.last.text


async def test_an_answer_that_was_given_can_be_given_anew_after_back(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    await her.picks("legal_aid", "divorce", "done", "court", "back", "decided")

    await her.says(*["skip"] * 8, "any", "skip")

    assert "How far it has come: There is a decision" in her.last.text
    assert "It is before a court" not in her.last.text


async def test_why_is_told_and_the_question_stays(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    await her.picks("legal_aid")

    await her.presses("Why do you ask?")
    assert "So that somebody who knows this kind of matter can look at it." in her.last.text
    assert "What do you need help with?" in her.last.text
    await her.says("why")
    assert "What do you need help with?" in her.last.text
    assert "☐ Divorce" in her.buttons()


async def test_only_when_she_may_be_written_to_must_be_answered_and_it_says_why(house: House) -> None:
    her = house.woman()
    await her.says(*LEGAL_AID)
    assert "Skip" not in her.buttons()

    await her.says("skip")

    assert "The station has to know which times are safe for you." in her.last.text
    assert "Any time, in this chat" in her.buttons()


@pytest.mark.parametrize("name", ["legal_aid", "divorce", "done", "court", "skip", "back", "why", "later"])
async def test_an_old_button_is_answered_kindly_and_does_nothing(house: House, name: str) -> None:
    her = house.woman()
    await her.says("/start")
    home = her.last
    _, legal_aid = her.find("Ask for legal aid")
    await her.picks("legal_aid")
    old, texts = her.last, {"legal_aid": legal_aid}
    rows = (her.last.inline or {})["inline_keyboard"]
    texts |= {
        button["callback_data"].split(".")[-1]: button["callback_data"] for row in rows for button in row
    }
    data = texts.get(name, texts["divorce"].replace("divorce", name))
    await her.picks("skip", "nothing")
    asked = her.last.text

    said = await her.forges(data, home if name == "legal_aid" else old)

    assert STALE in said
    assert her.last.text.splitlines()[-1] == asked.splitlines()[-1]
    assert await house.all_cases() == []


async def test_the_same_press_twice_before_anything_happens_counts_once(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    await her.picks("legal_aid")

    her.tap("Divorce")
    her.tap("Divorce")
    await house.rest()
    assert "☑ Divorce" in her.buttons()
    her.tap("Done")
    her.tap("Done")
    await house.rest()
    assert "How far has it come?" in her.last.text
    assert not her.phone.pending


async def test_send_pressed_three_times_opens_one_case_and_makes_one_alert(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await her.says(*COMPLAINT)
    cards = len(wang.heard)

    for _ in range(3):
        her.tap("Send")
    await house.rest()

    assert len(await house.all_cases()) == 1
    assert len(wang.heard) == cards + 1
    assert not her.phone.pending


@pytest.mark.parametrize("steps", [0, 1, 4, 8, 12])
async def test_the_language_can_be_changed_at_any_question_and_stays(house: House, steps: int) -> None:
    her = house.woman(language="en")
    await her.says("/start", *["legal_aid", *["skip"] * 9, "any", "skip"][:steps])
    asked = len(her.buttons())

    await her.says("/language")
    await her.picks("zh_Hans")
    assert "从现在起" in her.reads
    assert len(her.buttons()) == asked
    assert all(not label.isascii() or label.isdecimal() for label in her.buttons())

    await her.says("/start", "menu")
    assert any("法律援助" in label for label in her.buttons())
    await her.says("Language · 语言")
    await her.presses("English")
    assert "From now on: English." in her.reads


async def test_stop_asks_what_shall_become_of_it_and_deletes_only_when_she_says_so(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    await her.picks("legal_aid", "divorce", "done")
    asked = her.last.text

    await her.says("/stop")
    await her.presses("Go on")
    assert her.last.text.splitlines()[-1] == asked.splitlines()[-1]
    await her.says("stop")
    await her.presses("Delete it")
    assert "It is deleted here." in her.reads
    await her.says("/start")
    await her.picks("legal_aid")
    assert "☐ Divorce" in her.buttons()


async def test_help_and_privacy_come_back_to_the_open_question(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    await her.picks("legal_aid", "skip", "court")
    asked = her.last.text

    for command in ("/help", "/privacy", "help", "privacy"):
        await her.says(command)
        assert her.last.text.splitlines()[-1] == asked.splitlines()[-1]
    assert "Who can read this chat:" in her.reads


async def test_the_questions_stay_in_one_bubble_while_she_presses(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    bubbles = len(her.heard)

    await her.picks("legal_aid", "divorce", "done", "court", "none", "done")

    assert len(her.heard) == bubbles
