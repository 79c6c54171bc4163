"""Waiting for something to happen: until it does, for so long, or until the sandbox stops."""

from __future__ import annotations

import asyncio
from typing import Any


class Bell:
    """Wakes everybody who waits for its next stroke."""

    __slots__ = ("_waiting",)

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(self, seconds: float, stop: asyncio.Event) -> bool:
        """True if it rang within `seconds` and before `stop`."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            return await first(future, seconds, stop)
        finally:
            self._waiting.discard(future)


async def first(future: asyncio.Future[None], seconds: float, stop: asyncio.Event) -> bool:
    """True if `future` was done within `seconds` and before `stop`."""
    if stop.is_set():
        return future.done()
    stopped = asyncio.ensure_future(stop.wait())
    both: set[asyncio.Future[Any]] = {future, stopped}
    try:
        await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopped.cancel()
    return future.done()


async def pause(seconds: float, stop: asyncio.Event) -> None:
    """Return after `seconds`, or when `stop` is set."""
    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    await first(future, seconds, stop)
