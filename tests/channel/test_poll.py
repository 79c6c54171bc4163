"""An update is confirmed to Telegram only once the station has it; nothing that fails ends the polling."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest
from aiohttp import web

from bot.channel.connect import Connection, TokenError, connect
from bot.channel.poll import poll
from bot.station.message import Bot, Incoming
from tests.channel.conftest import HURRIED
from tests.channel.server import TOKEN, FaultyServer, Reply, drop, half, message, ok, raw, refuse, silence

TWO = ok(
    [{"update_id": 41, "message": message(1, text="a")}, {"update_id": 42, "message": message(2, text="b")}]
)
NOTHING = ok([])


class Station:
    """Takes what arrives; refuses `failures` times first, and stops after `rounds` good rounds."""

    def __init__(self, failures: int = 0, rounds: int = 2) -> None:
        self.stop = asyncio.Event()
        self.taken: list[list[int]] = []
        self.offered = 0
        self._failures = failures
        self._rounds = rounds

    async def take(self, incoming: Sequence[Incoming]) -> None:
        self.offered += 1
        if self.offered <= self._failures:
            raise OSError("disk full")
        self.taken.append([one.update_id for one in incoming])

    def polled(self) -> None:
        self._rounds -= 1
        if self._rounds == 0:
            self.stop.set()

    async def poll(self, bot: Connection) -> None:
        await asyncio.wait_for(poll(bot, Bot.PUBLIC, self.take, self.polled, self.stop), 10)


def timeouts(server: FaultyServer) -> list[str | None]:
    return [call.parameters.get("timeout") for call in server.sent("getUpdates")]


async def held_open(request: web.Request) -> web.StreamResponse:
    """As Telegram does while nothing arrives: an answer at once only to whom asks for it."""
    return await (NOTHING if (await request.post())["timeout"] == "0" else silence)(request)


def offsets(server: FaultyServer) -> list[str | None]:
    return [call.parameters.get("offset") for call in server.sent("getUpdates")]


async def test_the_next_offset_is_asked_for_after_the_updates_are_taken(
    bot: Connection, server: FaultyServer
) -> None:
    station = Station()
    server.on("getUpdates", TWO, NOTHING)

    await station.poll(bot)

    assert station.taken == [[41, 42]]
    assert offsets(server) == [None, "43"]
    asked = server.sent("getUpdates")[0].parameters
    assert asked["allowed_updates"] == '["message", "edited_message", "callback_query", "my_chat_member"]'
    assert asked["limit"] == "100"


async def test_the_first_answer_comes_at_once_and_the_later_ones_are_held_open(
    bot: Connection, server: FaultyServer
) -> None:
    station = Station(rounds=3)
    server.on("getUpdates", NOTHING, TWO, NOTHING)

    await station.poll(bot)

    assert timeouts(server) == ["0", "25", "25"]


async def test_polling_is_known_to_work_before_anything_arrives(
    bot: Connection, server: FaultyServer
) -> None:
    station = Station(rounds=1)
    server.on("getUpdates", held_open)

    await station.poll(bot)

    assert timeouts(server) == ["0"]


async def test_until_an_answer_came_the_next_one_is_asked_for_at_once(
    bot: Connection, server: FaultyServer
) -> None:
    station = Station()
    server.on("getUpdates", refuse(500, "Internal Server Error"), NOTHING, NOTHING)

    await station.poll(bot)

    assert timeouts(server) == ["0", "0", "25"]


async def test_what_could_not_be_stored_is_asked_for_again_at_once_at_the_beginning(
    bot: Connection, server: FaultyServer
) -> None:
    station = Station(failures=1)
    server.on("getUpdates", TWO, TWO, NOTHING)

    await station.poll(bot)

    assert timeouts(server) == ["0", "0", "25"]


async def test_a_failure_later_on_does_not_end_the_long_poll(bot: Connection, server: FaultyServer) -> None:
    station = Station(rounds=3)
    server.on("getUpdates", NOTHING, refuse(502, "Bad Gateway"), TWO, NOTHING)

    await station.poll(bot)

    assert timeouts(server) == ["0", "25", "25", "25"]


async def test_update_ids_may_start_anew(bot: Connection, server: FaultyServer) -> None:
    station = Station(rounds=3)
    server.on("getUpdates", TWO, ok([{"update_id": 5, "message": message(3, text="c")}]), NOTHING)

    await station.poll(bot)

    assert offsets(server) == [None, "43", "6"]


async def test_updates_that_were_not_taken_are_asked_for_again(bot: Connection, server: FaultyServer) -> None:
    station = Station(failures=2)
    server.on("getUpdates", TWO, TWO, TWO, NOTHING)

    await station.poll(bot)

    assert station.taken == [[41, 42]]
    assert offsets(server) == [None, None, None, "43"]


async def test_an_update_that_is_dropped_is_confirmed(bot: Connection, server: FaultyServer) -> None:
    station = Station()
    server.on("getUpdates", ok([{"update_id": 41, "poll_of_next_year": {}}]), NOTHING)

    await station.poll(bot)

    assert (station.offered, offsets(server)) == (0, [None, "42"])


@pytest.mark.parametrize(
    "reply",
    [
        refuse(500, "Internal Server Error"),
        raw(502, b"<html>Bad Gateway</html>"),
        raw(200, b'{"ok": true, "result": [{"upd'),
        raw(200, b"[]"),
        ok(True),
        ok([{"message": {}}]),
        half,
        drop,
        refuse(409, "Conflict: terminated by other getUpdates request"),
        refuse(429, "Too Many Requests: retry after 1", retry_after=1),
    ],
)
async def test_polling_goes_on_after(bot: Connection, server: FaultyServer, reply: Reply) -> None:
    station = Station()
    server.on("getUpdates", reply, TWO, NOTHING)

    await station.poll(bot)

    assert station.taken == [[41, 42]]
    assert offsets(server) == [None, None, "43"]


async def test_a_webhook_of_an_earlier_program_is_removed(bot: Connection, server: FaultyServer) -> None:
    station = Station()
    webhook = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it"
    server.on("getUpdates", refuse(409, webhook), TWO, NOTHING)

    await station.poll(bot)

    assert server.sent("deleteWebhook")[0].parameters.get("drop_pending_updates", "false") == "false"
    assert station.taken == [[41, 42]]


@pytest.mark.parametrize(
    "reply",
    [refuse(401, "Unauthorized"), refuse(404, "Not Found"), refuse(403, "Forbidden: bot was deleted")],
)
async def test_a_token_that_telegram_does_not_know_ends_the_polling(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    server.on("getUpdates", reply)

    with pytest.raises(TokenError, match=r"token of the public bot.*BotFather") as raised:
        await Station().poll(bot)

    assert TOKEN not in str(raised.value)


async def test_stopping_does_not_wait_for_the_long_poll(bot: Connection, server: FaultyServer) -> None:
    station = Station()
    server.on("getUpdates", silence)
    polling = asyncio.create_task(poll(bot, Bot.PUBLIC, station.take, station.polled, station.stop))
    await server.asked.wait()

    station.stop.set()

    await asyncio.wait_for(polling, 1)
    assert station.taken == []


async def test_stopping_does_not_wait_for_a_pause(bot: Connection, server: FaultyServer) -> None:
    station = Station()
    server.on("getUpdates", refuse(429, "Too Many Requests: retry after 600", retry_after=600))
    polling = asyncio.create_task(poll(bot, Bot.PUBLIC, station.take, station.polled, station.stop))
    await server.asked.wait()

    station.stop.set()

    await asyncio.wait_for(polling, 1)


async def test_polling_again_on_one_connection_needs_no_new_one(
    bot: Connection, server: FaultyServer
) -> None:
    server.on("getUpdates", NOTHING)

    for _ in range(20):
        await bot.updates(None, timedelta(0))

    assert len(server.connections) == 1


async def test_a_bot_opens_without_network() -> None:
    async with connect(TOKEN, "http://127.0.0.1:9", patience=HURRIED) as bot:
        assert repr(bot) == "Connection()"


async def test_what_a_server_garbles_is_not_logged(
    bot: Connection, server: FaultyServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    station = Station()
    words = "er hat ein Messer"
    server.on("getUpdates", raw(200, f'{{"ok": true, "result": ["{words}'.encode()), TWO, NOTHING)

    await station.poll(bot)

    assert words not in caplog.text
    assert TOKEN not in caplog.text
