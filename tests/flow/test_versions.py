"""Nobody inside a conversation meets an error because staff edited it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.flow.engine import Engine
from bot.flow.model import Library
from tests.flow.laying import edited
from tests.flow.talk import Talk, at_kinds, at_relation, at_review, at_when_last, lexicon, library

#: a question more, after the one about the person
EXTRA = (
    ("go: kinds", "go: extra"),
    ("  kinds:\n", "  extra: {ask: New?, answer: text, go: kinds}\n  kinds:\n"),
)


def moved(talk: Talk, engine: Engine) -> Talk:
    """The same conversation, after a restart with other flows."""
    there = Talk(engine)
    there.session, there.turn = talk.session, talk.turn
    return there


def test_the_version_changes_with_the_file_and_with_its_fields(tmp_path: Path) -> None:
    now = library().flows
    words = edited(tmp_path / "a", "tale.yaml", ("Who was it?", "Who did it?")).flows
    options = edited(tmp_path / "b", "record.yaml", ("My husband", "Husband")).flows

    assert words["tale"].version != now["tale"].version
    assert options["tale"].version != now["tale"].version
    assert options["menu"].version == now["menu"].version


def test_a_session_plays_on_in_the_version_with_which_it_began(tmp_path: Path) -> None:
    changed = edited(tmp_path, "tale.yaml", *EXTRA)
    engine = Engine(changed, lexicon, older=library().flows.values())

    assert moved(at_relation(), engine).press("husband").at == "tale/kinds"
    assert Talk(engine).start().press("tale", "yes", "husband").at == "tale/extra"


def test_without_the_old_version_she_stands_at_the_step_of_the_same_name(tmp_path: Path) -> None:
    engine = Engine(edited(tmp_path, "tale.yaml", *EXTRA), lexicon)

    assert moved(at_relation(), engine).press("husband").at == "tale/extra"


def test_a_step_that_is_gone_sends_her_to_the_start_of_the_flow(tmp_path: Path) -> None:
    renamed = edited(tmp_path, "tale.yaml", ("go: relation}", "go: who}"), ("  relation:\n", "  who:\n"))
    talk = moved(at_relation(), Engine(renamed, lexicon))

    talk.write("My husband")

    assert talk.at == "tale/safe"


def test_going_back_to_a_step_that_is_gone_raises_nothing(tmp_path: Path) -> None:
    renamed = edited(tmp_path, "tale.yaml", ("go: relation}", "go: who}"), ("  relation:\n", "  who:\n"))
    talk = moved(at_kinds(), Engine(renamed, lexicon)).press("back")

    assert talk.at == "tale/safe"


def test_a_flow_that_is_gone_sends_her_home(tmp_path: Path) -> None:
    without = edited(
        tmp_path,
        "menu.yaml",
        ("      tale: Tell\n", ""),
        ("      - {when: {home: tale}, to: tale}\n", ""),
        ("  tale: {call: tale, go: home}\n", ""),
    )
    flows = {name: flow for name, flow in without.flows.items() if name != "tale"}
    engine = Engine(
        Library(flows, without.record, without.station, without.controls, without.phrases, without.duty),
        lexicon,
    )
    talk = moved(at_kinds(), engine).write("hit")

    assert talk.at == "menu/home"
    assert talk.messages


def test_a_draft_of_an_older_version_can_be_taken_up(tmp_path: Path) -> None:
    renamed = edited(tmp_path, "tale.yaml", ("go: relation}", "go: who}"), ("  relation:\n", "  who:\n"))
    talk = moved(at_relation().press("later"), Engine(renamed, lexicon)).start().press("go_on")

    assert talk.at == "tale/safe"


@pytest.mark.parametrize("at", [at_relation, at_kinds, at_when_last, at_review])
def test_an_option_that_is_gone_is_answered_kindly(at: Callable[[], Talk], tmp_path: Path) -> None:
    talk = at()
    presses = [button.press for button in talk.buttons]
    changed = edited(
        tmp_path,
        "record.yaml",
        ("      former: My former", "      earlier: My former"),
        ("      hit: Hit\n", "      beaten: Hit\n"),
    )
    engine = Engine(changed, lexicon)

    for press in presses:
        assert moved(talk, engine).press_raw(press).messages
