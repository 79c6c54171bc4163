"""A complaint goes from her phone to an officer's and comes back with an answer, by tapping alone."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.stage import Stage
from tests.browser.walks import IN_CHINESE, IN_ENGLISH, LAN, MEI, sends, walk

LETTER = "Can you come to the desk at nine?"

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them


async def test_she_tells_what_happened_and_an_officer_takes_it_reads_it_and_writes_to_her(
    stage: Stage,
) -> None:
    her, wang, chen = stage.her, stage.wang, stage.chen

    await her.starts()
    await walk(her, IN_ENGLISH)
    await her.reads("Who did it: Husband")
    await her.reads(LAN.account)
    await her.reads("Photos, recordings, papers: Files: 1")
    await her.taps("2")
    await her.taps("Change")
    await her.reads("Who did it?")
    await her.taps("Partner, not married")
    await her.reads("Who did it: Partner, not married")
    number = await sends(her, "Send", r"Your number is (\d{6})")

    card = wang.message(number)
    for fact in ("take it", "Complaint", "Wuyang town", "Nobody has taken it yet."):
        await expect(card).to_contain_text(fact)
    for words in (LAN.name, LAN.account, LAN.phone, "Partner"):
        await expect(card).not_to_contain_text(words)
    await expect(chen.message(number)).to_contain_text("Nobody has taken it yet.")

    await wang.taps("Take this case")
    await chen.reads("Officer Wang took this case")
    await chen.has_no_buttons(number)

    await wang.taps("Show details, logged")
    details = wang.message("deletes itself in 10 minutes")
    await expect(details.locator(".mark.protected")).to_be_visible()
    for words in (LAN.account, "Partner, not married", LAN.when, LAN.not_wanted, LAN.before_contact):
        await expect(details).to_contain_text(words)
    for words in (LAN.name, LAN.phone, "Husband"):
        await expect(details.locator(".text")).not_to_contain_text(words)
    await wang.taps("Open: Name, logged")
    await expect(wang.message(f"{number} · Name")).to_contain_text(LAN.name)
    await wang.taps("File 1: photo, logged")
    await expect(wang.phone.locator("[data-from=bot] .photo img")).to_be_visible()

    await wang.taps("Write to her")
    await wang.reads("what do you want to write to her?")
    await wang.writes(LETTER)
    await wang.reads("Will be shown to her")
    await her.reads("There is something new here.")
    await expect(her.phone.locator(".chat")).not_to_contain_text(LETTER)
    await her.taps("Show")
    await expect(her.phone.locator(".chat")).to_contain_text("An officer of the desk has read it")
    await expect(her.phone.locator(".chat")).to_contain_text(LETTER)

    await her.writes("Yes, at nine.")
    await wang.reads(f"{number}: she has written.")
    await expect(chen.phone.locator(".chat")).not_to_contain_text("she has written")


async def test_the_same_in_chinese(stage: Stage) -> None:
    her, wang, chen = stage.her, stage.wang, stage.chen
    await stage.page.locator(".page-language").click()
    await her.speaks("zh-hans")

    await her.starts()
    await walk(her, IN_CHINESE)
    await her.reads(MEI.account)
    number = await sends(her, "发送", r"您的编号是 (\d{6})")

    await wang.taps("Take this case")
    await chen.reads("Officer Wang took this case")
    await wang.taps("Show details, logged")
    await expect(wang.message(f"Case {number}. This message")).to_contain_text(MEI.account)
    await wang.taps("Write to her")
    await wang.reads("what do you want to write to her?")
    await wang.writes("星期二能来吗？")
    await her.reads("这里有新内容。")
    await her.taps("查看")
    await expect(her.phone.locator(".chat")).to_contain_text("星期二能来吗？")
    await expect(her.phone.locator(".bot-name")).to_have_text("日常记事")
    await expect(her.phone.locator(".role")).to_have_text("妇女")
