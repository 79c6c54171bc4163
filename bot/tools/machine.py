"""What is installed on this machine: Python and its libraries, programs, fonts."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.settings import HERE
from bot.tools.examined import Finding, State

OLDEST = (3, 11)
#: under which names the browser is found
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: program that installs -> what it takes before the names of packages
INSTALLERS = {
    "apt-get": "apt-get install -y",
    "dnf": "dnf install -y",
    "apk": "apk add",
    "brew": "brew install",
}
#: where systems name a package otherwise than Debian
OTHER_NAMES = {
    ("fonts-noto-cjk", "dnf"): "google-noto-sans-cjk-fonts",
    ("fonts-noto-cjk", "apk"): "font-noto-cjk",
    ("fonts-noto-cjk", "brew"): "font-noto-sans-cjk-sc",
}
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\$")


def find_machine() -> Iterator[Finding]:
    yield python(sys.version_info[:2])
    yield environment()
    yield libraries(HERE / "requirements.lock")
    yield test_tools()
    yield chromium()
    yield graphviz()
    yield fonts()


def python(running: tuple[int, int]) -> Finding:
    if running >= OLDEST:
        return Finding("Python", State.FINE, platform.python_version())
    found = f"{running[0]}.{running[1]} is too old; the station needs 3.11 or newer"
    return Finding("Python", State.WRONG, found, mend=install("python3.11"))


def environment() -> Finding:
    what = "Virtual environment"
    if sys.prefix != sys.base_prefix:
        return Finding(what, State.FINE, _near(Path(sys.prefix)))
    return Finding(what, State.ABSENT, "none", "the locked versions of libraries", "make install")


def libraries(lock: Path) -> Finding:
    """Whether those of the lock file are here, in its versions; those with a condition are passed over."""
    if not lock.is_file():
        return Finding("Libraries", State.ABSENT, "requirements.lock is not here", "comparing versions")
    rows = lock.read_text(encoding="utf-8").splitlines()
    wanted = [(locked[1], locked[2]) for row in rows if (locked := LOCKED.match(row))]
    other = [name for name, number in wanted if _installed(name) != number]
    if not other:
        return Finding("Libraries", State.FINE, f"{len(wanted)}, as in requirements.lock")
    absent = [name for name in other if _installed(name) is None]
    found = f"{len(other)} of {len(wanted)} differ from requirements.lock: {', '.join(other[:5])}"
    return Finding("Libraries", State.WRONG if absent else State.ABSENT, found, mend="make clean install")


def test_tools() -> Finding:
    absent = [name for name in ("pytest", "mypy", "ruff", "playwright") if _installed(name) is None]
    if not absent:
        return Finding("Test tools", State.FINE, "pytest, mypy, ruff, playwright")
    return Finding("Test tools", State.ABSENT, "none", "make test, make check", "make install")


def chromium() -> Finding:
    path = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if path:
        return Finding("Chromium", State.FINE, path)
    return Finding(
        "Chromium", State.ABSENT, "none", "browser tests, the README's pictures", install("chromium")
    )


def graphviz() -> Finding:
    path = shutil.which("dot")
    if path:
        return Finding("Graphviz", State.FINE, path)
    return Finding(
        "Graphviz", State.ABSENT, "none", "pictures of flows; draw makes Mermaid text", install("graphviz")
    )


def fonts() -> Finding:
    """By fontconfig, which Chromium and Graphviz ask as well."""
    what, skipped = "Chinese fonts", "Chinese in pictures, which shows as boxes"
    asker = shutil.which("fc-list")
    if asker is None:
        return Finding(
            what,
            State.ABSENT,
            "cannot tell without fc-list",
            skipped,
            install("fontconfig", "fonts-noto-cjk"),
        )
    # the program's path is that of this machine, and nothing of it comes from outside
    asked = subprocess.run(  # noqa: S603
        [asker, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=30
    )
    families = sorted(set(asked.stdout.split("\n")) - {""})
    if families:
        return Finding(what, State.FINE, families[0].split(",")[0])
    return Finding(what, State.ABSENT, "none", skipped, install("fonts-noto-cjk"))


def install(*packages: str) -> str:
    """The command that installs packages, named as Debian names them, with the installer of this machine."""
    found = next((name for name in INSTALLERS if shutil.which(name)), "apt-get")
    names = [OTHER_NAMES.get((package, found), package) for package in packages]
    return " ".join([*_as_owner(found), INSTALLERS[found], *names])


def _as_owner(installer: str) -> Sequence[str]:
    return ["sudo"] if os.geteuid() != 0 and installer != "brew" else []


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _near(path: Path) -> str:
    """The path as seen from here."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)
