"""The pictures of README.md and docs/: always taken, kept by `--pictures FOLDER`."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page

from tests.browser.scenes import CHINESE, ENGLISH, Scene, does, play
from tests.browser.stage import open_page
from tests.journeys.house import open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them

LARGEST = 300_000  #: bytes of a picture: people read these pages over slow lines
#: what changes from pixel to pixel makes a picture large
FLAT = """
body, .talk { background-image: none; }
body { background-color: #eaeff0; }
.phone .talk { background-color: #e3ebe2; }
.phone[data-role=officer] .talk { background-color: #dfe5ef; }
"""
WIDE = {"width": 1280, "height": 860}
TALL = {"width": 1280, "height": 1108}  #: a phone is as high as it gets


@pytest.mark.parametrize(("scene", "suffix"), [(ENGLISH, ""), (CHINESE, "-zh")], ids=["en", "zh"])
async def test_the_phones_side_by_side(
    browser: Browser, tmp_path: Path, pictures: Path, scene: Scene, suffix: str
) -> None:
    async with open_house(tmp_path / "data") as house:
        await play(house, scene)
        async with open_page(browser, house.address, locale=scene.language, viewport=WIDE) as page:
            await settled(page)
            await page.screenshot(path=pictures / f"phones{suffix}.png", style=FLAT)

    assert size(pictures / f"phones{suffix}.png") < LARGEST


async def test_single_phones(browser: Browser, tmp_path: Path, pictures: Path) -> None:
    names = ("review", "officer-details", "officer-card")
    async with open_house(tmp_path / "data") as house:
        lin = await play(house, ENGLISH)
        await does(lin, ENGLISH.rest)
        async with open_page(browser, house.address, viewport=TALL) as page:
            await settled(page)
            for place, name in enumerate(names):
                await take(
                    page.locator("[data-phone]").nth(place).locator(".frame"), pictures / f"{name}.png"
                )

    assert {name for name in names if size(pictures / f"{name}.png") >= LARGEST} == set()


async def settled(page: Page) -> None:
    """Everything is drawn, every chat stands at its end."""
    await page.evaluate("document.fonts.ready")


async def take(phone: Locator, path: Path) -> None:
    await phone.screenshot(path=path, style=FLAT)


def size(path: Path) -> int:
    return path.stat().st_size  # noqa: ASYNC240 - a look at a file of the test's own
