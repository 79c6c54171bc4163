"""What a bot says of itself, by language: name, descriptions, commands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.shapes import Bot, Json, Phone


def for_language(texts: Mapping[str, str], language: str) -> str:
    """The text for a phone in that language, else the one for everybody."""
    return texts.get(language[:2]) or texts.get("", "")


def menu(bot: Bot, phone: Phone) -> list[Json]:
    """The commands that her app offers: those for her chat first, then for private chats, then for all."""
    for scope in (f"chat:{phone.id}", "all_private_chats", "default"):
        for language in (phone.language[:2], ""):
            if found := bot.commands.get((scope, language)):
                return found
    return []
