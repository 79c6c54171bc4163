"""The web server inside our own event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute


class PortTaken(Exception):
    """Nothing can listen there."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(
            f"STATION_LISTEN {host}:{port} cannot be listened on ({reason}); "
            "stop what uses it, or set another host:port."
        )


class _Server(uvicorn.Server):
    """Leaves signals to main: the stock server raises them anew, and nothing after it runs."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(routes: list[BaseRoute], host: str, port: int) -> AsyncIterator[int]:
    """Serve these routes while the body runs; the port that was bound (of port 0: a free one)."""
    listener = _listen(host, port)
    config = uvicorn.Config(
        Starlette(routes=routes),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await running
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        # the protocol is named: asyncio sends small answers at once (TCP_NODELAY) only where it is
        listener = socket.socket(family, kind, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
    except OSError as error:
        raise PortTaken(host, port, error.strerror or "unknown host") from None
    listener.setblocking(False)
    return listener
