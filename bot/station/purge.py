"""Drop what was told but never sent, once its time is over. She was told how long it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.flow import codec
from bot.flow.holdings import files_of
from bot.station.context import Station
from bot.station.drafts import SESSION_PLACE, draft_days, drafts_until, session_of
from bot.store import chats, evidence

log = structlog.get_logger()


async def purge_next(station: Station, now: datetime) -> bool:
    """Drop one person's drafts that are over, with their files. False if there are none."""
    async with station.database.transaction() as tx:
        chat = await chats.with_old_drafts(tx, now)
        if chat is None:
            return False
        key = station.chat_key(chat)
        session = session_of(chat, key)
        if session is None:
            await chats.save(tx, replace(chat, drafts_until=None))
            return True
        kept = session.without_drafts_before(station.today(now) - timedelta(days=draft_days(station)))
        await evidence.drop(tx, chat.id, files_of(session) - files_of(kept))
        sealed = key.seal(SESSION_PLACE, chat.id, codec.dump(kept))
        await chats.save(tx, replace(chat, session=sealed, drafts_until=drafts_until(station, kept)))
    log.info("drafts dropped", count=len(session.drafts) - len(kept.drafts))
    return True


async def sweep(station: Station) -> int:
    """Remove files of the evidence folder that no row knows: their keys are gone. How many there were."""
    async with station.database.reading() as tx:
        known = await evidence.names(tx)
    loose = [path for path in station.evidence.iterdir() if path.name not in known]
    for path in loose:
        path.unlink()
    return len(loose)
