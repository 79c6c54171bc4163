"""When she may be contacted. She chose it; deliver keeps to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta, tzinfo

#: her choice -> the hours of a day, on the station's clock. `any` has no bound; what is not here is never.
WINDOWS: Mapping[str, tuple[time, time]] = {
    "day": (time(9), time(17)),
    "evening": (time(17), time(21)),
}
ANY = "any"


def next_time(rule: str | None, now: datetime, zone: tzinfo) -> datetime | None:
    """The first moment from `now` on at which she may be written to unasked; None: only after she wrote.

    No choice counts as `never`: a way that she has not called safe is not used.
    """
    if rule == ANY:
        return now
    window = WINDOWS.get(rule or "")
    if window is None:
        return None
    opens, closes = window
    local = now.astimezone(zone)
    if opens <= local.timetz().replace(tzinfo=None) < closes:
        return now
    day = local.date() if local.time() < opens else local.date() + timedelta(days=1)
    return datetime.combine(day, opens, tzinfo=zone)
