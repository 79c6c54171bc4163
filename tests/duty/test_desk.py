"""A case goes to a desk where somebody is; officers see and work what is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.duty.case import Case, higher, merged_kind
from bot.duty.desk import Officer, Role, desk_for, in_order, may_open, may_work
from bot.flow.model import CLASSES, Desk, Line

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CASE = Case(1, "123456", "complaint", "normal", "police", 10, NOW)
WANG = Officer(100, "police", Role.OFFICER, "Wang", "en")
DESKS = {
    "police": Desk("police", Line("", "Police"), frozenset({"complaint", "danger_now"})),
    "federation": Desk("federation", Line("", "Federation"), frozenset({"legal_aid", "complaint"})),
    "court": Desk("court", Line("", "Court"), frozenset()),
}


@pytest.mark.parametrize(
    ("kind", "members", "desk"),
    [
        ("complaint", {"police": 2, "federation": 3}, "police"),
        ("legal_aid", {"police": 2, "federation": 1}, "federation"),
        ("complaint", {"federation": 3}, "federation"),  # nobody at the first desk: the next that receives it
        ("complaint", {"court": 1}, "court"),  # better a desk that does not receive it than nobody
        ("legal_aid", {"police": 0, "court": 1}, "court"),
        ("legal_aid", {}, "federation"),  # whoever joins the desk finds it
        ("unheard_of", {"police": 1}, "police"),
    ],
)
def test_a_case_never_goes_to_a_desk_without_anybody(kind: str, members: dict[str, int], desk: str) -> None:
    assert desk_for(kind, DESKS, members) == desk


def test_officers_open_the_cases_of_their_own_desk_only() -> None:
    assert may_open(WANG, CASE)
    assert not may_open(replace(WANG, desk="federation"), CASE)


@pytest.mark.parametrize(
    ("case", "works"),
    [
        (CASE, False),
        (replace(CASE, taken_by=100, taken_at=NOW), True),
        (replace(CASE, taken_by=101, taken_at=NOW), False),
        (replace(CASE, taken_by=100, taken_at=NOW, closed_at=NOW), False),
        (replace(CASE, taken_by=100, taken_at=NOW, desk="federation"), False),
    ],
)
def test_only_who_took_an_open_case_works_it(case: Case, works: bool) -> None:
    assert may_work(WANG, case) is works


def test_what_nobody_has_taken_comes_first_then_the_urgent_then_the_old() -> None:
    rank = {name: place for place, name in enumerate(CLASSES)}
    old = replace(CASE, id=2, opened_at=datetime(2026, 2, 1, tzinfo=UTC))
    high = replace(CASE, id=3, danger="high")
    taken = replace(CASE, id=4, danger="danger", taken_by=100, taken_at=NOW)

    ordered = in_order([taken, CASE, high, old], rank)

    assert [case.id for case in ordered] == [3, 2, 1, 4]


def test_the_higher_class_stays() -> None:
    assert higher("normal", "danger") == "danger"
    assert higher("high", "normal") == "high"


def test_a_call_for_help_takes_the_name_of_what_is_told_then() -> None:
    assert merged_kind("danger_now", "complaint") == "complaint"
    assert merged_kind("complaint", "danger_now") == "complaint"
