"""Whatever arrives becomes an event that the station can answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channel.raw import read_all
from bot.flow.model import Event, File, Located, Odd, Pressed, Sent, Started, Wrote
from bot.flow.secret import Secret
from bot.station.message import Bot, Incoming
from tests.channel.server import CHAT, message

NOW = datetime(2026, 9, 22, 10, 0, tzinfo=UTC)
SENT_AT = datetime.fromtimestamp(1_790_000_000, UTC)
FILE: dict[str, Any] = {"file_id": "F", "file_unique_id": "U", "file_size": 1200}
PERSON = {"id": CHAT, "is_bot": False, "first_name": "W", "language_code": "en"}
FORWARDED = {"type": "hidden_user", "sender_user_name": "X", "date": 1}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
GROUP = {"id": -100, "type": "group", "title": "G"}


def arrived(**update: Any) -> list[Incoming]:
    return read_all([{"update_id": 9, **update}], Bot.PUBLIC, NOW)


def wrote(text: str) -> Wrote:
    return Wrote(Secret(text))


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"text": "你好 👋 مرحبا"}, wrote("你好 👋 مرحبا")),
        ({"text": "x" * 4096}, wrote("x" * 4096)),
        ({"text": "/start"}, Started(Secret(""))),
        ({"text": "/start ABC-1"}, Started(Secret("ABC-1"))),
        ({"text": "/start@s_bot ABC"}, Started(Secret("ABC"))),
        ({"text": "/Start\nABC"}, Started(Secret("ABC"))),
        ({"text": "/started"}, wrote("/started")),
        ({"text": "please /start"}, wrote("please /start")),
        ({"text": "/help"}, wrote("/help")),
        ({"text": "hi", "forward_origin": FORWARDED}, wrote("hi")),
        ({"location": {"latitude": 31.2, "longitude": 121.5}}, Located(31.2, 121.5)),
        (
            {
                "location": {"latitude": 31.2, "longitude": 121.5},
                "venue": {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "T", "address": "A"},
            },
            Located(1.0, 2.0),
        ),
        ({"contact": {"phone_number": "+49123", "first_name": "S"}}, wrote("+49123")),
        ({"contact": {"phone_number": "", "first_name": "S"}}, Odd("contact")),
        ({"sticker": STICKER}, Odd("sticker")),
        ({"dice": {"emoji": "🎲", "value": 3}}, Odd("dice")),
        ({"poll": {"of": "an older server"}}, Odd("unknown")),  # the library asks for more
        ({"text": "hi", "reply_to_message": message(3, poll={"of": "an older server"})}, wrote("hi")),
        ({"pinned_message": message(3, text="old")}, Odd("pinned_message")),
        ({}, Odd("unknown")),
        ({"something_new": {"of": "next year"}}, Odd("unknown")),
    ],
)  # fmt: skip
def test_a_message_becomes_an_event(content: dict[str, Any], event: Event) -> None:
    assert arrived(message=message(40, **content)) == [
        Incoming(Bot.PUBLIC, 9, CHAT, event, "zh-hans", 40, None, SENT_AT)
    ]


SMALL = {"file_id": "S", "file_unique_id": "S", "width": 90, "height": 60, "file_size": 10}
LARGE = {"file_id": "L", "file_unique_id": "L", "width": 900, "height": 600, "file_size": 1000}
VOICE = {**FILE, "duration": 4, "mime_type": "audio/ogg"}
VIDEO = {**FILE, "width": 10, "height": 10, "duration": 7, "mime_type": "video/mp4", "file_name": "v.mp4"}


@pytest.mark.parametrize(
    ("content", "file"),
    [
        ({"photo": [SMALL, LARGE]}, File("photo", "L", 1000)),
        ({"photo": [LARGE, SMALL]}, File("photo", "L", 1000)),
        ({"voice": VOICE}, File("voice", "F", 1200, "audio/ogg", seconds=4)),
        ({"audio": {**FILE, "duration": 5}}, File("audio", "F", 1200, seconds=5)),
        ({"video": VIDEO}, File("video", "F", 1200, "video/mp4", Secret("v.mp4"), 7)),
        ({"video_note": {**FILE, "length": 240, "duration": 6}}, File("video_note", "F", 1200, seconds=6)),
        (
            {"animation": VIDEO, "document": FILE},
            File("animation", "F", 1200, "video/mp4", Secret("v.mp4"), 7),
        ),
        ({"document": {**FILE, "file_name": "信.pdf"}}, File("document", "F", 1200, name=Secret("信.pdf"))),
        ({"document": {"file_id": "F", "file_unique_id": "U"}}, File("document", "F")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("caption", [None, "what he wrote"])
def test_a_file_keeps_its_handle_and_the_words_under_it(
    content: dict[str, Any], file: File, caption: str | None
) -> None:
    if caption is not None:
        content = {**content, "caption": caption, "media_group_id": "album"}

    (incoming,) = arrived(message=message(40, **content))

    assert incoming.event == Sent(file, None if caption is None else Secret(caption))


@pytest.mark.parametrize(
    ("content", "event"),
    [
        ({"text": "corrected"}, Wrote(Secret("corrected"), edited=True)),
        ({"text": "/start again"}, Wrote(Secret("/start again"), edited=True)),
        ({"photo": [LARGE], "caption": "corrected"}, Odd("edited")),
        ({"location": {"latitude": 31.2, "longitude": 121.5}}, Odd("edited")),
    ],
)
def test_an_edited_message_is_known_as_such(content: dict[str, Any], event: Event) -> None:
    (incoming,) = arrived(edited_message=message(40, **content))

    assert (incoming.event, incoming.message_id) == (event, 40)


PRESS = {"id": "77", "from": PERSON, "chat_instance": "c", "data": "a:1"}
INACCESSIBLE = {"message_id": 33, "date": 0, "chat": {"id": CHAT, "type": "private"}}


@pytest.mark.parametrize(
    ("query", "event", "message_id"),
    [
        ({"data": "a:1", "message": message(33, text="?")}, Pressed("a:1"), 33),
        ({"message": message(33, text="?")}, Pressed(""), 33),
        ({"data": "a:1", "message": INACCESSIBLE}, Pressed("a:1"), 33),
        ({"data": "a:1", "message": message(33, poll={"of": "an older server"})}, Pressed("a:1"), 33),
        ({"data": "a:1", "inline_message_id": "i"}, Pressed("a:1"), None),
    ],
)  # fmt: skip
def test_a_press_is_read_whatever_became_of_its_message(
    query: dict[str, Any], event: Event, message_id: int | None
) -> None:
    callback = {"id": "77", "from": PERSON, "chat_instance": "c", **query}

    assert arrived(callback_query=callback) == [
        Incoming(Bot.PUBLIC, 9, CHAT, event, "en", message_id, "77", NOW)
    ]


@pytest.mark.parametrize(
    "update",
    [
        {"message": {**message(40, text="hi"), "chat": GROUP}},
        {"callback_query": {**PRESS, "message": {**message(4), "chat": GROUP}}},
        {"my_chat_member": {
            "chat": {"id": CHAT, "type": "private"}, "from": PERSON, "date": 1,
            "old_chat_member": {"status": "member", "user": PERSON},
            "new_chat_member": {"status": "kicked", "user": PERSON, "until_date": 0},
        }},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}},
        {},
    ],
)  # fmt: skip
def test_what_comes_from_no_private_chat_is_dropped(update: dict[str, Any]) -> None:
    assert arrived(**update) == []


@pytest.mark.parametrize(
    ("broken", "callback"),
    [
        ({"message": {**message(40, text="hi"), "date": "yesterday"}}, None),
        ({"message": message(40, photo=[{"file_id": "P"}])}, None),
        ({"edited_message": message(40, voice=7)}, None),
        ({"callback_query": {"id": "77", "from": PERSON, "message": {**message(40), "date": "x"}}}, "77"),
    ],
)
def test_one_that_cannot_be_read_hides_none_of_the_others(
    broken: dict[str, Any], callback: str | None
) -> None:
    good = {"update_id": 10, "message": message(41, text="after it")}

    first, second = read_all([{"update_id": 9, **broken}, good], Bot.DUTY, NOW)

    assert (first.event, first.chat, first.update_id, first.message_id) == (Odd("unreadable"), CHAT, 9, 40)
    assert first.callback == callback
    assert second.event == wrote("after it")


@pytest.mark.parametrize("broken", [{"message": 7}, {"message": {"chat": 7}}, {"message": {"chat": GROUP}}])
def test_one_that_shows_no_chat_is_dropped(broken: dict[str, Any]) -> None:
    assert arrived(**broken) == []
