"""The day that her words name, where they name one. Her words are kept as she said them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}
AGO: Mapping[str, int] = {
    "today": 0,
    "yesterday": 1,
    "the day before yesterday": 2,
    "今天": 0,
    "昨天": 1,
    "前天": 2,
    "大前天": 3,
}
YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
CHINESE = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]")
ENGLISH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?,?(?:\s+(\d{4}))?")
AMERICAN = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(\d{4}))?")
DAYS_AGO = re.compile(r"(\d{1,3})\s*(?:days?\s+ago|天前|天以前)|([一二两三四五六七八九十])天(?:以)?前")


def read_day(words: str, today: date) -> date | None:
    """The day, for 2026-03-01, 1 March, 3月1日, yesterday, 三天前 and the like; None if it is not certain."""
    text = " ".join(unicodedata.normalize("NFKC", words).casefold().split()).strip(" .。,!?")
    if text in AGO:
        return today - timedelta(days=AGO[text])
    if found := DAYS_AGO.fullmatch(text):
        return today - timedelta(days=int(found[1]) if found[1] else DIGITS[found[2]])
    if found := YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[2]), int(found[3]))
    if found := CHINESE.fullmatch(text):
        return _latest(int(found[1]), int(found[2]), today)
    if found := ENGLISH.fullmatch(text):
        return _in_month(found[2], found[1], found[3], today)
    if found := AMERICAN.fullmatch(text):
        return _in_month(found[1], found[2], found[3], today)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _slashed(first: int, second: int, year: int) -> date | None:
    """1/3/2026 is read one way here and another way there: only what can be one day alone is a day."""
    found = {day for day in (_day(year, second, first), _day(year, first, second)) if day is not None}
    return found.pop() if len(found) == 1 else None


def _in_month(month: str, day: str, year: str | None, today: date) -> date | None:
    if month not in MONTHS:
        return None
    number = MONTHS.index(month) + 1
    return _day(int(year), number, int(day)) if year else _latest(number, int(day), today)


def _latest(month: int, day: int, today: date) -> date | None:
    """The last such day that is not after today: she tells what has happened."""
    this_year = _day(today.year, month, day)
    if this_year is not None and this_year <= today:
        return this_year
    return _day(today.year - 1, month, day)
