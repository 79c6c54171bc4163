"""The parse mode MarkdownV2: marks inside marks, and every sign with a meaning escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox.links import link
from bot.sandbox.marks import Marks, offset
from bot.sandbox.refusals import unparsed
from bot.sandbox.shapes import Json

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
#: longest first, so that `__` is not read as two `_`
SIGNS = {"```": "pre", "__": "underline", "||": "spoiler", "_": "italic", "*": "bold", "~": "strikethrough"}
SIGNS |= {"`": "code", "[": "text_link"}
NAMES = {"pre": "Pre", "underline": "Underline", "spoiler": "Spoiler", "italic": "Italic", "bold": "Bold"}
NAMES |= {"strikethrough": "Strikethrough", "code": "Code", "text_link": "TextUrl"}
NAMES |= {"blockquote": "BlockQuote"}
LANGUAGE = re.compile(r"[^\s`]+(?=\s)")
LINE = re.compile(r"\r\n|\n\r|\n|\r")


@dataclass(frozen=True, slots=True)
class Open:
    """A sign that waits for its other half."""

    sign: str
    where: int  #: in the source, in bytes
    start: int  #: in the bare text
    part: int


def parse(text: str) -> tuple[str, list[Json]]:
    """The bare text and its marks."""
    reader = _Reader(text)
    while reader.at < len(text):
        reader.step()
    reader.finish()
    return reader.marks.read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.marks = Marks()
        self.nested: list[Open] = []

    def step(self) -> None:
        text, at = self.text, self.at
        sign = text[at]
        literal = self.nested[-1].sign if self.nested and self.nested[-1].sign in ("`", "```") else ""
        if sign == "\\" and at + 1 < len(text) and "\x00" < text[at + 1] <= "\x7e":
            self._plain(text[at + 1], 2)
        elif literal:
            self._close() if text.startswith(literal, at) else self._plain(sign, 1)
        elif sign == "\n" and self._quoting():
            self._end_of_line()
        elif sign not in RESERVED:
            self._plain(sign, 1)
        elif sign == ">" and (at == 0 or text[at - 1] == "\n"):
            self._quote()
        elif self._closes():
            self._close()
        else:
            self._open()

    def finish(self) -> None:
        if self._quoting():
            self._close_quote()
        if self.nested:
            last = self.nested[-1]
            name = NAMES[SIGNS.get(last.sign, "blockquote")]
            raise unparsed(f"Can't find end of {name} entity at byte offset {last.where}")

    # ------------------------------------------------------------

    def _plain(self, sign: str, width: int) -> None:
        self.marks.add(sign)
        self.at += width

    def _closes(self) -> bool:
        """Whether the innermost sign ends here."""
        if not self.nested:
            return False
        sign = self.nested[-1].sign
        if sign == "[":
            return self.text.startswith("]", self.at)
        if sign == "_" and self.text.startswith("__", self.at):
            return False
        return self.text.startswith(sign, self.at)

    def _open(self) -> None:
        for sign in SIGNS:
            if self.text.startswith(sign, self.at):
                self.nested.append(
                    Open(sign, offset(self.text, self.at), self.marks.length, len(self.marks.parts))
                )
                self.at += len(sign)
                return
        shown = self.text[self.at]
        raise unparsed(f"Character '{shown}' is reserved and must be escaped with the preceding '\\'")

    def _close(self) -> None:
        opened = self.nested.pop()
        self.at += len(opened.sign)
        if opened.sign == "[":
            self._link(opened)
        elif opened.sign == "```":
            self._block(opened)
        else:
            self.marks.mark(SIGNS[opened.sign], opened.start)

    def _link(self, opened: Open) -> None:
        to = self.marks.since(opened.part)
        if self.text.startswith("(", self.at):
            begin, at, to = self.at, self.at + 1, ""
            while at < len(self.text) and self.text[at] != ")":
                at += self.text[at] == "\\" and at + 1 < len(self.text)
                to += self.text[at]
                at += 1
            if at >= len(self.text):
                raise unparsed(f"Can't find end of a URL at byte offset {offset(self.text, begin) + 1}")
            self.at = at + 1
        link(self.marks, opened.start, to)

    def _block(self, opened: Open) -> None:
        """A block of code; a first word is its language, and one line break goes with it."""
        inner = self.marks.since(opened.part)
        del self.marks.parts[opened.part :]
        self.marks.length = opened.start
        word = LANGUAGE.match(inner)
        rest = inner[word.end() :] if word else inner
        line = LINE.match(rest)
        self.marks.add(rest[line.end() :] if line else rest)
        self.marks.mark("pre", opened.start, **({"language": word.group()} if word else {}))

    # ------------------------------------------------------------ quotations, line by line

    def _quoting(self) -> bool:
        return any(opened.sign == ">" for opened in self.nested)

    def _quote(self) -> None:
        if not self._quoting():
            where = offset(self.text, self.at)
            self.nested.append(Open(">", where, self.marks.length, len(self.marks.parts)))
        self.at += 1

    def _end_of_line(self) -> None:
        if not self.text.startswith(">", self.at + 1):
            self._close_quote()
        self._plain("\n", 1)

    def _close_quote(self) -> None:
        if self.nested[-1].sign != ">":
            return  # something inside is still open: `finish` says so
        self.marks.mark("blockquote", self.nested.pop().start)
