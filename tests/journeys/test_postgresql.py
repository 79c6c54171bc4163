"""The same station on PostgreSQL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.duty.case import Status
from tests import postgres
from tests.journeys.house import House, open_house
from tests.journeys.walks import complains


@pytest.fixture
async def house(folder: Path, postgres_server: str) -> AsyncIterator[House]:
    address = SecretStr(await postgres.fresh(postgres_server))
    async with open_house(folder, database_url=address) as opened:
        yield opened


async def test_the_whole_path_and_a_restart_in_the_middle(house: House) -> None:
    wang, chen, her = await house.officer("Wang"), await house.officer("Chen"), house.woman()
    number = await complains(her)
    wang.tap("Take this case")
    chen.tap("Take this case")
    await house.rest()
    taker, other = (wang, chen) if wang.has("Write to her") else (chen, wang)
    assert not other.has("Write to her")

    await house.ends()
    await house.starts()
    await taker.presses("Write to her")
    await taker.says("Can you come on Tuesday?")
    await her.presses("Show")
    assert "Can you come on Tuesday?" in her.reads
    await taker.presses("Close the case")
    await taker.presses(taker.buttons()[0])
    await taker.says("Spoke with her.")
    await taker.presses("Skip")

    (case,) = await house.all_cases()
    assert (case.number, case.status) == (number, Status.CLOSED)
