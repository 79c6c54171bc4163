"""One turn of a woman's conversation: the engine decides, this records it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.flow import codec
from bot.flow.engine import Turn
from bot.flow.model import Called, Event, Pressed, Sent, Started
from bot.station import alert, matter, news, pieces
from bot.station.context import Station
from bot.station.drafts import SESSION_PLACE, drop_at, session_of
from bot.station.receive import Arrived
from bot.station.reply import Asked, asked_by, quotes, reply
from bot.store import cases, chats, outbox
from bot.store.database import Transaction


async def answer(
    tx: Transaction, station: Station, chat: chats.Chat, arrived: Arrived, now: datetime
) -> None:
    """Load, decide, record."""
    key = station.chat_key(chat)
    session = session_of(chat, key)
    event = await _event(tx, station, chat, arrived, now)
    turn = station.engine.advance(session, event, station.today(now))

    chat = replace(chat, language=_language(station, chat, arrived), blocked_at=None)
    outbox.release(tx, chat.id, now)
    asked = await asked_by(tx, chat, arrived.callback, arrived.message_id)
    await pieces.keep(tx, station, chat, turn, event, now)
    chat, facts = await matter.carry_out(tx, station, chat, turn, now)
    if quotes(turn.messages, "news"):
        told = await news.tell(tx, station, chat, now)
        if asked.row is not None:
            await outbox.used_up(tx, asked.row)
        facts["news"] = told.words
        for case in told.letters_of:
            await alert.notify(tx, station, await cases.load(tx, case), "letter_read", now)
    asked = _toasted(station, chat, turn, asked, now)
    # an old press on the message that is open now: it says so for a moment, and what stands there stays
    messages = () if turn.stale and asked.edits else turn.messages
    chat = await reply(tx, station, chat, messages, facts, asked, now)
    if isinstance(event, Started):
        await news.remind(tx, station, chat, now)
    await pieces.forget(tx, chat, session, turn)
    sealed = key.seal(SESSION_PLACE, chat.id, codec.dump(turn.session))
    dropping = drop_at(station, turn.session, now)
    chats.save(tx, replace(chat, session=sealed, drop_at=dropping, seen_at=now))


async def _event(
    tx: Transaction, station: Station, chat: chats.Chat, arrived: Arrived, now: datetime
) -> Event:
    """What the engine is told: a file has got its number, the button of a notice opens the news."""
    match arrived.event:
        case Sent(file, caption):
            return Sent(replace(file, evidence=station.database.ids.next(now)), caption)
        case Pressed(news.PRESS) if await news.waiting(tx, chat):
            return Called(news.FLOW)
        case event:
            return event


def _language(station: Station, chat: chats.Chat, arrived: Arrived) -> str:
    """Her own choice stays; until she makes one, the phone's setting counts."""
    if chat.chose_language or arrived.language is None:
        return chat.language
    return station.texts.choose(arrived.language, chat.language)


def _toasted(station: Station, chat: chats.Chat, turn: Turn, asked: Asked, now: datetime) -> Asked:
    if turn.toast is None:
        return asked
    return replace(asked, toast=station.speaker(chat.language, now).line(turn.toast))
