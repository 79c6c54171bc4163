"""The jobs in their loops: they wake each other, survive failures, and stop when told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot.station.answer import answer_waiting
from bot.station.bell import GLANCE, Bell
from bot.station.context import Station
from bot.station.deliver import Send
from bot.station.dispatch import Dispatch
from bot.station.fetch import Fetch, fetch_next
from bot.station.purge import purge_next

log = structlog.get_logger()
#: seconds between looks for drafts whose time is over
PURGE_EVERY = 60.0


@dataclass(frozen=True, slots=True)
class Bells:
    inbox: Bell = field(default_factory=Bell)
    outbox: Bell = field(default_factory=Bell)
    evidence: Bell = field(default_factory=Bell)
    purge: Bell = field(default_factory=Bell)

    def ring_all(self) -> None:
        self.inbox.ring()
        self.outbox.ring()
        self.evidence.ring()
        self.purge.ring()


@dataclass(frozen=True, slots=True)
class Workers:
    """The loops of one process."""

    station: Station
    send: Send
    fetch: Fetch
    clock: Callable[[], datetime]
    bells: Bells
    stop: asyncio.Event

    async def run(self) -> None:
        """Until `stop` is set."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._loop("answer", self._answer, self.bells.inbox))
            group.create_task(self._loop("fetch", self._fetch_unless_stopped, self.bells.evidence))
            group.create_task(self._loop("purge", self._purge, self.bells.purge, PURGE_EVERY))
            group.create_task(Dispatch(self.station, self.send, self.clock, self.bells.outbox).run(self.stop))
            group.create_task(self._wake_to_stop())

    async def _wake_to_stop(self) -> None:
        await self.stop.wait()
        self.bells.ring_all()

    async def _loop(
        self, name: str, job: Callable[[], Awaitable[bool]], bell: Bell, pause: float = GLANCE
    ) -> None:
        """Do the job while there is something to do; on failure say so, wait, and go on."""
        while not self.stop.is_set():
            try:
                worked = await job()
            except Exception as error:  # noqa: BLE001  # not passed over: said, and the job is tried again
                log.error("job failed", job=name, error=error)
                worked = False
            if not worked:
                await self._rest(bell, pause)

    async def _rest(self, bell: Bell, pause: float) -> None:
        """Until the bell rings, the pause is over, or the station stops."""
        until = asyncio.get_running_loop().time() + pause
        while not self.stop.is_set() and asyncio.get_running_loop().time() < until:
            if await bell.wait(min(GLANCE, pause)):
                return

    async def _purge(self) -> bool:
        return await purge_next(self.station, self.clock())

    async def _answer(self) -> bool:
        answered = await answer_waiting(self.station, self.clock())
        if answered:
            self.bells.outbox.ring()
            self.bells.evidence.ring()
        return bool(answered)

    async def _fetch_unless_stopped(self) -> bool:
        """A file that comes slowly does not hold up the end: what is half there is fetched anew next time."""
        fetching, stopping = asyncio.ensure_future(self._fetch()), asyncio.ensure_future(self.stop.wait())
        try:
            either: set[asyncio.Future[Any]] = {fetching, stopping}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            return fetching.done() and fetching.result()
        finally:
            fetching.cancel()
            stopping.cancel()
            await asyncio.gather(fetching, stopping, return_exceptions=True)

    async def _fetch(self) -> bool:
        fetched = await fetch_next(self.station, self.fetch, self.clock)
        if fetched:
            self.bells.outbox.ring()
        return fetched
