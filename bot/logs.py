"""What the program tells its operator: one JSON object a line, without tokens and without anybody's words."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import PurePath
from types import TracebackType
from typing import Any, TextIO
from urllib.parse import quote
from uuid import UUID

import structlog
from structlog.typing import EventDict, Processor

HIDDEN = "[token]"

#: not `\b…`: there is no word boundary between "bot" and the number inside an address
_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}")

#: libraries that say too much below a warning: addresses with tokens, parameters with words
_QUIET = (
    "transitions",
    "httpx",
    "httpcore",
    "aiohttp",
    "telegram",
    "sqlalchemy",
    "aiosqlite",
    "asyncio",
    "uvicorn.access",
)

#: whose sentences are about the program alone; of all others the unfilled sentence is logged
_TRUSTED = ("bot", "uvicorn", "alembic", "py.warnings")

_FRAMES = 30
_CAUSES = 5
_PLAIN = (str, int, float, bool, type(None))


def configure(stream: TextIO, level: str = "INFO", tokens: Iterable[str] = ()) -> None:
    """Sends everything that is logged, by us or a library, to `stream`, and uncaught exceptions as well.

    `tokens` are removed from every line whatever they look like. A second call replaces the first.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Redacted(_redactor(tokens)))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.captureWarnings(True)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_common(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,  # a logger made before this call must heed it
    )
    sys.excepthook = _uncaught


def _common() -> tuple[Processor, ...]:
    return (
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_words,
    )


class _Redacted(structlog.stdlib.ProcessorFormatter):
    """The last thing that touches a line: whatever made it, no token leaves."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *_common()],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False, default=_shown, skipkeys=True),
            ],
        )
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        if not hasattr(record, "_logger"):  # not one of ours: structlog leaves its logger in the record
            record = _foreign(record)
        return self._redact(super().format(record))


def _foreign(record: logging.LogRecord) -> logging.LogRecord:
    """A copy with the first line of what a library says. What it fills in may quote a person."""
    trusted = record.name.split(".")[0] in _TRUSTED or record.name in _TRUSTED
    unfilled = record.msg if isinstance(record.msg, str) else f"<{type(record.msg).__name__}>"
    said = record.getMessage() if trusted else unfilled
    copy = logging.makeLogRecord(record.__dict__)
    copy.msg, copy.args = said.partition("\n")[0], ()
    copy.exc_text, copy.stack_info = None, None
    return copy


def _without_words(logger: Any, method: str, event: EventDict) -> EventDict:
    """Exceptions become their kind and place; their messages and values may hold a person's words."""
    asked = event.pop("exc_info", None)
    raised = _raised(asked)
    if raised is not None:
        event.setdefault("error", raised)
    event.pop("stack_info", None)
    for key, value in event.items():
        if isinstance(value, BaseException):
            event[key] = described(value)
    return event


def _raised(asked: object) -> BaseException | None:
    if isinstance(asked, BaseException):
        return asked
    if isinstance(asked, tuple):
        return asked[1] if isinstance(asked[1], BaseException) else None
    return sys.exc_info()[1] if asked else None


def described(error: BaseException, depth: int = _CAUSES) -> Mapping[str, Any]:
    """An exception as its type and the places it passed, with what caused it. Never its message."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins."),
        "at": [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth > 1:
        told["cause"] = described(cause, depth - 1)
    if isinstance(error, BaseExceptionGroup) and depth > 1:
        told["members"] = [described(one, depth - 1) for one in error.exceptions]
    return told


def _short(filename: str) -> str:
    """The last folders of a path: enough to find the file, nothing about the machine."""
    return "/".join(PurePath(filename).parts[-3:])


def _shown(value: object) -> Any:
    """What JSON does not know. Only types whose text cannot be a person's words show it."""
    match value:
        case BaseException():
            return described(value)
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Enum():
            return value.value if isinstance(value.value, _PLAIN) else value.name
        case PurePath() | UUID():
            return str(value)
        case set() | frozenset():
            return sorted(value, key=repr)
        case _:
            return f"<{type(value).__name__}>"


def _redactor(tokens: Iterable[str]) -> Callable[[str], str]:
    """A function that takes tokens out of a line, as they are and as addresses and JSON write them."""
    shapes = {
        shape
        for token in tokens
        if token
        for shape in (
            token,
            quote(token),
            quote(token, safe=""),
            json.dumps(token)[1:-1],
            json.dumps(token, ensure_ascii=False)[1:-1],
        )
    }
    known = re.compile(
        "|".join(re.escape(shape) for shape in sorted(shapes, key=len, reverse=True)) or r"(?!)"
    )
    return lambda line: _TOKEN.sub(HIDDEN, known.sub(HIDDEN, line))


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.get_logger().critical("the program failed", error=error)
