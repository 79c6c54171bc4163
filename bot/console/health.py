"""Is the station alive, and is it at work?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

#: a poll that is older than this means that nobody hears the people who write
FRESH = timedelta(minutes=1)


@dataclass(slots=True)
class Pulse:
    """When each bot was last polled with success."""

    polled_at: dict[str, datetime] = field(default_factory=dict)

    def beat(self, bot: str, now: datetime) -> None:
        self.polled_at[bot] = now


def routes(
    pulse: Pulse,
    bots: tuple[str, ...],
    database_answers: Callable[[], Awaitable[bool]],
    clock: Callable[[], datetime],
) -> list[BaseRoute]:
    async def alive(_: Request) -> Response:
        return JSONResponse({"alive": True})

    async def ready(_: Request) -> Response:
        """200 when all of it is true, 503 with what is not."""
        checks = {"database": await database_answers(), **fresh(pulse.polled_at, bots, clock())}
        return JSONResponse(
            {"ready": all(checks.values()), "checks": checks}, 200 if all(checks.values()) else 503
        )

    return [Route("/healthz", alive), Route("/readyz", ready)]


def fresh(polled_at: Mapping[str, datetime], bots: tuple[str, ...], now: datetime) -> dict[str, bool]:
    """For each bot: was it polled within the last minute?"""
    return {f"poll_{bot}": bot in polled_at and timedelta(0) <= now - polled_at[bot] < FRESH for bot in bots}
