"""The phones over HTTP: what the people who hold them do."""

from __future__ import annotations

import asyncio
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from bot.sandbox import gifts, hands, shown
from bot.sandbox.asked import Asked, AskError, asked, told
from bot.sandbox.shapes import Message, Phone
from bot.sandbox.world import World

LONGEST_WAIT = 60.0  #: seconds


def routes(world: World, stop: asyncio.Event) -> list[BaseRoute]:
    """Everything under /sandbox/phones."""
    phones = Phones(world, stop)
    one = "/sandbox/phones/{id:int}"
    return [
        Route("/sandbox/phones", told(phones.add), methods=["POST"]),
        Route(one, told(phones.drop), methods=["DELETE"]),
        Route(f"{one}/messages", told(phones.messages)),
        Route(f"{one}/wait", told(phones.wait)),
        Route(f"{one}/file", told(phones.file), methods=["POST"]),
        Route(f"{one}/{{deed}}", told(phones.act), methods=["POST"]),
    ]


class Phones:
    def __init__(self, world: World, stop: asyncio.Event) -> None:
        self._world = world
        self._stop = stop

    async def add(self, request: Request) -> Any:
        fields = await asked(request)
        name, language = fields.text("name"), fields.text("language", "en")
        role, first = fields.text("bot", "public"), fields.text("first", None)
        fields.finish()
        try:
            number = self._world.add_phone(name, language, role, first)
        except KeyError:
            raise AskError(f'There is no bot "{role}".') from None
        phone = self._world.phones[number]
        return {**shown.phone_shown(self._world, phone), "messages": shown.messages(phone)}

    async def drop(self, request: Request) -> Any:
        self._world.drop_phone(self._phone(request))
        return {"ok": True}

    async def messages(self, request: Request) -> Any:
        phone = self._phone(request)
        return {"n": phone.changes, "messages": shown.messages(phone)}

    async def wait(self, request: Request) -> Any:
        """The messages, once the phone's change counter is above `after`, or after `seconds`."""
        phone = self._phone(request)
        try:
            after = int(request.query_params.get("after", phone.changes))
            seconds = min(float(request.query_params.get("seconds", 10)), LONGEST_WAIT)
        except ValueError:
            raise AskError('"after" is a whole number and "seconds" a number.') from None
        if phone.changes <= after:
            await self._world.bell(phone).wait(seconds, self._stop)
        return {"n": phone.changes, "messages": shown.messages(phone)}

    async def file(self, request: Request) -> Any:
        """Multipart: kind, file, and perhaps caption, group, seconds."""
        phone = self._phone(request)
        async with request.form() as form:
            part = form.get("file")
            if not isinstance(part, UploadFile):
                raise AskError('"file" is missing.')
            content = await part.read()
            name, mime = part.filename or "", part.content_type or ""
            words = {key: _field(form, key) for key in ("kind", "caption", "group", "seconds")}
        seconds = words["seconds"] or ""
        message = gifts.file(
            self._world,
            phone,
            words["kind"] or "document",
            name,
            mime,
            content,
            words["caption"] or "",
            words["group"],
            round(float(seconds)) if seconds.replace(".", "", 1).isdigit() else None,
        )
        return self._answer(phone, message)

    async def act(self, request: Request) -> Any:
        """Everything that a few fields of JSON describe."""
        phone = self._phone(request)
        deed = DEEDS.get(request.path_params["deed"])
        if deed is None:
            raise AskError(f"A phone can do: {', '.join(DEEDS)}, file.", 404)
        fields = await asked(request)
        return self._answer(phone, deed(self._world, phone, fields))

    def _phone(self, request: Request) -> Phone:
        phone = self._world.phones.get(request.path_params["id"])
        if phone is None:
            raise AskError("There is no such phone.", 404)
        return phone

    def _answer(self, phone: Phone, sent: Message | None) -> Any:
        """The change counter, and the message if one was sent."""
        message = shown.message_shown(phone, sent) if sent else None
        return {"ok": True, "n": phone.changes, "message": message}


def _field(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value if isinstance(value, str) and value else None


# ---------------------------------------------------------------- deeds


def _text(world: World, phone: Phone, fields: Asked) -> Message:
    text, reply_to = fields.text("text"), fields.integer("reply_to", None)
    fields.finish()
    return hands.write(world, phone, text, reply_to)


def _press(world: World, phone: Phone, fields: Asked) -> None:
    number = fields.integer("message")
    if "data" in fields:
        data = fields.text("data")
    else:
        data = hands.button(phone, number, fields.integer("row"), fields.integer("column"))
    fields.finish()
    hands.press(world, phone, number, data)


def _location(world: World, phone: Phone, fields: Asked) -> Message:
    latitude, longitude = fields.number("latitude"), fields.number("longitude")
    fields.finish()
    return gifts.location(world, phone, latitude, longitude)


def _contact(world: World, phone: Phone, fields: Asked) -> Message:
    number, own = fields.text("phone"), fields.flag("own", True)
    fields.finish()
    return gifts.contact(world, phone, number, own)


def _sticker(world: World, phone: Phone, fields: Asked) -> Message:
    emoji = fields.text("emoji", "\N{WAVING HAND SIGN}")
    fields.finish()
    return gifts.sticker(world, phone, emoji)


def _poll(world: World, phone: Phone, fields: Asked) -> Message:
    fields.finish()
    return gifts.poll(world, phone)


def _dice(world: World, phone: Phone, fields: Asked) -> Message:
    fields.finish()
    return gifts.dice(world, phone)


def _edit(world: World, phone: Phone, fields: Asked) -> Message:
    number, text = fields.integer("message"), fields.text("text")
    fields.finish()
    return hands.edit(world, phone, number, text)


def _delete(world: World, phone: Phone, fields: Asked) -> None:
    numbers = fields.integers("messages")
    fields.finish()
    hands.delete(world, phone, numbers)


def _forward(world: World, phone: Phone, fields: Asked) -> Message:
    text = fields.text("text")
    fields.finish()
    return gifts.forward(world, phone, text)


def _language(world: World, phone: Phone, fields: Asked) -> None:
    language = fields.text("language")
    fields.finish()
    hands.speak(world, phone, language)


def _block(world: World, phone: Phone, fields: Asked) -> None:
    fields.finish()
    hands.block(world, phone)


def _unblock(world: World, phone: Phone, fields: Asked) -> None:
    fields.finish()
    hands.unblock(world, phone)


def _clear(world: World, phone: Phone, fields: Asked) -> None:
    fields.finish()
    hands.delete(world, phone, phone.messages)


DEEDS = {
    "text": _text,
    "press": _press,
    "location": _location,
    "contact": _contact,
    "sticker": _sticker,
    "poll": _poll,
    "dice": _dice,
    "edit": _edit,
    "delete": _delete,
    "forward": _forward,
    "language": _language,
    "block": _block,
    "unblock": _unblock,
    "clear": _clear,
}
