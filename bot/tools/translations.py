"""The translators' files in locales/: made from flows/, kept up to date, and looked over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import denormalize, read_po, write_po

from bot.flow.model import Library, Line
from bot.flow.sources import Sourced, lines

DOMAIN = "station"
#: one string of a .po file
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

#: no dates and no names of people: the file changes only when words change
HEADER = """\
# What the bots say, for translators. Write under msgstr; leave {{names}} in braces as they are.
# An entry marked "fuzzy" belongs to an older text: look at it, correct it, take the mark away.
msgid ""
msgstr ""
"Project-Id-Version: complaint station\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


class Fault(StrEnum):
    """What can be wrong with a translation."""

    MISSING = "missing"  #: there is none
    STALE = "stale"  #: the source changed after it was translated
    GONE = "gone"  #: its source no longer exists
    UNKNOWN = "unknown placeholder"  #: it quotes a {fact} that its source does not
    LOST = "lost placeholder"  #: its source quotes a {fact} that it does not


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend in one language's file."""

    language: str
    fault: Fault
    line: Line
    detail: str = ""  #: the placeholder, or the text that was translated

    def __str__(self) -> str:
        beginning = self.line.source.split("\n")[0][:60]
        more = f" ({self.detail})" if self.detail else ""
        return f'{self.language}: {self.line.context}: {self.fault}{more}: "{beginning}"'


def placeholders(text: str) -> frozenset[str]:
    """The names of the facts that a text quotes."""
    return frozenset(PLACEHOLDER.findall(text))


def path_of(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def others(library: Library) -> tuple[str, ...]:
    """The languages that the files under flows/ are translated into."""
    return tuple(code for code in library.station.languages if code != library.station.language)


def read(folder: Path, language: str) -> Catalog:
    """A language's file; an empty catalog where there is none yet."""
    locale = Locale.parse(language)
    path = path_of(folder, language)
    if not path.is_file():
        return Catalog(locale=locale, domain=DOMAIN)
    with path.open("rb") as file:
        catalog = read_po(file, locale=locale, domain=DOMAIN, abort_invalid=True)
    for message in catalog:
        _restore(message)
    return catalog


def _restore(message: Message) -> None:
    """The library reads the former text (`#| msgid …`) as a comment of a translator; put it back."""
    former = "".join(comment for comment in message.user_comments if comment.startswith("|"))
    message.user_comments = [comment for comment in message.user_comments if not comment.startswith("|")]
    if former and message.fuzzy:
        message.previous_id = ["".join(denormalize(quoted) for quoted in QUOTED.findall(former))]


def template(sourced: Iterable[Sourced]) -> Catalog:
    """Every line that people read, without a translation, in the order of the files."""
    catalog = Catalog(domain=DOMAIN, fuzzy=False)
    for one in sourced:
        catalog.add(
            one.line.source,
            context=one.line.context,
            locations=[(one.file, one.lineno)],
            auto_comments=[one.comment] if one.comment else [],
        )
    return catalog


def carried(fresh: Catalog, old: Catalog) -> Catalog:
    """The fresh template with the translations that exist.

    Where the text of a context has changed, its translation comes along marked "fuzzy", beside
    the text that it was made for, so that nobody has to begin anew and nobody overlooks it.
    """
    changed = _changed(fresh, old)
    catalog = Catalog(locale=old.locale, domain=DOMAIN, fuzzy=False)
    for message in _entries(fresh):
        known = old.get(message.id, message.context)
        former = changed.get(message.context)
        source = known or former
        flags = set(known.flags) if known else {"fuzzy"} if former else set()
        catalog.add(
            message.id,
            string=source.string if source else "",
            context=message.context,
            locations=message.locations,
            flags=flags | message.flags,
            auto_comments=message.auto_comments,
            user_comments=source.user_comments if source else (),
            previous_id=known.previous_id if known else former.id if former else (),
        )
    return catalog


def update(library: Library, folder: Path) -> tuple[Path, ...]:
    """Bring `locales/station.pot` and each language's file up to date; the files that changed."""
    fresh = template(lines(library))
    wanted: dict[Path, bytes] = {folder / f"{DOMAIN}.pot": _written(fresh, "")}
    for language in others(library):
        wanted[path_of(folder, language)] = _written(carried(fresh, read(folder, language)), language)
    changed = tuple(path for path, content in wanted.items() if not _holds(path, content))
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(wanted[path])
    return changed


def behind(library: Library, folder: Path) -> bool:
    """True when flows/ has changed since `update` last wrote the template."""
    return not _holds(folder / f"{DOMAIN}.pot", _written(template(lines(library)), ""))


def examine(library: Library, folder: Path) -> list[Remark]:
    """What is to be mended in the languages' files, in the order of the source."""
    sourced = tuple(lines(library))
    return [
        remark
        for language in others(library)
        for remark in remarks(language, sourced, read(folder, language))
    ]


def remarks(language: str, sourced: Sequence[Sourced], catalog: Catalog) -> Iterator[Remark]:
    """What is to be mended in one catalog."""
    for one in sourced:
        message = catalog.get(one.line.source, one.line.context)
        yield from _faults(language, one.line, message)
    known = {(one.line.source, one.line.context) for one in sourced}
    for message in _entries(catalog):
        if (message.id, message.context) not in known:
            yield Remark(language, Fault.GONE, Line(message.context or "", str(message.id)))


def _faults(language: str, line: Line, message: Message | None) -> Iterator[Remark]:
    if message is None or not message.string:
        yield Remark(language, Fault.MISSING, line)
        return
    if message.fuzzy:
        former = message.previous_id[0] if message.previous_id else ""
        yield Remark(language, Fault.STALE, line, former.split("\n")[0][:60])
    ours, theirs = placeholders(line.source), placeholders(str(message.string))
    for name in sorted(theirs - ours):
        yield Remark(language, Fault.UNKNOWN, line, name)
    for name in sorted(ours - theirs):
        yield Remark(language, Fault.LOST, line, name)


def _changed(fresh: Catalog, old: Catalog) -> Mapping[str | None, Message]:
    """Context -> its former entry, where a context has one text and had another one."""
    sizes = Counter(message.context for message in _entries(fresh))
    former = Counter(message.context for message in _entries(old))
    return {
        message.context: message
        for message in _entries(old)
        if message.string
        and sizes[message.context] == former[message.context] == 1
        and fresh.get(message.id, message.context) is None
    }


def _entries(catalog: Catalog) -> Iterator[Message]:
    """All entries but the header."""
    return (message for message in catalog if message.id)


def _written(catalog: Catalog, language: str) -> bytes:
    buffer = BytesIO()
    # No line numbers: a sentence moved in its file is not a change for translators.
    write_po(buffer, catalog, width=0, omit_header=True, include_previous=True, include_lineno=False)
    return HEADER.format(language=language).encode() + buffer.getvalue()


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
