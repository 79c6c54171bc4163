"""SIGKILL at any moment: nothing that was sent is lost, nothing that must exist once exists twice."""

from __future__ import annotations

import asyncio
import re
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.shapes import Phone
from bot.sandbox.world import World
from tests.process import storage
from tests.process.people import Officer, Person, Woman
from tests.process.running import Running, Setup, all_cases, running, telegram, tool, until

#: two data folders share the kills, so that they can be worked on side by side
STATIONS, KILLS = 2, 10
WOMEN, OFFICERS = 3, 2


@pytest.mark.parametrize("station", range(STATIONS))
async def test_after_ten_kills_every_complaint_exists_once(
    station: int, tmp_path: Path, chance: Random
) -> None:
    async with telegram() as (world, url), asyncio.timeout(240), AsyncExitStack() as stations:
        setup = Setup(tmp_path / "data", url)
        women = [Woman(world, _phone(world, f"Woman {n}", "public"), chance) for n in range(WOMEN)]
        officers = [Officer(world, _phone(world, f"Officer {n}", "duty"), chance) for n in range(OFFICERS)]
        first = await stations.enter_async_context(running(setup))
        await asyncio.gather(*(_joins(setup, officer) for officer in officers))

        await _live_through(setup, world, women, officers, chance, first, stations)

        await until(lambda: storage.at_rest(world, setup.data), "everything answered")
        await _nothing_is_lost(setup, women, officers)
        await _nobody_is_stuck([*women, *officers])


def _phone(world: World, name: str, role: str) -> Phone:
    return world.phones[world.add_phone(name, "en", role)]


async def _joins(setup: Setup, officer: Officer) -> None:
    invited = await tool(setup, "invite", "--desk", "police", "--name", officer.phone.name)
    officer.writes(f"/start {invited.out.removeprefix('code: ').strip()}")
    await officer.told()


async def _live_through(
    setup: Setup,
    world: World,
    women: list[Woman],
    officers: list[Officer],
    chance: Random,
    station: Running,
    stations: AsyncExitStack,
) -> None:
    """Conversations go on while the station is killed and started again and again."""
    over = asyncio.Event()
    async with asyncio.TaskGroup() as people:
        at_work = [people.create_task(_complains(woman, over)) for woman in women]
        for officer in officers:
            people.create_task(officer.works(lambda: all(task.done() for task in at_work)))
        for _ in range(KILLS):
            await _some_time(world, chance)
            await station.kill()
            station = await stations.enter_async_context(running(setup))
        over.set()


async def _complains(woman: Woman, over: asyncio.Event) -> None:
    while not over.is_set():
        await woman.complains()


async def _some_time(world: World, chance: Random) -> None:
    """So many things happen on the phones, and then a moment that may fall into anything."""
    with world.events.listen() as queue:
        for _ in range(chance.randint(1, 80)):
            await queue.get()
    await asyncio.sleep(chance.uniform(0, 0.03))


async def _nothing_is_lost(setup: Setup, women: list[Woman], officers: list[Officer]) -> None:
    numbers = [case["case"] for case in await all_cases(setup)]
    receipts = [number for woman in women for number in woman.receipts]
    assert sorted(numbers) == sorted(receipts)
    assert len(receipts) == sum(woman.sent for woman in women)
    assert all(len(woman.receipts) == woman.sent for woman in women)
    for number in numbers:
        takers = {_taker(officer, number) for officer in officers}
        assert len(takers) == 1, f"case {number}: {takers}"
    acts = sum(person.acts for person in [*women, *officers])
    assert storage.count(setup.data, "SELECT count(*) FROM inbox") == acts
    assert storage.given_up(setup.data) == []
    assert storage.out_of_order(setup.data) == []


def _taker(officer: Officer, number: str) -> str:
    """Who took the case, as this officer's newest card of it says."""
    found = re.search(r"^(.*) took this case", officer.card(number).text, re.MULTILINE)
    return found[1] if found else "nobody"


async def _nobody_is_stuck(people: list[Person]) -> None:
    """One more press is answered, or, where there is nothing to press, one more word."""
    for person in people:
        if person.newest:
            person.presses(person.newest[0])
            await person.answered(lambda: True)
        else:
            person.writes("/help")
            await person.told()
