"""A person's words, in a type that cannot be printed by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Secret:
    """Words of a person. Not a str: joining, formatting or dumping it shows nothing or fails."""

    _words: str = field(repr=False)

    def reveal(self) -> str:
        """The words themselves. Every call is a place to look at in a review."""
        return self._words

    def __str__(self) -> str:
        return "Secret()"

    def __format__(self, spec: str) -> str:
        return "Secret()"

    def __len__(self) -> int:
        return len(self._words)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A person's words are not pickled. Seal them (bot/vault).")
