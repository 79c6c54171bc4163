"""What she has not read yet: a neutral notice when safe, the words once she opens them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.duty import contact
from bot.flow import codec
from bot.flow.model import Answer
from bot.station.context import Station, case_key
from bot.station.message import Key as Button
from bot.station.post import Envelope, Post, put
from bot.station.reply import NOTICE
from bot.store import chats, events, outbox
from bot.store.database import Transaction
from bot.store.outbox import Lane

if TYPE_CHECKING:
    from bot.station.words import Speaker

FLOW = "letters"  #: the conversation in which she reads and answers
PRESS = "news"  #: what the notice's button carries
CONTACT_PLACE = "chats.contact_sealed"
WORDS_PLACE = "events.words_sealed"


def contact_rule(station: Station, chat: chats.Chat) -> str | None:
    """When she may be written to, as she chose it."""
    if chat.contact is None:
        return None
    return station.chat_key(chat).open(CONTACT_PLACE, chat.id, chat.contact).decode()


async def announce(tx: Transaction, station: Station, chat: chats.Chat, now: datetime) -> None:
    """Queue one neutral notice, unless one is on its way. Deliver holds it until she may be written to."""
    if await outbox.is_waiting(tx, chat.id, NOTICE):
        return
    speaker = station.speaker(chat.language, now)
    rows = ((Button(speaker.phrase("news_show"), PRESS),),)
    envelope = Envelope(Lane.REST, unasked=True, note=NOTICE)
    earlier = await outbox.last_sent(tx, chat.id, NOTICE)
    post = Post(text=speaker.phrase("news_notice"), rows=rows, delete=() if earlier is None else (earlier,))
    row = await put(tx, station, chat, post, now, envelope)
    if contact.next_time(contact_rule(station, chat), now, station.zone) is None:
        await outbox.park(tx, row)


async def remind(tx: Transaction, station: Station, chat: chats.Chat, now: datetime) -> None:
    """She came herself (/start): the notice again, as an answer to that, if there is something unread."""
    if not await waiting(tx, chat):
        return
    await outbox.drop_waiting(tx, chat.id, NOTICE, now)
    speaker = station.speaker(chat.language, now)
    rows = ((Button(speaker.phrase("news_show"), PRESS),),)
    post = Post(text=speaker.phrase("news_notice"), rows=rows)
    await put(tx, station, chat, post, now, Envelope(note=NOTICE))


async def waiting(tx: Transaction, chat: chats.Chat) -> bool:
    return bool(await events.unread(tx, chat.id))


@dataclass(frozen=True, slots=True)
class Told:
    """What was new: in words, and the cases whose officer has written to her."""

    words: str
    letters_of: frozenset[int]


async def tell(tx: Transaction, station: Station, chat: chats.Chat, now: datetime) -> Told:
    """All that is new, in her language, each bound to what was recorded; it counts as read from now on."""
    speaker = station.speaker(chat.language, now)
    unread = await events.unread(tx, chat.id)
    lines = [await _line(tx, station, speaker, event) for event in unread]
    await events.mark_read(tx, chat.id)
    words = "\n\n".join(lines) or speaker.phrase("news_none")
    return Told(words, frozenset(event.case for event in unread if event.what == "letter_out"))


async def _line(tx: Transaction, station: Station, speaker: Speaker, event: events.Happened) -> str:
    at = speaker.at(event.at)
    if event.what != "letter_out" or event.words is None:
        return speaker.phrase(f"news_{event.what}", at=at)
    key = await case_key(tx, station, event.case)
    if key is None:
        return speaker.phrase("news_none")
    letter = codec.load(Answer, key.open(WORDS_PLACE, event.id, event.words))
    return f"{speaker.phrase('news_letter', at=at)}\n{speaker.answer(letter, {})}"
