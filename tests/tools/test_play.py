"""Whether a flow can be walked through in the terminal."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

from bot.flow.model import Button, Event, Line, Pressed, Sent, Verb, Wrote
from bot.flow.secret import Secret
from bot.tools import asked
from bot.tools.__main__ import main
from bot.tools.asked import Content
from bot.tools.keyed import THINGS, events
from bot.tools.rehearsal import begin, prepare
from tests.tools.conftest import Command

NOW = datetime(2026, 3, 3, 6, 5, tzinfo=UTC)
PLAIN = [Button(f"1.o.{name}", Line(name, name)) for name in "abc"]
TICKS = [Button(f"1.+.{name}", Line(name, name), ticked=False) for name in "abc"]


@pytest.fixture
def content(folder: object) -> Content:
    assert folder
    return asked.read()


def test_a_complaint_can_be_walked_through_to_its_receipt(command: Command) -> None:
    ran = command("play", "complaint", "--from", "contact", typed="1\n/skip\n1\n")

    assert "› /skip" in ran.out
    assert "» open_case: complaint, 1 answer, class normal" in ran.out
    assert "Your number is 284017." in ran.out
    assert "In the record" in ran.out
    assert ran.code == 0


def test_numbers_press_buttons_words_are_understood_and_commands_go_back(command: Command) -> None:
    ran = command("play", "complaint", typed="yes\n1\n2\n/back\n")

    turns = ran.out.split("› ")
    assert "Who is it about?" in turns[1]
    assert "Who did it?" in turns[2]
    assert "What has happened?" in turns[3]
    assert "Who did it?" in turns[4]


def test_several_numbers_set_several_ticks(command: Command) -> None:
    ran = command("play", "complaint", "--from", "kinds", typed="2 5\n")

    last = ran.out[ran.out.index("› 2 5") :]
    assert last.count("☑") == 2
    assert last.count("What has happened?") == 1


def test_effects_and_the_class_are_shown_as_they_happen(command: Command) -> None:
    ran = command("play", "danger_now", typed="1\n")

    assert ran.out.index("Recorded for the desk") < ran.out.index(
        "» open_case: danger_now, 0 answers, class danger"
    )


def test_a_question_mark_shows_the_answers_so_far(command: Command) -> None:
    ran = command("play", "complaint", "--from", "name", typed="Li\n?\n")

    shown = ran.out[ran.out.index("› ?") :]
    assert "Answers so far" in shown
    assert "Li" in shown


def test_what_was_told_and_not_sent_is_listed_at_the_end(command: Command) -> None:
    ran = command("play", "complaint", "--from", "name", typed="Li\n")

    assert "Not sent" in ran.out
    assert "In the record" not in ran.out
    assert ran.code == 0


def test_the_language_changes_where_a_step_changes_it(command: Command) -> None:
    ran = command("play", "complaint", "--from", "wishes", typed="/language\n2\n")

    assert "» language: zh_Hans" in ran.out
    assert "您希望怎么办" in ran.out[ran.out.index("» language") - 2000 :]


@pytest.mark.parametrize(
    ("flow", "typed", "happened"),
    [
        ("close", "1\nspoke with her\n/skip\n", "» close_case: "),
        ("note", "called back\n", "» note: "),
        ("write_to_her", "The paper is here.\n", "» write_to_her: "),
    ],
)
def test_officers_forms_can_be_walked_through(command: Command, flow: str, typed: str, happened: str) -> None:
    ran = command("play", flow, typed=typed + "1\n" * 3)

    assert happened in ran.out
    assert "In the record" in ran.out
    assert ran.code == 0


def test_ctrl_c_ends_the_walk_cleanly(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted:
        def readline(self) -> str:
            raise KeyboardInterrupt

        def isatty(self) -> bool:
            return False

    monkeypatch.setattr(sys, "argv", ["bot.tools", "play", "complaint"])
    monkeypatch.setattr(sys, "stdin", Interrupted())

    with pytest.raises(SystemExit) as ended:
        main()

    captured = capsys.readouterr()
    assert ended.value.code == 0
    assert captured.err == ""
    assert captured.out.endswith("Nothing is in the record.\n")


def test_every_flow_can_be_begun_at_every_step_in_every_language(content: Content) -> None:
    begun = 0
    for flow in content.library.flows.values():
        for step in flow.steps.values():
            for language in content.words.languages:
                scene = begin(prepare(content, flow, step.name), content, flow, language, NOW)
                begun += 1
                assert scene.turn.messages or scene.turn.toast, f"{flow.name}/{step.name}"
                if step.verb in (Verb.ASK, Verb.REVIEW):
                    assert not scene.over, f"{flow.name}/{step.name}"

    assert begun > 100


@pytest.mark.parametrize(
    ("typed", "buttons", "meant"),
    [
        ("1", PLAIN, [Pressed("1.o.a")]),
        ("3", PLAIN, [Pressed("1.o.c")]),
        ("4", PLAIN, [Wrote(Secret("4"))]),
        ("0", PLAIN, [Wrote(Secret("0"))]),
        ("1", [], [Wrote(Secret("1"))]),
        ('"1"', PLAIN, [Wrote(Secret("1"))]),
        ("1 2", PLAIN, [Wrote(Secret("1 2"))]),
        ("1 2", TICKS, [Pressed("1.+.a"), Pressed("1.+.b")]),
        ("1, 3", TICKS, [Pressed("1.+.a"), Pressed("1.+.c")]),
        ("1 4", TICKS, [Wrote(Secret("1 4"))]),
        ("13800000000", PLAIN, [Wrote(Secret("13800000000"))]),
        ("  /back ", PLAIN, [Wrote(Secret("/back"))]),
    ],
)
def test_what_is_typed_is_what_a_person_does(typed: str, buttons: list[Button], meant: list[Event]) -> None:
    assert events(typed, buttons) == meant


@pytest.mark.parametrize("thing", THINGS)
def test_what_cannot_be_typed_can_be_sent(command: Command, thing: str) -> None:
    ran = command("play", "complaint", "--from", "evidence", typed=f"{thing}\n?\n")

    taken = isinstance(THINGS[thing], Sent)
    assert ("Files: 1" in ran.out or "It is noted" in ran.out) is taken
    assert ran.code == 0
