"""A station with phones for each test, in a browser, and where pictures of them go."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from bot.tools.machine import chromium
from tests.browser.stage import Stage, open_stage

PATIENCE = (
    15_000  #: ms that a look at the page may take; more than it needs on a machine that does other things
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="keep the pictures of the phones there")


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder for pictures. Without the option they are taken all the same, and thrown away."""
    # an option of a folder's conftest is unknown when pytest was not called with that folder
    kept = request.config.getoption("--pictures", default=None)
    folder = Path(kept) if kept else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    found = chromium()
    if found.mend:
        pytest.skip(f"Chromium is absent. Install it: {found.mend}")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found.found, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Stage]:
    """The station with the phones that `make run` gives it: a woman's and two officers'."""
    caplog.set_level(logging.WARNING, "sse_starlette")  # it logs every event: a failure would drown in them
    async with open_stage(browser, tmp_path / "data") as opened:
        yield opened
