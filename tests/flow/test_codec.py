"""Sessions, events and answers survive being saved, also by another release."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow import codec
from bot.flow.model import (
    Answer,
    Called,
    Event,
    File,
    Kind,
    Located,
    Odd,
    Pressed,
    Sent,
    Started,
    Wrote,
)
from bot.flow.secret import Secret
from bot.flow.session import Session
from tests.flow.talk import at_account, at_kinds, at_review

secrets = st.text().map(Secret)
points = st.floats(allow_nan=False)
files = st.builds(
    File,
    kind=st.text(),
    handle=st.text(),
    size=st.none() | st.integers(min_value=0),
    mime=st.none() | st.text(min_size=1),
    name=st.none() | secrets,
    seconds=st.none() | st.integers(min_value=0),
    evidence=st.none() | st.integers(min_value=0),
)
answers = st.builds(
    Answer,
    kind=st.sampled_from(Kind),
    names=st.lists(st.text()).map(tuple),
    words=st.lists(secrets).map(tuple),
    files=st.lists(files, max_size=3).map(tuple),
    day=st.none() | st.dates(),
    point=st.none() | st.builds(Located, points, points),
)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Started, secrets),
    st.builds(Pressed, st.text()),
    st.builds(Wrote, secrets, st.booleans()),
    st.builds(Sent, files, st.none() | secrets),
    st.builds(Located, points, points),
    st.builds(Odd, st.text()),
    st.builds(Called, st.text()),
)


@given(answers)
def test_an_answer_round_trips(answer: Answer) -> None:
    assert codec.load(Answer, codec.dump(answer)) == answer


@given(events)
def test_an_event_round_trips(event: Event) -> None:
    assert codec.load(Event, codec.dump(event)) == event


def test_a_session_with_everything_round_trips() -> None:
    talk = at_review().press("later").press("tale").press("leave").press("yes", "husband").press("hit")
    talk.press("done").press("back").press("choked").write("/language")

    session = talk.now

    assert session.drafts
    assert codec.load(Session, codec.dump(session)) == session


def test_the_bytes_are_json_in_ascii() -> None:
    data = codec.dump(at_account().write("她说 😀").now)

    assert data.isascii()
    assert isinstance(json.loads(data), dict)


def _with_more(tree: object) -> object:
    """The tree as a later release might write it: with keys and entries that this one does not know."""
    match tree:
        case dict():
            return {key: _with_more(value) for key, value in tree.items()} | {"of_a_later_release": [1]}
        case list():
            return [_with_more(value) for value in tree]
        case _:
            return tree


def test_keys_of_a_later_release_are_ignored() -> None:
    answer = Answer(Kind.STORY, words=(Secret("words"),), files=(File("voice", "h"),), day=date(2026, 3, 1))
    data = json.dumps(_with_more(json.loads(codec.dump(answer)))).encode()

    assert codec.load(Answer, data) == answer


def test_a_session_with_unknown_keys_at_its_top_is_read() -> None:
    session = at_kinds().now
    tree = json.loads(codec.dump(session)) | {"of_a_later_release": {"a": 1}}

    assert codec.load(Session, json.dumps(tree).encode()) == session


def test_a_session_of_an_earlier_release_takes_defaults() -> None:
    assert codec.load(Session, b"{}") == Session()


def test_an_event_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="not an event"):
        codec.load(Event, b'{"event": "sang"}')


def test_nothing_of_a_session_prints_her_words() -> None:
    session = at_account().write("MARKER").send("voice", caption="MARKER").now

    assert "MARKER" not in repr(session)
    assert "MARKER" not in f"{session}"
