"""Troubles that are switched on, and Telegram's own rates."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

import pytest
from httpx import RemoteProtocolError
from telegram.error import NetworkError

from bot.sandbox.pace import BURST, IN_ALL, Pace
from tests.sandbox.stand import Stand


async def fault(stand: Stand, **what: Any) -> Any:
    return await stand.ask("faults", what)


@pytest.mark.parametrize(
    ("kind", "status", "body"),
    [
        ("500", 500, {"ok": False, "error_code": 500, "description": "Internal Server Error"}),
        (
            "429",
            429,
            {
                "ok": False,
                "error_code": 429,
                "description": "Too Many Requests: retry after 3",
                "parameters": {"retry_after": 3},
            },
        ),
    ],
)
async def test_a_call_is_answered_with_an_error(
    stand: Stand, kind: str, status: int, body: dict[str, Any]
) -> None:
    await fault(stand, kind=kind, retry_after=3)

    answer = await stand.control.post(
        f"/bot{stand.bot.token}/sendMessage", json={"chat_id": stand.chat, "text": "a"}
    )

    assert (answer.status_code, answer.json()) == (status, body)
    assert list(stand.phone.messages) == [1]


async def test_a_bad_gateway_does_not_speak_json(stand: Stand) -> None:
    await fault(stand, kind="502")

    answer = await stand.control.post(f"/bot{stand.bot.token}/getMe")

    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(("kind", "done"), [("outage", False), ("drop", True), ("half", True)])
async def test_a_connection_ends_before_the_answer_is_whole(stand: Stand, kind: str, done: bool) -> None:
    await fault(stand, kind=kind, times=1)

    with pytest.raises(NetworkError):
        await stand.bot.send_message(stand.chat, "a")

    assert (len(stand.phone.messages) == 2) is done
    assert (await stand.bot.send_message(stand.chat, "b")).text == "b"


async def test_a_file_can_be_cut_off(stand: Stand) -> None:
    sent = await stand.bot.send_document(stand.chat, b"a" * 1000)
    assert sent.document is not None
    file = await sent.document.get_file()
    await fault(stand, kind="half", method="file")

    with pytest.raises(NetworkError):
        await file.download_as_bytearray()


async def test_a_slow_call_is_done_in_the_end(stand: Stand) -> None:
    await fault(stand, kind="slow", seconds=0.2, times=1)
    began = monotonic()

    await stand.bot.send_message(stand.chat, "a")

    assert monotonic() - began >= 0.2
    assert len(stand.phone.messages) == 2


async def test_a_slow_call_does_not_hold_the_end_back(stand: Stand) -> None:
    await fault(stand, kind="slow", seconds=60)

    async with asyncio.timeout(5):
        call = asyncio.create_task(stand.raw("getMe"))
        stand.stop.set()
        assert (await call)["ok"]


async def test_a_fault_befalls_so_many_calls(stand: Stand) -> None:
    await fault(stand, kind="500", times=2)

    befallen = [(await stand.raw("getMe"))["ok"] for _ in range(3)]

    assert befallen == [False, False, True]


@pytest.mark.parametrize(("seconds", "over"), [(59, False), (61, True)])
async def test_a_fault_ends_by_the_sandboxs_clock(stand: Stand, seconds: float, over: bool) -> None:
    await fault(stand, kind="outage", seconds=60)

    stand.move(seconds=seconds)

    if over:
        assert (await stand.raw("getMe"))["ok"]
    else:
        with pytest.raises(RemoteProtocolError):
            await stand.raw("getMe")
    assert len((await stand.ask("faults"))["active"]) == (0 if over else 1)


async def test_a_fault_befalls_one_method_and_one_phone(stand: Stand) -> None:
    other = stand.world.add_phone("Bo", "en", "public", first="/start")
    await fault(stand, kind="500", method="sendMessage", phone=stand.chat)

    assert not (await stand.raw("sendMessage", chat_id=stand.chat, text="a"))["ok"]
    assert (await stand.raw("sendMessage", chat_id=other, text="a"))["ok"]
    assert (await stand.raw("sendChatAction", chat_id=stand.chat, action="typing"))["ok"]


async def test_faults_are_switched_off_together(stand: Stand) -> None:
    await fault(stand, kind="500")
    await fault(stand, kind="slow")

    left = (await stand.control.delete("/sandbox/faults")).json()

    assert left == {"active": []}
    assert (await stand.raw("getMe"))["ok"]


@pytest.mark.parametrize("given", [{"kind": "flood"}, {}, {"kind": 429}, {"kind": "500", "time": 1}])
async def test_a_fault_that_is_none_is_refused(stand: Stand, given: dict[str, Any]) -> None:
    assert (await stand.ask("faults", given, status=400))["error"]


# ---------------------------------------------------------------- Telegram's rates


async def test_rates_are_kept_when_they_are_switched_on(stand: Stand) -> None:
    await fault(stand, kind="limit")

    answers = [await stand.raw("sendMessage", chat_id=stand.chat, text="a") for _ in range(BURST + 2)]

    assert [answer["ok"] for answer in answers[: BURST + 1]] == [True] * BURST + [False]
    assert answers[-1]["parameters"] == {"retry_after": 1}
    stand.move(seconds=1)
    assert (await stand.raw("sendMessage", chat_id=stand.chat, text="a"))["ok"]


async def test_there_are_no_rates_by_themselves(stand: Stand) -> None:
    for _ in range(int(IN_ALL) + BURST):
        assert (await stand.raw("sendMessage", chat_id=stand.chat, text="a"))["ok"]


def test_thirty_messages_a_second_go_to_all_chats() -> None:
    pace = Pace()

    waits = [pace.wait(chat, 0.0) for chat in range(31)]

    assert waits == [0] * 30 + [1]
    assert pace.wait(31, 1.0) == 0
