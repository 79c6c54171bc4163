"""A marked part of a text that leads somewhere."""

from __future__ import annotations

import re

from bot.sandbox.marks import Marks

ADDRESS = re.compile(r"(?:(https?|tg|tonsite)://|mailto:|tel:)?[^\s/?#]+\.[^\s.][^\s]*|(?:https?|tg)://\S+")
PERSON = re.compile(r"tg://user\?id=(\d+)")


def link(marks: Marks, start: int, to: str) -> None:
    """Mark what was read since `start` as leading to an address; to none when it is no address."""
    to = to.strip()
    if person := PERSON.fullmatch(to):
        user = {"id": int(person.group(1)), "is_bot": False, "first_name": ""}
        marks.mark("text_mention", start, user=user)
    elif ADDRESS.fullmatch(to):
        whole = to if "://" in to else f"http://{to}"
        bare = whole.split("://", 1)[1]
        marks.mark("text_link", start, url=whole if "/" in bare or "?" in bare else f"{whole}/")
