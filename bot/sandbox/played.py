"""The methods that this sandbox plays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox import (
    callbacks,
    deleting,
    editing,
    fetching,
    introducing,
    media,
    passing,
    placing,
    sending,
    telling,
)
from bot.sandbox.parameters import Parameters
from bot.sandbox.shapes import Bot
from bot.sandbox.world import World

Play = Callable[[World, Bot, Parameters], Any]

FILES = {
    "sendPhoto": "photo",
    "sendVoice": "voice",
    "sendAudio": "audio",
    "sendVideo": "video",
    "sendVideoNote": "video_note",
    "sendAnimation": "animation",
    "sendDocument": "document",
}


def _names(bot: Bot) -> dict[str, str]:
    return bot.names


def _descriptions(bot: Bot) -> dict[str, str]:
    return bot.descriptions


def _short_descriptions(bot: Bot) -> dict[str, str]:
    return bot.short_descriptions


#: everything but getUpdates, which waits
PLAYED: Mapping[str, Play] = {
    **{method: media.sender(kind) for method, kind in FILES.items()},
    "getMe": telling.get_me,
    "getChat": telling.get_chat,
    "getWebhookInfo": telling.get_webhook_info,
    "deleteWebhook": telling.delete_webhook,
    "sendMessage": sending.send_message,
    "sendChatAction": sending.send_chat_action,
    "sendMediaGroup": media.send_media_group,
    "sendLocation": placing.send_location,
    "sendContact": placing.send_contact,
    "copyMessage": passing.copy_message,
    "forwardMessage": passing.forward_message,
    "pinChatMessage": passing.pin,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "deleteMessage": deleting.delete_message,
    "deleteMessages": deleting.delete_messages,
    "answerCallbackQuery": callbacks.answer,
    "getFile": fetching.get_file,
    "setMyCommands": introducing.set_commands,
    "getMyCommands": introducing.get_commands,
    "deleteMyCommands": introducing.delete_commands,
    "setMyName": introducing.setter(_names, "name", introducing.MOST_NAME),
    "getMyName": introducing.getter(_names, "name"),
    "setMyDescription": introducing.setter(_descriptions, "description", introducing.MOST_DESCRIPTION),
    "getMyDescription": introducing.getter(_descriptions, "description"),
    "setMyShortDescription": introducing.setter(
        _short_descriptions, "short_description", introducing.MOST_SHORT
    ),
    "getMyShortDescription": introducing.getter(_short_descriptions, "short_description"),
    "setChatMenuButton": introducing.set_menu_button,
    "getChatMenuButton": introducing.get_menu_button,
}
