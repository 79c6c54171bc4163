"""A bot, connected: the library's Bot over our transport, which never shows its token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, cast

import structlog
import telegram
from telegram.error import TelegramError

from bot.channel.transport import AiohttpRequest, Patience

TELEGRAM = "https://api.telegram.org"

#: what the station wants to hear of
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")

log: structlog.stdlib.BoundLogger = structlog.get_logger()


class TokenError(Exception):
    """Telegram does not know a bot's token."""

    def __init__(self, which: str | None = None) -> None:
        whose = "this bot" if which is None else f"the {which} bot"
        super().__init__(
            f"Telegram does not know the token of {whose}. "
            "Set the one that BotFather shows for it (docs/deploy.md)."
        )


class Connection(telegram.Bot):
    """The library's Bot, with its updates as they came: one that cannot be read must not hide the others."""

    __slots__ = ()

    async def initialize(self) -> None:
        """Opens the connection. Nobody is asked who we are: the first poll tells whether the token is known,
        and a Telegram that does not answer holds up neither a start nor a stop."""
        await self.transport.initialize()

    async def shutdown(self) -> None:
        await self.transport.shutdown()

    async def updates(self, offset: int | None, wait: timedelta, most: int = 100) -> Sequence[dict[str, Any]]:
        """The updates from `offset` on, unparsed; asking confirms all before it."""
        seconds = int(wait.total_seconds())
        asked: dict[str, Any] = {
            "offset": offset,
            "limit": most,
            "timeout": seconds,
            "allowed_updates": list(WANTED),
        }
        raw = await self._post("getUpdates", asked, read_timeout=(self.transport.read_timeout or 0) + seconds)
        if not isinstance(raw, list) or not all(isinstance(one, dict) and "update_id" in one for one in raw):
            raise TelegramError("Invalid server response")
        return raw

    @property
    def transport(self) -> AiohttpRequest:
        return cast(AiohttpRequest, self.request)

    def __repr__(self) -> str:
        return "Connection()"


def connect(
    token: str, base_url: str = TELEGRAM, *, patience: Patience | None = None, proxy: str | None = None
) -> Connection:
    """A bot whose methods are at `<base_url>/bot<token>/` and files at `<base_url>/file/bot<token>/`.

    Not yet open: `initialize()` and `shutdown()` it, or use it in `async with`.
    """
    base = base_url.rstrip("/")
    request = AiohttpRequest(patience=patience, proxy=proxy)
    return Connection(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=request,
        get_updates_request=request,
    )
