"""The Bot API over HTTP: one call in, one answer out."""

from __future__ import annotations

import asyncio
import json
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox import bodies
from bot.sandbox.bells import pause
from bot.sandbox.cutting import Cut
from bot.sandbox.faults import Fault
from bot.sandbox.media import ATTACHED
from bot.sandbox.methods import methods
from bot.sandbox.parameters import Parameters
from bot.sandbox.played import PLAYED
from bot.sandbox.refusals import NOT_FOUND, UNAUTHORIZED, RefusalError, bad, too_many
from bot.sandbox.shapes import Bot
from bot.sandbox.shelf import FullError
from bot.sandbox.world import World

LIMITED = ("send", "edit", "copy", "forward")  #: what Telegram's rates count
BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body></body>\r\n</html>\r\n"


def routes(world: World, stop: asyncio.Event) -> list[BaseRoute]:
    """Where a bot's library calls, and where it fetches files."""
    calls = Calls(world, stop)
    return [
        Route("/bot{token}/{method}", calls.answer, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", calls.file, methods=["GET"]),
    ]


class Calls:
    def __init__(self, world: World, stop: asyncio.Event) -> None:
        self._world = world
        self._stop = stop
        methods()  # read once, before the first call

    async def answer(self, request: Request) -> Response:
        world, method = self._world, request.path_params["method"]
        bot = world.bots.get(request.path_params["token"])
        try:
            p = await bodies.read(request)
        except RefusalError as refusal:
            return _response(refusal.status, _refused(refusal))
        fault = world.faults.next(method, p.integer("chat_id"))
        status, body = await self._carried_out(bot, method, p, fault)
        shown = p.given | {name: f"{len(file.content)} bytes" for name, file in p.uploads.items()}
        who, trouble = bot.role if bot else "", fault.kind if fault else None
        world.transcript.add(world.clock.now(), who, method, shown, status, body, trouble)
        return _delivered(request, status, body, fault)

    async def _carried_out(
        self, bot: Bot | None, method: str, p: Parameters, fault: Fault | None
    ) -> tuple[int, bytes]:
        """The call played, unless something is in its way."""
        try:
            if fault is not None:
                await self._suffered(fault)
            result = await self._played(_known(bot), method, p)
        except RefusalError as refusal:
            return refusal.status, _refused(refusal)
        except FullError as error:
            return 500, _refused(RefusalError(500, f"Internal Server Error: {error}"))
        return 200, b'{"ok":true,"result":%b}' % result

    async def _suffered(self, fault: Fault) -> None:
        """What befalls a call before it is played."""
        match fault.kind:
            case "429":
                raise too_many(fault.retry_after)
            case "500":
                raise RefusalError(500, "Internal Server Error")
            case "502" | "outage":
                raise RefusalError(502, "Bad Gateway")
            case "slow":
                await pause(fault.seconds if fault.seconds is not None else 1.0, self._stop)

    async def _played(self, bot: Bot, method: str, p: Parameters) -> bytes:
        world = self._world
        _check(method, p)
        if method == "getUpdates":
            return await self._updates(bot, p)
        play = PLAYED.get(method)
        if play is None:
            raise RefusalError(501, f"Not Implemented: {method} exists, but this sandbox does not play it")
        chat = p.integer("chat_id")
        if method.startswith(LIMITED) and world.faults.limiting(method, chat):
            wait = world.pace.wait(chat, world.clock.now().timestamp())
            if wait:
                raise too_many(wait)
        return json.dumps(play(world, bot, p), separators=(",", ":")).encode()

    async def _updates(self, bot: Bot, p: Parameters) -> bytes:
        line, now = self._world.line(bot), self._world.clock.stamp()
        kinds = p.structure("allowed_updates")
        if isinstance(kinds, list):
            line.updates.allow([str(kind) for kind in kinds])
        limit = min(max(p.integer("limit", 100), 1), 100)
        found = await line.fetch(p.integer("offset"), limit, p.integer("timeout"), now, self._stop)
        return b"[%b]" % ",".join([update.json for update in found]).encode()

    async def file(self, request: Request) -> Response:
        """The bytes of a file whose path getFile has named."""
        world = self._world
        fault = world.faults.next("file", None)
        try:
            if fault is not None:
                await self._suffered(fault)
            _known(world.bots.get(request.path_params["token"]))
            path = request.path_params["path"]
            file = world.files.by_path(path) if path in world.files.opened else None
            if file is None:
                raise RefusalError(*NOT_FOUND)
        except RefusalError as refusal:
            return _delivered(request, refusal.status, _refused(refusal), fault)
        return _delivered(request, 200, file.content, fault, "application/octet-stream")


def _known(bot: Bot | None) -> Bot:
    if bot is None:
        raise RefusalError(*UNAUTHORIZED)
    return bot


def _check(method: str, p: Parameters) -> None:
    """404 for what is no method, 400 for what is none of its parameters."""
    known = methods().get(method)
    if known is None:
        raise RefusalError(*NOT_FOUND)
    attached = {value.removeprefix(ATTACHED) for value in _attachments(p)}
    for name in [*p.given, *(name for name in p.uploads if name not in attached)]:
        if name not in known:
            raise bad(f'parameter "{name}" of {method} is unknown to this sandbox (Telegram would ignore it)')


def _attachments(p: Parameters) -> list[str]:
    """The files that some parameter refers to by name."""
    if not p.uploads:
        return []
    return re.findall(f"{ATTACHED}[\\w.-]+", " ".join(p.text(name) for name in p.given))


def _refused(refusal: RefusalError) -> bytes:
    return json.dumps(refusal.answer()).encode()


def _response(status: int, body: bytes, kind: str = "application/json") -> Response:
    return Response(body, status, media_type=kind)


def _delivered(
    request: Request, status: int, body: bytes, fault: Fault | None, kind: str = "application/json"
) -> Response:
    """The answer on its way, whole unless a fault says otherwise."""
    match fault.kind if fault else None:
        case "outage" | "drop":
            return Cut(request)
        case "half":
            return Cut(request, body)
        case "502":  # what stands before Telegram's servers answers this, and not in JSON
            return _response(502, BAD_GATEWAY, "text/html")
        case _:
            return _response(status, body, kind if status == 200 else "application/json")
