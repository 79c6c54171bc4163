"""The sandbox's page, open in a browser."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, async_playwright

from tests.sandbox.page.stand import Stand, free_port

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POLICY = "Content Security Policy"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is absent. Install it: apt-get install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def stand() -> AsyncIterator[Stand]:
    stand = Stand(free_port())
    await stand.start()
    yield stand
    await stand.end()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, stand: Stand) -> AsyncIterator[Page]:
    """The page, open and filled. An error of its scripts, or of the content policy, fails the test."""
    errors: list[str] = []
    page = await browser.new_page(
        locale="en-GB", reduced_motion="reduce", viewport={"width": 1280, "height": 860}
    )
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.extend([said.text] if POLICY in said.text else []))
    await page.goto(stand.address)
    await page.locator("body[data-ready]").wait_for()
    yield page
    await page.close()
    assert errors == []


@pytest.fixture
def woman(page: Page, stand: Stand) -> Locator:
    return page.locator(f"[data-phone='{stand.woman}']")


@pytest.fixture
def officer(page: Page, stand: Stand) -> Locator:
    return page.locator(f"[data-phone='{stand.officer}']")
