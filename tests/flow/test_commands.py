"""A typed command is a command, never an option of the open question, whatever the options are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.flow.engine import Engine
from tests.flow.laying import edited
from tests.flow.talk import Talk, at_kinds, at_phone, at_place, at_relation, at_when_last, lexicon

#: options with the names of commands, all of which lead somewhere else than the command does
NAMESAKES = (
    (
        "      language: Language\n",
        "      language: Language\n      privacy: Who reads this\n      stop: Stop\n",
    ),
    ("      - {when: {home: help}, to: help}\n", ""),
    ("      - {to: language}\n", "      - {to: tale}\n"),
    ("  help: {call: help, go: home}\n", ""),
    ("  language: {call: language, go: home}\n", ""),
)


def at_namesakes(folder: Path) -> Talk:
    """At a home question with the options `help`, `language`, `privacy` and `stop`."""
    return Talk(Engine(edited(folder, "menu.yaml", *NAMESAKES), lexicon)).start()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/help", ["help/how", "menu/home"]),
        ("/help@our_bot", ["help/how", "menu/home"]),
        ("/HELP", ["help/how", "menu/home"]),
        ("/privacy", ["help/how", "menu/home"]),
        ("/language", ["language/pick"]),
        ("/stop", ["menu/home"]),
    ],
)
def test_a_typed_command_is_a_command_where_an_option_has_its_name(
    command: str, said: list[str], tmp_path: Path
) -> None:
    talk = at_namesakes(tmp_path).write(command)

    assert talk.said == [said]
    assert "menu/home" not in talk.now.answers


@pytest.mark.parametrize("word", ["help", "language", "privacy", "stop"])
def test_the_same_word_without_a_slash_is_the_option(word: str, tmp_path: Path) -> None:
    talk = at_namesakes(tmp_path).write(word)

    assert talk.at == "tale/safe"
    assert talk.answer("menu/home").names == (word,)


def test_a_command_inside_a_matter_is_a_command_too() -> None:
    talk = Talk().start().press("tale").write("/danger")

    assert talk.at == "danger_now/numbers"
    assert "tale/safe" not in talk.now.answers
    assert talk.press("back").at == "tale/safe"


def test_a_command_ticks_nothing(tmp_path: Path) -> None:
    library = edited(tmp_path, "record.yaml", ("      none: None of these\n", "      stop: Stop\n"))
    talk = at_kinds(Engine(library, lexicon))

    assert talk.write("/stop").at == "leave/choose"
    assert talk.press("go_on").button("stop").ticked is False
    assert talk.write("stop").button("stop").ticked


@pytest.mark.parametrize(
    ("at", "command", "hint"),
    [
        (at_relation, "/husband", "hint_buttons"),
        (at_kinds, "/hit", "hint_choices"),
        (at_when_last, "/today", "hint_date"),
        (at_place, "/north", "hint_place"),
    ],
)
def test_a_command_that_is_none_is_not_taken_for_the_option_of_its_name(
    at: Callable[[], Talk], command: str, hint: str
) -> None:
    asked = at()
    before = asked.now

    talk = asked.write(command)

    assert talk.hint == hint
    assert talk.now == before


def test_an_unknown_command_is_no_answer() -> None:
    talk = at_phone().press("skip").write("/whatever")

    assert talk.hint == "hint_text"
    assert "note" not in talk.now.answers
