"""Updates that a bot has not yet confirmed, in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from random import Random

KEPT = 24 * 3600  #: seconds for which Telegram keeps an update
FORGETS_COUNT = 7 * 24 * 3600  #: after so many seconds without updates ids start anew at random
FUTURE = 10  #: an offset further ahead than this means nothing to Telegram
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    at: int
    json: str  #: as it is sent, so that giving it again costs nothing


class Updates:
    """One bot's queue. Nothing leaves it but by an offset above it, or by age."""

    __slots__ = ("_allowed", "_chance", "_last_at", "_next", "_waiting")

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._waiting: deque[Update] = deque()
        self._allowed: frozenset[str] | None = None
        self._next = chance.randrange(100_000_000, 900_000_000)
        self._last_at = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def allow(self, kinds: Collection[str]) -> None:
        """From now on keep these kinds only; all usual ones when empty."""
        self._allowed = frozenset(kinds) or None

    @property
    def allowed(self) -> frozenset[str] | None:
        return self._allowed

    def add(self, kind: str, body: str, at: int) -> bool:
        """Append one; False if the bot does not want its kind."""
        if kind in NOT_BY_DEFAULT if self._allowed is None else kind not in self._allowed:
            return False
        if not self._waiting and self._last_at and at - self._last_at > FORGETS_COUNT:
            self._next = self._chance.randrange(100_000_000, 900_000_000)
        self._waiting.append(Update(self._next, at, f'{{"update_id":{self._next},"{kind}":{body}}}'))
        self._next += 1
        self._last_at = at
        return True

    def take(self, offset: int, limit: int, at: int) -> list[Update]:
        """Forget what `offset` confirms, then the oldest that wait. A negative offset keeps that many."""
        waiting = self._waiting
        while waiting and waiting[0].at < at - KEPT:
            waiting.popleft()
        if offset < 0:
            while len(waiting) > -offset:
                waiting.popleft()
        elif offset <= self._next + FUTURE:
            while waiting and waiting[0].id < offset:
                waiting.popleft()
        if len(waiting) <= limit:
            return list(waiting)
        return [waiting[n] for n in range(limit)]

    def clear(self) -> None:
        self._waiting.clear()
