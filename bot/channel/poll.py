"""Long polling that confirms an update only after the station has it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import structlog
from telegram.error import Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channel.connect import Connection, TokenError
from bot.channel.raw import read_all
from bot.channel.refusal import waiting
from bot.station.message import Bot, Incoming

WAIT = timedelta(seconds=25)  #: how long Telegram may hold an empty answer back
AT_ONCE = timedelta(0)  #: the first answer is not held back: whoever waits for the start knows soon
LONGEST_PAUSE = 15.0  #: seconds between attempts, at most
_HASTY = 1.0  #: seconds; an empty answer that comes sooner is from a server that does not hold it back
_BREATH = 0.2  #: seconds to wait then

log: structlog.stdlib.BoundLogger = structlog.get_logger()
T = TypeVar("T")

Take = Callable[[Sequence[Incoming]], Awaitable[None]]


def _now() -> datetime:
    return datetime.now(UTC)


async def poll(
    bot: Connection,
    which: Bot,
    take: Take,
    polled: Callable[[], None],
    stop: asyncio.Event,
    clock: Callable[[], datetime] = _now,
) -> None:
    """Hands every update to `take`, in order, until `stop`. Asks for the next only when `take` has returned.

    `polled` is called after each round that went well. Raises TokenError; everything else is tried again.
    """
    offset: int | None = None
    failures, heard = 0, False
    while not stop.is_set():
        began, held = asyncio.get_running_loop().time(), heard
        try:
            raw = await unless(stop, bot.updates(offset, WAIT if heard else AT_ONCE))
        except TelegramError as error:
            failures += 1
            await unless(stop, asyncio.sleep(await _after(error, bot, which, failures)))
            continue
        if raw is None:
            return
        if not await _taken(take, read_all(raw, which, clock()), which, failures + 1):
            failures += 1
            await unless(stop, asyncio.sleep(_growing(failures)))
            continue
        failures, heard = 0, True
        polled()
        if raw:
            offset = raw[-1]["update_id"] + 1
        elif held and asyncio.get_running_loop().time() - began < _HASTY:
            await unless(stop, asyncio.sleep(_BREATH))


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What `work` returns; None, and the work cancelled, as soon as `stop` is set."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


async def _taken(take: Take, incoming: Sequence[Incoming], which: Bot, attempt: int) -> bool:
    if not incoming:
        return True
    try:
        await take(incoming)
    except Exception as error:  # noqa: BLE001  # not passed over: the same updates are asked for again
        log.error("updates could not be stored", bot=which, count=len(incoming), attempt=attempt, error=error)
        return False
    return True


async def _after(error: TelegramError, bot: Connection, which: Bot, failures: int) -> float:
    """Seconds to wait after `error`; raises where waiting is of no use."""
    if isinstance(error, InvalidToken | Forbidden):
        log.error("token refused", bot=which)
        raise TokenError(which) from None  # the library's error may hold the token
    if isinstance(error, RetryAfter):
        seconds = waiting(error).total_seconds()
        log.warning("polling told to wait", bot=which, seconds=seconds)
        return seconds + random.uniform(0, 1)  # noqa: S311  # no secret
    if isinstance(error, Conflict):
        log.error("somebody else polls with this token", bot=which, attempt=failures)
        await _without_webhook(error, bot, which)
    else:
        log.warning("polling failed", bot=which, attempt=failures, error=error)
    return _growing(failures)


async def _without_webhook(error: Conflict, bot: Connection, which: Bot) -> None:
    """A webhook of an earlier program keeps polling out for good: it goes. What waits stays."""
    if "webhook" not in error.message:
        return
    try:
        await bot.delete_webhook(drop_pending_updates=False)
    except TelegramError as failed:
        log.warning("webhook not removed", bot=which, error=failed)


def _growing(failures: int) -> float:
    """Seconds: doubled each time up to LONGEST_PAUSE, and spread, so that many do not come at once."""
    longest = min(LONGEST_PAUSE, 0.25 * 2.0 ** min(failures, 10))
    return longest * random.uniform(0.5, 1)  # noqa: S311  # no secret
