"""Fetch the files that people sent, and seal them as they stream in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import filetype
import structlog

from bot.station import alert
from bot.station.context import Station, case_key
from bot.station.deliver import backoff
from bot.station.message import Bot, CannotFetch, FetchLater
from bot.station.post import Envelope, Post, put
from bot.store import cases, chats, evidence
from bot.store.database import Transaction

if TYPE_CHECKING:
    from bot.vault.seal import Key

log = structlog.get_logger()
Fetch = Callable[[Bot, str], AsyncIterator[bytes]]
#: what the channel gives to a bot at most (Bot API, getFile: 20 MB)
LARGEST = 20 * 1024 * 1024
#: after so long the channel's reference is not worth trying any more
GIVE_UP_AFTER = timedelta(days=2)
#: enough of a file to tell its kind
HEAD = 8192


async def fetch_next(station: Station, fetch: Fetch, clock: Callable[[], datetime]) -> bool:
    """Fetch and seal one file. False if none is wanted now."""
    async with station.database.reading() as tx:
        piece = await evidence.wanted(tx, clock())
        if piece is None:
            return False
        chat = await chats.load(tx, piece.chat)
        key = await _key(tx, station, piece, chat)
    if key is None or piece.handle is None:
        await _give_up(station, piece, chat, "shredded", clock())
        return True
    handle = station.chat_key(chat).open(evidence.HANDLE_PLACE, piece.id, piece.handle).decode()
    head = bytearray()
    try:
        blocks = _remember(fetch(Bot(chat.bot), handle), head)
        kept = await station.seal_file(key, station.evidence / piece.file_name, blocks, LARGEST)
    except (CannotFetch, ValueError) as error:
        await _give_up(station, piece, chat, type(error).__name__, clock())
        return True
    except (FetchLater, OSError) as error:
        await _put_off(station, piece, chat, error, clock())
        return True
    await _stored(station, piece, kept.size, kept.sha256, bytes(head), clock())
    return True


async def _key(tx: Transaction, station: Station, piece: evidence.Piece, chat: chats.Chat) -> Key | None:
    outer = station.chat_key(chat) if piece.case is None else await case_key(tx, station, piece.case)
    return None if outer is None else outer.inner(evidence.KEY_PLACE, piece.id, piece.key)


async def _remember(blocks: AsyncIterator[bytes], head: bytearray) -> AsyncIterator[bytes]:
    async for block in blocks:
        if len(head) < HEAD:
            head += block[: HEAD - len(head)]
        yield block


async def _stored(
    station: Station, piece: evidence.Piece, size: int, sha256: str, head: bytes, now: datetime
) -> None:
    kind = filetype.guess(head)
    detected = None if kind is None else str(kind.mime)
    async with station.database.transaction() as tx:
        known = await evidence.stored(tx, piece.id, size=size, sha256=sha256, detected_mime=detected, now=now)
    if not known:
        # she has taken it back meanwhile
        (station.evidence / piece.file_name).unlink(missing_ok=True)
    log.info("file sealed", piece=piece.id, size=size)


async def _put_off(
    station: Station, piece: evidence.Piece, chat: chats.Chat, error: Exception, now: datetime
) -> None:
    if now - piece.arrived_at > GIVE_UP_AFTER:
        await _give_up(station, piece, chat, type(error).__name__, now)
        return
    log.warning("file not fetched yet", piece=piece.id, tries=piece.tries + 1, error=error)
    async with station.database.transaction() as tx:
        await evidence.later(tx, piece, now + backoff(piece.tries))


async def _give_up(
    station: Station, piece: evidence.Piece, chat: chats.Chat, reason: str, now: datetime
) -> None:
    """She is told that it was not stored, in her chat's next message; the officer too."""
    log.error("file not stored", piece=piece.id, reason=reason)
    async with station.database.transaction() as tx:
        await evidence.failed(tx, piece.id, reason, now)
        words = station.speaker(chat.language, now).phrase("file_not_stored")
        await put(tx, station, chat, Post(text=words), now, Envelope(unasked=True))
        case = None if piece.case is None else await cases.load(tx, piece.case)
        if case is not None:
            await alert.notify(tx, station, case, "file_failed", now)
