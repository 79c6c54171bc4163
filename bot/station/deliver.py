"""Deliver what waits in the outbox. The only place that sends; the only one that decides whether it may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import uniform
from typing import assert_never

import structlog

from bot.duty import contact
from bot.station import alert, news
from bot.station.context import Station, case_key
from bot.station.message import (
    Acknowledge,
    Bot,
    Delete,
    Document,
    Done,
    Outcome,
    Outgoing,
    Strip,
    Text,
    TryLater,
    Undeliverable,
)
from bot.station.post import PLACE, Post, load
from bot.station.receive import telegram_id
from bot.store import cases, chats, evidence, outbox
from bot.store.database import DatabaseGone, Transaction

log = structlog.get_logger()
Send = Callable[[Bot, int, Outgoing, "AsyncIterator[bytes] | None"], Awaitable[Outcome]]
#: how often a row that makes our own code fail is tried
TRIES = 3
#: waits after failures, without what the channel itself asks for
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One row, opened and ready to go."""

    item: outbox.Waiting
    chat: chats.Chat
    telegram: int
    sending: tuple[Outgoing, ...]
    replaces: int | None  #: the row whose message is edited
    content: AsyncIterator[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """How it went: what the channel said, or the mistake of ours that kept it from being sent."""

    parcel: Parcel
    outcome: Outcome | Exception


async def take_out(station: Station, now: datetime, busy: Collection[int], limit: int) -> list[Parcel]:
    """The next message of every chat that may get one now, opened; chats in `busy` are passed over."""
    async with station.database.reading() as tx:
        items = await outbox.heads(tx, now, busy, limit)
        await chats.read_ahead(tx, {item.chat for item in items})
        opened = [await _open(tx, station, item, now) for item in items]
        ids = await outbox.message_ids(
            tx, {row for one in opened if isinstance(one, Opened) for row in one.rows}
        )
    held = [one for one in opened if not isinstance(one, Opened)]
    if held:
        async with station.database.transaction() as tx:
            for one in held:
                await _hold(tx, one, now)
    return [_parcel(station, one, ids) for one in opened if isinstance(one, Opened)]


async def carry(send: Send, parcel: Parcel) -> Carried:
    """Send it. Nothing is recorded yet."""
    bot, to = Bot(parcel.chat.bot), parcel.telegram
    sends = (send(bot, to, outgoing, parcel.content) for outgoing in parcel.sending)
    try:
        outcomes = await asyncio.gather(*sends)
    except Exception as error:  # noqa: BLE001  # not passed over: counted, said, and tried again
        return Carried(parcel, error)
    return Carried(parcel, _what_counts(list(zip(parcel.sending, outcomes, strict=True))))


async def record(station: Station, carried: Sequence[Carried], now: datetime) -> None:
    """Write down how each of them went, together."""
    async with station.database.transaction() as tx:
        for one in carried:
            await _record(tx, station, one, now)


async def _count(tx: Transaction, item: outbox.Waiting, error: Exception, now: datetime) -> None:
    """Our own code cannot send this row: after a few tries it is given up, so that it never holds up
    what stands behind it. An officer who gets no more alerts would be worse."""
    log.error("row not sent", row=item.id, tries=item.tries + 1, error=error)
    if item.tries + 1 < TRIES:
        await outbox.later(tx, item, now + backoff(item.tries))
        return
    await outbox.failed(tx, item, "broken", now)
    log.critical("row given up", row=item.id)


def _what_counts(outcomes: Sequence[tuple[Outgoing, Outcome]]) -> Outcome:
    """How the row went: as its message did. What goes with it is not worth sending the message again.

    A press waits for seconds, not for hours, so an answer to it that fails is never tried again.
    """
    weights = {Acknowledge: 0, Strip: 1, Delete: 1, Text: 2, Document: 2}
    counting = [(weights[type(outgoing)], outcome) for outgoing, outcome in outcomes]
    weight, outcome = max(counting, key=lambda pair: pair[0], default=(0, Done(None)))
    return outcome if weight else Done(None)


@dataclass(frozen=True, slots=True)
class Opened:
    """A row that may go, its words out of the seal."""

    item: outbox.Waiting
    chat: chats.Chat
    post: Post
    content: AsyncIterator[bytes] | None = None

    @property
    def rows(self) -> set[int]:
        """The rows whose messages it names."""
        return {row for row in (self.post.replaces, *self.post.strip, *self.post.delete) if row is not None}


@dataclass(frozen=True, slots=True)
class Held:
    """A row that does not go now: it is not the time for it (`until`), or it cannot be opened."""

    item: outbox.Waiting
    until: datetime | None = None
    error: Exception | None = None


async def _open(tx: Transaction, station: Station, item: outbox.Waiting, now: datetime) -> Opened | Held:
    chat = await chats.load(tx, item.chat)
    try:
        if item.unasked:
            # her safe contact as it is now, not as it was when the message was written
            moment = contact.next_time(news.contact_rule(station, chat), now, station.zone)
            if moment != now:
                return Held(item, until=moment)
        post = load(station.chat_key(chat).open(PLACE, item.id, item.payload))
        content = await _content(tx, station, post) if post.evidence else None
    except DatabaseGone:
        raise
    except Exception as error:  # noqa: BLE001  # as above
        return Held(item, error=error)
    return Opened(item, chat, post, content)


async def _hold(tx: Transaction, held: Held, now: datetime) -> None:
    if held.error is not None:
        await _count(tx, held.item, held.error, now)
    else:
        await outbox.postpone(tx, held.item, held.until)


def _parcel(station: Station, opened: Opened, ids: Mapping[int, int]) -> Parcel:
    """The calls that this post is made of. Rows become the messages that they are by now."""
    post, found = opened.post, list[Outgoing]()
    if post.callback is not None:
        found.append(Acknowledge(post.callback, post.toast))
    if post.evidence is not None:
        # without content the case was shredded since: there is nothing to show
        if opened.content is not None:
            found.append(Document(post.evidence, post.kind, f"{post.evidence}", post.text or ""))
    elif post.text is not None:
        replaces = ids.get(post.replaces) if post.replaces is not None else None
        found.append(Text(post.text, post.rows, post.keyboard, replaces, post.protected, post.silent))
    found += [Strip(ids[row]) for row in post.strip if row in ids]
    gone = tuple(ids[row] for row in post.delete if row in ids)
    if gone:
        found.append(Delete(gone))
    telegram = telegram_id(station, opened.chat)
    return Parcel(opened.item, opened.chat, telegram, tuple(found), post.replaces, opened.content)


async def _content(tx: Transaction, station: Station, post: Post) -> AsyncIterator[bytes] | None:
    piece = await evidence.load(tx, post.evidence or 0)
    if piece is None or piece.case is None:
        return None
    outer = await case_key(tx, station, piece.case)
    if outer is None:
        return None
    key = outer.inner(evidence.KEY_PLACE, piece.id, piece.key)
    return _blocks(station.read_file(key, station.evidence / piece.file_name))


async def _blocks(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    for block in blocks:
        yield block


async def _record(tx: Transaction, station: Station, carried: Carried, now: datetime) -> None:
    item, replaces = carried.parcel.item, carried.parcel.replaces
    match carried.outcome:
        case Done(message_id):
            outbox.sent(tx, item, None if replaces else message_id, now)
            if replaces and message_id:
                # one row stands for one message: an edit, or what came in its place, is the first row's
                outbox.became(tx, replaces, message_id)
        case TryLater(after, reason):
            wait = max(after, backoff(item.tries))
            log.warning("delivery put off", row=item.id, reason=reason, seconds=wait.total_seconds())
            await outbox.later(tx, item, now + wait)
        case Undeliverable(reason, blocked):
            log.warning("undeliverable", row=item.id, reason=reason)
            await outbox.failed(tx, item, reason, now)
            if blocked:
                await _unreachable(tx, station, carried.parcel.chat, now)
        case Exception() as error:
            await _count(tx, item, error, now)
        case _:
            assert_never(carried.outcome)


async def _unreachable(tx: Transaction, station: Station, chat: chats.Chat, now: datetime) -> None:
    """The officer is told, once, that messages no longer reach her here."""
    if chat.blocked_at is not None:
        return
    await chats.mark_blocked(tx, chat.id, now)
    case = await cases.open_of(tx, chat.id) if chat.bot == Bot.PUBLIC else None
    if case is not None:
        await alert.notify(tx, station, case, "unreachable", now)


def backoff(tries: int) -> timedelta:
    """1 s, 2 s, 4 s … 5 min, each between half and whole, so that many do not come back at once."""
    longest = min(LONGEST_WAIT.total_seconds(), FIRST_WAIT.total_seconds() * 2.0 ** min(tries, 16))
    return timedelta(seconds=longest * uniform(0.5, 1))  # noqa: S311  # no secret
