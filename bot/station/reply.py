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
    notice: bool = False  #: it is a notice, which says nothing that would be lost
    toast: str = ""


async def asked_by(tx: Transaction, chat: chats.Chat, callback: str | None, message_id: int | None) -> Asked:
    """Which message was pressed. The live one and a notice may be edited; older ones stay as they are."""
    if callback is None:
        return Asked()
    pressed = None if message_id is None else await outbox.posted(tx, chat.id, message_id)
    if pressed is None:
        return Asked(callback)
    row, note = pressed
    return Asked(callback, row, row == chat.live or note == NOTICE, note == NOTICE)


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
    if asked.callback is not None and not messages:
        await put(tx, station, chat, Post(callback=asked.callback, toast=asked.toast), now)
    target = asked.row if asked.edits and _fits_in_place(messages, asked) else None
    old = tuple(row for row in {chat.live, asked.row} if row not in (target, None))
    # the press is answered, and old buttons go, by the way with the first message
    by_the_way = Post(callback=asked.callback, toast=asked.toast, strip=old, replaces=target)
    for message in messages:
        words, rows = speaker.text(message, facts), speaker.rows(message)
        post = replace(by_the_way, text=words, rows=rows, protected=chat.bot == Bot.DUTY)
        chat, post = await _with_keyboard(tx, station, chat, message, post, now)
        row = await put(tx, station, chat, post, now)
        if not message.alone:
            chat = replace(chat, live=target or row)
        target, by_the_way = None, Post()
    return chat


def _fits_in_place(messages: tuple[Message, ...], asked: Asked) -> bool:
    """What is to be kept comes as a new message, unless it is all there is: then nothing edits it later."""
    if not messages or messages[0].ask_location:
        return False
    return not messages[0].alone or len(messages) == 1 or asked.notice


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
