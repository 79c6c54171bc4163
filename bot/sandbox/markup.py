"""Buttons under a message, and keyboards in place of the phone's own."""

from __future__ import annotations

from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import BUTTON_DATA, bad
from bot.sandbox.shapes import Json

MOST_DATA = 64  #: bytes of `callback_data`
MOST_BUTTONS = 100
ACTIONS = frozenset(
    {"callback_data", "url", "web_app", "login_url", "switch_inline_query", "pay", "copy_text"}
    | {"switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game"}
)
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def read(p: Parameters) -> Json | None:
    """The markup of a new message, checked; None when there is none."""
    markup = p.structure("reply_markup")
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict) or not any(kind in markup for kind in KINDS):
        raise bad("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        return {**markup, "keyboard": _keys(markup["keyboard"])}
    return markup


def read_inline(p: Parameters) -> Json | None:
    """The markup of an edit: buttons or nothing."""
    markup = read(p)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return markup


def _inline(rows: Any) -> Json | None:
    """Rows of buttons, the empty ones dropped; None when no button is left."""
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    kept = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": kept} if kept else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad("can't parse inline keyboard button: Text buttons must be non-empty")
    if not ACTIONS & button.keys():
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= MOST_DATA:
            raise bad(BUTTON_DATA)
    return button


def _keys(rows: Any) -> list[list[Json]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('can\'t parse reply keyboard: Field "keyboard" must be of type Array')
    kept = [[{"text": key} if isinstance(key, str) else key for key in row] for row in rows if row]
    if not kept:
        raise bad("reply markup is invalid: keyboard is empty")  # our words; Telegram's are not known to us
    if any(not str(key.get("text", "")).strip() for row in kept for key in row):
        raise bad("can't parse keyboard button: Text buttons must be non-empty")
    return kept
