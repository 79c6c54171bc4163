"""Walk through a flow in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bot.tools import asked
from bot.tools.keyed import THINGS, events
from bot.tools.rehearsal import begin, go_on, prepare
from bot.tools.screen import show, show_answers, show_end, tell

GUIDE = (
    "A number presses a button (several for ticks: 1 3); anything else is written. "
    f"{' '.join(THINGS)} send something. ? shows the answers so far, Ctrl+D ends."
)
PROMPT = "› "


def play(
    flow: Annotated[str, typer.Argument(help="The flow, by the name of its file: complaint.")],
    language: Annotated[str | None, typer.Option(help="The language to begin with, such as zh_Hans.")] = None,
    step: Annotated[str | None, typer.Option("--from", help="The step to begin at.")] = None,
) -> None:
    """Walk through a flow as a person would on the phone. Nothing is stored or sent."""
    content = asked.read()
    played = content.flow(flow)
    engine = prepare(content, played, asked.step_of(played, step))
    console = Console(highlight=False)
    console.print(Text(GUIDE, "dim"))
    scene = begin(engine, content, played, content.language(language), datetime.now(UTC))
    show(console, scene)
    if not scene.over:
        for typed in _typed(console):
            if typed == "?":
                show_answers(console, scene)
                continue
            given = events(typed, scene.buttons)
            for event in given[:-1]:  # ticks: only the last one is worth a look
                scene = go_on(engine, scene, event)
                tell(console, scene.happened)
            scene = go_on(engine, scene, given[-1])
            show(console, scene)
            if scene.over:
                break
    show_end(console, scene)


def _typed(console: Console) -> Iterator[str]:
    """Lines as they are typed, until there are no more or somebody presses Ctrl+C. Piped ones are shown."""
    piped = not sys.stdin.isatty()
    while True:
        try:
            line = input("" if piped else PROMPT)
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if piped:
            console.print(Text(f"{PROMPT}{line}"))
        if line.strip():
            yield line.strip()
