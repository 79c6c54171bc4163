"""A fresh station for each journey."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.station import workers
from tests.journeys.house import House, open_house


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moved clock is noticed at once, not at the next look after a second."""
    monkeypatch.setattr(workers, "GLANCE", 0.1)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened
