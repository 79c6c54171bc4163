"""What Telegram shows of a bot before anybody has written: set at start, where it differs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
import telegram

log: structlog.stdlib.BoundLogger = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Profile:
    """Bounds: name 64, short 120, description 512 characters; commands as (command, description)."""

    name: str
    short: str
    description: str
    commands: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that Telegram shows: how to ask for it, how to set it, what it should be."""

    name: str
    shown: Callable[[], Awaitable[Any]]
    change: Callable[[], Awaitable[bool]]
    wanted: Any


async def introduce(bot: telegram.Bot, profiles: Mapping[str, Profile]) -> None:
    """Sets name, texts and commands for each language; the code "" is for all others.

    Nothing that fails here stops a start: it is logged, and tried again at the next one.
    """
    done: set[str] = set()
    for code, profile in profiles.items():
        language = two_letters(code)
        if language in done:
            log.info("profile skipped: Telegram cannot tell these languages apart", language=code)
            continue
        done.add(language)
        for part in _parts(bot, profile, language or None):
            await _set(part, language)


def two_letters(code: str) -> str:
    """The only codes that Telegram takes here: zh_Hans -> zh."""
    return code.replace("-", "_").split("_")[0].lower()


async def _set(part: _Part, language: str) -> None:
    try:
        if await part.shown() != part.wanted:
            await part.change()
            log.info("profile changed", part=part.name, language=language)
    except Exception as error:  # noqa: BLE001  # a server may answer anything to a method it does not know
        log.warning("profile not set", part=part.name, language=language, error=error)


def _parts(bot: telegram.Bot, profile: Profile, language: str | None) -> tuple[_Part, ...]:
    async def name() -> str:
        return (await bot.get_my_name(language_code=language)).name

    async def short() -> str:
        return (await bot.get_my_short_description(language_code=language)).short_description

    async def description() -> str:
        return (await bot.get_my_description(language_code=language)).description

    async def commands() -> tuple[tuple[str, str], ...]:
        shown = await bot.get_my_commands(language_code=language)
        return tuple((one.command, one.description) for one in shown)

    return (
        _Part("name", name, lambda: bot.set_my_name(profile.name, language), profile.name),
        _Part("short", short, lambda: bot.set_my_short_description(profile.short, language), profile.short),
        _Part(
            "description",
            description,
            lambda: bot.set_my_description(profile.description, language),
            profile.description,
        ),
        _Part(
            "commands",
            commands,
            lambda: bot.set_my_commands(profile.commands, language_code=language),
            profile.commands,
        ),
    )
