"""She is written to unasked only when she said so."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.duty.contact import WINDOWS, next_time

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("rule", "now", "expected"),
    [
        ("any", "2026-03-01 03:00", "2026-03-01 03:00"),
        ("day", "2026-03-01 08:59", "2026-03-01 09:00"),
        ("day", "2026-03-01 09:00", "2026-03-01 09:00"),
        ("day", "2026-03-01 16:59", "2026-03-01 16:59"),
        ("day", "2026-03-01 17:00", "2026-03-02 09:00"),  # the end of a window is outside it
        ("evening", "2026-12-31 21:00", "2027-01-01 17:00"),
        ("evening", "2026-12-31 20:59", "2026-12-31 20:59"),
        ("evening", "2026-03-01 00:00", "2026-03-01 17:00"),
    ],
)
def test_the_next_time_is_now_or_when_the_window_opens(rule: str, now: str, expected: str) -> None:
    assert next_time(rule, at(now), ZONE) == at(expected)


@pytest.mark.parametrize("rule", ["never", None, "", "something a later release knows"])
def test_without_a_safe_time_there_is_none(rule: str | None) -> None:
    assert next_time(rule, at("2026-03-01 12:00"), ZONE) is None


@given(st.sampled_from(sorted(WINDOWS)), st.datetimes(timezones=st.just(ZONE)))
def test_the_next_time_lies_in_the_window_and_within_a_day(rule: str, now: datetime) -> None:
    found = next_time(rule, now, ZONE)

    assert found is not None
    opens, closes = WINDOWS[rule]
    assert opens <= found.astimezone(ZONE).time() < closes
    assert timedelta(0) <= found - now <= timedelta(hours=24)
