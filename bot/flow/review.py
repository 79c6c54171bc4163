"""The list of answers before sending: one opened whole, changed, or taken away."""

from __future__ import annotations

from dataclasses import replace

from bot.flow.play import Play
from bot.flow.question import can_remove
from bot.flow.session import Frame, How, with_answer
from bot.flow.walk import run


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
    frame = Frame(origin.flow, origin.version, origin.step, How.CHANGE, mark)
    play.put(frames=play.book.settled((*play.session.frames, frame)))
    run(play)


def remove(play: Play, key: str) -> None:
    if can_remove(play.book, play.session, key):
        play.put(matter=with_answer(play.matter, key, None, undoable=False))
    play.ask()
