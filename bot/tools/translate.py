"""The translators' files brought up to date, and what is left to do in them."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer
from babel.messages.pofile import PoFileError
from rich import box
from rich.console import Console
from rich.table import Table

from bot import settings
from bot.flow.load import load
from bot.tools import translations as files
from bot.tools.asked import Unknown
from bot.tools.translations import Fault, Remark


def translations(
    look: Annotated[
        bool, typer.Option("--look", help="Write nothing; only show what is left to do.")
    ] = False,
    language: Annotated[str | None, typer.Option(help="Show this language alone, such as zh_Hans.")] = None,
    most: Annotated[int, typer.Option(help="List at most so many lines of a language.", min=0)] = 20,
) -> None:
    """Bring locales/ up to date with flows/: new lines added, changed ones marked, nothing lost.

    Then shows what is left to translate. With --look, exit code 1 where files are behind.
    """
    configured = settings.read()
    library = load(configured.flows)
    known = files.others(library)
    if language is not None and language not in known:
        raise Unknown("translated language", language, known)
    console = Console()
    folder = configured.locales
    behind = look and files.behind(library, folder)
    try:
        if not look:
            for path in files.update(library, folder):
                console.print(f"written: {path.relative_to(folder.parent)}", soft_wrap=True, highlight=False)
        remarks = files.examine(library, folder)
    except PoFileError as error:
        raise typer.BadParameter(f"A file in {folder} cannot be read: {error}.") from None
    for code in [language] if language else known:
        _show(
            console, library.station.languages[code], [one for one in remarks if one.language == code], most
        )
    if behind:
        console.print(
            'flows/ has changed since; "python -m bot.tools translations" brings locales/ up to date.'
        )
        raise typer.Exit(1)


def _show(console: Console, name: str, remarks: list[Remark], most: int) -> None:
    counts = Counter(remark.fault for remark in remarks)
    told = ", ".join(f"{counts[fault]} {fault.value}" for fault in Fault if counts[fault])
    console.print(f"{name}: {told or 'complete'}", style="bold", highlight=False)
    if not remarks or not most:
        return
    table = Table("To do", "Where", "Source", box=box.SIMPLE_HEAD)
    for remark in remarks[:most]:
        source = remark.line.source.split("\n")[0]
        detail = f" {{{remark.detail}}}" if remark.fault in (Fault.UNKNOWN, Fault.LOST) else ""
        table.add_row(remark.fault.value + detail, remark.line.context, source)
    console.print(table, markup=False)
    if len(remarks) > most:
        console.print(f"… and {len(remarks) - most} more. Show them with --most {len(remarks)}.")
