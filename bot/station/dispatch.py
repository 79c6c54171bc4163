"""Keeps the deliveries going: many chats at once, one message after the other within a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import structlog

from bot.station.bell import GLANCE, Bell
from bot.station.context import Station
from bot.station.deliver import Carried, Parcel, Send, carry, record, take_out
from bot.store.database import DatabaseGone

log = structlog.get_logger()
#: chats that are sent to at the same time
COURIERS = 256
#: how long sends under way may take when the station stops, in seconds
LAST_SENDS = 1.5


@dataclass(slots=True)
class Dispatch:
    """What is under way. A chat is busy from taking out its message until it is written down how it went."""

    station: Station
    send: Send
    clock: Callable[[], datetime]
    bell: Bell  #: rings when something may be due
    _couriers: dict[int, asyncio.Task[None]] = field(default_factory=dict)  #: by chat
    _back: list[Carried] = field(default_factory=list)  #: sent, and not yet written down

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; then what is under way comes to its end, or is sent again after the next start."""
        while not stop.is_set():
            worked = await self._round()
            if not worked:
                await self.bell.wait(GLANCE)
        if self._couriers:
            _, late = await asyncio.wait(self._couriers.values(), timeout=LAST_SENDS)
            for courier in late:
                courier.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._write_down()

    async def _round(self) -> bool:
        """Write down what has come back, and send out what is due. False if there was neither."""
        try:
            recorded = await self._write_down()
            return await self._send_out() or recorded
        except Exception as error:  # noqa: BLE001  # not passed over: said, and tried again
            log.error("job failed", job="deliver", error=error)
            await asyncio.sleep(GLANCE)
            return False

    async def _send_out(self) -> bool:
        room = COURIERS - len(self._couriers)
        busy = {*self._couriers, *(one.parcel.item.chat for one in self._back)}
        parcels = await take_out(self.station, self.clock(), busy, room) if room > 0 else []
        for parcel in parcels:
            self._couriers[parcel.item.chat] = asyncio.create_task(self._carry(parcel))
        return bool(parcels)

    async def _carry(self, parcel: Parcel) -> None:
        carried = await carry(self.send, parcel)
        self._back.append(carried)
        del self._couriers[parcel.item.chat]
        self.bell.ring()

    async def _write_down(self) -> bool:
        """All that has come back, in one transaction; one by one if that fails. What cannot be written
        down now stays here and keeps its chat busy: sent twice is bad, forgotten is worse."""
        carried = list(self._back)
        if not carried:
            return False
        try:
            await record(self.station, carried, self.clock())
        except Exception as error:  # noqa: BLE001  # as above
            log.error("group undone", job="deliver", error=error)
            for one in carried:
                await self._write_down_alone(one)
                self._back.remove(one)
            return True
        del self._back[: len(carried)]
        return True

    async def _write_down_alone(self, carried: Carried) -> None:
        try:
            await record(self.station, [carried], self.clock())
        except DatabaseGone:
            raise
        except Exception as error:  # noqa: BLE001  # a mistake of ours in what follows from it: counted
            await record(self.station, [replace(carried, outcome=error)], self.clock())
