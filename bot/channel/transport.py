"""The library's way to the Bot API, over aiohttp: one session and one pool of connections for each bot."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import JSONDict, ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

BLOCK = 64 * 1024  #: bytes of a block of a download
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_UNSET = BaseRequest.DEFAULT_NONE


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds. What a caller names for one request goes first."""

    read: float = 10.0  #: for the next bytes of an answer, once everything is sent
    write: float = 10.0  #: for a request without files to be sent
    upload: float = 300.0  #: for a request with files to be sent
    connect: float = 5.0
    pool: float = 5.0  #: for a free connection


class DownloadError(NetworkError):
    """A download that was answered with something else than the file. `status` is the HTTP code."""

    __slots__ = ("status",)

    def __init__(self, status: int) -> None:
        super().__init__(f"The file was answered with {status}")
        self.status = status


class AiohttpRequest(BaseRequest):
    """One session of one bot; used for the long poll and for everything else at once.

    Errors bear the name of what went wrong and nothing more: what aiohttp says may hold the address,
    and the address holds the token.
    """

    __slots__ = ("_limit", "_patience", "_proxy", "_session")

    def __init__(
        self, connections: int = 256, patience: Patience | None = None, proxy: str | None = None
    ) -> None:
        self._limit = connections
        self._patience = patience or Patience()
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return self._patience.read

    async def initialize(self) -> None:
        """Opens the session. The library calls twice: once for each kind of request."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._limit, ttl_dns_cache=60, keepalive_timeout=30),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _UNSET,
        write_timeout: ODVInput[float] = _UNSET,
        connect_timeout: ODVInput[float] = _UNSET,
        pool_timeout: ODVInput[float] = _UNSET,
    ) -> tuple[int, bytes]:
        """The code and the body of the answer, whatever the code says."""
        own = self._patience
        uploads = request_data is not None and request_data.contains_files
        timeout = _timeout(
            read=_given(read_timeout, own.read),
            write=_given(write_timeout, own.upload if uploads else own.write),
            connect=_given(connect_timeout, own.connect),
            pool=_given(pool_timeout, own.pool),
        )
        body, headers = _body(request_data)
        session = self._opened()
        async with (
            _telling(),
            session.request(
                method, _method_url(url), data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer,
        ):
            return answer.status, await answer.read()

    async def stream(self, url: str) -> AsyncIterator[bytes]:
        """The bytes at an address, block by block. The address holds the token: it is never logged."""
        own = self._patience
        timeout = aiohttp.ClientTimeout(
            total=None, connect=own.pool + own.connect, sock_connect=own.connect, sock_read=own.read
        )
        session = self._opened()
        async with _telling(), session.get(URL(url), timeout=timeout, allow_redirects=False) as answer:
            if answer.status != 200:
                raise DownloadError(answer.status)
            async for block in answer.content.iter_chunked(BLOCK):
                yield block

    @staticmethod
    def parse_json_payload(payload: bytes) -> JSONDict:
        """As the library's own, which would write an unreadable answer, and with it her words, to the log."""
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("Invalid server response")
        return answer

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("This connection is not open: initialize() comes first.")
        return self._session


@asynccontextmanager
async def _telling() -> AsyncIterator[None]:
    """Turns what aiohttp raises into what the library expects, without its words."""
    try:
        yield
    except aiohttp.ConnectionTimeoutError:
        raise TimedOut("Timed out before anything was sent") from None
    except TimeoutError:
        raise TimedOut from None
    except (aiohttp.ClientError, OSError, asyncio.IncompleteReadError) as error:
        raise NetworkError(type(error).__name__) from None
    except ValueError as error:  # an address that is none
        raise NetworkError(type(error).__name__) from None


def _given(named: ODVInput[float], own: float) -> float | None:
    return own if isinstance(named, DefaultValue) else named


def _timeout(
    read: float | None, write: float | None, connect: float | None, pool: float | None
) -> aiohttp.ClientTimeout:
    """aiohttp knows no limit for writing. The whole has one instead: the sum of its parts."""
    waiting = None if pool is None or connect is None else pool + connect
    total = None if waiting is None or read is None or write is None else waiting + read + write
    return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """A form, as the library's own transport sends it: every Bot API server reads that."""
    if data is None:
        return None, None
    if not data.contains_files:
        return data.url_encoded_parameters().encode(), _FORM
    form = aiohttp.FormData(quote_fields=False)  # names of files as UTF-8: Telegram reads no other way
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        # As a file even when it is bytes: aiohttp writes a file in blocks, and bytes at once.
        file = io.BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=kind)
    return form, None


@lru_cache(maxsize=512)
def _method_url(url: str) -> URL:
    """Parsing an address costs as much as sending it; there is one for each method and bot."""
    return URL(url, encoded=True)
