"""Whatever arrives, in whatever order: she is answered, nothing raises, and Back undoes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.flow import codec
from bot.flow.engine import Engine, Turn
from bot.flow.load import FlowError, load
from bot.flow.model import (
    Button,
    Called,
    Event,
    File,
    Kind,
    Line,
    Located,
    Odd,
    Pressed,
    Sent,
    Started,
    Wrote,
)
from bot.flow.secret import Secret
from bot.flow.session import Moment, Session
from bot.flow.vocabulary import MOST_FILE
from tests.flow.talk import TODAY, Talk, at_account, at_kinds, at_note, at_review, engine, lexicon, library

SHIPPED = Path(__file__).parents[2] / "flows"


@cache
def shipped() -> Engine | None:
    """The flows of the station, if they can be loaded just now."""
    try:
        return Engine(load(SHIPPED), lambda line: [line.source])
    except FlowError:
        return None


#: a button that is shown, by chance; one of an earlier turn; or something else that arrives
Shown = st.integers(min_value=0, max_value=200).map(lambda at: ("shown", at))
Earlier = st.integers(min_value=0, max_value=2_000).map(lambda at: ("earlier", at))
words = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["back", "skip", "done", "why", "later", "stop", "danger", "help", "menu", "/start", "/stop"]
    ),
    st.sampled_from(
        ["1", "2.", "1, 2", "13800138000", "2026-03-01", "昨天", "yes", "x" * 4096, "\u202eabc", "😀", " "]
    ),
)
files = st.builds(
    File,
    kind=st.sampled_from(["photo", "voice", "audio", "video", "video_note", "animation", "document", ""]),
    handle=st.text(max_size=5),
    size=st.sampled_from([None, 0, MOST_FILE, MOST_FILE + 1]),
)
arriving: st.SearchStrategy[Event] = st.one_of(
    st.builds(Wrote, words.map(Secret), st.sampled_from([False, False, False, True])),
    st.builds(Sent, files, st.none() | st.text(max_size=10).map(Secret)),
    st.builds(Located, st.floats(-90, 90), st.floats(-180, 180)),
    st.builds(Odd, st.sampled_from(["sticker", "poll", "edited", ""])),
    st.builds(Pressed, st.text(max_size=70)),
    st.builds(Called, st.sampled_from(["letters", "menu", "nowhere", ""])),
    st.builds(Started, st.text(max_size=10).map(Secret)),
)
moves = st.lists(st.one_of(Shown, Shown, Shown, Shown, Earlier, arriving), min_size=1, max_size=60)


def with_a_draft() -> Talk:
    return at_review().press("later").press("tale").press("leave")


class Anybody:
    """Plays moves, and looks at every turn."""

    def __init__(self, engine_: Engine, session: Session | None = None) -> None:
        self.engine = engine_
        self.session = session
        self.shown: list[str] = []
        self.earlier: list[str] = []

    def move(self, move: object) -> None:
        event = self.event(move)
        before = self.session
        turn = self.look(self.engine.advance(before, event, TODAY))
        if before is not None and _answered(before, turn.session):
            self.check_back(before, turn.session)
        self.session = turn.session

    def event(self, move: object) -> Event:
        match move:
            case ("shown", int(at)) if self.shown:
                return Pressed(self.shown[at % len(self.shown)])
            case ("earlier", int(at)) if self.earlier:
                return Pressed(self.earlier[at % len(self.earlier)])
            case ("shown" | "earlier", _):
                return Started(Secret(""))
            case _:
                assert not isinstance(move, tuple)
                return move  # type: ignore[return-value]

    def look(self, turn: Turn) -> Turn:
        assert turn.messages or turn.toast
        assert all(message.parts for message in turn.messages)
        assert codec.load(Session, codec.dump(turn.session)) == turn.session
        buttons = [button for message in turn.messages for row in message.rows for button in row]
        assert all(_sound(button) for button in buttons)
        assert len({button.press for button in buttons}) == len(buttons)
        assert len(buttons) <= 100
        if turn.messages:
            self.shown = [button.press for button in buttons]
            self.earlier += self.shown
        if turn.stale:
            assert turn.effects == ()
        return turn

    def check_back(self, before: Session, after: Session) -> None:
        turn = self.engine.advance(after, Wrote(Secret("/back")), TODAY)

        assert list(turn.session.answers.items()) == list(before.answers.items())
        assert turn.session.danger == before.danger
        assert _place(turn.session) == _place(before)


def _sound(button: Button) -> bool:
    return len(button.press.encode()) <= 64 and isinstance(button.label, Line) and bool(button.label.source)


def _place(session: Session) -> list[tuple[str, str]]:
    return [(frame.flow, frame.step) for frame in session.frames]


def _answered(before: Session, after: Session) -> bool:
    """One question more lies behind her, and nothing of it has left the conversation."""
    trail: tuple[Moment, ...] = after.matter.trail
    return (
        trail[:-1] == before.matter.trail
        and len(trail) > len(before.matter.trail)
        and _place(before) == [(frame.flow, frame.step) for frame in trail[-1].frames]
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.sampled_from([Talk, at_kinds, at_account, at_note, at_review, with_a_draft]))
def test_a_woman_is_always_answered(played: list[object], at: Callable[[], Talk]) -> None:
    talk = at()
    anybody = Anybody(engine(), talk.session)
    if talk.turn is not None:
        anybody.look(talk.turn)

    for move in played:
        anybody.move(move)

    assert anybody.session is not None
    assert not anybody.session.idle


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves)
def test_a_woman_is_always_answered_in_the_shipped_flows(played: list[object]) -> None:
    playing = shipped()
    if playing is None:
        pytest.skip("the shipped flows cannot be loaded: python -m bot.tools check says why")
    anybody = Anybody(playing)

    for move in played:
        anybody.move(move)

    assert anybody.session is not None
    assert not anybody.session.idle


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.sampled_from(["close", "remark"]))
def test_an_officer_is_always_answered(played: list[object], flow: str) -> None:
    anybody = Anybody(engine())
    anybody.session = anybody.look(engine().begin(flow)).session

    for move in played:
        anybody.move(move)

    assert not any(frame.flow == "menu" for frame in anybody.session.frames)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(moves, st.integers(min_value=1, max_value=10))
def test_a_restart_with_other_flows_raises_nothing(played: list[object], after: int) -> None:
    other = shipped()
    if other is None:
        pytest.skip("the shipped flows cannot be loaded: python -m bot.tools check says why")
    anybody = Anybody(engine())

    for number, move in enumerate(played):
        if number == after:
            anybody.engine = other
        anybody.move(move)

    assert anybody.session is not None
    assert not anybody.session.idle


def test_the_lexicon_of_the_tests_knows_two_languages() -> None:
    assert lexicon(Line("everywhere/skip", "Skip")) == ["Skip", "跳过"]


def test_the_tests_own_flows_ask_every_kind_of_question() -> None:
    asked = {step.kind for flow in library().flows.values() for step in flow.steps.values() if step.kind}

    assert asked == set(Kind)
