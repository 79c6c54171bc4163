"""A flow walked through without a station: nothing is stored, nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.assembly import make_engine
from bot.flow.engine import Engine, Turn
from bot.flow.model import (
    AddToCase,
    Answer,
    Button,
    Called,
    CloseCase,
    Effect,
    Event,
    Flow,
    KeepNote,
    Line,
    OpenCase,
    RaiseAlert,
    Serves,
    SetLanguage,
    Started,
    TellDesk,
    WriteToHer,
)
from bot.flow.secret import Secret
from bot.flow.session import Session
from bot.flow.vocabulary import HOME
from bot.station.words import Speaker
from bot.tools.asked import Content

#: what the station would fill in, where it does not depend on the hour or the language
CASE = "284017"


@dataclass(frozen=True, slots=True)
class Scene:
    """How things stand after a turn."""

    speaker: Speaker
    turn: Turn
    played: str  #: the flow that is walked through
    record: Mapping[str, Answer]  #: what a case has got so far
    happened: tuple[str, ...] = ()  #: in this turn, in words
    buttons: tuple[Button, ...] = ()  #: those on the screen, as they are numbered from 1

    @property
    def over(self) -> bool:
        """The flow that was asked for is done."""
        frames = self.turn.session.frames
        home = [frame.flow for frame in frames] == [HOME]
        return not frames or (home and self.played != HOME)


def prepare(content: Content, flow: Flow, step: str) -> Engine:
    """An engine in which the flow begins at that step."""
    flows = {**content.library.flows, flow.name: replace(flow, start=step)}
    return make_engine(replace(content.library, flows=flows), content.words)


def begin(engine: Engine, content: Content, flow: Flow, language: str, now: datetime) -> Scene:
    zone = ZoneInfo(content.library.station.timezone)
    speaker = Speaker(content.words, content.library, language, zone, now)
    if flow.serves is Serves.OFFICER:
        turn = engine.begin(flow.name, CASE)
    else:
        event = Started(Secret("")) if flow.name == HOME else Called(flow.name)
        turn = engine.advance(None, event, now.astimezone(zone).date())
    return _after(Scene(speaker, turn, flow.name, {}), Session(), turn)


def go_on(engine: Engine, scene: Scene, event: Event) -> Scene:
    """The scene after one event."""
    before, speaker = scene.turn.session, scene.speaker
    turn = engine.advance(before, event, speaker.now.astimezone(speaker.zone).date())
    return _after(scene, before, turn)


def facts(speaker: Speaker) -> dict[str, str]:
    """What the station would have recorded by now."""
    at = speaker.at(speaker.now)
    return {
        "received_at": at,
        "receipt": CASE,
        "case": CASE,
        "language": speaker.library.station.languages[speaker.language],
        "news": speaker.phrase("news_taken", at=at),
    }


def answers(scene: Scene) -> dict[str, Answer]:
    """What a case has got, and what is not sent yet."""
    return {**scene.record, **scene.turn.session.answers}


def named(scene: Scene, key: str) -> tuple[str, Mapping[str, Line]]:
    """The label of an answer and the words of its options. `key`: a field, or `flow/step`."""
    library = scene.speaker.library
    field = library.record.get(key)
    if field is not None:
        return scene.speaker.line(field.label), field.options
    flow, _, step = key.partition("/")
    asked = library.flows[flow].steps.get(step) if flow in library.flows else None
    return key, asked.options if asked else {}


def _after(scene: Scene, before: Session, turn: Turn) -> Scene:
    speaker, record = scene.speaker, dict(scene.record)
    for effect in turn.effects:
        record |= _recorded(effect)
        if isinstance(effect, SetLanguage):
            speaker = replace(speaker, language=effect.language)
    buttons = tuple(button for message in turn.messages for row in message.rows for button in row)
    return Scene(
        speaker,
        turn,
        scene.played,
        record,
        tuple(_happened(before, turn)),
        buttons or scene.buttons,
    )


def _recorded(effect: Effect) -> Mapping[str, Answer]:
    match effect:
        case OpenCase() | AddToCase() | CloseCase():
            return effect.answers
        case TellDesk(answer) | WriteToHer(answer):
            return {"letter": answer}
        case KeepNote(answer):
            return {"note": answer}
        case RaiseAlert() | SetLanguage():
            return {}
        case _:
            assert_never(effect)


def _happened(before: Session, turn: Turn) -> Iterator[str]:
    after = turn.session
    if turn.stale:
        yield "a button of an earlier question: nothing was done"
    for effect in turn.effects:
        yield _told(effect)
    if after.danger != before.danger and not after.idle and after.answers:
        yield f"class so far: {after.danger}"
    if len(after.drafts) > len(before.drafts):
        yield "keep: what was told is kept, unsent"
    elif len(after.drafts) < len(before.drafts):
        yield "what was kept is open again, or deleted"


def _told(effect: Effect) -> str:
    """The effect's name as it stands in a file, and what it carries."""
    match effect:
        case OpenCase(kind, given, danger):
            return f"open_case: {kind}, {_count(given)}, class {danger}"
        case AddToCase(given):
            return f"add_to_case: {_count(given)}"
        case RaiseAlert(danger):
            return f"alert: {danger}"
        case SetLanguage(language):
            return f"language: {language}"
        case TellDesk():
            return "tell_desk: the letter goes to her officer"
        case WriteToHer():
            return "write_to_her: the letter waits for her next safe time"
        case KeepNote():
            return "note: it is kept with the case"
        case CloseCase(outcome):
            return f"close_case: {outcome}"
        case _:
            assert_never(effect)


def _count(given: Mapping[str, Answer]) -> str:
    return "1 answer" if len(given) == 1 else f"{len(given)} answers"
