"""One turn in the making: the session as it changes, and what has been said and caused so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from bot.flow.book import Book
from bot.flow.model import Answer, Effect, Line, Message, Part, Step
from bot.flow.question import question
from bot.flow.session import Frame, How, Matter, Session


@dataclass(slots=True)
class Play:
    """Lives for one turn. The functions of walk.py and its neighbours move it on."""

    book: Book
    session: Session
    today: date
    parts: list[Part] = field(default_factory=list)  #: said, and waiting for the question that follows
    messages: list[Message] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    toast: Line | None = None
    stale: bool = False
    kept: bool = False  #: a matter was put aside in this turn
    offer: bool = False  #: a matter ended in this turn: the home flow may offer a kept one

    @property
    def frame(self) -> Frame:
        return self.session.frames[-1]

    @property
    def step(self) -> Step:
        return self.book.step(self.frame)

    @property
    def matter(self) -> Matter:
        return self.session.matter

    def put(self, *, frames: tuple[Frame, ...] | None = None, matter: Matter | None = None) -> None:
        self.session = replace(
            self.session,
            frames=self.session.frames if frames is None else frames,
            matter=self.session.matter if matter is None else matter,
        )

    def put_top(self, *, step: str | None = None, partial: Answer | None = None) -> None:
        """The talking frame at another step, or with another piece of its open answer."""
        top = replace(self.frame, step=self.frame.step if step is None else step, partial=partial)
        self.put(frames=(*self.session.frames[:-1], top))

    def push(self, name: str, how: How) -> None:
        mark = len(self.matter.trail)
        self.put(frames=(*self.session.frames, self.book.begin(name, how, mark)))

    def flush(self) -> None:
        """What was said becomes a message of its own."""
        if self.parts:
            self.messages.append(Message(tuple(self.parts)))
            self.parts.clear()

    def show(self, *before: Line, words: bool = True) -> None:
        """The open question as it stands, with these lines in front."""
        self.messages.append(question(self.book, self.session, [*before, *self.parts], words=words))
        self.parts.clear()

    def ask(self) -> None:
        """The open question anew: buttons of earlier messages are stale from now on."""
        self.session = replace(self.session, visit=self.session.visit + 1, page="")
        self.show()
