"""What a step does: the effects of its `do`, each on the matter at hand and on the world outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.flow.keeping import forget, keep, resume
from bot.flow.machine import key_of
from bot.flow.model import (
    CLASSES,
    AddToCase,
    Answer,
    CloseCase,
    Do,
    Effect,
    KeepNote,
    OpenCase,
    RaiseAlert,
    SetLanguage,
    TellDesk,
    WriteToHer,
)
from bot.flow.play import Play

LETTERS: Mapping[str, type[TellDesk] | type[WriteToHer] | type[KeepNote]] = {
    "tell_desk": TellDesk,
    "write_to_her": WriteToHer,
    "note": KeepNote,
}


def apply(play: Play, do: Do) -> bool:
    """Whether she stands somewhere else now, so that the step is not left in the ordinary way."""
    argument = do.argument or ""
    match do.name:
        case "open_case":
            _leave(play, OpenCase(argument, _undelivered(play), play.matter.danger))
            _delivered(play)
        case "add_to_case":
            _add_to_case(play)
        case "alert":
            _alert(play, argument)
        case "language":
            _language(play, argument)
        case "keep":
            keep(play)
        case "forget":
            forget(play)
        case "resume":
            return resume(play)
        case "close_case":
            _close_case(play, argument)
        case name:
            answer = _answer_of(play, argument)
            if answer is not None:
                _leave(play, LETTERS[name](answer))
    return False


def _leave(play: Play, effect: Effect) -> None:
    """The effect goes out, and nobody can go back to before it."""
    play.effects.append(effect)
    frames = tuple(replace(frame, mark=0) for frame in play.session.frames)
    play.put(frames=frames, matter=replace(play.matter, trail=()))


def _undelivered(play: Play) -> dict[str, Answer]:
    matter = play.matter
    return {
        key: answer
        for key, answer in matter.answers.items()
        if "/" not in key and key not in matter.delivered
    }


def _delivered(play: Play) -> None:
    """The case holds every answer. They stay here as long as the matter goes on: branches ask for them."""
    fields = frozenset(key for key in play.matter.answers if "/" not in key)
    play.put(matter=replace(play.matter, opened=True, delivered=fields))


def _add_to_case(play: Play) -> None:
    answers = _undelivered(play)
    if not answers:
        return
    _leave(play, AddToCase(answers))
    if not play.matter.opened and play.matter.danger != CLASSES[0]:
        play.effects.append(RaiseAlert(play.matter.danger))
    _delivered(play)


def _alert(play: Play, danger: str) -> None:
    highest = max(play.matter.danger, danger, key=CLASSES.index)
    play.put(matter=replace(play.matter, danger=highest))
    if play.matter.opened:
        _leave(play, RaiseAlert(danger))


def _answer_of(play: Play, step: str) -> Answer | None:
    return play.matter.answers.get(key_of(play.book.flow(play.frame), step))


def _language(play: Play, step: str) -> None:
    """Names of options are written small; the code is the station's own spelling of it."""
    answer = _answer_of(play, step)
    codes = {code.lower(): code for code in play.book.library.station.languages}
    if answer is not None and answer.names and answer.names[0].lower() in codes:
        play.effects.append(SetLanguage(codes[answer.names[0].lower()]))


def _close_case(play: Play, field: str) -> None:
    outcome = play.matter.answers.get(field)
    if outcome is not None and outcome.names:
        _leave(play, CloseCase(outcome.names[0], _undelivered(play)))
