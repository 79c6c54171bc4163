"""The command line beside a running station and without one: what other programs rely on."""

from __future__ import annotations

import asyncio
import re
import stat
from datetime import datetime
from pathlib import Path
from random import Random

from bot.sandbox import gifts
from bot.sandbox.world import World
from tests.process import storage
from tests.process.people import Officer, Person, Woman
from tests.process.running import PATIENCE, Setup, all_cases, running, telegram, tool, until

FIELDS = {"case", "kind", "status", "danger", "opened_at", "acknowledged_at"}
#: fields that may stand there besides: names from the flows' own files
IMPERSONAL = {"desk"}
CODE = re.compile(r"code: [A-Z0-9]{8,}\n")


async def test_codes_are_made_and_cases_listed_while_the_station_runs(tmp_path: Path, chance: Random) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        her = Woman(world, world.phones[world.add_phone("Marker Lin", "en", "public")], chance)
        officer = Officer(world, world.phones[world.add_phone("Marker Wang", "en", "duty")], chance)
        async with running(setup):
            invited = await _invited(setup, officer)
            await her.complains()
            (new,) = await all_cases(setup)
            await until(lambda: officer.free is not None, "a card")
            officer.presses(officer.newest[0])
            await officer.answered(lambda: "took this case" in officer.reads)
            (taken,) = await all_cases(setup)

        (stopped,) = await all_cases(setup)

    assert CODE.fullmatch(invited)
    assert FIELDS <= new.keys() <= FIELDS | IMPERSONAL
    assert {new["case"]} == her.receipts
    assert (new["kind"], new["status"], new["acknowledged_at"]) == ("complaint", "new", None)
    assert (taken["status"], stopped["status"]) == ("taken", "taken")
    assert datetime.fromisoformat(new["opened_at"]) <= datetime.fromisoformat(taken["acknowledged_at"])
    assert "Marker" not in str(taken)
    assert str(her.phone.id) not in str(taken)


async def _invited(setup: Setup, officer: Officer) -> str:
    """What `invite` prints; the officer has used it."""
    words = ("--desk", "police", "--role", "officer", "--name", "Officer Wang, 王")
    ended = await tool(setup, "invite", *words)
    assert (ended.code, ended.err) == (0, "")
    officer.writes(f"/start {ended.out.removeprefix('code: ').strip()}")
    await officer.told()
    assert "Officer Wang, 王" in officer.reads
    return ended.out


async def test_a_code_that_was_made_before_the_first_start_works(tmp_path: Path, chance: Random) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        none = await all_cases(setup)
        invited = await tool(setup, "invite", "--desk", "police", "--name", "Officer Wang")
        officer = Person(world, world.phones[world.add_phone("Wang", "en", "duty")], chance)
        async with running(setup):
            officer.writes(f"/start {invited.out.removeprefix('code: ').strip()}")
            await officer.told()

    assert none == []
    assert "you are an officer of" in officer.reads


async def test_an_unknown_desk_is_answered_with_the_desks_that_there_are(tmp_path: Path) -> None:
    ended = await tool(Setup(tmp_path / "data"), "invite", "--desk", "polise", "--name", "Wang")

    assert ended.code != 0
    assert ended.out == ""
    assert 'There is no desk "polise"' in ended.err
    assert "police" in ended.err
    assert "Traceback" not in ended.err


async def test_the_data_folder_and_all_in_it_are_for_their_owner_alone(
    tmp_path: Path, chance: Random
) -> None:
    async with telegram() as (world, url), asyncio.timeout(2 * PATIENCE):
        setup = Setup(tmp_path / "data", url)
        async with running(setup):
            await _a_file_is_sent(setup, world, chance)
            rights = {path: stat.S_IMODE(path.stat().st_mode) for path in setup.data.rglob("*")}

    assert stat.S_IMODE(setup.data.stat().st_mode) == 0o700
    assert {"station.sqlite3", "station.key"} < {path.name for path in rights}
    assert any(path.parent.name == "evidence" for path in rights)
    wrong = {
        str(path): oct(mode) for path, mode in rights.items() if mode != (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}


async def _a_file_is_sent(setup: Setup, world: World, chance: Random) -> None:
    """She tells her story by voice."""
    her = Woman(world, world.phones[world.add_phone("Lin", "en", "public")], chance)
    await her.comes_to("in your own words")
    gifts.file(world, her.phone, "voice", "voice.ogg", "audio/ogg", b"content", "", seconds=1)
    await until(
        lambda: storage.count(setup.data, "SELECT count(*) FROM evidence WHERE stored_at IS NOT NULL") == 1,
        "a sealed file",
    )
