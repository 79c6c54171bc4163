"""The sandbox as the station starts it: two bots, a woman's phone and two officers'."""

from __future__ import annotations

import asyncio
import secrets
from datetime import datetime

from starlette.routing import BaseRoute

from bot.duty.desk import Role
from bot.sandbox.app import routes
from bot.sandbox.world import World
from bot.station.codes import new_code
from bot.station.context import Station
from bot.station.join import invite

__all__ = ["World", "hand_out_phones", "make_world", "pages", "tokens"]

WOMEN = (("Lin", "en"),)
OFFICERS = (("Officer Wang", "en"), ("Officer Chen", "en"))


def make_world() -> World:
    """A stand-in with both bots and no phones yet."""
    world = World()
    for role, name in (("public", "Public bot"), ("duty", "Duty bot")):
        token = f"{secrets.randbelow(9 * 10**9) + 10**9}:{secrets.token_urlsafe(26)}"
        world.add_bot(token, f"sandbox_{role}_bot", name, role)
    return world


async def hand_out_phones(world: World, station: Station, now: datetime) -> None:
    """Phones to try the station with; the officers have joined the first desk by a code, as real ones do."""
    if world.phones:
        return
    for number, (name, language) in enumerate(WOMEN):
        world.add_phone(name, language, "public", number=5_000_000_001 + number)
    desk = next(iter(station.library.station.desks))
    for number, (name, language) in enumerate(OFFICERS):
        code = new_code()
        await invite(station, code, desk, Role.OFFICER, name, now)
        world.add_phone(name, language, "duty", first=f"/start {code}", number=6_000_000_001 + number)


def tokens(world: World) -> dict[str, str]:
    """Role -> token of the stand-in's bots."""
    return {bot.role: token for token, bot in world.bots.items()}


def pages(world: World, stop: asyncio.Event) -> list[BaseRoute]:
    return routes(world, stop)
