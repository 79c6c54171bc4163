"""What Telegram says arrived, in the station's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

import structlog
import telegram
from telegram.helpers import effective_message_type

from bot.flow.model import Event, File, Located, Odd, Pressed, Sent, Started, Wrote
from bot.flow.secret import Secret
from bot.station.message import Bot, Incoming

_START = re.compile(r"/start(?:@\w+)?(?:\s+(.*))?\Z", re.IGNORECASE | re.DOTALL)

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_Attachment = (
    telegram.Voice
    | telegram.Audio
    | telegram.Video
    | telegram.VideoNote
    | telegram.Animation
    | telegram.Document
)


def read(update: telegram.Update, which: Bot, now: datetime) -> Incoming | None:
    """One update; None for what needs no answer: groups, and the news that a person blocked the bot.

    `now` stands for the moment of a press, of which Telegram tells none.
    """
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query, which, now)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != telegram.Chat.PRIVATE:
        log.info("update dropped", bot=which, update=update.update_id, chat_type=str(message.chat.type))
        return None
    return Incoming(
        bot=which,
        update_id=update.update_id,
        chat=message.chat.id,
        event=_edited(message) if update.message is None else _event(message),
        language=_language(message.from_user),
        message_id=message.message_id,
        callback=None,
        sent_at=message.date,
    )


def _pressed(update_id: int, query: telegram.CallbackQuery, which: Bot, now: datetime) -> Incoming | None:
    under = query.message
    if under is not None and under.chat.type != telegram.Chat.PRIVATE:
        log.info("update dropped", bot=which, update=update_id, chat_type=str(under.chat.type))
        return None
    return Incoming(
        bot=which,
        update_id=update_id,
        chat=query.from_user.id if under is None else under.chat.id,  # the same number in a private chat
        event=Pressed(query.data or ""),
        language=_language(query.from_user),
        message_id=None if under is None else under.message_id,
        callback=query.id,
        sent_at=now,
    )


def _event(message: telegram.Message) -> Event:
    if message.text is not None:
        start = _START.match(message.text)
        return Started(Secret((start[1] or "").strip())) if start else Wrote(Secret(message.text))
    file = _file(message)
    if file is not None:
        return Sent(file, None if message.caption is None else Secret(message.caption))
    point = message.venue.location if message.venue else message.location
    if point is not None:
        return Located(point.latitude, point.longitude)
    if message.contact is not None and message.contact.phone_number:
        return Wrote(Secret(message.contact.phone_number))
    return Odd(str(effective_message_type(message) or "unknown"))


def _edited(message: telegram.Message) -> Event:
    return Odd("edited") if message.text is None else Wrote(Secret(message.text), edited=True)


def _file(message: telegram.Message) -> File | None:
    if message.photo:
        best = max(message.photo, key=lambda size: size.width * size.height)
        return File("photo", best.file_id, best.file_size)
    kinds: Mapping[str, _Attachment | None] = {
        "voice": message.voice,
        "audio": message.audio,
        "video": message.video,
        "video_note": message.video_note,
        "animation": message.animation,  # before document: Telegram sends both for it
        "document": message.document,
    }
    return next((_attached(kind, found) for kind, found in kinds.items() if found is not None), None)


def _attached(kind: str, found: _Attachment) -> File:
    name = getattr(found, "file_name", None)
    duration = getattr(found, "duration", None)
    return File(
        kind=kind,
        handle=found.file_id,
        size=found.file_size,
        mime=getattr(found, "mime_type", None),
        name=None if name is None else Secret(name),
        seconds=None if duration is None else round(duration.total_seconds()),
    )


def _language(person: telegram.User | None) -> str | None:
    return None if person is None else person.language_code
