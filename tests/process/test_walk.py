"""People who know nothing of the conversations: whatever they press or write, there is an answer."""

from __future__ import annotations

import asyncio
from pathlib import Path
from random import Random

from bot.sandbox import gifts
from bot.sandbox.world import World
from tests.process import storage
from tests.process.people import Officer, Person
from tests.process.running import Setup, all_cases, running, telegram, tool, until

WALKS, STEPS = 30, 12
#: walks go on until one of them has opened a case, so many times at most; most rounds open several
ROUNDS = 4
#: what somebody may write anywhere
WORDS = (
    "/start",
    "/help",
    "/privacy",
    "/language",
    "/stop",
    "yes",
    "是的",
    "13812345678",
    "danger",
    "3",
    "🌧",
    "x" * 4096,
)
#: seconds within which an answer must be there, on a machine with much else to do
SOON = 30.0


async def test_every_step_of_random_walks_is_answered_and_every_case_reaches_the_desk(
    tmp_path: Path, chance: Random
) -> None:
    async with telegram() as (world, url), asyncio.timeout(240):
        setup = Setup(tmp_path / "data", url)
        officers = [
            Officer(world, world.phones[world.add_phone(name, "en", "duty")], chance) for name in ("A", "B")
        ]
        walkers = [_walker(world, chance, number) for number in range(WALKS)]
        async with running(setup) as station:
            await asyncio.gather(*(_joins(setup, officer) for officer in officers))

            for _ in range(ROUNDS):
                await asyncio.gather(*(_walks(walker) for walker in walkers))
                if storage.count(setup.data, "SELECT count(*) FROM cases"):
                    break

            await until(lambda: storage.at_rest(world, setup.data), "everything answered")
            cases = await all_cases(setup)
            output = station.output
    assert cases
    for officer in officers:
        assert [case for case in cases if case["case"] not in officer.reads] == []
    assert storage.given_up(setup.data) == []
    assert storage.out_of_order(setup.data) == []
    assert "not answered" not in output
    assert "job failed" not in output


def _walker(world: World, chance: Random, number: int) -> Person:
    language = chance.choice(("en", "zh-hans", "de"))
    phone = world.phones[world.add_phone(f"Walker {number}", language, "public")]
    return Person(world, phone, Random(chance.random()))


async def _joins(setup: Setup, officer: Officer) -> None:
    invited = await tool(setup, "invite", "--desk", "police", "--name", officer.phone.name)
    officer.writes(f"/start {invited.out.removeprefix('code: ').strip()}")
    await officer.told()


async def _walks(her: Person) -> None:
    her.writes("/start")
    await her.told()
    for _ in range(STEPS):
        keys = her.newest
        if keys and her.chance.random() < 0.8:
            her.presses(her.chance.choice(keys))
            await her.answered(lambda: True, SOON)
        else:
            _sends(her)
            await her.told(SOON)


def _sends(her: Person) -> None:
    """Words, and now and then something else."""
    match her.chance.randrange(10):
        case 0:
            her.does(gifts.sticker, "👋")
        case 1:
            her.does(gifts.location, 34.5, 104.5)
        case _:
            her.writes(her.chance.choice(WORDS))
