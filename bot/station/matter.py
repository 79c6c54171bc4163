"""What a turn's effects change: her case, its alerts, what officers are told, when she may be written to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

import structlog

from bot.duty.case import Case, higher, merged_kind
from bot.duty.desk import desk_for
from bot.flow import codec
from bot.flow.engine import Turn
from bot.flow.model import (
    AddToCase,
    Answer,
    CloseCase,
    Effect,
    KeepNote,
    OpenCase,
    RaiseAlert,
    SetLanguage,
    TellDesk,
    WriteToHer,
)
from bot.station import alert, news, pieces
from bot.station.context import CASE_KEY_PLACE, Station, case_key
from bot.store import answers as record
from bot.store import cases, chats, events, officers
from bot.store.database import Transaction

log = structlog.get_logger()
CALL_FOR_HELP = "danger_now"  #: the kind of a case that a tap opens, before anything is told
CONTACT_FIELD = "contact_when"  #: the field that says when she may be written to


@dataclass(frozen=True, slots=True)
class Changed:
    """What this turn did to her case; officers are told once, of all of it."""

    chat: chats.Chat
    case: Case | None = None
    alarmed: bool = False  #: opened, or raised: a new card for everybody
    added: bool = False
    wrote: bool = False
    reopened: bool = False


async def carry_out(
    tx: Transaction, station: Station, chat: chats.Chat, turn: Turn, now: datetime
) -> tuple[chats.Chat, dict[str, str]]:
    """Carry out a woman's effects; her chat afterwards, and the facts that are now recorded."""
    changed = Changed(chat)
    for effect in turn.effects:
        changed = await _carry_out_one(tx, station, changed, effect, now)
    speaker = station.speaker(changed.chat.language, now)
    facts = {"received_at": speaker.at(now), "language": speaker.language_name}
    if changed.case is None:
        return changed.chat, facts
    await _tell_officers(tx, station, changed, now)
    return changed.chat, facts | {"receipt": changed.case.number, "case": changed.case.number}


async def _carry_out_one(
    tx: Transaction, station: Station, changed: Changed, effect: Effect, now: datetime
) -> Changed:
    match effect:
        case OpenCase():
            return await _open(tx, station, changed, effect, now)
        case AddToCase(answers):
            return await _add(tx, station, changed, answers, now)
        case RaiseAlert(danger):
            return await _raise(tx, station, changed, danger, now)
        case TellDesk(answer):
            return await _tell_desk(tx, station, changed, answer, now)
        case SetLanguage(language):
            return replace(changed, chat=replace(changed.chat, language=language, chose_language=True))
        case WriteToHer() | KeepNote() | CloseCase():
            raise ValueError("An officers' effect stands in a flow for women; loading refuses that.")
        case _:
            assert_never(effect)


async def _open(
    tx: Transaction, station: Station, changed: Changed, effect: OpenCase, now: datetime
) -> Changed:
    """A new case; what is told after a tap in danger, or before one, is one case with it."""
    known = changed.case or await cases.open_of(tx, changed.chat.id)
    if known is not None and CALL_FOR_HELP in (known.kind, effect.kind):
        return await _grow(tx, station, replace(changed, case=known), effect, now)
    case = await _new_case(tx, station, changed.chat, effect, now)
    await events.add(tx, _event(station, case, "opened", now))
    await cases.raise_alert(tx, station.database.ids.next(now), case.id, case.danger, now)
    chat = await _keep_answers(tx, station, changed.chat, case, effect.answers)
    return replace(changed, chat=chat, case=case, alarmed=True)


async def _grow(
    tx: Transaction, station: Station, changed: Changed, effect: OpenCase, now: datetime
) -> Changed:
    """What is told goes into the open case. The desk is alarmed anew if it is more urgent than was known,
    or a call for help; otherwise the officer who answers for it hears that there is more."""
    known = changed.case
    if known is None:
        return changed
    case = replace(known, kind=merged_kind(known.kind, effect.kind))
    await cases.regard(tx, case)
    await events.add(tx, _event(station, case, "added", now))
    chat = await _keep_answers(tx, station, changed.chat, case, effect.answers)
    changed = replace(changed, chat=chat, case=case, added=True)
    if effect.kind != CALL_FOR_HELP and higher(case.danger, effect.danger) == case.danger:
        return changed
    return await _raise(tx, station, changed, effect.danger, now)


async def _new_case(
    tx: Transaction, station: Station, chat: chats.Chat, effect: OpenCase, now: datetime
) -> Case:
    number = station.pick_number()
    while not await cases.number_is_free(tx, number):
        number = station.pick_number()
    desk = desk_for(effect.kind, station.library.station.desks, await officers.count_by_desk(tx))
    case = Case(station.database.ids.next(now), number, effect.kind, effect.danger, desk, chat.id, now)
    _, wrapped = station.vault.new_key(CASE_KEY_PLACE, case.id)
    await cases.add(tx, case, wrapped)
    log.info("case opened", case=case.number, kind=case.kind, danger=case.danger, desk=desk)
    return case


async def _keep_answers(
    tx: Transaction, station: Station, chat: chats.Chat, case: Case, answers: Mapping[str, Answer]
) -> chats.Chat:
    """Seal each answer with the case's key; the chat, which knows when she may be written to."""
    key = await case_key(tx, station, case.id)
    if key is None:
        return chat
    sealed = {
        name: key.seal(record.PLACE, record.row(case.id, name), codec.dump(answer))
        for name, answer in answers.items()
    }
    await record.put(tx, case.id, sealed)
    await pieces.give_to_case(tx, station, chat, case.id, answers)
    chosen = answers.get(CONTACT_FIELD)
    if chosen is None or not chosen.names:
        return chat
    rule = station.chat_key(chat).seal(news.CONTACT_PLACE, chat.id, chosen.names[0].encode())
    return replace(chat, contact=rule)


async def _add(
    tx: Transaction, station: Station, changed: Changed, answers: Mapping[str, Answer], now: datetime
) -> Changed:
    case = changed.case or await cases.open_of(tx, changed.chat.id)
    if case is None or not answers:
        return changed
    chat = await _keep_answers(tx, station, changed.chat, case, answers)
    await events.add(tx, _event(station, case, "added", now))
    return replace(changed, chat=chat, case=case, added=True)


async def _raise(tx: Transaction, station: Station, changed: Changed, danger: str, now: datetime) -> Changed:
    """Raise the class of the case that is open; an alert of that class already raised in this turn stands."""
    case = changed.case or await cases.open_of(tx, changed.chat.id)
    if case is None:
        return changed
    if changed.alarmed and case.danger == higher(case.danger, danger):
        return changed
    case = replace(case, danger=higher(case.danger, danger))
    await cases.regard(tx, case)
    if danger == "danger" and case.taken_by is not None:
        # the one who took it may be asleep: a call for help is for whoever is awake
        case = replace(case, taken_by=None, taken_at=None)
        await cases.release(tx, case.id)
        await events.add(tx, _event(station, case, "released", now))
    await cases.raise_alert(tx, station.database.ids.next(now), case.id, case.danger, now)
    return replace(changed, case=case, alarmed=True)


async def _tell_desk(
    tx: Transaction, station: Station, changed: Changed, answer: Answer, now: datetime
) -> Changed:
    """Her letter, sealed into the case that the officer wrote about."""
    if not answer.words and not answer.files:
        return changed
    case = changed.case or await cases.latest_of(tx, changed.chat.id)
    key = None if case is None else await case_key(tx, station, case.id)
    if case is None or key is None:
        return changed
    row = station.database.ids.next(now)
    words = key.seal(news.WORDS_PLACE, row, codec.dump(answer))
    await events.add(tx, events.Happened(row, case.id, now, "letter_in", words=words))
    await pieces.give_to_case(tx, station, changed.chat, case.id, {"letter": answer})
    if case.closed_at is None:
        return replace(changed, case=case, wrote=True)
    # she was told that she can write: a closed case that nobody looks at would make that untrue
    await cases.reopen(tx, case.id)
    await cases.raise_alert(tx, station.database.ids.next(now), case.id, case.danger, now)
    await events.add(tx, _event(station, case, "reopened", now))
    return replace(changed, case=await cases.load(tx, case.id), alarmed=True, reopened=True)


async def _tell_officers(tx: Transaction, station: Station, changed: Changed, now: datetime) -> None:
    if changed.case is None:
        return
    if changed.alarmed:
        await alert.raise_cards(tx, station, changed.case, changed.chat, now)
    elif changed.added:
        await alert.refresh(tx, station, changed.case, now)
        await alert.notify(tx, station, changed.case, "more_added", now)
    if changed.wrote or changed.reopened:
        key = "reopened" if changed.reopened else "letter_from_her"
        await alert.notify(tx, station, changed.case, key, now)


def _event(station: Station, case: Case, what: str, now: datetime) -> events.Happened:
    return events.Happened(station.database.ids.next(now), case.id, now, what)
