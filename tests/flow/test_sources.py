"""Translators get every line, in a stable order, with what they need to know."""

from __future__ import annotations

from bot.flow.model import Line
from bot.flow.sources import Sourced, lines
from tests.flow.talk import library


def found(context: str) -> Sourced:
    return next(sourced for sourced in lines(library()) if sourced.line.context == context)


def test_every_line_that_can_be_shown_is_there() -> None:
    there = {sourced.line for sourced in lines(library())}
    flows = library().flows.values()

    shown: set[Line | None] = {*library().phrases.values(), *library().duty.values()}
    for field in library().record.values():
        shown |= {field.label, *field.options.values()}
    for flow in flows:
        for step in flow.steps.values():
            shown |= {step.words, step.why, step.retry, step.required, *step.options.values()}
    assert shown - {None} <= there


def test_no_line_comes_twice() -> None:
    all_lines = [sourced.line for sourced in lines(library())]

    assert len(all_lines) == len(set(all_lines))


def test_the_order_is_stable() -> None:
    assert list(lines(library())) == list(lines(library()))


def test_a_comment_tells_where_it_shows_its_bound_and_what_to_keep() -> None:
    assert found("menu/hello").comment == (
        "Said, then the conversation goes on; to her. At most 3,500 characters. "
        "Keep {emergency_numbers} as it stands."
    )
    assert "At most 64 characters." in found("record/relation/husband").comment
    assert "to an officer" in found("close/outcome").comment


def test_a_line_of_a_step_has_its_place_in_the_file() -> None:
    sourced = found("tale/kinds")

    assert (sourced.file, sourced.lineno) == ("flows/tale.yaml", 22)
