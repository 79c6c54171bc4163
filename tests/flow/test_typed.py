"""When two spellings are the same word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.model import Line
from bot.flow.typed import Wordings, command, same

OPTIONS = {
    name: Line(f"x/{name}", words) for name, words in [("one", "One child"), ("two", "Two"), ("ten", "2")]
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stop", "stop"),
        ("STOP!", "stop"),
        ("ｓｔｏｐ", "stop"),
        ("s t o p", "stop"),
        ("Café", "cafe"),
        ("Straße", "STRASSE"),
        ("跳过", "跳过。"),
        ("「跳过」", "跳过"),
        ("①", "1"),
        ("Не сейчас", "НЕ СЕЙЧАС"),
        ("ⓢⓣⓞⓟ", "stop"),
    ],
)
def test_case_width_marks_and_blanks_do_not_matter(one: str, other: str) -> None:
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"), [("stop", "stops"), ("跳过", "跳"), ("1", "2"), ("", "a"), ("?", "!")]
)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert same(one) != same(other)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("/stop", "stop"),
        (" /Stop@our_bot ", "stop"),
        ("／stop", "stop"),
        ("stop", None),
        ("/", None),
        ("/stop now", None),
        ("/停", None),
    ],
)
def test_a_command_is_a_word_after_a_slash(text: str, name: str | None) -> None:
    assert command(text) == name


def wordings() -> Wordings:
    return Wordings(lambda line: [line.source])


def test_the_words_of_an_option_come_before_its_number() -> None:
    assert wordings().meant("2", OPTIONS) == "ten"
    assert wordings().meant("1", OPTIONS) == "one"


def test_words_that_name_two_options_name_none() -> None:
    options = {"here": Line("x/here", "Yes"), "there": Line("x/there", "YES.")}

    assert wordings().meant("yes", options) is None


def test_a_number_counts_only_where_it_is_asked_for() -> None:
    assert wordings().meant("1", OPTIONS, numbers=False) is None


def test_every_language_counts() -> None:
    spoken = Wordings(lambda line: ["Two", "两个", "Zwei"] if line.source == "Two" else [line.source])

    assert spoken.meant("两个", OPTIONS) == "two"
    assert spoken.meant("zwei", OPTIONS) == "two"


def test_width_counts_cells_of_the_widest_language() -> None:
    assert Wordings(lambda line: ["Two", "两个两个"]).width(OPTIONS["two"]) == 8


@given(st.text())
def test_any_text_can_be_compared(text: str) -> None:
    assert same(text) == same(text.strip())
    assert wordings().meant(text, OPTIONS) in (*OPTIONS, None)
    assert wordings().all_meant(text, OPTIONS)[0] == [] or text.strip()
