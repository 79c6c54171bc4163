"""SIGTERM and SIGINT: the station ends within five seconds with exit code 0, and has lost nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random
from signal import SIGINT, SIGTERM, Signals

import pytest
from httpx import AsyncClient

from bot.sandbox import gifts
from bot.sandbox.world import World
from tests.process import storage
from tests.process.people import Woman
from tests.process.running import PATIENCE, Running, Setup, launched, polls, running, telegram, until

SOON = 5.0  #: seconds within which it must have ended
FOREVER = 300.0  #: seconds: longer than anybody would wait
BURST = 50


async def _stops(station: Running, number: Signals = SIGTERM) -> None:
    code, seconds = await station.stop(number)

    assert code == 0, station.output
    assert seconds < SOON
    assert "Traceback" not in station.output


@pytest.mark.parametrize("number", [SIGTERM, SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_an_idle_station_ends_although_a_page_listens_and_polls_are_open(
    number: Signals, tmp_path: Path
) -> None:
    async with running(Setup(tmp_path / "data")) as station, asyncio.timeout(PATIENCE):
        address = await station.address()
        async with (
            AsyncClient(base_url=address, verify=False) as page,
            page.stream("GET", "/sandbox/events") as events,
        ):
            assert events.status_code == 200
            heard = events.aiter_lines()
            await anext(heard)

            await _stops(station, number)


@pytest.mark.parametrize("number", [SIGTERM, SIGINT], ids=["SIGTERM", "SIGINT"])
async def test_a_station_that_is_told_to_stop_in_a_burst_answers_the_rest_after_the_next_start(
    number: Signals, tmp_path: Path, chance: Random
) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        women = _women(world, chance, BURST // 5)
        async with running(setup) as station:
            await until(lambda: polls(world), "a poll")
            for woman in women:
                for _ in range(5):
                    woman.writes("/start")
            await until(lambda: any(woman.heard for woman in women), "a first answer")

            await _stops(station, number)

        await _the_next_start_answers(setup, world, women)
        assert storage.count(setup.data, "SELECT count(*) FROM inbox") == BURST


async def test_a_slow_telegram_does_not_hold_it_up(tmp_path: Path, chance: Random) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        women = _women(world, chance, 5)
        async with running(setup) as station:
            await until(lambda: polls(world), "a poll")
            slow = world.faults.switch_on("slow", "sendMessage", seconds=FOREVER, times=100)
            for woman in women:
                woman.writes("/start")
            await until(lambda: slow.times == 100 - len(women), "an answer to everybody under way")

            await _stops(station)

        world.faults.active.remove(slow)
        await _the_next_start_answers(setup, world, women)


async def test_a_file_that_comes_slowly_does_not_hold_it_up(tmp_path: Path, chance: Random) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        (her,) = _women(world, chance, 1)
        async with running(setup) as station:
            slow = world.faults.switch_on("slow", "getFile", seconds=FOREVER)
            await her.comes_to("in your own words")
            gifts.file(world, her.phone, "voice", "voice.ogg", "audio/ogg", b"content", "", seconds=1)
            await until(lambda: storage.count(setup.data, "SELECT count(*) FROM evidence") == 1, "a file")

            await _stops(station)

        world.faults.active.remove(slow)
        await _the_next_start_answers(setup, world, [her])
        assert storage.count(setup.data, "SELECT count(*) FROM evidence WHERE stored_at IS NOT NULL") == 1


async def test_it_can_be_stopped_while_it_starts_and_telegram_does_not_answer(tmp_path: Path) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        slow = world.faults.switch_on("slow", seconds=FOREVER, times=100)
        async with launched(Setup(tmp_path / "data", url)) as station:
            await until(lambda: slow.times != 100, "a call that hangs")

            await _stops(station)


def _women(world: World, chance: Random, count: int) -> list[Woman]:
    return [
        Woman(world, world.phones[world.add_phone(f"Woman {n}", "en", "public")], chance)
        for n in range(count)
    ]


async def _the_next_start_answers(setup: Setup, world: World, women: list[Woman]) -> None:
    """Everything is there after it, in order, and everybody has got an answer."""
    async with running(setup):
        await until(lambda: storage.at_rest(world, setup.data), "everything answered")
    assert storage.given_up(setup.data) == []
    assert storage.out_of_order(setup.data) == []
    assert all(woman.newest for woman in women)
