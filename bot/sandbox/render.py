"""A message as the Bot API writes it."""

from __future__ import annotations

from bot.sandbox.shapes import Bot, Json, Message, Phone


def message_json(bot: Bot, phone: Phone, message: Message, replied: bool = True) -> Json:
    """The message; with the one it answers, when that is still there."""
    body: Json = {
        "message_id": message.id,
        "from": phone.user if message.mine else bot.user,
        "chat": phone.chat,
        "date": message.date,
        **message.body,
    }
    if message.edited is not None:
        body["edit_date"] = message.edited
    if message.text:
        body["text" if message.kind == "text" else "caption"] = message.text
        if message.entities:
            body["entities" if message.kind == "text" else "caption_entities"] = message.entities
    if message.inline is not None:
        body["reply_markup"] = message.inline
    if message.protected:
        body["has_protected_content"] = True
    if message.spoiler:
        body["has_media_spoiler"] = True
    if replied and message.reply_to in phone.messages:
        body["reply_to_message"] = message_json(bot, phone, phone.messages[message.reply_to], replied=False)
    return body
