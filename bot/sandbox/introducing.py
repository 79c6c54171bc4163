"""What a bot tells Telegram about itself: names, descriptions, commands, menu button."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox import reach
from bot.sandbox.parameters import Parameters
from bot.sandbox.refusals import bad
from bot.sandbox.shapes import Bot, Json
from bot.sandbox.world import World

MOST_NAME = 64  #: characters
MOST_SHORT = 120
MOST_DESCRIPTION = 512
MOST_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")

Play = Callable[[World, Bot, Parameters], Any]
Texts = Callable[[Bot], dict[str, str]]


def setter(texts: Texts, name: str, most: int) -> Play:
    """The method that sets one text for one language; an empty text takes it back."""

    def play(world: World, bot: Bot, p: Parameters) -> bool:
        language, text = _language(p), p.text(name).strip()
        if len(text) > most:
            raise bad(f"{name.replace('_', ' ')} is too long")  # our words; Telegram answers with a code
        if text:
            texts(bot)[language] = text
        elif language or name != "name":  # the name for all stays: a bot always has one
            texts(bot).pop(language, None)
        tell_phones(world, bot)
        return True

    return play


def getter(texts: Texts, name: str) -> Play:
    """The method that reads it back; the text for all when there is none for the language."""

    def play(world: World, bot: Bot, p: Parameters) -> Json:
        found = texts(bot)
        return {name: found.get(_language(p)) or found.get("", "")}

    return play


def set_commands(world: World, bot: Bot, p: Parameters) -> bool:
    given = p.structure("commands")
    if not isinstance(given, list):
        raise bad("can't parse commands JSON object")
    if len(given) > MOST_COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    scope, language = _scope(p), _language(p)
    bot.commands[scope, language] = [_command(command) for command in given]
    tell_phones(world, bot)
    return True


def get_commands(world: World, bot: Bot, p: Parameters) -> list[Json]:
    return bot.commands.get((_scope(p), _language(p)), [])


def delete_commands(world: World, bot: Bot, p: Parameters) -> bool:
    bot.commands.pop((_scope(p), _language(p)), None)
    tell_phones(world, bot)
    return True


def set_menu_button(world: World, bot: Bot, p: Parameters) -> bool:
    button = p.structure("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad("can't parse menu button: MenuButton has unsupported type")
    bot.menu_buttons[_chat(world, bot, p)] = button
    return True


def get_menu_button(world: World, bot: Bot, p: Parameters) -> Json:
    found = bot.menu_buttons.get(_chat(world, bot, p)) or bot.menu_buttons.get(0)
    return found if found and found["type"] != "default" else {"type": "commands"}


def tell_phones(world: World, bot: Bot) -> None:
    """Every phone with this bot shows it anew."""
    for phone in world.phones.values():
        if phone.bot is bot:
            world.changed("phone", phone)


def _chat(world: World, bot: Bot, p: Parameters) -> int:
    return reach.chat(world, bot, p).id if p.text("chat_id") else 0


def _language(p: Parameters) -> str:
    """Two small letters, or nothing for all."""
    language = p.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad("invalid language code specified")
    return language


def _scope(p: Parameters) -> str:
    scope = p.structure("scope") or {"type": "default"}
    kind = scope.get("type")
    if kind == "chat":
        return f"chat:{scope.get('chat_id')}"
    return str(kind)


def _command(given: Any) -> Json:
    """One command as it is kept: without its slash and the space around it."""
    if not isinstance(given, dict):
        raise bad("can't parse commands JSON object")
    command = str(given.get("command", "")).strip().removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not command:
        raise bad("command must be non-empty")
    if len(command) > 32:
        raise bad("command length must not exceed 32")
    if not COMMAND.fullmatch(command):
        raise bad("BOT_COMMAND_INVALID")
    if not description:
        raise bad("command description must be non-empty")
    if len(description) > 256:
        raise bad("command description length must not exceed 256")
    return {"command": command, "description": description}
