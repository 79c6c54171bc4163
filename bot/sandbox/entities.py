"""Words and what is marked in them, counted and checked as Telegram does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.sandbox.shapes import Json

MOST_TEXT = 4096  #: UTF-16 units
MOST_CAPTION = 1024

FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)"
    r"|(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31})"
    r"|(?P<hashtag>(?<![\w#])#\w+)"
)


def units(text: str) -> int:
    """Its length as Telegram counts: an emoji outside the basic plane is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def detect(text: str) -> tuple[Json, ...]:
    """Commands, addresses and names that Telegram marks by itself."""
    if not any(sign in text for sign in "/@#"):
        return ()
    return tuple(
        {"type": found.lastgroup, "offset": units(text[: found.start()]), "length": units(found.group())}
        for found in FOUND.finditer(text)
    )


def trimmed(text: str, entities: Iterable[Json]) -> tuple[str, tuple[Json, ...]]:
    """Without space at its ends, as Telegram keeps it; the marks move along."""
    bare = text.strip()
    if bare == text:
        return text, tuple(entities)
    cut = units(text[: len(text) - len(text.lstrip())])
    whole = units(bare)
    moved: list[Json] = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        end = min(entity["offset"] + entity["length"] - cut, whole)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return bare, tuple(moved)


def pieces(text: str, most: int) -> list[str]:
    """The text in parts of at most `most` units, as an app cuts it before sending."""
    parts: list[str] = []
    while units(text) > most:
        end = most
        while units(text[:end]) > most:
            end -= max(1, (units(text[:end]) - most) // 2)
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]
