"""An agency's desk: who belongs to it, who is told of a case, who may open it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.duty.case import Case, Status
from bot.flow.model import Desk


class Role(StrEnum):
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Officer:
    chat: int
    desk: str
    role: Role
    name: str
    language: str


def desk_for(kind: str, desks: Mapping[str, Desk], members: Mapping[str, int]) -> str:
    """The desk that answers for a new case of this kind.

    A desk without anybody is passed over, so that a case never waits where nobody looks. With
    nobody anywhere it is the first desk that receives the kind: whoever joins it finds the case.
    `members`: desk -> number of its officers.
    """
    receiving = [name for name, desk in desks.items() if kind in desk.receives] or list(desks)
    manned = [name for name in (*receiving, *desks) if members.get(name, 0)]
    return (manned or receiving)[0]


def may_open(officer: Officer, case: Case) -> bool:
    """Officers see the cases of their own desk."""
    return officer.desk == case.desk


def may_work(officer: Officer, case: Case) -> bool:
    """Writing, notes and closing are for the officer who answers for the case."""
    return may_open(officer, case) and case.status is Status.TAKEN and case.taken_by == officer.chat


def in_order(cases: Sequence[Case], rank: Mapping[str, int]) -> list[Case]:
    """Nobody's cases first, the more urgent first, then the longest waiting."""
    return sorted(cases, key=lambda case: (case.status is not Status.NEW, -rank[case.danger], case.opened_at))
