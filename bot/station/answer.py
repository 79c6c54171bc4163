"""Answer the updates that wait: everything that one changes in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from bot.station import duty_answer, woman_answer
from bot.station.context import Station
from bot.station.drafts import session_of
from bot.station.message import Bot
from bot.station.post import Post, put
from bot.station.receive import opened
from bot.store import chats, inbox, meta, outbox
from bot.store.database import DatabaseGone, Transaction

log = structlog.get_logger()
#: how often an update that makes our own code fail is tried before it is set aside
TRIES = 3
#: how many are answered in one transaction at most
GROUP = 128


async def answer_waiting(station: Station, now: datetime) -> int:
    """Answer what waits, a group in one transaction; how many. 0 if none was waiting.

    One commit for all: a group costs the disk as much as one update does. If one of them fails, all
    are undone and answered one by one, so that only that one is counted as a try.
    """
    try:
        async with station.database.transaction() as tx:
            items = await inbox.claim(tx, GROUP)
            await _read_ahead(tx, items)
            for item in items:
                await _answer(tx, station, item, now)
        return len(items)
    except DatabaseGone:
        raise
    except Exception as error:  # noqa: BLE001  # not passed over: the one that failed fails again, alone
        log.warning("group undone", error=error)
    answered = 0
    while answered < GROUP and await answer_next(station, now):
        answered += 1
    return answered


async def _read_ahead(tx: Transaction, items: Sequence[inbox.Received]) -> None:
    """What answering each of them would ask for, asked once."""
    if len(items) > 1:
        await chats.read_ahead(tx, {item.chat for item in items})
        pressed = {(item.chat, item.message_id) for item in items if item.message_id is not None}
        await outbox.read_ahead(tx, pressed)


async def _answer(tx: Transaction, station: Station, item: inbox.Received, now: datetime) -> None:
    chat = await chats.load(tx, item.chat)
    arrived = opened(station, chat, item)
    answer = woman_answer.answer if item.bot == Bot.PUBLIC else duty_answer.answer
    await answer(tx, station, chat, arrived, now)
    inbox.done(tx, item, now)


async def answer_next(station: Station, now: datetime) -> bool:
    """Answer one update. False if none is waiting."""
    item: inbox.Received | None = None
    try:
        async with station.database.transaction() as tx:
            item = next(iter(await inbox.claim(tx, 1)), None)
            if item is None:
                return False
            await _answer(tx, station, item, now)
    except DatabaseGone:
        # not this update's fault: it waits, and nothing is counted against it
        raise
    except Exception as error:  # not passed over: counted, said, and tried again
        # nothing of this update was recorded; it must neither be lost nor hold up the others for ever
        if item is None:
            raise
        await _put_back(station, item, error, now)
    return True


async def _put_back(station: Station, item: inbox.Received, error: Exception, now: datetime) -> None:
    """Count the try; after the last one set the update aside and tell the person so."""
    log.error("update not answered", update=item.id, bot=item.bot, tries=item.tries + 1, error=error)
    async with station.database.transaction() as tx:
        await inbox.tried(tx, item)
        if item.tries + 1 < TRIES:
            return
        await inbox.set_aside(tx, item, now)
        chat = await chats.load(tx, item.chat)
        trouble = station.speaker(chat.language, now).phrase("trouble")
        await put(tx, station, chat, Post(text=trouble, callback=_callback(station, chat, item)), now)
        await _let_begin_anew(tx, station, chat)
    log.critical("update set aside", update=item.id, bot=item.bot)


async def _let_begin_anew(tx: Transaction, station: Station, chat: chats.Chat) -> None:
    """A session that cannot be read would answer everything she ever writes with trouble. It is laid
    aside, as sealed as it was, and she begins anew."""
    try:
        session_of(chat, station.chat_key(chat))
    except Exception as error:  # noqa: BLE001  # whatever it is, it would come again
        log.critical("session laid aside", chat=chat.id, error=error)
        if chat.session is not None:
            await meta.lay_aside(tx, f"session {chat.id}", chat.session)
        chats.save(tx, replace(chat, session=None, live=None, drop_at=None))


def _callback(station: Station, chat: chats.Chat, item: inbox.Received) -> str | None:
    """The press that waits for an answer, if the update can be opened at all."""
    try:
        return opened(station, chat, item).callback
    except Exception as error:  # noqa: BLE001  # the same failure may be why it is set aside
        log.error("update cannot be opened", update=item.id, error=error)
        return None
