"""A person at one phone of the page, who goes by what stands on its screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import Locator, Page, expect

#: how a button shows whether its answer is chosen
TICKED, UNTICKED = "☑ ", "☐ "


@dataclass(frozen=True, slots=True)
class Hand:
    """Taps, writes and reads on one phone."""

    phone: Locator

    @property
    def page(self) -> Page:
        return self.phone.page

    @property
    def last(self) -> Locator:
        """The newest message of the bot."""
        return self.phone.locator("[data-message][data-from=bot]").last

    def message(self, words: str) -> Locator:
        """The newest message of the bot with these words in it."""
        return self.phone.locator("[data-message][data-from=bot]", has_text=words).last

    def button(self, label: str) -> Locator:
        """The newest button with exactly these words, ticked or not."""
        words = re.compile(f"^({TICKED}|{UNTICKED})?{re.escape(label)}$")
        return self.phone.locator(".inline-button", has_text=words).last

    async def reads(self, words: str) -> None:
        """They stand in the bot's newest message, now or soon."""
        # not `expect`: that looks again after 100, 250, 500 ms, which adds up over a long walk
        await self.last.filter(has_text=words).wait_for()

    async def starts(self) -> None:
        await self.phone.locator(".start").click()

    async def taps(self, label: str) -> None:
        await self.button(label).click()

    async def ticks(self, *labels: str) -> None:
        """Choose these, see that each is chosen."""
        for label in labels:
            await self.taps(label)
            await self.last.locator(".inline-button", has_text=TICKED + label).wait_for()

    async def writes(self, text: str) -> None:
        await self.phone.locator(".write").fill(text)
        await self.phone.locator(".write").press("Enter")

    async def attaches(self, name: str) -> None:
        """Something of the menu beside the writing line: "photo", "voice" …"""
        await self.phone.locator(".attach").click()
        await self.page.locator(f".menu [data-name={name}]").click()

    async def speaks(self, language: str) -> None:
        """The phone is set to a language, as Telegram calls it."""
        await self.phone.locator(".language").select_option(language)
        await expect(self.phone).to_have_attribute("data-language", language)

    async def locks(self) -> None:
        await self.phone.locator("button.lock").click()

    async def unlocks(self) -> None:
        await self.phone.locator(".unlock").click()

    async def has_no_buttons(self, words: str) -> None:
        """Under the newest message with these words."""
        await expect(self.message(words).locator(".inline-button")).to_have_count(0)
