"""A conversation with the engine, as the tests hold it: the session is saved and read back at every turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.flow import codec
from bot.flow.engine import Engine, Turn
from bot.flow.load import load
from bot.flow.model import (
    Answer,
    Button,
    Called,
    Effect,
    Event,
    File,
    Library,
    Line,
    Located,
    Message,
    Odd,
    Pressed,
    Sent,
    Started,
    Wrote,
)
from bot.flow.secret import Secret
from bot.flow.session import Session
from tests.flow.laying import lay

TODAY = date(2026, 3, 5)
CHINESE = {
    "My husband": "我的丈夫",
    "Hit": "打",
    "Choked": "掐脖子",
    "North town": "北镇",
    "Yesterday": "昨天",
    "stop": "停止",
    "danger": "危险",
    "Skip": "跳过",
    "Tell": "说",
}


def lexicon(line: Line) -> Sequence[str]:
    return [line.source, CHINESE[line.source]] if line.source in CHINESE else [line.source]


@cache
def library() -> Library:
    """The tests' own flows: small, and of every kind."""
    with TemporaryDirectory() as folder:
        return load(lay(Path(folder)))


@cache
def engine() -> Engine:
    return Engine(library(), lexicon)


class Talk:
    """One person. Every method is something that she does; the properties are what she sees."""

    def __init__(self, engine_: Engine | None = None) -> None:
        self.engine = engine_ or engine()
        self.session: Session | None = None
        self.turn: Turn | None = None
        self.effects: list[Effect] = []

    def take(self, turn: Turn) -> Talk:
        self.turn = turn
        self.session = codec.load(Session, codec.dump(turn.session))
        assert self.session == turn.session
        self.effects += turn.effects
        return self

    def act(self, event: Event) -> Talk:
        return self.take(self.engine.advance(self.session, event, TODAY))

    def start(self, payload: str = "") -> Talk:
        return self.act(Started(Secret(payload)))

    def begin(self, flow: str) -> Talk:
        return self.take(self.engine.begin(flow, about="case 1"))

    def press(self, *names: str) -> Talk:
        """Buttons by what they do, one after the other: an option, a tick, a control."""
        for name in names:
            self.act(Pressed(self.button(name).press))
        return self

    def press_raw(self, carried: str) -> Talk:
        """A button of an earlier message, or one that never was."""
        return self.act(Pressed(carried))

    def press_stale(self) -> Talk:
        return self.press_raw("1.00000.o.yes")

    def write(self, words: str, *, edited: bool = False) -> Talk:
        return self.act(Wrote(Secret(words), edited))

    def send(self, kind: str, size: int | None = 1_000, caption: str | None = None) -> Talk:
        return self.act(Sent(File(kind, "handle", size), None if caption is None else Secret(caption)))

    def locate(self) -> Talk:
        return self.act(Located(34.5, 104.5))

    def odd(self, what: str = "sticker") -> Talk:
        return self.act(Odd(what))

    def call(self, flow: str) -> Talk:
        return self.act(Called(flow))

    @property
    def now(self) -> Session:
        assert self.session is not None
        return self.session

    @property
    def messages(self) -> tuple[Message, ...]:
        assert self.turn is not None
        return self.turn.messages

    @property
    def at(self) -> str:
        """The open question."""
        frame = self.now.frames[-1]
        return f"{frame.flow}/{frame.step}"

    @property
    def said(self) -> list[list[str]]:
        """The paths of the lines of each message."""
        return [
            [part.context if isinstance(part, Line) else f"={part.label.context}" for part in message.parts]
            for message in self.messages
        ]

    @property
    def buttons(self) -> list[Button]:
        return [button for message in self.messages for row in message.rows for button in row]

    @property
    def rows(self) -> list[list[str]]:
        """The buttons of the last message, by what they do."""
        return [[_what(button) for button in row] for row in self.messages[-1].rows]

    def button(self, name: str) -> Button:
        wanted = [name, *(f"{mark}.{name}" for mark in "o+-c")]
        found = {_what(button): button for button in self.buttons}
        return next(found[what] for what in wanted if what in found)

    def offers(self, name: str) -> bool:
        return any(_what(button) == name for button in self.buttons)

    def answer(self, key: str) -> Answer:
        return self.now.answers[key]

    @property
    def hint(self) -> str:
        """The first line of the last message."""
        return self.said[-1][0].removeprefix("everywhere/")


def _what(button: Button) -> str:
    return button.press.split(".", 2)[2]


def at_relation(engine_: Engine | None = None) -> Talk:
    return Talk(engine_).start().press("tale", "yes")


def at_where() -> Talk:
    return at_relation().write("danger").press("tell")


def at_kinds(engine_: Engine | None = None) -> Talk:
    return at_relation(engine_).press("husband")


def at_when_last(engine_: Engine | None = None) -> Talk:
    return at_kinds(engine_).press("hit", "done")


def at_place(engine_: Engine | None = None) -> Talk:
    return at_when_last(engine_).press("today")


def at_account(engine_: Engine | None = None) -> Talk:
    return at_place(engine_).press("north")


def at_evidence(engine_: Engine | None = None) -> Talk:
    return at_account(engine_).write("It was late.").press("done")


def at_phone(engine_: Engine | None = None) -> Talk:
    return at_evidence(engine_).press("skip")


def at_note(engine_: Engine | None = None) -> Talk:
    return at_phone(engine_).write("13800138000")


def at_review(engine_: Engine | None = None) -> Talk:
    return at_note(engine_).press("skip").press("yes")


def words_of(answer: Answer) -> list[str]:
    return [words.reveal() for words in answer.words]
