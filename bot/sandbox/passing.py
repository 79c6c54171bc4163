"""Passing a message on, with its author's name or without, and pinning it."""

from __future__ import annotations

from dataclasses import replace

from bot.sandbox import markup, reach
from bot.sandbox.captions import caption_of
from bot.sandbox.editing import WITH_CAPTION
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import (
    COPY_NOT_FOUND,
    COPY_PROTECTED,
    FORWARD_NOT_FOUND,
    FORWARD_PROTECTED,
    PIN_NOT_FOUND,
    bad,
)
from bot.sandbox.render import message_json
from bot.sandbox.sending import replied, show
from bot.sandbox.shapes import Bot, Json, Message, Phone
from bot.sandbox.world import World

NOT_COPIED = ("forward_origin", "media_group_id")


def copy_message(world: World, bot: Bot, p: Parameters) -> Json:
    """A copy without the author's name; a new caption may be given."""
    origin = reach.chat(world, bot, p, "from_chat_id")
    source = reach.message(origin, p, COPY_NOT_FOUND)
    if source.protected:
        raise bad(COPY_PROTECTED)
    phone = reach.listener(world, bot, p)
    text, marks = source.text, source.entities
    if "caption" in p.given and source.kind in WITH_CAPTION:
        text, marks = caption_of(p)
    body = {name: value for name, value in source.body.items() if name not in NOT_COPIED}
    copy = replace(
        _again(world, phone, source, p),
        text=text,
        entities=marks,
        body=body,
        markup=markup.read(p),
        reply_to=replied(phone, p),
    )
    show(world, phone, copy)
    return {"message_id": copy.id}


def forward_message(world: World, bot: Bot, p: Parameters) -> Json:
    """A copy that says whose words it is."""
    origin = reach.chat(world, bot, p, "from_chat_id")
    source = reach.message(origin, p, FORWARD_NOT_FOUND)
    if source.protected:
        raise bad(FORWARD_PROTECTED)
    phone = reach.listener(world, bot, p)
    author = origin.user if source.mine else bot.user
    whence = {"type": "user", "sender_user": author, "date": source.date}
    copy = replace(_again(world, phone, source, p), body={"forward_origin": whence, **source.body})
    show(world, phone, copy)
    return message_json(bot, phone, copy)


def pin(world: World, bot: Bot, p: Parameters) -> bool:
    phone = reach.listener(world, bot, p)
    message = reach.message(phone, p, PIN_NOT_FOUND)
    phone.pinned = message.id
    world.changed("phone", phone)
    return True


def _again(world: World, phone: Phone, source: Message, p: Parameters) -> Message:
    """The same content as a new message of the bot."""
    new = world.draft(phone, source.kind, mine=False)
    return replace(
        source,
        id=new.id,
        mine=False,
        date=new.date,
        markup=None,
        edited=None,
        reply_to=None,
        protected=p.flag("protect_content"),
        silent=p.flag("disable_notification"),
    )
