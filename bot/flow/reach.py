"""Where a conversation can go: no step that nobody reaches, no way that never waits or never ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.flow.issues import listed
from bot.flow.model import Step, Verb
from bot.flow.parts import Written
from bot.flow.vocabulary import HOME

Edges = Mapping[str, Iterable[str]]


def check_ways(flows: Mapping[str, Written]) -> None:
    """Walks every flow that could be read as a whole, from its start."""
    sound = {name: flow for name, flow in flows.items() if flow.whole and _leads_somewhere(flow)}
    passing = _passing(sound)
    for flow in sound.values():
        reached = _from(flow.shape.start, {name: _next(step) for name, step in flow.steps.items()})
        _check_reached(flow, reached)
        _check_ends(flow, reached)
        _check_waits(flow, reached, passing)
    _check_calls(sound, passing)


def _leads_somewhere(flow: Written) -> bool:
    targets = {flow.shape.start, *(to for step in flow.steps.values() for to in _next(step))}
    return targets <= flow.names


def _next(step: Step) -> list[str]:
    return [] if step.end else [branch.to for branch in step.branches]


def _from(start: str, edges: Edges) -> set[str]:
    """Everything that can be reached from `start`, itself included."""
    seen = {start}
    open_ = [start]
    while open_:
        for to in edges[open_.pop()]:
            if to not in seen:
                seen.add(to)
                open_.append(to)
    return seen


def _check_reached(flow: Written, reached: set[str]) -> None:
    for name in flow.steps:
        if name not in reached:
            flow.document.complain(("steps", name), f'Nobody can reach the step "{name}" from the start.')


def _check_ends(flow: Written, reached: set[str]) -> None:
    """From every step there must be a way to an end; only the home flow goes round for ever."""
    if flow.shape.flow == HOME:
        return
    back: dict[str, list[str]] = {name: [] for name in flow.steps}
    for name, step in flow.steps.items():
        for to in _next(step):
            back[to].append(name)
    ends = [name for name, step in flow.steps.items() if step.end or not step.branches]
    ending = set().union(*(_from(name, back) for name in ends)) if ends else set()
    for name in flow.steps:
        if name in reached - ending:
            flow.document.complain(("steps", name), f'From the step "{name}" no way leads to an end.')


def _passing(flows: Mapping[str, Written]) -> frozenset[str]:
    """Flows that can run from start to end without waiting for an answer."""
    found: frozenset[str] = frozenset()
    while True:
        more = frozenset(
            name
            for name, flow in flows.items()
            if any(
                flow.steps[step].end and _goes_on(flow.steps[step], found) for step in _unasked(flow, found)
            )
        )
        if more == found:
            return found
        found = more


def _goes_on(step: Step, passing: frozenset[str]) -> bool:
    """Whether the step can be left without waiting."""
    return step.verb is Verb.SAY or (step.verb is Verb.CALL and step.calls in passing)


def _unasked(flow: Written, passing: frozenset[str]) -> set[str]:
    """Steps that can be entered from the start before any answer was waited for."""
    edges = {name: _next(step) if _goes_on(step, passing) else [] for name, step in flow.steps.items()}
    return _from(flow.shape.start, edges)


def _check_waits(flow: Written, reached: set[str], passing: frozenset[str]) -> None:
    silent = {name: step for name, step in flow.steps.items() if _goes_on(step, passing) and name in reached}
    edges = {name: [to for to in _next(step) if to in silent] for name, step in silent.items()}
    rounds = [name for name in silent if any(name in _from(to, edges) for to in edges[name])]
    if rounds:
        what = f"The steps {listed(rounds)} go round without ever waiting for an answer."
        flow.document.complain(("steps", rounds[0]), what)


def _check_calls(flows: Mapping[str, Written], passing: frozenset[str]) -> None:
    """Flows that call each other before anybody is asked would never begin."""
    calls: dict[str, dict[str, str]] = {}
    for name, flow in flows.items():
        unasked = [flow.steps[step] for step in flow.steps if step in _unasked(flow, passing)]
        calls[name] = {step.calls: step.name for step in unasked if step.calls in flows and step.calls}
    edges: Edges = {name: list(called) for name, called in calls.items()}
    for name, called in calls.items():
        for to, step in called.items():
            if name in _from(to, edges):
                what = f'"{name}" calls "{to}", which leads back to "{name}" before anything is asked.'
                flows[name].document.complain(("steps", step, "call"), what)
