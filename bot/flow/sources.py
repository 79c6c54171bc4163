"""Every line that can be translated, with what a translator needs to know about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.flow.model import BotProfile, Flow, Library, Line, Serves, Step, Verb
from bot.flow.vocabulary import MOST_IN_TEXT, MOST_ON_BUTTON
from bot.flow.wording import ON_BUTTONS, quoted

SHOWN = {
    Verb.ASK: "A question",
    Verb.SAY: "Said, then the conversation goes on",
    Verb.REVIEW: "Stands above the list of answers before sending",
    Verb.CALL: "",
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A line, where it stands, and a comment for translators. `lineno` is 0 where the file alone is known."""

    line: Line
    comment: str
    file: str
    lineno: int


def lines(library: Library) -> Iterator[Sourced]:
    """All lines in a stable order: the station, the record, everywhere, officers, then the flows by name."""
    yield from _station(library)
    yield from _record(library)
    yield from _everywhere(library)
    for line in library.duty.values():
        yield _sourced(line, "Officers read it", "duty")
    for name in sorted(library.flows):
        yield from _flow(library.flows[name])


def _sourced(line: Line, where: str, file: str, lineno: int = 0, most: int | None = None) -> Sourced:
    comment = [f"{where}."]
    if most is not None:
        comment.append(f"At most {most:,} characters.")
    names = dict.fromkeys(quoted(line.source))
    if names:
        comment.append(f"Keep {', '.join(f'{{{name}}}' for name in names)} as it stands.")
    return Sourced(line, " ".join(comment), f"flows/{file}.yaml", lineno)


def _buttons(lines: Iterable[Line], where: str, file: str, lineno: int = 0) -> Iterator[Sourced]:
    for line in lines:
        yield _sourced(line, where, file, lineno, MOST_ON_BUTTON)


def _station(library: Library) -> Iterator[Sourced]:
    station = library.station
    yield _sourced(station.name, "The station's name", "station")
    yield from _buttons((area.label for area in station.areas), "An area, on a button", "station")
    yield from _buttons((desk.label for desk in station.desks.values()), "The name of a desk", "station")
    for fact in station.facts.values():
        yield _sourced(fact, "A fact that other texts quote", "station")
    yield from _profile(station.public_bot, "the public bot, harmless to whoever sees it")
    yield from _profile(station.duty_bot, "the officers' bot")


def _profile(profile: BotProfile, bot: str) -> Iterator[Sourced]:
    yield _sourced(profile.name, f"Name of {bot}", "station", most=64)
    yield _sourced(profile.short, f"Short description of {bot}", "station", most=120)
    yield _sourced(profile.description, f"Description of {bot}", "station", most=512)
    for name, line in profile.commands.items():
        yield _sourced(line, f"What the command /{name} of {bot} does", "station", most=256)


def _record(library: Library) -> Iterator[Sourced]:
    for field in library.record.values():
        yield _sourced(field.label, f'Label of the field "{field.name}"', "record", most=MOST_ON_BUTTON)
        yield from _buttons(field.options.values(), f'An option of "{field.label.source}"', "record")


def _everywhere(library: Library) -> Iterator[Sourced]:
    for control in library.controls.values():
        if control.button is not None:
            yield from _buttons([control.button], f'Button of the control "{control.name}"', "everywhere")
        for word in control.words:
            where = f'A word that can be typed for the control "{control.name}"; one that people would write'
            yield _sourced(word, where, "everywhere")
    for name, line in library.phrases.items():
        most = MOST_ON_BUTTON if name in ON_BUTTONS else MOST_IN_TEXT
        yield _sourced(line, f'The program\'s own sentence "{name}"', "everywhere", most=most)


def _flow(flow: Flow) -> Iterator[Sourced]:
    yield _sourced(flow.title, f'Title of the flow "{flow.name}"', flow.name, most=MOST_ON_BUTTON)
    for step in flow.steps.values():
        yield from _step(flow, step)


def _step(flow: Flow, step: Step) -> Iterator[Sourced]:
    to = "an officer" if flow.serves is Serves.OFFICER else "her"
    if step.words is not None:
        yield _sourced(step.words, f"{SHOWN[step.verb]}; to {to}", flow.name, step.line, MOST_IN_TEXT)
    if step.field is None:
        where = f'An answer to "{step.words.source[:60] if step.words else step.name}"'
        yield from _buttons(step.options.values(), where, flow.name, step.line)
    for line, where in (
        (step.why, "Shown when the person asks why this is asked"),
        (step.retry, "Shown when an answer does not fit"),
        (step.required, "The reason why the question cannot be skipped"),
    ):
        if line is not None:
            yield _sourced(line, where, flow.name, step.line, MOST_IN_TEXT)
