"""How the jobs wake each other."""

from __future__ import annotations

import asyncio

#: seconds; without a bell too the work is looked at: planned messages, a moved clock, another process
GLANCE = 1.0


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
