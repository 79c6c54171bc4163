"""Things other than words that a phone sends: files, places, cards, stickers, polls."""

from __future__ import annotations

from typing import Any

from bot.sandbox import hands
from bot.sandbox.filing import file_body
from bot.sandbox.shapes import Json, Message, Phone
from bot.sandbox.shelf import TYPES
from bot.sandbox.world import World

MOST_BYTES = 25 * 1024 * 1024  #: of one file; more than the 20 MB that a bot can fetch, so that this shows


def file(
    world: World,
    phone: Phone,
    kind: str,
    name: str,
    mime: str,
    content: bytes,
    caption: str = "",
    group: str | None = None,
    seconds: int | None = None,
) -> Message:
    """She sends a file; those with the same `group` are one album."""
    if kind not in TYPES or kind == "sticker":
        raise hands.HandError(f'"{kind}" is not a kind of file. There are: {", ".join(sorted(TYPES))}.')
    if len(content) > MOST_BYTES:
        raise hands.HandError(f"A file may have {MOST_BYTES // 2**20} MB at most here.")
    stored = world.files.put(kind, name, mime, content, seconds)
    body = file_body(world.files, stored)
    if group:
        body["media_group_id"] = group
    return hands.send(world, phone, kind, body, caption, file=stored)


def location(world: World, phone: Phone, latitude: float, longitude: float) -> Message:
    body = {"location": {"latitude": latitude, "longitude": longitude}}
    return hands.send(world, phone, "location", body)


def contact(world: World, phone: Phone, number: str, own: bool) -> Message:
    """She sends a card: her own, by the button that asks for it, or somebody else's."""
    card: Json = {"phone_number": number, "first_name": phone.name if own else "Somebody"}
    if own:
        card["user_id"] = phone.id
    return hands.send(world, phone, "contact", {"contact": card})


def sticker(world: World, phone: Phone, emoji: str) -> Message:
    stored = world.files.put("sticker", "sticker.webp", "image/webp", STICKER, width=512, height=512)
    body = file_body(world.files, stored)
    body["sticker"] |= {"emoji": emoji, "type": "regular", "is_animated": False, "is_video": False}
    return hands.send(world, phone, "sticker", body)


def poll(world: World, phone: Phone) -> Message:
    options = [
        {"text": text, "voter_count": 0, "persistent_id": str(n)} for n, text in enumerate(("Yes", "No"))
    ]
    body: dict[str, Any] = {
        "id": str(world.chance.randrange(10**17, 10**18)),
        "question": "Shall we?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    }
    return hands.send(world, phone, "poll", {"poll": body})


def dice(world: World, phone: Phone) -> Message:
    body = {"dice": {"emoji": "\N{GAME DIE}", "value": world.chance.randrange(1, 7)}}
    return hands.send(world, phone, "dice", body)


def forward(world: World, phone: Phone, text: str) -> Message:
    """She passes on words that somebody else wrote."""
    origin = {"type": "hidden_user", "sender_user_name": "Somebody", "date": world.clock.stamp() - 3600}
    return hands.send(world, phone, "text", {"forward_origin": origin}, text)


#: the smallest picture in this format: one transparent point
STICKER = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")
