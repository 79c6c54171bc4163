"""A case, and the statuses that it may move through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.flow.model import CLASSES


class Status(StrEnum):
    NEW = "new"  #: nobody has taken it
    TAKEN = "taken"  #: one officer answers for it
    CLOSED = "closed"  #: done


@dataclass(frozen=True, slots=True)
class Case:
    """One woman's matter, without any of her words."""

    id: int
    number: str  #: six digits, by which people speak of it
    kind: str
    danger: str  #: one of CLASSES
    desk: str
    chat: int
    opened_at: datetime
    taken_by: int | None = None  #: the officer's chat
    taken_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str | None = None

    @property
    def status(self) -> Status:
        if self.closed_at is not None:
            return Status.CLOSED
        return Status.NEW if self.taken_at is None else Status.TAKEN


def higher(one: str, other: str) -> str:
    """The more urgent of two classes."""
    return max(one, other, key=CLASSES.index)


def merged_kind(known: str, new: str) -> str:
    """The kind of a case that was opened by a tap in danger and is told now: what is told names it."""
    return new if known == "danger_now" else known
