"""No token and nobody's words reach the log, whoever writes to it."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
import structlog
import telegram
from telegram.error import InvalidToken

from bot.flow.secret import Secret
from bot.logs import HIDDEN, configure

TOKEN = "123456789:AAE-not_a_real_token_only_for_tests_00"
ODD_TOKEN = 'odd"tokén/1'
WORDS = "er hat ein Messer"

log = structlog.get_logger()


class Colour(StrEnum):
    RED = "red"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook)
    with warnings.catch_warnings():
        configure(stream, "DEBUG", [ODD_TOKEN])
        yield stream
        logging.captureWarnings(False)
    root.handlers[:], sys.excepthook = before[0], before[2]
    root.setLevel(before[1])
    structlog.reset_defaults()


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def failing(words: str) -> None:
    kept = words
    raise ValueError(kept)


def raised(words: str) -> BaseException:
    try:
        failing(words)
    except ValueError as error:
        return error
    raise AssertionError


def test_a_line_is_an_object_with_event_level_time_and_values(written: io.StringIO) -> None:
    log.info(
        "case opened",
        case=7,
        waited=timedelta(seconds=90),
        colour=Colour.RED,
        at=datetime(2026, 3, 1, tzinfo=UTC),
    )

    (line,) = lines(written)
    assert datetime.fromisoformat(line.pop("timestamp")).tzinfo is not None
    assert line == {
        "event": "case opened",
        "level": "info",
        "case": 7,
        "waited": 90.0,
        "colour": "red",
        "at": "2026-03-01T00:00:00+00:00",
    }


TOKEN_LEAKS: dict[str, Callable[[], Any]] = {
    "in an address": lambda: log.info("asked", address=f"https://api.telegram.org/bot{TOKEN}/getMe"),
    "in a file's address": lambda: log.info("asked", address=f"https://x/file/bot{TOKEN}/photos/1.jpg"),
    "in the event": lambda: log.info(f"started with {TOKEN}"),
    "as a key": lambda: log.info("started", **{TOKEN: 1}),
    "in a list": lambda: log.info("started", bots=[{"token": TOKEN}]),
    "of a bot": lambda: log.info("started", bot=telegram.Bot(TOKEN), shown=repr(telegram.Bot(TOKEN))),
    "of an error that quotes it": lambda: log.error(
        "failed", error=InvalidToken(f"The token `{TOKEN}` was rejected")
    ),
    "of an error made to text": lambda: log.error("failed", error=str(InvalidToken(f"The token `{TOKEN}`"))),
    "from a library": lambda: logging.getLogger("httpx").warning("GET https://x/bot%s/getMe", TOKEN),
    "from a library, in its sentence": lambda: logging.getLogger("lib").info(
        f"GET https://x/bot{TOKEN}/getMe"
    ),
    "from the web server": lambda: logging.getLogger("uvicorn.error").info('"POST %s"', f"/bot{TOKEN}/getMe"),
    "of odd shape": lambda: log.info("started", token=ODD_TOKEN),
    "of odd shape in an address": lambda: log.info("asked", address="https://x/botodd%22tok%C3%A9n/1/getMe"),
}


@pytest.mark.parametrize("leak", TOKEN_LEAKS.values(), ids=TOKEN_LEAKS.keys())
def test_no_token_gets_through(written: io.StringIO, leak: Callable[[], Any]) -> None:
    leak()

    assert len(lines(written)) == 1
    assert TOKEN[:9] not in written.getvalue().replace(HIDDEN, "")
    assert "odd" not in written.getvalue()


def _exception() -> None:
    try:
        failing(WORDS)
    except ValueError:
        log.exception("failed")


def _library_exception() -> None:
    try:
        failing(WORDS)
    except ValueError:
        logging.getLogger("aiohttp").exception("Error handling request")


def _library_error() -> None:
    logging.getLogger("aiohttp").error(raised(WORDS))


def _caused() -> None:
    try:
        try:
            failing(WORDS)
        except ValueError as error:
            raise LookupError(WORDS) from error
    except LookupError as error:
        log.error("failed", error=error)


def _never_retrieved() -> None:
    async def run() -> None:
        asyncio.get_running_loop().call_exception_handler(
            {"message": "Task exception was never retrieved", "exception": raised(WORDS), "words": WORDS}
        )

    asyncio.run(run())


WORD_LEAKS: dict[str, Callable[[], Any]] = {
    "in an exception": lambda: log.error("failed", error=raised(WORDS)),
    "in an exception being handled": _exception,
    "in the cause of an exception": _caused,
    "in a group of exceptions": lambda: log.error("failed", error=ExceptionGroup(WORDS, [ValueError(WORDS)])),
    "in an exception within a list": lambda: log.error("failed", errors=[raised(WORDS)]),
    "in a secret": lambda: log.info("heard", words=Secret(WORDS)),
    "in an object of a library": lambda: log.info("heard", user=telegram.User(1, WORDS, False)),
    "in an exception of a library": _library_exception,
    "in an exception that a library takes for a sentence": _library_error,
    "in a dictionary that a library takes for a sentence": lambda: logging.getLogger("aiohttp").error(
        {"a": WORDS}
    ),
    "in what a library fills in": lambda: logging.getLogger("telegram.Bot").critical(
        "Received data was %r", WORDS
    ),
    "in a task that nobody waited for": _never_retrieved,
    "in an exception that nobody caught": lambda: sys.excepthook(ValueError, raised(WORDS), None),
}


@pytest.mark.parametrize("leak", WORD_LEAKS.values(), ids=WORD_LEAKS.keys())
def test_nobodys_words_get_through(written: io.StringIO, leak: Callable[[], Any]) -> None:
    leak()

    assert len(lines(written)) == 1
    assert WORDS not in written.getvalue()


def test_an_exception_shows_its_kind_and_where_it_came_from(written: io.StringIO) -> None:
    _caused()

    error = lines(written)[0]["error"]
    assert error["type"] == "LookupError"
    assert "/test_logs.py:" in error["at"][0]
    assert error["at"][0].endswith(" _caused")
    assert error["cause"]["type"] == "ValueError"
    assert error["cause"]["at"][-1].endswith(" failing")


def test_an_exception_of_a_library_shows_where_it_came_from(written: io.StringIO) -> None:
    _library_exception()

    (line,) = lines(written)
    assert (line["event"], line["error"]["type"]) == ("Error handling request", "ValueError")
    assert line["error"]["at"][-1].endswith(" failing")


def test_a_library_is_heard_from_a_warning_on(written: io.StringIO) -> None:
    logging.getLogger("telegram.Bot").info("Calling Bot API endpoint")
    logging.getLogger("telegram.Bot").warning("Something is odd")
    logging.getLogger("uvicorn.error").info("Started on port %d", 8080)

    assert [(line["event"], line["logger"]) for line in lines(written)] == [
        ("Something is odd", "telegram.Bot"),
        ("Started on port 8080", "uvicorn.error"),
    ]


def test_below_the_level_nothing_is_written(written: io.StringIO) -> None:
    configure(written, "WARNING")

    log.info("quiet")
    log.warning("loud")

    assert [line["event"] for line in lines(written)] == ["loud"]


def test_numbers_that_only_look_like_a_token_stay(written: io.StringIO) -> None:
    log.info("counted", at="2026-03-01T10:15:00", ratio="12345:short", case=123456789)

    line = lines(written)[0]
    assert (line["at"], line["ratio"], line["case"]) == ("2026-03-01T10:15:00", "12345:short", 123456789)
