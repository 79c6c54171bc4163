"""What the engine knows in every turn: flows in all their versions, their machines, every wording."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from bot.flow.machine import build_machine, next_step
from bot.flow.model import Answer, Control, Flow, Kind, Library, Line, Step, Verb
from bot.flow.session import Frame, How, Origin, Session
from bot.flow.typed import Lexicon, Wordings
from bot.flow.vocabulary import DAYS, DRAFT, HOME

OPENING = frozenset({"open_case", "add_to_case"})
NARROW = 14  #: cells of a label that leave room for a second one beside it
A_FEW = 3  #: so many options stand below each other in any case
REGIONS: Mapping[str, str] = {"Asia/Shanghai": "CN", "Asia/Urumqi": "CN"}


class Book:
    """Built once from a library; never changes."""

    def __init__(self, library: Library, lexicon: Lexicon, older: Iterable[Flow] = ()) -> None:
        self.library = library
        self.wordings = Wordings(lexicon)
        self.region = REGIONS.get(library.station.timezone, "CN")
        self._flows = {(flow.name, flow.version): flow for flow in (*older, *library.flows.values())}
        self._machines: dict[tuple[str, str], Any] = {
            key: build_machine(flow) for key, flow in self._flows.items()
        }
        self._areas = {area.name: area.label for area in library.station.areas}
        self._days = {name: library.phrases[name] for name in DAYS if name in library.phrases}
        self.run_by_controls = frozenset(
            control.calls for control in library.controls.values() if control.calls is not None
        )
        self.keepable = frozenset(_opening(library.flows))
        self._beside: dict[tuple[str, str, str], int] = {}
        self._said: dict[str, frozenset[str]] = {}

    def flow(self, frame: Frame) -> Flow:
        return self._flows[frame.flow, frame.version]

    def step(self, frame: Frame) -> Step:
        return self.flow(frame).steps[frame.step]

    def find(self, origin: Origin) -> Step | None:
        """The step of that version, else of the current one; None if it is gone or asks no more."""
        known = self._flows.get((origin.flow, origin.version)) or self.library.flows.get(origin.flow)
        step = known.steps.get(origin.step) if known else None
        return step if step is not None and step.verb is Verb.ASK else None

    def next(self, frame: Frame, answers: Mapping[str, Answer]) -> str:
        return next_step(self._machines[frame.flow, frame.version], frame.step, answers)

    def begin(self, name: str, how: How = How.CALL, mark: int = 0) -> Frame:
        flow = self.library.flows[name]
        return Frame(flow.name, flow.version, flow.start, how, mark)

    def unmet(self, session: Session) -> bool:
        """She stands before the first word of the home flow: nothing was ever asked here."""
        home = self.library.flows.get(HOME)
        return (
            home is not None
            and self.settled(session.frames) == (self.begin(HOME),)
            and not waits(home.steps[home.start])
        )

    def has(self, name: str) -> bool:
        return name in self.library.flows

    def phrase(self, key: str) -> Line:
        """A sentence of the program; a library of a test may lack it."""
        return self.library.phrases.get(key) or Line(f"everywhere/{key}", key)

    def options(self, step: Step) -> Mapping[str, Line]:
        if step.kind is Kind.PLACE:
            return self._areas
        return self._days if step.kind is Kind.DATE else step.options

    def beside(self, frame: Frame) -> int:
        """How many options of the question stand in a row: two where all are short in every language."""
        key = (frame.flow, frame.version, frame.step)
        found = self._beside.get(key)
        if found is None:
            widths = [self.wordings.width(label) for label in self.options(self.step(frame)).values()]
            found = self._beside[key] = 2 if len(widths) > A_FEW and max(widths) <= NARROW else 1
        return found

    def said(self, control: Control) -> frozenset[str]:
        """All that can be typed for a control, in every language."""
        found = self._said.get(control.name)
        if found is None:
            lines = (*control.words, control.button) if control.button else control.words
            found = self._said[control.name] = frozenset().union(*map(self.wordings.of, lines))
        return found

    def settled(self, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
        """The frames in versions that are known: else the same-named step of the current one, else its start.

        A flow that is gone takes everything above it away.
        """
        return tuple(self._settled(frames))

    def _settled(self, frames: tuple[Frame, ...]) -> Iterator[Frame]:
        for frame in frames:
            known = self._flows.get((frame.flow, frame.version))
            if known is not None and frame.step in known.steps:
                yield frame
                continue
            flow = self.library.flows.get(frame.flow)
            if flow is None:
                return
            step = frame.step if frame.step in flow.steps else flow.start
            yield Frame(flow.name, flow.version, step, frame.how, frame.mark, frame.partial)
            if step != frame.step:
                return

    def offers_draft(self, name: str) -> bool:
        """Whether beginning this flow is beginning a matter, before which a kept one is offered."""
        return self.has(DRAFT) and name in self.keepable and name not in self.run_by_controls


def _opening(flows: Mapping[str, Flow]) -> set[str]:
    """Flows that can lead to a case, themselves or by a flow that they call."""
    found: set[str] = set()
    while True:
        more = {name for name, flow in flows.items() if _opens(flow, found)} - {HOME}
        if more == found:
            return found
        found = more


def _opens(flow: Flow, found: set[str]) -> bool:
    steps = flow.steps.values()
    return any(do.name in OPENING for step in steps for do in step.do) or any(
        step.calls in found for step in steps
    )


@cache
def tag(flow: str, step: str) -> str:
    """A short mark of a question: a press of an earlier life of the conversation does not fit another one."""
    return format(zlib.crc32(f"{flow}/{step}".encode()) & 0xFFFFF, "05x")


def waits(step: Step) -> bool:
    return step.verb in (Verb.ASK, Verb.REVIEW)
