"""What the doctor finds out about one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    FINE = "fine"
    ABSENT = "absent"  #: the station runs without it; something is skipped
    WRONG = "wrong"  #: the station cannot run


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    state: State
    found: str  #: what is there, or what is wrong with it
    skipped: str = ""  #: what does not work without it
    mend: str = ""  #: the command that installs or repairs it
