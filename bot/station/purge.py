"""Drop what was told but never sent, once its time is over. She was told how long it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import structlog

from bot.flow import codec
from bot.flow.holdings import files_of
from bot.flow.session import Session
from bot.station.context import Station
from bot.station.drafts import SESSION_PLACE, drop_at, end_of, session_of
from bot.store import chats, evidence

log = structlog.get_logger()


async def purge_next(station: Station, now: datetime) -> bool:
    """Drop what is over of one person, with its files. False if there is none."""
    async with station.database.transaction() as tx:
        chat = await chats.with_something_to_drop(tx, now)
        if chat is None:
            return False
        key = station.chat_key(chat)
        session = session_of(chat, key)
        if session is None:
            chats.save(tx, replace(chat, drop_at=None))
            return True
        seen_at = chat.seen_at or now
        kept = _without_what_is_over(station, session, seen_at, now)
        await evidence.drop(tx, chat.id, files_of(session) - files_of(kept))
        sealed = key.seal(SESSION_PLACE, chat.id, codec.dump(kept))
        chats.save(tx, replace(chat, session=sealed, drop_at=drop_at(station, kept, seen_at)))
    log.info("unsent matters dropped", drafts=len(session.drafts) - len(kept.drafts))
    return True


def _without_what_is_over(station: Station, session: Session, seen_at: datetime, now: datetime) -> Session:
    drafts = tuple(draft for draft in session.drafts if end_of(station, draft.kept_on) > now)
    kept = replace(session, drafts=drafts)
    return station.engine.put_down(kept) if end_of(station, station.today(seen_at)) <= now else kept


async def sweep(station: Station) -> int:
    """Remove files of the evidence folder that no row knows: their keys are gone. How many there were."""
    async with station.database.reading() as tx:
        known = await evidence.names(tx)
    loose = [path for path in station.evidence.iterdir() if path.name not in known]
    for path in loose:
        path.unlink()
    return len(loose)
