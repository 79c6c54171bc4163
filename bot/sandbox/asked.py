"""What a request of the page or of a test asks for, read strictly."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.hands import HandError
from bot.sandbox.shapes import Json
from bot.sandbox.shelf import FullError

MISSING: Any = object()


class AskError(Exception):
    """A request that makes no sense. Says what is wrong."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


class Asked:
    """The fields of a request. Each is read once; what nobody reads is refused in the end."""

    __slots__ = ("_given", "_read")

    def __init__(self, given: Json) -> None:
        self._given = given
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        self._read.add(name)
        return self._given.get(name) is not None

    def text(self, name: str, default: Any = MISSING) -> Any:
        """A text; `default` when it is missing."""
        text = self._value(name, str, default)
        if isinstance(text, str) and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise AskError(f'"{name}" holds half a character.')
        return text

    def integer(self, name: str, default: Any = MISSING) -> Any:
        return self._value(name, int, default)

    def number(self, name: str, default: Any = MISSING) -> Any:
        return self._value(name, (int, float), default)

    def flag(self, name: str, default: Any = MISSING) -> Any:
        return self._value(name, bool, default)

    def integers(self, name: str) -> list[int]:
        found = self._value(name, list, MISSING)
        if not all(isinstance(number, int) for number in found):
            raise AskError(f'"{name}" is a list of whole numbers.')
        return list(found)

    def finish(self) -> None:
        """AskError when a field was given that means nothing here."""
        if unknown := self._given.keys() - self._read:
            raise AskError(f"Unknown: {', '.join(sorted(unknown))}. Known: {', '.join(sorted(self._read))}.")

    def _value(self, name: str, kind: Any, default: Any) -> Any:
        self._read.add(name)
        value = self._given.get(name)
        if value is None:
            if default is MISSING:
                raise AskError(f'"{name}" is missing.')
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise AskError(f'"{name}" is of the wrong type: {type(value).__name__}.')
        return value


async def asked(request: Request) -> Asked:
    """The JSON object in the body; an empty body is an empty one."""
    try:
        given = json.loads(await request.body() or b"{}")
    except ValueError:
        raise AskError("The body is not JSON.") from None
    if not isinstance(given, dict):
        raise AskError("The body is not a JSON object.")
    return Asked(given)


def told(handle: Callable[[Request], Awaitable[Any]]) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that answers in JSON what `handle` returns, or `{"error": sentence}`."""

    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await handle(request))
        except AskError as error:
            return JSONResponse({"error": str(error)}, error.status)
        except (HandError, FullError) as error:
            return JSONResponse({"error": str(error)}, 409)

    return endpoint
