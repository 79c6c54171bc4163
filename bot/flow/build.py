"""From what stands in a file to the types of the engine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.flow.document import Document
from bot.flow.model import (
    Area,
    BotProfile,
    Branch,
    Condition,
    Control,
    Desk,
    Do,
    Field,
    Flow,
    Kind,
    Line,
    Station,
    Step,
    Verb,
)
from bot.flow.shapes import ControlShape, FieldShape, FlowShape, ProfileShape, StationShape, StepShape


def lines(context: str, words: Mapping[str, str]) -> dict[str, Line]:
    return {name: Line(f"{context}/{name}", text) for name, text in words.items()}


def field(name: str, shape: FieldShape, kind: Kind) -> Field:
    value = getattr(shape, kind.value)
    options = value if isinstance(value, dict) else {}
    inner = None if isinstance(value, dict) else value
    return Field(
        name=name,
        label=Line(f"record/{name}", shape.label),
        kind=kind,
        seal=shape.seal,
        options=lines(f"record/{name}", options),
        least=inner.min if inner and inner.min is not None else shape.min,
        most=inner.max if inner and inner.max is not None else shape.max,
        card=shape.card,
    )


def station(shape: StationShape) -> Station:
    return Station(
        name=Line("station", shape.station),
        language=shape.language,
        languages=dict(shape.languages),
        timezone=shape.timezone,
        areas=tuple(Area(name, line) for name, line in lines("station/areas", shape.areas).items()),
        desks={
            name: Desk(name, Line(f"station/desks/{name}", desk.label), frozenset(desk.receives))
            for name, desk in shape.desks.items()
        },
        facts=lines("station/facts", shape.facts),
        public_bot=_profile("station/public_bot", shape.public_bot),
        duty_bot=_profile("station/duty_bot", shape.duty_bot),
    )


def _profile(context: str, shape: ProfileShape) -> BotProfile:
    return BotProfile(
        name=Line(f"{context}/name", shape.name),
        short=Line(f"{context}/short", shape.short),
        description=Line(f"{context}/description", shape.description),
        commands=lines(f"{context}/commands", shape.commands),
    )


def control(name: str, shape: ControlShape) -> Control:
    return Control(
        name=name,
        button=Line(f"everywhere/{name}", shape.button) if shape.button else None,
        words=tuple(Line(f"everywhere/{name}/words", word) for word in shape.words),
        calls=shape.call,
    )


def step(flow: str, name: str, line: int, shape: StepShape, record: Mapping[str, Field]) -> Step:
    """The step; what is missing or wrong in it is found by checks.py, on the same shape."""
    path = f"{flow}/{name}"
    verb = next((verb for verb in Verb if getattr(shape, verb.value) is not None), Verb.SAY)
    known = record.get(shape.field or "")
    words = None if verb is Verb.CALL else getattr(shape, verb.value)
    own = lines(path, shape.choices or {})
    return Step(
        name=name,
        verb=verb,
        line=line,
        words=Line(path, words) if words else None,
        kind=_kind(shape, known) if verb is Verb.ASK else None,
        field=shape.field,
        options=own or (dict(known.options) if known else {}),
        calls=shape.call if verb is Verb.CALL else None,
        why=_line(path, "why", shape.why),
        retry=_line(path, "retry", shape.retry),
        required=_line(path, "required", shape.required),
        least=shape.min if shape.min is not None else known.least if known else None,
        most=shape.max if shape.max is not None else known.most if known else None,
        branches=tuple(Branch(branch.to, _condition(branch.when)) for branch in shape.go or ()),
        do=tuple(Do(effect.name, effect.argument) for effect in shape.do),
        end=shape.end,
    )


def _kind(shape: StepShape, known: Field | None) -> Kind:
    if shape.answer is not None:
        return shape.answer
    return known.kind if known else Kind.CHOICE


def _line(path: str, part: str, words: str | None) -> Line | None:
    return Line(f"{path}/{part}", words) if words else None


def _condition(when: Mapping[str, list[str]] | None) -> Condition | None:
    if when is None:
        return None
    return Condition(tuple((name, frozenset(values)) for name, values in when.items()))


def flow(
    document: Document, shape: FlowShape, steps: Mapping[str, Step], record: Mapping[str, Field]
) -> Flow:
    return Flow(
        name=shape.flow,
        version=_version(document, steps, record),
        language=shape.language,
        title=Line(shape.flow, shape.title),
        start=shape.start,
        steps=dict(steps),
        serves=shape.for_,
    )


def _version(document: Document, steps: Mapping[str, Step], record: Mapping[str, Field]) -> str:
    """A hash of the file and of the fields that its steps fill: another record is another version."""
    digest = hashlib.sha256(document.content)
    for name in sorted({step.field for step in steps.values() if step.field}):
        digest.update(repr(record.get(name)).encode())
    return digest.hexdigest()[:12]
