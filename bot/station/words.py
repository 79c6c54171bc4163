"""A turn's lines and answers put into one person's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import reduce

from bot import texts
from bot.flow.model import Answer, Button, Library, Line, Message, Part, Value
from bot.station.message import Key

#: Telegram's bound, in UTF-16 units
LONGEST = 4096
#: how much of a long answer a list shows, tried in turn until the message fits
CUTS = (300, 120, 40)
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: what a person wrote is kept apart from the sentence around it, whichever way it runs (Unicode UAX 9)
ISOLATE, POP = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says the station's words to one person, now."""

    texts: texts.Texts
    library: Library
    language: str
    zone: tzinfo
    now: datetime

    @property
    def language_name(self) -> str:
        """The language's name in itself."""
        return self.library.station.languages.get(self.language, self.language)

    def line(self, line: Line, facts: Mapping[str, str] | None = None) -> str:
        """The line in her language, its {facts} filled in."""
        words = self.texts.say(self.language, line.context, line.source)
        return _PLACEHOLDER.sub(lambda found: self._fact(found[1], facts or {}), words)

    def _fact(self, name: str, facts: Mapping[str, str]) -> str:
        if name in facts:
            return facts[name]
        known = self.library.station.facts.get(name)
        return self.line(known) if known else ""

    def phrase(self, key: str, **facts: str) -> str:
        """One of the program's own sentences (everywhere.yaml)."""
        return self.line(self.library.phrases[key], facts)

    def duty(self, key: str, **facts: str) -> str:
        """One of the officers' sentences (duty.yaml)."""
        return self.line(self.library.duty[key], facts)

    def at(self, moment: datetime) -> str:
        return texts.moment(self.language, moment, self.zone, self.now.astimezone(self.zone).date())

    def age(self, since: datetime) -> str:
        """How long ago, in one unit."""
        minutes = max(0, int((self.now - since).total_seconds() // 60))
        if minutes < 60:
            return self.duty("age_minutes", count=str(minutes))
        if minutes < 48 * 60:
            return self.duty("age_hours", count=str(minutes // 60))
        return self.duty("age_days", count=str(minutes // (24 * 60)))

    def text(self, message: Message, facts: Mapping[str, str]) -> str:
        """The message's words, within Telegram's bound: long answers are cut, not the questions."""
        words = ""
        for cut in CUTS:
            words = "\n\n".join(self._part(part, facts, cut) for part in message.parts)
            if units(words) <= LONGEST:
                return words
        return shorten(words, LONGEST - 1) + "…"

    def _part(self, part: Part, facts: Mapping[str, str], cut: int) -> str:
        match part:
            case Line():
                return self.line(part, facts)
            case Value():
                return self.value(part, None if part.whole else cut)

    def value(self, value: Value, cut: int | None) -> str:
        """A labelled answer: `3. Relation: Husband`."""
        number = "" if value.number is None else f"{texts.number(self.language, value.number)}. "
        said = self.answer(value.answer, value.options, cut)
        return number + self.phrase("labelled", label=self.line(value.label), value=said)

    def answer(self, answer: Answer, options: Mapping[str, Line], cut: int | None = None) -> str:
        """An answer in words. `cut`: at most so many characters of hers."""
        parts = list(self._answer_parts(answer, options, cut))
        return "\n".join(parts) if parts else self.phrase("not_answered")

    def _answer_parts(self, answer: Answer, options: Mapping[str, Line], cut: int | None) -> Iterator[str]:
        if answer.names and answer.day is None:
            # not a comma: options hold commas themselves
            said = (self._option(name, options) for name in answer.names)
            yield reduce(lambda one, other: self.phrase("both", one=one, other=other), said)
        words = "\n".join(secret.reveal() for secret in answer.words)
        if words:
            yield self._quoted(words, cut)
        if answer.day is not None and not answer.words:
            yield texts.day(self.language, answer.day)
        elif answer.day is not None:
            yield f"({texts.day(self.language, answer.day)})"
        voices = [file for file in answer.files if file.kind in ("voice", "audio", "video_note")]
        for file in voices:
            yield self.phrase("said_voice", seconds=texts.number(self.language, file.seconds or 0))
        if len(answer.files) > len(voices):
            yield self.phrase(
                "said_files", count=texts.number(self.language, len(answer.files) - len(voices))
            )
        if answer.point is not None:
            yield self.phrase("said_point")

    def _option(self, name: str, options: Mapping[str, Line]) -> str:
        """The words of an option: of the field, of an area, of a day that a button names; else its name."""
        areas = {area.name: area.label for area in self.library.station.areas}
        line = options.get(name) or areas.get(name) or self.library.phrases.get(name)
        return self.line(line) if line else name

    def _quoted(self, words: str, cut: int | None) -> str:
        if cut is None or len(words) <= cut:
            return f"{ISOLATE}{words}{POP}"
        count = texts.number(self.language, len(words))
        return f"{ISOLATE}{words[:cut]}{POP}{self.phrase('said_more', count=count)}"

    def rows(self, message: Message) -> tuple[tuple[Key, ...], ...]:
        return tuple(tuple(self._key(button) for button in row) for row in message.rows)

    def _key(self, button: Button) -> Key:
        tick = {None: "", True: "☑ ", False: "☐ "}[button.ticked]
        return Key(tick + self.line(button.label), button.press)


def units(words: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(words.encode("utf-16-le")) // 2


def shorten(words: str, most: int) -> str:
    """The beginning, at most `most` UTF-16 units, no character cut in two."""
    return words.encode("utf-16-le")[: most * 2].decode("utf-16-le", errors="ignore")


def pages(paragraphs: list[str], most: int = LONGEST) -> list[str]:
    """Paragraphs put into as few messages as hold them; a paragraph that is too long itself is continued."""
    found: list[str] = []
    for paragraph in paragraphs:
        rest = paragraph
        while rest:
            if found and units(found[-1]) + 2 + units(rest) <= most:
                found[-1] += f"\n\n{rest}"
                break
            piece = shorten(rest, most)
            found.append(piece)
            rest = rest[len(piece) :]
    return found
