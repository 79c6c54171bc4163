"""A matter put aside unsent, taken up again, or dropped.

Several matters can be kept; the one kept last is offered first. Keeping one never replaces another.
"""

from __future__ import annotations

from dataclasses import replace

from bot.flow.book import waits
from bot.flow.model import Verb
from bot.flow.play import Play
from bot.flow.question import for_officer
from bot.flow.session import Draft, Frame, How, Matter, Moment
from bot.flow.vocabulary import DRAFT, HOME

MOST_DRAFTS = 9  #: the oldest goes when a tenth is kept


def keep(play: Play) -> None:
    """The effect: the matter under the flow that talks becomes a draft; that flow goes on above home."""
    if not for_officer(play.session):
        put_aside(play)
        _drop_matter(play)


def forget(play: Play) -> None:
    """The effect: the matter and everything kept is dropped. A new matter that waits goes on."""
    if for_officer(play.session):
        return
    play.session = replace(play.session, drafts=())
    if play.frame.flow != DRAFT:
        _drop_matter(play)


def resume(play: Play) -> bool:
    """The effect: the matter that was kept last is the matter at hand, at the question where it stopped."""
    draft = play.session.draft
    if draft is None or for_officer(play.session):
        return False
    play.session = replace(play.session, drafts=play.session.drafts[:-1])
    home = play.session.frames[:1]
    frames = play.book.settled((*home, *_above(play, draft.frames)))
    play.put(frames=frames, matter=draft.matter)
    return True


def put_aside(play: Play, *, asked: bool = True) -> bool:
    """Keep the matter at hand, if there is one. `asked`: she said so; else if something would be lost."""
    frames, trail = _stopped_at(play)
    if not frames or frames[0].flow not in play.book.keepable:
        return False
    matter = replace(play.matter, trail=trail)
    if not asked and not _worth_keeping(play, frames, matter):
        return False
    draft = Draft(frames, matter, play.today)
    play.session = replace(play.session, drafts=(*play.session.drafts, draft)[-MOST_DRAFTS:])
    play.kept = True
    return True


def _worth_keeping(play: Play, frames: tuple[Frame, ...], matter: Matter) -> bool:
    """Something would be lost. Of what a control runs (danger), only what no case holds yet."""
    told = {key for key in matter.answers if "/" not in key}
    if any(frame.partial is not None for frame in frames) or told - matter.delivered:
        return True
    return play.book.offers_draft(frames[0].flow) and bool(told or matter.trail)


def _stopped_at(play: Play) -> tuple[tuple[Frame, ...], tuple[Moment, ...]]:
    """The frames above home of the question at which the matter stops, and the trail that leads there."""
    frames, trail = play.session.frames, play.matter.trail
    for at, frame in enumerate(frames[2:], start=2):
        if frame.how is not How.CALL:
            return frames[1:at], trail[: frame.mark]
    if len(frames) < 2 or waits(play.step):
        return frames[1:], trail
    if (
        trail and len(trail[-1].frames) > 1
    ):  # told by a step that says so: the question before it is open again
        return trail[-1].frames[1:], trail[:-1]
    start = replace(frames[-1], step=play.book.flow(frames[-1]).start)
    return (*frames[1:-1], start), trail


def go_home(play: Play) -> None:
    """Only the home flow is open, at its start."""
    play.put(frames=(play.book.begin(HOME),), matter=Matter())


def _drop_matter(play: Play) -> None:
    """The flow that talks stands directly above home; what was under it is gone."""
    home, top = play.session.frames[:1], play.session.frames[-1:]
    frames = (*home, *_above(play, top)) if len(play.session.frames) > 1 else home
    steps = {key: answer for key, answer in play.matter.answers.items() if "/" in key}
    play.put(frames=frames, matter=Matter(answers=steps))


def _above(play: Play, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """The frames as they stand above the home flow: called by it if it stands at a call, else beside it."""
    calls = play.book.step(play.session.frames[0]).verb is Verb.CALL
    how = How.CALL if calls else How.ASIDE
    return (replace(frames[0], how=how, mark=0), *frames[1:])
