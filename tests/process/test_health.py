"""/healthz and /readyz: alive is not the same as at work."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.console.health import fresh
from tests.process.running import PATIENCE, Running, Setup, get, polls, running, telegram, until

NOW = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
ALL_WELL = {"database": True, "poll_public": True, "poll_duty": True}


@pytest.mark.parametrize(
    ("ago", "is_fresh"),
    [
        (timedelta(0), True),
        (timedelta(seconds=59, milliseconds=999), True),
        (timedelta(seconds=60), False),
        (timedelta(days=1), False),
        (timedelta(seconds=-1), False),
        (None, False),
    ],
)
def test_a_poll_counts_for_less_than_a_minute(ago: timedelta | None, is_fresh: bool) -> None:
    polled = {} if ago is None else {"public": NOW - ago}

    assert fresh(polled, ("public",), NOW) == {"poll_public": is_fresh}


def test_one_bot_that_is_polled_does_not_speak_for_the_other() -> None:
    assert fresh({"public": NOW}, ("public", "duty"), NOW) == {"poll_public": True, "poll_duty": False}


async def test_it_is_ready_after_the_first_poll_of_each_bot_and_not_before(tmp_path: Path) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        outage = world.faults.switch_on("outage", "getUpdates")
        async with running(Setup(tmp_path / "data", url)) as station:
            await until(lambda: "polling failed" in station.output, "a poll that fails")

            assert await get(await station.address(), "/healthz") == (200, {"alive": True})
            status, told = await get(await station.address(), "/readyz")
            assert status == 503
            assert told == {"ready": False, "checks": {**ALL_WELL, "poll_public": False, "poll_duty": False}}

            world.faults.active.remove(outage)
            for bot in world.bots.values():  # an empty poll is held back for longer than a test should wait
                world.add_phone("Somebody", "en", bot, first="/start")
            await _becomes(station, 200)
            assert await get(await station.address(), "/readyz") == (200, {"ready": True, "checks": ALL_WELL})


async def test_without_its_database_it_is_alive_and_not_ready(tmp_path: Path) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        async with running(setup) as station:
            await until(lambda: polls(world), "a poll")
            for path in setup.data.glob("station.sqlite3*"):
                path.unlink()

            await _becomes(station, 503)
            _, told = await get(await station.address(), "/readyz")
            assert told["checks"]["database"] is False
            assert await get(await station.address(), "/healthz") == (200, {"alive": True})


async def _becomes(station: Running, status: int) -> None:
    """Wait until /readyz is answered with this status."""
    address, answered = await station.address(), 0
    async with asyncio.timeout(20):
        while answered != status:
            answered, _ = await get(address, "/readyz")
            await asyncio.sleep(0.05)
