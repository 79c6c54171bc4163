"""A person's session as it is stored, and how long what she has not sent is kept."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.flow import codec
from bot.flow.session import Session
from bot.station.context import Station
from bot.store import chats

if TYPE_CHECKING:
    from bot.vault.seal import Key

SESSION_PLACE = "chats.session_sealed"


def session_of(chat: chats.Chat, key: Key) -> Session | None:
    if chat.session is None:
        return None
    return codec.load(Session, key.open(SESSION_PLACE, chat.id, chat.session))


def drafts_until(station: Station, session: Session) -> datetime | None:
    """The moment at which the oldest draft of this session is to be dropped: the end of its last day."""
    if not session.drafts:
        return None
    oldest = min(draft.kept_on for draft in session.drafts)
    last_day = oldest + timedelta(days=draft_days(station))
    return datetime.combine(last_day + timedelta(days=1), time(0), tzinfo=station.zone)


def draft_days(station: Station) -> int:
    """How many days a draft is kept, as the texts tell her."""
    return int(station.library.station.facts["draft_days"].source)
