"""Help, and what is said about a command that cannot be carried out."""

from __future__ import annotations

import pytest

from tests.tools.conftest import Command

COMMANDS = ["check", "play", "draw", "translations", "doctor", "invite", "cases"]


def test_help_lists_every_command_under_its_heading(command: Command) -> None:
    ran = command("--help")

    places = [ran.out.index(f"\n│ {name} ") for name in COMMANDS]
    assert places == sorted(places)
    assert places[3] < ran.out.index("The station") < places[4]
    assert ran.code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(command: Command, name: str) -> None:
    ran = command(name, "--help")

    assert f"python -m bot.tools {name}" in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["play", "compliant"], 'There is no flow "compliant". Did you mean "complaint"?'),
        (["draw", "compliant"], 'There is no flow "compliant". Did you mean "complaint"?'),
        (["play", "complaint", "--from", "reviw"], 'no step in complaint "reviw". Did you mean "review"?'),
        (["play", "menu", "--language", "zh-Hams"], 'There is no language "zh-Hams".'),
        (["translations", "--look", "--language", "fr"], 'no translated language "fr". There are: zh_Hans.'),
        (["invite", "--desk", "polise", "--name", "A"], 'There is no desk "polise".'),
    ],
)
def test_a_name_that_stands_for_nothing_is_told_in_one_sentence(
    command: Command, arguments: list[str], sentence: str
) -> None:
    ran = command(*arguments)

    assert sentence in ran.err
    assert len(ran.err.splitlines()) == 1
    assert ran.code == 1


@pytest.mark.parametrize("name", ["check", "cases", "doctor"])
def test_a_wrong_setting_is_told_without_its_value(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("STATION_PUBLIC_TOKEN", "not-a-token")

    ran = command(name)

    assert "STATION_PUBLIC_TOKEN" in ran.out + ran.err
    assert "not-a-token" not in ran.out + ran.err
    assert "Traceback" not in ran.err
    assert ran.code == 1


@pytest.mark.parametrize("language", ["zh_Hans", "zh-hans", "ZH-Hans", "简体中文"])
def test_a_language_goes_by_its_code_in_any_spelling_or_its_own_name(command: Command, language: str) -> None:
    ran = command("play", "danger_now", "--language", language)

    assert "现在告诉值班室" in ran.out
