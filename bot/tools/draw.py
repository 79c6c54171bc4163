"""Draw a flow: a file by Graphviz, or Mermaid text."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from bot.tools import asked, machine
from bot.tools.dot import dot
from bot.tools.mermaid import mermaid
from bot.tools.picture import Picture, Reader, picture

#: what Graphviz makes for us, by the end of the file's name
FORMATS = {".svg": "svg", ".png": "png", ".pdf": "pdf"}
TEXTS = (".mmd", ".md")
PATIENCE = 60.0  #: seconds; the largest flow takes about one


class CannotDraw(Exception):
    """A picture that was not made, and why."""


def draw(
    flow: Annotated[str, typer.Argument(help="The flow, by the name of its file: complaint.")],
    out: Annotated[
        Path | None,
        typer.Option(help="The file: .svg, .png, .pdf, or .mmd for Mermaid. FLOW.svg when left out."),
    ] = None,
    language: Annotated[str | None, typer.Option(help="The language of the words, such as zh_Hans.")] = None,
    as_mermaid: Annotated[bool, typer.Option("--mermaid", help="Mermaid text instead of a picture.")] = False,
) -> None:
    """Draw a flow as boxes and arrows, with its questions, conditions and effects.

    Without Graphviz the same is written as Mermaid text.
    """
    content = asked.read()
    drawn = picture(content.flow(flow), Reader(content.library, content.words, content.language(language)))
    if as_mermaid or (out is not None and out.suffix in TEXTS):
        _write_text(drawn, out)
        return
    path = out or Path(f"{flow}.svg")
    made = _make(dot(drawn), path)
    if made is None:
        command = machine.install("graphviz")
        typer.echo(f'There is no Graphviz here, so this is Mermaid text. "{command}" installs it.', err=True)
        _write_text(drawn, out.with_suffix(".mmd") if out else None)
        return
    _write(path, made)


def _make(source: str, path: Path) -> bytes | None:
    """The picture; None where there is no Graphviz."""
    if path.suffix not in FORMATS:
        known = ", ".join([*FORMATS, *TEXTS])
        raise CannotDraw(f'A picture cannot be made as "{path.name}". Its name must end in one of: {known}.')
    program = shutil.which("dot")
    if program is None:
        return None
    command = [program, f"-T{FORMATS[path.suffix]}"]
    try:
        # the source goes in by its input: no file, no shell
        done = subprocess.run(  # noqa: S603
            command, input=source.encode(), capture_output=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise CannotDraw(
            f"Graphviz did not finish within {PATIENCE:.0f} s; --mermaid works without it."
        ) from None
    if done.returncode != 0 or not done.stdout:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotDraw(f"Graphviz could not draw it: {said[0] if said else 'it said nothing'}")
    return done.stdout


def _write_text(drawn: Picture, out: Path | None) -> None:
    text = mermaid(drawn)
    if out is None:
        typer.echo(text, nl=False)
    else:
        _write(out, (f"```mermaid\n{text}```\n" if out.suffix == ".md" else text).encode())


def _write(path: Path, made: bytes) -> None:
    try:
        path.write_bytes(made)
    except OSError as error:
        raise CannotDraw(f"{path} cannot be written: {error.strerror}.") from None
    typer.echo(f"written: {path}")
