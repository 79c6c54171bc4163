"""A web application on a free port of this machine, inside the test's own event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

PATIENCE = 5  #: seconds within which everything must end


class Server(uvicorn.Server):
    """Tells when it listens, and leaves signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()
        self.ends = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    async def main_loop(self) -> None:
        """Until `ends`: the stock one looks ten times a second, which adds up over many tests."""
        await self.on_tick(0)
        await self.ends.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Until every connection is closed; the stock one first sleeps a while."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        async with asyncio.timeout(PATIENCE):
            while self.server_state.connections or self.server_state.tasks:
                await asyncio.sleep(0)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(app: ASGIApp, stop: asyncio.Event | None = None) -> AsyncIterator[str]:
    """The address of `app` while it is served. `stop` is set before the server ends."""
    # asyncio sends at once (TCP_NODELAY) only what is called TCP; any other answer comes 40 ms late
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off")
        server = Server(config)
        task = asyncio.create_task(server.serve([door]))
        listens = asyncio.create_task(server.listens.wait())
        await asyncio.wait({task, listens}, return_when=asyncio.FIRST_COMPLETED)
        if not listens.done():
            listens.cancel()
            task.result()
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:
            if stop is not None:
                stop.set()
            server.ends.set()
            await task
