"""Who was not heard of for long is put down: she begins as at first contact, and what she kept is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.flow import codec
from bot.flow.engine import Engine
from bot.flow.model import Pressed
from bot.flow.session import Session
from tests.flow.laying import edited
from tests.flow.talk import (
    TODAY,
    Talk,
    at_account,
    at_kinds,
    at_phone,
    at_relation,
    at_review,
    at_where,
    lexicon,
)


def put_down(talk: Talk) -> Talk:
    """The same person, put down meanwhile; saved and read back as after a turn."""
    session = talk.engine.put_down(talk.now)
    talk.session = codec.load(Session, codec.dump(session))
    assert talk.session == session
    return talk


def home() -> Talk:
    return Talk().start()


def calling_for_help() -> Talk:
    return at_kinds().write("danger")


def offered() -> Talk:
    return at_kinds().press("later").start()


#: from wherever she is put down
ANYWHERE = pytest.mark.parametrize(
    "at",
    [home, at_relation, at_kinds, at_account, at_phone, at_review, at_where, calling_for_help, offered],
)


@ANYWHERE
def test_the_word_danger_is_understood_at_once(at: Callable[[], Talk]) -> None:
    talk = put_down(at()).write("Danger!")

    assert talk.said == [["danger_now/numbers"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("/danger", ["danger_now/numbers"]),
        ("危险", ["danger_now/numbers"]),
        ("/help", ["help/how", "menu/hello", "menu/home"]),
        ("/language", ["language/pick"]),
        ("/stop", ["menu/hello", "menu/home"]),
        ("hit", ["menu/hello", "menu/home"]),  # an option of the question at which she was put down
        ("help now", ["menu/hello", "menu/home"]),  # one of the home question, which she has not seen yet
    ],
)
def test_other_words_are_understood_as_at_first_contact(words: str, said: list[str]) -> None:
    first = Talk().write(words)

    talk = put_down(at_kinds()).write(words)

    assert talk.said == first.said == [said]
    assert talk.at == first.at


@ANYWHERE
def test_the_greeting_stands_above_the_home_question(at: Callable[[], Talk]) -> None:
    talk = put_down(at()).write("hello?")

    assert talk.said == [["menu/hello", "menu/home"]]
    assert talk.at == "menu/home"


@ANYWHERE
def test_nothing_of_an_open_matter_is_left(at: Callable[[], Talk]) -> None:
    talk = at()
    drafts = talk.now.drafts

    put_down(talk)

    assert talk.now.answers == {}
    assert talk.now.matter.trail == ()
    assert talk.now.danger == "normal"
    assert [frame.flow for frame in talk.now.frames] == ["menu"]
    assert all(frame.partial is None for frame in talk.now.frames)
    assert talk.now.drafts == drafts


def test_an_open_answer_of_a_list_is_closed() -> None:
    talk = at_review().press("i.account")
    assert talk.now.page == "account"

    assert put_down(talk).now.page == ""


def test_a_kept_draft_is_still_there_and_offered_at_start() -> None:
    talk = put_down(at_kinds().press("later")).write("hello?").start()
    assert talk.said == [["draft/choose"]]

    talk.press("go_on")

    assert talk.at == "tale/kinds"
    assert talk.answer("relation").names == ("husband",)


def test_a_kept_draft_is_offered_before_a_new_matter() -> None:
    talk = put_down(at_kinds().press("later")).start().start().press("leave").press("tale")

    assert talk.said == [["draft/choose"]]


@ANYWHERE
def test_old_presses_are_stale_and_do_nothing(at: Callable[[], Talk]) -> None:
    talk = at()
    presses = [button.press for button in talk.buttons]
    before = list(talk.effects)
    down = put_down(talk).now
    assert presses

    for press in presses:
        turn = talk.engine.advance(down, Pressed(press), TODAY)

        assert turn.stale
        assert turn.toast is not None
        assert turn.toast.context == "everywhere/stale"
        assert turn.session.frames[-1].step == "home"
        assert not turn.effects
    assert talk.effects == before


@ANYWHERE
def test_old_presses_stay_stale_when_she_is_greeted(at: Callable[[], Talk]) -> None:
    talk = at()
    presses = [button.press for button in talk.buttons]

    put_down(talk).write("hello?")

    for press in presses:
        turn = talk.engine.advance(talk.now, Pressed(press), TODAY)
        assert turn.stale
        assert turn.session == talk.now


def test_a_letter_is_opened_for_her() -> None:
    assert put_down(at_kinds()).call("letters").said == [["letters/show"], ["letters/answer"]]


def test_twice_is_as_once() -> None:
    talk = put_down(at_kinds().press("later"))
    once = talk.now

    assert put_down(talk).now == once


def test_who_stands_at_the_home_question_is_not_greeted_anew() -> None:
    assert home().write("hello?").said == [["everywhere/hint_buttons", "menu/home"]]


def test_a_kept_draft_is_offered_at_the_first_start() -> None:
    talk = put_down(at_kinds().press("later")).start()

    assert talk.said[-1] == ["draft/choose"]


def test_who_was_put_down_before_staff_edited_the_menu_is_heard_at_once(tmp_path: Path) -> None:
    session = put_down(at_kinds()).now
    changed = Engine(edited(tmp_path, "menu.yaml", ("What would you like", "What do you want")), lexicon)

    talk = Talk(changed)
    talk.session = session

    assert talk.write("danger").said == [["danger_now/numbers"]]
