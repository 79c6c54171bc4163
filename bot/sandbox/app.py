"""The sandbox as a web application: Telegram for the bots, phones for people."""

from __future__ import annotations

import asyncio
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import calls, control, phoned
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def sandbox(world: World, stop: asyncio.Event) -> Starlette:
    """The whole application. When `stop` is set, whatever waits comes to its end."""
    return Starlette(routes=routes(world, stop))


def routes(world: World, stop: asyncio.Event) -> list[BaseRoute]:
    """Its routes, all under /bot…, /file/bot…, /sandbox/…, /page/… and /."""
    return [
        *calls.routes(world, stop),
        *phoned.routes(world, stop),
        *control.routes(world, stop),
        Route("/page/{path:path}", _page),
        Route("/", _page),
    ]


async def _page(request: Request) -> Response:
    """A file of the page, from its own folder and no other."""
    path = (PAGE / request.path_params.get("path", "index.html")).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        return Response("Not found", 404, media_type="text/plain")
    return FileResponse(path, headers=HEADERS)
