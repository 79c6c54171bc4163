"""What a person means who types a word where a button was expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from bot.flow.model import Line

Lexicon = Callable[[Line], Sequence[str]]

NUMBERED = re.compile(r"\s*[(\[]?(\d{1,2})[.)\]:、]?\s*(.*)", re.DOTALL)
COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]*)(?:@\w+)?\s*", re.ASCII)
SEPARATOR = re.compile(r"[,;，；、\n]+")


def same(text: str) -> str:
    """The text without case, width, marks, blanks and punctuation: what two spellings of a word share."""
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(char for char in flat if char.isalnum() or unicodedata.category(char) == "Mc")
    return unicodedata.normalize("NFC", letters) or flat.strip()


def command(text: str) -> str | None:
    """The name of a command, if the text is nothing else: `/stop`, `/stop@our_bot`."""
    found = COMMAND.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return found[1].lower() if found else None


class Wordings:
    """Every wording of a line in every language, remembered. Lines are few and never change."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._same: dict[Line, frozenset[str]] = {}
        self._width: dict[Line, int] = {}

    def of(self, line: Line) -> frozenset[str]:
        found = self._same.get(line)
        if found is None:
            wordings = (line.source, *self._lexicon(line))
            found = self._same[line] = frozenset(same(wording) for wording in wordings) - {""}
        return found

    def width(self, line: Line) -> int:
        """Cells of the widest wording; a Chinese character takes two."""
        found = self._width.get(line)
        if found is None:
            wordings = (line.source, *self._lexicon(line))
            found = self._width[line] = max(_cells(wording) for wording in wordings)
        return found

    def meant(self, text: str, options: Mapping[str, Line], *, numbers: bool = True) -> str | None:
        """The one option that the text names: by its words, its name or its number; None if none or several.

        `numbers`: false where any words may be the answer, so that "3" is what she said.
        """
        found = self._named(same(text), options)
        if found is not None or not numbers:
            return found
        numbered = NUMBERED.fullmatch(unicodedata.normalize("NFKC", text))
        if numbered is None:
            return None
        number, rest = int(numbered[1]), numbered[2]
        if rest.strip():
            return self._named(same(rest), options)
        return list(options)[number - 1] if 1 <= number <= len(options) else None

    def all_meant(self, text: str, options: Mapping[str, Line]) -> tuple[list[str], bool]:
        """Every option named in a list with commas, and whether all of its entries were understood."""
        whole = self.meant(text, options)
        if whole is not None:
            return [whole], True
        entries = [entry for entry in SEPARATOR.split(text) if entry.strip()]
        found = [self.meant(entry, options) for entry in entries]
        return [name for name in found if name is not None], bool(found) and None not in found

    def _named(self, text: str, options: Mapping[str, Line]) -> str | None:
        by_words = [name for name, line in options.items() if text in self.of(line)]
        if not by_words:
            by_words = [name for name in options if text == _same_name(name)]
        return by_words[0] if len(by_words) == 1 else None


@lru_cache(maxsize=4096)
def _same_name(name: str) -> str:
    return same(name)


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
