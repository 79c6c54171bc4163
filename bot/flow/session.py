"""Where one person is in the conversation, with what she has told so far. Saved after every turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date
from enum import StrEnum

from bot.flow.model import Answer


class How(StrEnum):
    """Why a flow was opened, which decides what happens when it ends."""

    CALL = "call"  #: by a step of the flow below: that step goes on
    ASIDE = "aside"  #: from everywhere (a control, a letter): the question below is asked again
    CHANGE = "change"  #: one question out of a review: the review is shown again


@dataclass(frozen=True, slots=True)
class Frame:
    """One open flow. The last frame is the one that talks."""

    flow: str
    version: str
    step: str
    how: How = How.CALL
    mark: int = 0  #: how long the trail was when this flow was opened
    partial: Answer | None = None  #: of its open question: ticks, or the pieces that came so far


@dataclass(frozen=True, slots=True)
class Undo:
    """What an answer was before it was given: its value, and its place among the answers."""

    key: str
    before: Answer | None
    place: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A question that was left, and what came of leaving it. Back returns to the last one."""

    frames: tuple[Frame, ...]
    danger: str
    undos: tuple[Undo, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The step at which an answer was given."""

    flow: str
    version: str
    step: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What she is telling just now; empty when nothing is open.

    `answers` are keyed by the field of the record, or by `flow/step` for a step without a field, in the order
    in which they were asked. `delivered` are keys that a case holds already.
    """

    answers: Mapping[str, Answer] = made(default_factory=dict)
    origins: Mapping[str, Origin] = made(default_factory=dict)
    trail: tuple[Moment, ...] = ()
    danger: str = "normal"  #: the highest class raised
    opened: bool = False  #: it has a case already
    delivered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A matter put aside, unsent, with the question at which it stopped."""

    frames: tuple[Frame, ...]  #: without the home flow
    matter: Matter
    kept_on: date


@dataclass(frozen=True, slots=True)
class Session:
    frames: tuple[Frame, ...] = ()
    matter: Matter = Matter()
    visit: int = 0  #: counts the questions as they were asked; a press of another number is stale
    page: str = ""  #: in a review, the answer that is open
    drafts: tuple[Draft, ...] = ()  #: the newest last
    about: str = ""  #: the station's own note: an officer's case

    @property
    def idle(self) -> bool:
        """Nothing is open. A woman's session never is: she stands in the home flow."""
        return not self.frames

    @property
    def answers(self) -> Mapping[str, Answer]:
        return self.matter.answers

    @property
    def danger(self) -> str:
        return self.matter.danger

    @property
    def draft(self) -> Draft | None:
        """The matter that was kept last."""
        return self.drafts[-1] if self.drafts else None

    def without_drafts_before(self, day: date) -> Session:
        """Drafts that were kept before `day` are dropped: what is not sent is not stored for ever."""
        return replace(self, drafts=tuple(draft for draft in self.drafts if draft.kept_on >= day))


def with_answer(
    matter: Matter, key: str, answer: Answer | None, origin: Origin | None = None, *, undoable: bool = True
) -> Matter:
    """The matter with this answer; None takes it away. The trail remembers what was before."""
    before = matter.answers.get(key)
    if before is None and answer is None:
        return matter
    keys = list(matter.answers)
    undo = Undo(key, before, keys.index(key) if before is not None else len(keys))
    trail = matter.trail
    if trail and undoable:
        last = trail[-1]
        trail = (*trail[:-1], replace(last, undos=(*last.undos, undo)))
    return replace(
        matter,
        answers=_placed(matter.answers, undo, answer),
        origins={**matter.origins, key: origin} if origin else matter.origins,
        trail=trail,
        delivered=matter.delivered - {key},
    )


def undone(matter: Matter) -> Matter:
    """The matter as it was before the last moment's question was answered."""
    last = matter.trail[-1]
    answers = matter.answers
    for undo in reversed(last.undos):
        answers = _placed(answers, undo, undo.before)
    return replace(matter, answers=answers, trail=matter.trail[:-1], danger=last.danger)


def _placed(answers: Mapping[str, Answer], undo: Undo, answer: Answer | None) -> dict[str, Answer]:
    """The answers with this one where `undo` says, or without it."""
    if answer is not None and undo.key in answers:
        return {key: answer if key == undo.key else value for key, value in answers.items()}
    rest = [(key, value) for key, value in answers.items() if key != undo.key]
    if answer is not None:
        rest.insert(undo.place, (undo.key, answer))
    return dict(rest)
