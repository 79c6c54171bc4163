"""The library behaves over our transport as over its own, and no error tells an address."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import telegram
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import HTTPXRequest

from bot.channel.connect import Connection
from bot.channel.transport import AiohttpRequest, Patience
from tests.channel.server import CHAT, TOKEN, FaultyServer, Reply, drop, half, raw, refuse, silence


@pytest.fixture
async def usual(server: FaultyServer) -> AsyncIterator[telegram.Bot]:
    """The library over its own transport."""
    request, polling = HTTPXRequest(read_timeout=0.2), HTTPXRequest(read_timeout=0.2)
    async with telegram.Bot(
        TOKEN, f"{server.url}/bot", f"{server.url}/file/bot", request, polling
    ) as running:
        yield running


async def failure(bot: telegram.Bot) -> TelegramError:
    with pytest.raises(TelegramError) as raised:
        await bot.send_message(CHAT, "Hello")
    return raised.value


@pytest.mark.parametrize(
    "reply",
    [
        refuse(400, "Bad Request: message text is empty"),
        refuse(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1001),
        refuse(401, "Unauthorized"),
        refuse(403, "Forbidden: bot was blocked by the user"),
        refuse(404, "Not Found"),
        refuse(409, "Conflict: terminated by other getUpdates request"),
        refuse(413, "Request Entity Too Large"),
        refuse(429, "Too Many Requests: retry after 7", retry_after=7),
        raw(429, b"slow down"),
        refuse(500, "Internal Server Error"),
        raw(502, b"<html>Bad Gateway</html>"),
        raw(302, b""),
        raw(200, b"no json"),
        half,
        drop,
        silence,
    ],
)
async def test_an_error_is_the_same_as_over_the_librarys_own_transport(
    bot: Connection, usual: telegram.Bot, server: FaultyServer, reply: Reply
) -> None:
    server.on("sendMessage", reply)

    ours, theirs = await failure(bot), await failure(usual)

    assert type(ours) is type(theirs)
    if not isinstance(theirs, NetworkError) or type(theirs).__name__ == "BadRequest":
        assert ours.message == theirs.message


@pytest.mark.parametrize("reply", [raw(302, b""), raw(200, b"no json"), half, drop, silence])
async def test_no_error_tells_the_address_or_the_token(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    server.on("sendMessage", reply)

    told = "".join(traceback.format_exception(await failure(bot)))

    assert TOKEN not in told
    assert "127.0.0.1" not in told


BUTTONS = telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("是", callback_data="a:1"))


@pytest.mark.parametrize(
    "sending",
    [
        {"text": "1 < 2 & 家 %20 + 😀\n"},
        {"text": "?", "reply_markup": BUTTONS},
        {"text": "?", "protect_content": True, "disable_notification": False},
    ],
)
async def test_a_request_is_the_same_as_over_the_librarys_own_transport(
    bot: Connection, usual: telegram.Bot, server: FaultyServer, sending: dict[str, Any]
) -> None:
    await bot.send_message(CHAT, **sending)
    await usual.send_message(CHAT, **sending)

    ours, theirs = server.sent("sendMessage")
    assert ours == theirs


async def test_an_upload_is_the_same_as_over_the_librarys_own_transport(
    bot: Connection, usual: telegram.Bot, server: FaultyServer
) -> None:
    pair = [
        telegram.InputMediaDocument(content, filename=f"证据{content!r}.txt") for content in (b"one", b"two")
    ]
    for one in (bot, usual):
        await one.send_document(CHAT, b"abc", filename="证据.txt", caption="她")
        await one.send_photo(CHAT, b"abc")

    for method in ("sendDocument", "sendPhoto"):
        ours, theirs = server.sent(method)
        assert ours == theirs
    await _send_pair(bot, pair)
    assert [file.content for file in server.sent("sendMediaGroup")[0].files.values()] == [b"one", b"two"]


async def _send_pair(bot: telegram.Bot, pair: list[telegram.InputMediaDocument]) -> None:
    with pytest.raises((TypeError, AttributeError)):  # the server answers with no list of messages
        await bot.send_media_group(CHAT, pair)


async def test_many_requests_share_few_connections(bot: Connection, server: FaultyServer) -> None:
    for _ in range(5):
        await asyncio.gather(*(bot.send_message(CHAT, "Hello") for _ in range(10)))

    assert len(server.sent("sendMessage")) == 50
    assert len(server.connections) <= 10


async def test_waiting_for_a_free_connection_ends(server: FaultyServer) -> None:
    server.on("getUpdates", silence)
    request = AiohttpRequest(connections=1, patience=Patience(read=5, connect=0.1, pool=0.1))
    async with telegram.Bot(TOKEN, f"{server.url}/bot", request=request, get_updates_request=request) as bot:
        holding = asyncio.create_task(bot.get_updates())
        await server.asked.wait()

        with pytest.raises(TimedOut, match="before anything was sent"):
            await bot.send_message(CHAT, "Hello")

        holding.cancel()


async def test_a_timeout_named_for_one_request_goes_first(bot: Connection, server: FaultyServer) -> None:
    server.on("sendMessage", silence)
    server.on("getUpdates", silence)
    loop = asyncio.get_running_loop()
    began = loop.time()

    with pytest.raises(TimedOut):
        await bot.send_message(CHAT, "Hello", read_timeout=0.01)
    quick = loop.time() - began
    with pytest.raises(TimedOut):
        await bot.updates(None, timedelta(seconds=1))
    long = loop.time() - began - quick

    assert quick < 0.2  # the connection's own
    assert long > 1  # what the poll may be held back, and the connection's own


async def test_a_connection_that_is_not_open_says_so() -> None:
    with pytest.raises(RuntimeError, match=r"initialize\(\) comes first"):
        await AiohttpRequest().do_request("http://127.0.0.1:9/", "POST")


async def test_a_connection_can_be_closed_twice_and_opened_again(server: FaultyServer) -> None:
    request = AiohttpRequest()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()
    await request.initialize()

    status, _ = await request.do_request(f"{server.url}/bot{TOKEN}/getMe", "POST")

    assert status == 200
    await request.shutdown()
