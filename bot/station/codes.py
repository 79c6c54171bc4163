"""One-time codes that people type: long enough not to be guessed, without letters that look alike."""

from __future__ import annotations

import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 12  # 31^12 is about 2^59


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
