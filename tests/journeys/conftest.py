"""A fresh station for each journey."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot import assembly
from bot.assembly import load_words
from bot.flow.model import Library
from bot.settings import Settings
from bot.station import dispatch, workers
from bot.texts import Texts
from tests.journeys.house import House, open_house

MEMORY = Path("/dev/shm")


@cache
def _words(flows: Path, locales: Path) -> tuple[Library, Texts]:
    return load_words(Settings(_env_file=None, flows=flows, locales=locales))  # type: ignore[call-arg]


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moved clock is noticed at once, not at the next look after a second; the flows are read once."""
    monkeypatch.setattr(workers, "GLANCE", 0.1)
    monkeypatch.setattr(dispatch, "GLANCE", 0.1)
    monkeypatch.setattr(assembly, "load_words", lambda settings: _words(settings.flows, settings.locales))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Where the station keeps its data. In memory where that is possible: no disk is tried here."""
    if not MEMORY.is_dir():
        yield tmp_path / "data"
        return
    with TemporaryDirectory(dir=MEMORY, prefix="journey-") as made:
        yield Path(made) / "data"


@pytest.fixture
async def house(folder: Path) -> AsyncIterator[House]:
    async with open_house(folder) as opened:
        yield opened
