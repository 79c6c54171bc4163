"""Sealing: AES-256-GCM, bound to the table, column and row where the sealed bytes stand."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE = 12  # bytes, as NIST SP 800-38D recommends for GCM
KEY = 32  # bytes
#: sealed lengths are multiples of this, so that a size does not tell who wrote a long story
BLOCK = 128


class SealBroken(Exception):
    """Sealed bytes that do not open: another key, another place, or changed on the way."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"What stands in {place} cannot be opened: it was sealed with another key or for another place, "
            "or it was changed. Restore the key file that belongs to this database; do not make a new one."
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """Bytes that may be stored. Only a key makes them, so nothing plain is stored by mistake."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Key:
    """A data key: of one person, one case, or one file."""

    _key: bytes = field(repr=False)

    def seal(self, place: str, row: object, plain: bytes) -> Sealed:
        """Seal for one place (`table.column`) and row."""
        nonce = os.urandom(NONCE)
        body = AESGCM(self._key).encrypt(nonce, _pad(plain), _binding(place, row))
        return Sealed(VERSION + nonce + body)

    def open(self, place: str, row: object, sealed: Sealed) -> bytes:
        """The plain bytes; SealBroken if they were sealed elsewhere or by another key."""
        data = sealed.data
        if data[:1] != VERSION:
            raise SealBroken(place)
        try:
            padded = AESGCM(self._key).decrypt(data[1 : 1 + NONCE], data[1 + NONCE :], _binding(place, row))
        except InvalidTag:
            raise SealBroken(place) from None
        return _unpad(padded)

    def new_inner(self, place: str, row: object) -> Sealed:
        """A new key that hangs on this one, wrapped: a file's key on its case's key."""
        return self.seal(place, row, os.urandom(KEY))

    def inner(self, place: str, row: object, wrapped: Sealed) -> Key:
        """The key that hangs on this one."""
        return Key(self.open(place, row, wrapped))

    def stream_cipher(self) -> AESGCM:
        """For files, which are sealed in chunks (bot/vault/files.py)."""
        return AESGCM(self._key)


class Vault:
    """The station's key and what is derived from it: wrapped data keys and the hash for finding people."""

    def __init__(self, station_key: bytes) -> None:
        if len(station_key) != KEY:
            raise ValueError("The station's key has 32 bytes.")
        self._wrapping = Key(_derive(station_key, b"wrap data keys"))
        self._finding = _derive(station_key, b"find people")
        self.key_id = _derive(station_key, b"name this key")[:4].hex()

    def new_key(self, place: str, row: object) -> tuple[Key, Sealed]:
        """A new data key, and the same wrapped for storing. Deleting the latter shreds what it sealed."""
        plain = os.urandom(KEY)
        return Key(plain), self._wrapping.seal(place, row, plain)

    def unwrap(self, place: str, row: object, wrapped: Sealed) -> Key:
        return Key(self._wrapping.open(place, row, wrapped))

    def seal(self, place: str, row: object, plain: bytes) -> Sealed:
        """Seal with the station's own key: for what belongs to no person and no case."""
        return self._wrapping.seal(place, row, plain)

    def open(self, place: str, row: object, sealed: Sealed) -> bytes:
        return self._wrapping.open(place, row, sealed)

    def finding_hash(self, kind: str, value: str) -> bytes:
        """The keyed hash (HMAC-SHA256) under which a sealed value is found again."""
        return hmac.new(self._finding, f"{kind}\0{value}".encode(), hashlib.sha256).digest()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=b"complaint station: " + purpose).derive(key)


def _binding(place: str, row: object) -> bytes:
    return f"{place}:{row}".encode()


def _pad(plain: bytes) -> bytes:
    """ISO/IEC 7816-4: a mark, then zeros up to a full block."""
    return plain + b"\x80" + bytes(-(len(plain) + 1) % BLOCK)


def _unpad(padded: bytes) -> bytes:
    return padded[: padded.rindex(b"\x80")]
