"""What she gave against what was asked: taken, a piece of more to come, or unfit and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from phonenumbers import NumberParseException, is_possible_number, parse

from bot.flow.days import read_day
from bot.flow.model import Answer, Event, File, Kind, Line, Located, Sent, Step, Wrote
from bot.flow.secret import Secret
from bot.flow.typed import Wordings
from bot.flow.vocabulary import HINTS, MOST_FILE

RECORDINGS = frozenset({"voice", "audio", "video_note"})

#: most of an answer where the flow gives no bound: characters, or files
MOST: Mapping[Kind, int] = {
    Kind.TEXT: 4_096,
    Kind.STORY: 20_000,
    Kind.DATE: 500,
    Kind.PHONE: 200,
    Kind.PLACE: 1_000,
    Kind.FILES: 50,
    Kind.LOCATION: 1_000,
}
MOST_PIECES = 100  #: messages and recordings of one story


@dataclass(frozen=True, slots=True)
class Taken:
    answer: Answer


@dataclass(frozen=True, slots=True)
class More:
    """A piece. `hint` is the phrase that is shown before the question; None shows the question alone."""

    partial: Answer
    hint: str | None


@dataclass(frozen=True, slots=True)
class Unfit:
    hint: str  #: a phrase


Fit = Taken | More | Unfit


@dataclass(frozen=True, slots=True)
class Asked:
    """The open question, with all that is needed to judge an answer to it."""

    step: Step
    kind: Kind
    options: Mapping[str, Line]  #: areas for a place, days for a date
    partial: Answer | None
    wordings: Wordings
    region: str  #: of phone numbers without a country code
    today: date

    @property
    def most(self) -> int:
        return self.step.most if self.step.most is not None else MOST.get(self.kind, len(self.options))


def fit(asked: Asked, event: Event) -> Fit:
    match event:
        case Wrote(words) if words.reveal().strip():
            return WORDS[asked.kind](asked, words)
        case Sent(file, caption):
            return _sent(asked, file, caption)
        case Located() if asked.kind is Kind.LOCATION:
            return Taken(Answer(asked.kind, point=event))
        case _:
            return Unfit(HINTS[asked.kind])


def done(asked: Asked) -> Fit:
    """She chose Done: what was collected is the answer."""
    partial = asked.partial
    if partial is None or not (partial.names or partial.words or partial.files):
        return Unfit(HINTS[asked.kind])
    least = asked.step.least or 0
    if asked.kind is Kind.CHOICES:
        return Taken(partial) if len(partial.names) >= least else Unfit(HINTS[asked.kind])
    if asked.kind is Kind.FILES:
        return Taken(partial) if len(partial.files) >= least else Unfit(HINTS[asked.kind])
    spoken = bool(partial.files)
    return Taken(partial) if spoken or _length(partial) >= least else Unfit("too_short")


def tick(asked: Asked, name: str, on: bool) -> Fit:
    """One option set or unset, twice the same as once; the ticks keep the order of the options."""
    before = asked.partial.names if asked.partial else ()
    ticked = (set(before) | {name}) if on else (set(before) - {name})
    if len(ticked) > asked.most:
        return Unfit("too_many")
    return More(
        Answer(Kind.CHOICES, names=tuple(option for option in asked.options if option in ticked)), None
    )


def _choice(asked: Asked, words: Secret) -> Fit:
    name = asked.wordings.meant(words.reveal(), asked.options)
    return Taken(Answer(Kind.CHOICE, names=(name,))) if name else Unfit(HINTS[Kind.CHOICE])


def _choices(asked: Asked, words: Secret) -> Fit:
    names, understood = asked.wordings.all_meant(words.reveal(), asked.options)
    for name in names:
        fitted = tick(asked, name, True)
        if not isinstance(fitted, More):
            return fitted
        asked = replace(asked, partial=fitted.partial)
    if not names or asked.partial is None:
        return Unfit(HINTS[Kind.CHOICES])
    return More(asked.partial, None if understood else HINTS[Kind.CHOICES])


def _text(asked: Asked, words: Secret) -> Fit:
    length = len(words.reveal().strip())
    if length > asked.most:
        return Unfit("too_long")
    if length < (asked.step.least or 0):
        return Unfit("too_short")
    return Taken(Answer(asked.kind, words=(words,)))


def _named_or_words(asked: Asked, words: Secret) -> Fit:
    name = asked.wordings.meant(words.reveal(), asked.options, numbers=False)
    return Taken(Answer(asked.kind, names=(name,))) if name else _text(asked, words)


def named_day(name: str, today: date) -> Taken:
    """One of the buttons. Today and yesterday are days; "this week" stays what she said."""
    return Taken(Answer(Kind.DATE, names=(name,), day=read_day(name, today)))


def _date(asked: Asked, words: Secret) -> Fit:
    fitted = _named_or_words(asked, words)
    if not isinstance(fitted, Taken):
        return fitted
    if fitted.answer.names:
        return named_day(fitted.answer.names[0], asked.today)
    return Taken(replace(fitted.answer, day=read_day(words.reveal(), asked.today)))


def _story(asked: Asked, words: Secret) -> Fit:
    partial = asked.partial or Answer(Kind.STORY)
    if _length(partial) + len(words) > asked.most:
        return Unfit("too_long")
    if len(partial.words) + len(partial.files) >= MOST_PIECES:
        return Unfit("too_many")
    return More(replace(partial, words=(*partial.words, words)), "noted")


def _phone(asked: Asked, words: Secret) -> Fit:
    """Never refused: what cannot be a number is questioned once, then taken as it stands."""
    if len(words) > asked.most:
        return Unfit("too_long")
    answer = Answer(Kind.PHONE, words=(words,))
    if asked.partial is not None or _possible(words.reveal(), asked.region):
        return Taken(answer)
    return More(answer, "phone_odd")


def _possible(text: str, region: str) -> bool:
    try:
        return is_possible_number(parse(text, region))
    except NumberParseException:
        return False


def _refused(asked: Asked, words: Secret) -> Fit:
    return Unfit(HINTS[asked.kind])


WORDS: Mapping[Kind, Callable[[Asked, Secret], Fit]] = {
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.TEXT: _text,
    Kind.STORY: _story,
    Kind.DATE: _date,
    Kind.PHONE: _phone,
    Kind.PLACE: _named_or_words,
    Kind.FILES: _refused,
    Kind.LOCATION: _text,
}


def _sent(asked: Asked, file: File, caption: Secret | None) -> Fit:
    fits = asked.kind is Kind.FILES or (asked.kind is Kind.STORY and file.kind in RECORDINGS)
    if not fits:
        return Unfit("file_here_not")
    if file.size is not None and file.size > MOST_FILE:
        return Unfit("file_too_large")
    partial = asked.partial or Answer(asked.kind)
    most = asked.most if asked.kind is Kind.FILES else MOST_PIECES
    if len(partial.files) + (len(partial.words) if asked.kind is Kind.STORY else 0) >= most:
        return Unfit("too_many")
    words = (*partial.words, caption) if caption is not None and len(caption) else partial.words
    return More(replace(partial, words=words, files=(*partial.files, file)), "noted")


def _length(answer: Answer) -> int:
    return sum(len(words) for words in answer.words)
