"""Gets what a person sent from Telegram, block by block."""

from __future__ import annotations

from collections.abc import AsyncIterator
from http import HTTPStatus

from telegram.error import BadRequest, TelegramError

from bot.channel.connect import Connection
from bot.channel.refusal import Refusal, refusal
from bot.channel.transport import DownloadError
from bot.station.message import CannotFetch, FetchLater

MOST = 20 * 1024 * 1024  #: bytes that Telegram lets a bot download


class FetchError(Exception):
    """A file could not be had from Telegram."""


class TooLarge(FetchError, CannotFetch):
    """The file is larger than a bot may download (20 MB)."""


class Gone(FetchError, CannotFetch):
    """Telegram does not have the file, or not for this bot. It will not come back."""


class Unreachable(FetchError, FetchLater):
    """Telegram could not be reached, or gave up in the middle. Later it may work."""


async def fetch(bot: Connection, handle: str, most: int = MOST) -> AsyncIterator[bytes]:
    """The bytes of a file. Raises TooLarge, Gone or Unreachable, perhaps in the middle of it."""
    try:
        received = 0
        async for block in bot.transport.stream(await _address(bot, handle)):
            received += len(block)
            if received > most:  # what was declared before is never trusted
                raise TooLarge
            yield block
    except TelegramError as error:
        raise _meaning(error) from None  # the library's error may hold the address


async def _address(bot: Connection, handle: str) -> str:
    """Where the file is. Holds the token."""
    path = (await bot.get_file(handle)).file_path
    if not path:
        raise Gone
    return path if "://" in path else f"{bot.base_file_url}/{path}"


def _meaning(error: TelegramError) -> FetchError:
    match error:
        case DownloadError(status=HTTPStatus.NOT_FOUND | HTTPStatus.GONE):
            return Gone()
        case BadRequest() if refusal(error) is Refusal.TOO_BIG:
            return TooLarge()
        case BadRequest() if "temporarily unavailable" not in error.message:
            return Gone()
        case _:
            return Unreachable()
