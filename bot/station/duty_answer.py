"""One update of the duty bot: who is it, may they, then the command, the button or the open form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.flow import codec
from bot.flow.engine import Turn
from bot.flow.model import Event, Pressed, SetLanguage, Started, Wrote
from bot.station import casework, join
from bot.station.casework import Desk
from bot.station.context import Station
from bot.station.drafts import SESSION_PLACE, session_of
from bot.station.post import Post, put
from bot.station.receive import Arrived
from bot.station.reply import Asked, asked_by, reply
from bot.store import chats, officers
from bot.store.database import Transaction

if TYPE_CHECKING:
    from bot.vault.seal import Sealed

#: buttons that open a form, which is a flow of the same name
FORMS = {"write": "write_to_her", "note": "note", "close": "close"}
BUTTONS: Mapping[str, Callable[..., Awaitable[None]]] = {
    "take": casework.take,
    "case": casework.card,
    "show": casework.show,
    "open": casework.open_field,
    "file": casework.open_file,
}


async def answer(
    tx: Transaction, station: Station, chat: chats.Chat, arrived: Arrived, now: datetime
) -> None:
    """Rights are looked at here, for the person who pressed, never by what a button says."""
    member = await officers.find(tx, chat.id)
    if isinstance(arrived.event, Started) and len(arrived.event.payload):
        member = await join.join(tx, station, chat, arrived.event.payload.reveal(), now)
        if member is not None and await join.waits_for(tx, member):
            await casework.queue(Desk(tx, station, chat, station.officer(member), now))
        return
    if member is None:
        await _stranger(tx, station, chat, arrived, now)
        return
    if not chat.chose_language and arrived.language:
        # saved first: cards are written in the language that the officers' table is read with
        chat = replace(chat, language=station.texts.choose(arrived.language, chat.language))
        chats.save(tx, chat)
    asked = await asked_by(tx, chat, arrived.callback, arrived.message_id)
    officer = replace(station.officer(member), language=chat.language)
    desk = Desk(tx, station, chat, officer, now, arrived.callback, asked.row)
    chat = await _dispatch(desk, arrived.event, asked)
    chats.save(tx, replace(chat, blocked_at=None))


async def _stranger(
    tx: Transaction, station: Station, chat: chats.Chat, arrived: Arrived, now: datetime
) -> None:
    sentence = station.speaker(station.texts.choose(arrived.language, chat.language), now).duty("stranger")
    post = (
        Post(text=sentence) if arrived.callback is None else Post(callback=arrived.callback, toast=sentence)
    )
    await put(tx, station, chat, post, now)


async def _dispatch(desk: Desk, event: Event, asked: Asked) -> chats.Chat:
    """The officer's chat as it stands afterwards."""
    match event:
        case Pressed(press) if not press[:1].isdecimal():
            return await _button(desk, press)
        case Started():
            await desk.tell(desk.say("help"))
        case Wrote(words) if (command := _command(words.reveal())) is not None:
            return await _run(desk, *command)
        case _:
            return await _form(desk, event, asked)
    return desk.chat


async def _button(desk: Desk, press: str) -> chats.Chat:
    name, _, rest = press.partition(".")
    number, _, what = rest.partition(".")
    if name in FORMS:
        return await _open_form(desk, name, number)
    desk = await _leave_form(desk, number)
    act = BUTTONS.get(name)
    if act is None:
        await desk.acknowledge(desk.say("expired_button"))
    elif name in ("open", "file"):
        await act(desk, number, what)
    else:
        await act(desk, number)
    return desk.chat


def _command(text: str) -> tuple[str, str] | None:
    """A command of ours and what follows it; six digits alone are a case."""
    word, _, rest = text.strip().partition(" ")
    word = word.partition("@")[0].lower()
    if word in ("/queue", "/case", "/help", "/language"):
        return word, rest.strip()
    return ("/case", word) if word.isdecimal() and len(word) == 6 and not rest else None


async def _open_form(desk: Desk, name: str, number: str) -> chats.Chat:
    case = await casework.workable(desk, number)
    if case is None:
        return desk.chat
    if name == "close" and await casework.unread_by_desk(desk, case):
        await desk.acknowledge(desk.say("read_first", case=case.number))
        return desk.chat
    return await _begin(desk, FORMS[name], number)


async def _leave_form(desk: Desk, number: str) -> Desk:
    """A form of another case does not stay open behind what the officer looks at now: what is typed
    next would go to the wrong woman."""
    session = session_of(desk.chat, desk.station.chat_key(desk.chat))
    if session is None or session.idle or session.about == number:
        return desk
    await desk.tell(desk.say("stopped"))
    return replace(desk, chat=replace(desk.chat, session=None))


async def _run(desk: Desk, command: str, rest: str) -> chats.Chat:
    desk = await _leave_form(desk, rest)
    match command:
        case "/queue":
            await casework.queue(desk)
        case "/case" if rest:
            await casework.card(desk, rest)
        case "/case":
            await desk.tell(desk.say("case_usage"))
        case "/language":
            return await _begin(desk, "language", "")
        case _:
            await desk.tell(desk.say("help"))
    return desk.chat


async def _begin(desk: Desk, flow: str, number: str) -> chats.Chat:
    """Open a form; one that was open is left."""
    before = session_of(desk.chat, desk.station.chat_key(desk.chat))
    turn = desk.station.engine.begin(flow, number, before)
    return await _record(desk, turn, number, Asked(desk.callback))


async def _form(desk: Desk, event: Event, asked: Asked) -> chats.Chat:
    """The open form goes on; without one, help says what can be done."""
    session = session_of(desk.chat, desk.station.chat_key(desk.chat))
    if session is None or session.idle:
        if desk.callback is not None:
            await desk.acknowledge(desk.say("expired_button"))
        else:
            await desk.tell(desk.say("help"))
        return desk.chat
    turn = desk.station.engine.advance(session, event, desk.station.today(desk.now))
    return await _record(desk, turn, session.about, asked)


async def _record(desk: Desk, turn: Turn, number: str, asked: Asked) -> chats.Chat:
    """The turn's messages, then what it does to the case; the press was answered by the messages.

    A form that may not do any more what it was opened for ends without its own last words.
    """
    chat = desk.chat
    acts = [effect for effect in turn.effects if not isinstance(effect, SetLanguage)]
    if acts and await casework.workable(desk, number) is None:
        return replace(chat, session=_sealed(desk, turn))
    for effect in turn.effects:
        if isinstance(effect, SetLanguage):
            chat = replace(chat, language=effect.language, chose_language=True)
    toast = desk.station.speaker(chat.language, desk.now).line(turn.toast) if turn.toast else ""
    language = desk.station.speaker(chat.language, desk.now).language_name
    facts = {"case": number, "receipt": number, "language": language, "received_at": ""}
    chat = await reply(
        desk.tx, desk.station, chat, turn.messages, facts, replace(asked, toast=toast), desk.now
    )
    working = replace(desk, chat=chat, callback=None)
    for effect in acts:
        await casework.carry_out(working, number, effect)
    return replace(chat, session=_sealed(desk, turn))


def _sealed(desk: Desk, turn: Turn) -> Sealed:
    """The officer's place in the form, as it is stored."""
    return desk.station.chat_key(desk.chat).seal(SESSION_PLACE, desk.chat.id, codec.dump(turn.session))
