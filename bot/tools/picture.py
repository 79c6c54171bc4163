"""A flow as boxes and arrows, in the words of one language, before it is drawn in any manner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bot.flow.model import Branch, Condition, Do, Flow, Kind, Library, Line, Serves, Step, Verb
from bot.texts import Texts
from bot.tools.captions import caption

#: kinds of answer whose options are not those of the step
GIVEN: Mapping[Kind, str] = {
    Kind.TEXT: "in words",
    Kind.STORY: "in words or by voice, several messages",
    Kind.DATE: "a day, or in words",
    Kind.PHONE: "a phone number",
    Kind.PLACE: "a place of the station, or words",
    Kind.FILES: "photos, recordings, documents",
    Kind.LOCATION: "the phone's place, or words",
}
DOES = {Verb.ASK: "asks", Verb.REVIEW: "shows all answers", Verb.SAY: "says", Verb.CALL: "runs"}
EFFECTS: Mapping[str, str] = {
    "open_case": "opens a case",
    "add_to_case": "adds the answers to the case",
    "alert": "alert",
    "language": "changes the language",
    "keep": "keeps it, unsent",
    "resume": "takes up what was kept",
    "forget": "deletes what is not sent",
    "tell_desk": "goes to her officer",
    "write_to_her": "waits for her next safe time",
    "note": "is kept with the case",
    "close_case": "closes the case",
}


#: so many options are named where they are what is left
A_FEW = 3


@dataclass(frozen=True, slots=True)
class Box:
    """One step as it is drawn."""

    name: str
    verb: Verb
    heading: str  #: its name, and what it does
    words: str  #: what is asked or said; the title of the flow that is called
    answers: tuple[str, ...] = ()  #: the words of the options; else what kind of answer fits
    effects: tuple[str, ...] = ()
    end: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another. `when`: in which cases, in words; empty where there is but one way."""

    start: str
    to: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    title: str
    end: str  #: the word that marks an end
    start: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads a library aloud in one language."""

    library: Library
    words: Texts
    language: str

    def say(self, line: Line | None) -> str:
        return self.words.say(self.language, line.context, line.source) if line else ""

    def caption(self, english: str) -> str:
        return caption(self.language, english)


def picture(flow: Flow, reader: Reader) -> Picture:
    """Every step, in the order of the file."""
    serves = f", {reader.caption('for officers')}" if flow.serves is Serves.OFFICER else ""
    return Picture(
        f"{reader.say(flow.title)} ({flow.name}{serves})",
        reader.caption("end"),
        flow.start,
        tuple(_box(step, reader) for step in flow.steps.values()),
        tuple(arrow for step in flow.steps.values() for arrow in _merged(_arrows(flow, step, reader))),
    )


def _box(step: Step, reader: Reader) -> Box:
    called = reader.library.flows[step.calls] if step.calls else None
    return Box(
        step.name,
        step.verb,
        _heading(step, reader),
        reader.say(called.title if called else step.words),
        _answers(step, reader),
        tuple(_effect(do, reader) for do in step.do),
        step.end,
    )


def _heading(step: Step, reader: Reader) -> str:
    notes = [DOES[step.verb]]
    if step.kind is Kind.CHOICES:
        notes.append("several answers")
    if step.required is not None:
        notes.append("must be answered")
    return f"{step.name}: {', '.join(reader.caption(note) for note in notes)}"


def _answers(step: Step, reader: Reader) -> tuple[str, ...]:
    if step.kind is not None and step.kind in GIVEN:
        return (reader.caption(GIVEN[step.kind]),)
    return tuple(reader.say(line) for line in step.options.values())


def _effect(do: Do, reader: Reader) -> str:
    what = reader.caption(EFFECTS.get(do.name, do.name))
    match do.name:
        case "open_case":
            return f"{what}: {do.argument}"
        case "alert":
            return f"{what}: {reader.caption(do.argument or '')}"
        case _:
            return what


def _arrows(flow: Flow, step: Step, reader: Reader) -> Iterator[Arrow]:
    alone = len(step.branches) == 1
    for branch in step.branches:
        yield Arrow(step.name, branch.to, "" if alone else _when(flow, step, branch, reader))


def _merged(arrows: Iterator[Arrow]) -> list[Arrow]:
    """Two branches to the same step are one arrow with both conditions."""
    found: dict[str, Arrow] = {}
    for arrow in arrows:
        known = found.get(arrow.to)
        found[arrow.to] = replace(known, when=f"{known.when}\n{arrow.when}") if known else arrow
    return list(found.values())


def _when(flow: Flow, step: Step, branch: Branch, reader: Reader) -> str:
    return _condition(flow, step, branch.when, reader) if branch.when else _rest(step, reader)


def _rest(step: Step, reader: Reader) -> str:
    """What is left for the last branch: few options by their words, else just "otherwise"."""
    conditions = [branch.when for branch in step.branches if branch.when]
    own = all(name in (step.name, step.field) for when in conditions for name, _ in when.all)
    taken = {value for when in conditions for _, values in when.all for value in values}
    left = [reader.say(line) for name, line in step.options.items() if name not in taken]
    if not own or step.kind is Kind.CHOICES or not 0 < len(left) <= A_FEW:
        return reader.caption("otherwise")
    skipped = [] if step.required or step.verb is Verb.REVIEW else [reader.caption("skipped")]
    return _any([*left, *skipped])


def _condition(flow: Flow, step: Step, condition: Condition, reader: Reader) -> str:
    """`Not now`; with a label where another question decides; one line each where several values fit."""
    found = []
    for name, values in condition.all:
        words = _any(_named(flow, name, values, reader))
        if name in (step.name, step.field):
            found.append(words)
        else:
            between = "\n" if "\n" in words else " "
            found.append(f"{_label(flow, name, reader)}:{between}{words}")
    return f"\n{reader.caption('and')} ".join(found)


def _any(words: list[str]) -> str:
    return words[0] if len(words) == 1 else "\n".join(f"• {word}" for word in words)


def _label(flow: Flow, name: str, reader: Reader) -> str:
    field = reader.library.record.get(name)
    return reader.say(field.label) if field else name


def _named(flow: Flow, name: str, values: frozenset[str], reader: Reader) -> list[str]:
    """The words of the values, in the order of the options."""
    field, step = reader.library.record.get(name), flow.steps.get(name)
    areas = {area.name: area.label for area in reader.library.station.areas}
    days = {key: line for key, line in reader.library.phrases.items() if key in values}
    options = (dict(field.options) if field else {}) | (dict(step.options) if step else {})
    known = options or areas | days
    return [reader.say(line) for option, line in known.items() if option in values] or sorted(values)
