"""What a conversation is made of: flows and their steps, what she does, and what one turn brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from enum import StrEnum

from bot.flow.secret import Secret

# ---------------------------------------------------------------- the definition, as staff wrote it


class Kind(StrEnum):
    """What fits as an answer."""

    CHOICE = "choice"  #: one of the options
    CHOICES = "choices"  #: any number of the options: ticks, then Done
    TEXT = "text"  #: one message of words
    STORY = "story"  #: words or voice, as many messages as it takes, then Done
    DATE = "date"  #: buttons, or words; kept as said, with a day when the words name one
    PHONE = "phone"  #: never refused, questioned once when it cannot be a number
    PLACE = "place"  #: one of the station's areas, or words
    FILES = "files"  #: photos, recordings, documents, as many as there are, then Done
    LOCATION = "location"  #: a point from the phone, or words that say where


class Seal(StrEnum):
    """How a field of the record is kept."""

    STATISTICS = "statistics"  #: sealed with the case; counted in reports, never shown beside a name
    ACCOUNT = "account"  #: sealed with the case; for officers of its desk
    IDENTITY = "identity"  #: sealed with the case; opened one at a time, every look is logged


class Serves(StrEnum):
    WOMAN = "woman"
    OFFICER = "officer"


class Verb(StrEnum):
    ASK = "ask"
    SAY = "say"
    CALL = "call"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Line:
    """Words to be said, before they are put into a language.

    `context` is the path under which translators find them (`complaint/relation`,
    `complaint/relation/why`, `record/relation/husband`, `everywhere/skip`);
    `source` is the text as it stands in the file, with its {facts}.
    """

    context: str
    source: str


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of the record, the data dictionary of a case."""

    name: str
    label: Line
    kind: Kind
    seal: Seal
    options: Mapping[str, Line] = made(default_factory=dict)
    least: int | None = None  #: fewest characters (text, story), options (choices) or files
    most: int | None = None
    card: bool = False  #: its chosen options stand on the officers' alert card; only for `choice` and `place`


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds when every named answer is one of the values. Not answered never holds."""

    all: tuple[tuple[str, frozenset[str]], ...]  #: (field, or step without a field) and its values


@dataclass(frozen=True, slots=True)
class Branch:
    to: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Do:
    """An effect as it stands in a file: its name from the closed list, and its argument if it takes one."""

    name: str
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    verb: Verb
    line: int  #: where it begins in its file, from 1
    words: Line | None = None  #: what is asked or said; None for `call`
    kind: Kind | None = None  #: of an `ask`
    field: str | None = None
    options: Mapping[str, Line] = made(default_factory=dict)
    calls: str | None = None
    why: Line | None = None
    retry: Line | None = None  #: said when an answer does not fit
    required: Line | None = None  #: the reason why it cannot be skipped
    least: int | None = None
    most: int | None = None
    branches: tuple[Branch, ...] = ()
    do: tuple[Do, ...] = ()
    end: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    version: str  #: a hash of its file and of what it takes from the record
    language: str  #: of the words in the file
    title: Line
    start: str
    steps: Mapping[str, Step]
    serves: Serves = Serves.WOMAN


@dataclass(frozen=True, slots=True)
class Control:
    """Something understood at every step: a button, words, and what it does."""

    name: str
    button: Line | None
    words: tuple[Line, ...] = ()  #: what a person may type instead; compared without case and marks
    calls: str | None = None  #: the flow that it runs; afterwards the open question is asked again


@dataclass(frozen=True, slots=True)
class Area:
    name: str
    label: Line


@dataclass(frozen=True, slots=True)
class Desk:
    name: str
    label: Line
    receives: frozenset[str]  #: kinds of case


@dataclass(frozen=True, slots=True)
class BotProfile:
    """What Telegram shows of a bot. Bounds: name 64, short 120, description 512 characters."""

    name: Line
    short: Line
    description: Line
    commands: Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class Station:
    """The station's profile, `flows/station.yaml`."""

    name: Line
    language: str
    languages: Mapping[str, str]  #: code -> its name in itself
    timezone: str
    areas: tuple[Area, ...]
    desks: Mapping[str, Desk]
    facts: Mapping[str, Line]  #: what texts may quote: {emergency_numbers}, {draft_days} ...
    public_bot: BotProfile
    duty_bot: BotProfile


@dataclass(frozen=True, slots=True)
class Library:
    """Everything under flows/, loaded and found sound."""

    flows: Mapping[str, Flow]
    record: Mapping[str, Field]
    station: Station
    controls: Mapping[str, Control]  #: everywhere.yaml, `controls`
    phrases: Mapping[str, Line]  #: everywhere.yaml, `phrases`: the program's own sentences, by key
    duty: Mapping[str, Line]  #: duty.yaml: what officers read on cards and lists, by key


# ---------------------------------------------------------------- what she does


@dataclass(frozen=True, slots=True)
class File:
    """Something she sent. `handle` is the channel's own reference, from which the bytes are fetched later."""

    kind: str  #: photo, voice, audio, video, video_note, animation, document
    handle: str
    size: int | None = None  #: bytes, as declared by the channel
    mime: str | None = None  #: as declared; never trusted
    name: Secret | None = None
    seconds: int | None = None  #: duration of a recording
    evidence: int | None = None  #: the station's number for it, once it is recorded


@dataclass(frozen=True, slots=True)
class Started:
    """She opened the chat (/start), with what the link carried."""

    payload: Secret


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button. `press` is what the button carried: made by the engine, or forged."""

    press: str


@dataclass(frozen=True, slots=True)
class Wrote:
    """Words, commands included. `edited`: she changed a message that she had sent before."""

    words: Secret
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A file, with the words under it."""

    file: File
    caption: Secret | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A point in degrees (WGS 84)."""

    latitude: float = made(repr=False)
    longitude: float = made(repr=False)


@dataclass(frozen=True, slots=True)
class Odd:
    """Something no question asks for: sticker, poll, contact of somebody else, dice ..."""

    what: str


@dataclass(frozen=True, slots=True)
class Called:
    """The station itself opens a flow for her: an officer's letter that she asked to see."""

    flow: str


Event = Started | Pressed | Wrote | Sent | Located | Odd | Called


@dataclass(frozen=True, slots=True)
class Answer:
    """What she gave to one question. Which parts are filled depends on its kind."""

    kind: Kind
    names: tuple[str, ...] = ()  #: chosen options, or an area
    words: tuple[Secret, ...] = ()  #: messages, in order
    files: tuple[File, ...] = ()
    day: date | None = None  #: when her words name one
    point: Located | None = None


# ---------------------------------------------------------------- what one turn brings


@dataclass(frozen=True, slots=True)
class Value:
    """An answer to be shown in words: label, and the answer put into her language by the station."""

    label: Line
    answer: Answer
    options: Mapping[str, Line] = made(default_factory=dict)
    number: int | None = None  #: its place in a list
    whole: bool = False  #: show all of it, not the beginning


Part = Line | Value


@dataclass(frozen=True, slots=True)
class Button:
    press: str  #: at most 64 bytes
    label: Line
    ticked: bool | None = None  #: None where there is nothing to tick
    strong: bool = False  #: the one that most people want next


@dataclass(frozen=True, slots=True)
class Message:
    """One bubble. Its parts stand below each other with an empty line between."""

    parts: tuple[Part, ...]
    rows: tuple[tuple[Button, ...], ...] = ()
    alone: bool = False  #: to be kept (a receipt): never merged, never edited away
    ask_location: bool = False  #: the phone offers to send its place


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Open a case with all answers of this matter; `danger` is the highest class raised so far."""

    kind: str
    answers: Mapping[str, Answer]
    danger: str


@dataclass(frozen=True, slots=True)
class AddToCase:
    """Put the answers given since into the case that this conversation opened."""

    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class RaiseAlert:
    danger: str  #: normal, high, danger


@dataclass(frozen=True, slots=True)
class SetLanguage:
    language: str


@dataclass(frozen=True, slots=True)
class TellDesk:
    """Her letter to the officer of her case."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class WriteToHer:
    """An officer's letter."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class KeepNote:
    answer: Answer


@dataclass(frozen=True, slots=True)
class CloseCase:
    outcome: str
    answers: Mapping[str, Answer]


Effect = OpenCase | AddToCase | RaiseAlert | SetLanguage | TellDesk | WriteToHer | KeepNote | CloseCase

#: what `do` may name, and whether it takes an argument
EFFECTS: Mapping[str, bool] = {
    "open_case": True,  # its kind
    "add_to_case": False,
    "alert": True,  # normal, high, danger
    "language": True,  # the step whose choice is the language's code
    "keep": False,  # this matter becomes the kept draft
    "resume": False,  # the kept draft becomes this matter
    "forget": False,  # this matter and the kept draft are dropped
    "tell_desk": True,  # the step that holds her letter
    "write_to_her": True,  # officers: the step that holds the letter
    "note": True,  # officers: the step that holds the note
    "close_case": True,  # officers: the field that holds the outcome
}

#: how urgent a case is, from least to most
CLASSES = ("normal", "high", "danger")

#: facts that the station fills in when it records something; beside them, those of station.yaml
RECORDED_FACTS = frozenset({"received_at", "receipt", "news", "case", "language"})
