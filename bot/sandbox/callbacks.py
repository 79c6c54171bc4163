"""Answering a pressed button: once, and soon."""

from __future__ import annotations

from bot.sandbox.entities import units
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import QUERY_TOO_OLD, bad
from bot.sandbox.shapes import Bot
from bot.sandbox.world import World

LONGEST = 15 * 60  #: seconds. Telegram gives no number; far beyond it everybody sees this refusal
MOST_TEXT = 200  #: UTF-16 units


def answer(world: World, bot: Bot, p: Parameters) -> bool:
    query = world.queries.get(p.text("callback_query_id"))
    phone = world.phones.get(query.phone) if query else None
    if query is None or phone is None or phone.bot is not bot:
        raise bad(QUERY_TOO_OLD)
    if world.clock.stamp() - query.at > LONGEST:
        world.settle(phone, query)
        raise bad(QUERY_TOO_OLD)
    if units(p.text("text")) > MOST_TEXT:
        raise bad("MESSAGE_TOO_LONG")
    world.settle(phone, query)
    said = {"text": p.text("text") or None, "alert": p.flag("show_alert")}
    world.changed(
        "callback", phone, {"message": query.message, "press": query.data, "pending": False, **said}
    )
    return True
