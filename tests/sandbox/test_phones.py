"""The control side: phones in a person's hand, the state, events, transcript."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update

from tests.sandbox.stand import Stand

SOON = 5  #: seconds; nothing here should take as long
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


# ---------------------------------------------------------------- state, waiting, events


async def test_the_state_shows_everything(stand: Stand) -> None:
    await stand.bot.send_photo(stand.chat, b"bytes", caption="c", has_spoiler=True, protect_content=True)
    await stand.ask("clock", {"move": 3600})

    state = await stand.ask("state")

    assert state.keys() == {"now", "offset_seconds", "bots", "phones", "faults"}
    assert state["offset_seconds"] == 3600
    assert [(bot["username"], bot["role"]) for bot in state["bots"]] == [
        ("public_bot", "public"),
        ("duty_bot", "duty"),
    ]
    (phone,) = state["phones"]
    assert {"id", "name", "language", "bot", "blocked", "typing", "keyboard", "commands"} <= phone.keys()
    hers, photo = phone["messages"]
    assert (hers["from"], hers["text"], hers["kind"]) == ("me", "/start", "text")
    assert (photo["from"], photo["text"], photo["caption"]) == ("bot", None, "c")
    assert (photo["protected"], photo["spoiler"], photo["silent"]) == (True, True, False)


async def test_a_test_waits_for_what_comes_next(stand: Stand) -> None:
    before = await stand.ask(f"phones/{stand.chat}/messages")
    path = f"phones/{stand.chat}/wait?after={before['n']}&seconds=50"

    async with asyncio.timeout(SOON):
        waiting = asyncio.create_task(stand.ask(path))
        await stand.bot.send_message(stand.chat, "come")
        found = await waiting

    assert found["n"] > before["n"]
    assert found["messages"][-1]["text"] == "come"
    assert await stand.ask(path) == found  # what has come already is not waited for


async def test_waiting_ends_in_time_and_with_the_sandbox(stand: Stand) -> None:
    path = f"phones/{stand.chat}/wait?after=999"

    async with asyncio.timeout(SOON):
        assert (await stand.ask(f"{path}&seconds=0.05"))["n"] < 999
        waiting = asyncio.create_task(stand.ask(f"{path}&seconds=50"))
        stand.stop.set()
        assert (await waiting)["n"] < 999


@asynccontextmanager
async def listening(stand: Stand) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """The events of the page from now on."""

    async def read(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, Any]]:
        async for line in lines:
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))

    async with asyncio.timeout(SOON), stand.control.stream("GET", "/sandbox/events") as answer:
        while not stand.world.events.listeners:  # noqa: ASYNC110 - it has no bell
            await asyncio.sleep(0)
        yield read(answer.aiter_lines())


async def test_events_tell_what_changes(stand: Stand) -> None:
    async with listening(stand) as events:
        sent = await stand.bot.send_message(stand.chat, "a", reply_markup=BUTTONS)
        await deed(stand, "press", message=sent.message_id, row=0, column=0)
        await stand.bot.edit_message_text("b", stand.chat, sent.message_id)
        await stand.bot.send_chat_action(stand.chat, "typing")
        await stand.bot.delete_message(stand.chat, sent.message_id)
        await stand.ask("clock", {"move": 60})
        await stand.ask("faults", {"kind": "429", "times": 1})
        await deed(stand, "block")
        await stand.ask("reset", {})
        told = [await anext(events) for _ in range(10)]

    assert [event["type"] for event in told] == [
        "message", "callback", "edit", "typing", "delete", "clock", "fault", "phone", "delete", "reset",
    ]  # fmt: skip
    assert told[0]["message"]["text"] == "a"
    assert told[1]["pending"] is True
    assert (told[2]["message"]["text"], told[2]["message"]["edited"]) == ("b", True)
    assert told[4]["messages"] == [sent.message_id]
    assert told[5]["offset_seconds"] == 60
    assert told[6]["faults"]["active"][0]["kind"] == "429"
    assert told[7]["state"]["blocked"] is True


async def test_events_end_when_the_sandbox_stops(stand: Stand) -> None:
    async with listening(stand) as events:
        stand.stop.set()

        assert [event async for event in events] == []


# ---------------------------------------------------------------- clock, transcript, reset


async def test_the_clock_is_moved_and_set(stand: Stand) -> None:
    moved = await stand.ask("clock", {"move": 48 * 3600})
    stand.write("later")
    put = await stand.ask("clock", {"set": "2026-03-03T14:05:00"})

    assert moved["offset_seconds"] == 48 * 3600
    assert put["now"].startswith("2026-03-03T14:05:00")
    assert (await stand.ask("clock"))["now"].startswith("2026-03-03T14:05:0")
    first, later = stand.phone.messages.values()
    assert later.date - first.date >= 48 * 3600


@pytest.mark.parametrize("given", [{}, {"set": "tomorrow"}, {"move": "1"}, {"move": 1, "by": 2}])
async def test_a_time_that_is_none_is_refused(stand: Stand, given: dict[str, Any]) -> None:
    assert (await stand.ask("clock", given, status=400))["error"]


async def test_every_call_stands_in_the_transcript(stand: Stand) -> None:
    await stand.bot.send_message(stand.chat, "a", reply_markup=BUTTONS)
    await stand.refused("editMessageText", chat_id=stand.chat, message_id=99, text="b")
    await stand.bot.get_updates()

    calls = await stand.ask("transcript")
    start, sent, refused, polled = calls

    assert [call["method"] for call in calls] == ["getMe", "sendMessage", "editMessageText", "getUpdates"]
    assert [call["n"] for call in calls] == [1, 2, 3, 4]
    assert start["bot"] == "public"
    assert sent["parameters"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Go"
    assert sent["answer"]["result"]["text"] == "a"
    assert (refused["status"], refused["answer"]["description"]) == (
        400,
        "Bad Request: message to edit not found",
    )
    assert polled["answer"] == {"ok": True, "result": []}


async def test_the_transcript_is_searched(stand: Stand) -> None:
    await stand.bot.send_message(stand.chat, "a")
    await stand.bot.get_updates()

    async def numbers(query: str) -> list[int]:
        return [call["n"] for call in await stand.ask(f"transcript?{query}")]

    assert await numbers("method=sendMessage") == [2]
    assert await numbers(f"phone={stand.chat}") == [2]
    assert await numbers("since=2") == [3]
    assert await numbers("quiet=1") == [1, 2]
    assert (await stand.ask("transcript?since=x", status=400))["error"]


async def test_an_uploaded_file_is_not_written_out(stand: Stand) -> None:
    await stand.bot.send_document(stand.chat, b"secret bytes", filename="a.pdf")

    (call,) = await stand.ask("transcript?method=sendDocument")

    assert call["parameters"]["document"] == "12 bytes"
    assert "secret bytes" not in json.dumps(call)


async def test_a_reset_leaves_people_and_nothing_else(stand: Stand) -> None:
    stand.write("a")
    await stand.ask("clock", {"move": 60})
    await stand.ask("faults", {"kind": "500"})

    state = await stand.ask("reset", {})

    assert [phone["messages"] for phone in state["phones"]] == [[]]
    assert (state["offset_seconds"], state["faults"]) == (0, {"active": []})
    assert await stand.bot.get_updates() == ()


# ---------------------------------------------------------------- the page's own files


async def test_the_page_is_served_under_a_strict_policy(stand: Stand) -> None:
    page = await stand.control.get("/")

    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["content-security-policy"].startswith("default-src 'self'")


@pytest.mark.parametrize("path", ["/page/../world.py", "/page/%2e%2e/world.py", "/page/", "/page/none.js"])
async def test_nothing_but_the_page_is_served(stand: Stand, path: str) -> None:
    assert (await stand.control.get(path)).status_code == 404
