"""What she sent is fetched block by block, or one of three things is said about it."""

from __future__ import annotations

import pytest

from bot.channel.connect import Connection
from bot.channel.fetch import FetchError, Gone, TooLarge, Unreachable, fetch
from tests.channel.server import TOKEN, FaultyServer, Reply, drop, half, ok, raw, refuse, silence

FILE = ok({"file_id": "F", "file_unique_id": "U", "file_path": "photos/file 1.jpg"})
WHOLE = bytes(range(256)) * 2000


async def fetched(bot: Connection, most: int = len(WHOLE)) -> list[bytes]:
    return [block async for block in fetch(bot, "F", most)]


async def test_a_file_arrives_whole_and_in_blocks(bot: Connection, server: FaultyServer) -> None:
    server.on("getFile", FILE)
    server.on("photos/file 1.jpg", raw(200, WHOLE))

    blocks = await fetched(bot)

    assert b"".join(blocks) == WHOLE
    assert len(blocks) > 1
    assert server.sent("getFile")[0].parameters == {"file_id": "F"}


async def test_an_empty_file_arrives(bot: Connection, server: FaultyServer) -> None:
    server.on("getFile", FILE)
    server.on("photos/file 1.jpg", raw(200, b""))

    assert await fetched(bot) == []


async def test_more_than_is_allowed_is_not_read_to_the_end(bot: Connection, server: FaultyServer) -> None:
    server.on("getFile", FILE)
    server.on("photos/file 1.jpg", raw(200, WHOLE))

    with pytest.raises(TooLarge):
        await fetched(bot, most=len(WHOLE) - 1)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (refuse(400, "Bad Request: file is too big"), TooLarge),
        (refuse(400, "Bad Request: invalid file_id"), Gone),
        (refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable"), Unreachable),
        (ok({"file_id": "F", "file_unique_id": "U"}), Gone),
        (refuse(429, "Too Many Requests: retry after 7", retry_after=7), Unreachable),
        (refuse(500, "Internal Server Error"), Unreachable),
        (drop, Unreachable),
    ],
)
async def test_a_file_that_is_not_to_be_had(
    bot: Connection, server: FaultyServer, reply: Reply, expected: type[FetchError]
) -> None:
    server.on("getFile", reply)

    with pytest.raises(expected):
        await fetched(bot)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (raw(404, b"Not Found"), Gone),
        (raw(500, b"oops"), Unreachable),
        (raw(302, b""), Unreachable),  # not followed: the address holds the token
        (half, Unreachable),
        (drop, Unreachable),
        (silence, Unreachable),
    ],
)
async def test_a_download_that_fails(
    bot: Connection, server: FaultyServer, reply: Reply, expected: type[FetchError]
) -> None:
    server.on("getFile", FILE)
    server.on("photos/file 1.jpg", reply)

    with pytest.raises(expected) as raised:
        await fetched(bot)

    assert TOKEN not in repr(raised.value)
