"""The control side: state, waiting, events, clock, transcript, the page's files."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

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
        while not stand.world.events.listeners:
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
