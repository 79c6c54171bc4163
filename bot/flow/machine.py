"""One state machine per flow version: a pure table of where each step leads, given the answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from transitions import Machine

from bot.flow.model import Answer, Condition, Flow, Verb

GO = "go"


class Cursor:
    """A throw-away mark on the table: the step that is left, and the answers that decide."""

    __slots__ = ("answers", "state")

    def __init__(self, state: str, answers: Mapping[str, Answer]) -> None:
        self.state = state
        self.answers = answers


def build_machine(flow: Flow) -> Any:
    """The table of a flow. Steps that end have no transition."""
    machine = Machine(
        model=None, states=list(flow.steps), initial=None, auto_transitions=False, send_event=True
    )
    for step in flow.steps.values():
        for branch in step.branches:
            guard = _guard(flow, branch.when) if branch.when else None
            machine.add_transition(GO, step.name, branch.to, conditions=guard)
    return machine


def next_step(machine: Any, step: str, answers: Mapping[str, Answer]) -> str:
    """Where `step` leads. Loading has made sure that its last branch always holds."""
    cursor = Cursor(step, answers)
    machine.events[GO].trigger(cursor)
    return cursor.state


def key_of(flow: Flow, name: str) -> str:
    """Under which key the answer of a step, or of a name in a condition, is kept."""
    step = flow.steps.get(name)
    if step is None or step.verb not in (Verb.ASK, Verb.REVIEW):
        return name
    return step.field or f"{flow.name}/{name}"


def _guard(flow: Flow, condition: Condition) -> Callable[[Any], bool]:
    """The condition as a function. A string would be imported as a dotted path."""
    wanted = tuple((_condition_key(flow, name), values) for name, values in condition.all)

    def holds(event: Any) -> bool:
        answers: Mapping[str, Answer] = event.model.answers
        return all(
            (answer := answers.get(key)) is not None and not values.isdisjoint(answer.names)
            for key, values in wanted
        )

    return holds


def _condition_key(flow: Flow, name: str) -> str:
    """A name in a condition is a field, unless a step of this flow that has no field bears it."""
    step = flow.steps.get(name)
    return name if step is None or step.field is not None else key_of(flow, name)
