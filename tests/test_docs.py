"""What the pages for people say is true where that can be checked: links, commands, settings, tables."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from bot.settings import Settings
from bot.store import schema
from bot.tools.__main__ import app
from tests.test_architecture import EVERYTHING, MAY_IMPORT

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "flows" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DEPLOY = ROOT / "docs" / "deploy.md"
HOUSE = ROOT / "docs" / "architecture.md"

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
VARIABLE = re.compile(r"STATION_[A-Z_]*[A-Z]")
QUOTED = re.compile(r"`([^`\n]+)`")
TOP = ("bot", "tests", "flows", "locales", "docs")
ROW = re.compile(r"^\| `(\w+?)(?:\.py)?/?` \| (.+?) \|", re.MULTILINE)

#: folders that belong to one person or one machine; paths of the system are the same everywhere
OWN_FOLDER = re.compile(r"(?<![\w.~*-])/(?:work|root|home|Users|tmp)/[\w.]")
PACKAGE_INDEX = re.compile(
    r"(?<!no-emit-)index[-]url|pypi[.](?:org|python)|python[h]osted|//[^\s'\"]+/simple\b"
)
PAGE_IDS = [str(page.relative_to(ROOT)) for page in PAGES]


def anchor(heading: str) -> str:
    """The name of a heading's place, as the usual viewers make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def commands(text: str) -> Iterator[list[str]]:
    """What stands after `python -m` in a block or in a line."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    for line in [*lines, *QUOTED.findall(re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))]:
        _, found, rest = line.partition("python -m ")
        if found:
            yield shlex.split(rest, comments=True)


@cache
def tools() -> TyperGroup:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that is, or could be, part of the project."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            yield name, content.decode()


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = [target for target in LINK.findall(page.read_text()) if "://" not in target]
    missing = []
    for target in targets:
        name, _, place = target.partition("#")
        file = page.parent / name if name else page
        if not file.exists() or (
            place and place not in {anchor(one) for one in HEADING.findall(file.read_text())}
        ):
            missing.append(target)

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    named = [one for one in QUOTED.findall(page.read_text()) if re.fullmatch(r"[\w./-]+", one)]
    paths = [one for one in named if one.partition("/")[0] in TOP and "/" in one]

    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    for module, *words in commands(page.read_text()):
        assert find_spec(module) is not None, module
        if module != "bot.tools" or not words:
            continue
        name, *given = words
        known = tools().commands.get(name)
        assert known is not None, name
        options = {option for parameter in known.params for option in parameter.opts}
        assert {word for word in given if word.startswith("-")} <= options | {"--help"}, name


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"(?:^|`)make (\w+)", page.read_text(), re.MULTILINE)

    assert [name for name in named if name not in targets] == []


def test_some_page_tells_of_each_command() -> None:
    told = {
        words[1]
        for page in PAGES
        for words in commands(page.read_text())
        if words[0] == "bot.tools" and words[1:]
    }

    assert set(tools().commands) - {"doctor"} <= told


def test_deploy_tells_of_every_setting_and_of_no_other() -> None:
    settings = {f"STATION_{name.upper()}" for name in Settings.model_fields}
    page = DEPLOY.read_text()

    assert set(re.findall(r"^\| `(STATION_\w+)` \|", page, re.MULTILINE)) == settings
    assert set(VARIABLE.findall(page)) == settings


@pytest.mark.parametrize("page", PAGES, ids=PAGE_IDS)
def test_no_page_names_a_setting_that_is_not_there(page: Path) -> None:
    settings = {f"STATION_{name.upper()}" for name in Settings.model_fields}

    assert set(VARIABLE.findall(page.read_text())) <= settings


def logged() -> dict[str, set[str]]:
    """Every sentence that the program logs, with the levels at which it does."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name("log"), attr=level), args=[ast.Constant(str(said)), *_]
                ):
                    found.setdefault(said, set()).add(level)
    return found


def test_deploy_tells_of_every_warning_and_of_no_line_that_is_never_written() -> None:
    rows = re.findall(r"^\| (`.+?`) \| (info|warning|error|critical) \|", DEPLOY.read_text(), re.MULTILINE)
    told = {(said, level) for cell, level in rows for said in QUOTED.findall(cell)}
    written = {(said, level) for said, levels in logged().items() for level in levels}

    assert told <= written
    assert {(said, level) for said, level in written if level != "info"} <= told


def test_the_house_is_described_room_by_room() -> None:
    rooms = {path.stem for path in (ROOT / "bot").iterdir() if not path.name.startswith("_")}
    described = re.findall(r"^\| `(\w+)(?:\.py|/)` \| (?!–)", HOUSE.read_text(), re.MULTILINE)

    assert set(described) == rooms


def test_the_table_of_imports_is_the_one_that_is_held() -> None:
    section = HOUSE.read_text().partition("## Who may import whom")[2].partition("\n## ")[0]

    assert {room: imported(cell) for room, cell in ROW.findall(section)} == MAY_IMPORT


def imported(cell: str) -> set[str]:
    """`flow, duty`, `everything`, `everything but main`, or a dash for nothing."""
    names = set(re.findall(r"\w+", cell))
    return EVERYTHING - (names - {"everything", "but"}) if "everything" in names else names


def test_every_table_of_the_database_is_described() -> None:
    section = HOUSE.read_text().partition("## The tables")[2].partition("\n## ")[0]

    assert {room for room, _ in ROW.findall(section)} == set(schema.metadata.tables)


def test_every_decision_stands_in_the_list() -> None:
    folder = ROOT / "docs" / "decisions"
    files = sorted(path.name for path in folder.glob("0*.md"))
    numbers = [int(name[:4]) for name in files]

    assert LINK.findall((folder / "README.md").read_text()) == files
    assert numbers == list(range(1, len(files) + 1))
    for name in files:
        headings = HEADING.findall((folder / name).read_text())
        assert headings[1:] == ["Context", "Decision", "Consequences"], name


def test_no_file_knows_this_machine_or_an_index_of_packages() -> None:
    found = [
        f"{name}: {match[0]}"
        for name, text in texts()
        for pattern in (OWN_FOLDER, PACKAGE_INDEX)
        if (match := pattern.search(text))
    ]

    assert found == []
