"""Phones and messages as the page and the tests read them."""

from __future__ import annotations

from bot.sandbox.events import Event
from bot.sandbox.profile import for_language, menu
from bot.sandbox.shapes import Bot, Json, Message, Phone, StoredFile
from bot.sandbox.world import World


def state(world: World) -> Json:
    return {
        **clock(world),
        "bots": [bot_shown(bot) for bot in world.bots.values()],
        "phones": [
            {**phone_shown(world, phone), "messages": messages(phone)} for phone in world.phones.values()
        ],
        "faults": world.faults.shown(),
    }


def clock(world: World) -> Json:
    return {
        "now": world.clock.now().isoformat(),
        "offset_seconds": round(world.clock.offset.total_seconds(), 3),
    }


def bot_shown(bot: Bot) -> Json:
    return {"id": bot.id, "username": bot.username, "name": bot.names[""], "role": bot.role}


def phone_shown(world: World, phone: Phone) -> Json:
    """A phone without its messages. `bot` is the bot's role; `title` its name in her language."""
    bot = phone.bot
    return {
        "id": phone.id,
        "name": phone.name,
        "language": phone.language,
        "bot": bot.role,
        "title": for_language(bot.names, phone.language),
        "blocked": phone.blocked,
        "typing": phone.typing_until > world.clock.now().timestamp(),
        "keyboard": phone.keyboard,
        "commands": menu(bot, phone),
        "description": for_language(bot.descriptions, phone.language),
        "pinned": phone.pinned,
        "n": phone.changes,
    }


def event(world: World, event: Event) -> Json:
    """A change as the page hears of it."""
    phone = event.phone
    told: Json = {"type": event.kind}
    if phone is not None:
        told |= {"phone": phone.id, "n": phone.changes}
    match event.kind:
        case "message" | "edit":
            assert phone is not None
            told["message"] = message_shown(phone, event.subject)
        case "delete":
            told["messages"] = event.subject
        case "typing" | "callback":
            told |= event.subject
        case "phone" if phone is not None and phone.id in world.phones:
            told["state"] = phone_shown(world, phone)
        case "phone":
            told["state"] = None  # it was taken away
        case "clock":
            told |= clock(world)
        case "fault":
            told["faults"] = world.faults.shown()
    return told


def messages(phone: Phone) -> list[Json]:
    return [message_shown(phone, message) for message in phone.messages.values()]


def message_shown(phone: Phone, message: Message) -> Json:
    words = message.kind == "text"
    body = message.body
    return {
        "id": message.id,
        "from": "me" if message.mine else "bot",
        "date": message.date,
        "edited": message.edited is not None,
        "text": _in_words(message) if words or message.kind in WORDS else None,
        "entities": list(message.entities),
        "caption": None if words or not message.text else message.text,
        "kind": message.kind if message.kind != "dice" else "sticker",
        "file": file_shown(message.file) if message.file else None,
        "location": body.get("location"),
        "contact": body.get("contact"),
        "buttons": _buttons(phone, message),
        "protected": message.protected,
        "silent": message.silent,
        "spoiler": message.spoiler,
        "forwarded": "forward_origin" in body,
        "group": body.get("media_group_id"),
        "reply_to": message.reply_to,
    }


def file_shown(file: StoredFile) -> Json:
    return {
        "url": f"/sandbox/files/{file.id}",
        "name": file.name,
        "size": file.size,
        "mime": file.mime,
        "seconds": file.seconds,
    }


WORDS = frozenset({"sticker", "poll", "dice", "contact", "service"})


def _in_words(message: Message) -> str:
    """What stands in the bubble of something that has no text of its own."""
    body = message.body
    match message.kind:
        case "sticker":
            return str(body["sticker"].get("emoji", ""))
        case "dice":
            return f"{body['dice']['emoji']} {body['dice']['value']}"
        case "poll":
            return str(body["poll"]["question"])
        case "contact":
            return f"{body['contact']['first_name']} {body['contact']['phone_number']}"
        case _:
            return message.text


def _buttons(phone: Phone, message: Message) -> list[list[Json]] | None:
    if message.inline is None:
        return None
    waiting = {query.data for query in phone.pending.values() if query.message == message.id}
    return [
        [
            {
                "text": button["text"],
                "press": button.get("callback_data"),
                "url": button.get("url"),
                "pending": button.get("callback_data") in waiting,
            }
            for button in row
        ]
        for row in message.inline["inline_keyboard"]
    ]
