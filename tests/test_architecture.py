"""Who may import whom, which library lives where, and that nothing imports in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EVERYTHING = {
    *("flow", "duty", "vault", "texts", "store", "station", "channel", "console", "sandbox", "tools"),
    *("settings", "logs", "assembly", "introduction", "playground", "main"),
}
#: room -> the other rooms of `bot` that it may use when it runs
MAY_IMPORT: dict[str, set[str]] = {
    "flow": set(),
    "duty": {"flow"},
    "vault": set(),
    "texts": set(),
    "settings": set(),
    "logs": set(),
    "store": {"flow", "duty", "vault"},
    "station": {"flow", "duty", "store", "texts"},
    "channel": {"flow", "station"},
    "console": {"flow", "duty", "store", "station", "texts"},
    "sandbox": set(),
    "tools": EVERYTHING - {"sandbox", "playground", "main"},
    # the parts of main: each puts a few rooms together
    "assembly": {"flow", "vault", "texts", "store", "station", "settings"},
    "introduction": {"flow", "texts", "station", "channel"},
    "playground": {"duty", "station", "sandbox"},
    "main": EVERYTHING,
}
#: library -> the rooms that alone know it
ONLY_IN = {
    "telegram": {"channel", "sandbox"},
    "aiohttp": {"channel"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "transitions": {"flow"},
    "ruamel": {"flow"},
    "phonenumbers": {"flow"},
    "cryptography": {"vault"},
    "babel": {"texts", "tools"},
    "pydantic_settings": {"settings"},
    "typer": {"tools"},
    "rich": {"tools"},
    "starlette": {"console", "sandbox", "playground", "main"},
    "uvicorn": {"console", "sandbox"},
}
PURE = {"flow", "duty"}
IMPURE = {
    "asyncio",
    "time",
    "os",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "logging",
    "structlog",
    "threading",
}


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted((ROOT / "bot").rglob("*.py")):
        if "migrations" not in path.parts:
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def imports(path: Path) -> Iterator[str]:
    """Every name that the module imports when it runs; not those for the type checker alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("name", MODULES)
def test_a_room_imports_only_what_it_may(name: str) -> None:
    used = {room(other) for other in imports(MODULES[name]) if other.startswith("bot.")} - {room(name)}

    assert used <= MAY_IMPORT.get(room(name), set()) | ({""} if room(name) else set())


@pytest.mark.parametrize("name", MODULES)
def test_a_library_is_known_in_its_rooms_alone(name: str) -> None:
    used = {other.partition(".")[0] for other in imports(MODULES[name])}

    assert [library for library in used if room(name) not in ONLY_IN.get(library, {room(name)})] == []


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) in PURE])
def test_a_pure_room_knows_no_clock_no_chance_and_no_world(name: str) -> None:
    used = {other.partition(".")[0] for other in imports(MODULES[name])}

    assert used & IMPURE == set()


@pytest.mark.parametrize("name", [name for name in MODULES if room(name) in PURE])
def test_a_pure_room_never_asks_what_time_it_is(name: str) -> None:
    source = MODULES[name].read_text(encoding="utf-8")

    assert ".now(" not in source
    assert ".today()" not in source
    assert "async def" not in source


def test_every_room_stands_in_the_table() -> None:
    rooms = {room(name) for name in MODULES} - {""}

    assert rooms == set(MAY_IMPORT)


def test_nothing_imports_in_a_circle() -> None:
    graph = {
        name: {
            max((known for known in MODULES if other == known or other.startswith(f"{known}.")), key=len)
            for other in imports(path)
            if other.startswith("bot.")
        }
        - {name, "bot"}
        for name, path in MODULES.items()
    }

    while leaves := [name for name, others in graph.items() if not others & graph.keys()]:
        for leaf in leaves:
            del graph[leaf]

    assert graph == {}


@pytest.mark.parametrize("name", MODULES)
def test_the_environment_is_read_in_settings_alone(name: str) -> None:
    # the library's own switch for durations as timedelta has to be set before it is imported
    allowed = {"bot.settings", "bot.channel"}

    assert name in allowed or "os.environ" not in MODULES[name].read_text(encoding="utf-8")
