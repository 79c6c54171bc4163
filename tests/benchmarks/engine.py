"""How long the engine takes: loading the flows, and one turn of the shipped complaint."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.flow import codec
from bot.flow.engine import Engine, Turn
from bot.flow.load import load
from bot.flow.model import Line, Pressed, Started
from bot.flow.secret import Secret
from bot.flow.session import Session

FLOWS = Path(__file__).parent.parent.parent / "flows"
ROUNDS = 5
TODAY = date(2026, 3, 1)


def main() -> None:
    library = load(FLOWS)
    table = Table("what", title="The engine, ms")
    for column in ("fastest run", "median", "slowest run"):
        table.add_column(column, justify="right")
    engine = Engine(library, _source)
    turn = _in_the_middle(engine)
    data = codec.dump(turn.session)
    press = Pressed(turn.messages[0].rows[0][0].press)
    for name, act, times in (
        ("load all flows", lambda: load(FLOWS), 1),
        ("one turn in the middle of a complaint", lambda: engine.advance(turn.session, press, TODAY), 500),
        ("read and write its session", lambda: codec.dump(codec.load(Session, data)), 500),
    ):
        found = [_milliseconds(act, times) for _ in range(ROUNDS)]
        table.add_row(name, f"{min(found):.3f}", f"{statistics.median(found):.3f}", f"{max(found):.3f}")
    Console().print(table)


def _source(line: Line) -> tuple[str, ...]:
    return (line.source,)


def _in_the_middle(engine: Engine) -> Turn:
    """A complaint with eight answers, by the first button of each question."""
    turn = engine.advance(None, Started(Secret("")), TODAY)
    turn = engine.advance(turn.session, Pressed(turn.messages[-1].rows[1][0].press), TODAY)
    for _ in range(8):
        turn = engine.advance(turn.session, Pressed(turn.messages[-1].rows[0][0].press), TODAY)
    return turn


def _milliseconds(act: Callable[[], object], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - began) / times * 1000


if __name__ == "__main__":
    main()
