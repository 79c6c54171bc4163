"""A bot's name, texts and commands are set where they differ, and nowhere else."""

from __future__ import annotations

import json

import pytest

from bot.channel.connect import Connection
from bot.channel.profile import Profile, introduce, two_letters
from tests.channel.server import FaultyServer, Reply, drop, ok, refuse

PROFILE = Profile("Station", "Short", "Long", (("start", "Begin"), ("help", "Help")))
SETTERS = ("setMyName", "setMyShortDescription", "setMyDescription", "setMyCommands")


def shows(
    server: FaultyServer, name: str, short: str, description: str, commands: list[dict[str, str]]
) -> None:
    server.on("getMyName", ok({"name": name}))
    server.on("getMyShortDescription", ok({"short_description": short}))
    server.on("getMyDescription", ok({"description": description}))
    server.on("getMyCommands", ok(commands))


async def test_a_new_bot_is_introduced_in_each_language(bot: Connection, server: FaultyServer) -> None:
    shows(server, "", "", "", [])

    await introduce(bot, {"": PROFILE, "zh_Hans": PROFILE})

    assert [len(server.sent(method)) for method in SETTERS] == [2, 2, 2, 2]
    first, second = (call.parameters for call in server.sent("setMyCommands"))
    assert json.loads(first["commands"])[1] == {"command": "help", "description": "Help"}
    assert ("language_code" in first, second["language_code"]) == (False, "zh")
    assert server.sent("setMyName")[1].parameters == {"name": "Station", "language_code": "zh"}


async def test_what_is_right_already_is_left_alone(bot: Connection, server: FaultyServer) -> None:
    commands = [{"command": "start", "description": "Begin"}, {"command": "help", "description": "Help"}]
    shows(server, "Station", "Short", "Long, but old", commands)

    await introduce(bot, {"": PROFILE})

    assert [len(server.sent(method)) for method in SETTERS] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    "reply",
    [
        refuse(404, "Not Found"),
        refuse(429, "Too Many Requests: retry after 9", retry_after=9),
        ok(True),
        drop,
    ],
)
async def test_a_method_that_fails_does_not_keep_the_others(
    bot: Connection, server: FaultyServer, reply: Reply
) -> None:
    shows(server, "", "", "", [])
    server.on("getMyName", reply)
    server.on("setMyShortDescription", reply)

    await introduce(bot, {"": PROFILE})

    assert [len(server.sent(method)) for method in SETTERS] == [0, 1, 1, 1]


async def test_two_scripts_of_one_language_share_its_two_letters(
    bot: Connection, server: FaultyServer
) -> None:
    shows(server, "", "", "", [])

    await introduce(bot, {"zh_Hans": PROFILE, "zh_Hant": PROFILE})

    assert len(server.sent("setMyName")) == 1


@pytest.mark.parametrize(("code", "letters"), [("", ""), ("en", "en"), ("zh_Hans", "zh"), ("pt-BR", "pt")])
def test_languages_have_two_letters(code: str, letters: str) -> None:
    assert two_letters(code) == letters
