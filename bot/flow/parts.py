"""The files of flows/, each read into its part of the library as far as it can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.flow import build
from bot.flow.document import Document, Tree
from bot.flow.fit import fit
from bot.flow.issues import did_you_mean, listed, nearest
from bot.flow.model import Control, Field, Kind, Line, Station, Step
from bot.flow.shapes import (
    NAME,
    RULE,
    ControlShape,
    EverywhereShape,
    FieldShape,
    FlowShape,
    RecordShape,
    StationShape,
    StepShape,
)
from bot.flow.vocabulary import CALLING, CONTROLS, PHRASES


@dataclass(frozen=True, slots=True)
class Written:
    """A flow as it stands in its file: what could be read of it, and the names of what could not."""

    document: Document
    shape: FlowShape
    shapes: Mapping[str, StepShape]
    steps: Mapping[str, Step]
    names: frozenset[str]  #: of all steps, the unreadable ones included

    @property
    def whole(self) -> bool:
        return len(self.names) == len(self.steps)


def read_station(document: Document) -> Station | None:
    shape = fit(StationShape, document, (), document.tree) if document.top else None
    if shape is None:
        return None
    if shape.language not in shape.languages:
        near = did_you_mean(shape.language, shape.languages)
        document.complain(("language",), f'"{shape.language}" is not among the languages.{near}')
    try:
        ZoneInfo(shape.timezone)
    except (KeyError, ValueError, OSError):
        what = f'"{shape.timezone}" is not a time zone. Write it like Asia/Shanghai.'
        document.complain(("timezone",), what)
    return build.station(shape)


def read_record(document: Document) -> dict[str, Field]:
    top = fit(RecordShape, document, (), document.tree) if document.top else None
    found: dict[str, Field] = {}
    for name, tree in top.fields.items() if top else ():
        shape = (
            fit(FieldShape, document, ("fields", name), tree)
            if _name_fits(document, "fields", name)
            else None
        )
        kind = _field_kind(document, name, shape) if shape else None
        if shape and kind:
            found[name] = build.field(name, shape, kind)
    return found


def _field_kind(document: Document, name: str, shape: FieldShape) -> Kind | None:
    kinds = [kind for kind in Kind if getattr(shape, kind.value) is not None]
    way = ("fields", name)
    if len(kinds) != 1:
        given = f"has {listed(kinds)}" if kinds else "has no kind"
        document.complain(way, f'The field "{name}" {given}. Give it one of {listed(Kind)}.')
        return None
    if shape.card and kinds[0] not in (Kind.CHOICE, Kind.PLACE):
        document.complain(
            (*way, "card"), '"card" is only for a choice or a place: no words of hers on a card.'
        )
    return kinds[0]


def read_controls(document: Document) -> dict[str, Control]:
    top = fit(EverywhereShape, document, (), document.tree) if document.top else None
    found: dict[str, Control] = {}
    for name, tree in top.controls.items() if top else ():
        way = ("controls", name)
        if name not in CONTROLS:
            document.complain(way, f'"{name}" is not a control.{did_you_mean(name, CONTROLS)}')
            continue
        shape = fit(ControlShape, document, way, tree)
        if shape is None:
            continue
        found[name] = build.control(name, shape)
        if CONTROLS[name] and not shape.button:
            document.complain(way, f'The control "{name}" needs a "button".')
        if name in CALLING and shape.call is None:
            document.complain(way, f'The control "{name}" needs "call", the flow that it runs.')
        if name not in CALLING and shape.call is not None:
            document.complain((*way, "call"), f'The control "{name}" runs no flow. Take "call" away.')
    written = set(top.controls) if top else set(CONTROLS)
    for name in _missing(CONTROLS, written):
        if top:
            document.complain(("controls",), f'The control "{name}" is missing.')
    return found


def read_phrases(document: Document) -> dict[str, Line]:
    tree = document.top.get("phrases")
    words = tree if isinstance(tree, dict) else {}
    for name, text in words.items():
        if name not in PHRASES:
            document.complain(("phrases", name), f'"{name}" is not a phrase.{did_you_mean(name, PHRASES)}')
        elif text is None:
            document.complain(("phrases", name), f'The phrase "{name}" is empty.')
    for name in _missing(PHRASES, set(words)) if words else ():
        document.complain(("phrases",), f'The phrase "{name}" is missing.')
    return build.lines(
        "everywhere", {name: text.strip() for name, text in words.items() if isinstance(text, str)}
    )


def _missing(wanted: Iterable[str], written: Set[str]) -> list[str]:
    """What does not stand there, nor seems to be meant by something misspelt."""
    names = list(wanted)
    meant = {nearest(name, names) for name in written - set(names)}
    return [name for name in names if name not in written and name not in meant]


def read_duty(document: Document) -> dict[str, Line]:
    """What officers read. Which keys there must be is known to the ones who use them."""
    words: dict[str, str] = {}
    for name, text in document.top.items():
        if not isinstance(text, str) or not text.strip():
            document.complain((name,), f'"{name}" must be words.')
        else:
            words[name] = text.strip()
    return build.lines("duty", words)


def read_flow(document: Document, record: Mapping[str, Field]) -> Written | None:
    shape = fit(FlowShape, document, (), document.tree) if document.top else None
    if shape is None:
        return None
    shapes: dict[str, StepShape] = {}
    for name, tree in shape.steps.items():
        if _name_fits(document, "steps", name):
            found = _read_step(document, name, tree)
            if found is not None:
                shapes[name] = found
    steps = {
        name: build.step(shape.flow, name, document.line("steps", name), step, record)
        for name, step in shapes.items()
    }
    return Written(document, shape, shapes, steps, frozenset(shape.steps))


def _read_step(document: Document, name: str, tree: Tree) -> StepShape | None:
    if tree is None:
        document.complain(("steps", name), f'The step "{name}" is empty.')
        return None
    return fit(StepShape, document, ("steps", name), tree)


def _name_fits(document: Document, around: str, name: str) -> bool:
    if NAME.fullmatch(name):
        return True
    document.complain((around, name), f'"{name}" cannot be a name: {RULE}.')
    return False
