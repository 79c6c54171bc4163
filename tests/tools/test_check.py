"""Whether `check` finds what is wrong and says where."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.tools.conftest import Command

PO = Path("locales") / "zh_Hans" / "LC_MESSAGES" / "station.po"


def rewrite(path: Path, before: str, after: str) -> int:
    """Change one place in a file; the line in which it stands."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_the_flows_of_this_project_are_sound(command: Command) -> None:
    ran = command("check")

    assert ran.out.endswith("questions: sound\n")
    assert ran.code == 0


def test_every_mistake_is_told_with_its_file_and_line(command: Command, own_files: Path) -> None:
    first = rewrite(own_files / "flows" / "close.yaml", "field: outcome", "field: outcomme")
    second = rewrite(own_files / "flows" / "menu.yaml", "call: privacy", "call: privasy")

    ran = command("check")

    assert f"flows/close.yaml:{first}: " in ran.out
    assert f"flows/menu.yaml:{second}: " in ran.out
    assert 'Did you mean "outcome"?' in ran.out
    assert "Traceback" not in ran.err
    assert ran.code == 1


def test_mistakes_are_objects_when_asked(command: Command, own_files: Path) -> None:
    line = rewrite(own_files / "flows" / "close.yaml", "field: outcome", "field: outcomme")

    ran = command("check", "--json")

    found = json.loads(ran.out)
    assert {"kind": "error", "file": "flows/close.yaml", "line": line}.items() <= found[0].items()
    assert "outcomme" in found[0]["what"]
    assert ran.code == 1


def test_what_is_not_translated_is_counted_and_is_no_mistake(command: Command, own_files: Path) -> None:
    shutil.rmtree(own_files / "locales" / "zh_Hans")

    ran = command("check")

    assert "简体中文 (zh_Hans): " in ran.out
    assert " missing. See: python -m bot.tools translations\n" in ran.out
    assert ran.out.endswith(": sound\n")
    assert ran.code == 0


def test_an_older_translation_is_counted_and_is_no_mistake(command: Command, own_files: Path) -> None:
    rewrite(own_files / "flows" / "close.yaml", "What was she told?", "What has she been told?")

    ran = command("check")

    assert "简体中文 (zh_Hans): 1 missing, 1 gone." in ran.out
    assert "locales/station.pot: It is older than flows/." in ran.out
    assert ran.code == 0


def test_a_translation_that_loses_a_fact_is_a_mistake(command: Command, own_files: Path) -> None:
    line = rewrite(own_files / PO, "您的编号是 {receipt}", "您的编号是 {reciept}")

    ran = command("check", "--json")

    mistakes = [one for one in json.loads(ran.out) if one["kind"] == "error"]
    assert [one["fault"] for one in mistakes] == ["unknown placeholder", "lost placeholder"]
    assert all("{rec" in one["what"] and one["file"] == str(PO) for one in mistakes)
    assert all(0 < line - one["line"] < 12 for one in mistakes)
    assert ran.code == 1


def test_translators_files_that_cannot_be_read_are_told_in_a_sentence(
    command: Command, own_files: Path
) -> None:
    with (own_files / PO).open("a", encoding="utf-8") as file:
        file.write('\nmsgid "never closed\n')

    ran = command("check")

    assert f"{PO}:" in ran.out
    assert "Traceback" not in ran.err
    assert ran.code == 1


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--look"], 1)])
def test_translations_writes_what_look_only_shows(
    command: Command, own_files: Path, arguments: list[str], code: int
) -> None:
    rewrite(own_files / "flows" / "close.yaml", "What was she told?", "What has she been told?")
    before = (own_files / PO).read_text(encoding="utf-8")

    ran = command("translations", *arguments)

    assert ((own_files / PO).read_text(encoding="utf-8") != before) is (code == 0)
    assert "close/told" in ran.out
    assert ran.code == code
