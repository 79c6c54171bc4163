"""Deliver what waits in the outbox. The only place that sends; the only one that decides whether it may."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
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


async def deliver_next(station: Station, send: Send, chat: int, clock: Callable[[], datetime]) -> bool:
    """Send the chat's next message. False if there is none that may go now."""
    parcel = await _take_out(station, chat, clock())
    if parcel is None:
        return False
    if isinstance(parcel, Postponed):
        return True
    bot, to = Bot(parcel.chat.bot), parcel.telegram
    sends = (send(bot, to, outgoing, parcel.content) for outgoing in parcel.sending)
    try:
        outcomes = await asyncio.gather(*sends)
    except Exception as error:  # noqa: BLE001  # not passed over: counted, said, and tried again
        async with station.database.transaction() as tx:
            await _count(tx, parcel.item, error, clock())
        return True
    counts = _what_counts(list(zip(parcel.sending, outcomes, strict=True)))
    await _record(station, parcel, counts, clock())
    return True


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


class Postponed:
    """It does not go now: it is not the time for it, or it could not be opened."""


async def _take_out(station: Station, chat_id: int, now: datetime) -> Parcel | Postponed | None:
    async with station.database.transaction() as tx:
        item = await outbox.next_of(tx, chat_id, now)
        if item is None:
            return None
        chat = await chats.load(tx, chat_id)
        if item.unasked and not await _may_go(tx, station, chat, item, now):
            return Postponed()
        try:
            return await _open(tx, station, chat, item)
        except DatabaseGone:
            raise
        except Exception as error:  # noqa: BLE001  # as above
            await _count(tx, item, error, now)
            return Postponed()


async def _open(tx: Transaction, station: Station, chat: chats.Chat, item: outbox.Waiting) -> Parcel:
    post = load(station.chat_key(chat).open(PLACE, item.id, item.payload))
    content = await _content(tx, station, post) if post.evidence else None
    sending = await _outgoing(tx, post)
    if content is None:
        # the case was shredded since: there is nothing to show
        sending = [one for one in sending if not isinstance(one, Document)]
    return Parcel(item, chat, telegram_id(station, chat), tuple(sending), post.replaces, content)


async def _may_go(
    tx: Transaction, station: Station, chat: chats.Chat, item: outbox.Waiting, now: datetime
) -> bool:
    """Her safe contact, as it is now, not as it was when the message was written."""
    moment = contact.next_time(news.contact_rule(station, chat), now, station.zone)
    if moment == now:
        return True
    await outbox.postpone(tx, item, moment)
    return False


async def _outgoing(tx: Transaction, post: Post) -> list[Outgoing]:
    """The calls that this post is made of. Rows become the messages that they are by now."""
    named = [row for row in (post.replaces, *post.strip, *post.delete) if row is not None]
    ids = await outbox.message_ids(tx, named) if named else {}
    found: list[Outgoing] = []
    if post.callback is not None:
        found.append(Acknowledge(post.callback, post.toast))
    if post.evidence is not None:
        piece = await evidence.load(tx, post.evidence)
        if piece is not None:
            found.append(Document(piece.id, piece.kind, f"{piece.id}", post.text or ""))
    elif post.text is not None:
        replaces = ids.get(post.replaces) if post.replaces is not None else None
        found.append(Text(post.text, post.rows, post.keyboard, replaces, post.protected, post.silent))
    found += [Strip(ids[row]) for row in post.strip if row in ids]
    if post.delete and ids:
        found.append(Delete(tuple(ids[row] for row in post.delete if row in ids)))
    return found


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


async def _record(station: Station, parcel: Parcel, outcome: Outcome, now: datetime) -> None:
    async with station.database.transaction() as tx:
        match outcome:
            case Done(message_id):
                await outbox.sent(tx, parcel.item, None if parcel.replaces else message_id, now)
                if parcel.replaces and message_id:
                    # one row stands for one message: an edit, or what came in its place, is the first row's
                    await outbox.became(tx, parcel.replaces, message_id)
            case TryLater(after, reason):
                wait = max(after, backoff(parcel.item.tries))
                log.warning(
                    "delivery put off", row=parcel.item.id, reason=reason, seconds=wait.total_seconds()
                )
                await outbox.later(tx, parcel.item, now + wait)
            case Undeliverable(reason, blocked):
                log.warning("undeliverable", row=parcel.item.id, reason=reason)
                await outbox.failed(tx, parcel.item, reason, now)
                if blocked:
                    await _unreachable(tx, station, parcel.chat, now)
            case _:
                assert_never(outcome)


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
