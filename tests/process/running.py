"""`python run_bot.py` and `python -m bot.tools` as processes, on a folder and a Telegram of their own."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from httpx import AsyncClient

from bot.sandbox.app import sandbox
from bot.sandbox.world import World
from tests.servers import serving

HERE = Path(__file__).parents[2]
PUBLIC = "7300000001:AAPublicPublicPublicPublicPublic12345"
DUTY = "7300000002:BBDutyDutyDutyDutyDutyDutyDuty1234567"
#: seconds for what takes a moment; far more than it needs, for machines with much to do
PATIENCE = 60.0
#: seconds between two looks at what tells nobody that it has changed
GLANCE = 0.02


@dataclass(frozen=True, slots=True)
class Setup:
    """What the environment of a station says. `telegram` is the address of a stand-in that outlives it."""

    data: Path
    telegram: str | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Where its processes run: nowhere near a `.env` of this machine."""
        return next(path for path in self.data.parents if path.is_dir())

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STATION_")}
        named = {"DATA": str(self.data), "LISTEN": "127.0.0.1:0"}
        if self.telegram is not None:
            named |= {"TELEGRAM_URL": self.telegram, "PUBLIC_TOKEN": PUBLIC, "DUTY_TOKEN": DUTY}
        return kept | {f"STATION_{name}": value for name, value in (named | self.more).items()}


@dataclass(slots=True)
class Running:
    """A station that was started, what it has said so far, and how it ended."""

    process: asyncio.subprocess.Process
    said: list[str] = field(default_factory=list)
    started: asyncio.Future[str] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    listening: list[asyncio.Task[None]] = field(default_factory=list)

    @property
    def output(self) -> str:
        """Everything on stdout and stderr."""
        return "".join(self.said)

    async def address(self) -> str:
        """Where its pages are, once it is up."""
        first: set[asyncio.Future[Any]] = {self.started, *self.listening}
        await asyncio.wait(first, return_when=asyncio.FIRST_COMPLETED)
        assert self.started.done(), f"The station ended early:\n{self.output}"
        return self.started.result()

    async def ended(self) -> int:
        """The exit code; a negative number is the signal that killed it."""
        await asyncio.gather(*self.listening)
        return await self.process.wait()

    async def kill(self) -> None:
        """SIGKILL: it can do nothing about it."""
        self.process.kill()
        await self.ended()

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """The exit code, and the seconds that it took to end."""
        began = time.monotonic()
        self.process.send_signal(number)
        code = await self.ended()
        return code, time.monotonic() - began

    async def listen(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self.said.append(line.decode())
            if b'"started"' in line and not self.started.done():
                self.started.set_result(json.loads(line)["pages"])


@asynccontextmanager
async def launched(setup: Setup) -> AsyncIterator[Running]:
    """`python run_bot.py`, in a folder without `.env`; killed at the end if it is still there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / "run_bot.py"),
        env=setup.environment,
        cwd=setup.folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    station = Running(process)
    station.listening += [
        asyncio.create_task(station.listen(stream)) for stream in (process.stdout, process.stderr)
    ]
    try:
        yield station
    finally:
        if process.returncode is None:
            process.kill()
        await station.ended()


@asynccontextmanager
async def running(setup: Setup) -> AsyncIterator[Running]:
    """A station that is up."""
    async with launched(setup) as station:
        async with asyncio.timeout(PATIENCE):
            await station.address()
        yield station


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has come to its end by itself."""

    code: int
    out: str
    err: str


async def refused(setup: Setup) -> Ended:
    """`python run_bot.py` where it should not start."""
    return await _run(setup, str(HERE / "run_bot.py"))


async def tool(setup: Setup, *words: str) -> Ended:
    """`python -m bot.tools …` beside the station, or without it."""
    return await _run(setup, "-m", "bot.tools", *words)


async def _run(setup: Setup, *words: str) -> Ended:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *words,
        env=setup.environment | {"PYTHONPATH": str(HERE), "COLUMNS": "200"},
        cwd=setup.folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, err = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


async def all_cases(setup: Setup) -> list[dict[str, Any]]:
    """What `cases --json` tells."""
    ended = await tool(setup, "cases", "--json")
    assert ended.code == 0, ended
    found: list[dict[str, Any]] = json.loads(ended.out)
    return found


@asynccontextmanager
async def telegram() -> AsyncIterator[tuple[World, str]]:
    """A stand-in with both bots, served by the test itself, and its address."""
    world, stop = World(), asyncio.Event()
    world.add_bot(PUBLIC, "notes_bot", "Notes", "public")
    world.add_bot(DUTY, "desk_bot", "Desk", "duty")
    async with serving(sandbox(world, stop), stop) as url:
        yield world, url


async def until(true: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Return once it is true; fail when it does not become so."""
    try:
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(GLANCE)
    except TimeoutError:
        raise AssertionError(f"{what}: not within {seconds:g} seconds") from None


def polls(world: World) -> bool:
    """Whether somebody waits for the updates of every bot."""
    return all(world.line(bot).waiting for bot in world.bots.values())


async def get(address: str, path: str) -> tuple[int, Any]:
    """Status and JSON of a page of the station."""
    async with AsyncClient(base_url=address, verify=False) as client:
        answer = await client.get(path)
    return answer.status_code, answer.json()
