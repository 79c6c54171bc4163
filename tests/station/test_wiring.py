"""What the station asks for by name in the files is there, or is missed with a sentence that says what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.flow.load import load
from bot.flow.model import Desk, Field, Kind, Library, Line
from bot.station.wiring import DUTY, problems

LIBRARY = load(Path(__file__).parent.parent.parent / "flows")
#: a sentence of each kind, and the facts that it has to quote
QUOTING = [
    ("card_danger", ["case"]),
    ("card_closed", ["at", "officer", "outcome"]),
    ("queue_line", ["age", "area", "case", "class", "kind"]),
]


def told(library: Library) -> list[str]:
    return [str(issue) for issue in problems(library)]


def saying(**sentences: str | None) -> Library:
    """The shipped flows with these officers' sentences; None takes one away."""
    said = {key: Line(f"duty/{key}", words) for key, words in sentences.items() if words is not None}
    duty = {key: line for key, line in {**LIBRARY.duty, **said}.items() if sentences.get(key, "") is not None}
    return replace(LIBRARY, duty=duty)


def recording(name: str, field: Field | None) -> Library:
    """The shipped flows with this field of the record; None takes it away."""
    others = {key: kept for key, kept in LIBRARY.record.items() if key != name}
    return replace(LIBRARY, record=others if field is None else {**others, name: field})


def with_options(*names: str) -> Library:
    field = LIBRARY.record["contact_when"]
    options = {name: Line(f"record/contact_when/{name}", name) for name in names}
    return recording("contact_when", replace(field, options=options))


def with_desks(desks: Mapping[str, Desk]) -> Library:
    return replace(LIBRARY, station=replace(LIBRARY.station, desks=desks))


def with_draft_days(words: str | None) -> Library:
    facts = {key: line for key, line in LIBRARY.station.facts.items() if key != "draft_days"}
    if words is not None:
        facts["draft_days"] = Line("station/facts/draft_days", words)
    return replace(LIBRARY, station=replace(LIBRARY.station, facts=facts))


def opening(kind: str) -> Library:
    """The shipped flows, in which a legal-aid case is opened as another kind."""
    flow = LIBRARY.flows["legal_aid"]
    steps = {
        name: replace(
            step,
            do=tuple(replace(do, argument=kind) if do.name == "open_case" else do for do in step.do),
        )
        for name, step in flow.steps.items()
    }
    return replace(LIBRARY, flows={**LIBRARY.flows, "legal_aid": replace(flow, steps=steps)})


def test_the_shipped_flows_have_no_problem() -> None:
    assert told(LIBRARY) == []


# ---------------------------------------------------------------- officers' sentences


@pytest.mark.parametrize("key", sorted(DUTY))
def test_a_sentence_that_is_missing_is_named(key: str) -> None:
    assert told(saying(**{key: None})) == [f'flows/duty.yaml: The sentence "{key}" is missing.']


@pytest.mark.parametrize(("key", "facts"), QUOTING)
def test_every_fact_that_a_sentence_leaves_out_is_named(key: str, facts: list[str]) -> None:
    assert told(saying(**{key: "Nothing."})) == [
        f'flows/duty.yaml: The sentence "{key}" must quote {{{fact}}}.' for fact in facts
    ]


@pytest.mark.parametrize(("key", "facts"), QUOTING)
def test_one_fact_that_is_left_out_is_named_alone(key: str, facts: list[str]) -> None:
    words = " ".join(f"{{{fact}}}" for fact in facts[1:])

    assert told(saying(**{key: words})) == [
        f'flows/duty.yaml: The sentence "{key}" must quote {{{facts[0]}}}.'
    ]


def test_a_fact_that_a_sentence_is_not_given_is_named() -> None:
    assert told(saying(card_waiting="Case {case} waits since {at}.")) == [
        'flows/duty.yaml: The sentence "card_waiting" quotes {at}, which it is not given.',
        'flows/duty.yaml: The sentence "card_waiting" quotes {case}, which it is not given.',
    ]


def test_a_renamed_fact_is_missing_and_strange() -> None:
    assert told(saying(card_area="Area: {place}")) == [
        'flows/duty.yaml: The sentence "card_area" must quote {area}.',
        'flows/duty.yaml: The sentence "card_area" quotes {place}, which it is not given.',
    ]


def test_facts_of_the_station_may_be_quoted_by_every_sentence() -> None:
    assert told(saying(card_waiting="Nobody yet. {legal_line}")) == []


def test_a_sentence_that_nothing_uses_is_named_with_what_may_be_meant() -> None:
    assert told(saying(card_dangr="Danger.", xyzzy="Nothing.", kind_legal_aids="Legal aid")) == [
        'flows/duty.yaml: Nothing uses the sentence "card_dangr". Did you mean "card_danger"?',
        'flows/duty.yaml: Nothing uses the sentence "kind_legal_aids". Did you mean "kind_legal_aid"?',
        'flows/duty.yaml: Nothing uses the sentence "xyzzy".',
    ]


def test_a_misspelt_sentence_is_missing_and_strange() -> None:
    assert told(saying(take=None, takes="Take this case")) == [
        'flows/duty.yaml: The sentence "take" is missing.',
        'flows/duty.yaml: Nothing uses the sentence "takes". Did you mean "take"?',
    ]


# ---------------------------------------------------------------- kinds of case


def test_a_kind_that_cannot_be_said_to_officers_is_named() -> None:
    assert told(saying(kind_complaint=None)) == [
        'flows/duty.yaml: The flows open cases of the kind "complaint": say it to officers as'
        ' "kind_complaint".'
    ]


def test_a_kind_that_no_desk_receives_is_named() -> None:
    desks = {
        name: replace(desk, receives=desk.receives - {"legal_aid"})
        for name, desk in LIBRARY.station.desks.items()
    }

    assert told(with_desks(desks)) == ['flows/station.yaml: No desk receives cases of the kind "legal_aid".']


def test_without_desks_every_kind_is_named() -> None:
    assert told(with_desks({})) == [
        f'flows/station.yaml: No desk receives cases of the kind "{kind}".'
        for kind in ("complaint", "danger_now", "legal_aid")
    ]


def test_one_desk_that_receives_the_kind_is_enough() -> None:
    first, *_ = LIBRARY.station.desks.values()
    everything = replace(first, receives=frozenset({"complaint", "danger_now", "legal_aid"}))

    assert told(with_desks({first.name: everything})) == []


def test_a_new_kind_needs_its_words_and_a_desk_and_the_old_one_needs_none() -> None:
    assert told(opening("housing")) == [
        'flows/duty.yaml: Nothing uses the sentence "kind_legal_aid".',
        'flows/duty.yaml: The flows open cases of the kind "housing": say it to officers as "kind_housing".',
        'flows/station.yaml: No desk receives cases of the kind "housing".',
    ]


# ---------------------------------------------------------------- the record


CONTACT = 'flows/record.yaml: The choice "contact_when" is missing: it says when she may be written to.'
OUTCOME = 'flows/record.yaml: The choice "outcome" is missing: a case is closed with one.'


@pytest.mark.parametrize(("name", "sentence"), [("contact_when", CONTACT), ("outcome", OUTCOME)])
def test_a_choice_that_is_missing_is_named(name: str, sentence: str) -> None:
    assert told(recording(name, None)) == [sentence]


@pytest.mark.parametrize(("name", "sentence"), [("contact_when", CONTACT), ("outcome", OUTCOME)])
@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.CHOICE])
def test_it_must_be_a_choice_of_one(kind: Kind, name: str, sentence: str) -> None:
    assert told(recording(name, replace(LIBRARY.record[name], kind=kind))) == [sentence]


def test_a_time_for_contact_that_the_station_does_not_know_is_named() -> None:
    assert told(with_options("any", "night", "never", "weekend")) == [
        f'flows/record.yaml: "contact_when" has the option "{option}";'
        " the station knows any, day, evening, never."
        for option in ("night", "weekend")
    ]


def test_not_every_time_for_contact_needs_to_be_offered() -> None:
    assert told(with_options("any", "never")) == []


# ---------------------------------------------------------------- the station


@pytest.mark.parametrize("words", [None, "", "0", "00", "-1", "1.5", "a month", "30 days", "²"])
def test_the_days_of_a_draft_must_be_a_number(words: str | None) -> None:
    assert told(with_draft_days(words)) == [
        'flows/station.yaml: The fact "draft_days" must be a number of days:'
        " so long is kept what is not sent."
    ]


@pytest.mark.parametrize("words", ["1", "30"])
def test_a_number_of_days_is_welcome(words: str) -> None:
    assert told(with_draft_days(words)) == []


# ---------------------------------------------------------------- together


def test_all_problems_come_at_once() -> None:
    library = replace(
        with_draft_days("soon"),
        duty=saying(take=None, card_area="Area").duty,
        record=recording("outcome", None).record,
    )

    assert told(library) == [
        'flows/duty.yaml: The sentence "take" is missing.',
        'flows/duty.yaml: The sentence "card_area" must quote {area}.',
        OUTCOME,
        'flows/station.yaml: The fact "draft_days" must be a number of days:'
        " so long is kept what is not sent.",
    ]


def test_files_are_named_by_the_folder_in_which_they_stand() -> None:
    [issue] = problems(saying(take=None), "county")

    assert (issue.file, issue.line) == ("county/duty.yaml", 0)


def test_a_kind_quotes_nothing_that_it_is_not_given() -> None:
    assert told(saying(kind_complaint="Complaint {case}")) == [
        'flows/duty.yaml: The sentence "kind_complaint" quotes {case}, which it is not given.'
    ]
