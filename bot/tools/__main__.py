"""The command line: `python -m bot.tools`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence

import typer

from bot.assembly import CannotStart
from bot.flow.load import FlowError
from bot.settings import SettingsWrong
from bot.station.join import UnknownDesk
from bot.store.database import CannotOpen
from bot.texts import WordsBroken
from bot.tools.asked import Unknown
from bot.tools.cases import cases
from bot.tools.check import check
from bot.tools.doctor import doctor
from bot.tools.draw import CannotDraw, draw
from bot.tools.invite import invite
from bot.tools.play import play
from bot.tools.translate import translations
from bot.vault.keyfile import KeyFileWrong

#: what somebody can mend, told in a sentence; anything else is our own mistake and shows where it happened
TOLD = (
    CannotDraw,
    CannotOpen,
    CannotStart,
    FlowError,
    KeyFileWrong,
    SettingsWrong,
    Unknown,
    UnknownDesk,
    WordsBroken,
)

app = typer.Typer(
    help="Work on the conversations, and look after the station. COMMAND --help tells more of each.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)
COMMANDS: Mapping[str, Sequence[Callable[..., None]]] = {
    "What the bots say": (check, play, draw, translations),
    "The station": (doctor, invite, cases),
}
for panel, commands in COMMANDS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)


def main() -> None:
    """Run one command; what is wrong is told in a sentence, with exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Chinese shows question marks
    try:
        app(prog_name="python -m bot.tools")
    except TOLD as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
