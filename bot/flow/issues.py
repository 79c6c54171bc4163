"""What is wrong in a file that staff wrote: where, what, and the likely fix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """One mistake. `line` is counted from 1; 0 where the whole file is meant."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}"


class FlowError(Exception):
    """The files under flows/ cannot be used. Carries every issue, in the order of files and lines."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self.issues: tuple[Issue, ...] = tuple(sorted(set(issues)))
        super().__init__("\n".join(str(issue) for issue in self.issues))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence with the nearest known name, with a blank before it; empty if none is near."""
    near = nearest(word, list(known))
    return f' Did you mean "{near}"?' if near else ""


def nearest(word: str, known: Sequence[str]) -> str | None:
    found = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return found[0] if found else None


def listed(names: Iterable[str]) -> str:
    """Names in quotes, for a sentence: "a", "b"."""
    return ", ".join(f'"{name}"' for name in names)
