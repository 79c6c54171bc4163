"""Whether the doctor sees what is missing, and names the command that installs it."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread

import pytest

from bot.tools import machine, standing
from bot.tools.examined import Finding, State
from tests.tools.conftest import Command

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


def findings(ran_out: str) -> dict[str, dict[str, str | None]]:
    return {one["what"]: one for one in json.loads(ran_out)}


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken


def test_where_nothing_is_wrong_the_station_can_run(
    command: Command, listening: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = listening.getsockname()
    listening.close()
    monkeypatch.setenv("STATION_LISTEN", f"127.0.0.1:{address[1]}")

    ran = command("doctor")

    assert "The station can run here" in ran.out
    assert "STATION_LISTEN" in ran.out
    assert ran.code == 0


@pytest.mark.parametrize(
    ("what", "skipped", "package"),
    [
        ("Chromium", "browser tests", "chromium"),
        ("Graphviz", "Mermaid", "graphviz"),
        ("Chinese fonts", "boxes", "fonts-noto-cjk"),
    ],
)
def test_what_is_not_installed_is_named_with_what_is_skipped_and_the_command(
    command: Command, bare_machine: Path, what: str, skipped: str, package: str
) -> None:
    found = findings(command("doctor", "--json").out)[what]

    assert found["state"] == "absent"
    assert skipped in str(found["skipped"])
    assert "apt-get install -y " in str(found["mend"])
    assert str(found["mend"]).endswith(package)


def test_the_table_shows_the_commands_on_lines_of_their_own(command: Command, bare_machine: Path) -> None:
    ran = command("doctor")

    lines = [line.strip().removeprefix("sudo ") for line in ran.out.splitlines()]
    assert "apt-get install -y graphviz" in lines
    assert "  –   Graphviz " in ran.out


def test_the_installer_of_the_machine_is_named(bare_machine: Path) -> None:
    program = bare_machine / "dnf"
    program.touch(mode=0o755)

    assert machine.install("fonts-noto-cjk").endswith("dnf install -y google-noto-sans-cjk-fonts")


@pytest.mark.parametrize(("running", "state"), [((3, 10), State.WRONG), ((3, 11), State.FINE)])
def test_python_is_new_enough_from_3_11_on(running: tuple[int, int], state: State) -> None:
    assert machine.python(running).state is state


@pytest.mark.parametrize(
    ("locked", "state", "told"),
    [
        ("typer=={typer} \\\n    --hash=sha256:00\n", State.FINE, "1, as in"),
        ("typer==0.0.1 \\\n    --hash=sha256:00\n", State.ABSENT, "1 of 1 differ"),
        ("never-published==1 \\\n    --hash=sha256:00\n", State.WRONG, "never-published"),
        ("colorama==0 ; sys_platform == 'win32' \\\n", State.FINE, "0, as in"),
    ],
)
def test_libraries_are_compared_with_the_lock_file(
    tmp_path: Path, locked: str, state: State, told: str
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(locked.format(typer=version("typer")))

    found = machine.libraries(lock)

    assert found.state is state
    assert told in found.found


def test_tokens_are_seen_and_never_shown(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATION_PUBLIC_TOKEN", TOKEN)
    monkeypatch.setenv("STATION_DUTY_TOKEN", f"9{TOKEN}")

    ran = command("doctor", "--json")

    assert findings(ran.out)["Settings"]["found"] == "tokens of both bots"
    assert TOKEN.partition(":")[2] not in ran.out + ran.err


def test_one_token_alone_is_wrong(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATION_PUBLIC_TOKEN", TOKEN)

    ran = command("doctor", "--json")

    assert "STATION_DUTY_TOKEN is missing" in str(findings(ran.out)["Settings"]["found"])
    assert ran.code == 1


def test_a_folder_that_is_not_there_is_looked_for_and_not_made(tmp_path: Path) -> None:
    found = standing.data(tmp_path / "some" / "data")

    assert found.state is State.FINE
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    found = standing.data(tmp_path / "file" / "data")

    assert found.state is State.WRONG
    assert found.mend.startswith("install -d -m 700 ")


@pytest.mark.parametrize(
    ("rights", "state"), [(0o700, State.FINE), (0o750, State.ABSENT), (0o701, State.ABSENT)]
)
def test_a_folder_that_others_can_open_is_told(tmp_path: Path, rights: int, state: State) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(rights)

    found = standing.data(folder)

    assert found.state is state
    assert bool(found.mend) is (state is State.ABSENT)


@pytest.mark.parametrize(
    ("there", "state"),
    [
        ([], State.FINE),
        (["keys/station.key"], State.FINE),
        (["keys/station.key", "station.sqlite3"], State.FINE),
        (["station.sqlite3"], State.WRONG),
    ],
)
def test_a_database_without_its_key_is_wrong(tmp_path: Path, there: list[str], state: State) -> None:
    (tmp_path / "keys").mkdir()
    for name in there:
        (tmp_path / name).touch()

    assert standing.key(tmp_path).state is state


class _Health(BaseHTTPRequestHandler):
    """Answers as a station that is alive, or as something else."""

    alive = 200

    def do_GET(self) -> None:
        self.send_response(self.alive if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the test's output."""


class _Stranger(_Health):
    alive = 404


@contextmanager
def answering(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """The port at which a server answers."""
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


def test_a_port_that_something_else_uses_is_wrong() -> None:
    with answering(_Stranger) as number:
        found = standing.port("127.0.0.1", number)

    assert found.state is State.WRONG
    assert f"127.0.0.1:{number} cannot be used" in found.found
    assert found.mend.startswith("export STATION_LISTEN=127.0.0.1:")
    assert str(number) not in found.mend


def test_a_port_at_which_a_station_answers_is_fine() -> None:
    with answering(_Health) as number:
        found = standing.port("127.0.0.1", number)

    assert found == Finding("STATION_LISTEN", State.FINE, f"127.0.0.1:{number}, a station runs there")


@pytest.mark.parametrize(
    ("ahead", "state"), [(timedelta(0), State.FINE), (timedelta(seconds=1), State.WRONG)]
)
def test_a_clock_before_the_newest_file_is_wrong(ahead: timedelta, state: State) -> None:
    now = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)

    assert standing.clock("Asia/Shanghai", now, now + ahead).state is state


def test_a_time_zone_that_is_not_known_is_wrong() -> None:
    now = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)

    found = standing.clock("Asia/Nowhere", now, now)

    assert found.state is State.WRONG
    assert found.mend.endswith("tzdata")


def test_the_newest_file_is_found(tmp_path: Path) -> None:
    for name, at in (("a.yaml", 100), ("b.yaml", 300), ("c.txt", 500)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (at, at))

    assert standing.newest(tmp_path) == datetime.fromtimestamp(300, UTC)


def test_flows_with_mistakes_are_wrong(command: Command, own_files: Path) -> None:
    (own_files / "flows" / "menu.yaml").write_text("flow: [", encoding="utf-8")

    ran = command("doctor", "--json")

    assert findings(ran.out)["Conversations"]["state"] == "wrong"
    assert findings(ran.out)["Conversations"]["mend"] == "python -m bot.tools check"
    assert ran.code == 1
