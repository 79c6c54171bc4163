"""Updates as they came, read one by one: what the library cannot read hides none of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
import telegram

from bot.channel.read import read
from bot.flow.model import Odd
from bot.station.message import Bot, Incoming

#: the parts of a message and of a press that we use: what stands beside them (a reply, a poll) spoils nothing
_MESSAGE = ("message_id", "date", "chat", "from", "text", "caption", "location", "venue", "contact")
_FILES = ("photo", "voice", "audio", "video", "video_note", "animation", "document")
_PRESS = ("id", "chat_instance", "data", "message")
_USED = frozenset(_MESSAGE + _FILES + _PRESS)

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def read_all(raw: Sequence[dict[str, Any]], which: Bot, now: datetime) -> list[Incoming]:
    """Everything that somebody should get an answer to. What cannot be read is an `Odd` event of its chat."""
    return [incoming for one in raw if (incoming := _read_one(one, which, now)) is not None]


def _read_one(raw: dict[str, Any], which: Bot, now: datetime) -> Incoming | None:
    for parts in (raw, _pruned(raw)):
        try:
            return read(telegram.Update.de_json(parts, None), which, now)
        except Exception as error:  # noqa: BLE001  # whatever it is, those behind it must be heard
            log.error("update could not be read", bot=which, update=raw["update_id"], error=error)
    return _unread(raw, which, now)


def _pruned(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _used(part) for name, part in raw.items()}


def _used(whole: Any) -> Any:
    """A message, or a press with the message under it, without what we do not use."""
    if not isinstance(whole, dict):
        return whole
    return {key: _used(part) if key == "message" else part for key, part in whole.items() if key in _USED}


def _unread(raw: dict[str, Any], which: Bot, now: datetime) -> Incoming | None:
    """An answerable trace of an update that the library could not read, if it shows a private chat at all."""
    press = _part(raw, "callback_query")
    message = _part(press, "message") or _part(raw, "message") or _part(raw, "edited_message")
    chat, person = _part(message, "chat"), _part(press, "from") or _part(message, "from")
    number = chat.get("id") if chat else person.get("id")
    if not isinstance(number, int) or chat.get("type", "private") != "private":
        return None
    callback, language, message_id = press.get("id"), person.get("language_code"), message.get("message_id")
    return Incoming(
        bot=which,
        update_id=raw["update_id"],
        chat=number,
        event=Odd("unreadable"),
        language=language if isinstance(language, str) else None,
        message_id=message_id if isinstance(message_id, int) else None,
        callback=callback if isinstance(callback, str) else None,
        sent_at=now,
    )


def _part(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = raw.get(key)
    return part if isinstance(part, dict) else {}
