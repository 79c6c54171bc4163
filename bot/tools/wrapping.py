"""Words in lines of a bounded width, also where there are no blanks between words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len

#: a word of letters, or one wide character with the marks that may not begin a line
PIECE = re.compile(r"[⺀-鿿豈-﫿]|[^\s⺀-鿿豈-﫿＀-￯　-〿]+|[＀-￯　-〿]")
CLOSING = "，。、；：？！）」』】》”’…·"


def wrapped(words: str, width: int) -> list[str]:
    """Lines of at most `width` cells; a word that is longer itself stands alone. Line breaks stay."""
    return [line for paragraph in words.splitlines() for line in _lines(paragraph, width)]


def side_by_side(pieces: Iterable[str], width: int, between: str = "  ·  ") -> list[str]:
    """Pieces in lines of at most `width` cells, none of them broken unless it is longer itself."""
    lines: list[str] = []
    for piece in pieces:
        joined = f"{lines[-1]}{between}{piece}" if lines else piece
        if lines and cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines += wrapped(piece, width)
    return lines


def _lines(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for piece in _pieces(paragraph):
        if lines[-1] and cell_len((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _pieces(paragraph: str) -> list[str]:
    """What must stay together, with the blanks before it."""
    found: list[str] = []
    end = 0
    for match in PIECE.finditer(paragraph):
        blanks, end = paragraph[end : match.start()], match.end()
        if found and not blanks and match[0][0] in CLOSING:
            found[-1] += match[0]
        else:
            found.append(blanks + match[0])
    return found
