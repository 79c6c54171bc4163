"""Whether the station that the settings describe can run: its folder, conversations, port, and the time."""

from __future__ import annotations

import http.client
import os
import shlex
import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import settings
from bot.settings import Settings, SettingsWrong
from bot.tools.check import examine
from bot.tools.examined import Finding, State
from bot.tools.machine import install

PATIENCE = 1.0  #: seconds that an answer on this machine may take


def find_station() -> Iterator[Finding]:
    try:
        configured = settings.read()
    except SettingsWrong as error:
        yield Finding("Settings", State.WRONG, f"{error} See docs/deploy.md.")
        return
    yield bots(configured)
    yield data(configured.data)
    if configured.database_url is None:
        yield key(configured.data)
    yield from conversations(configured)
    yield port(configured.host, configured.port)


def bots(configured: Settings) -> Finding:
    """Says which kind of station this is, never a token."""
    source = ", .env is read" if Path(".env").is_file() else ""
    found = "no tokens: the sandbox" if configured.sandboxed else "tokens of both bots"
    return Finding("Settings", State.FINE, found + source)


def data(folder: Path) -> Finding:
    """Whether the station can write there, and nobody but its owner can read."""
    what = "STATION_DATA"
    quoted = shlex.quote(str(folder))
    if not folder.exists():
        above = next(parent for parent in folder.absolute().parents if parent.exists())
        if not os.access(above, os.W_OK | os.X_OK):
            mend = f"install -d -m 700 {quoted}"
            return Finding(what, State.WRONG, f"{folder} cannot be made in {above}", mend=mend)
        return Finding(what, State.FINE, f"{folder}, made at first start")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding(what, State.WRONG, f"{folder} cannot be written", mend=f"chmod u+rwx {quoted}")
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        found = f"{folder} is open to other users of this machine"
        return Finding(what, State.ABSENT, found, mend=f"chmod -R go= {quoted}")
    return Finding(what, State.FINE, f"{folder}, can be written")


def key(folder: Path) -> Finding:
    """A database whose key is gone cannot be read, and the station must not make a new one over it."""
    what, path = "Key", folder / "keys" / "station.key"
    if path.is_file():
        return Finding(what, State.FINE, f"{path}; keep a copy away from this machine")
    if (folder / "station.sqlite3").is_file():
        found = f"{path} is gone, and the database was sealed with it; put back your copy"
        return Finding(what, State.WRONG, found)
    return Finding(what, State.FINE, "made at first start")


def conversations(configured: Settings) -> Iterator[Finding]:
    library, found = examine(configured)
    wrong = sum(one.error for one in found)
    mend = "python -m bot.tools check"
    if library is None:
        yield Finding("Conversations", State.WRONG, f"{wrong} mistakes in {configured.flows}", mend=mend)
        return
    if wrong:
        yield Finding("Conversations", State.ABSENT, f"{wrong} mistakes in translations", mend=mend)
    else:
        yield Finding("Conversations", State.FINE, f"{len(library.flows)} flows, sound")
    yield clock(library.station.timezone, datetime.now(UTC), newest(configured.flows))


def clock(zone: str, now: datetime, files: datetime) -> Finding:
    """A clock that stands before the newest of our own files is wrong; every receipt would be, too."""
    try:
        local = now.astimezone(ZoneInfo(zone))
    except ZoneInfoNotFoundError:
        return Finding(
            "Clock", State.WRONG, f"the time zone {zone} is not known here", mend=install("tzdata")
        )
    shown = f"{local:%Y-%m-%d %H:%M} in {zone}"
    if now < files:
        found = f"{shown}, which is before the newest file of flows/ was written"
        return Finding("Clock", State.WRONG, found, mend="timedatectl set-ntp true")
    return Finding("Clock", State.FINE, shown)


def newest(folder: Path) -> datetime:
    times = [path.stat().st_mtime for path in folder.glob("*.yaml")]
    return datetime.fromtimestamp(max(times, default=0.0), UTC)


def port(host: str, number: int) -> Finding:
    what, shown = "STATION_LISTEN", f"{host}:{number}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except OSError as error:
        if _station_answers(host, number):
            return Finding(what, State.FINE, f"{shown}, a station runs there")
        found = f"{shown} cannot be used: {error.strerror}"
        return Finding(what, State.WRONG, found, mend=f"export STATION_LISTEN={host}:{_other(number)}")
    return Finding(what, State.FINE, f"{shown}, free")


def _other(number: int) -> int:
    return number + 1 if number < 65535 else number - 1


def _station_answers(host: str, number: int) -> bool:
    asking = http.client.HTTPConnection(host, number, timeout=PATIENCE)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
