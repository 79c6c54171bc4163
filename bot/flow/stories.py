"""Conversations that must keep working, told in steps, from flows/stories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.flow import codec
from bot.flow.document import Document, Tree, read
from bot.flow.engine import Engine, Turn
from bot.flow.issues import FlowError, Issue, did_you_mean, listed
from bot.flow.model import (
    AddToCase,
    Called,
    CloseCase,
    Effect,
    Event,
    File,
    KeepNote,
    Line,
    Located,
    Odd,
    OpenCase,
    Pressed,
    RaiseAlert,
    Sent,
    SetLanguage,
    Started,
    TellDesk,
    WriteToHer,
    Wrote,
)
from bot.flow.secret import Secret
from bot.flow.session import Session

WRITES = re.compile(r'writes "(.*)"', re.DOTALL)
SENDS = re.compile(r"sends (\w+)")
OPENS = re.compile(r"opens (\w+)")
ITEM = re.compile(r"item (\d+)")
FILES = ("photo", "voice", "audio", "video", "video_note", "animation", "document")

#: names in a story for the buttons of a review
OF_REVIEW = {"change": "e", "remove": "x", "list": "l"}
EFFECT_NAMES: Mapping[type[Effect], str] = {
    OpenCase: "open_case",
    AddToCase: "add_to_case",
    RaiseAlert: "alert",
    SetLanguage: "language",
    TellDesk: "tell_desk",
    WriteToHer: "write_to_her",
    KeepNote: "note",
    CloseCase: "close_case",
}


@dataclass(frozen=True, slots=True)
class Beat:
    """One entry of a story: what she does, what the bot shows then, or what happens."""

    line: int
    who: str  #: she, bot, then
    what: Tree


@dataclass(frozen=True, slots=True)
class Story:
    name: str
    file: str
    flow: str
    beats: tuple[Beat, ...]


def read_stories(folder: Path) -> tuple[Story, ...]:
    """Every story of `folder` (flows/stories), by file name; a FlowError if one cannot be read."""
    documents = [
        read(path, f"{folder.parent.name}/{folder.name}/{path.name}")
        for path in sorted(folder.glob("*.yaml"))
    ]
    stories = [_story(document) for document in documents]
    issues = [issue for document in documents for issue in document.issues]
    if issues:
        raise FlowError(issues)
    return tuple(stories)


def _story(document: Document) -> Story:
    top = document.top
    for key in top:
        if key not in ("story", "flow", "talk"):
            near = did_you_mean(key, ("story", "flow", "talk"))
            document.complain((key,), f'"{key}" is not a keyword of a story.{near}')
    name, flow, talk = top.get("story"), top.get("flow"), top.get("talk")
    if not (isinstance(name, str) and isinstance(flow, str) and isinstance(talk, list)):
        if not document.issues:
            document.complain(
                (), 'A story has "story", its sentence, "flow", and "talk", the list of what happens.'
            )
        return Story("", document.file, "", ())
    beats = tuple(_beats(document, talk))
    return Story(name, document.file, flow, beats)


def _beats(document: Document, talk: list[Tree]) -> Iterator[Beat]:
    for at, tree in enumerate(talk):
        line = document.line("talk", at)
        match tree:
            case {"she": str() | list() as what, **rest} if not rest:
                yield Beat(line, "she", what)
            case {"bot": str() as step, **rest} if not rest:
                yield Beat(line, "bot", step)
            case {"then": dict() as effects, **rest} if not rest:
                yield Beat(line, "then", effects)
            case _:
                wrong = 'An entry is "she: what she does", "bot: flow/step" or "then: {effect: …}".'
                document.complain(("talk", at), wrong)


def play_story(engine: Engine, story: Story, today: date) -> Issue | None:
    """The first place at which the conversation goes another way than told; None if it plays to the end."""
    try:
        _play(engine, story, today)
    except _Departed as departed:
        return Issue(story.file, departed.line, departed.what)
    return None


class _Departed(Exception):
    def __init__(self, line: int, what: str) -> None:
        self.line = line
        self.what = what


class _Stage:
    """The conversation so far, and what its last turns brought and the story has not yet told."""

    def __init__(self, engine: Engine, today: date) -> None:
        self.engine = engine
        self.today = today
        self.session: Session | None = None
        self.buttons: dict[str, str] = {}  #: what a press does -> the press
        self.shown: list[str] = []
        self.effects: list[Effect] = []

    def take(self, turn: Turn) -> None:
        """Between turns the session is saved and read back, as it is at the station."""
        self.session = codec.load(Session, codec.dump(turn.session))
        rows = [row for message in turn.messages for row in message.rows]
        self.buttons = {button.press.split(".", 2)[-1]: button.press for row in rows for button in row}
        parts = [part for message in turn.messages for part in message.parts]
        self.shown += [part.context for part in parts if isinstance(part, Line)]
        if self.question and self.question not in self.shown[-1:]:
            self.shown.append(self.question)
        self.effects += turn.effects

    @property
    def question(self) -> str:
        """The step that is open."""
        frames = self.session.frames if self.session else ()
        return f"{frames[-1].flow}/{frames[-1].step}" if frames else ""

    def act(self, event: Event) -> None:
        self.take(self.engine.advance(self.session, event, self.today))


def _play(engine: Engine, story: Story, today: date) -> None:
    stage = _Stage(engine, today)
    if story.beats and story.beats[0].who != "she":
        stage.take(engine.begin(story.flow))
    told = ""
    for beat in story.beats:
        match beat.who, beat.what:
            case "she", what:
                _check_told(stage, beat.line, told)
                stage.shown, told = [], ""
                _act(stage, beat.line, what)
            case "bot", str(step):
                _check_shown(stage, beat.line, step)
                told = step
            case "then", dict(wanted):
                _check_effects(stage, beat.line, wanted)
    _check_told(stage, story.beats[-1].line if story.beats else 0, told)


def _act(stage: _Stage, line: int, what: Tree) -> None:
    if isinstance(what, list):
        for name in what:
            stage.act(Pressed(_press(stage, line, str(name))))
        return
    event = _event(str(what))
    if event is None:
        raise _Departed(line, f'"{what}" is not something that she can do in a story.')
    stage.act(event)


def _event(what: str) -> Event | None:
    if what == "/start":
        return Started(Secret(""))
    if what.startswith("/"):
        return Wrote(Secret(what))
    if found := WRITES.fullmatch(what):
        return Wrote(Secret(found[1]))
    if found := OPENS.fullmatch(what):
        return Called(found[1])
    if found := SENDS.fullmatch(what):
        return _sent(found[1])
    return None


def _sent(kind: str) -> Event:
    if kind == "location":
        return Located(34.72, 104.88)
    return Sent(File(kind, f"story-{kind}", size=1_000)) if kind in FILES else Odd(kind)


def _press(stage: _Stage, line: int, name: str) -> str:
    """The button of this name: an option, a tick, a control, or what a review offers."""
    wanted = [f"o.{name}", f"+.{name}", f"-.{name}", f"c.{name}"]
    if found := ITEM.fullmatch(name):
        items = [what for what in stage.buttons if what.startswith("i.")]
        wanted = items[int(found[1]) - 1 : int(found[1])]
    elif name in OF_REVIEW:
        wanted += [what for what in stage.buttons if what.startswith(f"{OF_REVIEW[name]}.")]
    for what in wanted:
        if what in stage.buttons:
            return stage.buttons[what]
    there = [what.partition(".")[2] for what in stage.buttons]
    raise _Departed(line, f'There is no button "{name}" at "{stage.question}". There are: {listed(there)}.')


def _check_shown(stage: _Stage, line: int, step: str) -> None:
    """Steps come in the order in which the story tells them; what is said on the way may be left out."""
    if step not in stage.shown:
        there = f"The bot shows {listed(stage.shown)}" if stage.shown else "The bot shows nothing"
        raise _Departed(line, f'{there}, not "{step}".')
    del stage.shown[: stage.shown.index(step) + 1]


def _check_told(stage: _Stage, line: int, told: str) -> None:
    """What the turns before brought stands in the story: every effect, and the question at which she is."""
    if stage.effects:
        raise _Departed(line, f"Before this, {listed(map(_told_effect, stage.effects))} happened, untold.")
    if told and stage.question and told != stage.question:
        raise _Departed(line, f'Before this, the bot asks "{stage.question}", which the story does not tell.')


def _check_effects(stage: _Stage, line: int, wanted: Mapping[str, Tree]) -> None:
    for name, argument in wanted.items():
        fitting = [effect for effect in stage.effects if _fits(effect, name, argument)]
        if not fitting:
            happened = listed(map(_told_effect, stage.effects)) if stage.effects else "Nothing"
            raise _Departed(line, f'{happened} happened, not "{name}: {argument}".')
        stage.effects.remove(fitting[0])


def _told_effect(effect: Effect) -> str:
    argument = _argument(effect)
    return f"{EFFECT_NAMES[type(effect)]}: {argument}" if argument else EFFECT_NAMES[type(effect)]


def _argument(effect: Effect) -> str | list[str] | None:
    """What tells one such effect from another; letters and notes are told by their name alone."""
    match effect:
        case OpenCase(kind):
            return kind
        case AddToCase(answers):
            return sorted(answers)
        case RaiseAlert(danger):
            return danger
        case SetLanguage(language):
            return language
        case CloseCase(outcome):
            return outcome
        case _:
            return None


def _fits(effect: Effect, name: str, argument: Tree) -> bool:
    if EFFECT_NAMES[type(effect)] != name:
        return False
    own = _argument(effect)
    if isinstance(argument, list):
        return own == sorted(str(field) for field in argument)
    return own is None or argument is None or own == argument
