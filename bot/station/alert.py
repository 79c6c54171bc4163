"""Alert cards: what every officer of the desk gets when a case opens, and what becomes of them."""

from __future__ import annotations

from datetime import datetime

from bot.duty import contact, record
from bot.duty.case import Case, Status
from bot.duty.desk import Officer, may_open, may_work
from bot.flow import codec
from bot.flow.model import Answer
from bot.station import news
from bot.station.context import Station, case_key
from bot.station.message import Key
from bot.station.post import Envelope, Post, Rows, put
from bot.station.words import Speaker
from bot.store import answers as stored_answers
from bot.store import chats, officers, outbox
from bot.store.database import Transaction
from bot.store.outbox import Lane

CARD = "card"


async def raise_cards(tx: Transaction, station: Station, case: Case, her: chats.Chat, now: datetime) -> None:
    """A new card for every officer of the case's desk. Older cards of the case lose their buttons."""
    old = await outbox.cards(tx, case.id)
    lane = Lane.DANGER if case.danger == "danger" else Lane.ANSWER
    for member in await officers.of_desk(tx, case.desk):
        chat = await chats.load(tx, member.chat)
        strip = tuple(card.id for card in old if card.chat == member.chat)
        await send_card(tx, station, case, station.officer(member), chat, now, lane, her=her, strip=strip)


async def send_card(
    tx: Transaction,
    station: Station,
    case: Case,
    officer: Officer,
    chat: chats.Chat,
    now: datetime,
    lane: Lane = Lane.ANSWER,
    *,
    replaces: int | None = None,
    her: chats.Chat | None = None,
    strip: tuple[int, ...] = (),
) -> None:
    """One officer's card, new or in place of the one he has."""
    her = her or await chats.load(tx, case.chat)
    speaker = station.speaker(officer.language, now)
    text = await _card_text(tx, station, case, speaker, her)
    buttons = _card_buttons(case, officer, speaker)
    post = Post(text, buttons, replaces=replaces, strip=strip, protected=True)
    note = CARD if replaces is None else None
    await put(tx, station, chat, post, now, Envelope(lane, case=case.id, note=note))


async def refresh(tx: Transaction, station: Station, case: Case, now: datetime) -> None:
    """Every card of the case says how it stands now: who took it, that it is closed."""
    for card in await outbox.cards(tx, case.id):
        member = await officers.find(tx, card.chat)
        if member is not None and may_open(station.officer(member), case):
            chat = await chats.load(tx, card.chat)
            await send_card(tx, station, case, station.officer(member), chat, now, replaces=card.id)


async def notify(
    tx: Transaction, station: Station, case: Case, key: str, now: datetime, at: datetime | None = None
) -> None:
    """One sentence about a case: to the officer who answers for it, or to the desk while nobody does."""
    members = await officers.of_desk(tx, case.desk)
    answering = [member for member in members if member.chat == case.taken_by] or members
    for member in answering:
        chat = await chats.load(tx, member.chat)
        speaker = station.speaker(member.language, now)
        rows = ((Key(speaker.duty("back_to_case"), f"case.{case.number}"),),)
        text = speaker.duty(key, case=case.number, at=speaker.at(at or now))
        post = Post(text=text, rows=rows, protected=True)
        await put(tx, station, chat, post, now, Envelope(case=case.id, note="notice"))


async def _card_text(tx: Transaction, station: Station, case: Case, speaker: Speaker, her: chats.Chat) -> str:
    """Class, number and what is asked; then facts. No name, none of her words."""
    head = f"card_{case.danger}" if case.status is Status.NEW else "card_taken_head"
    lines = [
        speaker.duty(head, case=case.number, **{"class": speaker.duty(f"class_{case.danger}")}),
        speaker.duty("card_kind", kind=speaker.duty(f"kind_{case.kind}")),
    ]
    areas = await area_labels(tx, station, case, speaker)
    lines += [speaker.duty("card_area", area=label) for label in areas]
    opened, age = speaker.at(case.opened_at), speaker.age(case.opened_at)
    lines.append(speaker.duty("card_opened", at=opened, age=age))
    if case.status is not Status.CLOSED:
        lines.append(speaker.duty("card_contact", contact=contact_words(station, speaker, her)))
    lines.append(await _standing(tx, station, case, speaker))
    return "\n".join(lines)


async def _standing(tx: Transaction, station: Station, case: Case, speaker: Speaker) -> str:
    """Who answers for it."""
    if case.taken_by is None or case.taken_at is None:
        return speaker.duty("card_waiting")
    name = await officer_name(tx, station, case.taken_by)
    if case.closed_at is None:
        return speaker.duty("card_taken", officer=name, at=speaker.at(case.taken_at))
    field = station.library.record.get("outcome")
    options = field.options if field else {}
    outcome = speaker.answer(Answer(field.kind, (case.outcome or "",)), options) if field else ""
    return speaker.duty("card_closed", officer=name, at=speaker.at(case.closed_at), outcome=outcome)


async def officer_name(tx: Transaction, station: Station, chat: int) -> str:
    member = await officers.find(tx, chat)
    return "" if member is None else station.officer(member).name


async def area_labels(tx: Transaction, station: Station, case: Case, speaker: Speaker) -> list[str]:
    """The options that staff allow on a card. What she wrote herself never stands there."""
    key = await case_key(tx, station, case.id)
    if key is None:
        return []
    found = []
    for name, sealed in (await stored_answers.of_case(tx, case.id)).items():
        field = station.library.record.get(name)
        if field is None or not record.on_card(field):
            continue
        answer = codec.load(Answer, key.open(stored_answers.PLACE, stored_answers.row(case.id, name), sealed))
        if answer.names:
            found.append(speaker.answer(Answer(answer.kind, answer.names), field.options))
    return found


def contact_words(station: Station, speaker: Speaker, her: chats.Chat) -> str:
    """When she may be contacted next, and what she said about it."""
    rule = news.contact_rule(station, her)
    said = speaker.duty(f"contact_{rule}" if rule else "contact_unknown")
    moment = contact.next_time(rule, speaker.now, station.zone)
    if moment is None:
        return said
    when = speaker.duty("contact_now") if moment <= speaker.now else speaker.at(moment)
    return speaker.duty("contact_next", when=when, said=said)


def _card_buttons(case: Case, officer: Officer, speaker: Speaker) -> Rows:
    if case.status is Status.NEW:
        return ((Key(speaker.duty("take"), f"take.{case.number}"),),)
    show = (Key(speaker.duty("show"), f"show.{case.number}"),)
    if not may_work(officer, case):
        # somebody else answers for it, or it is closed: the details stay within one logged tap of the desk
        return (show,) if case.status is Status.CLOSED else ()
    write = (
        Key(speaker.duty("write"), f"write.{case.number}"),
        Key(speaker.duty("note"), f"note.{case.number}"),
    )
    return (show, write, (Key(speaker.duty("close"), f"close.{case.number}"),))
