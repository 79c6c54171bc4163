"""What Telegram's refusals mean, told by their wording: it has no other codes."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.station.message import TryLater, Undeliverable

SOON = timedelta(seconds=2)  #: the network, or Telegram itself, was not there
LATER = timedelta(seconds=60)  #: our token was refused: somebody must act first


class Refusal(StrEnum):
    UNCHANGED = "unchanged"  #: an edit that changes nothing
    NO_MESSAGE = "no_message"  #: the message is gone, or no longer ours to edit
    TOO_OLD = "too_old"  #: the message can no longer be deleted
    ANSWERED = "answered"  #: the press was answered already, or too long ago
    NO_CHAT = "no_chat"  #: nobody is there any more
    TOO_BIG = "too_big"  #: the file
    OTHER = "other"


#: beginnings and parts of Telegram's sentences, in small letters; the first that fits counts
_WORDINGS: tuple[tuple[str, Refusal], ...] = (
    ("message is not modified", Refusal.UNCHANGED),
    ("message_not_modified", Refusal.UNCHANGED),
    ("message to edit not found", Refusal.NO_MESSAGE),
    ("message can't be edited", Refusal.NO_MESSAGE),
    ("message to delete not found", Refusal.NO_MESSAGE),
    ("message_id_invalid", Refusal.NO_MESSAGE),
    ("message can't be deleted", Refusal.TOO_OLD),
    ("message_delete_forbidden", Refusal.TOO_OLD),
    ("query is too old", Refusal.ANSWERED),
    ("query_id_invalid", Refusal.ANSWERED),
    ("chat not found", Refusal.NO_CHAT),
    ("user not found", Refusal.NO_CHAT),
    ("deactivated", Refusal.NO_CHAT),
    ("peer_id_invalid", Refusal.NO_CHAT),
    ("too big", Refusal.TOO_BIG),
    ("too large", Refusal.TOO_BIG),
)


def refusal(error: TelegramError) -> Refusal:
    """Which refusal this is, by its words."""
    words = error.message.lower()
    return next((kind for wording, kind in _WORDINGS if wording in words), Refusal.OTHER)


def outcome(error: TelegramError) -> TryLater | Undeliverable:
    """What becomes of a message that met `error`."""
    match error:
        case RetryAfter():
            return TryLater(waiting(error), "too_many")
        case Forbidden():
            gone = refusal(error) is Refusal.NO_CHAT
            return Undeliverable("gone" if gone else "blocked", blocked=True)
        case ChatMigrated():
            return Undeliverable("gone", blocked=True)
        case BadRequest() if refusal(error) is Refusal.NO_CHAT:
            return Undeliverable("gone", blocked=True)
        case BadRequest():
            return Undeliverable("refused")
        case TimedOut():
            return TryLater(SOON, "unreachable")
        case NetworkError() if refusal(error) is Refusal.TOO_BIG:  # 413, which the library counts as network
            return Undeliverable("refused")
        case NetworkError():
            return TryLater(SOON, "server" if _was_answered(error) else "unreachable")
        case _:
            return TryLater(LATER, "server")


def waiting(error: RetryAfter) -> timedelta:
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def wording(error: TelegramError) -> str:
    """The beginning of Telegram's sentence, which is the same for everybody: it stops before any mark,
    digit or letter outside English, because behind those it may quote what was sent."""
    found = re.match(r"[A-Za-z' _-]{0,80}", error.message)
    return found[0].strip() if found else ""


def _was_answered(error: NetworkError) -> bool:
    """Whether a server said something: the library puts the code in brackets, or Telegram's own sentence."""
    return not error.message.isidentifier()
