"""The parameters of one call, read as Telegram reads them: from text, wherever they came from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.refusals import NOT_UTF8, bad
from bot.sandbox.shapes import Json


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came along with a call."""

    name: str
    mime: str
    content: bytes


class Parameters:
    """What was given, by name. A missing one reads as empty, nought or None."""

    __slots__ = ("given", "uploads")

    def __init__(self, given: Json, uploads: Mapping[str, Upload] | None = None) -> None:
        self.given = given
        self.uploads: Mapping[str, Upload] = uploads or {}

    def text(self, name: str) -> str:
        value = self.given.get(name, "")
        return value if isinstance(value, str) else json.dumps(value)

    def flag(self, name: str) -> bool:
        """True when given as true, yes or 1."""
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; `default` when it is missing or no number, as at Telegram."""
        try:
            return int(self.given.get(name, default))
        except (TypeError, ValueError):
            return default

    def number(self, name: str) -> float:
        """A number, or a refusal that names the parameter."""
        try:
            return float(self.given[name])
        except KeyError:
            raise bad(f"{name} is empty") from None
        except (TypeError, ValueError):
            raise bad(f'invalid parameter "{name}" specified') from None

    def structure(self, name: str) -> Any:
        """A list or an object, sent as JSON; None when missing."""
        value = self.given.get(name)
        if not isinstance(value, str):
            return value
        return from_json(value, name) if value else None


def from_json(text: str, name: str) -> Any:
    """What the text says; a refusal that names the parameter when it says nothing."""
    try:
        found = json.loads(text)
        if "\\u" in text:  # JSON can carry half a character, and nothing else can
            json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise bad(NOT_UTF8) from None
    except ValueError:
        raise bad(f"can't parse {name} JSON object") from None
    return found
