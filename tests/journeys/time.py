"""Time that stands still until a test moves it: every edge can be stood on."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.clock import Clock

STATION = ZoneInfo("Asia/Shanghai")


def at(clock: str, day: int = 3) -> datetime:
    """A time of March 2026 on the station's clock, such as "08:59:59". The 3rd is a Tuesday."""
    return datetime.combine(datetime(2026, 3, day), time.fromisoformat(clock), tzinfo=STATION)  # noqa: DTZ001


#: when every journey begins
BEGIN = at("10:05")


class Still(Clock):
    """A clock of the stand-in that only ever shows what it was set to."""

    __slots__ = ("_shows",)

    def __init__(self) -> None:
        super().__init__()
        self._shows = BEGIN.astimezone(UTC)

    def now(self) -> datetime:
        return self._shows

    @property
    def offset(self) -> timedelta:
        return self._shows - BEGIN

    def move(self, by: timedelta) -> None:
        self._shows += by

    def set(self, to: datetime) -> None:
        self._shows = to.astimezone(UTC)
