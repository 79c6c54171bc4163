"""A person's session as it is stored, and how long what she has not sent is kept."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
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


def drop_at(station: Station, session: Session, seen_at: datetime) -> datetime | None:
    """When the first thing that she has not sent is to be dropped: a draft, or a matter left open."""
    begun = [draft.kept_on for draft in session.drafts]
    if session.answers:
        begun.append(station.today(seen_at))
    return end_of(station, min(begun)) if begun else None


def end_of(station: Station, begun: date) -> datetime:
    """The end of the last day on which what was begun then is kept, as the texts tell her."""
    days = int(station.library.station.facts["draft_days"].source)
    return datetime.combine(begun + timedelta(days=days + 1), time(0), tzinfo=station.zone)
