"""How fast a bot may send: one message a second a chat, with bursts, and thirty a second in all."""

from __future__ import annotations

from math import ceil

PER_CHAT = 1.0  #: messages a second to one chat
BURST = 5  #: that many may come at once. Telegram says "short bursts" and no number: ours
IN_ALL = 30.0  #: messages a second to all chats


class Pace:
    """Two leaky buckets: how full each is, and since when."""

    __slots__ = ("_chats", "_whole")

    def __init__(self) -> None:
        self._chats: dict[int, tuple[float, float]] = {}
        self._whole: tuple[float, float] = (0.0, 0.0)

    def wait(self, chat: int, now: float) -> int:
        """Seconds until this message may be sent; 0 counts it as sent."""
        mine = _leaked(self._chats.get(chat, (0.0, now)), PER_CHAT, now)
        whole = _leaked(self._whole, IN_ALL, now)
        wait = max((mine + 1 - BURST) / PER_CHAT, (whole + 1 - IN_ALL) / IN_ALL)
        if wait > 0:
            return ceil(wait)
        self._chats[chat] = (mine + 1, now)
        self._whole = (whole + 1, now)
        return 0


def _leaked(bucket: tuple[float, float], rate: float, now: float) -> float:
    level, at = bucket
    return max(0.0, level - max(0.0, now - at) * rate)
