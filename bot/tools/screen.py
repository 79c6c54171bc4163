"""A scene on the terminal, as a phone would show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich import box
from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.flow.model import Answer, Line, Message
from bot.flow.vocabulary import HOME
from bot.station.words import ISOLATE, POP, Speaker
from bot.tools.rehearsal import Scene, answers, facts, named

WIDEST = 66
#: marks for bidirectional text: a terminal shows them as boxes
INVISIBLE = dict.fromkeys(map(ord, (ISOLATE, POP)))
SO_MANY = 300  #: characters of an answer in a list


def show(console: Console, scene: Scene) -> None:
    """Bubbles and their buttons, then what happened, in dim lines."""
    messages = scene.turn.messages
    if scene.over and scene.turn.session.frames:
        messages = (*messages[:-1], *_without_home(messages[-1]))
    number = 1
    for message in messages:
        _bubble(console, scene.speaker, message)
        number = _buttons(console, scene.speaker, message, number)
    if scene.turn.toast is not None:
        console.print(Text(f"  [{scene.speaker.line(scene.turn.toast)}]", "italic"))
    tell(console, scene.happened)


def _without_home(message: Message) -> Iterable[Message]:
    """What was said last, without the home question below it, which belongs to another flow."""
    parts = [
        part for part in message.parts if isinstance(part, Line) and not part.context.startswith(f"{HOME}/")
    ]
    return [Message(tuple(parts))] if parts else []


def tell(console: Console, happened: Iterable[str]) -> None:
    for line in happened:
        console.print(Text(f"  » {line}", "dim"))


def _bubble(console: Console, speaker: Speaker, message: Message) -> None:
    words = speaker.text(message, facts(speaker)).translate(INVISIBLE)
    kept = "stays in the chat" if message.alone else None
    frame = box.HEAVY if message.alone else box.ROUNDED
    width = min(WIDEST, console.width)
    console.print(
        Panel(Text(words), box=frame, width=width, border_style="cyan", subtitle=kept, subtitle_align="right")
    )


def _buttons(console: Console, speaker: Speaker, message: Message, number: int) -> int:
    """The number that the next button gets."""
    for row, keys in zip(message.rows, speaker.rows(message), strict=True):
        shown = []
        for button, key in zip(row, keys, strict=True):
            label = (key.label, "bold" if button.strong else "")
            shown.append(Text.assemble((f"[{number}] ", "cyan bold"), label))
            number += 1
        console.print(Text("  ") + Text("   ").join(shown))
    if message.ask_location:
        console.print(Text("  (the phone offers to send its place: +place)", "dim"))
    return number


def show_answers(console: Console, scene: Scene) -> None:
    """All answers so far, on `?`."""
    listed(console, scene, answers(scene), "Answers so far")


def show_end(console: Console, scene: Scene) -> None:
    """The record as the walk leaves it."""
    console.print()
    if scene.record:
        listed(console, scene, scene.record, "In the record")
    sent = scene.record
    unsent = {
        key: answer
        for key, answer in scene.turn.session.answers.items()
        if sent.get(key) != answer and "/" not in key
    }
    if unsent:
        listed(console, scene, unsent, "Not sent")
    if not scene.record and not unsent:
        console.print(Text("Nothing is in the record.", "dim"))


def listed(console: Console, scene: Scene, given: Mapping[str, Answer], title: str) -> None:
    if not given:
        console.print(Text("No answers yet.", "dim"))
        return
    console.print(Text(title, "bold"))
    table = Table(box=None, show_header=False, padding=(0, 3, 0, 2))
    for key, answer in given.items():
        label, options = named(scene, key)
        words = scene.speaker.answer(answer, options, SO_MANY).translate(INVISIBLE)
        table.add_row(Text(label, "dim"), Text(words))
    console.print(table)
