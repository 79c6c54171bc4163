"""What is refused about messages that are there already, and about what a bot says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox import hands, introducing
from tests.sandbox.stand import Stand

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly"
    " the same as a current content and reply markup of the message"
)
QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def keyboard(data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Yes", "callback_data": data}]]}


# ---------------------------------------------------------------- editing


async def test_an_edit_changes_something(stand: Stand) -> None:
    sent = await stand.bot.send_message(stand.chat, "one")
    same: dict[str, Any] = {"chat_id": stand.chat, "message_id": sent.message_id, "text": "one"}

    assert await stand.refused("editMessageText", **same) == (400, NOT_MODIFIED)
    assert await stand.refused("editMessageText", **same | {"text": " one "}) == (400, NOT_MODIFIED)
    assert (await stand.raw("editMessageText", **same, reply_markup=keyboard("a")))["ok"]
    assert await stand.refused("editMessageText", **same, reply_markup=keyboard("a")) == (400, NOT_MODIFIED)
    assert (await stand.raw("editMessageText", **same))["ok"]  # the buttons go when none are given


async def test_taking_buttons_away_twice_is_no_change(stand: Stand) -> None:
    sent = await stand.raw("sendMessage", chat_id=stand.chat, text="a", reply_markup=keyboard("a"))
    at = {"chat_id": stand.chat, "message_id": sent["result"]["message_id"]}

    assert (await stand.raw("editMessageReplyMarkup", **at))["ok"]
    assert await stand.refused("editMessageReplyMarkup", **at) == (400, NOT_MODIFIED)


EDITS: list[tuple[str, dict[str, Any], str]] = [
    ("editMessageText", {"message_id": 999, "text": "a"}, "message to edit not found"),
    ("editMessageText", {"text": "a"}, "message identifier is not specified"),
    ("editMessageText", {"message_id": 1, "text": "a"}, "message can't be edited"),  # it is hers
    ("editMessageText", {"message_id": 2, "text": ""}, "message text is empty"),
    ("editMessageText", {"message_id": 2, "text": "a" * 4097}, "message is too long"),
    ("editMessageText", {"message_id": 3, "text": "a"}, "message can't be edited"),  # with a reply keyboard
    ("editMessageText", {"message_id": 4, "text": "a"}, "there is no text in the message to edit"),
    ("editMessageCaption", {"message_id": 2, "caption": "a"}, "there is no caption in the message to edit"),
    ("editMessageCaption", {"message_id": 4, "caption": "a" * 1025}, "message caption is too long"),
    (
        "editMessageText",
        {"message_id": 2, "text": "a", "reply_markup": {"remove_keyboard": True}},
        "inline keyboard expected",
    ),
]


@pytest.mark.parametrize(("method", "parameters", "words"), EDITS)
async def test_not_everything_can_be_edited(
    stand: Stand, method: str, parameters: dict[str, Any], words: str
) -> None:
    await stand.bot.send_message(stand.chat, "two")
    await stand.raw("sendMessage", chat_id=stand.chat, text="three", reply_markup={"keyboard": [["Here"]]})
    await stand.bot.send_photo(stand.chat, b"four")

    refused = await stand.refused(method, chat_id=stand.chat, **parameters)

    assert refused == (400, f"Bad Request: {words}")


# ---------------------------------------------------------------- deleting


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (48 * 60 - 1, None),
        (48 * 60 + 1, "Bad Request: message can't be deleted for everyone"),
    ],
)
@pytest.mark.parametrize("method", ["deleteMessage", "deleteMessages"])
async def test_deletion_ends_after_48_hours(
    stand: Stand, method: str, minutes: float, words: str | None
) -> None:
    sent = (await stand.bot.send_message(stand.chat, "a")).message_id
    stand.move(minutes=minutes)
    what = {"message_id": sent} if method == "deleteMessage" else {"message_ids": [sent]}

    answer = await stand.raw(method, chat_id=stand.chat, **what)

    assert answer.get("description") == words
    assert (sent in stand.phone.messages) is (words is not None)


async def test_her_messages_can_be_deleted_too(stand: Stand) -> None:
    number = stand.write("mine")

    await stand.bot.delete_message(stand.chat, number)

    assert number not in stand.phone.messages


async def test_a_message_is_deleted_once(stand: Stand) -> None:
    sent = (await stand.bot.send_message(stand.chat, "a")).message_id
    await stand.bot.delete_message(stand.chat, sent)

    refused = await stand.refused("deleteMessage", chat_id=stand.chat, message_id=sent)

    assert refused == (400, "Bad Request: message to delete not found")


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        ([999], None),  # unknown ones are skipped
        (list(range(500, 600)), None),
        (list(range(500, 601)), "too many message identifiers specified"),
        ([0], "invalid message identifier specified"),
        (["a"], "invalid message identifier specified"),
        ({"a": 1}, "expected an Array of message identifiers"),
    ],
)
async def test_one_to_100_messages_are_deleted_at_once(stand: Stand, ids: Any, words: str | None) -> None:
    given = {} if ids is None else {"message_ids": ids}

    answer = await stand.raw("deleteMessages", chat_id=stand.chat, **given)

    assert answer.get("description") == (words and f"Bad Request: {words}")


# ---------------------------------------------------------------- callbacks


async def test_a_callback_is_answered_once(stand: Stand) -> None:
    sent = await stand.raw("sendMessage", chat_id=stand.chat, text="a", reply_markup=keyboard("go"))
    query = hands.press(stand.world, stand.phone, sent["result"]["message_id"], "go")

    assert await stand.bot.answer_callback_query(query.id)
    assert await stand.refused("answerCallbackQuery", callback_query_id=query.id) == (400, QUERY)


@pytest.mark.parametrize(("minutes", "words"), [(14.9, None), (15.1, QUERY)])
async def test_a_callback_is_answered_soon(stand: Stand, minutes: float, words: str | None) -> None:
    sent = await stand.raw("sendMessage", chat_id=stand.chat, text="a", reply_markup=keyboard("go"))
    query = hands.press(stand.world, stand.phone, sent["result"]["message_id"], "go")
    stand.move(minutes=minutes)

    answer = await stand.raw("answerCallbackQuery", callback_query_id=query.id)

    assert answer.get("description") == words


@pytest.mark.parametrize(("length", "words"), [(200, None), (201, "Bad Request: MESSAGE_TOO_LONG")])
async def test_an_answer_to_a_callback_is_short(stand: Stand, length: int, words: str | None) -> None:
    query = hands.press(stand.world, stand.phone, 1, "forged")

    answer = await stand.raw("answerCallbackQuery", callback_query_id=query.id, text="a" * length)

    assert answer.get("description") == words


# ---------------------------------------------------------------- replies, copies, pins

PASSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ("copyMessage", {"message_id": 99}, "message to copy not found"),
    ("forwardMessage", {"message_id": 99}, "message to forward not found"),
    ("copyMessage", {"message_id": 2}, "message can't be copied"),
    ("forwardMessage", {"message_id": 2}, "message can't be forwarded"),
    ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
    ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ("sendLocation", {"latitude": 91, "longitude": 0}, "invalid location specified"),
    ("sendLocation", {"latitude": "north", "longitude": 0}, 'invalid parameter "latitude" specified'),
    ("sendLocation", {"longitude": 0}, "latitude is empty"),
    ("sendContact", {"phone_number": "1"}, "first name must be non-empty"),
    ("sendContact", {"first_name": "A"}, "phone number is empty"),
]


@pytest.mark.parametrize(("method", "parameters", "words"), PASSED)
async def test_what_is_not_there_or_protected_is_not_passed_on(
    stand: Stand, method: str, parameters: dict[str, Any], words: str
) -> None:
    await stand.bot.send_message(stand.chat, "secret", protect_content=True)
    origin = {"from_chat_id": stand.chat} if method in ("copyMessage", "forwardMessage") else {}

    refused = await stand.refused(method, chat_id=stand.chat, **origin, **parameters)

    assert refused == (400, f"Bad Request: {words}")


async def test_a_reply_may_do_without_what_it_answers(stand: Stand) -> None:
    reply = {"message_id": 99, "allow_sending_without_reply": True}

    answer = await stand.raw("sendMessage", chat_id=stand.chat, text="a", reply_parameters=reply)

    assert answer["ok"]
    assert "reply_to_message" not in answer["result"]


# ---------------------------------------------------------------- what a bot says of itself

COMMANDS: list[tuple[Any, str | None]] = [
    ([{"command": "/help", "description": "Help"}], None),
    ([{"command": "a" * 32, "description": "a" * 256}], None),
    ([{"command": "a" * 33, "description": "a"}], "command length must not exceed 32"),
    ([{"command": "a", "description": "a" * 257}], "command description length must not exceed 256"),
    ([{"command": " ", "description": "a"}], "command must be non-empty"),
    ([{"command": "a", "description": " "}], "command description must be non-empty"),
    ([{"command": "Help", "description": "a"}], "BOT_COMMAND_INVALID"),
    (["help"], "can't parse commands JSON object"),
    ("[", "can't parse commands JSON object"),
    ([{"command": f"c{n}", "description": "a"} for n in range(100)], None),
    ([{"command": f"c{n}", "description": "a"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
]


@pytest.mark.parametrize(("commands", "words"), COMMANDS)
async def test_commands_are_well_formed(stand: Stand, commands: Any, words: str | None) -> None:
    answer = await stand.raw("setMyCommands", commands=commands)

    assert answer.get("description") == (words and f"Bad Request: {words}")


@pytest.mark.parametrize(
    ("method", "name", "most"),
    [
        ("setMyName", "name", introducing.MOST_NAME),
        ("setMyShortDescription", "short_description", introducing.MOST_SHORT),
        ("setMyDescription", "description", introducing.MOST_DESCRIPTION),
    ],
)
async def test_what_a_bot_says_of_itself_has_an_end(stand: Stand, method: str, name: str, most: int) -> None:
    assert (await stand.raw(method, **{name: "a" * most}))["ok"]
    assert not (await stand.raw(method, **{name: "a" * (most + 1)}))["ok"]


@pytest.mark.parametrize(("code", "fits"), [("zh", True), ("", True), ("zh-hans", False), ("ZH", False)])
async def test_a_language_is_two_small_letters(stand: Stand, code: str, fits: bool) -> None:
    answer = await stand.raw("setMyDescription", description="a", language_code=code)

    assert answer["ok"] is fits
    assert answer.get("description") == (None if fits else "Bad Request: invalid language code specified")
