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
from httpx import AsyncClient, TransportError

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


async def state(url: str) -> dict[str, list[dict[str, str]]]:
    """The sandbox's state, as soon as it answers."""
    async with AsyncClient(verify=False) as client:
        while True:
            try:
                found: dict[str, list[dict[str, str]]] = (await client.get(f"{url}/sandbox/state")).json()
            except TransportError:
                await asyncio.sleep(0.05)  # the process is still starting
            else:
                return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_serves_and_ends_when_it_is_told(number: signal.Signals) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    arguments = ["--listen", f"127.0.0.1:{port}", "--public-token", TOKEN, "--women", "2", "--officers", "1"]

    async with asyncio.timeout(SOON), running(*arguments) as process:
        assert process.stdout is not None
        phones = (await state(url))["phones"]
        async with connected(TOKEN, url) as bot:
            name = bot.username
            poll = asyncio.create_task(bot.get_updates(timeout=50))
            process.send_signal(number)
            code = await process.wait()
            await asyncio.wait({poll})
        printed = (await process.stdout.read()).decode()

    assert [phone["bot"] for phone in phones] == ["public", "public", "duty"]
    assert name == "sandbox_public_bot"
    assert code == 0
    assert poll.exception() is None or "refused" in str(poll.exception()) or poll.done()
    assert f"STATION_TELEGRAM_URL={url}" in printed
    assert f"STATION_PUBLIC_TOKEN={TOKEN}" in printed


async def test_a_wrong_address_is_explained() -> None:
    async with asyncio.timeout(SOON), running("--listen", "8081x") as process:
        _, complaint = await process.communicate()

    assert process.returncode == 1
    assert complaint.decode().startswith("--listen 8081x: write it as host:port")
