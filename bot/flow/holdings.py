"""Which files a session still holds: in answers, in drafts, and in what Back would bring back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.model import Answer
from bot.flow.session import Frame, Matter, Session


def files_of(session: Session) -> set[int]:
    """The station's numbers of all files that this session could still show or send."""
    return {
        file.evidence for answer in _answers(session) for file in answer.files if file.evidence is not None
    }


def _answers(session: Session) -> Iterator[Answer]:
    yield from _of_frames(session.frames)
    yield from _of_matter(session.matter)
    for draft in session.drafts:
        yield from _of_frames(draft.frames)
        yield from _of_matter(draft.matter)


def _of_frames(frames: tuple[Frame, ...]) -> Iterator[Answer]:
    yield from (frame.partial for frame in frames if frame.partial is not None)


def _of_matter(matter: Matter) -> Iterator[Answer]:
    yield from matter.answers.values()
    for moment in matter.trail:
        yield from _of_frames(moment.frames)
        yield from (undo.before for undo in moment.undos if undo.before is not None)
