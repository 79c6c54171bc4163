"""Words under a file."""

from __future__ import annotations

from bot.sandbox.entities import MOST_CAPTION, units
from bot.sandbox.parameters import Parameters
from bot.sandbox.parsing import words
from bot.sandbox.refusals import CAPTION_TOO_LONG, bad
from bot.sandbox.shapes import Json


def caption_of(p: Parameters) -> tuple[str, tuple[Json, ...]]:
    """The caption and its marks; it may be empty."""
    caption, marks = words(p, "caption", "caption_entities")
    if units(caption) > MOST_CAPTION:
        raise bad(CAPTION_TOO_LONG)
    return caption, marks
