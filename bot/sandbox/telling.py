"""What a bot can ask about itself and about a chat."""

from __future__ import annotations

from bot.sandbox import reach
from bot.sandbox.parameters import Parameters
from bot.sandbox.render import message_json
from bot.sandbox.shapes import Bot, Json
from bot.sandbox.world import World


def get_me(world: World, bot: Bot, p: Parameters) -> Json:
    return {
        **bot.user,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(world: World, bot: Bot, p: Parameters) -> Json:
    phone = reach.chat(world, bot, p)
    full: Json = {**phone.chat, "accent_color_id": 0, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(GIFTS, True)
    if phone.pinned in phone.messages:
        full["pinned_message"] = message_json(bot, phone, phone.messages[phone.pinned])
    return full


GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_webhook_info(world: World, bot: Bot, p: Parameters) -> Json:
    updates = world.line(bot).updates
    told: Json = {"url": "", "has_custom_certificate": False, "pending_update_count": len(updates)}
    if updates.allowed is not None:
        told["allowed_updates"] = sorted(updates.allowed)
    return told


def delete_webhook(world: World, bot: Bot, p: Parameters) -> bool:
    """There is none; but what waits can be dropped in this way."""
    if p.flag("drop_pending_updates"):
        world.line(bot).updates.clear()
    return True
