"""Calls a second over our transport, and over the library's own. `python -m tests.benchmarks.transport`"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe

import telegram
from rich.console import Console
from rich.table import Table
from telegram.request import BaseRequest, HTTPXRequest

from bot.channel.transport import AiohttpRequest

TOKEN = "123456789:AAE-not_a_real_token_only_for_tests_00"
CALLS = 300  #: of one run
ROUNDS = 7  #: each transport in turn, so that a busy machine slows both
ATONCE = (1, 32)  #: calls under way at the same time
SECONDS = 60.0  #: no round begins later

MESSAGE = {
    "message_id": 1,
    "date": 1_790_000_000,
    "chat": {"id": 7_000_000_001, "type": "private", "first_name": "W"},
    "from": {"id": 123456789, "is_bot": True, "first_name": "S", "username": "s_bot"},
    "text": "What has happened? You can pick several.",
}
BUTTONS = telegram.InlineKeyboardMarkup(
    [[telegram.InlineKeyboardButton(f"Choice {n}", callback_data=f"a:complaint:{n}")] for n in range(5)]
)
TRANSPORTS: Mapping[str, Callable[[], BaseRequest]] = {
    "httpx (the library's own)": HTTPXRequest,
    "aiohttp (ours)": AiohttpRequest,
}


class Answering(asyncio.Protocol):
    """As little of an HTTP server as will do, so that the client is what is measured."""

    def __init__(self) -> None:
        body = json.dumps({"ok": True, "result": MESSAGE}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._answer = head.encode() + body
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            whole = end + 4 + _length(self._waiting[:end])
            if len(self._waiting) < whole:
                return
            self._waiting = self._waiting[whole:]
            self._transport.write(self._answer)


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0


def _serve(told: Pipe) -> None:
    async def serve() -> None:
        server = await asyncio.get_running_loop().create_server(Answering, "127.0.0.1", 0)
        told.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(serve())


@contextmanager
def served() -> Iterator[str]:
    """The address of a server in a process of its own: the two would share one core otherwise."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(there,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/bot"
    finally:
        process.terminate()
        process.join()


async def rate(bot: telegram.Bot, at_once: int) -> float:
    """Calls a second, over CALLS calls, `at_once` of them under way at any time."""

    async def one_after_the_other(calls: int) -> None:
        for _ in range(calls):
            await bot.send_message(7_000_000_001, "What has happened?", reply_markup=BUTTONS)

    began = time.perf_counter()
    await asyncio.gather(*(one_after_the_other(CALLS // at_once) for _ in range(at_once)))
    return CALLS // at_once * at_once / (time.perf_counter() - began)


async def measure(url: str) -> Mapping[tuple[str, int], list[float]]:
    rates: dict[tuple[str, int], list[float]] = {(name, n): [] for name in TRANSPORTS for n in ATONCE}
    until = time.monotonic() + SECONDS
    bots = {
        name: telegram.Bot(TOKEN, base_url=url, request=make(), get_updates_request=make())
        for name, make in TRANSPORTS.items()
    }
    await _each(bots, lambda bot: bot.request.initialize())
    await _each(bots, lambda bot: rate(bot, max(ATONCE)))  # warm: connections, caches
    for _ in range(ROUNDS):
        if time.monotonic() > until:
            break
        for (name, at_once), found in rates.items():
            found.append(await rate(bots[name], at_once))
    await _each(bots, lambda bot: bot.request.shutdown())
    return rates


async def _each(bots: Mapping[str, telegram.Bot], do: Callable[[telegram.Bot], Awaitable[object]]) -> None:
    for bot in bots.values():
        await do(bot)


def table(rates: Mapping[tuple[str, int], list[float]]) -> Table:
    shown = Table("transport", title="sendMessage with five buttons, calls a second")
    for column in ("at once", "slowest run", "median", "fastest run", "ratio"):
        shown.add_column(column, justify="right")
    own = next(iter(TRANSPORTS))
    for (name, at_once), found in rates.items():
        median = statistics.median(found)
        ratio = median / statistics.median(rates[own, at_once])
        shown.add_row(
            name, f"{at_once}", f"{min(found):,.0f}", f"{median:,.0f}", f"{max(found):,.0f}", f"{ratio:.2f}"
        )
    return shown


def run() -> Table:
    """Measures for less than SECONDS and a round; the table says how it went."""
    with served() as url:
        return table(asyncio.run(measure(url)))


def main() -> None:
    Console().print(run())


if __name__ == "__main__":
    main()
