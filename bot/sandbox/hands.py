"""What the person who holds a phone does with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from bot.sandbox.entities import MOST_TEXT, detect, pieces
from bot.sandbox.render import message_json
from bot.sandbox.shapes import Json, Message, Phone, Query
from bot.sandbox.world import World

EDITABLE = 48 * 3600  #: seconds for which people may edit their messages


class HandError(Exception):
    """What no phone would let her do. Says why."""


def write(world: World, phone: Phone, text: str, reply_to: int | None = None) -> Message:
    """She sends words; a long text leaves the app in pieces. The last piece."""
    _must_be_free(phone)
    bare = text.strip()
    if not bare:
        raise HandError("A phone does not send an empty text.")
    for piece in pieces(bare, MOST_TEXT):
        message = world.draft(phone, "text", piece, detect(piece))
        sent = world.hear(phone, replace(message, reply_to=reply_to if reply_to in phone.messages else None))
    _put_keyboard_away(world, phone)
    return sent


def send(
    world: World,
    phone: Phone,
    kind: str,
    body: Json,
    text: str = "",
    **more: Any,
) -> Message:
    """She sends something else; `body` holds the fields of its kind, `text` its caption."""
    _must_be_free(phone)
    message = replace(world.draft(phone, kind, text, detect(text)), body=body, **more)
    world.hear(phone, message)
    _put_keyboard_away(world, phone)
    return message


def press(world: World, phone: Phone, number: int, data: str) -> Query:
    """She presses a button under a message; `data` is what the button carries, or what she forged."""
    _must_be_free(phone)
    message = _of_chat(phone, number)
    query = Query(
        str(world.chance.randrange(10**17, 10**18)), phone.id, message.id, data, world.clock.stamp()
    )
    world.queries[query.id] = phone.pending[query.id] = query
    world.changed("callback", phone, {"message": message.id, "press": data, "pending": True})
    callback = {
        "id": query.id,
        "from": phone.user,
        "message": message_json(phone.bot, phone, message),
        "chat_instance": str(phone.id * 31),
        "data": data,
    }
    world.update(phone.bot, "callback_query", callback)
    return query


def button(phone: Phone, number: int, row: int, column: int) -> str:
    """What the button at that place carries."""
    message = _of_chat(phone, number)
    try:
        found = (message.inline or {"inline_keyboard": []})["inline_keyboard"][row][column]
    except IndexError:
        raise HandError(f"Message {number} has no button in row {row}, column {column}.") from None
    if "callback_data" not in found:
        raise HandError("This button opens something; it sends nothing to the bot.")
    return str(found["callback_data"])


def edit(world: World, phone: Phone, number: int, text: str) -> Message:
    """She changes words that she sent."""
    _must_be_free(phone)
    message = _of_chat(phone, number)
    if not message.mine or world.clock.stamp() - message.date > EDITABLE:
        raise HandError("Only one's own messages can be changed, for 48 hours.")
    bare = text.strip()
    if message.kind == "text" and not bare:
        raise HandError("A phone does not send an empty text.")
    new = replace(message, text=bare, entities=detect(bare), edited=world.clock.stamp())
    return world.hear(phone, new, "edited_message")


def delete(world: World, phone: Phone, numbers: Collection[int]) -> None:
    """She deletes messages for both sides. Bots are not told of it."""
    world.forget(phone, [number for number in dict.fromkeys(numbers) if number in phone.messages])


def block(world: World, phone: Phone) -> None:
    _set_blocked(world, phone, True)


def unblock(world: World, phone: Phone) -> None:
    _set_blocked(world, phone, False)


def speak(world: World, phone: Phone, language: str) -> None:
    """She sets her app to another language."""
    phone.language = language
    world.changed("phone", phone)


def _set_blocked(world: World, phone: Phone, blocked: bool) -> None:
    if phone.blocked == blocked:
        return
    phone.blocked = blocked
    world.changed("phone", phone)
    was, now = ("member", "kicked") if blocked else ("kicked", "member")
    body = {
        "chat": phone.chat,
        "from": phone.user,
        "date": world.clock.stamp(),
        "old_chat_member": _member(phone, was),
        "new_chat_member": _member(phone, now),
    }
    world.update(phone.bot, "my_chat_member", body)


def _member(phone: Phone, status: str) -> Json:
    member: Json = {"user": phone.bot.user, "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member


def _must_be_free(phone: Phone) -> None:
    if phone.blocked:
        raise HandError("She has blocked this bot. Unblock it first.")


def _of_chat(phone: Phone, number: int) -> Message:
    message = phone.messages.get(number)
    if message is None:
        raise HandError(f"There is no message {number} in this chat.")
    return message


def _put_keyboard_away(world: World, phone: Phone) -> None:
    """A keyboard for one time folds once it was used."""
    if phone.keyboard is not None and phone.keyboard.get("one_time_keyboard"):
        phone.keyboard = None
        world.changed("phone", phone)
