"""The parse mode Markdown, the old one: four marks, none inside another."""

from __future__ import annotations

from bot.sandbox.links import link
from bot.sandbox.marks import Marks, offset
from bot.sandbox.refusals import unparsed
from bot.sandbox.shapes import Json

SIGNS = "_*`["
KINDS = {"_": "italic", "*": "bold", "`": "code"}


def parse(text: str) -> tuple[str, list[Json]]:
    """The bare text and its marks."""
    marks, at = Marks(), 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and text[at + 1 : at + 2] and text[at + 1] in SIGNS:
            marks.add(text[at + 1])
            at += 2
        elif sign not in SIGNS:
            marks.add(sign)
            at += 1
        elif sign == "[":
            at = _link(text, at, marks)
        else:
            at = _span(text, at, marks)
    return marks.read()


def _span(text: str, at: int, marks: Marks) -> int:
    """From one sign to the next like it; three backquotes hold a block."""
    sign = "```" if text.startswith("```", at) else text[at]
    end = text.find(sign, at + len(sign))
    if end < 0:
        raise unparsed(f"Can't find end of the entity starting at byte offset {offset(text, at)}")
    inner, more = text[at + len(sign) : end], {}
    if sign == "```":
        first, line, rest = inner.partition("\n")
        if line and first and not first.isspace() and " " not in first:
            inner, more = rest, {"language": first}
        elif line and not first.strip():
            inner = rest
    start = marks.length
    marks.add(inner)
    marks.mark("pre" if sign == "```" else KINDS[sign], start, **more)
    return end + len(sign)


def _link(text: str, at: int, marks: Marks) -> int:
    end = text.find("]", at)
    if end < 0:
        raise unparsed(f"Can't find end of the entity starting at byte offset {offset(text, at)}")
    start, words, to = marks.length, text[at + 1 : end], ""
    after = end + 1
    if text[after : after + 1] == "(":
        close = text.find(")", after)
        if close >= 0:
            to, after = text[end + 2 : close], close + 1
    marks.add(words)
    link(marks, start, to or words)
    return after
