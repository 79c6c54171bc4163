"""A misbehaving server and a bot that talks to it over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channel.connect import Connection, connect
from bot.channel.transport import Patience
from tests.channel.server import TOKEN, FaultyServer, faulty_server

#: short, so that a server which never answers costs no time
HURRIED = Patience(read=0.2, write=0.2, upload=2.0, connect=0.5, pool=0.5)


@pytest.fixture
async def server() -> AsyncIterator[FaultyServer]:
    async with faulty_server() as running:
        yield running


@pytest.fixture
async def bot(server: FaultyServer) -> AsyncIterator[Connection]:
    async with connect(TOKEN, server.url, patience=HURRIED) as connection:
        yield connection
