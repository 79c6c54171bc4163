"""Ids of rows: given out by the station, growing with time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Ids:
    """Milliseconds since 1970 and a counter, in 63 bits; larger than any before, whatever the clock does."""

    last: int = 0

    def next(self, now: datetime) -> int:
        self.last = max(int(now.timestamp() * 1000) << 20, self.last + 1)
        return self.last
