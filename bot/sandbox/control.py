"""The sandbox itself over HTTP: its state and events, the clock, the faults, the transcript, the files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import shown
from bot.sandbox.asked import AskError, asked, told
from bot.sandbox.events import Event
from bot.sandbox.world import World

SHOWN_INLINE = ("image/png", "image/jpeg", "image/webp", "image/gif", "audio/", "video/")


def routes(world: World, stop: asyncio.Event) -> list[BaseRoute]:
    """Everything under /sandbox but the phones."""
    control = Control(world, stop)
    return [
        Route("/sandbox/state", told(control.state)),
        Route("/sandbox/events", control.events),
        Route("/sandbox/clock", told(control.clock)),
        Route("/sandbox/clock", told(control.set_clock), methods=["POST"]),
        Route("/sandbox/faults", told(control.faults)),
        Route("/sandbox/faults", told(control.add_fault), methods=["POST"]),
        Route("/sandbox/faults", told(control.end_faults), methods=["DELETE"]),
        Route("/sandbox/transcript", told(control.transcript)),
        Route("/sandbox/reset", told(control.reset), methods=["POST"]),
        Route("/sandbox/files/{id}", control.file),
    ]


class Control:
    def __init__(self, world: World, stop: asyncio.Event) -> None:
        self._world = world
        self._stop = stop

    async def state(self, request: Request) -> Any:
        return shown.state(self._world)

    async def events(self, request: Request) -> Response:
        """Changes as they happen, until the page leaves or the sandbox stops."""
        return EventSourceResponse(self._changes(), ping=15)

    async def _changes(self) -> AsyncIterator[dict[str, str]]:
        with self._world.events.listen() as queue:
            stopped = asyncio.ensure_future(self._stop.wait())
            heard: asyncio.Future[Event] = asyncio.ensure_future(queue.get())
            try:
                while not self._stop.is_set():
                    both: set[asyncio.Future[Any]] = {heard, stopped}
                    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                    if not heard.done():
                        return
                    yield {"data": json.dumps(shown.event(self._world, heard.result()))}
                    heard = asyncio.ensure_future(queue.get())
            finally:  # also when the page leaves while nothing happens
                heard.cancel()
                stopped.cancel()

    async def clock(self, request: Request) -> Any:
        return shown.clock(self._world)

    async def set_clock(self, request: Request) -> Any:
        """`{"move": seconds}` or `{"set": time}`; a time without zone is UTC."""
        fields = await asked(request)
        if "move" in fields:
            self._world.clock.move(timedelta(seconds=fields.number("move")))
        else:
            self._world.clock.set(_time(fields.text("set")))
        fields.finish()
        self._world.events.tell(Event("clock"))
        return shown.clock(self._world)

    async def faults(self, request: Request) -> Any:
        return self._world.faults.shown()

    async def add_fault(self, request: Request) -> Any:
        """Switch a trouble on; its shape stands in `faults.Fault`."""
        fields = await asked(request)
        given: dict[str, Any] = {
            "kind": fields.text("kind"),
            "method": fields.text("method", "*"),
            "phone": fields.integer("phone", None),
            "seconds": fields.number("seconds", None),
            "times": fields.integer("times", None),
            "retry_after": fields.integer("retry_after", 1),
        }
        fields.finish()
        try:
            fault = self._world.faults.switch_on(**given)
        except ValueError as error:
            raise AskError(str(error)) from None
        self._world.events.tell(Event("fault"))
        return fault.shown()

    async def end_faults(self, request: Request) -> Any:
        self._world.faults.active.clear()
        self._world.events.tell(Event("fault"))
        return self._world.faults.shown()

    async def transcript(self, request: Request) -> Any:
        query = request.query_params
        calls = self._world.transcript.read(
            query.get("method") or None,
            _whole(query.get("phone")),
            _whole(query.get("since")) or 0,
            query.get("quiet") in ("1", "true"),
        )
        return [call.shown() for call in calls]

    async def reset(self, request: Request) -> Any:
        self._world.reset()
        return shown.state(self._world)

    async def file(self, request: Request) -> Response:
        """A file as the page shows it. What a browser could run is only ever saved."""
        file = self._world.files.by_id(request.path_params["id"])
        if file is None:
            return Response(status_code=404)
        harmless = file.mime.startswith(SHOWN_INLINE)
        headers = {
            "Content-Disposition": "inline" if harmless else "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        kind = file.mime if harmless else "application/octet-stream"
        return Response(file.content, media_type=kind, headers=headers)


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise AskError(f'"{text}" is not a time. Write it like 2026-03-03T14:05:00+00:00.') from None
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def _whole(text: str | None) -> int | None:
    if not text:
        return None
    if not text.lstrip("-").isdigit():
        raise AskError(f'"{text}" is not a whole number.')
    return int(text)
