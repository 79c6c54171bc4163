"""Sending places and cards."""

from __future__ import annotations

from bot.sandbox import reach
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad
from bot.sandbox.sending import post
from bot.sandbox.shapes import Bot, Json
from bot.sandbox.world import World

FIELDS = ("phone_number", "first_name", "last_name", "vcard")


def send_location(world: World, bot: Bot, p: Parameters) -> Json:
    latitude, longitude = p.number("latitude"), p.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad("invalid location specified")  # our words for what Telegram refuses as well
    phone = reach.listener(world, bot, p)
    body = {"location": {"latitude": latitude, "longitude": longitude}}
    return post(world, bot, phone, p, "location", body=body)


def send_contact(world: World, bot: Bot, p: Parameters) -> Json:
    if not p.text("phone_number"):
        raise bad("phone number is empty")  # our words
    if not p.text("first_name"):
        raise bad("first name must be non-empty")
    phone = reach.listener(world, bot, p)
    card = {name: p.text(name) for name in FIELDS if p.text(name)}
    return post(world, bot, phone, p, "contact", body={"contact": card})
