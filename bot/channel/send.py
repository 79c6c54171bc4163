"""Brings the station's messages to Telegram, and tells how that went."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import assert_never

import structlog
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup
from telegram.error import BadRequest, TelegramError

from bot.channel.refusal import Refusal, outcome, refusal, wording
from bot.channel.upload import upload
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
    Undeliverable,
)

_PRESS_BYTES = 64
_NOTICE = 200  #: characters of an answer to a press
_PLAIN = telegram.LinkPreviewOptions(is_disabled=True)

log: structlog.stdlib.BoundLogger = structlog.get_logger()

_Markup = InlineKeyboardMarkup | ReplyKeyboardMarkup | telegram.ReplyKeyboardRemove


async def send(
    bot: telegram.Bot, chat: int, outgoing: Outgoing, content: AsyncIterator[bytes] | None = None
) -> Outcome:
    """Does what `outgoing` says in a private chat. Never raises for what Telegram or the network does.

    `content` is the file of a Document; what it raises comes out of here.
    """
    try:
        return await _send(bot, chat, outgoing, content)
    except TelegramError as error:
        told = outcome(error)
        if isinstance(told, Undeliverable) and told.reason == "refused":
            log.error("telegram refused", what=type(outgoing).__name__, wording=wording(error))
        return told


async def _send(
    bot: telegram.Bot, chat: int, outgoing: Outgoing, content: AsyncIterator[bytes] | None
) -> Outcome:
    match outgoing:
        case Text():
            return await _text(bot, chat, outgoing)
        case Strip(message_id):
            return await _strip(bot, chat, message_id)
        case Delete(message_ids):
            return await _delete(bot, chat, message_ids)
        case Document():
            if content is None:
                raise ValueError("A Document is sent with its content.")
            return Done(await upload(bot, chat, outgoing, content))
        case Acknowledge(callback, text):
            return await _acknowledge(bot, callback, text)
        case _:
            assert_never(outgoing)


async def _text(bot: telegram.Bot, chat: int, text: Text) -> Done:
    markup = _markup(text)
    if text.replaces is not None and not isinstance(
        markup, ReplyKeyboardMarkup | telegram.ReplyKeyboardRemove
    ):
        try:
            await bot.edit_message_text(
                text.text,
                chat_id=chat,
                message_id=text.replaces,
                reply_markup=markup,
                link_preview_options=_PLAIN,
            )
            return Done(text.replaces)
        except BadRequest as error:
            if refusal(error) is Refusal.UNCHANGED:
                return Done(text.replaces)
            if refusal(error) is not Refusal.NO_MESSAGE:
                raise
    sent = await bot.send_message(
        chat,
        text.text,
        reply_markup=markup,
        link_preview_options=_PLAIN,
        protect_content=text.protected,
        disable_notification=text.silent,
    )
    return Done(sent.message_id)


async def _strip(bot: telegram.Bot, chat: int, message_id: int) -> Done:
    try:
        await bot.edit_message_reply_markup(chat_id=chat, message_id=message_id, reply_markup=None)
    except BadRequest as error:
        if refusal(error) not in (Refusal.UNCHANGED, Refusal.NO_MESSAGE):
            raise
    return Done(None)


async def _delete(bot: telegram.Bot, chat: int, message_ids: tuple[int, ...]) -> Outcome:
    """One message that is too old makes Telegram refuse all: then each half is tried on its own."""
    try:
        await bot.delete_messages(chat, message_ids)
        return Done(None)
    except BadRequest as error:
        if refusal(error) is Refusal.NO_MESSAGE:
            return Done(None)
        if refusal(error) is not Refusal.TOO_OLD or len(message_ids) == 1:
            raise
    middle = len(message_ids) // 2
    halves = [await send(bot, chat, Delete(half)) for half in (message_ids[:middle], message_ids[middle:])]
    return next((half for half in halves if not isinstance(half, Done)), Done(None))


async def _acknowledge(bot: telegram.Bot, callback: str, text: str) -> Done:
    try:
        await bot.answer_callback_query(callback, text=text[:_NOTICE] or None)
    except BadRequest as error:
        if refusal(error) is not Refusal.ANSWERED:
            raise
    return Done(None)


def _markup(text: Text) -> _Markup | None:
    match text.keyboard:
        case Keyboard.GONE:
            return telegram.ReplyKeyboardRemove()
        case Keyboard.PLACE:
            return ReplyKeyboardMarkup(_place_rows(text.rows), resize_keyboard=True, one_time_keyboard=True)
        case Keyboard.INLINE:
            rows = [[_button(key) for key in row] for row in text.rows]
            return InlineKeyboardMarkup(rows) if rows else None
        case _:
            assert_never(text.keyboard)


def _button(key: Key) -> InlineKeyboardButton:
    size = len(key.press.encode())
    if not 1 <= size <= _PRESS_BYTES:
        raise ValueError(f"A button carries 1 to {_PRESS_BYTES} bytes, not {size}.")
    return InlineKeyboardButton(key.label, callback_data=key.press)


def _place_rows(rows: tuple[tuple[Key, ...], ...]) -> list[list[KeyboardButton]]:
    made = [[KeyboardButton(key.label) for key in row] for row in rows]
    made[0][0] = KeyboardButton(rows[0][0].label, request_location=True)
    return made
