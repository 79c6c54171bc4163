"""The jobs in their loops: they wake each other, survive failures, and stop when told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog

from bot.station.answer import answer_next
from bot.station.context import Station
from bot.station.deliver import Send, deliver_next
from bot.station.fetch import Fetch, fetch_next
from bot.station.purge import purge_next
from bot.store import outbox

log = structlog.get_logger()
#: chats that are sent to at the same time; within a chat it is one message after the other
COURIERS = 64
#: seconds; without a bell too the work is looked at: planned messages, a moved clock, another process
GLANCE = 1.0
#: seconds between looks for drafts whose time is over
PURGE_EVERY = 60.0
#: how long sends under way may take when the station stops, in seconds
LAST_SENDS = 3.0


class Bell:
    """Wakes one loop. A ring while it works is not forgotten."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """True if it rang within the time."""
        try:
            await asyncio.wait_for(self._rung.wait(), seconds)
        except TimeoutError:
            return False
        self._rung.clear()
        return True


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
            group.create_task(self._deliver())
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
        answered = await answer_next(self.station, self.clock())
        if answered:
            self.bells.outbox.ring()
            self.bells.evidence.ring()
        return answered

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

    async def _deliver(self) -> None:
        """A courier for every chat that has something due; the most urgent chats first."""
        couriers: dict[int, asyncio.Task[None]] = {}
        while not self.stop.is_set():
            for chat in await self._due(couriers):
                couriers[chat] = asyncio.create_task(self._courier(chat))
                couriers[chat].add_done_callback(lambda _, chat=chat: self._back(couriers, chat))  # type: ignore[misc]
            await self.bells.outbox.wait(GLANCE)
        await _finish(list(couriers.values()))

    async def _due(self, couriers: dict[int, asyncio.Task[None]]) -> list[int]:
        try:
            async with self.station.database.reading() as tx:
                return await outbox.chats_due(tx, self.clock(), couriers, COURIERS - len(couriers))
        except Exception as error:  # noqa: BLE001  # as above
            log.error("job failed", job="deliver", error=error)
            return []

    def _back(self, couriers: dict[int, asyncio.Task[None]], chat: int) -> None:
        couriers.pop(chat)
        self.bells.outbox.ring()

    async def _courier(self, chat: int) -> None:
        """Send what is due to one chat, in order."""
        try:
            while not self.stop.is_set() and await deliver_next(self.station, self.send, chat, self.clock):
                pass
        except Exception as error:  # noqa: BLE001  # as above
            log.error("job failed", job="courier", error=error)
            # the same failure would come back at once: let others go first
            await asyncio.sleep(GLANCE)


async def _finish(couriers: list[asyncio.Task[None]]) -> None:
    """Let sends under way come to their end; what does not is sent again after the next start."""
    if not couriers:
        return
    _, late = await asyncio.wait(couriers, timeout=LAST_SENDS)
    for courier in late:
        courier.cancel()
    await asyncio.gather(*late, return_exceptions=True)
