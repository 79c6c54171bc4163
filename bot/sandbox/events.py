"""What just changed, told to every page that listens."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.sandbox.shapes import Phone

MOST_WAITING = 10_000  #: events that a listener may be behind

KINDS = ("message", "edit", "delete", "typing", "callback", "clock", "phone", "fault", "reset")


@dataclass(frozen=True, slots=True)
class Event:
    """One change. It is put into words only when somebody reads it."""

    kind: str  #: one of KINDS
    phone: Phone | None = None
    subject: Any = None  #: the message, the ids, the answer: see `shown.event`


class Events:
    """Listeners and what each has not yet read. Free when nobody listens."""

    __slots__ = ("_queues",)

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Event]] = set()

    @property
    def listeners(self) -> int:
        return len(self._queues)

    def tell(self, event: Event) -> None:
        for queue in self._queues:
            if queue.full():  # a page that sleeps must ask for the whole state again
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(Event("reset"))
            else:
                queue.put_nowait(event)

    @contextmanager
    def listen(self) -> Iterator[asyncio.Queue[Event]]:
        queue: asyncio.Queue[Event] = asyncio.Queue(MOST_WAITING)
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)
