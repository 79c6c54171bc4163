"""All cases in a table, or as JSON: numbers, times and classes, nothing personal."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import settings
from bot.assembly import open_station
from bot.duty.case import Case
from bot.store import cases as stored

COLUMNS = ("case", "kind", "status", "danger", "desk", "opened_at", "acknowledged_at")


def cases(
    as_json: Annotated[bool, typer.Option("--json", help="A list of objects instead of a table.")] = False,
) -> None:
    """Show every case: its number, kind, status, class and times. Nothing personal."""
    rows = [_row(case, acknowledged) for case, acknowledged in asyncio.run(_load())]
    if as_json:
        typer.echo(json.dumps(rows, indent=1))
        return
    table = Table(title=f"Cases: {len(rows)} (times in UTC)")
    for column in COLUMNS:
        table.add_column(column.removesuffix("_at"), no_wrap=True)
    for row in rows:
        table.add_row(*(_short(row[column]) for column in COLUMNS))
    Console().print(table)


def _short(value: str | None) -> str:
    """A time without its seconds and zone, so that a row fits a terminal."""
    return value[:16].replace("T", " ") if value and value[4:5] == "-" else value or "–"


async def _load() -> list[tuple[Case, datetime | None]]:
    async with open_station(settings.read()) as station, station.database.reading() as tx:
        return list(await stored.everything(tx))


def _row(case: Case, acknowledged: datetime | None) -> dict[str, str | None]:
    return {
        "case": case.number,
        "kind": case.kind,
        "status": case.status.value,
        "danger": case.danger,
        "desk": case.desk,
        "opened_at": case.opened_at.isoformat(timespec="seconds"),
        "acknowledged_at": acknowledged.isoformat(timespec="seconds") if acknowledged else None,
    }
