"""A running station, its page in a browser, and a hand for each phone on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from bot.main import serve
from bot.sandbox.app import sandbox
from bot.sandbox.world import World
from bot.settings import Settings
from tests.browser.hand import Hand
from tests.journeys.house import make_world
from tests.journeys.log import listening
from tests.servers import serving

POLICY = "Content Security Policy"
#: keeps every text that a notification on the woman's phone has shown, however briefly
WATCH = """
window.shown = [];
new MutationObserver((records) => {
  for (const { addedNodes, target } of records) {
    if (!target.closest?.("[data-role=woman]")) continue;
    for (const node of addedNodes) {
      if (node.matches?.(".notification")) shown.push(node.querySelector(".preview-text").textContent);
    }
  }
}).observe(document, { childList: true, subtree: true });
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """The page and the people in front of it."""

    page: Page
    her: Hand
    wang: Hand
    chen: Hand

    async def previews(self) -> list[str]:
        """What somebody who only looks at the woman's phone has read since the page was opened."""
        shown: list[str] = await self.page.evaluate("shown")
        return list(dict.fromkeys(shown))


@asynccontextmanager
async def open_stage(browser: Browser, folder: Path, **looks: Any) -> AsyncIterator[Stage]:
    """The station as `make run` starts it, on a clock that begins at 10:05 on 3 March 2026.

    An error that the station logs, or that the page has, fails the test.
    """
    with listening() as log:
        async with station(folder, make_world()) as address, open_page(browser, address, **looks) as page:
            phones = page.locator("[data-phone]")
            yield Stage(page, *(Hand(phones.nth(place)) for place in range(3)))
    assert log.unexpected == []


@asynccontextmanager
async def station(folder: Path, world: World) -> AsyncIterator[str]:
    """The address of its page."""
    settings = Settings(_env_file=None, data=folder, listen="127.0.0.1:0")  # type: ignore[call-arg]
    stop, started = asyncio.Event(), asyncio.get_running_loop().create_future()
    running = asyncio.create_task(
        serve(settings, stop=stop, world=world, ready=started.set_result, phones=True)
    )
    try:
        either: set[asyncio.Future[Any]] = {running, started}
        await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        yield await started
    finally:
        stop.set()
        await running


@asynccontextmanager
async def open_window(browser: Browser, world: World, **looks: Any) -> AsyncIterator[Page]:
    """A page on phones that others have acted with."""
    stop = asyncio.Event()
    async with serving(sandbox(world, stop), stop) as address, open_page(browser, address, **looks) as page:
        yield page


@asynccontextmanager
async def open_page(browser: Browser, address: str, **looks: Any) -> AsyncIterator[Page]:
    """The page, filled. `looks` are Playwright's settings of a window.

    An error of its scripts, or of the content policy, fails the test.
    """
    errors: list[str] = []
    window = {"viewport": {"width": 1280, "height": 860}, "locale": "en-GB"} | looks
    page = await browser.new_page(timezone_id="Asia/Shanghai", reduced_motion="reduce", **window)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.extend([said.text] if POLICY in said.text else []))
    await page.add_init_script(WATCH)
    await page.goto(address)
    await page.locator("body[data-ready]").wait_for()
    yield page
    await page.close()
    assert errors == []
