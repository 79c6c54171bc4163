"""The messages of one turn, queued: the open question lives in one message that is edited in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.flow.model import Line, Message
from bot.station.context import Station
from bot.station.message import Bot, Key, Keyboard
from bot.station.post import Envelope, Post, put
from bot.store import chats, outbox
from bot.store.database import Transaction

NOTICE = "notice"  #: the neutral message behind whose button the news stand


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reply answers: a press, in which message of ours, or something that was sent."""

    callback: str | None = None
    row: int | None = None  #: the row of the message under the pressed button
    edits: bool = False  #: that message may turn into the answer
    toast: str = ""


async def asked_by(tx: Transaction, chat: chats.Chat, callback: str | None, message_id: int | None) -> Asked:
    """Which message was pressed. The live one and a notice may be edited; older ones stay as they are."""
    if callback is None:
        return Asked()
    pressed = None if message_id is None else await outbox.posted(tx, chat.id, message_id)
    if pressed is None:
        return Asked(callback)
    row, note = pressed
    return Asked(callback, row, row == chat.live or note == NOTICE)


async def reply(
    tx: Transaction,
    station: Station,
    chat: chats.Chat,
    messages: tuple[Message, ...],
    facts: Mapping[str, str],
    asked: Asked,
    now: datetime,
) -> chats.Chat:
    """Queue them; the chat as it stands afterwards (which message is live).

    A press on the live message turns that message into the next question. Anything else leaves
    it where it is, without buttons, and the question comes below. What is to be kept (`alone`)
    always comes as a message of its own.
    """
    speaker = station.speaker(chat.language, now)
    if asked.callback is not None:
        await put(tx, station, chat, Post(callback=asked.callback, toast=asked.toast), now)
    target = asked.row if asked.edits and _fits_in_place(messages) else None
    for old in {chat.live, asked.row} - {target, None} if messages else ():
        await put(tx, station, chat, Post(strip=old), now)
    for message in messages:
        words, rows = speaker.text(message, facts), speaker.rows(message)
        post = Post(text=words, rows=rows, replaces=target, protected=chat.bot == Bot.DUTY)
        chat, post = await _with_keyboard(tx, station, chat, message, post, now)
        row = await put(tx, station, chat, post, now)
        if not message.alone:
            chat = replace(chat, live=target or row)
        target = None
    return chat


def _fits_in_place(messages: tuple[Message, ...]) -> bool:
    """What is to be kept comes as a new message, unless it is all there is: then nothing edits it later."""
    return bool(messages) and not messages[0].ask_location and (not messages[0].alone or len(messages) == 1)


async def _with_keyboard(
    tx: Transaction, station: Station, chat: chats.Chat, message: Message, post: Post, now: datetime
) -> tuple[chats.Chat, Post]:
    """Open the keyboard that sends the place, or take it away again.

    Telegram takes one keyboard a message: buttons under it, or the one over the writing line. So the
    one is taken away by a short message before the next question, which is deleted at once.
    """
    if message.ask_location:
        send_place = Key(station.speaker(chat.language, now).phrase("send_place"), "")
        rows = ((send_place,), *post.rows)
        return replace(chat, place_keyboard=True), replace(post, keyboard=Keyboard.PLACE, rows=rows)
    if chat.place_keyboard:
        closing = Post(text=station.speaker(chat.language, now).phrase("place_done"), keyboard=Keyboard.GONE)
        row = await put(tx, station, chat, closing, now, Envelope(note="place_done"))
        await put(tx, station, chat, Post(delete=(row,)), now)
    return replace(chat, place_keyboard=False), post


def quotes(messages: tuple[Message, ...], fact: str) -> bool:
    """Whether any of the messages quotes this fact."""
    wanted = "{" + fact + "}"
    lines = (part for message in messages for part in message.parts if isinstance(part, Line))
    return any(wanted in line.source for line in lines)
