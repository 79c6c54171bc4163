"""Puts everything together; the only place that does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from starlette.routing import BaseRoute

from bot import logs, playground, settings
from bot.assembly import CannotStart, only_one, open_station
from bot.channel import fetch, send
from bot.channel.connect import Connection, TokenError, connect
from bot.channel.poll import poll
from bot.channel.profile import introduce
from bot.console import health
from bot.console.server import PortTaken, serving
from bot.flow.load import FlowError
from bot.introduction import profiles
from bot.settings import Settings, SettingsWrong
from bot.station.context import Station
from bot.station.message import Bot, Incoming, Outcome, Outgoing
from bot.station.purge import sweep
from bot.station.receive import receive
from bot.station.workers import Bells, Workers
from bot.store import meta
from bot.store.database import CannotOpen
from bot.texts import WordsBroken
from bot.vault.keyfile import KeyFileWrong

log = structlog.get_logger()
Clock = Callable[[], datetime]
#: the exit code when the station cannot start with what it found
WRONG = 2
#: what keeps it from starting, each with a sentence for the operator
TOLD = (SettingsWrong, CannotStart, CannotOpen, FlowError, WordsBroken, KeyFileWrong, PortTaken)


def run() -> None:
    """Start the station; ends with code 0 when told to stop, 2 with a sentence when it cannot start."""
    os.umask(0o077)
    try:
        configured = settings.read()
        logs.configure(sys.stderr, configured.log_level, _tokens(configured))
        asyncio.run(serve(configured, phones=True, signals=True))
    except TokenError as error:
        sys.stderr.write(f"The station ended. {error}\n")
        sys.exit(WRONG)
    except TOLD as error:
        sys.stderr.write(f"The station did not start. {error}\n")
        sys.exit(WRONG)


async def serve(
    configured: Settings,
    *,
    stop: asyncio.Event | None = None,
    world: playground.World | None = None,
    ready: Callable[[str], None] | None = None,
    phones: bool = False,
    signals: bool = False,
) -> None:
    """Run the station until `stop`. `ready` is told the address of its web pages.

    Without tokens it talks to its own stand-in for Telegram, `world`, and keeps the stand-in's time;
    `phones` puts a woman's and two officers' phones into it.
    """
    ending = stop or asyncio.Event()
    if signals:
        _end_on_signals(ending)
    if configured.sandboxed:
        world = world or playground.make_world()
    clock = _now if world is None else world.clock.now
    async with AsyncExitStack() as stack:
        stack.enter_context(only_one(configured))
        station = await stack.enter_async_context(open_station(configured))
        await _same_telegram(station, configured)
        pulse, bells = health.Pulse(), Bells()
        pages = _pages(station, pulse, clock, world, ending)
        port = await stack.enter_async_context(serving(pages, configured.host, configured.port))
        address = f"http://{configured.host}:{port}"
        bots = {
            which: await stack.enter_async_context(connection(token, telegram))
            for which, token, telegram in _connections(configured, world, address)
        }
        await sweep(station)
        if world is not None and phones:
            await playground.hand_out_phones(world, station, clock())
        _announce(configured, address)
        if ready is not None:
            ready(address)
        await _work(Running(station, bots, pulse, bells, clock, ending))
    log.info("stopped")


@dataclass(frozen=True, slots=True)
class Running:
    """The parts of a station at work."""

    station: Station
    bots: dict[Bot, Connection]
    pulse: health.Pulse
    bells: Bells
    clock: Clock
    stop: asyncio.Event

    async def take(self, items: Sequence[Incoming]) -> None:
        """Store updates; they are confirmed to Telegram after this has returned."""
        await receive(self.station, items, self.clock())
        self.bells.inbox.ring()

    async def send(
        self, which: Bot, chat: int, outgoing: Outgoing, content: AsyncIterator[bytes] | None
    ) -> Outcome:
        return await send.send(self.bots[which], chat, outgoing, content)

    def fetch(self, which: Bot, handle: str) -> AsyncIterator[bytes]:
        return fetch.fetch(self.bots[which], handle)


async def _work(running: Running) -> None:
    """All loops side by side. The first that fails ends the others, and its error comes out of here."""
    workers = Workers(
        running.station, running.send, running.fetch, running.clock, running.bells, running.stop
    )
    jobs = [asyncio.create_task(workers.run())]
    for which, bot in running.bots.items():
        polled = _beat(running, which)
        polling = poll(bot, which, running.take, polled, running.stop, running.clock)
        jobs.append(asyncio.create_task(polling))
    introducing = asyncio.create_task(_introduce(running))
    try:
        await asyncio.wait(jobs, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        running.stop.set()
        introducing.cancel()
        await asyncio.gather(introducing, return_exceptions=True)
        await asyncio.gather(*jobs)


def _beat(running: Running, which: Bot) -> Callable[[], None]:
    return lambda: running.pulse.beat(which, running.clock())


async def _introduce(running: Running) -> None:
    """Name, description and commands, as Telegram shows them. Nothing waits for it."""
    for which, bot in running.bots.items():
        await introduce(bot, profiles(which, running.station.library, running.station.texts))


def _announce(configured: Settings, address: str) -> None:
    log.info("started", pages=address, sandbox=configured.sandboxed)
    if configured.sandboxed:
        sys.stderr.write(f"\nThe phones are at {address}/   (Ctrl+C ends the station)\n\n")


@asynccontextmanager
async def connection(token: str, telegram: str) -> AsyncIterator[Connection]:
    """A bot that is open while the body runs."""
    bot = connect(token, telegram)
    await bot.initialize()
    try:
        yield bot
    finally:
        await bot.shutdown()


def _connections(
    configured: Settings, world: playground.World | None, address: str
) -> list[tuple[Bot, str, str]]:
    """Each bot with its token and the address of its Bot API."""
    public, duty = configured.public_token, configured.duty_token
    if public is None or duty is None:
        tokens = playground.tokens(world) if world else {}
        return [(Bot(role), token, address) for role, token in tokens.items()]
    telegram = configured.telegram_url
    return [
        (Bot.PUBLIC, public.get_secret_value(), telegram),
        (Bot.DUTY, duty.get_secret_value(), telegram),
    ]


def _pages(
    station: Station,
    pulse: health.Pulse,
    clock: Clock,
    world: playground.World | None,
    stop: asyncio.Event,
) -> list[BaseRoute]:
    pages = health.routes(pulse, (Bot.PUBLIC, Bot.DUTY), station.database.answers, clock)
    return pages + (playground.pages(world, stop) if world else [])


async def _same_telegram(station: Station, configured: Settings) -> None:
    """People of the sandbox and of Telegram do not mix: an officer made of paper must not count as one."""
    kind = "sandbox" if configured.sandboxed else "telegram"
    async with station.database.transaction() as tx:
        known = await meta.keep_or_compare(tx, "telegram", kind)
    if known != kind:
        raise CannotStart(
            f"The folder {configured.data} belongs to {_SIDES[known]} and cannot serve {_SIDES[kind]}; "
            "set STATION_DATA to another folder."
        )


_SIDES = {"sandbox": "the sandbox", "telegram": "real bots"}


def _end_on_signals(stop: asyncio.Event) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)


def _tokens(configured: Settings) -> list[str]:
    found = (configured.public_token, configured.duty_token)
    return [token.get_secret_value() for token in found if token is not None]


def _now() -> datetime:
    return datetime.now(UTC)
