"""Who waits for a bot's updates. Only the latest may: the one before hears of a conflict."""

from __future__ import annotations

import asyncio

from bot.sandbox.bells import first
from bot.sandbox.refusals import TWO_POLLERS, RefusalError
from bot.sandbox.updates import Update, Updates

LONGEST = 50  #: seconds for which Telegram holds a poll open


class Line:
    """A bot's updates and its one poller."""

    __slots__ = ("_poller", "updates")

    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self._poller: asyncio.Future[None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether somebody holds a poll open."""
        return self._poller is not None and not self._poller.done()

    def add(self, kind: str, body: str, at: int) -> None:
        """Append an update and wake the poller."""
        if self.updates.add(kind, body, at) and self._poller is not None and self.waiting:
            self._poller.set_result(None)

    async def fetch(
        self, offset: int, limit: int, seconds: int, now: int, stop: asyncio.Event
    ) -> list[Update]:
        """Updates from `offset` on; waits up to `seconds` for one. 409 for the earlier of two pollers."""
        if self._poller is not None and self.waiting:
            self._poller.set_exception(RefusalError(409, TWO_POLLERS))
        found = self.updates.take(offset, limit, now)
        if found or seconds <= 0 or stop.is_set():
            return found
        poller = self._poller = asyncio.get_running_loop().create_future()
        try:
            await first(poller, min(seconds, LONGEST), stop)
        finally:
            if self._poller is poller:
                self._poller = None
            elif not poller.done():
                poller.cancel()
        if poller.done():
            poller.result()
        return self.updates.take(offset, limit, now)
