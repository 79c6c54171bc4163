"""A sandbox that is served, with a bot of the real library and one phone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from httpx import AsyncClient
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import hands
from bot.sandbox.app import sandbox
from bot.sandbox.shapes import Phone
from bot.sandbox.world import World
from tests.servers import serving

TOKEN = "123456789:" + "A" * 35
DUTY_TOKEN = "987654321:" + "B" * 35

Answer = tuple[int, str]


@dataclass(slots=True)
class Stand:
    world: World
    url: str
    bot: Bot
    control: AsyncClient
    phone: Phone
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def chat(self) -> int:
        return self.phone.id

    def move(self, **time: float) -> None:
        self.world.clock.move(timedelta(**time))

    def write(self, text: str) -> int:
        """She writes; the number of her message."""
        return hands.write(self.world, self.phone, text).id

    async def raw(self, method: str, token: str = TOKEN, **parameters: Any) -> Any:
        """A call without the library between: the whole answer."""
        answer = await self.control.post(f"/bot{token}/{method}", json=parameters)
        return answer.json()

    async def refused(self, method: str, **parameters: Any) -> Answer:
        """How a call is refused: code and words."""
        answer = await self.raw(method, **parameters)
        assert answer["ok"] is False, answer
        return answer["error_code"], answer["description"]

    async def ask(self, path: str, body: Any = None, status: int = 200) -> Any:
        """The control side: GET without a body, else POST."""
        if body is None:
            answer = await self.control.get(f"/sandbox/{path}")
        else:
            answer = await self.control.post(f"/sandbox/{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()


def connected(token: str, url: str) -> Bot:
    """A bot of the real library. No certificates are read: they are not needed and take long."""
    polls, calls = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))
    return Bot(token, f"{url}/bot", f"{url}/file/bot", request=calls, get_updates_request=polls)


@asynccontextmanager
async def standing() -> AsyncIterator[Stand]:
    """A fresh world on a fresh port; the woman has written /start, and the bot has read it."""
    world, stop = World(), asyncio.Event()
    world.add_bot(TOKEN, "public_bot", "Public", "public")
    world.add_bot(DUTY_TOKEN, "duty_bot", "Duty", "duty")
    phone = world.phones[world.add_phone("Ana", "en", "public", first="/start")]
    world.line(phone.bot).updates.clear()
    async with (
        serving(sandbox(world, stop), stop) as url,
        AsyncClient(base_url=url, verify=False) as control,
        connected(TOKEN, url) as bot,
    ):
        yield Stand(world, url, bot, control, phone, stop)
