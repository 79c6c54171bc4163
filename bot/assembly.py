"""A station out of its settings: folder, key, database, conversations, words. For main and for the tools."""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import texts
from bot.flow.engine import Engine
from bot.flow.load import FlowError, load
from bot.flow.model import Library, Line
from bot.settings import Settings
from bot.station.context import Station
from bot.station.wiring import problems
from bot.store import meta
from bot.store.database import open_database
from bot.vault import files
from bot.vault.keyfile import open_or_make
from bot.vault.seal import Vault


class CannotStart(Exception):
    """The station cannot work with what it found, in one sentence with what to do."""


def load_flows(settings: Settings) -> Library:
    """The conversations; FlowError lists everything that is wrong with them."""
    library = load(settings.flows)
    missing = problems(library, settings.flows.name)
    if missing:
        raise FlowError(missing)
    return library


def load_words(settings: Settings) -> tuple[Library, texts.Texts]:
    """The conversations and their translations."""
    library = load_flows(settings)
    profile = library.station
    return library, texts.load(settings.locales, profile.language, list(profile.languages))


def make_engine(library: Library, words: texts.Texts) -> Engine:
    def lexicon(line: Line) -> tuple[str, ...]:
        return tuple(words.everywhere(line.context, line.source))

    return Engine(library, lexicon)


@asynccontextmanager
async def open_station(settings: Settings) -> AsyncIterator[Station]:
    """Everything but the channel, ready to work; closed at the end."""
    library, words = load_words(settings)
    _make_folders(settings.data)
    with _alone(settings.data / "opening.lock", wait=True):
        vault = _vault(settings.data / "keys" / "station.key")
        database = await open_database(settings.database_address)
    try:
        async with database.transaction() as tx:
            _same_key(vault, await meta.keep_or_compare(tx, "key", vault.key_id), settings.data)
        yield Station(
            database=database,
            vault=vault,
            library=library,
            engine=make_engine(library, words),
            texts=words,
            zone=ZoneInfo(library.station.timezone),
            evidence=settings.data / "evidence",
            seal_file=files.seal_file,
            read_file=files.read_file,
            pick_number=pick_number,
        )
    finally:
        await database.close()


def pick_number() -> str:
    """Six random digits: can be said at the telephone, and tells nobody how many cases there are."""
    return str(secrets.randbelow(900_000) + 100_000)


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Holds the data folder for this process; a second one is refused."""
    _make_folders(settings.data)
    with _alone(settings.data / "station.lock", wait=False):
        yield


def _make_folders(data: Path) -> None:
    try:
        for folder in (data, data / "keys", data / "evidence"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"STATION_DATA: the folder {data} cannot be made ({error.strerror}); "
            "make it for this user, or name another one."
        ) from None


def _vault(path: Path) -> Vault:
    try:
        return open_or_make(path)
    except OSError as error:
        raise _not_to_be_opened(path, error) from None


def _not_to_be_opened(path: Path, error: OSError) -> CannotStart:
    return CannotStart(
        f"STATION_DATA: {path} cannot be opened ({error.strerror}); "
        "give this user the right to read and write it, or name another folder."
    )


def _same_key(vault: Vault, known: str, data: Path) -> None:
    if known != vault.key_id:
        raise CannotStart(
            f"The key in {data / 'keys' / 'station.key'} ({vault.key_id}) is not the one that sealed this "
            f"database ({known}); put back the right key file, or set STATION_DATA to another folder."
        )


@contextmanager
def _alone(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold a lock file; the system lets go of it when the process ends, however it ends."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _not_to_be_opened(path, error) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise CannotStart(
                f"Another station runs on {path.parent}; stop it, or set STATION_DATA to another folder."
            ) from None
        yield
    finally:
        os.close(descriptor)
