"""The list of answers before sending: one opened whole, changed, or taken away."""

from __future__ import annotations

from dataclasses import replace

from bot.flow.machine import key_of
from bot.flow.model import Kind
from bot.flow.play import Play
from bot.flow.question import can_remove
from bot.flow.session import Frame, How, with_answer
from bot.flow.walk import answered, run


def open_answer(play: Play, key: str) -> None:
    play.session = replace(play.session, page=key)
    play.show()


def open_list(play: Play) -> None:
    play.session = replace(play.session, page="")
    play.show()


def change(play: Play, key: str) -> None:
    """Ask that question again; afterwards the list is shown anew."""
    origin = play.matter.origins[key]
    mark = len(play.matter.trail)
    given = play.session.answers.get(key)
    # ticks are shown as she set them; pieces of a story are told anew
    partial = given if given is not None and given.kind is Kind.CHOICES else None
    frame = Frame(origin.flow, origin.version, origin.step, How.CHANGE, mark, partial)
    play.put(frames=play.book.settled((*play.session.frames, frame)))
    run(play)


def remove(play: Play, key: str) -> None:
    if can_remove(play.book, play.session, key):
        play.put(matter=with_answer(play.matter, key, None, undoable=False))
    play.ask()


def take_away(play: Play) -> None:
    """She changed an answer to nothing: it is not among them any more, where it may be removed."""
    key = key_of(play.book.flow(play.frame), play.step.name)
    if can_remove(play.book, play.session, key):
        play.put(matter=with_answer(play.matter, key, None, undoable=False))
    answered(play, None)
