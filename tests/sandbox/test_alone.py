"""The sandbox as a process of its own."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from httpx import AsyncClient

from tests.sandbox.stand import TOKEN, connected

SOON = 20  #: seconds, on a busy machine


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[Process]:
    command = [sys.executable, "-W", "error", "-m", "bot.sandbox", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def told(process: Process) -> list[str]:
    """What it prints once it listens."""
    assert process.stdout is not None
    return [(await process.stdout.readline()).decode().strip() for _ in range(6)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_and_ends_when_it_is_told(number: signal.Signals) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    arguments = ["--listen", f"127.0.0.1:{port}", "--public-token", TOKEN, "--women", "2", "--officers", "1"]

    async with asyncio.timeout(SOON), running(*arguments) as process:
        lines = await told(process)
        async with AsyncClient(base_url=url, verify=False) as client, connected(TOKEN, url) as bot:
            name = bot.username
            phones = (await client.get("/sandbox/state")).json()["phones"]
            async with client.stream("GET", "/sandbox/events") as open_page:  # holds nothing back
                process.send_signal(number)
                await open_page.aread()
        code = await process.wait()

    assert lines[0] == f"Phones: {url}/"
    assert lines[3:5] == [f"STATION_TELEGRAM_URL={url}", f"STATION_PUBLIC_TOKEN={TOKEN}"]
    assert name == "sandbox_public_bot"
    assert [phone["bot"] for phone in phones] == ["public", "public", "duty"]
    assert code == 0


async def test_a_wrong_address_is_explained() -> None:
    async with asyncio.timeout(SOON), running("--listen", "8081x") as process:
        _, complaint = await process.communicate()

    assert process.returncode == 1
    assert complaint.decode().startswith("--listen 8081x: write it as host:port")
