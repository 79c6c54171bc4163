"""What a flow names must exist: steps, fields, options, effects, flows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.flow.document import Document
from bot.flow.issues import did_you_mean, listed
from bot.flow.model import CLASSES, EFFECTS, Control, Field, Kind, Station, Step, Verb
from bot.flow.parts import Written
from bot.flow.shapes import StepShape
from bot.flow.vocabulary import DAYS, MOST_OPTIONS

OPTIONED = (Kind.CHOICE, Kind.CHOICES)

#: keywords that fit a step, by what it does; `go`, `do` and `end` fit all
FITTING: Mapping[Verb, frozenset[str]] = {
    Verb.ASK: frozenset({"field", "answer", "choices", "min", "max", "required", "why", "retry"}),
    Verb.SAY: frozenset(),
    Verb.CALL: frozenset(),
    Verb.REVIEW: frozenset({"choices", "why", "required"}),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What a flow may name. The station and the fields are None where their file could not be read."""

    record: Mapping[str, Field]
    fields: frozenset[str] | None  #: all names in record.yaml, the unreadable ones included
    flows: frozenset[str]
    station: Station | None

    def options(self, kind: Kind | None, options: Collection[str]) -> Collection[str] | None:
        """The values that an answer of this kind can have; None if they cannot be known; else maybe none."""
        if kind is Kind.PLACE:
            return [area.name for area in self.station.areas] if self.station else None
        return DAYS if kind is Kind.DATE else options


def check_station(document: Document, known: Known, languages: Collection[str] | None) -> None:
    if known.station is None:
        return
    for code in known.station.languages if languages is not None else ():
        if languages is not None and code not in languages:
            document.complain(
                ("languages", code), f'There are no words for the language "{code}" in locales/.'
            )


def check_controls(document: Document, controls: Mapping[str, Control], known: Known) -> None:
    for name, control in controls.items():
        if control.calls is not None and control.calls not in known.flows:
            what = f'"{control.calls}" is not a flow.{did_you_mean(control.calls, known.flows)}'
            document.complain(("controls", name, "call"), what)


def check_flow(flow: Written, known: Known) -> None:
    if flow.shape.start not in flow.names:
        what = f'"{flow.shape.start}" is not a step.{did_you_mean(flow.shape.start, flow.names)}'
        flow.document.complain(("start",), what)
    for name, shape in flow.shapes.items():
        step = flow.steps[name]
        _check_verb(flow, step, shape)
        _check_question(flow, step, shape, known)
        _check_ways_on(flow, step)
        _check_conditions(flow, step, known)
        _check_effects(flow, step, known)
        if step.calls is not None and step.calls not in known.flows:
            _complain(
                flow, step, "call", f'"{step.calls}" is not a flow.{did_you_mean(step.calls, known.flows)}'
            )


def _complain(flow: Written, step: Step, key: str, what: str, *rest: str | int) -> None:
    flow.document.complain(("steps", step.name, key, *rest), what)


def _check_verb(flow: Written, step: Step, shape: StepShape) -> None:
    verbs = [verb for verb in Verb if getattr(shape, verb.value) is not None]
    if len(verbs) != 1:
        had = f"has {listed(verbs)}" if verbs else "does nothing"
        _complain(flow, step, "", f'The step "{step.name}" {had}. Give it exactly one of {listed(Verb)}.')
        return
    for key in sorted(FITTING[Verb.ASK] - FITTING[verbs[0]]):
        if getattr(shape, key) is not None:
            _complain(flow, step, key, f'"{key}" does not fit a step that uses "{verbs[0]}".')


def _check_question(flow: Written, step: Step, shape: StepShape, known: Known) -> None:
    if step.verb is Verb.REVIEW and not shape.choices:
        _complain(
            flow, step, "review", f'The step "{step.name}" needs "choices": what can be done after reading.'
        )
    if step.verb is not Verb.ASK:
        return
    if shape.field is not None and known.fields is None:
        return
    if shape.field is not None and known.fields is not None and shape.field not in known.fields:
        near = did_you_mean(shape.field, known.fields)
        _complain(flow, step, "field", f'"{shape.field}" is not a field of the record.{near}')
        return
    if shape.field is None and shape.answer is None and not shape.choices:
        what = f'What fits as an answer to "{step.name}"? Give it a "field", an "answer" or "choices".'
        _complain(flow, step, "ask", what)
        return
    _check_kind(flow, step, shape, known.record.get(shape.field or ""))
    if shape.min is not None and shape.max is not None and shape.min > shape.max:
        _complain(flow, step, "min", f'"min" ({shape.min}) is more than "max" ({shape.max}).')


def _check_kind(flow: Written, step: Step, shape: StepShape, field: Field | None) -> None:
    if field is not None and shape.answer not in (None, field.kind):
        what = f'"{shape.answer}" does not fit: the field "{field.name}" is "{field.kind}" in the record.'
        _complain(flow, step, "answer", what)
    if shape.choices and shape.field is not None:
        what = f'The options of the field "{shape.field}" stand in record.yaml. Take "choices" away here.'
        _complain(flow, step, "choices", what)
    elif shape.choices and step.kind not in OPTIONED:
        _complain(flow, step, "choices", f'"choices" do not fit the answer "{step.kind}".')
    elif step.kind in OPTIONED and not step.options and (shape.field is None or field is not None):
        _complain(flow, step, "answer", f'The step "{step.name}" has no "choices".')
    if len(step.options) > MOST_OPTIONS:
        what = f"{len(step.options)} options are too many for one question; at most {MOST_OPTIONS} fit."
        _complain(flow, step, "choices", what)


def _check_ways_on(flow: Written, step: Step) -> None:
    if step.end and step.branches:
        _complain(flow, step, "go", f'The step "{step.name}" ends, so it cannot "go" on as well.')
    if not step.end and not step.branches:
        what = f'The step "{step.name}" leads nowhere. Give it "go", or "end: true".'
        _complain(flow, step, "", what)
    for at, branch in enumerate(step.branches):
        if branch.to not in flow.names:
            what = f'"{branch.to}" is not a step.{did_you_mean(branch.to, flow.names)}'
            _complain(flow, step, "go", what, at, "to")
        if branch.when is None and at < len(step.branches) - 1:
            _complain(flow, step, "go", 'Nothing after an entry without "when" is ever tried.', at)
    if step.branches and step.branches[-1].when is not None:
        what = 'The last entry of "go" must have no "when": it is taken when nothing else holds.'
        _complain(flow, step, "go", what, len(step.branches) - 1)


def _check_conditions(flow: Written, step: Step, known: Known) -> None:
    for at, branch in enumerate(step.branches):
        for name, values in branch.when.all if branch.when else ():
            way: tuple[str | int, ...] = (at, "when", name)
            possible = _possible(flow, name, known)
            if possible is None:
                continue
            if isinstance(possible, str):
                _complain(flow, step, "go", possible, *way)
                continue
            for value in sorted(values - set(possible)):
                near = did_you_mean(value, possible)
                _complain(flow, step, "go", f'"{value}" is not an option of "{name}".{near}', *way)


def _possible(flow: Written, name: str, known: Known) -> Collection[str] | str | None:
    """The options of a name in a `when`; None if they cannot be known; a sentence if the name is wrong."""
    if known.fields is None:
        return None
    field, step = known.record.get(name), flow.steps.get(name)
    asks = step is not None and step.field is None and step.verb in (Verb.ASK, Verb.REVIEW)
    if asks and name in known.fields:
        return f'"{name}" is both a field of the record and a step of this flow. Give the step another name.'
    if field is not None:
        options = known.options(field.kind, field.options)
    elif step is not None and asks:
        options = known.options(step.kind, step.options)
    elif name in known.fields or (name in flow.names and step is None):
        return None
    elif step is not None and step.field is not None:
        return f'The answer of "{name}" is kept in the field "{step.field}". Write "{step.field}" here.'
    else:
        near = did_you_mean(name, [*known.fields, *flow.names])
        return f'"{name}" is neither a field of the record nor a step of this flow that asks.{near}'
    if options is not None and not options:
        return f'"{name}" has no options that could be compared.'
    return options


def _check_effects(flow: Written, step: Step, known: Known) -> None:
    for at, do in enumerate(step.do):
        if do.name not in EFFECTS:
            _complain(flow, step, "do", f'"{do.name}" is not an effect.{did_you_mean(do.name, EFFECTS)}', at)
        elif EFFECTS[do.name] and do.argument is None:
            _complain(flow, step, "do", f'The effect "{do.name}" needs a word after it: "{do.name}: …".', at)
        elif not EFFECTS[do.name] and do.argument is not None:
            _complain(flow, step, "do", f'The effect "{do.name}" takes nothing after it.', at)
        elif do.argument is not None:
            wrong = _argument(flow, do.name, do.argument, known)
            if wrong:
                _complain(flow, step, "do", wrong, at)


def _argument(flow: Written, name: str, argument: str, known: Known) -> str | None:
    """What is wrong with the argument of an effect."""
    asking = [step.name for step in flow.steps.values() if step.verb is Verb.ASK]
    match name:
        case "alert":
            return _unless(argument, CLASSES, "a class of danger")
        case "open_case":
            kinds = _kinds(known.station)
            return _unless(argument, kinds, "a kind of case that a desk receives") if kinds else None
        case "close_case":
            return _unless(argument, known.fields, "a field of the record") if known.fields else None
        case "language":
            return _unless(argument, asking, "a step of this flow that asks") or _languages(
                flow, argument, known
            )
        case _ if argument in flow.names and argument not in flow.steps:
            return None
        case _:
            return _unless(argument, asking, "a step of this flow that asks")


def _unless(word: str, possible: Iterable[str], what: str) -> str | None:
    known = list(possible)
    return None if word in known else f'"{word}" is not {what}.{did_you_mean(word, known)}'


def _kinds(station: Station | None) -> set[str]:
    return {kind for desk in station.desks.values() for kind in desk.receives} if station else set()


def _languages(flow: Written, step: str, known: Known) -> str | None:
    if known.station is None:
        return None
    codes = {code.lower() for code in known.station.languages}
    strange = [name for name in flow.steps[step].options if name.lower() not in codes]
    return f"The station has no language {listed(strange)}. See station.yaml." if strange else None
