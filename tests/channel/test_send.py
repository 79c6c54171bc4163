"""What leaves the station reaches Telegram, and what Telegram says becomes an outcome."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.channel.connect import Connection, connect
from bot.channel.send import send
from bot.channel.upload import HELD
from bot.station.message import (
    Acknowledge,
    Delete,
    Document,
    Done,
    Key,
    Keyboard,
    Outcome,
    Outgoing,
    Strip,
    Text,
    TryLater,
    Undeliverable,
)
from tests.channel.server import CHAT, TOKEN, FaultyServer, Reply, drop, half, ok, raw, refuse, silence

UNCHANGED = refuse(400, "Bad Request: message is not modified: specified new message content and reply ma…")
NOT_FOUND = refuse(400, "Bad Request: message to edit not found")
NOT_EDITABLE = refuse(400, "Bad Request: message can't be edited")
UNDELETABLE = refuse(400, "Bad Request: message can't be deleted for everyone")
ANSWERED = refuse(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")

ROWS = ((Key("Yes", "a:1"), Key("No", "a:2")), (Key("Back", "c:back"),))


async def blocks(*content: bytes) -> AsyncIterator[bytes]:
    for block in content:
        yield block


# ---------------------------------------------------------------- messages


async def test_a_text_arrives_with_its_buttons_and_without_markup(
    bot: Connection, server: FaultyServer
) -> None:
    outcome = await send(bot, CHAT, Text("1 < 2 & *你好*", rows=ROWS, protected=True, silent=True))

    call = server.sent("sendMessage")[0].parameters
    assert outcome == Done(101)
    assert call["text"] == "1 < 2 & *你好*"
    assert "parse_mode" not in call
    assert json.loads(call["link_preview_options"]) == {"is_disabled": True}
    assert (call["protect_content"], call["disable_notification"]) == ("true", "true")
    assert json.loads(call["reply_markup"])["inline_keyboard"] == [
        [{"text": "Yes", "callback_data": "a:1"}, {"text": "No", "callback_data": "a:2"}],
        [{"text": "Back", "callback_data": "c:back"}],
    ]


async def test_a_place_keyboard_asks_for_the_place_with_its_first_key(
    bot: Connection, server: FaultyServer
) -> None:
    await send(bot, CHAT, Text("Where?", rows=ROWS, keyboard=Keyboard.PLACE, replaces=5))

    markup = json.loads(server.sent("sendMessage")[0].parameters["reply_markup"])
    assert markup["keyboard"] == [
        [{"text": "Yes", "request_location": True}, {"text": "No"}],
        [{"text": "Back"}],
    ]
    assert (markup["resize_keyboard"], markup["one_time_keyboard"]) == (True, True)
    assert not server.sent("editMessageText")  # Telegram puts no such keyboard on an edit


async def test_a_place_keyboard_is_taken_away(bot: Connection, server: FaultyServer) -> None:
    await send(bot, CHAT, Text("Thank you.", keyboard=Keyboard.GONE))

    assert json.loads(server.sent("sendMessage")[0].parameters["reply_markup"]) == {"remove_keyboard": True}


@pytest.mark.parametrize(("press", "fits"), [("x", True), ("x" * 64, True), ("家" * 21, True)])
async def test_a_button_carries_up_to_64_bytes(bot: Connection, press: str, fits: bool) -> None:
    assert await send(bot, CHAT, Text("?", rows=((Key("Yes", press),),))) == Done(101)


@pytest.mark.parametrize("press", ["", "x" * 65, "家" * 22])
async def test_a_button_that_carries_too_much_is_our_own_mistake(bot: Connection, press: str) -> None:
    with pytest.raises(ValueError, match="1 to 64 bytes"):
        await send(bot, CHAT, Text("?", rows=((Key("Yes", press),),)))


async def test_an_edit_keeps_its_message(bot: Connection, server: FaultyServer) -> None:
    outcome = await send(bot, CHAT, Text("Next question", rows=ROWS, replaces=55))

    assert outcome == Done(55)
    assert server.sent("editMessageText")[0].parameters["message_id"] == "55"
    assert not server.sent("sendMessage")


async def test_an_edit_that_changes_nothing_is_done(bot: Connection, server: FaultyServer) -> None:
    server.on("editMessageText", UNCHANGED)

    assert await send(bot, CHAT, Text("Same", replaces=55)) == Done(55)
    assert not server.sent("sendMessage")


@pytest.mark.parametrize("reply", [NOT_FOUND, NOT_EDITABLE, refuse(400, "Bad Request: MESSAGE_ID_INVALID")])
async def test_an_edit_of_a_message_that_is_gone_becomes_a_new_message(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    server.on("editMessageText", reply)

    assert await send(bot, CHAT, Text("Next question", rows=ROWS, replaces=55)) == Done(101)


@pytest.mark.parametrize("reply", [ok(True), UNCHANGED, NOT_FOUND, NOT_EDITABLE])
async def test_taking_buttons_off_is_done_even_if_they_are_off(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    server.on("editMessageReplyMarkup", reply)

    assert await send(bot, CHAT, Strip(55)) == Done(None)


@pytest.mark.parametrize("reply", [ok(True), refuse(400, "Bad Request: message to delete not found")])
async def test_deleting_is_done_even_if_it_is_gone(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    server.on("deleteMessages", reply)

    assert await send(bot, CHAT, Delete((1, 2, 3))) == Done(None)
    assert json.loads(server.sent("deleteMessages")[0].parameters["message_ids"]) == [1, 2, 3]


async def test_one_message_that_is_too_old_does_not_keep_the_others(
    bot: Connection, server: FaultyServer
) -> None:
    server.on("deleteMessages", UNDELETABLE, UNDELETABLE, UNDELETABLE, ok(True))

    outcome = await send(bot, CHAT, Delete((1, 2, 3, 4)))

    asked = [json.loads(call.parameters["message_ids"]) for call in server.sent("deleteMessages")]
    assert asked == [[1, 2, 3, 4], [1, 2], [1], [2], [3, 4]]
    assert outcome == Undeliverable("refused")  # the first one stays, and the station should know


@pytest.mark.parametrize("reply", [ok(True), ANSWERED])
async def test_a_press_is_acknowledged_once_or_too_late(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    server.on("answerCallbackQuery", reply)

    assert await send(bot, CHAT, Acknowledge("77", "x" * 300)) == Done(None)
    assert server.sent("answerCallbackQuery")[0].parameters == {"callback_query_id": "77", "text": "x" * 200}


# ---------------------------------------------------------------- outcomes


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (
            refuse(429, "Too Many Requests: retry after 7", retry_after=7),
            TryLater(timedelta(seconds=7), "too_many"),
        ),
        (raw(429, b"slow down"), TryLater(timedelta(seconds=2), "server")),
        (refuse(500, "Internal Server Error"), TryLater(timedelta(seconds=2), "server")),
        (raw(502, b"<html>Bad Gateway</html>"), TryLater(timedelta(seconds=2), "server")),
        (raw(200, b'{"ok": true, "res'), TryLater(timedelta(seconds=60), "server")),
        (half, TryLater(timedelta(seconds=2), "unreachable")),
        (drop, TryLater(timedelta(seconds=2), "unreachable")),
        (silence, TryLater(timedelta(seconds=2), "unreachable")),
        (refuse(401, "Unauthorized"), TryLater(timedelta(seconds=60), "server")),  # not her message's fault
        (refuse(403, "Forbidden: bot was blocked by the user"), Undeliverable("blocked", blocked=True)),
        (refuse(403, "Forbidden: user is deactivated"), Undeliverable("gone", blocked=True)),
        (refuse(400, "Bad Request: chat not found"), Undeliverable("gone", blocked=True)),
        (refuse(400, "Bad Request: PEER_ID_INVALID"), Undeliverable("gone", blocked=True)),
        (refuse(400, "Bad Request: message text is empty"), Undeliverable("refused")),
        (refuse(413, "Request Entity Too Large"), Undeliverable("refused")),
    ],
)
@pytest.mark.parametrize("outgoing", [Text("Hello"), Text("Hello", replaces=5)])
async def test_what_telegram_says_becomes_an_outcome(
    bot: Connection, server: FaultyServer, reply: Reply, expected: Outcome, outgoing: Outgoing
) -> None:
    server.on("sendMessage", reply)
    server.on("editMessageText", reply)

    assert await send(bot, CHAT, outgoing) == expected


async def test_a_server_that_is_away_is_unreachable() -> None:
    async with connect(TOKEN, "http://127.0.0.1:9") as bot:
        assert await send(bot, CHAT, Text("Hello")) == TryLater(timedelta(seconds=2), "unreachable")


# ---------------------------------------------------------------- evidence


@pytest.mark.parametrize(
    ("kind", "method", "parameter"),
    [
        ("photo", "sendPhoto", "photo"),
        ("voice", "sendVoice", "voice"),
        ("audio", "sendAudio", "audio"),
        ("video", "sendVideo", "video"),
        ("animation", "sendAnimation", "animation"),
        ("document", "sendDocument", "document"),
        ("something", "sendDocument", "document"),
        ("video_note", "sendVideo", "video"),  # with a caption: a round video has none
    ],
)
async def test_evidence_goes_as_what_it_is(
    bot: Connection, server: FaultyServer, kind: str, method: str, parameter: str
) -> None:
    document = Document(1, kind, '证据 "1".jpg', "她写的")

    outcome = await send(bot, CHAT, document, blocks(b"abc", b"def"))

    call = server.sent(method)[0]
    assert outcome == Done(101)
    assert call.files[parameter].content == b"abcdef"
    assert call.files[parameter].name == "证据 _1_.jpg"
    assert (call.parameters["caption"], call.parameters["protect_content"]) == ("她写的", "true")


async def test_a_round_video_without_caption_stays_round(bot: Connection, server: FaultyServer) -> None:
    await send(bot, CHAT, Document(1, "video_note", "round.mp4"), blocks(b"abc"))

    assert server.sent("sendVideoNote")[0].files["video_note"].content == b"abc"


@pytest.mark.parametrize(
    ("kind", "method", "reply"),
    [
        ("photo", "sendPhoto", refuse(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")),
        ("photo", "sendPhoto", refuse(400, "Bad Request: IMAGE_PROCESS_FAILED")),
        ("voice", "sendVoice", refuse(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")),
    ],
)
async def test_what_telegram_does_not_take_as_such_goes_as_a_document(
    bot: Connection, server: FaultyServer, kind: str, method: str, reply: Reply
) -> None:
    server.on(method, reply)

    outcome = await send(bot, CHAT, Document(1, kind, "1.jpg"), blocks(b"abc", b"def"))

    assert outcome == Done(101)
    assert server.sent("sendDocument")[0].files["document"].content == b"abcdef"


@pytest.mark.parametrize(("size", "method"), [(HELD, "sendPhoto"), (HELD + 1, "sendDocument")])
async def test_a_photo_over_ten_megabytes_goes_as_a_document(
    bot: Connection, server: FaultyServer, size: int, method: str
) -> None:
    whole = bytes(size)

    outcome = await send(
        bot, CHAT, Document(1, "photo", "1.jpg"), blocks(whole[: size // 2], whole[size // 2 :])
    )

    assert outcome == Done(101)
    assert next(iter(server.sent(method)[0].files.values())).content == whole


@pytest.mark.parametrize("beginning", [b"", bytes(HELD + 1)])
async def test_evidence_that_cannot_be_opened_is_not_a_fault_of_the_network(
    bot: Connection, server: FaultyServer, beginning: bytes
) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield beginning
        raise LookupError("sealed with another key")

    with pytest.raises(LookupError):
        await send(bot, CHAT, Document(1, "video", "1.mp4"), broken())


@pytest.mark.parametrize(("written", "units"), [("x" * 1024, 1024), ("x" * 1025, 1024), ("😀" * 600, 1023)])
async def test_a_caption_that_is_too_long_does_not_keep_the_file_back(
    bot: Connection, server: FaultyServer, written: str, units: int
) -> None:
    await send(bot, CHAT, Document(1, "photo", "1.jpg", written), blocks(b"abc"))

    caption = server.sent("sendPhoto")[0].parameters["caption"]
    assert len(caption.encode("utf-16-le")) // 2 == units
    assert caption.endswith("…") == (caption != written)
