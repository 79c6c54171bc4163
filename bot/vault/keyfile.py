"""The file that holds the station's key: made at first start, for its owner alone."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path

from bot.vault.seal import KEY, Vault

EXPLANATION = """\
# The key of this complaint station.
# Everything in the database and in the evidence folder is sealed with it.
# If it is lost, nothing can be read again, by anybody: there is no second way in.
# Keep one copy away from this machine (paper, or a sealed USB stick), never in one backup with the database.
# Whoever has this file and the database can read everything.
"""


class KeyFileWrong(Exception):
    """The key file is there but is not a key."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a station key. Put back your copy of it; do not delete it: "
            "without the right key nothing in the database can be read."
        )


def open_or_make(path: Path) -> Vault:
    """The vault of the key in the file; the file is made, readable by its owner alone, when there is none."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Vault(_read(path))
    key = os.urandom(KEY)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(EXPLANATION + base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return Vault(key)


def _read(path: Path) -> bytes:
    lines = [
        line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    try:
        key = base64.b64decode(lines[0], validate=True) if len(lines) == 1 else b""
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY:
        raise KeyFileWrong(path)
    return key
