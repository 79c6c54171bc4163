"""A sandbox on a port, and a small bot that talks with it through the real library."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, field

import uvicorn
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, Message, Update
from telegram import ReplyKeyboardMarkup as ReplyKeys
from telegram.error import NetworkError

from bot.sandbox.app import sandbox
from bot.sandbox.serving import Server
from bot.sandbox.world import World

TOKENS = {"public": f"1000001:{'P' * 35}", "duty": f"1000002:{'D' * 35}"}
LONG = "There is something new here. " + "It goes on, and nobody who passes by may read it. " * 4


class Listening(Server):
    """Tells when its port is open."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.opened = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()


@dataclass(slots=True)
class Stand:
    """One running sandbox with its bot. It can be ended, and started anew on the same port."""

    port: int
    world: World = field(default_factory=World)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    answer: asyncio.Event = field(
        default_factory=asyncio.Event
    )  #: until it is set, the bot does not answer "wait"
    woman: int = 0
    officer: int = 0
    _serving: asyncio.Task[None] | None = None
    _talking: asyncio.Task[None] | None = None
    _server: Listening | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self.world, self.stop = World(), asyncio.Event()
        for role, token in TOKENS.items():
            self.world.add_bot(token, f"{role}_bot", f"The {role} bot", role)
        self.woman = self.world.add_phone("Ana", "en", "public")
        self.officer = self.world.add_phone("Officer Li", "en", "duty")
        app = sandbox(self.world, self.stop)
        self._server = Listening(uvicorn.Config(app, "127.0.0.1", self.port, log_config=None))
        self._serving = asyncio.create_task(self._server.serve())
        await self._server.opened.wait()
        self._talking = asyncio.create_task(_talk(self))

    async def end(self) -> None:
        assert self._server is not None
        assert self._serving is not None
        assert self._talking is not None
        self.stop.set()
        self._talking.cancel()
        await asyncio.gather(self._talking, return_exceptions=True)
        self._server.should_exit = True
        await self._serving


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def _talk(stand: Stand) -> None:
    """Fetches updates and plays the bot's few tricks."""
    async with Bot(TOKENS["public"], f"{stand.address}/bot", f"{stand.address}/file/bot") as bot:
        offset = 0
        while True:
            try:
                updates = await bot.get_updates(offset=offset, timeout=5)
            except NetworkError:
                continue  # a fault that a test has switched on
            for update in updates:
                offset = update.update_id + 1
                await _play(stand, update)


async def _play(stand: Stand, update: Update) -> None:
    query = update.callback_query
    if query is None:
        if update.message is not None:
            await _heard(update.message)
        return
    assert isinstance(query.message, Message)
    if query.data == "wait":
        await stand.answer.wait()
        await query.answer("It is done.")
        await query.message.edit_text("Changed by the bot.")
    else:
        await query.answer()
        await query.message.delete()


async def _heard(message: Message) -> None:
    buttons = [InlineKeyboardButton(word, callback_data=word.lower()) for word in ("Wait", "Delete")]
    keys = ReplyKeys([[KeyboardButton("Send my place", request_location=True)], ["Skip"]])
    match message.text:
        case "long":
            await message.chat.send_message(LONG)
        case "protected":
            await message.chat.send_message("Nobody passes this on.", protect_content=True)
        case "silent":
            await message.chat.send_message("Hush.", disable_notification=True)
        case "place":
            await message.chat.send_message("Where are you?", reply_markup=keys)
        case None if message.location:
            await message.chat.send_message(f"North {message.location.latitude:.2f}")
        case None if message.voice:
            await message.chat.send_message(f"Voice, {message.voice.mime_type}")
        case None if message.photo:
            await message.chat.send_message("Photo received.")
        case _:
            await message.chat.send_message("What now?", reply_markup=InlineKeyboardMarkup([buttons]))
