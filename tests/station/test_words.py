"""Answers and messages in words: nothing too long for Telegram, nothing of hers lost or mixed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import texts
from bot.flow.load import load
from bot.flow.model import Answer, File, Kind, Line, Located, Message, Value
from bot.flow.secret import Secret
from bot.station.words import LONGEST, POP, Speaker, pages, shorten, units

ROOT = Path(__file__).parent.parent.parent
LIBRARY = load(ROOT / "flows")
TEXTS = texts.load(ROOT / "locales", "en", ["en", "zh_Hans"])
NOW = datetime(2026, 3, 3, 6, 5, tzinfo=UTC)
ENGLISH = Speaker(TEXTS, LIBRARY, "en", ZoneInfo("Asia/Shanghai"), NOW)
CHINESE = replace(ENGLISH, language="zh_Hans")
OPTIONS = {"husband": Line("record/relation/husband", "Husband")}


def story(*words: str, **more: object) -> Answer:
    return Answer(Kind.STORY, words=tuple(Secret(one) for one in words), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(Kind.CHOICE, ("husband",)), "Husband"),
        (Answer(Kind.CHOICES, ("husband", "x", "y")), "Husband; x; y"),
        (Answer(Kind.CHOICE, ("a_name_of_long_ago",)), "a_name_of_long_ago"),  # an option that is gone
        (Answer(Kind.DATE, ("this_week",), day=None), "This week"),
        (
            Answer(Kind.DATE, (), (Secret("last Friday"),), day=date(2026, 2, 27)),
            "last Friday\n(27 February 2026)",
        ),
        (Answer(Kind.DATE, ("today",), day=date(2026, 3, 3)), "3 March 2026"),  # not "today" for ever
        (story("first", "second"), "first\nsecond"),
        (story(files=(File("voice", "h", seconds=12),)), "Voice message, 12 s"),
        (Answer(Kind.FILES, files=(File("photo", "h"), File("document", "i"))), "Files: 2"),
        (Answer(Kind.LOCATION, point=Located(1.0, 2.0)), "A place from the phone"),
        (Answer(Kind.TEXT), "Not answered"),
    ],
)
def test_an_answer_is_said_in_words(answer: Answer, said: str) -> None:
    assert ENGLISH.answer(answer, OPTIONS).replace("\u2068", "").replace(POP, "") == said


def test_each_language_has_its_own_colon() -> None:
    value = Value(LIBRARY.record["relation"].label, Answer(Kind.CHOICE, ("husband",)), OPTIONS, 3)

    assert ENGLISH.value(value, None) == "3. Who did it: Husband"
    assert CHINESE.value(value, None).startswith("3. ")
    assert "：" in CHINESE.value(value, None)


def test_a_fact_is_filled_in_and_what_looks_like_one_in_her_words_is_not() -> None:
    message = Message((Line("", "Received: {received_at}"), Value(Line("", "Said"), story("{received_at}"))))

    assert (
        ENGLISH.text(message, {"received_at": "14:05"})
        == f"Received: 14:05\n\nSaid: \u2068{{received_at}}{POP}"
    )


@pytest.mark.parametrize(("length", "cut"), [(300, False), (301, True)])
def test_a_list_shows_the_beginning_of_a_long_answer_and_says_how_long_it_is(length: int, cut: bool) -> None:
    message = Message((Value(Line("", "Said"), story("x" * length)),))

    assert (f"({length} characters in all)" in ENGLISH.text(message, {})) is cut


@given(st.lists(st.text(max_size=5000), min_size=1, max_size=12))
def test_a_message_always_fits_telegram(words: list[str]) -> None:
    parts = tuple(Value(Line("", "Said"), story(one), whole=True) for one in words)

    assert units(ENGLISH.text(Message(parts), {})) <= LONGEST


@given(st.lists(st.text(min_size=1, max_size=9000), max_size=6))
def test_pages_hold_everything_and_none_is_too_long(paragraphs: list[str]) -> None:
    found = pages(paragraphs)

    assert all(0 < units(page) <= LONGEST for page in found)
    assert "".join(found).replace("\n\n", "") == "".join(paragraphs).replace("\n\n", "")


@given(st.text(max_size=200), st.integers(min_value=0, max_value=210))
def test_shortening_cuts_no_character_in_two(words: str, most: int) -> None:
    short = shorten(words, most)

    assert words.startswith(short)
    assert units(short) <= most


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min ago"), (59.9, "59 min ago"), (60, "1 h ago"), (47.9 * 60, "47 h ago"), (48 * 60, "2 d ago")],
)
def test_how_long_ago_is_said_in_one_unit(minutes: float, said: str) -> None:
    assert ENGLISH.age(NOW - timedelta(minutes=minutes)) == said


def test_a_clock_that_went_back_never_makes_a_case_younger_than_now() -> None:
    assert ENGLISH.age(NOW + timedelta(hours=1)) == "0 min ago"
