"""Give out a one-time code by which a person becomes an officer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot import settings
from bot.assembly import open_station
from bot.duty.desk import Role
from bot.station import join
from bot.station.codes import new_code


def invite(
    desk: Annotated[str, typer.Option(help="The desk, as flows/station.yaml names it: police, federation …")],
    name: Annotated[
        str, typer.Option(help="How colleagues see the officer: a name, a rank, a badge number.")
    ],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.OFFICER,
) -> None:
    """Make a code. The person sends "/start CODE" to the duty bot within 24 hours, once."""
    code = new_code()
    asyncio.run(_invite(code, desk, role, name))
    typer.echo(f"code: {code}")


async def _invite(code: str, desk: str, role: Role, name: str) -> None:
    async with open_station(settings.read()) as station:
        await join.invite(station, code, desk, role, name, datetime.now(UTC))
