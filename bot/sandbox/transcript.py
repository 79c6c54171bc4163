"""Every call of the Bot API, in order, to be read back."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sandbox.shapes import Json

KEPT = 50_000  #: calls; older ones are forgotten


@dataclass(frozen=True, slots=True)
class Call:
    n: int
    at: datetime
    bot: str
    method: str
    parameters: Json
    status: int
    answer: bytes  #: as it was sent; read only when somebody asks
    fault: str | None = None

    @property
    def phone(self) -> int | None:
        """The chat that it was for, if it was for one."""
        chat = str(self.parameters.get("chat_id", ""))
        return int(chat) if chat.lstrip("-").isdigit() else None

    def shown(self) -> Json:
        return {
            "n": self.n,
            "at": self.at.isoformat(),
            "bot": self.bot,
            "method": self.method,
            "parameters": {name: _read(value) for name, value in self.parameters.items()},
            "status": self.status,
            "answer": _read(self.answer.decode(errors="replace")),
            "fault": self.fault,
        }


class Transcript:
    __slots__ = ("_calls", "_n")

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._n = 0

    def add(
        self,
        at: datetime,
        bot: str,
        method: str,
        parameters: Json,
        status: int,
        answer: bytes,
        fault: str | None = None,
    ) -> None:
        self._n += 1
        self._calls.append(Call(self._n, at, bot, method, parameters, status, answer, fault))

    def read(
        self, method: str | None = None, phone: int | None = None, since: int = 0, quiet: bool = False
    ) -> Iterator[Call]:
        """Calls after number `since`. With `quiet`, without those getUpdates that brought nothing."""
        for call in self._calls:
            if (
                call.n > since
                and (method is None or call.method == method)
                and (phone is None or call.phone == phone)
                and not (quiet and call.method == "getUpdates" and call.answer == NOTHING_NEW)
            ):
                yield call

    def clear(self) -> None:
        self._calls.clear()


NOTHING_NEW = b'{"ok":true,"result":[]}'


def _read(value: Any) -> Any:
    """A parameter as it was meant: lists and objects travel as text."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
