"""Troubles that can be switched on: Telegram slow, down, overloaded, or heard only halfway."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Literal, get_args

from bot.sandbox.shapes import Json

Kind = Literal["429", "500", "502", "outage", "slow", "drop", "half", "limit"]
#: 429, 500, 502: that answer, and nothing is done
#: outage: the connection ends without an answer, and nothing is done
#: slow: the call waits for `seconds`, then is done
#: drop, half: the call is done, and none or half of its answer arrives
#: limit: Telegram's rates, one message a second a chat with bursts and thirty a second in all
KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(slots=True, eq=False)
class Fault:
    """One trouble: for which calls, of which kind, until when."""

    id: int
    kind: str
    method: str = "*"
    phone: int | None = None
    seconds: float | None = None  #: of `slow` the wait of each call; of the others how long the trouble lasts
    times: int | None = None  #: calls that it still befalls; None for all
    retry_after: int = 1
    until: datetime | None = None  #: by the sandbox's clock

    def befalls(self, method: str, chat: int | None, now: datetime) -> bool:
        return (
            self.method in ("*", method)
            and (self.phone is None or self.phone == chat)
            and (self.times is None or self.times > 0)
            and (self.until is None or now < self.until)
        )

    def shown(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "method": self.method,
            "phone": self.phone,
            "seconds": self.seconds,
            "times": self.times,
            "retry_after": self.retry_after,
            "until": self.until.isoformat() if self.until else None,
        }


@dataclass(slots=True)
class Faults:
    """Those that are switched on, oldest first."""

    now: Callable[[], datetime]
    active: list[Fault] = field(default_factory=list)
    _ids: count[int] = field(default_factory=lambda: count(1))

    def switch_on(
        self,
        kind: str,
        method: str = "*",
        phone: int | None = None,
        seconds: float | None = None,
        times: int | None = None,
        retry_after: int = 1,
    ) -> Fault:
        """A new trouble; ValueError when there is none of that kind."""
        if kind not in KINDS:
            raise ValueError(f'"{kind}" is not a fault. There are: {", ".join(KINDS)}.')
        lasts = seconds is not None and kind != "slow"
        until = self.now() + timedelta(seconds=seconds or 0) if lasts else None
        fault = Fault(next(self._ids), kind, method, phone, seconds, times, retry_after, until)
        self.active.append(fault)
        return fault

    def next(self, method: str, chat: int | None) -> Fault | None:
        """The trouble that befalls this call, counted as spent."""
        if not self.active:
            return None
        now = self.now()
        self.active = [fault for fault in self.active if _lives(fault, now)]
        for fault in self.active:
            if fault.kind != "limit" and fault.befalls(method, chat, now):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    def limiting(self, method: str, chat: int | None) -> bool:
        """Whether Telegram's rates are being kept for this call."""
        if not self.active:
            return False
        now = self.now()
        return any(fault.kind == "limit" and fault.befalls(method, chat, now) for fault in self.active)

    def shown(self) -> Json:
        now = self.now()
        return {"active": [fault.shown() for fault in self.active if _lives(fault, now)]}


def _lives(fault: Fault, now: datetime) -> bool:
    return (fault.times is None or fault.times > 0) and (fault.until is None or now < fault.until)
