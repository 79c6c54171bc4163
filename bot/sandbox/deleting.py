"""Taking messages away, on both sides, as long as Telegram allows it."""

from __future__ import annotations

from bot.sandbox import reach
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import (
    DELETE_NOT_FOUND,
    DELETE_TOO_OLD,
    INVALID_ID,
    NO_IDS,
    NOT_IDS,
    TOO_MANY_IDS,
    bad,
)
from bot.sandbox.shapes import Bot, Message
from bot.sandbox.world import World

LONGEST = 48 * 3600  #: seconds
MOST_IDS = 100


def delete_message(world: World, bot: Bot, p: Parameters) -> bool:
    phone = reach.chat(world, bot, p)
    message = reach.message(phone, p, DELETE_NOT_FOUND)
    _check_age(world, message)
    world.forget(phone, [message.id])
    return True


def delete_messages(world: World, bot: Bot, p: Parameters) -> bool:
    """Ids that are not there are skipped; one that is too old refuses them all."""
    phone = reach.chat(world, bot, p)
    found = [phone.messages[number] for number in dict.fromkeys(_ids(p)) if number in phone.messages]
    for message in found:
        _check_age(world, message)
    if found:
        world.forget(phone, [message.id for message in found])
    return True


def _ids(p: Parameters) -> list[int]:
    ids = p.structure("message_ids")
    if ids is None or ids == []:
        raise bad(NO_IDS)
    if not isinstance(ids, list):
        raise bad(NOT_IDS)
    if len(ids) > MOST_IDS:
        raise bad(TOO_MANY_IDS)
    if not all(isinstance(number, int) and number > 0 for number in ids):
        raise bad(INVALID_ID)
    return ids


def _check_age(world: World, message: Message) -> None:
    if world.clock.stamp() - message.date > LONGEST:
        raise bad(DELETE_TOO_OLD)
