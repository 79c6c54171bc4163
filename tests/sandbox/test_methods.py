"""Every method that is played, called by the real library."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    MenuButtonCommands,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.sandbox import hands
from bot.sandbox.methods import methods
from bot.sandbox.played import PLAYED
from tests.sandbox.stand import Stand

BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])

# ---------------------------------------------------------------- the table


def test_the_table_comes_from_the_library() -> None:
    table = methods()

    assert len(table) > 150
    assert PLAYED.keys() - table.keys() == set()
    assert table["getUpdates"] == {"offset", "limit", "timeout", "allowed_updates"}


@pytest.mark.parametrize(
    ("method", "has", "has_not"),
    [
        ("sendMessage", {"chat_id", "text", "reply_parameters", "link_preview_options"}, {"read_timeout"}),
        ("sendMessage", {"entities"}, {"api_kwargs", "disable_web_page_preview", "reply_to_message_id"}),
        ("sendPhoto", {"photo", "has_spoiler"}, {"filename"}),
        ("sendMediaGroup", {"media"}, {"caption", "parse_mode", "caption_entities"}),
        ("sendLocation", {"latitude", "longitude"}, {"location"}),
        ("sendContact", {"phone_number"}, {"contact"}),
        ("deleteMessages", {"message_ids"}, {"message_id"}),
    ],
)
def test_a_method_has_telegrams_parameters_alone(method: str, has: set[str], has_not: set[str]) -> None:
    assert has <= methods()[method]
    assert not has_not & methods()[method]


def test_every_method_of_the_library_is_known() -> None:
    """Those it has under two names are Telegram's."""
    functions = {name for name, found in vars(Bot).items() if inspect.iscoroutinefunction(found)}
    both = {name for name in functions if name != name.lower()}

    assert both - methods().keys() == set()


# ---------------------------------------------------------------- one call of each

Deed = Callable[[Stand], Awaitable[Any]]

SENDS: dict[str, tuple[Deed, str]] = {
    "sendMessage": (lambda s: s.bot.send_message(s.chat, "hello", reply_markup=BUTTONS), "text"),
    "sendPhoto": (lambda s: s.bot.send_photo(s.chat, b"bytes", caption="c", has_spoiler=True), "photo"),
    "sendVoice": (lambda s: s.bot.send_voice(s.chat, b"bytes", duration=3, caption="c"), "voice"),
    "sendAudio": (lambda s: s.bot.send_audio(s.chat, b"bytes", filename="a.mp3"), "audio"),
    "sendVideo": (lambda s: s.bot.send_video(s.chat, b"bytes", supports_streaming=True), "video"),
    "sendVideoNote": (lambda s: s.bot.send_video_note(s.chat, b"bytes", length=240), "video_note"),
    "sendAnimation": (lambda s: s.bot.send_animation(s.chat, b"bytes"), "animation"),
    "sendDocument": (lambda s: s.bot.send_document(s.chat, b"bytes", filename="a.pdf"), "document"),
    "sendLocation": (lambda s: s.bot.send_location(s.chat, 39.9, 116.4), "location"),
    "sendContact": (lambda s: s.bot.send_contact(s.chat, "+8610", "Station"), "contact"),
}


@pytest.mark.parametrize("method", SENDS)
async def test_everything_can_be_sent(stand: Stand, method: str) -> None:
    deed, kind = SENDS[method]

    sent = await deed(stand)

    kept = stand.phone.messages[sent.message_id]
    assert (kept.kind, kept.mine, sent.chat.id) == (kind, False, stand.chat)
    assert getattr(sent, kind)


async def test_an_album_is_sent(stand: Stand) -> None:
    photo, paper = InputMediaPhoto(b"one", caption="c"), InputMediaDocument(b"two", filename="a.pdf")

    one, two = await stand.bot.send_media_group(stand.chat, [photo, paper], protect_content=True)

    assert one.media_group_id == two.media_group_id
    assert (one.caption, two.caption) == ("c", None)
    assert stand.phone.messages[two.message_id].protected


async def test_words_keep_their_marks(stand: Stand) -> None:
    marks = [MessageEntity(MessageEntity.BOLD, 0, 2)]

    plain = await stand.bot.send_message(stand.chat, "ab /help", entities=marks)
    html = await stand.bot.send_message(stand.chat, "<b>ab</b> /help", parse_mode="HTML")

    assert plain.text == html.text == "ab /help"
    assert [entity.type for entity in plain.entities] == ["bold", "bot_command"]
    assert plain.entities == html.entities


async def test_a_message_is_silent_protected_and_a_reply(stand: Stand) -> None:
    sent = await stand.bot.send_message(
        stand.chat,
        "hello",
        disable_notification=True,
        protect_content=True,
        reply_parameters=ReplyParameters(1),
    )

    kept = stand.phone.messages[sent.message_id]
    assert (kept.silent, kept.protected, kept.reply_to) == (True, True, 1)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"


async def test_a_keyboard_comes_and_goes(stand: Stand) -> None:
    keys = ReplyKeyboardMarkup([[KeyboardButton("My place", request_location=True)]], one_time_keyboard=True)

    await stand.bot.send_message(stand.chat, "where?", reply_markup=keys)
    shown = stand.phone.keyboard
    await stand.bot.send_message(stand.chat, "thanks", reply_markup=ReplyKeyboardRemove())

    assert shown is not None
    assert shown["keyboard"][0][0]["request_location"] is True
    assert stand.phone.keyboard is None


async def test_typing_shows_until_a_message_comes(stand: Stand) -> None:
    await stand.bot.send_chat_action(stand.chat, "typing")
    typing = (await stand.ask("state"))["phones"][0]["typing"]
    await stand.bot.send_message(stand.chat, "hello")
    after = (await stand.ask("state"))["phones"][0]["typing"]

    assert (typing, after) == (True, False)


@pytest.mark.parametrize(("seconds", "typing"), [(4, True), (6, False)])
async def test_typing_ends_by_itself(stand: Stand, seconds: float, typing: bool) -> None:
    await stand.bot.send_chat_action(stand.chat, "typing")

    stand.move(seconds=seconds)

    assert (await stand.ask("state"))["phones"][0]["typing"] is typing


async def test_words_and_buttons_are_edited(stand: Stand) -> None:
    sent = await stand.bot.send_message(stand.chat, "one", reply_markup=BUTTONS)

    edited = await stand.bot.edit_message_text("two", stand.chat, sent.message_id)
    again = await stand.bot.edit_message_reply_markup(stand.chat, sent.message_id, reply_markup=BUTTONS)

    assert not isinstance(edited, bool)
    assert not isinstance(again, bool)
    assert (edited.text, edited.reply_markup) == ("two", None)
    assert edited.edit_date is not None
    assert again.reply_markup == BUTTONS


async def test_a_caption_is_edited(stand: Stand) -> None:
    sent = await stand.bot.send_photo(stand.chat, b"bytes", caption="one")

    edited = await stand.bot.edit_message_caption(stand.chat, sent.message_id, caption="two")

    assert not isinstance(edited, bool)
    assert edited.caption == "two"


async def test_messages_are_deleted(stand: Stand) -> None:
    ids = [(await stand.bot.send_message(stand.chat, str(n))).message_id for n in range(3)]

    assert await stand.bot.delete_message(stand.chat, ids[0])
    assert await stand.bot.delete_messages(stand.chat, [*ids, 999])
    assert list(stand.phone.messages) == [1]


async def test_a_pressed_button_reaches_the_bot(stand: Stand) -> None:
    sent = await stand.bot.send_message(stand.chat, "one", reply_markup=BUTTONS)
    hands.press(stand.world, stand.phone, sent.message_id, "go")

    (update,) = await stand.bot.get_updates()

    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id) == ("go", stand.chat)
    assert query.message is not None
    assert query.message.message_id == sent.message_id
    assert await query.answer("done", show_alert=True)


async def test_a_message_is_copied_and_forwarded(stand: Stand) -> None:
    hers = stand.write("mine")

    copy = await stand.bot.copy_message(stand.chat, stand.chat, hers)
    forward = await stand.bot.forward_message(stand.chat, stand.chat, hers)

    assert stand.phone.messages[copy.message_id].text == forward.text == "mine"
    assert forward.forward_origin is not None
    assert "forward_origin" not in stand.phone.messages[copy.message_id].body


async def test_a_copied_file_may_get_another_caption(stand: Stand) -> None:
    sent = await stand.bot.send_photo(stand.chat, b"bytes", caption="one")

    copy = await stand.bot.copy_message(stand.chat, stand.chat, sent.message_id, caption="two")

    assert stand.phone.messages[copy.message_id].text == "two"


async def test_a_message_is_pinned(stand: Stand) -> None:
    sent = await stand.bot.send_message(stand.chat, "one")

    await stand.bot.pin_chat_message(stand.chat, sent.message_id)

    chat = await stand.bot.get_chat(stand.chat)
    assert chat.pinned_message is not None
    assert chat.pinned_message.text == "one"
    assert chat.first_name == "Ana"


async def test_the_bot_knows_itself(stand: Stand) -> None:
    me = await stand.bot.get_me()
    webhook = await stand.bot.get_webhook_info()

    assert (me.id, me.username, me.first_name, me.is_bot) == (123456789, "public_bot", "Public", True)
    assert (webhook.url, webhook.pending_update_count) == ("", 0)
    assert await stand.bot.delete_webhook()


async def test_the_bot_has_a_name_in_each_language(stand: Stand) -> None:
    await stand.bot.set_my_name("Station")
    await stand.bot.set_my_name("\u7ad9", language_code="zh")

    assert (await stand.bot.get_my_name()).name == "Station"
    assert (await stand.bot.get_my_name("zh")).name == "\u7ad9"
    assert (await stand.bot.get_my_name("de")).name == "Station"


async def test_the_bot_describes_itself_in_each_language(stand: Stand) -> None:
    await stand.bot.set_my_description("long")
    await stand.bot.set_my_description("\u957f", language_code="zh")
    await stand.bot.set_my_short_description("short")
    hands.speak(stand.world, stand.phone, "zh-hans")

    assert (await stand.bot.get_my_description()).description == "long"
    assert (await stand.bot.get_my_short_description()).short_description == "short"
    assert (await stand.ask("state"))["phones"][0]["description"] == "\u957f"

    await stand.bot.set_my_description("", language_code="zh")  # taken back
    assert (await stand.ask("state"))["phones"][0]["description"] == "long"


async def test_commands_follow_scope_and_language(stand: Stand) -> None:
    async def offered() -> list[str]:
        return [command["description"] for command in (await stand.ask("state"))["phones"][0]["commands"]]

    private, hers = BotCommandScopeAllPrivateChats(), BotCommandScopeChat(stand.chat)
    await stand.bot.set_my_commands([BotCommand("help", "for all")])
    assert await offered() == ["for all"]
    await stand.bot.set_my_commands([BotCommand("help", "in Chinese")], language_code="zh")
    assert await offered() == ["for all"]
    hands.speak(stand.world, stand.phone, "zh-hans")
    assert await offered() == ["in Chinese"]
    await stand.bot.set_my_commands([BotCommand("help", "private")], scope=private)
    assert await offered() == ["private"]
    await stand.bot.set_my_commands([BotCommand("help", "hers")], scope=hers)
    assert await offered() == ["hers"]
    await stand.bot.delete_my_commands(scope=hers)
    assert await stand.bot.get_my_commands(scope=hers) == ()
    assert [command.description for command in await stand.bot.get_my_commands()] == ["for all"]


async def test_the_menu_button_is_kept(stand: Stand) -> None:
    await stand.bot.set_chat_menu_button(stand.chat, MenuButtonCommands())

    assert (await stand.bot.get_chat_menu_button(stand.chat)).type == "commands"
    assert (await stand.bot.get_chat_menu_button()).type == "commands"
