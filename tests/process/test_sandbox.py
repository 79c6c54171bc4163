"""Without tokens one command shows the phones, on this machine alone and in little memory."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from httpx import AsyncClient

from tests.process.running import PATIENCE, Running, Setup, get, running, until

MOST = 150 * 1024 * 1024  #: bytes that an idle station may hold


async def test_the_page_shows_a_woman_and_two_officers_who_have_joined(tmp_path: Path) -> None:
    async with running(Setup(tmp_path / "data")) as station, asyncio.timeout(PATIENCE):
        address = await station.address()
        await until(lambda: f"The phones are at {address}/" in station.output, "a word to the operator")

        async with AsyncClient(base_url=address, verify=False) as browser:
            page = await browser.get("/")
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")

        state = await _settled(address)
        assert [phone["bot"] for phone in state["phones"]] == ["public", "duty", "duty"]
        for officer in state["phones"][1:]:
            assert any("you are an officer of" in message["text"] for message in officer["messages"])

        assert _resident(station) < MOST
        assert _foreign(station) == set()


async def _settled(address: str) -> dict[str, Any]:
    """The state once both officers have heard that they are in."""
    while True:
        _, state = await get(address, "/sandbox/state")
        phones = state["phones"]
        if len(phones) == 3 and all(phone["messages"][-1]["from"] == "bot" for phone in phones[1:]):
            return dict(state)
        await asyncio.sleep(0.05)


def _resident(station: Running) -> int:
    """Bytes of memory that the process holds now."""
    status = Path(f"/proc/{station.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    print(line)
    return int(line.split()[1]) * 1024


def _foreign(station: Running) -> set[str]:
    """Remote addresses of the process's connections that are not this machine."""
    own = {link.readlink().name for link in Path(f"/proc/{station.process.pid}/fd").iterdir()}
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{station.process.pid}/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if f"socket:[{fields[9]}]" in own:
                found.add(fields[2].rpartition(":")[0])
    return {address for address in found if address not in _HERE}


#: no peer, 127.0.0.1, and ::1, as /proc/net writes them
_HERE = {"0" * 8, "0" * 32, "0100007F", "0" * 24 + "01000000", "0000000000000000FFFF00000100007F"}
