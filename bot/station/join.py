"""How a person becomes an officer: a one-time code, sent to the duty bot within a day."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.duty.desk import Role
from bot.flow.model import Library
from bot.station.context import Station
from bot.station.post import Post, put
from bot.store import cases, chats, officers
from bot.store.database import Transaction

log = structlog.get_logger()
VALID_FOR = timedelta(hours=24)


class UnknownDesk(Exception):
    """A desk that station.yaml does not have."""

    def __init__(self, desk: str, library: Library) -> None:
        known = ", ".join(library.station.desks)
        super().__init__(f'There is no desk "{desk}". flows/station.yaml has: {known}.')


async def invite(station: Station, code: str, desk: str, role: Role, name: str, now: datetime) -> None:
    """Write down a code that makes one person an officer of a desk, once, within a day."""
    if desk not in station.library.station.desks:
        raise UnknownDesk(desk, station.library)
    hashed = _hash(station, code)
    sealed = station.vault.seal(officers.INVITE_PLACE, hashed.hex(), name.encode())
    new = officers.Invite(hashed, desk, role, sealed, now + VALID_FOR)
    async with station.database.transaction() as tx:
        await officers.invite(tx, new, now)


async def join(
    tx: Transaction, station: Station, chat: chats.Chat, code: str, now: datetime
) -> officers.Member | None:
    """Use a code. The person is told how it went; a stranger with a wrong one gets the neutral sentence."""
    speaker = station.speaker(chat.language, now)
    hashed = _hash(station, code)
    found = await officers.find_invite(tx, hashed)
    if found is None:
        await put(tx, station, chat, Post(text=speaker.duty("stranger")), now)
        return None
    if not await officers.use(tx, hashed, chat.id, now):
        key = "code_used" if found.used_at else "code_expired"
        await put(tx, station, chat, Post(text=speaker.duty(key)), now)
        return None
    name = station.vault.open(officers.INVITE_PLACE, hashed.hex(), found.name).decode()
    sealed = station.vault.seal(officers.NAME_PLACE, chat.id, name.encode())
    await officers.join(tx, chat.id, found.desk, found.role, sealed, now)
    desk = station.library.station.desks[found.desk]
    welcome = speaker.duty("welcome", name=name, desk=speaker.line(desk.label))
    await put(tx, station, chat, Post(text=welcome, protected=True), now)
    log.info("officer joined", desk=found.desk, role=found.role)
    return await officers.find(tx, chat.id)


async def waits_for(tx: Transaction, member: officers.Member) -> bool:
    """Whether cases of the desk wait that nobody has taken."""
    return bool(await cases.waiting_desks(tx, [member.desk]))


def _hash(station: Station, code: str) -> bytes:
    return station.vault.finding_hash("invite", code.strip().upper())
