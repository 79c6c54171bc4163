"""Sending files: photos, recordings, documents, albums."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.sandbox import reach
from bot.sandbox.captions import caption_of
from bot.sandbox.filing import file_body
from bot.sandbox.parameters import Parameters, Upload
from bot.sandbox.refusals import (
    ALBUM_SIZE,
    ALBUM_TOO_LARGE,
    FILE_EMPTY,
    FILE_WRONG,
    bad,
    file_missing,
    photo_too_big,
    wrong_kind,
)
from bot.sandbox.render import message_json
from bot.sandbox.sending import post, replied, show
from bot.sandbox.shapes import Bot, Json, StoredFile
from bot.sandbox.shelf import TYPES
from bot.sandbox.world import World

MOST_PHOTO = 10 * 1024 * 1024  #: bytes
ATTACHED = "attach://"
ALBUM_KINDS = frozenset({"photo", "video", "audio", "document", "animation"})
MOST_ALBUM = 10


def sender(kind: str) -> Callable[[World, Bot, Parameters], Json]:
    """The method that sends one file of this kind."""

    def send(world: World, bot: Bot, p: Parameters) -> Json:
        caption, marks = caption_of(p)
        phone = reach.listener(world, bot, p)
        file = _file(world, p, kind, p.given.get(kind), p.uploads.get(kind), p.integer("duration") or None)
        return post(world, bot, phone, p, kind, caption, marks, file_body(world.files, file), file)

    return send


def send_media_group(world: World, bot: Bot, p: Parameters) -> list[Json]:
    """An album: all of its files or none."""
    members = p.structure("media")
    if not isinstance(members, list) or not all(isinstance(member, dict) for member in members):
        raise bad("can't parse media JSON object")
    if len(members) < 2:
        raise bad(ALBUM_SIZE)
    if len(members) > MOST_ALBUM:
        raise bad(ALBUM_TOO_LARGE)
    read = [_member(world, p, member) for member in members]
    phone = reach.listener(world, bot, p)
    reply_to = replied(phone, p)
    group = {"media_group_id": str(world.chance.randrange(10**16, 10**17))}
    sent = []
    for file, caption, marks, spoiler in read:
        message = replace(
            world.draft(phone, file.kind, caption, marks, mine=False),
            body=file_body(world.files, file) | group,
            file=file,
            reply_to=reply_to,
            protected=p.flag("protect_content"),
            silent=p.flag("disable_notification"),
            spoiler=spoiler,
        )
        show(world, phone, message)
        sent.append(message_json(bot, phone, message))
    return sent


def _member(world: World, p: Parameters, member: Json) -> tuple[StoredFile, str, tuple[Json, ...], bool]:
    """One file of an album with its caption and marks, and whether it is veiled."""
    kind = member.get("type")
    if kind not in ALBUM_KINDS:
        raise bad(f'type "{kind}" can\'t be sent in an album')  # ours; Telegram words it per kind
    caption, marks = caption_of(Parameters(member))
    file = _file(world, p, str(kind), member.get("media"), None, member.get("duration"))
    return file, caption, marks, bool(member.get("has_spoiler"))


def _file(
    world: World, p: Parameters, kind: str, given: Any, upload: Upload | None, seconds: int | None
) -> StoredFile:
    """The file that a parameter means: sent along, or known by its id."""
    if upload is None and isinstance(given, str) and given.startswith(ATTACHED):
        upload = p.uploads.get(given.removeprefix(ATTACHED))
        if upload is None:
            raise bad(file_missing(kind))
    if upload is not None:
        return _put(world, kind, upload, seconds)
    if not given:
        raise bad(file_missing(kind))
    file = world.files.by_id(str(given))  # the sandbox fetches nothing from addresses
    if file is None:
        raise bad(FILE_WRONG)
    if file.kind != kind:
        raise bad(wrong_kind(file.kind, kind))
    return file


def _put(world: World, kind: str, upload: Upload, seconds: int | None) -> StoredFile:
    size = len(upload.content)
    if not size:
        raise bad(FILE_EMPTY)
    if kind == "photo" and size > MOST_PHOTO:
        raise bad(photo_too_big(size, MOST_PHOTO))
    mime = upload.mime if upload.mime != "application/octet-stream" else TYPES[kind]
    return world.files.put(kind, upload.name, mime, upload.content, seconds)
