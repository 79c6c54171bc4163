"""Starts that cannot work end at once with exit code 2 and a sentence that says what to do."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.process.running import DUTY, HERE, PUBLIC, Ended, Setup, refused, running

NOT_STARTED = "The station did not start. "
OTHER_KEY = "# another station's key\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"


def _sentence(ended: Ended) -> str:
    """What it says to the operator, without the lines of the log."""
    assert ended.code == 2, ended
    assert "Traceback" not in ended.out + ended.err
    said = "\n".join(line for line in ended.err.splitlines() if not line.startswith("{"))
    assert said.startswith(NOT_STARTED), ended
    return said.removeprefix(NOT_STARTED)


@pytest.mark.parametrize(
    ("given", "which", "remedy"),
    [
        ({"PUBLIC_TOKEN": PUBLIC}, "STATION_DUTY_TOKEN is missing", "set both tokens, or neither"),
        ({"DUTY_TOKEN": DUTY}, "STATION_PUBLIC_TOKEN is missing", "set both tokens, or neither"),
        ({"PUBLIC_TOKEN": PUBLIC, "DUTY_TOKEN": PUBLIC}, "are the same", "make a second bot"),
        ({"PUBLIC_TOKEN": PUBLIC, "DUTY_TOKEN": "hunter2"}, "STATION_DUTY_TOKEN", "copy it from BotFather"),
        ({"TELEGRAM_URL": "api.example.org"}, "STATION_TELEGRAM_URL", "write it as http://host:port"),
        ({"DATABASE_URL": "mysql://root:hunter2@db/x"}, "STATION_DATABASE_URL", "leave it out"),
        ({"LISTEN": "8080"}, "STATION_LISTEN", "write it like 127.0.0.1:8080"),
        ({"LISTEN": "127.0.0.1:99999"}, "STATION_LISTEN", "write it like 127.0.0.1:8080"),
        ({"FLOWS": "nowhere"}, "STATION_FLOWS", "set it to the one that holds the files"),
        ({"LOCALES": "nowhere"}, "STATION_LOCALES", "set it to the one that holds the files"),
        ({"LOG_LEVEL": "LOUD"}, "STATION_LOG_LEVEL", "DEBUG"),
    ],
    ids=lambda given: "+".join(given) if isinstance(given, dict) else "",
)
async def test_a_wrong_setting_is_one_sentence_and_opens_nothing(
    tmp_path: Path, given: dict[str, str], which: str, remedy: str
) -> None:
    setup = Setup(tmp_path / "data", more=given)

    sentence = _sentence(await refused(setup))

    assert which in sentence
    assert remedy in sentence
    assert len(sentence.splitlines()) == 1
    assert "hunter2" not in sentence
    assert PUBLIC not in sentence
    assert not setup.data.exists()


async def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "data")
    setup.data.write_text("a file")

    sentence = _sentence(await refused(setup))

    assert "STATION_DATA is a file" in sentence
    assert setup.data.read_text() == "a file"


async def test_a_folder_of_flows_with_mistakes_ends_the_start_with_all_of_them_and_their_lines(
    tmp_path: Path,
) -> None:
    flows = shutil.copytree(HERE / "flows", tmp_path / "flows")
    menu, help_ = _with(flows / "menu.yaml", "to: urgent}", "to: urgnet}"), flows / "help.yaml"
    help_.write_text(f"{help_.read_text()}\nflow: help\n")
    setup = Setup(tmp_path / "data", more={"FLOWS": str(flows)})

    said = _sentence(await refused(setup))

    assert re.search(rf"menu\.yaml:{menu}: .*urgnet.*urgent", said)
    assert re.search(r"help\.yaml:\d+: ", said)
    assert not (setup.data / "station.sqlite3").exists()
    assert not (setup.data / "keys" / "station.key").exists()


def _with(path: Path, right: str, wrong: str) -> int:
    """Put a mistake into a file; the line where it stands."""
    text = path.read_text()
    assert right in text
    path.write_text(text.replace(right, wrong, 1))
    return text[: text.index(right)].count("\n") + 1


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = f"127.0.0.1:{other.getsockname()[1]}"

        sentence = _sentence(await refused(Setup(tmp_path / "data", more={"LISTEN": taken})))

    assert taken in sentence
    assert "set another host:port" in sentence
    assert len(sentence.splitlines()) == 1


async def test_a_second_station_on_the_same_folder_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "data")
    async with running(setup) as first:
        sentence = _sentence(await refused(setup))

        assert "Another station runs" in sentence
        assert "STATION_DATA" in sentence
        assert first.process.returncode is None
        assert (await first.stop())[0] == 0


@pytest.fixture
async def used(tmp_path: Path) -> Setup:
    """A sandbox's folder as a station leaves it behind."""
    setup = Setup(tmp_path / "data")
    async with running(setup) as station:
        await station.stop()
    return setup


async def test_the_key_of_another_station_or_a_broken_one_is_refused(used: Setup) -> None:
    key = used.data / "keys" / "station.key"
    for content, told in ((OTHER_KEY, "is not the one that sealed"), ("no key\n", "is not a station key")):
        key.write_text(content)

        sentence = _sentence(await refused(used))

        assert told in sentence
        assert str(key) in sentence
        assert key.read_text() == content


async def test_the_sandboxes_folder_is_not_used_with_tokens(used: Setup) -> None:
    sentence = _sentence(await refused(Setup(used.data, "http://127.0.0.1:9")))

    assert "belongs to the sandbox" in sentence
    assert "set STATION_DATA to another folder" in sentence


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    sentence = _sentence(await refused(Setup(tmp_path / "file" / "data")))

    assert str(tmp_path / "file" / "data") in sentence
    assert "name another one" in sentence


@pytest.mark.parametrize("own", ["station.lock", "keys/station.key"])
async def test_a_folder_in_which_a_file_of_ours_cannot_be_opened_is_named(tmp_path: Path, own: str) -> None:
    setup = Setup(tmp_path / "data")
    (setup.data / own).mkdir(parents=True)  # refused to everybody, root as well

    sentence = _sentence(await refused(setup))

    assert str(setup.data / own) in sentence


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path, locked: Path) -> None:
    sentence = _sentence(await refused(Setup(locked)))

    assert str(locked) in sentence


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    yield folder
    folder.chmod(0o700)
