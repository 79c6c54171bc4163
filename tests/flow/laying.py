"""A folder of sound flows to test with, and the mistakes of tests/broken_flows put into it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.flow.load import load
from bot.flow.model import Library
from bot.flow.vocabulary import PHRASES
from bot.flow.wording import ON_BUTTONS

LIBRARY = Path(__file__).parent / "library"
BROKEN = Path(__file__).parents[1] / "broken_flows"


def lay(folder: Path) -> Path:
    """Sound flows in `folder`/flows. Phrases are made here, so that a new one breaks no other test."""
    flows = folder / "flows"
    shutil.copytree(LIBRARY, flows)
    with (flows / "everywhere.yaml").open("a", encoding="utf-8") as file:
        file.writelines(f'  {name}: "{_phrase(name)}"\n' for name in PHRASES)
    return flows


def edited(folder: Path, file: str, *changes: tuple[str, str]) -> Library:
    """The sound flows, with these words of one file replaced."""
    path = lay(folder) / file
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    return load(folder / "flows")


def _phrase(name: str) -> str:
    words = name.removeprefix("review_").replace("_", " ").capitalize()
    quotes = "".join(f" {{{fact}}}" for fact in sorted(PHRASES[name]))
    return words + quotes if name in ON_BUTTONS else f"{words}.{quotes}"


@dataclass(frozen=True, slots=True)
class Broken:
    """One mistake, as it stands in tests/broken_flows, and every message that it must bring."""

    name: str
    file: str  #: under flows/
    replace: str  #: the words that are replaced, once; empty: the whole file
    by: str | None  #: None: the file is taken away
    expected: tuple[str, ...]


def broken_flows() -> list[Broken]:
    yaml = YAML(typ="safe", pure=True)
    found = []
    for path in sorted(BROKEN.glob("*.yaml")):
        tree = yaml.load(path.read_text("utf-8"))
        found.append(
            Broken(path.stem, tree["file"], tree.get("replace", ""), tree["by"], tuple(tree["expected"]))
        )
    return found


def lay_broken(broken: Broken, folder: Path) -> Path:
    """The sound flows with this mistake in `folder`/flows."""
    flows = lay(folder)
    path = flows / broken.file
    if broken.by is None:
        path.unlink()
        return flows
    before = path.read_text("utf-8") if path.exists() else ""
    if broken.replace:
        assert before.count(broken.replace) == 1, f"{broken.name}: the words to replace stand there not once"
    path.write_text(before.replace(broken.replace, broken.by) if broken.replace else broken.by, "utf-8")
    return flows
