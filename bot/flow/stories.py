"""Conversations that must keep working, told in steps: read from flows/stories and played against the engine."""

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
        read(path, f"{folder.parent.name}/{folder.name}/{path.name}") for path in sorted(folder.glob("*.yaml"))
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
            document.complain((), 'A story has "story", its sentence, "flow", and "talk", the list of what happens.')
        return Story("", document.file, "", ())
    beats = tuple(_beats(document, talk))
    return Story(name, document.file, flow, beats)


def _beats(document: Document, talk: list[Tree]) -> Iterator[Beat]:
    for at, tree in enumerate(talk):
        match tree:
            case {"she": str() | list() as what} | {"then": dict() as what} | {"bot": str() as what} if (
                len(tree) == 1
            ):
                yield Beat(document.line("talk", at), next(iter(tree)), what)
            case _:
                what = 'An entry is "she: what she does", "bot: flow/step" or "then: {effect: …}".'
                document.complain(("talk", at), what)


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


@dataclass(slots=True)
class _Stage:
    """The conversation so far, and what its last turn brought and was not yet told."""

    engine: Engine
    today: date
    turn: Turn | None = None
    shown: list[str] = None  # type: ignore[assignment]
    effects: list[Effect] = None  # type: ignore[assignment]


def _play(engine: Engine, story: Story, today: date) -> None:
    raise NotImplementedError
