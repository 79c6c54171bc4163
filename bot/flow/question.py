"""The open question as a message: its words, its buttons, the controls under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.flow.book import Book, tag
from bot.flow.model import Answer, Button, Field, Kind, Line, Message, Part, Step, Value, Verb
from bot.flow.session import How, Session
from bot.flow.vocabulary import DRAFT, HOME

Row = tuple[Button, ...]

NUMBERS_IN_ROW = 5
MOST_NUMBERED = 50  #: answers of a review that get a button; Telegram takes 100


def press(session: Session, what: str) -> str:
    frame = session.frames[-1]
    return f"{session.visit}.{tag(frame.flow, frame.step)}.{what}"


def at_home(session: Session) -> bool:
    return len(session.frames) == 1 and session.frames[0].flow == HOME


def for_officer(session: Session) -> bool:
    return not session.frames or session.frames[0].flow != HOME


def question(book: Book, session: Session, before: Sequence[Part], *, words: bool = True) -> Message:
    """The open question, with these parts in front. Without `words`: its buttons alone, after a piece."""
    step = book.step(session.frames[-1])
    if step.verb is Verb.REVIEW:
        return _opened(book, session, before) if session.page else _review(book, session, step, before)
    own: tuple[Part, ...] = (step.words,) if words and step.words else ()
    return Message(
        parts=(*before, *own),
        rows=(*_answers(book, session, step), *_controls(book, session, step)),
        ask_location=step.kind is Kind.LOCATION,
    )


def _answers(book: Book, session: Session, step: Step) -> Iterator[Row]:
    partial = session.frames[-1].partial
    collected = _collected(partial)
    done = book.library.controls["done"].button
    finish = [(Button(press(session, "c.done"), done, strong=collected),)] if done else []
    if step.kind in (Kind.STORY, Kind.FILES):
        yield from finish if collected else ()
    elif step.kind is Kind.CHOICES:
        yield from _rows(book, session, [_tick(session, step, name, partial) for name in step.options])
        yield from finish
    else:
        options = book.options(step) if step.kind is not Kind.TEXT else {}
        yield from _rows(book, session, [_option(session, name, label) for name, label in options.items()])
        if step.kind is Kind.DATE:
            yield (_option(session, "other_day", book.phrase("other_day")),)


def _collected(partial: Answer | None) -> bool:
    return partial is not None and bool(partial.names or partial.words or partial.files)


def can_skip(session: Session, step: Step) -> bool:
    """Not over what she has sent already: Skip on an older message would drop her words unseen."""
    if step.verb is not Verb.ASK or step.required is not None:
        return False
    pieces = step.kind in (Kind.STORY, Kind.FILES) and _collected(session.frames[-1].partial)
    return not pieces or bool(step.least)


def _option(session: Session, name: str, label: Line, *, strong: bool = False) -> Button:
    return Button(press(session, f"o.{name}"), label, strong=strong)


def _tick(session: Session, step: Step, name: str, partial: Answer | None) -> Button:
    """The press carries what it is for, not "the other way round": delivered twice, it does the same."""
    on = partial is not None and name in partial.names
    return Button(press(session, f"{'-' if on else '+'}.{name}"), step.options[name], ticked=on)


def _rows(book: Book, session: Session, buttons: Sequence[Button]) -> Iterator[Row]:
    beside = book.beside(session.frames[-1])
    for at in range(0, len(buttons), beside):
        yield tuple(buttons[at : at + beside])


def _controls(book: Book, session: Session, step: Step) -> Iterator[Row]:
    if at_home(session):
        return
    shown = [
        ("back", can_go_back(book, session)),
        ("skip", can_skip(session, step)),
        ("why", step.why is not None and not for_officer(session)),
        ("later", can_keep(book, session)),
        ("stop", _can_stop(book, session)),
    ]
    buttons = {name: _control(book, session, name) for name, fits in shown if fits}
    for names in (("back", "skip"), ("why", "later", "stop")):
        row = tuple(button for name in names if (button := buttons.get(name)) is not None)
        if row:
            yield row


def _control(book: Book, session: Session, name: str) -> Button | None:
    label = book.library.controls[name].button
    return Button(press(session, f"c.{name}"), label) if label else None


def can_go_back(book: Book, session: Session) -> bool:
    """There is a question before, or one below that this flow interrupted."""
    return bool(interrupting(book, session) or session.matter.trail)


def interrupting(book: Book, session: Session) -> int:
    """Which frame interrupted the one below it; 0 if none. A matter above home interrupts nothing."""
    for at in range(len(session.frames) - 1, 0, -1):
        frame = session.frames[at]
        if frame.how is not How.CALL and not (at == 1 and frame.flow in book.keepable):
            return at
    return 0


def can_keep(book: Book, session: Session) -> bool:
    return len(session.frames) > 1 and session.frames[1].flow in book.keepable and not for_officer(session)


def _can_stop(book: Book, session: Session) -> bool:
    """Not in the flow that stopping runs, nor where a kept matter is offered."""
    return session.frames[-1].flow not in (book.library.controls["stop"].calls, DRAFT)


def listed(book: Book, session: Session) -> list[tuple[str, Value]]:
    """The answers that a review shows: those to fields, in the order asked, with their numbers."""
    keys = [key for key in session.answers if "/" not in key]
    return [(key, _value(book, session, key, number)) for number, key in enumerate(keys, start=1)]


def _value(book: Book, session: Session, key: str, number: int, *, whole: bool = False) -> Value:
    field, step = book.library.record.get(key), origin(book, session, key)
    options = _names(book, field, step)
    label = field.label if field else step.words if step and step.words else Line(f"record/{key}", key)
    return Value(label, session.answers[key], options, number, whole)


def _names(book: Book, field: Field | None, step: Step | None) -> dict[str, Line]:
    """The words of every option, those of the version in which it was asked first."""
    now = dict(field.options) if field else {}
    return now | (dict(book.options(step)) if step else {})


def origin(book: Book, session: Session, key: str) -> Step | None:
    """The step at which an answer was given, if the flow still has it."""
    found = session.matter.origins.get(key)
    return book.find(found) if found else None


def _review(book: Book, session: Session, step: Step, before: Sequence[Part]) -> Message:
    values = listed(book, session)
    own: list[Part] = [step.words] if step.words else []
    rest: list[Part] = [value for _, value in values] or [book.phrase("review_empty")]
    if values:
        rest.append(book.phrase("review_item_help"))
    choices = [
        _option(session, name, label, strong=at == 0) for at, (name, label) in enumerate(step.options.items())
    ]
    numbers = [
        Button(press(session, f"i.{key}"), Line("number", str(value.number)))
        for key, value in values[:MOST_NUMBERED]
    ]
    rows: list[Row] = [(choice,) for choice in choices]
    beside = _evenly(len(numbers))
    rows += [tuple(numbers[at : at + beside]) for at in range(0, len(numbers), beside)]
    return Message((*before, *own, *rest), (*rows, *_controls(book, session, step)))


def _evenly(count: int) -> int:
    """How many numbers stand in a row: as evenly as fits, none left alone in the last one."""
    for rows in range(max(1, -(-count // NUMBERS_IN_ROW)), count + 1):
        beside = -(-count // rows)
        if count % beside != 1:
            return beside
    return 1


def _opened(book: Book, session: Session, before: Sequence[Part]) -> Message:
    """One answer of a review, whole, with what can be done to it."""
    key = session.page
    number = [name for name, _ in listed(book, session)].index(key) + 1
    buttons = []
    if origin(book, session, key) is not None:
        buttons.append(Button(press(session, f"e.{key}"), book.phrase("review_change"), strong=True))
    if can_remove(book, session, key):
        buttons.append(Button(press(session, f"x.{key}"), book.phrase("review_remove")))
    back = Button(press(session, "l.list"), book.phrase("review_return"))
    rows: list[Row] = [tuple(buttons)] if buttons else []
    return Message((*before, _value(book, session, key, number, whole=True)), (*rows, (back,)))


def can_remove(book: Book, session: Session, key: str) -> bool:
    """What was required, or is with the desk already, can be changed but not taken away."""
    step = origin(book, session, key)
    return (step is None or step.required is None) and key not in session.matter.delivered
