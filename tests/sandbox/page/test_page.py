"""The phones in the browser show what the bot does, as it happens."""

from __future__ import annotations

import filetype
import pytest
from playwright.async_api import Locator, Page, expect

from tests.sandbox.page.stand import Stand

pytestmark = pytest.mark.asyncio(loop_scope="module")  # one browser for all of them


async def write(phone: Locator, text: str) -> None:
    await phone.locator(".write").fill(text)
    await phone.locator(".write").press("Enter")


async def begin(phone: Locator) -> Locator:
    """Press Start; the bot's first message, which has two buttons."""
    await phone.locator(".start").click()
    message = phone.locator("[data-message][data-from=bot]").first
    await message.wait_for()
    return message


async def test_the_page_shows_each_person_with_her_bot_and_a_start_key(
    woman: Locator, officer: Locator
) -> None:
    for phone, role, name, title in (
        (woman, "woman", "Ana", "The public bot"),
        (officer, "officer", "Officer Li", "The duty bot"),
    ):
        await expect(phone).to_have_attribute("data-role", role)
        await expect(phone.locator(".person")).to_contain_text(name)
        await expect(phone.locator(".bot-name")).to_have_text(title)
        await expect(phone.locator(".start")).to_be_visible()
        await expect(phone.locator(".write")).to_be_hidden()


async def test_a_pressed_button_waits_until_the_bot_answers_and_the_message_changes_in_place(
    woman: Locator, stand: Stand
) -> None:
    message = await begin(woman)

    await message.locator(".inline-button", has_text="Wait").click()

    await expect(message.locator(".inline-button.pending")).to_have_text("Wait")
    await expect(message.locator(".edited")).to_have_count(0)
    stand.answer.set()
    await expect(woman.locator(".toast.shown")).to_have_text("It is done.")
    await expect(message.locator(".text")).to_have_text("Changed by the bot.")
    await expect(message.locator(".edited")).to_be_visible()
    await expect(woman.locator(".inline-button")).to_have_count(0)


async def test_a_deleted_message_disappears(woman: Locator) -> None:
    message = await begin(woman)

    await message.locator(".inline-button", has_text="Delete").click()

    await expect(woman.locator("[data-message][data-from=bot]")).to_have_count(0)
    await expect(woman.locator(".chat")).not_to_contain_text("What now?")


async def test_a_locked_phone_shows_the_first_100_characters_and_nothing_of_the_chat(
    woman: Locator, stand: Stand
) -> None:
    await begin(woman)
    await woman.locator(".lock").click()
    phone = stand.world.phones[stand.woman]

    stand.world.hear(phone, stand.world.draft(phone, "text", "long"))

    shown = woman.locator(".lock-screen .preview-text")
    await expect(shown).to_contain_text("There is something new here.")
    words = await shown.inner_text()
    assert 90 < len(words) <= 101
    assert words.endswith("…")
    await expect(woman.locator(".inside")).to_have_attribute("inert", "")
    await expect(woman.locator(".preview [data-preview]")).to_have_count(1)


async def test_an_edit_is_not_notified(woman: Locator, stand: Stand) -> None:
    message = await begin(woman)
    await message.locator(".inline-button", has_text="Wait").click()
    await expect(woman.locator(".preview-none")).to_be_visible()

    stand.answer.set()

    await expect(message.locator(".edited")).to_be_visible()
    await expect(woman.locator(".preview [data-preview]")).to_have_count(0)


async def test_a_protected_message_bears_a_lock_and_cannot_be_copied_or_forwarded(
    page: Page, woman: Locator
) -> None:
    await begin(woman)
    await write(woman, "protected")
    message = woman.locator("[data-message]", has_text="Nobody passes this on.")
    await expect(message.locator(".mark.protected")).to_be_visible()

    await message.click(button="right")

    await expect(page.locator(".menu [data-name=reply]")).to_be_visible()
    await expect(page.locator(".menu [data-name=copy], .menu [data-name=forward]")).to_have_count(0)


async def test_a_silent_message_is_marked_in_the_chat_and_in_the_notification(woman: Locator) -> None:
    await begin(woman)

    await write(woman, "silent")

    await expect(woman.locator("[data-message]", has_text="Hush.").locator(".mark.silent")).to_be_visible()
    await expect(woman.locator(".preview .mark.silent")).to_be_visible()


async def test_the_place_is_sent_only_after_she_agrees(page: Page, woman: Locator) -> None:
    await begin(woman)
    await write(woman, "place")

    await woman.locator(".reply-key.asks-place").click()
    await page.locator("[data-dialog=place] .cancel").click()

    await expect(woman.locator(".place")).to_have_count(0)
    await woman.locator(".reply-key.asks-place").click()
    await page.locator("[data-dialog=place] [name=latitude]").fill("12.5")
    await page.locator("[data-dialog=place] .submit").click()
    await expect(woman.locator(".place")).to_contain_text("12.50000")
    await expect(woman.locator(".chat")).to_contain_text("North 12.50")


@pytest.mark.parametrize(
    ("name", "looks", "heard", "mime"),
    [
        ("photo", ".photo img", "Photo received.", "image/jpeg"),
        ("voice", ".player", "Voice, audio/ogg", "audio/ogg"),
    ],
)
async def test_what_is_attached_is_a_real_file_of_its_kind(
    page: Page, woman: Locator, stand: Stand, name: str, looks: str, heard: str, mime: str
) -> None:
    await begin(woman)

    await woman.locator(".attach").click()
    await page.locator(f".menu [data-name={name}]").click()

    await expect(woman.locator(f"[data-from=me] {looks}")).to_be_visible()
    await expect(woman.locator(".chat")).to_contain_text(heard)
    sent = [message.file for message in stand.world.phones[stand.woman].messages.values() if message.file]
    assert [filetype.guess_mime(file.content) for file in sent] == [mime]


async def test_a_voice_message_plays(page: Page, woman: Locator) -> None:
    await begin(woman)
    await woman.locator(".attach").click()
    await page.locator(".menu [data-name=voice]").click()

    await woman.locator("[data-from=me] .player-key").click()

    await expect(woman.locator("[data-from=me] .player-key[aria-label=Pause]")).to_be_visible()
    await expect(woman.locator("[data-from=me] .player-time")).not_to_have_text("0:00")


async def test_her_own_message_can_be_changed_and_taken_back(page: Page, woman: Locator) -> None:
    await begin(woman)
    await write(woman, "first words")
    mine = woman.locator("[data-message][data-from=me]").last

    await mine.click(button="right")
    await page.locator(".menu [data-name=edit]").click()
    await write(woman, "other words")

    await expect(mine.locator(".text")).to_have_text("other words")
    await expect(mine.locator(".edited")).to_be_visible()
    await mine.click(button="right")
    await page.locator(".menu [data-name=delete]").click()
    await expect(woman.locator(".chat")).not_to_contain_text("other words")


async def test_a_blocked_bot_can_only_be_unblocked(page: Page, woman: Locator) -> None:
    await begin(woman)

    await woman.locator(".phone-menu").click()
    await page.locator(".menu [data-name=block]").click()

    await expect(woman.locator(".write")).to_be_hidden()
    await woman.locator(".unblock").click()
    await expect(woman.locator(".write")).to_be_visible()


async def test_the_clock_is_moved_and_put_back(page: Page, stand: Stand) -> None:
    await page.locator(".clock-move[data-move='3600']").click()

    await expect(page.locator(".clock-moved")).to_have_text("1 h ahead")
    assert stand.world.clock.offset.total_seconds() == 3600
    await page.locator(".clock-real").click()
    await expect(page.locator(".clock-moved")).to_have_text("real time")
    assert stand.world.clock.offset.total_seconds() == pytest.approx(0, abs=1)


async def test_a_fault_stays_in_sight_until_it_is_switched_off(page: Page, stand: Stand) -> None:
    await page.locator("button.faults").click()
    await page.locator(".fault-panel [name=kind]").select_option("500")
    await page.locator(".fault-panel [name=method]").select_option("sendMessage")
    await page.locator(".fault-on").click()
    await page.keyboard.press("Escape")

    await expect(page.locator(".fault-chips .fault-chip[data-fault='500']")).to_contain_text("sendMessage")
    assert [fault.kind for fault in stand.world.faults.active] == ["500"]
    await page.locator(".fault-chips .faults-off").click()
    await expect(page.locator(".fault-chips .fault-chip")).to_have_count(0)


async def test_the_transcript_shows_the_calls_of_one_method(page: Page, woman: Locator) -> None:
    await begin(woman)
    await page.locator(".transcript-toggle").click()

    await page.locator(".call-method").fill("sendMessage")
    await page.locator(".call-method").press("Enter")

    await expect(page.locator(".call[data-method=getUpdates]")).to_have_count(0)
    await page.locator(".call[data-method=sendMessage] summary").click()
    await expect(page.locator(".call .json").first).to_contain_text("What now?")


async def test_a_phone_is_added_and_removed(page: Page) -> None:
    await page.locator(".add-phone").click()
    await page.locator("[data-dialog=phone] [name=name]").fill("Mei")
    await page.locator("[data-dialog=phone] [name=language]").select_option("zh-hans")
    await page.locator("[data-dialog=phone] .submit").click()

    added = page.locator("[data-phone]", has_text="Mei")
    await expect(added).to_have_attribute("data-language", "zh-hans")
    await added.locator(".phone-menu").click()
    await page.locator(".menu [data-name=remove]").click()
    await expect(added).to_have_count(0)


async def test_the_page_speaks_chinese_and_keeps_that(page: Page, woman: Locator) -> None:
    await page.locator(".page-language").click()

    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    await expect(page.locator(".add-phone")).to_have_text("添加手机")
    await expect(woman.locator(".start")).to_have_text("开始")
    await page.reload()
    await expect(page.locator(".add-phone")).to_have_text("添加手机")


async def test_the_page_survives_a_restart_of_the_station(page: Page, stand: Stand) -> None:
    await stand.end()
    await expect(page.locator(".connection.lost")).to_have_text(
        "The station is not reachable. This page looks again by itself."
    )
    before = stand.woman

    await stand.start()

    await expect(page.locator(f"[data-phone='{stand.woman}']")).to_be_visible(timeout=15_000)
    await expect(page.locator(f"[data-phone='{before}']")).to_have_count(0)
    await expect(page.locator(".connection.lost")).to_have_count(0)


@pytest.mark.parametrize("width", [390, 768, 1280])
async def test_nothing_is_wider_than_the_window(page: Page, woman: Locator, width: int) -> None:
    await begin(woman)

    await page.set_viewport_size({"width": width, "height": 844})

    assert await page.evaluate("document.documentElement.scrollWidth") <= width
