"""A Bot API server that misbehaves on request: what the sandbox, being a good server, cannot do."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

TOKEN = "123456789:AAE-not_a_real_token_only_for_tests_00"
CHAT = 7_000_000_001

#: made for one request; what it returns is sent, unless it has sent something itself
Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """One request: the method of the Bot API, its parameters, and its files by parameter."""

    method: str
    parameters: Mapping[str, str]
    files: Mapping[str, Upload]


def ok(result: Any) -> Reply:
    return raw(200, json.dumps({"ok": True, "result": result}).encode())


def refuse(code: int, description: str, **parameters: int) -> Reply:
    answer: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        answer["parameters"] = parameters
    return raw(code, json.dumps(answer).encode())


def raw(status: int, body: bytes) -> Reply:
    async def reply(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, content_type="application/json")

    return reply


async def half(request: web.Request) -> web.StreamResponse:
    """Promises more than it sends, then hangs up."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b'{"ok": true, "resu')
    return await drop(request)


async def drop(request: web.Request) -> web.StreamResponse:
    """Hangs up without a word."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def silence(request: web.Request) -> web.StreamResponse:
    """Never answers."""
    await asyncio.Event().wait()
    raise AssertionError


class FaultyServer:
    """Answers each method with what was scripted for it, in order; the last reply stays."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[Call] = []
        self.asked = asyncio.Event()  #: set by the first getUpdates
        self.connections: set[Any] = set()
        self._replies: dict[str, deque[Reply]] = defaultdict(deque)
        self._message_id = 100
        self.on("getMe", ok({"id": 123456789, "is_bot": True, "first_name": "S", "username": "s_bot"}))

    def on(self, method: str, *replies: Reply) -> None:
        self._replies[method] = deque(replies)

    def sent(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.connections.add(request.transport)
        self.calls.append(await _call(request, method))
        if method == "getUpdates":
            self.asked.set()
        replies = self._replies[method]
        if replies:
            return await (replies.popleft() if len(replies) > 1 else replies[0])(request)
        return await self._usual(method)(request)

    def _usual(self, method: str) -> Reply:
        if method.startswith("send") or method == "editMessageText":
            self._message_id += 1
            return ok(message(self._message_id))
        return ok(True)


def message(message_id: int, **content: Any) -> dict[str, Any]:
    """A message of her private chat, as the Bot API shows it."""
    person = {"id": CHAT, "is_bot": False, "first_name": "W", "language_code": "zh-hans"}
    chat = {"id": CHAT, "type": "private", "first_name": "W"}
    return {"message_id": message_id, "date": 1_790_000_000, "chat": chat, "from": person, **content}


@asynccontextmanager
async def faulty_server() -> AsyncIterator[FaultyServer]:
    server = FaultyServer()
    application = web.Application(client_max_size=64 * 1024 * 1024)
    application.router.add_route("*", f"/bot{TOKEN}/{{method}}", server.handle)
    application.router.add_route("*", f"/file/bot{TOKEN}/{{method:.*}}", server.handle)
    # its own log of requests would hold the token: only ours is looked at
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()


async def _call(request: web.Request, method: str) -> Call:
    if not request.content_type.startswith("multipart/"):
        return Call(method, {name: str(value) for name, value in (await request.post()).items()}, {})
    parameters: dict[str, str] = {}
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        assert part.name is not None
        if part.filename is None:
            parameters[part.name] = await part.text()
        else:
            files[part.name] = Upload(part.filename, bytes(await part.read()))
    return Call(method, parameters, files)
