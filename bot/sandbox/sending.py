"""Sending words: sendMessage, and what every sending has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox import markup, reach
from bot.sandbox.entities import MOST_TEXT, units
from bot.sandbox.parameters import Parameters
from bot.sandbox.parsing import words
from bot.sandbox.refusals import REPLY_NOT_FOUND, TEXT_BLANK, TEXT_EMPTY, TEXT_TOO_LONG, bad
from bot.sandbox.render import message_json
from bot.sandbox.shapes import Bot, Json, Message, Phone, StoredFile
from bot.sandbox.world import World


def send_message(world: World, bot: Bot, p: Parameters) -> Json:
    text, entities = text_of(p)
    phone = reach.listener(world, bot, p)
    return post(world, bot, phone, p, "text", text, entities)


def text_of(p: Parameters) -> tuple[str, tuple[Json, ...]]:
    """The text of a message and its marks, neither empty nor too long."""
    if not p.text("text"):
        raise bad(TEXT_EMPTY)
    text, entities = words(p, "text", "entities")
    if not text:
        raise bad(TEXT_BLANK)
    if units(text) > MOST_TEXT:
        raise bad(TEXT_TOO_LONG)
    return text, entities


def post(
    world: World,
    bot: Bot,
    phone: Phone,
    p: Parameters,
    kind: str,
    text: str = "",
    entities: tuple[Json, ...] = (),
    body: Mapping[str, Any] | None = None,
    file: StoredFile | None = None,
) -> Json:
    """Show a message of the bot on the phone; what the call answers."""
    shape = markup.read(p)
    reply_to = replied(phone, p)
    message = replace(
        world.draft(phone, kind, text, entities, mine=False),
        body=body or {},
        file=file,
        markup=shape,
        reply_to=reply_to,
        protected=p.flag("protect_content"),
        silent=p.flag("disable_notification"),
        spoiler=p.flag("has_spoiler"),
    )
    show(world, phone, message)
    return message_json(bot, phone, message)


def show(world: World, phone: Phone, message: Message) -> None:
    """Put the bot's message on the phone: the typing ends, the keyboard changes."""
    phone.typing_until = 0.0
    shape = message.markup
    world.put(phone, message)
    if shape is not None and ("keyboard" in shape or "remove_keyboard" in shape):
        phone.keyboard = shape if "keyboard" in shape else None
        world.changed("phone", phone)


def replied(phone: Phone, p: Parameters) -> int | None:
    """The message that is answered, if it is there or need not be."""
    reply = p.structure("reply_parameters")
    if not isinstance(reply, dict) or not reply.get("message_id"):
        return None
    number = int(reply["message_id"])
    if number in phone.messages:
        return number
    if reply.get("allow_sending_without_reply"):
        return None
    raise bad(REPLY_NOT_FOUND)


TYPING = 5  #: seconds for which a phone shows it
ACTIONS = frozenset(
    {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
    | {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}
)


def send_chat_action(world: World, bot: Bot, p: Parameters) -> bool:
    phone = reach.listener(world, bot, p)
    if p.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    phone.typing_until = world.clock.now().timestamp() + TYPING
    world.changed("typing", phone, {"typing": True, "action": p.text("action"), "seconds": TYPING})
    return True
