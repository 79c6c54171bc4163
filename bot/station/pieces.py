"""Files that she sends: given a key and a row when they become part of an answer, forgotten with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.flow.engine import Turn
from bot.flow.holdings import files_of
from bot.flow.model import AddToCase, Answer, Event, File, OpenCase, Sent, TellDesk
from bot.flow.session import Session
from bot.station.context import Station, case_key
from bot.store import chats, evidence
from bot.store.database import Transaction


async def keep(
    tx: Transaction, station: Station, chat: chats.Chat, turn: Turn, event: Event, now: datetime
) -> None:
    """Write down the file of this turn if an answer took it: it is fetched from the channel later."""
    if isinstance(event, Sent) and event.file.evidence in _held(turn):
        await _want(tx, station, chat, event.file, now)


async def forget(tx: Transaction, chat: chats.Chat, before: Session | None, turn: Turn) -> None:
    """Drop what no answer holds any more: with its key gone, what lies in the folder cannot be read."""
    dropped = (files_of(before) if before else set()) - _held(turn)
    await evidence.drop(tx, chat.id, dropped)


def _held(turn: Turn) -> set[int]:
    return files_of(turn.session) | {number for effect in turn.effects for number in _in_effect(effect)}


async def give_to_case(
    tx: Transaction, station: Station, chat: chats.Chat, case: int, answers: Mapping[str, Answer]
) -> None:
    """The files in these answers are the case's from now on: their keys hang on its key."""
    numbers = {number for answer in answers.values() for number in _numbers(answer)}
    if not numbers:
        return
    theirs, hers = await case_key(tx, station, case), station.chat_key(chat)
    if theirs is None:
        return
    for piece in await evidence.of_chat(tx, chat.id):
        if piece.id in numbers:
            plain = hers.open(evidence.KEY_PLACE, piece.id, piece.key)
            await evidence.belongs(tx, piece.id, case, theirs.seal(evidence.KEY_PLACE, piece.id, plain))


async def _want(tx: Transaction, station: Station, chat: chats.Chat, file: File, now: datetime) -> None:
    """Write down what is to be fetched: the channel's reference, and the key it will be sealed with."""
    if file.evidence is None:
        return
    key = station.chat_key(chat)
    wrapped = key.new_inner(evidence.KEY_PLACE, file.evidence)
    handle = key.seal(evidence.HANDLE_PLACE, file.evidence, file.handle.encode())
    piece = evidence.Piece(
        file.evidence,
        chat.id,
        file.kind,
        wrapped,
        now,
        handle,
        declared_mime=file.mime,
        declared_size=file.size,
    )
    await evidence.add(tx, piece)


def _in_effect(effect: object) -> set[int]:
    match effect:
        case OpenCase(answers=answers) | AddToCase(answers=answers):
            return {number for answer in answers.values() for number in _numbers(answer)}
        case TellDesk(answer):
            return _numbers(answer)
        case _:
            return set()


def _numbers(answer: Answer) -> set[int]:
    return {file.evidence for file in answer.files if file.evidence is not None}
