"""What an officer reads of a case: protected, gone after ten minutes, every look written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.duty import record
from bot.duty.case import Case
from bot.duty.desk import Officer, may_work
from bot.flow import codec
from bot.flow.model import Answer, Field, Value
from bot.station import news
from bot.station.context import Station, case_key
from bot.station.message import Key
from bot.station.post import Envelope, Post, Rows, delete_later, put
from bot.station.words import Speaker, pages
from bot.store import answers as stored
from bot.store import chats, events, evidence
from bot.store.database import Transaction

if TYPE_CHECKING:
    from bot.vault.seal import Key as SealKey

#: how long details stay on an officer's phone
SHOWN_FOR = timedelta(minutes=10)
#: what is told of a case's history, beside the answers
LETTERS = ("letter_out", "letter_in", "note", "closed")


async def show(
    tx: Transaction, station: Station, case: Case, officer: Officer, chat: chats.Chat, now: datetime
) -> None:
    """Everything but what identifies her, which has a button each."""
    speaker = station.speaker(officer.language, now)
    key = await case_key(tx, station, case.id)
    answers = await _answers(tx, case, key) if key else {}
    head = speaker.duty("details_head", case=case.number)
    paragraphs = [head]
    if not answers:
        paragraphs.append(speaker.duty("details_empty", case=case.number))
    paragraphs += [_said(speaker, field, answers[field.name]) for field in _open_fields(station, answers)]
    paragraphs += await _history(tx, station, speaker, case, key) if key else []
    kept_out = record.identity(answers, station.library.record)
    if kept_out:
        paragraphs.append(speaker.duty("kept_out", count=str(len(kept_out))))
    rows = await _buttons(tx, speaker, case, officer, kept_out)
    await _send_briefly(tx, station, chat, case, pages(paragraphs), rows, now)
    await _log(tx, station, case, officer, "shown", None, now)


async def open_field(
    tx: Transaction,
    station: Station,
    case: Case,
    officer: Officer,
    chat: chats.Chat,
    name: str,
    now: datetime,
) -> None:
    """One field that identifies her."""
    field, key = station.library.record.get(name), await case_key(tx, station, case.id)
    answers = await _answers(tx, case, key) if key else {}
    if field is None or name not in answers:
        return
    speaker = station.speaker(officer.language, now)
    head = speaker.duty("field_head", case=case.number, field=speaker.line(field.label))
    text = [head, _said(speaker, field, answers[name])]
    await _send_briefly(tx, station, chat, case, pages(text), (), now)
    await _log(tx, station, case, officer, "field_opened", name, now)


async def open_file(
    tx: Transaction,
    station: Station,
    case: Case,
    officer: Officer,
    chat: chats.Chat,
    piece: int,
    now: datetime,
) -> None:
    """One piece of evidence, if it is this case's."""
    found = await evidence.load(tx, piece)
    if found is None or found.case != case.id or found.stored_at is None:
        return
    if await case_key(tx, station, case.id) is None:
        gone = station.speaker(officer.language, now).duty("details_empty", case=case.number)
        await put(tx, station, chat, Post(text=gone, protected=True), now, Envelope(case=case.id))
        return
    post = Post(
        text=f"{case.number} · SHA-256 {found.sha256}", evidence=piece, kind=found.kind, protected=True
    )
    row = await put(tx, station, chat, post, now, Envelope(case=case.id, note="details"))
    await delete_later(tx, station, chat, [row], now, now + SHOWN_FOR)
    await _log(tx, station, case, officer, "file_opened", str(piece), now)


async def _send_briefly(
    tx: Transaction,
    station: Station,
    chat: chats.Chat,
    case: Case,
    texts: list[str],
    rows: Rows,
    now: datetime,
) -> None:
    """Protected messages that delete themselves; the buttons stand under the last one."""
    envelope = Envelope(case=case.id, note="details")
    sent = []
    for number, text in enumerate(texts, 1):
        under = rows if number == len(texts) else ()
        post = Post(text=text, rows=under, protected=True)
        sent.append(await put(tx, station, chat, post, now, envelope))
    await delete_later(tx, station, chat, sent, now, now + SHOWN_FOR)


async def _answers(tx: Transaction, case: Case, key: SealKey) -> dict[str, Answer]:
    return {
        name: codec.load(Answer, key.open(stored.PLACE, stored.row(case.id, name), sealed))
        for name, sealed in (await stored.of_case(tx, case.id)).items()
    }


def _open_fields(station: Station, answers: dict[str, Answer]) -> list[Field]:
    return record.in_details(answers, station.library.record)


def _said(speaker: Speaker, field: Field, answer: Answer) -> str:
    said = speaker.value(Value(field.label, answer, field.options, whole=True), None)
    if answer.point is None:
        return said
    latitude, longitude = f"{answer.point.latitude:.5f}", f"{answer.point.longitude:.5f}"
    return f"{said}\n{speaker.duty('location', latitude=latitude, longitude=longitude)}"


async def _history(
    tx: Transaction, station: Station, speaker: Speaker, case: Case, key: SealKey
) -> list[str]:
    """Letters and notes, oldest first."""
    told = []
    for event in await events.of_case(tx, case.id):
        if event.what in LETTERS and event.words is not None:
            words = codec.load(Answer, key.open(news.WORDS_PLACE, event.id, event.words))
            head = speaker.duty(f"history_{event.what}", at=speaker.at(event.at))
            told.append(f"{head}\n{speaker.answer(words, {})}")
    return told


async def _buttons(
    tx: Transaction, speaker: Speaker, case: Case, officer: Officer, kept_out: list[Field]
) -> Rows:
    rows: list[tuple[Key, ...]] = [
        (
            Key(
                speaker.duty("open_field", field=speaker.line(field.label)),
                f"open.{case.number}.{field.name}",
            ),
        )
        for field in kept_out
    ]
    kept = [piece for piece in await evidence.of_case(tx, case.id) if piece.stored_at is not None]
    for number, piece in enumerate(kept, 1):
        kind = speaker.duty(f"file_{piece.kind}")
        label = speaker.duty("open_file", number=str(number), kind=kind)
        rows.append((Key(label, f"file.{case.number}.{piece.id}"),))
    if may_work(officer, case):
        write = Key(speaker.duty("write"), f"write.{case.number}")
        rows.append((write, Key(speaker.duty("note"), f"note.{case.number}")))
    return tuple(rows)


async def _log(
    tx: Transaction,
    station: Station,
    case: Case,
    officer: Officer,
    what: str,
    detail: str | None,
    now: datetime,
) -> None:
    row = station.database.ids.next(now)
    await events.add(tx, events.Happened(row, case.id, now, what, officer.chat, detail))
