"""What the station tells its operator while a journey runs."""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot import logs

ALOUD = ("error", "critical")


@dataclass(slots=True)
class Log:
    """Every line since the start. A line of `expected` (its event) may be an error; others may not."""

    stream: io.StringIO = field(default_factory=io.StringIO)
    expected: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]

    @property
    def unexpected(self) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["level"] in ALOUD and line["event"] not in self.expected]

    def count(self, event: str) -> int:
        return sum(line["event"] == event for line in self.lines)


@contextmanager
def listening() -> Iterator[Log]:
    """Everything that is logged meanwhile, ours and the libraries', from DEBUG on."""
    log, root = Log(), logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook)
    logs.configure(log.stream, "DEBUG")
    try:
        yield log
    finally:
        logging.captureWarnings(False)
        root.handlers[:], sys.excepthook = before[0], before[2]
        root.setLevel(before[1])
        structlog.reset_defaults()
