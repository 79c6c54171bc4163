"""What an officer does with cases: see them, take them, read, write, note, close. Rights are checked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.duty.case import Case, Status
from bot.duty.desk import Officer, in_order, may_open, may_work
from bot.flow import codec
from bot.flow.model import CLASSES, Answer, CloseCase, Effect, KeepNote, SetLanguage, WriteToHer
from bot.station import alert, details, news
from bot.station.context import Station, case_key
from bot.station.message import Key
from bot.station.post import Post, put
from bot.station.words import Speaker
from bot.store import cases, chats, events
from bot.store.database import Transaction

log = structlog.get_logger()
#: ids have 63 bits; a button that carries more was forged
LARGEST_ID = 2**63
#: how many cases one list shows
LISTED = 20


@dataclass(frozen=True, slots=True)
class Desk:
    """An officer at work: what the functions here share within one update."""

    tx: Transaction
    station: Station
    chat: chats.Chat
    officer: Officer
    now: datetime
    callback: str | None = None
    row: int | None = None  #: of the message under the pressed button

    @property
    def speaker(self) -> Speaker:
        return self.station.speaker(self.officer.language, self.now)

    def say(self, key: str, **facts: str) -> str:
        return self.speaker.duty(key, **facts)

    async def tell(self, text: str, rows: tuple[tuple[Key, ...], ...] = ()) -> None:
        await put(self.tx, self.station, self.chat, Post(text=text, rows=rows, protected=True), self.now)

    async def acknowledge(self, toast: str = "") -> None:
        """Answer the press, at once and once; a sentence without a press is a message."""
        if self.callback is not None:
            await put(self.tx, self.station, self.chat, Post(callback=self.callback, toast=toast), self.now)
        elif toast:
            await self.tell(toast)


async def find(desk: Desk, number: str) -> Case | None:
    """The case, if this officer may know of it. One that is another desk's does not exist for him."""
    case = await cases.by_number(desk.tx, number)
    if case is None or not may_open(desk.officer, case):
        await desk.acknowledge(desk.say("no_such_case"))
        return None
    return case


async def queue(desk: Desk) -> None:
    """The desk's open cases, what is most urgent first, a button each."""
    rank = {name: place for place, name in enumerate(CLASSES)}
    found = in_order(await cases.not_closed(desk.tx, desk.officer.desk), rank)
    if not found:
        await desk.tell(desk.say("queue_empty"))
        return
    lines = [desk.say("queue_head", count=str(len(found)))]
    lines += [await _queue_line(desk, case) for case in found[:LISTED]]
    if len(found) > LISTED:
        lines.append(desk.say("queue_more", count=str(len(found) - LISTED)))
    keys = [Key(case.number, f"case.{case.number}") for case in found[:LISTED]]
    await desk.tell("\n".join(lines), tuple(tuple(keys[at : at + 3]) for at in range(0, len(keys), 3)))


async def _queue_line(desk: Desk, case: Case) -> str:
    areas = await alert.area_labels(desk.tx, desk.station, case, desk.speaker)
    line = desk.say(
        "queue_line",
        **{"class": desk.say(f"class_{case.danger}")},
        case=case.number,
        kind=desk.say(f"kind_{case.kind}"),
        area=", ".join(areas) or "–",
        age=desk.speaker.age(case.opened_at),
    )
    if case.taken_by is None:
        return f"• {line}"
    return f"· {line} · {await alert.officer_name(desk.tx, desk.station, case.taken_by)}"


async def card(desk: Desk, number: str) -> None:
    case = await find(desk, number)
    if case is not None:
        await desk.acknowledge()
        await alert.send_card(desk.tx, desk.station, case, desk.officer, desk.chat, desk.now)


async def take(desk: Desk, number: str) -> None:
    """One compare-and-set: exactly one officer answers for the case from now on."""
    case = await find(desk, number)
    if case is None:
        return
    if not await cases.take(desk.tx, case.id, desk.officer.chat, desk.now):
        await _taken_already(desk, await cases.load(desk.tx, case.id))
        return
    await cases.acknowledge(desk.tx, case.id, desk.officer.chat, desk.now)
    her = await chats.load(desk.tx, case.chat)
    await _record(desk, case, "taken", unread_by=her.id)
    await desk.acknowledge()
    await alert.refresh(desk.tx, desk.station, await cases.load(desk.tx, case.id), desk.now)
    await news.announce(desk.tx, desk.station, her, desk.now)
    log.info("case taken", case=case.number, desk=case.desk)


async def _taken_already(desk: Desk, case: Case) -> None:
    if case.status is Status.CLOSED:
        await desk.acknowledge(desk.say("closed_already", case=case.number))
    elif case.taken_by == desk.officer.chat and case.taken_at is not None:
        await desk.acknowledge(desk.say("taken_by_you", at=desk.speaker.at(case.taken_at)))
    elif case.taken_by is not None and case.taken_at is not None:
        name = await alert.officer_name(desk.tx, desk.station, case.taken_by)
        await desk.acknowledge(desk.say("taken_by_other", officer=name, at=desk.speaker.at(case.taken_at)))
    if desk.row is not None:
        await alert.send_card(
            desk.tx, desk.station, case, desk.officer, desk.chat, desk.now, replaces=desk.row
        )


async def show(desk: Desk, number: str) -> None:
    case = await _readable(desk, number)
    if case is not None:
        await details.show(desk.tx, desk.station, case, desk.officer, desk.chat, desk.now)


async def open_field(desk: Desk, number: str, field: str) -> None:
    case = await _readable(desk, number)
    if case is not None:
        await details.open_field(desk.tx, desk.station, case, desk.officer, desk.chat, field, desk.now)


async def open_file(desk: Desk, number: str, piece: str) -> None:
    case = await _readable(desk, number)
    if case is not None and piece.isdecimal() and int(piece) < LARGEST_ID:
        await details.open_file(desk.tx, desk.station, case, desk.officer, desk.chat, int(piece), desk.now)


async def _readable(desk: Desk, number: str) -> Case | None:
    """The case, if its details may be read: by the officer who took it, and by the desk once it is closed."""
    case = await find(desk, number)
    if case is None:
        return None
    if not may_work(desk.officer, case) and case.status is not Status.CLOSED:
        await desk.acknowledge(desk.say("not_yours"))
        return None
    await desk.acknowledge()
    return case


async def workable(desk: Desk, number: str) -> Case | None:
    """The case, if this officer answers for it; otherwise he is told why not."""
    case = await find(desk, number)
    if case is None:
        return None
    if case.status is Status.CLOSED:
        await desk.acknowledge(desk.say("closed_already", case=case.number))
        return None
    if not may_work(desk.officer, case):
        await desk.acknowledge(desk.say("not_yours"))
        return None
    return case


async def unread_by_desk(desk: Desk, case: Case) -> bool:
    """Whether she has written since anybody looked."""
    happened = [
        event.what for event in await events.of_case(desk.tx, case.id) if event.what in ("letter_in", "shown")
    ]
    return bool(happened) and happened[-1] == "letter_in"


async def carry_out(desk: Desk, number: str, effect: Effect) -> None:
    """What an officer's form asks for. The right to it is looked at again, now that it happens."""
    case = await workable(desk, number)
    if case is None:
        return
    match effect:
        case WriteToHer(letter):
            await _write_to_her(desk, case, letter)
        case KeepNote(note):
            await _record(desk, case, "note", words=note)
            await desk.tell(desk.say("note_kept", case=case.number))
        case CloseCase(outcome, answers):
            await _close(desk, case, outcome, answers)
        case SetLanguage():
            raise ValueError("The language is no matter of a case.")
        case _:
            raise ValueError("A woman's effect stands in a flow for officers; loading refuses that.")


async def _write_to_her(desk: Desk, case: Case, letter: Answer) -> None:
    her = await chats.load(desk.tx, case.chat)
    await _record(desk, case, "letter_out", words=letter, unread_by=her.id)
    await news.announce(desk.tx, desk.station, her, desk.now)
    when = alert.contact_words(desk.station, desk.speaker, her)
    await desk.tell(desk.say("letter_queued", contact=when))


async def _close(desk: Desk, case: Case, outcome: str, answers: Mapping[str, Answer]) -> None:
    if not await cases.close(desk.tx, case.id, outcome, desk.now):
        await desk.tell(desk.say("closed_already", case=case.number))
        return
    her = await chats.load(desk.tx, case.chat)
    for answer in answers.values():
        if answer.words:
            await _record(desk, case, "note", words=answer)
    await _record(desk, case, "closed", detail=outcome, unread_by=her.id)
    await alert.refresh(desk.tx, desk.station, await cases.load(desk.tx, case.id), desk.now)
    await desk.tell(desk.say("closed_done", case=case.number))
    await news.announce(desk.tx, desk.station, her, desk.now)
    log.info("case closed", case=case.number, desk=case.desk, outcome=outcome)


async def _record(
    desk: Desk,
    case: Case,
    what: str,
    *,
    detail: str | None = None,
    words: Answer | None = None,
    unread_by: int | None = None,
) -> None:
    """One line of the case's history; words sealed with the case's key."""
    row = desk.station.database.ids.next(desk.now)
    sealed = None
    if words is not None:
        key = await case_key(desk.tx, desk.station, case.id)
        if key is None:
            return
        sealed = key.seal(news.WORDS_PLACE, row, codec.dump(words))
    event = events.Happened(row, case.id, desk.now, what, desk.officer.chat, detail, sealed, unread_by)
    await events.add(desk.tx, event)
