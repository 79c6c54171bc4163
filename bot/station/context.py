"""What every job is handed: the database, the vault, the conversations, the words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.duty.desk import Officer, Role
from bot.flow.engine import Engine
from bot.flow.model import Library
from bot.station.words import Speaker
from bot.store import cases, chats, officers
from bot.store.database import Database, Transaction
from bot.texts import Texts

if TYPE_CHECKING:
    from bot.vault.seal import Key, Vault


class Kept(Protocol):
    """What is known of a file once it is sealed."""

    @property
    def sha256(self) -> str: ...

    @property
    def size(self) -> int: ...


SealFile = Callable[["Key", Path, AsyncIterator[bytes], int], Awaitable[Kept]]
ReadFile = Callable[["Key", Path], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Station:
    """Made once, by main. Nothing here changes while the program runs."""

    database: Database
    vault: Vault
    library: Library
    engine: Engine
    texts: Texts
    zone: tzinfo
    evidence: Path  #: the folder of sealed files
    seal_file: SealFile
    read_file: ReadFile
    pick_number: Callable[[], str]  #: six random digits

    def today(self, now: datetime) -> date:
        """The day on the station's clock."""
        return now.astimezone(self.zone).date()

    def speaker(self, language: str, now: datetime) -> Speaker:
        return Speaker(self.texts, self.library, language, self.zone, now)

    def chat_key(self, chat: chats.Chat) -> Key:
        return self.vault.unwrap("chats.key_wrapped", chat.id, chat.key)

    def officer(self, member: officers.Member) -> Officer:
        name = self.vault.open(officers.NAME_PLACE, member.chat, member.name).decode()
        return Officer(member.chat, member.desk, Role(member.role), name, member.language)


CASE_KEY_PLACE = "cases.key_wrapped"


async def case_key(tx: Transaction, station: Station, case: int) -> Key | None:
    """The key of a case; None once it was deleted, and with it everything in the case."""
    wrapped = await cases.key_of(tx, case)
    return None if wrapped is None else station.vault.unwrap(CASE_KEY_PLACE, case, wrapped)
