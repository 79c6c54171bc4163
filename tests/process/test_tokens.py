"""Whatever goes wrong with Telegram, no token is in what the station says."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from httpx import AsyncClient

from tests.process.people import Person
from tests.process.running import (
    DUTY,
    PATIENCE,
    PUBLIC,
    Running,
    Setup,
    launched,
    polls,
    running,
    telegram,
    tool,
    until,
)

#: a fault, the method it befalls, what the log says of it
FAULTS = (
    ("500", "getUpdates", "polling failed"),
    ("502", "getUpdates", "polling failed"),
    ("half", "getUpdates", "polling failed"),
    ("429", "getUpdates", "polling told to wait"),
    ("500", "sendMessage", "delivery put off"),
    ("502", "sendMessage", "delivery put off"),
    ("drop", "sendMessage", "delivery put off"),
    ("429", "sendMessage", "delivery put off"),
)


async def test_errors_of_every_kind_are_told_without_a_token(tmp_path: Path, chance: Random) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url, {"LOG_LEVEL": "DEBUG"})
        her = Person(world, world.phones[world.add_phone("Lin", "en", "public")], chance)
        for method in ("getMe", "setMyCommands", "getMyName"):
            world.faults.switch_on("500", method, times=1)
        async with running(setup) as station:
            await until(lambda: polls(world), "a poll")
            for kind, method, word in FAULTS:
                before = station.output.count(word)
                world.faults.switch_on(kind, method, times=1)
                her.writes("/start")
                await _said(station, word, before)
                await her.told()
            async with AsyncClient(base_url=url, verify=False) as other:
                await until(lambda: polls(world), "a poll")
                await other.post(f"/bot{PUBLIC}/getUpdates", json={"timeout": 0})
            await until(lambda: "somebody else polls" in station.output, "a conflict")

            world.bots.pop(PUBLIC)
            assert await station.ended() == 2

        assert "Telegram does not know the token of the public bot" in station.output
        _clean(station.output)


async def test_a_token_that_telegram_does_not_know_ends_the_start_with_a_sentence(tmp_path: Path) -> None:
    async with telegram() as (world, url), asyncio.timeout(PATIENCE):
        world.bots.pop(DUTY)
        async with launched(Setup(tmp_path / "data", url)) as station:
            assert await station.ended() == 2

        assert "Telegram does not know the token of" in station.output
        assert "Traceback" not in station.output
        _clean(station.output)


async def test_a_telegram_that_is_not_there_is_told_without_a_token(tmp_path: Path) -> None:
    setup = Setup(tmp_path / "data", "http://127.0.0.1:9", {"LOG_LEVEL": "DEBUG"})
    async with running(setup) as station, asyncio.timeout(PATIENCE):
        await until(lambda: "polling failed" in station.output, "a poll that fails")
        told = await tool(setup, "doctor", "--json")

    _clean(station.output + told.out + told.err)


async def _said(station: Running, word: str, before: int) -> None:
    """Once the log has the word more often than before."""
    await until(lambda: station.output.count(word) > before, word)


def _clean(output: str) -> None:
    for token in (PUBLIC, DUTY):
        assert token not in output
        assert token.partition(":")[2] not in output
