"""Words in a language. A missing translation falls back to the source text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal

FILE = Path("LC_MESSAGES") / "station.po"


@dataclass(frozen=True, slots=True)
class Texts:
    """All catalogs. `source` is the language that the files under flows/ are written in."""

    source: str
    catalogs: Mapping[str, Mapping[tuple[str, str], str]]

    @property
    def languages(self) -> tuple[str, ...]:
        return (self.source, *self.catalogs)

    def say(self, language: str, context: str, source: str) -> str:
        """The words of `source`, as they stand under `context`, in `language`."""
        return self.catalogs.get(language, {}).get((context, source)) or source

    def everywhere(self, context: str, source: str) -> Sequence[str]:
        """The same words in every language, the source first, each once."""
        found = (self.say(language, context, source) for language in self.languages)
        return tuple(dict.fromkeys(found))

    def choose(self, *wanted: str | None) -> str:
        """The first of `wanted` (IETF or locale codes) that the station speaks, else the source's."""
        for code in wanted:
            match = self._match(code) if code else None
            if match:
                return match
        return self.source

    def _match(self, code: str) -> str | None:
        try:
            locale = Locale.parse(code.replace("-", "_"))
        except (ValueError, UnknownLocaleError):
            return None
        # zh-hans-cn, zh-cn and zh all mean zh_Hans; zh-hant does not, but shares a language
        likely = Locale.parse(str(locale))
        script = likely.script or _likely_script(locale)
        for candidate in (str(locale), f"{locale.language}_{script}" if script else "", locale.language):
            if candidate in self.languages:
                return candidate
        return next(
            (known for known in self.languages if Locale.parse(known).language == locale.language), None
        )


def load(folder: Path, source: str, languages: Sequence[str]) -> Texts:
    """Read `folder/<language>/LC_MESSAGES/station.po` of each language; one that is not there is empty."""
    return Texts(
        source,
        {
            language: _catalog(folder / language / FILE, language)
            for language in languages
            if language != source
        },
    )


class WordsBroken(Exception):
    """A catalog that cannot be read."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        where = f"{path.parent.parent.name}/{path.parent.name}/{path.name}:{line}"
        super().__init__(
            f"{where}: the translations cannot be read ({what}); put back the last file that worked."
        )


def _catalog(path: Path, language: str) -> Mapping[tuple[str, str], str]:
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            catalog = read_po(file, locale=language, abort_invalid=True)
    except PoFileError as error:
        raise WordsBroken(path, error.lineno + 1, error.args[0]) from None
    except UnicodeDecodeError:
        raise WordsBroken(path, 0, "it is not saved as UTF-8") from None
    return {
        (message.context or "", message.id): message.string
        for message in catalog
        if isinstance(message.id, str)
        and isinstance(message.string, str)
        and message.id
        and not message.fuzzy
    }


def _likely_script(locale: Locale) -> str | None:
    return "Hans" if locale.language == "zh" and locale.territory not in ("TW", "HK", "MO") else None


def moment(language: str, at: datetime, zone: tzinfo, today: date) -> str:
    """A day and an hour as people write them: still true tomorrow. With the year if it is another."""
    local, locale = at.astimezone(zone), _locale(language)
    same_year = local.year == today.year
    on = format_skeleton("MMMMd", local, locale=locale) if same_year else format_date(local, "long", locale)
    hour = format_time(local, "short", tzinfo=zone, locale=locale)
    return str(locale.datetime_formats["medium"]).format(hour, on)


def day(language: str, on: date) -> str:
    return format_date(on, "long", locale=_locale(language))


def number(language: str, value: float) -> str:
    return format_decimal(value, locale=_locale(language))


def _locale(language: str) -> Locale:
    """How the language writes days and hours. English as most of the world does: 3 March, 14:05."""
    return Locale.parse({"en": "en_GB"}.get(language, language))
