"""From step to step: what is said on the way, until somebody has to answer or nothing is open."""

from __future__ import annotations

from dataclasses import replace

from bot.flow.book import waits
from bot.flow.effects import apply
from bot.flow.keeping import go_home
from bot.flow.machine import key_of
from bot.flow.model import Answer, Message, Step, Verb
from bot.flow.play import Play
from bot.flow.question import at_home, for_officer, interrupting
from bot.flow.session import Frame, How, Matter, Moment, Origin, undone, with_answer
from bot.flow.vocabulary import DRAFT, HOME

MOST_STEPS = 100  #: a turn; loading refuses what would take more
LETTER = "{news}"  #: what an officer wrote: no later question takes its place
#: what is said with these is to be kept: a message of its own
RECEIPTS = frozenset({"open_case", "add_to_case", "tell_desk", "alert"})


def run(play: Play) -> None:
    """Walk on from the step of the talking frame."""
    for _ in range(MOST_STEPS):
        if play.session.idle:
            return play.flush()
        if waits(play.step):
            if not _offer_draft(play):
                return play.ask()
            continue
        if play.step.verb is Verb.CALL:
            if _call(play, play.step.calls or ""):
                continue
        else:
            _say(play, play.step)
        leave(play)
    return _stranded(play)


def _offer_draft(play: Play) -> bool:
    """A matter ended, and another one is kept: it is offered before the home question."""
    offered = play.offer and at_home(play.session) and bool(play.session.drafts)
    play.offer = False
    if offered:
        play.push(DRAFT, How.ASIDE)
    return offered


def _stranded(play: Play) -> None:
    """An older version of a flow goes round for ever. She is told, and stands at the beginning."""
    play.parts.clear()
    play.messages.append(Message((play.book.phrase("trouble"),)))
    play.put(frames=(), matter=Matter()) if for_officer(play.session) else go_home(play)


def _say(play: Play, step: Step) -> None:
    if step.words is None:
        return
    over = step.end and len(play.session.frames) == 1
    kept = any(do.name in RECEIPTS for do in step.do) or LETTER in step.words.source
    if over or kept:
        play.flush()
        play.messages.append(Message((step.words,), alone=True))
    else:
        play.parts.append(step.words)


def _call(play: Play, name: str) -> bool:
    """Open the flow; False if it is open already, or gone: then the step is passed."""
    if not play.book.has(name) or any(frame.flow == name for frame in play.session.frames):
        return False
    begins = at_home(play.session)
    if begins:
        play.put(matter=replace(play.matter, trail=()))
    play.push(name, How.CALL)
    if begins and play.session.drafts and play.book.offers_draft(name):
        play.push(DRAFT, How.ASIDE)
    return True


def leave(play: Play) -> None:
    """The step of the talking frame is done: its effects, then the next step, or the end of its flow."""
    while True:
        step = play.step
        for do in step.do:
            if apply(play, do):
                return
        if not step.end:
            play.put_top(step=play.book.next(play.frame, play.matter.answers))
            return
        closed = close(play)
        if play.session.idle or closed.how is not How.CALL or play.step.verb is not Verb.CALL:
            return


def close(play: Play) -> Frame:
    """The talking flow ends. If it only interrupted another one, its questions are no way back any more."""
    closed = play.frame
    play.put(frames=play.session.frames[:-1])
    if closed.how is not How.CALL:
        play.put(matter=replace(play.matter, trail=play.matter.trail[: closed.mark]))
    if at_home(play.session):
        _come_home(play, closed)
    return closed


def _come_home(play: Play, closed: Frame) -> None:
    """The matter is over. What the home flow itself asked stays, for its own branches."""
    own = {key: value for key, value in play.matter.answers.items() if key.startswith(f"{HOME}/")}
    play.put(matter=Matter(answers=own))
    play.offer = play.book.offers_draft(closed.flow) and not play.kept


def answered(play: Play, answer: Answer | None) -> None:
    """The open question is answered, or skipped (None)."""
    frame, step = play.frame, play.step
    key = key_of(play.book.flow(frame), step.name)
    origin = Origin(frame.flow, frame.version, frame.step)
    changing = frame.how is How.CHANGE
    if not changing:
        play.put(matter=_with_moment(play))
    if answer is not None or "/" in key:
        matter = with_answer(play.matter, key, answer, origin, undoable=not changing)
        play.put(matter=matter)
    play.put_top()
    if changing:
        close(play)
    else:
        leave(play)
    run(play)


def _with_moment(play: Play) -> Matter:
    frames = play.session.frames
    moment = Moment((*frames[:-1], replace(frames[-1], partial=None)), play.matter.danger)
    return replace(play.matter, trail=(*play.matter.trail, moment))


def back(play: Play) -> bool:
    """To the question before, or to the one that was interrupted; False if there is none."""
    frames, trail = play.session.frames, play.matter.trail
    inner = interrupting(play.book, play.session)
    floor = frames[inner].mark if inner else 0
    if len(trail) > floor:
        play.put(frames=play.book.settled(trail[-1].frames), matter=undone(play.matter))
    elif inner:
        play.put(frames=frames[: inner + 1])
        close(play)
    else:
        return False
    run(play)
    return True


def interrupt(play: Play, name: str) -> None:
    """Open a flow beside the open question, which is asked again afterwards. Never twice above itself."""
    if not play.book.has(name):
        return run(play)
    frames = play.session.frames
    open_ = [at for at, frame in enumerate(frames) if frame.flow == name and at and frame.how is How.ASIDE]
    if open_:
        mark = frames[open_[0]].mark
        play.put(frames=frames[: open_[0]], matter=replace(play.matter, trail=play.matter.trail[:mark]))
    elif play.frame.flow == name:
        play.put_top(step=play.book.flow(play.frame).start)
        return run(play)
    play.push(name, How.ASIDE)
    return run(play)
