"""How each bot presents itself, per language, out of the station's profile."""

from __future__ import annotations

from bot.channel.profile import Profile
from bot.flow.model import BotProfile, Library
from bot.station.message import Bot
from bot.texts import Texts


def profiles(which: Bot, library: Library, words: Texts) -> dict[str, Profile]:
    """Language code -> what is shown; "" is for all languages that the station does not speak."""
    profile = library.station.public_bot if which is Bot.PUBLIC else library.station.duty_bot
    found = {language: _profile(profile, words, language) for language in words.languages}
    return {"": found[words.source], **found}


def _profile(profile: BotProfile, words: Texts, language: str) -> Profile:
    def say(context: str, source: str) -> str:
        return words.say(language, context, source)

    return Profile(
        say(profile.name.context, profile.name.source),
        say(profile.short.context, profile.short.source),
        say(profile.description.context, profile.description.source),
        tuple((command, say(line.context, line.source)) for command, line in profile.commands.items()),
    )
