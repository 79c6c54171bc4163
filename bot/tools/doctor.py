"""What this machine has, what it lacks, what is skipped for it, and the command that mends it."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.tools.examined import Finding, State
from bot.tools.machine import find_machine
from bot.tools.standing import find_station

MARKS = {
    State.FINE: Text("✓", "green"),
    State.ABSENT: Text("–", "yellow"),
    State.WRONG: Text("✗", "red bold"),
}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="A list of objects instead.")] = False,
) -> None:
    """Say what is missing on this machine, what is skipped for it, and how to install it.

    Exit code 1 when the station cannot run here.
    """
    findings = [*find_machine(), *find_station()]
    if as_json:
        typer.echo(json.dumps([_as_object(one) for one in findings], indent=1, ensure_ascii=False))
    else:
        show(findings, Console())
    if any(one.state is State.WRONG for one in findings):
        raise typer.Exit(1)


def show(findings: list[Finding], console: Console) -> None:
    """A table, the commands below it on lines of their own so that they can be copied, and the verdict."""
    table = Table("", "What", "Here", box=box.SIMPLE_HEAD)
    for one in findings:
        table.add_row(MARKS[one.state], one.what, _told(one))
    console.print(table)
    commands = list(dict.fromkeys(one.mend for one in findings if one.mend))
    if commands:
        console.print("To mend:" if len(commands) > 1 else "To mend it:")
    for command in commands:
        console.print(Text(f"  {command}", "bold"), soft_wrap=True)
    console.print(_verdict(findings), soft_wrap=True)


def _told(one: Finding) -> Text:
    told = Text(one.found)
    if one.skipped:
        told.append(f"\nskipped: {one.skipped}", "dim")
    return told


def _verdict(findings: list[Finding]) -> Text:
    wrong = [one.what for one in findings if one.state is State.WRONG]
    if wrong:
        return Text(f"The station cannot run here yet: {', '.join(wrong)}.", "red")
    if any(one.state is State.ABSENT for one in findings):
        return Text("The station can run here; what is marked with – is skipped or weaker.")
    return Text("The station can run here.")


def _as_object(one: Finding) -> dict[str, str | None]:
    return {
        "what": one.what,
        "state": one.state.value,
        "found": one.found,
        "skipped": one.skipped or None,
        "mend": one.mend or None,
    }
