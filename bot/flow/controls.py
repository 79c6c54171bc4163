"""What is understood at every step: back, skip, why, later, stop, and the flows that run from anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.flow.book import waits
from bot.flow.keeping import go_home, put_aside
from bot.flow.model import Line, Message, Verb
from bot.flow.play import Play
from bot.flow.question import at_home, can_keep, can_skip, for_officer
from bot.flow.session import How, Matter
from bot.flow.typed import command, same
from bot.flow.vocabulary import DRAFT, FOR_OFFICERS, HINTS
from bot.flow.walk import answered, back, interrupt, run


def typed_control(play: Play, text: str) -> str | None:
    """The control that the words name, if it serves this person. `/stop` and `stop` are the same."""
    slashed = command(text)
    word = same(text if slashed is None else slashed)
    officer = for_officer(play.session)
    for name, control in play.book.library.controls.items():
        if officer and name not in FOR_OFFICERS:
            continue
        if slashed == name or word in play.book.said(control):
            return name
    return None


def use(play: Play, name: str) -> None:
    """Do what the control says. `done` belongs to the answer, see engine.py."""
    calls = play.book.library.controls[name].calls
    if name == "stop" and for_officer(play.session):
        _end(play)
    elif name == "stop" and not can_keep(play.book, play.session):
        _stop_nothing(play)
    elif calls is not None:
        interrupt(play, calls)
    else:
        PLAIN[name](play)


def start(play: Play) -> None:
    """/start: what was told is kept, then the beginning; a kept matter is offered first."""
    put_aside(play, asked=False)
    go_home(play)
    if play.session.drafts and play.book.has(DRAFT):
        play.push(DRAFT, How.ASIDE)
    run(play)


def hint(play: Play) -> Line:
    """What fits the open question."""
    step = play.step
    return play.book.phrase(HINTS[step.kind] if step.kind else "hint_buttons")


def _skip(play: Play) -> None:
    step = play.step
    if step.verb is Verb.REVIEW or at_home(play.session):
        play.show(hint(play))
    elif step.required is not None:
        play.show(play.book.phrase("required"), step.required)
    elif not can_skip(play.session, step) and play.frame.partial is not None:
        answered(play, play.frame.partial)
    else:
        answered(play, None)


def _back(play: Play) -> None:
    if play.session.page:
        play.session = replace(play.session, page="")
        play.show()
    elif at_home(play.session) or not back(play):
        play.show(play.book.phrase("nothing_back"))


def _why(play: Play) -> None:
    play.show(play.step.why or play.book.phrase("no_why"))


def _later(play: Play) -> None:
    _put_aside_and_go_home(play, asked=True)


def _home(play: Play) -> None:
    _put_aside_and_go_home(play, asked=False)


def _put_aside_and_go_home(play: Play, *, asked: bool) -> None:
    if for_officer(play.session) or at_home(play.session):
        return play.show(hint(play))
    if put_aside(play, asked=asked):
        play.parts.append(play.book.phrase("kept_is_waiting"))
    play.put(frames=play.session.frames[:1], matter=Matter())
    if not waits(play.step):
        play.put_top(step=play.book.next(play.frame, play.matter.answers))
    return run(play)


def _stop_nothing(play: Play) -> None:
    """Nothing is open that could be kept: a matter kept before is offered, else she stands at home."""
    if play.session.drafts and play.book.has(DRAFT):
        interrupt(play, DRAFT)
    elif at_home(play.session):
        play.show()
    else:
        _put_aside_and_go_home(play, asked=False)


def _end(play: Play) -> None:
    """An officer stops: nothing of it is stored."""
    stop = play.book.library.controls["stop"].button
    said = play.book.library.duty.get("stopped") or stop
    play.put(frames=(), matter=Matter())
    if said is not None:
        play.messages.append(Message((said,)))


PLAIN: Mapping[str, Callable[[Play], None]] = {
    "skip": _skip,
    "back": _back,
    "why": _why,
    "later": _later,
    "home": _home,
}
