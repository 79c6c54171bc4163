"""One turn of a conversation: an event in, the next session, messages and effects out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.flow import review
from bot.flow.book import Book, waits
from bot.flow.controls import hint, start, typed_control, use
from bot.flow.fitting import Asked, Fit, More, Taken, Unfit, done, fit, named_day, tick
from bot.flow.keeping import go_home
from bot.flow.model import (
    Answer,
    Called,
    Effect,
    Event,
    Flow,
    Kind,
    Library,
    Line,
    Message,
    Odd,
    Pressed,
    Started,
    Verb,
    Wrote,
)
from bot.flow.play import Play
from bot.flow.question import at_home, can_skip, for_officer, listed, press
from bot.flow.session import How, Matter, Session
from bot.flow.typed import Lexicon, command, same
from bot.flow.vocabulary import HINTS
from bot.flow.walk import answered, interrupt, run

OPTIONED = (Kind.CHOICE, Kind.CHOICES)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one event brought. `stale`: it was a button of an earlier question, and nothing was done."""

    session: Session
    messages: tuple[Message, ...] = ()
    effects: tuple[Effect, ...] = ()
    toast: Line | None = None
    stale: bool = False


class Engine:
    """Plays the flows of a library. `older`: versions of flows in which sessions may still stand."""

    def __init__(self, library: Library, lexicon: Lexicon, older: Iterable[Flow] = ()) -> None:
        self._book = Book(library, lexicon, older)

    def advance(self, session: Session | None, event: Event, today: date) -> Turn:
        """The turn that `event` brings. Without a session it is the first contact."""
        play = Play(self._book, session or Session(), today)
        if session is None or self._book.unmet(session):
            _meet(play, event)
        elif session.idle:
            play.toast, play.stale = self._book.phrase("stale"), True
        elif _settle(play):
            _take(play, event)
        else:
            run(play)
        return _turn(play, session)

    def put_down(self, session: Session) -> Session:
        """She stands at the beginning, as at first; what she kept stays, old buttons are stale."""
        play = Play(self._book, session, date.min)
        go_home(play)
        return replace(play.session, page="")

    def begin(self, flow: str, about: str = "", after: Session | None = None) -> Turn:
        """The first turn of an officers' flow. `after`: the session before; its buttons stay stale."""
        visit = after.visit if after is not None else 0
        session = Session((self._book.begin(flow),), visit=visit, about=about)
        play = Play(self._book, session, date.min)
        run(play)
        return _turn(play, session)


def _turn(play: Play, before: Session | None) -> Turn:
    session = play.session
    if session.idle:
        session = replace(session, matter=Matter(), page="")
    toast = play.toast
    if not play.messages and toast is None:
        toast = _title(play.book, before)
    return Turn(session, tuple(play.messages), tuple(play.effects), toast, play.stale)


def _title(book: Book, session: Session | None) -> Line:
    """An officers' flow ended without a word: its title stands for "done"."""
    flow = book.library.flows.get(session.frames[0].flow) if session and session.frames else None
    return flow.title if flow else book.phrase("done")


def _meet(play: Play, event: Event) -> None:
    """The first contact. A word such as "danger" is understood at once."""
    go_home(play)
    match event:
        case Started():
            return start(play)
        case Called(flow):
            return interrupt(play, flow)
        case Wrote(words, edited=False):
            name = typed_control(play, words.reveal())
            calls = play.book.library.controls[name].calls if name else None
            if calls is not None and name != "stop":  # there is nothing to stop yet
                return interrupt(play, calls)
        case Pressed():
            play.toast, play.stale = play.book.phrase("stale"), True
    return run(play)


def _settle(play: Play) -> bool:
    """Stand in versions that are known. False if she does not stand at a question then."""
    session = play.session
    frames = play.book.settled(session.frames)
    if frames != session.frames:
        play.put(frames=frames)
        if not frames and not for_officer(session):
            go_home(play)
        if at_home(play.session):
            play.put(matter=Matter())
    if session.page and session.page not in session.answers:
        play.session = replace(play.session, page="")
    return not play.session.idle and waits(play.step)


def _take(play: Play, event: Event) -> None:
    match event:
        case Started():
            play.show() if for_officer(play.session) else start(play)
        case Pressed(what):
            _pressed(play, what)
        case Wrote(edited=True) | Odd("edited"):
            play.show(play.book.phrase("edited"))
        case Wrote(words):
            _wrote(play, event, words.reveal())
        case Odd():
            play.show(play.book.phrase("odd"))
        case Called(flow):
            play.show() if for_officer(play.session) else interrupt(play, flow)
        case _ if play.step.kind is None:
            play.show(hint(play))
        case _:
            _fitted(play, fit(_asked(play), event))


def _asked(play: Play) -> Asked:
    step = play.step
    options = play.book.options(step)
    kind = step.kind or Kind.CHOICE
    return Asked(step, kind, options, play.frame.partial, play.book.wordings, play.book.region, play.today)


def _fitted(play: Play, outcome: Fit) -> None:
    match outcome:
        case Taken(answer):
            answered(play, answer)
        case More(partial, said):
            play.put_top(partial=partial)
            said_line = [play.book.phrase(said)] if said else []
            play.show(*said_line, words=said != "noted")
        case Unfit(said):
            retry = play.step.retry if said in HINTS.values() else None
            play.show(retry or play.book.phrase(said))


# ---------------------------------------------------------------- presses


def _pressed(play: Play, carried: str) -> None:
    before, _, name = carried.rpartition(".")
    verb = before[-1:]
    if not _offered(play, carried, verb, name):
        play.toast, play.stale = play.book.phrase("stale"), True
        return play.show()
    match verb:
        case "c":
            return _finish(play) if name == "done" else use(play, name)
        case "+" | "-":
            return _fitted(play, tick(_asked(play), name, verb == "+"))
        case "i":
            return review.open_answer(play, name)
        case "l":
            return review.open_list(play)
        case "e":
            return review.change(play, name)
        case "x":
            return review.remove(play, name)
        case _:
            return _chosen(play, name)


def _offered(play: Play, carried: str, verb: str, name: str) -> bool:
    """Whether the button stands under the open question now; of a tick, either way."""
    if verb in ("+", "-"):
        ticking = play.step.kind is Kind.CHOICES and name in play.step.options
        return ticking and carried == press(play.session, f"{verb}.{name}")
    shown = Play(play.book, play.session, play.today)
    shown.show()
    return any(button.press == carried for row in shown.messages[0].rows for button in row)


def _chosen(play: Play, name: str) -> None:
    kind = play.step.kind
    if kind is Kind.DATE and name == "other_day":
        return play.show(play.book.phrase("hint_date"))
    if kind is Kind.DATE:
        return _fitted(play, named_day(name, play.today))
    return answered(play, Answer(kind or Kind.CHOICE, names=(name,)))


def _finish(play: Play) -> None:
    """Done: for a question that collects."""
    asked = _asked(play)
    nothing = asked.partial is None or asked.partial == Answer(asked.kind)
    if asked.kind is Kind.CHOICES and nothing and can_skip(play.session, play.step):
        # none of them: not answered, which is not the same as no
        review.take_away(play) if play.frame.how is How.CHANGE else use(play, "skip")
    elif asked.kind in (Kind.CHOICES, Kind.STORY, Kind.FILES) and play.step.kind is not None:
        _fitted(play, done(asked))
    else:
        play.show(hint(play))


# ---------------------------------------------------------------- words


def _wrote(play: Play, event: Wrote, text: str) -> None:
    if command(text) == "start" and not for_officer(play.session):
        return start(play)
    if play.step.verb is Verb.REVIEW:
        return _wrote_at_review(play, text)
    asked = _asked(play)
    # a command is never meant as an option, even where one has the same name
    chooses = asked.kind in OPTIONED and command(text) is None
    option = asked.wordings.meant(text, asked.options) if chooses else None
    name = None if option else typed_control(play, text)
    if name == "done":
        return _finish(play)
    if name is not None:
        return use(play, name)
    if command(text) is not None:
        return play.show(hint(play))
    return _fitted(play, fit(asked, event))


def _wrote_at_review(play: Play, text: str) -> None:
    """One of the choices, the number of an answer, a word of the open answer's buttons, or a control."""
    values = {str(value.number): key for key, value in listed(play.book, play.session)}
    if play.session.page:
        return _wrote_at_answer(play, text)
    if same(text) in values:
        return review.open_answer(play, values[same(text)])
    option = _meant(play, text, play.step.options)
    if option is not None:
        return _chosen(play, option)
    name = typed_control(play, text)
    return play.show(hint(play)) if name in (None, "done") else use(play, name)


def _wrote_at_answer(play: Play, text: str) -> None:
    shown = Play(play.book, play.session, play.today)
    shown.show()
    buttons = {button.press: button.label for row in shown.messages[0].rows for button in row}
    pressed = _meant(play, text, buttons)
    if pressed is not None:
        return _pressed(play, pressed)
    name = typed_control(play, text)
    return play.show(hint(play)) if name in (None, "done") else use(play, name)


def _meant(play: Play, text: str, options: Mapping[str, Line]) -> str | None:
    """The button that the words name. A command names none: it is never meant as an option."""
    return None if command(text) is not None else play.book.wordings.meant(text, options, numbers=False)
