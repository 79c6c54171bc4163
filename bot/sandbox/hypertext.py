"""The parse mode HTML: a few tags, and complaints about all others in Telegram's words."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from bot.sandbox.links import link
from bot.sandbox.marks import Marks, offset
from bot.sandbox.refusals import unparsed
from bot.sandbox.shapes import Json

KINDS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline"}
KINDS |= {"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler"}
KINDS |= {"span": "spoiler", "code": "code", "pre": "pre", "a": "text_link", "blockquote": "blockquote"}
KINDS |= {"tg-emoji": "custom_emoji"}

PLAIN = re.compile(r"[^<&]+")
ENTITY = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6}));?")
SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
NAME = re.compile(r"[^\s>]*")
ATTRIBUTE = re.compile(r"[^\s=>]*")
BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Open:
    """A tag that waits for its end."""

    tag: str
    start: int  #: in the bare text
    part: int
    attributes: dict[str, str]


def parse(text: str) -> tuple[str, list[Json]]:
    """The bare text and its marks."""
    marks, nested, at = Marks(), list[Open](), 0
    while at < len(text):
        if found := PLAIN.match(text, at):
            marks.add(found.group())
            at = found.end()
        elif text[at] == "&":
            at = _sign(text, at, marks)
        elif text.startswith("</", at):
            at = _end(text, at, marks, nested)
        else:
            at = _start(text, at, marks, nested)
    if nested:
        raise unparsed(f'Can\'t find end tag corresponding to start tag "{nested[-1].tag}"')
    return marks.read()


def _sign(text: str, at: int, marks: Marks) -> int:
    """One of the four named signs or a number; anything else stands for itself."""
    found = ENTITY.match(text, at)
    sign = _decoded(found) if found else None
    marks.add(sign or "&")
    return found.end() if found and sign else at + 1


def _decoded(found: re.Match[str]) -> str | None:
    name, decimal, hexadecimal = found.groups()
    if name:
        return SIGNS[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else None


def _start(text: str, at: int, marks: Marks, nested: list[Open]) -> int:
    where = offset(text, at)
    name = NAME.match(text, at + 1)
    assert name is not None
    if name.end() == len(text):
        raise unparsed(f"Unclosed start tag at byte offset {where}")
    tag = name.group().lower()
    if tag not in KINDS:
        raise unparsed(f'Unsupported start tag "{tag}" at byte offset {where}')
    attributes, after = _attributes(text, name.end(), tag, where)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise unparsed(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    nested.append(Open(tag, marks.length, len(marks.parts), attributes))
    return after


def _attributes(text: str, at: int, tag: str, where: int) -> tuple[dict[str, str], int]:
    """What stands in a tag behind its name, and where the tag is over."""
    found: dict[str, str] = {}
    while True:
        at = _past(SPACE, text, at)
        if text[at : at + 1] == ">":
            return found, at + 1
        begin, at = at, _past(ATTRIBUTE, text, at)
        name = text[begin:at].lower()
        if at == len(text):
            raise unparsed(f'Unclosed start tag "{tag}" at byte offset {where}')
        if not name:
            raise unparsed(f'Empty attribute name in the tag "{tag}" at byte offset {where}')
        at = _past(SPACE, text, at)
        if text[at : at + 1] == "=":
            found[name], at = _value(text, _past(SPACE, text, at + 1), tag, where)
        elif tag == "blockquote" and name == "expandable":
            found[name] = ""
        else:
            wanted = "Expected equal sign in declaration of an attribute of the tag"
            raise unparsed(f'{wanted} "{tag}" at byte offset {where}')


def _value(text: str, at: int, tag: str, where: int) -> tuple[str, int]:
    if at == len(text):
        raise unparsed(f'Unclosed start tag "{tag}" at byte offset {where}')
    if text[at] in "\"'":
        end = text.find(text[at], at + 1)
        if end < 0:
            raise unparsed(f"Unclosed start tag at byte offset {where}")
        return html.unescape(text[at + 1 : end]), end + 1
    end = _past(BARE_VALUE, text, at)
    if text[end : end + 1] != ">" and not text[end : end + 1].isspace():
        raise unparsed(f"Unexpected end of name token at byte offset {offset(text, at)}")
    return text[at:end], end


def _end(text: str, at: int, marks: Marks, nested: list[Open]) -> int:
    where = offset(text, at)
    if not nested:
        raise unparsed(f"Unexpected end tag at byte offset {where}")
    close = text.find(">", at)
    name = text[at + 2 : close].strip().lower() if close >= 0 else ""
    if close < 0 or " " in name:
        raise unparsed(f"Unclosed end tag at byte offset {where}")
    opened = nested.pop()
    if name and name != opened.tag:
        expected = f'expected "</{opened.tag}>", found "</{name}>"'
        raise unparsed(f"Unmatched end tag at byte offset {where}, {expected}")
    _mark(marks, opened)
    return close + 1


def _mark(marks: Marks, opened: Open) -> None:
    given = opened.attributes
    match opened.tag:
        case "a":
            link(marks, opened.start, given.get("href") or marks.since(opened.part))
        case "tg-emoji":
            if not given.get("emoji-id", "").isdigit():
                raise unparsed("Invalid custom emoji identifier specified")
            marks.mark("custom_emoji", opened.start, custom_emoji_id=given["emoji-id"])
        case "blockquote" if "expandable" in given:
            marks.mark("expandable_blockquote", opened.start)
        case "code" if given.get("class", "").startswith("language-"):
            marks.mark("pre", opened.start, language=given["class"].removeprefix("language-"))
        case "pre" if _same_place(marks, opened):
            pass  # <pre><code class="language-…"> is one mark, made by its inner tag
        case tag:
            marks.mark(KINDS[tag], opened.start)


def _same_place(marks: Marks, opened: Open) -> bool:
    """Whether a mark with a language covers all that this tag covers."""
    return any(
        mark["type"] == "pre"
        and mark["offset"] == opened.start
        and mark["length"] == marks.length - opened.start
        for mark in marks.found
    )


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    assert found is not None
    return found.end()
