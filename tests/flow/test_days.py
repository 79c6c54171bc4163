"""The day that words name, and none where they name none for certain."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.days import read_day

TODAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ("2026/3/1", date(2026, 3, 1)),
        ("2026.3.1", date(2026, 3, 1)),
        ("２０２６－０３－０１", date(2026, 3, 1)),
        ("2026年3月1日", date(2026, 3, 1)),
        ("2026 年 3 月 1 号", date(2026, 3, 1)),
        ("3月1日", date(2026, 3, 1)),
        ("3月5日", date(2026, 3, 5)),
        ("3月6日", date(2025, 3, 6)),  # not yet this year
        ("1.3.2026", date(2026, 3, 1)),
        ("13/2/2026", date(2026, 2, 13)),
        ("2/13/2026", date(2026, 2, 13)),
        ("2/2/2026", date(2026, 2, 2)),
        ("2/3/2026", None),  # two days in two countries
        ("1 March 2026", date(2026, 3, 1)),
        ("1st of", None),
        ("March 1, 2026", date(2026, 3, 1)),
        ("Mar 1st", date(2026, 3, 1)),
        ("24 december", date(2025, 12, 24)),
        ("today", TODAY),
        ("Yesterday.", date(2026, 3, 4)),
        ("昨天", date(2026, 3, 4)),
        ("前天", date(2026, 3, 3)),
        ("3 days ago", date(2026, 3, 2)),
        ("1 day ago", date(2026, 3, 4)),
        ("三天前", date(2026, 3, 2)),
        ("两天前", date(2026, 3, 3)),
        ("10天前", date(2026, 2, 23)),
        ("2026-02-29", None),
        ("2026-13-01", None),
        ("0000-01-01", None),
        ("two weeks ago", None),
        ("昨天晚上", None),
        ("last tuesday", None),
        ("12 foo", None),
        ("", None),
    ],
)
def test_reads_a_day_only_where_it_is_certain(words: str, day: date | None) -> None:
    assert read_day(words, TODAY) == day


@given(st.text(), st.dates(min_value=date(1000, 1, 1)))
def test_any_words_can_be_read(words: str, today: date) -> None:
    day = read_day(words, today)

    assert day is None or isinstance(day, date)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_reads_back(day: date) -> None:
    assert read_day(day.isoformat(), TODAY) == day
