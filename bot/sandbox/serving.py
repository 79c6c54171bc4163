"""The sandbox on a port of its own."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from bot.sandbox.app import sandbox
from bot.sandbox.world import World


class Server(uvicorn.Server):
    """Leaves signals to whoever started it: the stock one raises them anew, and nothing after it runs."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Announced(Server):
    """Says when its port is open."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._opened()


async def serve(world: World, host: str, port: int, opened: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `opened` is called when the port is open."""
    stop = asyncio.Event()
    config = uvicorn.Config(
        sandbox(world, stop),
        host,
        port,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    server = Announced(config, opened)

    def end() -> None:
        stop.set()
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, end)
    await server.serve()
