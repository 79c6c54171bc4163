"""Files sealed in chunks as they stream by: never whole in memory, never plain on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from bot.vault.seal import Key, SealBroken

CHUNK = 64 * 1024  # bytes of plain text a chunk
TAG = 16
PREFIX = 7  # bytes; with a 4-byte counter and a last-chunk mark it makes the nonce (the STREAM construction)
MAGIC = b"\x01"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a file once it is sealed: SHA-256 (hex) and size in bytes of the original."""

    sha256: str
    size: int


async def seal_file(key: Key, path: Path, blocks: AsyncIterator[bytes], most: int) -> Kept:
    """Seal what streams in, into `path`, which exists only once it is whole and on disk.

    `most`: bytes of the original; more raises ValueError and leaves nothing behind.
    """
    part = path.with_suffix(".part")
    digest, size = hashlib.sha256(), 0
    try:
        with _owner_only(part) as file:
            sealing = _Sealing(key, path.name)
            file.write(sealing.header)
            async for block in blocks:
                digest.update(block)
                size += len(block)
                if size > most:
                    raise ValueError(f"The file is larger than {most} bytes.")
                for chunk in sealing.add(block):
                    file.write(chunk)
            file.write(sealing.last())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return Kept(digest.hexdigest(), size)


def read_file(key: Key, path: Path) -> Iterator[bytes]:
    """The original, block by block. SealBroken if anything is missing, changed or in another order."""
    cipher, place = key.stream_cipher(), f"evidence {path.name}"
    with path.open("rb") as file:
        header = file.read(1 + PREFIX)
        if header[:1] != MAGIC:
            raise SealBroken(place)
        chunk, counter = file.read(CHUNK + TAG), 0
        while True:
            following = file.read(CHUNK + TAG)
            try:
                yield cipher.decrypt(
                    _nonce(header[1:], counter, last=not following), chunk, path.name.encode()
                )
            except InvalidTag:
                raise SealBroken(place) from None
            if not following:
                return
            chunk, counter = following, counter + 1


class _Sealing:
    """Cuts a stream into chunks and seals each; the last is marked, so that a cut-off file does not open."""

    def __init__(self, key: Key, name: str) -> None:
        self._cipher = key.stream_cipher()
        self._name = name.encode()
        self._prefix = os.urandom(PREFIX)
        self._counter = 0
        self._rest = bytearray()
        self.header = MAGIC + self._prefix

    def add(self, block: bytes) -> Iterator[bytes]:
        self._rest += block
        while len(self._rest) > CHUNK:
            yield self._seal(bytes(self._rest[:CHUNK]), last=False)
            del self._rest[:CHUNK]

    def last(self) -> bytes:
        return self._seal(bytes(self._rest), last=True)

    def _seal(self, plain: bytes, *, last: bool) -> bytes:
        nonce = _nonce(self._prefix, self._counter, last=last)
        self._counter += 1
        return self._cipher.encrypt(nonce, plain, self._name)


def _nonce(prefix: bytes, counter: int, *, last: bool) -> bytes:
    return prefix + counter.to_bytes(4) + (b"\x01" if last else b"\x00")


def _owner_only(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _sync_folder(folder: Path) -> None:
    """The new name is on disk too, not only the bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
