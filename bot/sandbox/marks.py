"""Collecting the marked parts of a text while it is read: where each begins, ends, and what it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.entities import units
from bot.sandbox.shapes import Json


@dataclass(slots=True)
class Marks:
    """The text read so far and its marks. Offsets are in UTF-16 units."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    found: list[Json] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += units(text)

    def mark(self, kind: str, start: int, **more: Any) -> None:
        """What was read since `start` is of this kind; nothing when nothing was."""
        if self.length > start:
            self.found.append({"type": kind, "offset": start, "length": self.length - start, **more})

    def since(self, part: int) -> str:
        """The text read since so many parts."""
        return "".join(self.parts[part:])

    def read(self) -> tuple[str, list[Json]]:
        """The bare text and its marks, the outer before the inner."""
        return "".join(self.parts), sorted(self.found, key=lambda mark: (mark["offset"], -mark["length"]))


def offset(text: str, position: int) -> int:
    """Where a place in a text is, in bytes: so Telegram tells it."""
    return len(text[:position].encode("utf-8", "surrogatepass"))
