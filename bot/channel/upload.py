"""Sends a file as what it is; as a plain document where Telegram does not take it so."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, cast

import structlog
import telegram
from telegram.error import BadRequest, TelegramError

from bot.channel.refusal import Refusal, refusal, wording
from bot.station.message import Document

HELD = 10 * 1024 * 1024  #: bytes kept for a second attempt; also the most that Telegram takes as a photo
_CAPTION = 1024  #: units of UTF-16
_MARKS = re.compile(r'[\x00-\x1f\x7f"\\/]+')

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_Method = Callable[..., Awaitable[telegram.Message]]


async def upload(bot: telegram.Bot, chat: int, document: Document, content: AsyncIterator[bytes]) -> int:
    """The id of the message that shows the file. It cannot be forwarded or saved.

    What `content` raises comes out of here, not as a fault of the network.
    """
    beginning, rest = await _beginning(content)
    if rest is not None:
        return await _streamed(bot, chat, document, beginning, rest)
    try:
        return await _send(_method(bot, document), chat, document, beginning)
    except BadRequest as error:
        if refusal(error) is Refusal.NO_CHAT or _method(bot, document) == bot.send_document:
            raise
        log.info("sent as a document instead", kind=document.kind, wording=wording(error))
        return await _send(bot.send_document, chat, document, beginning)


async def _streamed(
    bot: telegram.Bot, chat: int, document: Document, beginning: bytes, rest: AsyncIterator[bytes]
) -> int:
    watched = _Watched(beginning, rest)
    method = bot.send_document if document.kind == "photo" else _method(bot, document)
    try:
        return await _send(method, chat, document, watched)
    except TelegramError:
        if watched.broken is not None:
            raise watched.broken from None
        raise


async def _send(method: _Method, chat: int, document: Document, content: bytes | _Watched) -> int:
    name = _MARKS.sub("_", document.name) or document.kind
    # The library hands whatever it does not read itself on to the transport, which takes blocks.
    file = telegram.InputFile(cast(Any, content), filename=name, read_file_handle=False)
    caption = {"caption": _cut(document.caption)} if document.caption else {}
    return (await method(chat, file, protect_content=True, **caption)).message_id


def _method(bot: telegram.Bot, document: Document) -> _Method:
    methods: dict[str, _Method] = {
        "photo": bot.send_photo,
        "voice": bot.send_voice,
        "audio": bot.send_audio,
        "video": bot.send_video,
        "animation": bot.send_animation,
        "video_note": bot.send_video
        if document.caption
        else bot.send_video_note,  # a round one has no caption
    }
    return methods.get(document.kind, bot.send_document)


async def _beginning(content: AsyncIterator[bytes]) -> tuple[bytes, AsyncIterator[bytes] | None]:
    """All of it and None; or, when it is longer than HELD, its beginning and the rest."""
    held = bytearray()
    async for block in content:
        held += block
        if len(held) > HELD:
            return bytes(held), content
    return bytes(held), None


def _cut(caption: str) -> str:
    """A caption that Telegram takes. The file must reach the officer even if its words do not fit."""
    units = caption.encode("utf-16-le")
    if len(units) <= 2 * _CAPTION:
        return caption
    return units[: 2 * (_CAPTION - 1)].decode("utf-16-le", errors="ignore") + "…"


class _Watched:
    """Blocks on their way out, which remember what broke them: the transport tells of a broken connection."""

    def __init__(self, beginning: bytes, rest: AsyncIterator[bytes]) -> None:
        self._beginning: bytes | None = beginning
        self._rest = rest
        self.broken: Exception | None = None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        if self._beginning is not None:
            beginning, self._beginning = self._beginning, None
            return beginning
        try:
            return await anext(self._rest)
        except StopAsyncIteration:
            raise
        except Exception as error:
            self.broken = error
            raise
