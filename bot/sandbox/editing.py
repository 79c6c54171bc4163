"""Changing a message that was sent."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox import markup, reach
from bot.sandbox.captions import caption_of
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import (
    EDIT_IMPOSSIBLE,
    EDIT_NOT_FOUND,
    NO_CAPTION,
    NO_TEXT,
    NOT_MODIFIED,
    bad,
)
from bot.sandbox.render import message_json
from bot.sandbox.sending import text_of
from bot.sandbox.shapes import Bot, Json, Message, Phone
from bot.sandbox.world import World

WITH_CAPTION = frozenset({"photo", "voice", "audio", "video", "animation", "document"})


def edit_text(world: World, bot: Bot, p: Parameters) -> Json:
    text, entities = text_of(p)
    phone, message = _own(world, bot, p)
    if message.kind != "text":
        raise bad(NO_TEXT)
    return _changed(
        world, phone, message, replace(message, text=text, entities=entities, markup=markup.read_inline(p))
    )


def edit_caption(world: World, bot: Bot, p: Parameters) -> Json:
    text, entities = caption_of(p)
    phone, message = _own(world, bot, p)
    if message.kind not in WITH_CAPTION:
        raise bad(NO_CAPTION)
    return _changed(
        world, phone, message, replace(message, text=text, entities=entities, markup=markup.read_inline(p))
    )


def edit_markup(world: World, bot: Bot, p: Parameters) -> Json:
    phone, message = _own(world, bot, p)
    return _changed(world, phone, message, replace(message, markup=markup.read_inline(p)))


def _own(world: World, bot: Bot, p: Parameters) -> tuple[Phone, Message]:
    """The message to be edited, if it is the bot's and of a kind that can be."""
    phone = reach.listener(world, bot, p)
    message = reach.message(phone, p, EDIT_NOT_FOUND)
    if message.mine or (message.markup is not None and message.inline is None):
        raise bad(EDIT_IMPOSSIBLE)  # sent with a reply keyboard: Telegram does not let go of it
    return phone, message


def _changed(world: World, phone: Phone, old: Message, new: Message) -> Json:
    if (old.text, old.entities, old.markup) == (new.text, new.entities, new.markup):
        raise bad(NOT_MODIFIED)
    message = world.put(phone, replace(new, edited=world.clock.stamp()), "edit")
    return message_json(phone.bot, phone, message)
