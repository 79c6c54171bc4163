"""Phones in a person's hand."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.sandbox.stand import Stand

BUTTONS = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("Go", callback_data="go"),
            InlineKeyboardButton("Read", url="https://example.org"),
        ]
    ]
)


async def deed(stand: Stand, name: str, status: int = 200, **what: Any) -> Any:
    return await stand.ask(f"phones/{stand.chat}/{name}", what, status)


async def heard(stand: Stand) -> Update:
    """The one update that waits."""
    (update,) = await stand.bot.get_updates()
    return update


# ---------------------------------------------------------------- what she can send


async def test_she_writes(stand: Stand) -> None:
    await deed(stand, "text", text="  hello  ", reply_to=1)

    message = (await heard(stand)).message
    assert message is not None
    assert message.text == "hello"
    assert message.reply_to_message is not None
    assert message.from_user is not None
    assert (message.from_user.first_name, message.from_user.language_code) == ("Ana", "en")


async def test_a_long_text_leaves_in_pieces(stand: Stand) -> None:
    await deed(stand, "text", text="a" * 5000)

    lengths = [len(update.message.text or "") for update in await stand.bot.get_updates() if update.message]
    assert lengths == [4096, 904]


SENDS: list[tuple[str, dict[str, Any], str]] = [
    ("location", {"latitude": 39.9, "longitude": 116.4}, "location"),
    ("contact", {"phone": "+8613800000000", "own": True}, "contact"),
    ("contact", {"phone": "+8613800000000", "own": False}, "contact"),
    ("sticker", {"emoji": "\N{WAVING HAND SIGN}"}, "sticker"),
    ("poll", {}, "poll"),
    ("dice", {}, "dice"),
    ("forward", {"text": "by somebody"}, "forward_origin"),
]


@pytest.mark.parametrize(("name", "what", "kind"), SENDS)
async def test_she_sends_what_a_phone_can_send(
    stand: Stand, name: str, what: dict[str, Any], kind: str
) -> None:
    shown = await deed(stand, name, **what)

    message = (await heard(stand)).message
    assert message is not None
    assert getattr(message, kind)
    assert shown["message"]["id"] == message.message_id
    assert shown["message"]["from"] == "me"


KINDS = ["photo", "voice", "audio", "video", "video_note", "animation", "document"]


@pytest.mark.parametrize("kind", KINDS)
async def test_she_sends_files(stand: Stand, kind: str) -> None:
    answer = await stand.control.post(
        f"/sandbox/phones/{stand.chat}/file",
        data={"kind": kind, "caption": "look", "seconds": "3", "group": "7"},
        files={"file": ("a.bin", b"bytes", "application/pdf")},
    )

    message = (await heard(stand)).message
    assert message is not None
    assert message.effective_attachment
    assert (message.caption, message.media_group_id) == ("look", "7")
    shown = answer.json()["message"]
    assert (shown["kind"], shown["caption"], shown["file"]["size"]) == (kind, "look", 5)
    assert (await stand.control.get(shown["file"]["url"])).content == b"bytes"


async def test_she_changes_her_words(stand: Stand) -> None:
    await deed(stand, "edit", message=1, text="changed")

    update = await heard(stand)
    assert update.edited_message is not None
    assert update.edited_message.text == "changed"
    assert update.edited_message.edit_date is not None


async def test_she_deletes_and_clears(stand: Stand) -> None:
    stand.write("two")
    stand.write("three")

    await deed(stand, "delete", messages=[2, 99])
    assert list(stand.phone.messages) == [1, 3]
    await deed(stand, "clear")
    assert list(stand.phone.messages) == []


async def test_she_presses_by_place_or_by_what_it_carries(stand: Stand) -> None:
    sent = (await stand.bot.send_message(stand.chat, "a", reply_markup=BUTTONS)).message_id

    await deed(stand, "press", message=sent, row=0, column=0)
    await deed(stand, "press", message=sent, data="forged")

    pressed = [update.callback_query for update in await stand.bot.get_updates()]
    assert [query.data for query in pressed if query] == ["go", "forged"]
    (button, _), = (await stand.ask("state"))["phones"][0]["messages"][1]["buttons"]  # fmt: skip
    assert button == {"text": "Go", "press": "go", "url": None, "pending": True}
    assert pressed[0] is not None
    await pressed[0].answer()
    (button, _), = (await stand.ask("state"))["phones"][0]["messages"][1]["buttons"]  # fmt: skip
    assert button["pending"] is False


async def test_a_keyboard_for_one_time_folds_after_use(stand: Stand) -> None:
    keys = {"keyboard": [["Here"]], "one_time_keyboard": True}
    await stand.raw("sendMessage", chat_id=stand.chat, text="where?", reply_markup=keys)
    shown = (await stand.ask("state"))["phones"][0]["keyboard"]

    await deed(stand, "text", text="Here")

    assert shown["keyboard"] == [[{"text": "Here"}]]
    assert (await stand.ask("state"))["phones"][0]["keyboard"] is None


async def test_the_bot_hears_of_a_block_and_its_end(stand: Stand) -> None:
    for name in ("block", "block", "unblock"):
        await deed(stand, name)

    told = [update.my_chat_member for update in await stand.bot.get_updates()]
    assert [change.new_chat_member.status for change in told if change] == ["kicked", "member"]


WRONG: list[tuple[str, dict[str, Any], int, str]] = [
    ("text", {}, 400, '"text" is missing.'),
    ("text", {"text": 1}, 400, '"text" is of the wrong type: int.'),
    ("text", {"text": "a", "txt": "a"}, 400, "Unknown: txt. Known: reply_to, text."),
    ("text", {"text": " "}, 409, "A phone does not send an empty text."),
    ("press", {"message": 99, "data": "a"}, 409, "There is no message 99 in this chat."),
    ("press", {"message": 1, "row": 0, "column": 0}, 409, "Message 1 has no button in row 0, column 0."),
    ("press", {"message": 2, "row": 0, "column": 1}, 409, "This button opens something"),
    ("edit", {"message": 2, "text": "a"}, 409, "Only one's own messages can be changed, for 48 hours."),
    ("delete", {"messages": ["a"]}, 400, '"messages" is a list of whole numbers.'),
    ("dance", {}, 404, "A phone can do: text, press,"),
    ("location", {"latitude": True, "longitude": 1}, 400, '"latitude" is of the wrong type: bool.'),
]


@pytest.mark.parametrize(("name", "what", "status", "words"), WRONG)
async def test_what_no_phone_can_do_is_explained(
    stand: Stand, name: str, what: dict[str, Any], status: int, words: str
) -> None:
    await stand.bot.send_message(stand.chat, "a", reply_markup=BUTTONS)

    assert (await deed(stand, name, status, **what))["error"].startswith(words)


async def test_who_has_blocked_the_bot_cannot_write(stand: Stand) -> None:
    await deed(stand, "block")

    assert (await deed(stand, "text", 409, text="a"))["error"].startswith("She has blocked this bot.")


# ---------------------------------------------------------------- phones come and go


async def test_a_phone_is_added_and_taken_away(stand: Stand) -> None:
    added = await stand.ask(
        "phones", {"name": "Bo", "language": "zh-hans", "bot": "duty", "first": "/start x"}
    )

    assert (added["name"], added["language"], added["bot"]) == ("Bo", "zh-hans", "duty")
    assert [message["text"] for message in added["messages"]] == ["/start x"]
    assert 10**9 <= added["id"] < 2**52
    assert (await stand.control.delete(f"/sandbox/phones/{added['id']}")).json() == {"ok": True}
    assert [phone["id"] for phone in (await stand.ask("state"))["phones"]] == [stand.chat]
    assert await stand.ask(f"phones/{added['id']}/messages", status=404)


async def test_a_phone_needs_a_bot_that_is_there(stand: Stand) -> None:
    error = await stand.ask("phones", {"name": "Bo", "bot": "third"}, status=400)

    assert error == {"error": 'There is no bot "third".'}


async def test_a_phone_changes_its_language(stand: Stand) -> None:
    await deed(stand, "language", language="zh-hans")
    stand.write("hello")

    message = (await heard(stand)).message
    assert message is not None
    assert message.from_user is not None
    assert message.from_user.language_code == "zh-hans"
