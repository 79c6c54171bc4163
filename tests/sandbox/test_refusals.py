"""Every refusal: its code, its words, and what is still allowed beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from bot.sandbox import hands
from tests.sandbox.stand import Stand

FLAG = "\N{REGIONAL INDICATOR SYMBOL LETTER C}"  # two UTF-16 units


def keyboard(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Yes", "callback_data": data}]]}


# ---------------------------------------------------------------- words

TEXTS: list[tuple[str, dict[str, Any], str | None]] = [
    ("one character", {"text": "a"}, None),
    ("empty", {"text": ""}, "message text is empty"),
    ("missing", {}, "message text is empty"),
    ("spaces", {"text": " \n "}, "text must be non-empty"),
    ("4096", {"text": "a" * 4096}, None),
    ("4097", {"text": "a" * 4097}, "message is too long"),
    ("4097 before trimming", {"text": "a" * 4096 + " "}, None),
    ("4096 units of emoji", {"text": FLAG * 2048}, None),
    ("4097 units with emoji", {"text": FLAG * 2048 + "a"}, "message is too long"),
    ("4096 after parsing", {"text": f"<b>{'a' * 4096}</b>", "parse_mode": "HTML"}, None),
    ("4097 after parsing", {"text": f"<b>{'a' * 4097}</b>", "parse_mode": "HTML"}, "message is too long"),
    ("an empty tag", {"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
    ("a mode that is none", {"text": "a", "parse_mode": "RTF"}, "unsupported parse_mode"),
    (
        "marks past the end",
        {"text": "ab", "entities": [{"type": "bold", "offset": 1, "length": 2}]},
        "entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 2",
    ),
    ("marks at the end", {"text": "ab", "entities": [{"type": "bold", "offset": 1, "length": 1}]}, None),
    ("marks that are no list", {"text": "ab", "entities": "{"}, "can't parse entities JSON object"),
    (
        "marks without length",
        {"text": "ab", "entities": [{"type": "bold", "offset": 1}]},
        'can\'t parse MessageEntity: Field "length" must be of type Number',
    ),
]


@pytest.mark.parametrize(("parameters", "words"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
async def test_a_text_is_neither_empty_nor_too_long(
    stand: Stand, parameters: dict[str, Any], words: str | None
) -> None:
    answer = await stand.raw("sendMessage", chat_id=stand.chat, **parameters)

    assert answer.get("description") == (words and f"Bad Request: {words}")
    assert len(stand.phone.messages) == (1 if words else 2)


async def test_half_a_character_is_refused(stand: Stand) -> None:
    body = json.dumps({"chat_id": stand.chat, "text": "\ud83d"})

    answer = await stand.control.post(
        f"/bot{stand.bot.token}/sendMessage", content=body, headers={"Content-Type": "application/json"}
    )

    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


@pytest.mark.parametrize(
    ("caption", "words"),
    [
        ("a" * 1024, None),
        ("a" * 1025, "message caption is too long"),
        (FLAG * 512, None),
        (FLAG * 512 + "a", "message caption is too long"),
        ("", None),
    ],
)
async def test_a_caption_is_not_too_long(stand: Stand, caption: str, words: str | None) -> None:
    answer = await stand.control.post(
        f"/bot{stand.bot.token}/sendPhoto",
        data={"chat_id": str(stand.chat), "caption": caption},
        files={"photo": ("a.jpg", b"picture")},
    )

    assert answer.json().get("description") == (words and f"Bad Request: {words}")


# ---------------------------------------------------------------- buttons


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        ("", False),
        ("a", True),
        ("a" * 64, True),
        ("a" * 65, False),
        ("\N{CJK UNIFIED IDEOGRAPH-5973}" * 21 + "a", True),  # 64 bytes
        ("\N{CJK UNIFIED IDEOGRAPH-5973}" * 21 + "ab", False),  # 65 bytes, 23 characters
    ],
)
async def test_a_button_carries_one_to_64_bytes(stand: Stand, data: str, fits: bool) -> None:
    answer = await stand.raw("sendMessage", chat_id=stand.chat, text="a", reply_markup=keyboard(data))

    assert answer["ok"] is fits
    assert answer.get("description") == (None if fits else "Bad Request: BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ({"inline_keyboard": [[{"text": " ", "callback_data": "a"}]]}, "Text buttons must be non-empty"),
        ({"inline_keyboard": [[{"text": "a"}]]}, "Text buttons are unallowed in the inline keyboard"),
        ({"inline_keyboard": [["a"]]}, "InlineKeyboardButton must be an Object"),
        ({"keyboard": [[{"text": ""}]]}, "Text buttons must be non-empty"),
        ({"keyboard": "a"}, 'Field "keyboard" must be of type Array'),
        ({"buttons": []}, "object expected as reply markup"),
        ("{", "can't parse reply_markup JSON object"),
        ({"inline_keyboard": [[keyboard("a")["inline_keyboard"][0][0]] * 101]}, "REPLY_MARKUP_TOO_LONG"),
    ],
)
async def test_a_broken_keyboard_is_refused(stand: Stand, markup: Any, words: str) -> None:
    code, description = await stand.refused("sendMessage", chat_id=stand.chat, text="a", reply_markup=markup)

    assert code == 400
    assert description.endswith(words)


# ---------------------------------------------------------------- whom


async def test_a_chat_that_nobody_knows_is_not_found(stand: Stand) -> None:
    assert await stand.refused("sendMessage", chat_id=12, text="a") == (400, "Bad Request: chat not found")
    assert await stand.refused("sendMessage", text="a") == (400, "Bad Request: chat_id is empty")


async def test_the_other_bots_chat_is_not_found(stand: Stand) -> None:
    officer = stand.world.add_phone("Bo", "en", "duty", first="/start")

    refused = await stand.refused("sendMessage", chat_id=officer, text="a")

    assert refused == (400, "Bad Request: chat not found")


async def test_nobody_is_written_to_before_she_wrote(stand: Stand) -> None:
    silent = stand.world.add_phone("Bo", "en", "public")

    refused = await stand.refused("sendMessage", chat_id=silent, text="a")

    assert refused == (403, "Forbidden: bot can't initiate conversation with a user")


BLOCKED: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {"text": "a"}),
    ("sendChatAction", {"action": "typing"}),
    ("sendLocation", {"latitude": 1, "longitude": 2}),
    ("editMessageText", {"message_id": 1, "text": "b"}),
]


@pytest.mark.parametrize(("method", "parameters"), BLOCKED)
async def test_who_blocked_the_bot_hears_nothing(
    stand: Stand, method: str, parameters: dict[str, Any]
) -> None:
    hands.block(stand.world, stand.phone)

    refused = await stand.refused(method, chat_id=stand.chat, **parameters)

    assert refused == (403, "Forbidden: bot was blocked by the user")


async def test_who_unblocks_hears_again(stand: Stand) -> None:
    hands.block(stand.world, stand.phone)
    hands.unblock(stand.world, stand.phone)

    message = await stand.bot.send_message(stand.chat, "a")

    assert message.text == "a"


# ---------------------------------------------------------------- methods and tokens


async def test_a_method_that_is_none_is_not_found(stand: Stand) -> None:
    assert await stand.refused("sendMesage", chat_id=stand.chat) == (404, "Not Found")


async def test_a_parameter_that_is_none_is_named(stand: Stand) -> None:
    code, words = await stand.refused("sendMessage", chat_id=stand.chat, text="a", txt="b")

    assert code == 400
    assert words == (
        'Bad Request: parameter "txt" of sendMessage is unknown to this sandbox (Telegram would ignore it)'
    )


async def test_what_only_the_library_knows_is_no_parameter(stand: Stand) -> None:
    code, words = await stand.refused(
        "sendMessage", chat_id=stand.chat, text="a", disable_web_page_preview=True
    )

    assert code == 400
    assert "disable_web_page_preview" in words


async def test_a_file_that_is_no_parameter_is_named(stand: Stand) -> None:
    answer = await stand.control.post(
        f"/bot{stand.bot.token}/sendMessage",
        data={"chat_id": str(stand.chat), "text": "a"},
        files={"foto": ("a.jpg", b"picture")},
    )

    assert answer.status_code == 400
    assert '"foto"' in answer.json()["description"]


async def test_a_method_that_is_not_played_says_so(stand: Stand) -> None:
    code, words = await stand.refused("banChatMember", chat_id=stand.chat, user_id=1)

    assert code == 501
    assert words == "Not Implemented: banChatMember exists, but this sandbox does not play it"


async def test_a_wrong_token_is_unauthorized(stand: Stand) -> None:
    answer = await stand.raw("getMe", token="123456789:" + "Z" * 35)

    assert answer == {"ok": False, "error_code": 401, "description": "Unauthorized"}


# ---------------------------------------------------------------- as the real library reports them

Deed = Callable[[Stand], Any]
REPORTED: list[tuple[Deed, type[Exception], str]] = [
    (lambda s: s.bot.send_message(12, "a"), BadRequest, "Chat not found"),
    (lambda s: s.bot.send_message(s.chat, "a" * 4097), BadRequest, "Message is too long"),
    (lambda s: s.bot.edit_message_text("a", s.chat, 1), BadRequest, "Message can't be edited"),
    (lambda s: s.bot.answer_callback_query("1"), BadRequest, "Query is too old"),
]


@pytest.mark.parametrize(("deed", "error", "words"), REPORTED)
async def test_the_library_understands_a_refusal(
    stand: Stand, deed: Deed, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        await deed(stand)


async def test_the_library_understands_a_blocked_bot(stand: Stand) -> None:
    hands.block(stand.world, stand.phone)

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await stand.bot.send_message(stand.chat, "a")


async def test_the_library_understands_a_wrong_token(stand: Stand) -> None:
    stand.world.bots.clear()

    with pytest.raises(InvalidToken):
        await stand.bot.send_message(stand.chat, "a")


async def test_the_library_understands_too_many_requests(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    stand.world.faults.switch_on("429", retry_after=7)

    with pytest.raises(RetryAfter) as error:
        await stand.bot.send_message(stand.chat, "a")

    assert error.value.retry_after.total_seconds() == 7  # type: ignore[union-attr]
