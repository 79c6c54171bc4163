"""Store what arrived, sealed, before it is confirmed to the channel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.flow import codec
from bot.flow.model import Event
from bot.station.context import Station
from bot.station.message import Bot, Incoming
from bot.store import chats, inbox
from bot.store.database import Transaction

EVENT_PLACE = "inbox.event_sealed"
TELEGRAM_PLACE = "chats.telegram_sealed"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the inbox keeps of an update: the event, and what answering it needs."""

    event: Event
    language: str | None
    message_id: int | None
    callback: str | None


async def receive(station: Station, items: Sequence[Incoming], now: datetime) -> int:
    """Store these updates; how many were new. All of them are on disk when this returns."""
    if not items:
        return 0
    async with station.database.transaction() as tx:
        known = await inbox.known(tx, items[0].bot, [item.update_id for item in items])
        new = {item.update_id: item for item in items if item.update_id not in known}
        hashes = {item.update_id: _hash(station, item) for item in new.values()}
        people = await chats.find_all(tx, items[0].bot, set(hashes.values()))
        for number, item in new.items():
            if hashes[number] not in people:
                people[hashes[number]] = _meet(tx, station, item, hashes[number], now)
            inbox.put(tx, _received(station, item, people[hashes[number]], now))
    return len(new)


def _hash(station: Station, item: Incoming) -> bytes:
    """Her number, as it is found again."""
    return station.vault.finding_hash(f"telegram {item.bot}", str(item.chat))


def _received(station: Station, item: Incoming, chat: chats.Chat, now: datetime) -> inbox.Received:
    arrived = Arrived(item.event, item.language, item.message_id, item.callback)
    sealed = station.chat_key(chat).seal(EVENT_PLACE, f"{item.bot}:{item.update_id}", dump(arrived))
    row = station.database.ids.next(now)
    return inbox.Received(row, item.bot, item.update_id, chat.id, item.message_id, sealed, now)


def _meet(tx: Transaction, station: Station, item: Incoming, finding: bytes, now: datetime) -> chats.Chat:
    """The row of somebody who writes for the first time."""
    row = station.database.ids.next(now)
    key, wrapped = station.vault.new_key("chats.key_wrapped", row)
    telegram = key.seal(TELEGRAM_PLACE, row, str(item.chat).encode())
    chat = chats.Chat(row, item.bot, telegram, wrapped, station.texts.choose(item.language))
    chats.add(tx, chat, finding, now)
    return chat


def telegram_id(station: Station, chat: chats.Chat) -> int:
    """The channel's number of a chat: for sending, and for nothing else."""
    return int(station.chat_key(chat).open(TELEGRAM_PLACE, chat.id, chat.telegram))


def opened(station: Station, chat: chats.Chat, item: inbox.Received) -> Arrived:
    return load(station.chat_key(chat).open(EVENT_PLACE, f"{Bot(item.bot)}:{item.update_id}", item.event))


def dump(arrived: Arrived) -> bytes:
    rest = {"language": arrived.language, "message_id": arrived.message_id, "callback": arrived.callback}
    return json.dumps({"event": codec.dump(arrived.event).decode(), **rest}).encode()


def load(data: bytes) -> Arrived:
    found = json.loads(data)
    event = codec.load(Event, found["event"].encode())
    return Arrived(event, found["language"], found["message_id"], found["callback"])
