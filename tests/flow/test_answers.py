"""Which input fits which kind of question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from bot.flow.engine import Engine
from bot.flow.model import Kind, Located
from bot.flow.vocabulary import MOST_FILE
from tests.flow.laying import edited
from tests.flow.talk import (
    Talk,
    at_account,
    at_evidence,
    at_kinds,
    at_note,
    at_phone,
    at_place,
    at_relation,
    at_when_last,
    at_where,
    lexicon,
    words_of,
)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("My husband", "husband"),
        ("my husband", "husband"),
        ("  MY  HUSBAND. ", "husband"),
        ("Ｍｙ　ｈｕｓｂａｎｄ", "husband"),  # full-width
        ("husband", "husband"),  # its name in the files
        ("in law", "in_law"),
        ("我的丈夫", "husband"),
        ("我的丈夫。", "husband"),
        ("1", "husband"),
        ("2", "former"),
        ("2.", "former"),
        ("(2)", "former"),
        ("２", "former"),
        ("2. My former partner", "former"),
        ("2、My former partner", "former"),
        ("4)", "other"),
    ],
)
def test_typed_words_for_an_option_are_understood(words: str, meant: str) -> None:
    talk = at_relation().write(words)

    assert talk.at == "tale/kinds"
    assert talk.answer("relation").names == (meant,)


@pytest.mark.parametrize(
    "words", ["0", "5", "12", "my", "my husband and my brother", "?", "2 3", "ーーー", "😀", "  "]
)
def test_words_that_name_no_option_get_the_question_again(words: str) -> None:
    talk = at_relation().write(words)

    assert talk.said == [["everywhere/hint_buttons", "tale/relation"]]
    assert "relation" not in talk.now.answers


@pytest.mark.parametrize(
    ("words", "ticked"),
    [
        ("hit", ("hit",)),
        ("Hit, choked", ("hit", "choked")),
        ("choked，打", ("hit", "choked")),  # a full-width comma, Chinese
        ("掐脖子、打", ("hit", "choked")),
        ("1; 2", ("hit", "choked")),
        ("1\n3", ("hit", "threats")),
    ],
)
def test_several_typed_options_are_ticked(words: str, ticked: tuple[str, ...]) -> None:
    talk = at_kinds().write(words)

    assert talk.at == "tale/kinds"
    assert talk.press("done").answer("kinds").names == ticked


def test_what_was_understood_of_a_list_is_ticked_and_the_rest_is_hinted() -> None:
    talk = at_kinds().write("hit, something")

    assert talk.hint == "hint_choices"
    assert talk.button("hit").ticked


NOTHING_TICKED: Mapping[str, Callable[[Talk], Talk]] = {
    "pressed": lambda talk: talk.press("done"),
    "typed": lambda talk: talk.write("done"),
    "ticked and taken away": lambda talk: talk.press("choked", "choked", "done"),
}


@pytest.mark.parametrize("finish", NOTHING_TICKED.values(), ids=NOTHING_TICKED)
def test_done_without_a_tick_is_not_answered(finish: Callable[[Talk], Talk]) -> None:
    talk = finish(at_kinds())

    assert talk.said == [["tale/when_last"]]
    assert "kinds" not in talk.now.answers


@pytest.mark.parametrize("finish", NOTHING_TICKED.values(), ids=NOTHING_TICKED)
def test_done_without_a_tick_gets_a_hint_where_an_answer_is_required(
    finish: Callable[[Talk], Talk], tmp_path: Path
) -> None:
    required = ("    field: kinds\n", "    field: kinds\n    required: The law asks for it.\n")
    engine = Engine(edited(tmp_path, "tale.yaml", required), lexicon)

    talk = finish(at_kinds(engine))

    assert talk.said == [["everywhere/hint_choices", "tale/kinds"]]
    assert talk.press("choked", "done").at == "tale/when_last"


def test_done_can_be_typed() -> None:
    assert at_kinds().press("hit").write("done").at == "tale/when_last"


def test_ticks_keep_the_order_of_the_options() -> None:
    assert at_kinds().press("threats", "hit", "done").answer("kinds").names == ("hit", "threats")


@pytest.mark.parametrize(
    ("name", "day"),
    [("today", date(2026, 3, 5)), ("yesterday", date(2026, 3, 4)), ("this_week", None), ("not_sure", None)],
)
def test_a_day_by_button(name: str, day: date | None) -> None:
    answer = at_when_last().press(name).answer("when_last")

    assert (answer.kind, answer.names, answer.day) == (Kind.DATE, (name,), day)


def test_a_day_by_the_words_of_a_button() -> None:
    assert at_when_last().write("昨天").answer("when_last").names == ("yesterday",)


def test_a_day_in_her_words_is_kept_as_she_said_it() -> None:
    answer = at_when_last().write("about two weeks ago").answer("when_last")

    assert words_of(answer) == ["about two weeks ago"]
    assert answer.day is None


def test_a_day_that_her_words_name_is_read_as_well() -> None:
    answer = at_when_last().write("2026-03-01").answer("when_last")

    assert words_of(answer) == ["2026-03-01"]
    assert answer.day == date(2026, 3, 1)


def test_the_button_for_another_day_asks_for_words() -> None:
    talk = at_when_last().press("other_day")

    assert talk.said == [["everywhere/hint_date", "tale/when_last"]]


@pytest.mark.parametrize("words", ["North town", "north", "北镇"])
def test_an_area_by_its_words_is_the_area(words: str) -> None:
    assert at_place().write(words).answer("area").names == ("north",)


def test_another_place_is_kept_in_her_words() -> None:
    answer = at_place().write("at my aunt's, house 3").answer("area")

    assert (answer.names, words_of(answer)) == ((), ["at my aunt's, house 3"])


def test_a_number_at_a_place_is_what_she_said() -> None:
    assert words_of(at_place().write("2").answer("area")) == ["2"]


def test_a_story_collects_words_and_voices_until_done() -> None:
    talk = at_account().write("One.").send("voice").write("Two.").send("video_note").press("done")

    answer = talk.answer("account")
    assert words_of(answer) == ["One.", "Two."]
    assert [file.kind for file in answer.files] == ["voice", "video_note"]


@pytest.mark.parametrize(("length", "hint"), [(200, "noted"), (201, "too_long")])
def test_a_story_has_a_bound(length: int, hint: str) -> None:
    assert at_account().write("x" * length).hint == hint


def test_a_piece_that_is_too_long_leaves_the_pieces_before() -> None:
    talk = at_account().write("x" * 150).write("y" * 51)
    assert talk.hint == "too_long"

    assert words_of(talk.press("done").answer("account")) == ["x" * 150]


def test_done_with_an_empty_story_gets_a_hint() -> None:
    assert at_account().write("done").hint == "hint_story"


@pytest.mark.parametrize(("length", "hint"), [(2, "too_short"), (51, "too_long")])
def test_text_has_bounds(length: int, hint: str) -> None:
    assert at_note().write("x" * length).hint == hint


@pytest.mark.parametrize("length", [3, 50])
def test_text_within_its_bounds_is_taken(length: int) -> None:
    assert at_note().write("x" * length).at == "tale/wish"


def test_the_flows_own_hint_replaces_the_programs() -> None:
    assert at_note().locate().said == [["contact/note/retry", "contact/note"]]


@pytest.mark.parametrize(
    "number", ["13800138000", "+86 138 0013 8000", "１３８００１３８０００", "0931-8412345"]
)
def test_a_number_is_taken_at_once(number: str) -> None:
    talk = at_phone().write(number)

    assert talk.at == "contact/note"
    assert words_of(talk.answer("phone")) == [number]


def test_what_cannot_be_a_number_is_questioned_once_and_then_taken() -> None:
    talk = at_phone().write("ask my sister")
    assert talk.said == [["everywhere/phone_odd", "contact/phone"]]

    talk.write("ask my sister")

    assert words_of(talk.answer("phone")) == ["ask my sister"]


def test_files_have_a_bound() -> None:
    talk = at_evidence().send("photo").send("photo").send("photo")
    assert talk.hint == "noted"

    assert talk.send("photo").hint == "too_many"
    assert len(talk.press("done").answer("evidence").files) == 3


@pytest.mark.parametrize(
    ("size", "hint"), [(MOST_FILE, "noted"), (MOST_FILE + 1, "file_too_large"), (None, "noted")]
)
def test_a_file_has_a_largest_size(size: int | None, hint: str) -> None:
    assert at_evidence().send("video", size).hint == hint


def test_words_where_files_are_asked_get_a_hint() -> None:
    assert at_evidence().write("I have none").hint == "hint_files"


@pytest.mark.parametrize("at", [at_relation, at_kinds, at_when_last, at_place, at_phone, at_note])
def test_a_file_where_none_fits_gets_an_answer(at: object) -> None:
    assert callable(at)

    assert at().send("photo", caption="words").hint == "file_here_not"


def test_a_photo_is_no_story() -> None:
    assert at_account().send("photo").hint == "file_here_not"


def test_a_place_from_the_phone_is_a_location() -> None:
    talk = at_where()
    assert talk.messages[-1].ask_location

    talk.locate()

    assert [type(effect).__name__ for effect in talk.effects] == ["OpenCase", "AddToCase"]


def test_words_are_a_location_too() -> None:
    talk = at_where().write("in the kitchen")

    assert words_of(talk.answer("location")) == ["in the kitchen"]


def test_a_location_is_kept_as_a_point() -> None:
    assert at_where().locate().answer("location").point == Located(34.5, 104.5)


@pytest.mark.parametrize(
    "at", [at_relation, at_kinds, at_when_last, at_place, at_account, at_evidence, at_phone]
)
def test_a_location_where_none_fits_gets_a_hint(at: object) -> None:
    assert callable(at)

    assert at().locate().hint.startswith("hint_")
