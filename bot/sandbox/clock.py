"""The sandbox's time: real time, moved by as much as a test or a person wants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class Clock:
    """Runs as fast as real time does, from wherever it was put."""

    __slots__ = ("_offset",)

    def __init__(self) -> None:
        self._offset = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def stamp(self) -> int:
        """Now, in whole seconds since 1970, as the Bot API writes dates."""
        return int(self.now().timestamp())

    @property
    def offset(self) -> timedelta:
        """How far it is from real time; negative when it was put back."""
        return self._offset

    def move(self, by: timedelta) -> None:
        self._offset += by

    def set(self, to: datetime) -> None:
        self._offset = to - datetime.now(UTC)
