"""Whether what staff and translators wrote is sound, and what is not translated yet."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from babel.messages.pofile import PoFileError

from bot import settings
from bot.assembly import load_flows
from bot.flow import sources
from bot.flow.load import FlowError
from bot.flow.model import Library, Verb
from bot.settings import Settings
from bot.tools import translations
from bot.tools.translations import Fault, Remark

#: a translation that says something else than its source; all else waits for a translator
WRONG = frozenset({Fault.UNKNOWN, Fault.LOST})


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to mend. `line` is 0 where the whole file is meant."""

    file: str
    line: int
    what: str
    error: bool = True
    language: str = ""  #: of a translation
    fault: str = ""  #: of a translation: missing, stale ...

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


def check(
    as_json: Annotated[
        bool, typer.Option("--json", help="A list of objects, one for each thing to mend.")
    ] = False,
) -> None:
    """Look for mistakes in flows/ and locales/: every one, with file and line.

    What is not translated yet is counted; it is no mistake. Exit code 1 when there is one.
    """
    configured = settings.read()
    library, found = examine(configured)
    if as_json:
        typer.echo(json.dumps([_as_object(one) for one in found], indent=1, ensure_ascii=False))
    else:
        for line in report(library, found):
            typer.echo(line)
    if any(one.error for one in found):
        raise typer.Exit(1)


def examine(configured: Settings) -> tuple[Library | None, list[Found]]:
    """The library, if it is sound, and what is to be mended, mistakes first."""
    try:
        library = load_flows(configured)
    except FlowError as error:
        return None, [Found(issue.file, issue.line, issue.what) for issue in error.issues]
    found = [one for language in translations.others(library) for one in _of(library, configured, language)]
    if translations.behind(library, configured.locales):
        what = 'It is older than flows/. "python -m bot.tools translations" brings it up to date.'
        found.append(Found(f"{configured.locales.name}/{translations.DOMAIN}.pot", 0, what, error=False))
    return library, sorted(found, key=lambda one: not one.error)


def _of(library: Library, configured: Settings, language: str) -> list[Found]:
    path = translations.path_of(configured.locales, language)
    file = str(path.relative_to(configured.locales.parent))
    try:
        catalog = translations.read(configured.locales, language)
    except PoFileError as error:
        return [Found(file, error.lineno + 1, f"It cannot be read: {error}.", language=language)]
    sourced = tuple(sources.lines(library))
    lines = _lines(path)
    return [
        Found(
            file,
            lines.get(remark.line.context, 0),
            _sentence(remark),
            remark.fault in WRONG,
            language,
            remark.fault.value,
        )
        for remark in translations.remarks(language, sourced, catalog)
    ]


def _lines(path: Path) -> dict[str, int]:
    """Under which line of the file each context stands."""
    if not path.is_file():
        return {}
    rows = path.read_text(encoding="utf-8").splitlines()
    return {
        row.removeprefix('msgctxt "').removesuffix('"'): number
        for number, row in enumerate(rows, start=1)
        if row.startswith('msgctxt "')
    }


def _sentence(remark: Remark) -> str:
    where = remark.line.context
    match remark.fault:
        case Fault.UNKNOWN:
            return f'The translation of "{where}" quotes {{{remark.detail}}}, which its source does not.'
        case Fault.LOST:
            return f'The translation of "{where}" does not quote {{{remark.detail}}}, which its source does.'
        case Fault.MISSING:
            return f'"{where}" is not translated.'
        case Fault.STALE:
            return f'"{where}" was translated from an older text.'
        case Fault.GONE:
            return f'"{where}" translates a text that is gone.'


def report(library: Library | None, found: Sequence[Found]) -> Iterable[str]:
    """For people: each mistake, then what waits for translators, then the verdict."""
    wrong = [one for one in found if one.error]
    yield from (str(one) for one in wrong)
    for language, faults in _waiting(found).items():
        counts = ", ".join(f"{count} {fault}" for fault, count in faults.items())
        name = library.station.languages[language] if library else language
        yield f"{name} ({language}): {counts}. See: python -m bot.tools translations"
    yield from (str(one) for one in found if not one.error and not one.language)
    if wrong or library is None:
        yield f"{_count(len(wrong), 'mistake')} to mend."
    else:
        questions = sum(
            step.verb in (Verb.ASK, Verb.REVIEW)
            for flow in library.flows.values()
            for step in flow.steps.values()
        )
        yield f"{_count(len(library.flows), 'flow')}, {_count(questions, 'question')}: sound"


def _waiting(found: Iterable[Found]) -> dict[str, Counter[str]]:
    """Language -> how much is missing, stale, gone."""
    waiting: dict[str, Counter[str]] = {}
    for one in found:
        if one.language and not one.error:
            waiting.setdefault(one.language, Counter())[one.fault] += 1
    return waiting


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _as_object(one: Found) -> dict[str, object]:
    return {
        "kind": "error" if one.error else "warning",
        "file": one.file,
        "line": one.line or None,
        "what": one.what,
        "language": one.language or None,
        "fault": one.fault or None,
    }
