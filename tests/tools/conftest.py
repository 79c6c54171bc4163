"""A command line to call, in a folder of its own."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.settings import HERE
from bot.tools.__main__ import main


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: empty, without settings of this machine."""
    for name in ("PUBLIC_TOKEN", "DUTY_TOKEN", "DATABASE_URL", "TELEGRAM_URL", "LISTEN", "LOG_LEVEL", "DATA"):
        monkeypatch.delenv(f"STATION_{name}", raising=False)
    monkeypatch.setenv("STATION_FLOWS", str(HERE / "flows"))
    monkeypatch.setenv("STATION_LOCALES", str(HERE / "locales"))
    for name in ("FORCE_COLOR", "GITHUB_ACTIONS", "PY_COLORS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def command(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `python -m bot.tools ARGUMENTS` with these lines as its input."""

    def run(*arguments: str, typed: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["bot.tools", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def own_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of flows/ and locales/ that a test may change."""
    for name in ("flows", "locales"):
        shutil.copytree(HERE / name, folder / name)
        monkeypatch.setenv(f"STATION_{name.upper()}", str(folder / name))
    return folder


@pytest.fixture
def bare_machine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no program is installed; the folder in which one could be put."""
    programs = folder / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs
