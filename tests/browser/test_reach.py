"""Everything on the page has a name, and a keyboard is enough."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.browser.hand import Hand
from tests.browser.scenes import ENGLISH, play
from tests.browser.stage import Stage, open_window
from tests.browser.walks import IN_ENGLISH, walk
from tests.journeys.house import open_house

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them

#: what must bear a name for somebody who does not see it
NAMED = {
    *("button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "slider"),
    *("spinbutton", "menu", "menuitem", "dialog", "alertdialog", "region", "log", "img", "image"),
    *("Video", "Date", "DateTime"),
}
FAR = 60  #: presses of Tab within which anything on the page must be reached


async def unlabelled(page: Page) -> list[str]:
    """Roles without a name, in the tree that the browser itself builds for a screen reader."""
    session = await page.context.new_cdp_session(page)
    tree = await session.send("Accessibility.getFullAXTree")
    await session.detach()
    return [_role(node) for node in tree["nodes"] if _role(node) in NAMED and not _name(node)]


def _role(node: dict[str, Any]) -> str:
    return "" if node["ignored"] else str(node["role"]["value"])


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", "")).strip()


async def tabs_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus, which must be seen."""
    await page.keyboard.press("Shift+Tab")  # it may have the focus already
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        if await target.evaluate("(element) => element === document.activeElement"):
            outline = await target.evaluate("(element) => getComputedStyle(element).outlineStyle")
            assert outline != "none"
            return
    raise AssertionError(f"Tab does not reach {target}.")


def opens(selector: str) -> Callable[[Page, Hand], Awaitable[None]]:
    return lambda page, hand: page.locator(selector).first.click()


def attaches(name: str) -> Callable[[Page, Hand], Awaitable[None]]:
    return lambda page, hand: hand.attaches(name)


async def message_menu(page: Page, hand: Hand) -> None:
    await hand.last.click(button="right")


#: what can be opened over the page: how, and what then stands there
LAYERS = {
    "attach": (opens(".attach"), ".menu"),
    "commands": (opens(".commands"), ".menu"),
    "phone menu": (opens("[data-role=woman] .phone-menu"), ".menu"),
    "message menu": (message_menu, ".menu"),
    "place": (attaches("location"), "[data-dialog=place]"),
    "contact": (attaches("contact"), "[data-dialog=contact]"),
    "sticker": (attaches("sticker"), "[data-dialog=sticker]"),
    "clock": (opens(".clock-set"), "[data-dialog=clock]"),
    "new phone": (opens(".add-phone"), "[data-dialog=phone]"),
    "faults": (opens("button.faults"), ".fault-panel"),
}


async def test_every_control_of_the_page_and_of_what_opens_over_it_has_a_name(stage: Stage) -> None:
    page, her = stage.page, stage.her
    found = {"at first": await unlabelled(page)}
    await her.starts()
    await her.reads("What would you like to do?")
    found["the menu"] = await unlabelled(page)

    for name, (opening, shown) in LAYERS.items():
        await opening(page, her)
        await page.locator(shown).wait_for()
        found[name] = await unlabelled(page)
        await page.keyboard.press("Escape")
        await page.locator(shown).wait_for(state="hidden")
    await page.locator(".transcript-toggle").click()
    await page.locator(".call").first.wait_for()
    found["transcript"] = await unlabelled(page)
    await her.locks()
    found["lock screen"] = await unlabelled(page)

    assert {name: roles for name, roles in found.items() if roles} == {}


async def test_every_control_of_a_case_has_a_name(browser: Browser, tmp_path: Path) -> None:
    async with open_house(tmp_path / "data") as house:
        lin = await play(house, ENGLISH)
        for kind in ("photo", "voice", "video", "document"):
            await lin.sends(kind)
        async with open_window(browser, house.world) as page:
            await page.locator("[data-from=me][data-kind=document]").wait_for()

            assert await unlabelled(page) == []


async def test_the_check_sees_a_control_without_a_name(stage: Stage) -> None:
    await stage.page.locator("button.lock").first.evaluate(
        "(key) => { key.removeAttribute('aria-label'); key.removeAttribute('title'); }"
    )

    assert await unlabelled(stage.page) == ["button"]


async def test_a_button_is_pressed_by_tab_and_enter_alone(stage: Stage) -> None:
    page, her = stage.page, stage.her

    await tabs_to(page, her.phone.locator(".start"))
    await page.keyboard.press("Enter")
    await her.reads("What would you like to do?")
    await tabs_to(page, her.button("Tell what happened"))
    await page.keyboard.press("Enter")
    await her.reads("Is this a good moment to write?")
    await tabs_to(page, her.button("Yes"))
    await page.keyboard.press("Enter")
    await her.reads("Who is it about?")
    await tabs_to(page, her.button("About myself"))
    await page.keyboard.press("Space")

    await her.reads("Who did it?")


async def test_a_ticked_answer_keeps_the_focus(stage: Stage) -> None:
    """Several can be ticked one after the other without beginning at the top of the page each time."""
    page, her = stage.page, stage.her
    await her.starts()
    await walk(her, IN_ENGLISH[:4])
    await her.reads("What has happened?")
    await tabs_to(page, her.button("Insults, shouting, shaming"))

    await page.keyboard.press("Enter")

    await expect(her.button("Insults, shouting, shaming")).to_have_text("☑ Insults, shouting, shaming")
    await expect(her.button("Insults, shouting, shaming")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(her.button("Hit, kicked, pushed or burned")).to_be_focused()


async def test_a_photo_is_attached_by_the_keyboard_alone(stage: Stage) -> None:
    page, her = stage.page, stage.her
    await her.starts()
    await her.reads("What would you like to do?")
    await tabs_to(page, her.phone.locator(".attach"))

    await page.keyboard.press("Enter")
    await expect(page.locator(".menu [data-name=photo]")).to_be_focused()
    await page.keyboard.press("Enter")

    await expect(her.phone.locator("[data-from=me] .photo img")).to_be_visible()
    await expect(her.phone.locator(".attach")).to_be_focused()
