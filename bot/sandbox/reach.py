"""Whom and what a call is about: the chat, a message in it."""

from __future__ import annotations

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import BLOCKED, CHAT_ID_EMPTY, CHAT_NOT_FOUND, NEVER_WROTE, bad, forbidden
from bot.sandbox.shapes import Bot, Message, Phone
from bot.sandbox.world import World


def chat(world: World, bot: Bot, p: Parameters, name: str = "chat_id") -> Phone:
    """The chat that is named, if this bot knows it."""
    if not p.text(name).strip():
        raise bad(CHAT_ID_EMPTY)
    phone = world.phones.get(p.integer(name))
    if phone is None or phone.bot is not bot:
        raise bad(CHAT_NOT_FOUND)
    return phone


def listener(world: World, bot: Bot, p: Parameters) -> Phone:
    """The chat, if something may be sent there."""
    phone = chat(world, bot, p)
    if not phone.wrote:
        raise forbidden(NEVER_WROTE)
    if phone.blocked:
        raise forbidden(BLOCKED)
    return phone


def message(phone: Phone, p: Parameters, missing: str, name: str = "message_id") -> Message:
    """The message that is named; refused with the words `missing`."""
    number = p.integer(name)
    if number <= 0:
        raise bad("message identifier is not specified")
    found = phone.messages.get(number)
    if found is None:
        raise bad(missing)
    return found
