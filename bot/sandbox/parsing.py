"""Marked words as a bot sends them: plain, with a parse mode, or with entities."""

from __future__ import annotations

from typing import Any

from bot.sandbox import hypertext, markdown, markdown2
from bot.sandbox.entities import detect, trimmed, units
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import PARSE_MODE, bad
from bot.sandbox.shapes import Json

MODES = {"html": hypertext.parse, "markdown": markdown.parse, "markdownv2": markdown2.parse}
CLOSED = frozenset({"code", "pre", "text_link", "text_mention", "custom_emoji"})  #: nothing is found in them


def words(p: Parameters, text: str, entities: str) -> tuple[str, tuple[Json, ...]]:
    """The words in the parameter `text` and their marks, without space at the ends."""
    given, mode = p.text(text), p.text("parse_mode").lower()
    if mode and mode != "none":
        if mode not in MODES:
            raise bad(PARSE_MODE)
        bare, marks = trimmed(*MODES[mode](given))
    elif entities in p.given:
        bare, marks = trimmed(given, _checked(given, p.structure(entities)))
    else:
        bare = given.strip()
        return bare, detect(bare)
    return bare, _with_found(bare, marks)


def _checked(text: str, entities: Any) -> list[Json]:
    """Marks that a bot counted itself: each within the text."""
    if not isinstance(entities, list):
        raise bad("expected an Array as message entities")  # our words
    whole = units(text)
    for entity in entities:
        if not isinstance(entity, dict):
            raise bad("can't parse MessageEntity: expected an Object")
        for name in ("offset", "length"):
            if not isinstance(entity.get(name), int):
                raise bad(f'can\'t parse MessageEntity: Field "{name}" must be of type Number')
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start < 0 or entity["length"] <= 0 or end > whole:
            raise bad(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text"
                f" at UTF-16 offset {whole}"
            )
    return entities


def _with_found(text: str, marks: tuple[Json, ...]) -> tuple[Json, ...]:
    """The marks, and what Telegram finds by itself outside of them."""
    taken = [mark for mark in marks if mark["type"] in CLOSED]
    found = [mark for mark in detect(text) if not any(_meet(mark, other) for other in taken)]
    return tuple(sorted([*marks, *found], key=lambda mark: (mark["offset"], -mark["length"])))


def _meet(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"]
    )
