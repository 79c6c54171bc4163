"""The pictures of README.md and docs/: always taken, kept by `--pictures FOLDER`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.browser.scenes import CHINESE, ENGLISH, Scene, does, play
from tests.browser.stage import open_window
from tests.journeys.house import House, open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them

LARGEST = 300_000  #: bytes of a picture: people read these pages over slow lines
#: what changes from pixel to pixel makes a picture large
FLAT = """
body, .phone .talk, .phone .avatar { background-image: none; }
body { background-color: #eaeff0; }
.phone .talk { background-color: #e3ebe2; }
.phone[data-role=officer] .talk { background-color: #dfe5ef; }
.phone .avatar { background-color: var(--role); }
"""
#: single phones: the place on the page, and how high the phone is, so that nothing that matters is above it
SINGLE = {"review": (0, 980), "officer-details": (1, 1012), "officer-card": (2, 560)}


@pytest.mark.parametrize(("scene", "suffix"), [(ENGLISH, ""), (CHINESE, "-zh")], ids=["en", "zh"])
async def test_the_phones_side_by_side(
    browser: Browser, tmp_path: Path, pictures: Path, scene: Scene, suffix: str
) -> None:
    async with open_house(tmp_path / "data") as house:
        await play(house, scene)
        async with looking(browser, house, scene) as page:
            await page.screenshot(path=pictures / f"phones{suffix}.png")

    assert size(pictures / f"phones{suffix}.png") < LARGEST


async def test_single_phones(browser: Browser, tmp_path: Path, pictures: Path) -> None:
    async with open_house(tmp_path / "data") as house:
        lin = await play(house, ENGLISH)
        await does(lin, ENGLISH.rest)
        async with looking(browser, house, ENGLISH) as page:
            await page.add_style_tag(content=".bar { display: none; }")  # it would stand over tall phones
            for name, (place, height) in SINGLE.items():
                await page.add_style_tag(content=f".phone {{ --frame-height: {height}px; }}")
                await drawn(page)
                phone = page.locator("[data-phone]").nth(place)
                await phone.locator(".frame").screenshot(path=pictures / f"{name}.png")

    assert {name for name in SINGLE if size(pictures / f"{name}.png") >= LARGEST} == set()


@asynccontextmanager
async def looking(browser: Browser, house: House, scene: Scene) -> AsyncIterator[Page]:
    """The page as a picture of it looks best. Its content policy is off, which forbids our colours."""
    async with open_window(browser, house.world, locale=scene.language, bypass_csp=True) as page:
        await page.add_style_tag(content=FLAT)
        await drawn(page)
        yield page


async def drawn(page: Page) -> None:
    """Fonts are there, and every chat has scrolled to its end."""
    await page.evaluate("document.fonts.ready")
    await page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")


def size(path: Path) -> int:
    return path.stat().st_size
