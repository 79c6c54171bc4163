"""Updates: given until confirmed, in order, to one poller."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from random import Random

import pytest
from telegram import Update
from telegram.error import Conflict

from bot.sandbox import hands
from bot.sandbox.updates import Updates
from tests.sandbox.stand import TOKEN, Stand, connected

DAY = 24 * 3600
SOON = 5  #: seconds; nothing here should take as long


def texts(updates: Sequence[Update]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_an_update_is_given_again_until_it_is_confirmed(stand: Stand) -> None:
    stand.write("one")
    stand.write("two")

    first = await stand.bot.get_updates()
    again = await stand.bot.get_updates()
    rest = await stand.bot.get_updates(offset=first[0].update_id + 1)
    nothing = await stand.bot.get_updates(offset=first[1].update_id + 1)

    assert texts(first) == texts(again) == ["one", "two"]
    assert texts(rest) == ["two"]
    assert nothing == ()
    assert await stand.bot.get_updates() == ()  # confirmed is confirmed


async def test_updates_wait_for_a_bot_that_was_away(stand: Stand) -> None:
    stand.write("one")

    async with connected(TOKEN, stand.url) as another:
        assert texts(await another.get_updates()) == ["one"]


async def test_ids_follow_each_other(stand: Stand) -> None:
    for n in range(3):
        stand.write(str(n))

    ids = [update.update_id for update in await stand.bot.get_updates()]

    assert ids == [ids[0], ids[0] + 1, ids[0] + 2]
    assert ids[0] >= 100_000_000


@pytest.mark.parametrize(("limit", "given"), [(1, 1), (100, 100), (101, 100), (0, 1)])
async def test_at_most_100_come_at_once(stand: Stand, limit: int, given: int) -> None:
    for n in range(105):
        stand.write(str(n))

    answer = await stand.raw("getUpdates", limit=limit)

    assert len(answer["result"]) == given
    assert answer["result"][0]["message"]["text"] == "0"


async def test_a_negative_offset_forgets_all_but_the_last(stand: Stand) -> None:
    for n in range(5):
        stand.write(str(n))

    assert texts(await stand.bot.get_updates(offset=-2)) == ["3", "4"]
    assert texts(await stand.bot.get_updates()) == ["3", "4"]


@pytest.mark.parametrize(("hours", "kept"), [(23.9, 1), (24.1, 0)])
async def test_an_update_is_kept_for_24_hours(stand: Stand, hours: float, kept: int) -> None:
    stand.write("one")

    stand.move(hours=hours)

    assert len(await stand.bot.get_updates()) == kept


async def test_a_poll_ends_with_the_first_update(stand: Stand) -> None:
    async with asyncio.timeout(SOON):
        poll = asyncio.create_task(stand.bot.get_updates(timeout=50))
        await polling(stand)
        stand.write("now")

        assert texts(await poll) == ["now"]


async def test_a_poll_that_hears_nothing_ends_in_time(stand: Stand) -> None:
    async with asyncio.timeout(SOON):
        assert await stand.bot.get_updates(timeout=1) == ()


async def test_a_poll_ends_when_the_sandbox_stops(stand: Stand) -> None:
    async with asyncio.timeout(SOON):
        poll = asyncio.create_task(stand.bot.get_updates(timeout=50))
        await polling(stand)
        stand.stop.set()

        assert await poll == ()


async def test_of_two_pollers_the_earlier_hears_of_a_conflict(stand: Stand) -> None:
    async with asyncio.timeout(SOON), connected(TOKEN, stand.url) as other:
        earlier = asyncio.create_task(stand.bot.get_updates(timeout=50))
        await polling(stand)
        later = asyncio.create_task(other.get_updates(timeout=50))

        with pytest.raises(Conflict, match="make sure that only one bot instance is running"):
            await earlier
        stand.write("for the later one")
        assert texts(await later) == ["for the later one"]


async def test_a_poll_of_the_other_bot_is_no_conflict(stand: Stand) -> None:
    async with asyncio.timeout(SOON), connected("987654321:" + "B" * 35, stand.url) as duty:
        first = asyncio.create_task(stand.bot.get_updates(timeout=1))
        await polling(stand)

        assert await duty.get_updates(timeout=1) == ()
        assert await first == ()


async def test_a_bot_gets_the_kinds_it_asked_for(stand: Stand) -> None:
    await stand.bot.get_updates(allowed_updates=["callback_query"])
    stand.write("unheard")
    hands.press(stand.world, stand.phone, 1, "heard")

    found = await stand.bot.get_updates()  # the choice stays
    assert [update.callback_query.data for update in found if update.callback_query] == ["heard"]
    assert len(found) == 1

    await stand.bot.get_updates(offset=found[0].update_id + 1, allowed_updates=[])
    stand.write("heard again")
    assert texts(await stand.bot.get_updates()) == ["heard again"]


async def test_waiting_updates_can_be_dropped(stand: Stand) -> None:
    stand.write("one")
    waiting = (await stand.bot.get_webhook_info()).pending_update_count

    await stand.bot.delete_webhook(drop_pending_updates=True)

    assert waiting == 1
    assert await stand.bot.get_updates() == ()


# ---------------------------------------------------------------- the queue itself


@pytest.mark.parametrize(("seconds", "anew"), [(7 * DAY, False), (7 * DAY + 1, True)])
def test_after_a_week_without_updates_ids_start_anew(seconds: int, anew: bool) -> None:
    updates = Updates(Random(1))
    updates.add("message", "{}", 0 + 1)
    first = updates.take(0, 1, 1)[0].id
    updates.take(first + 1, 1, 1)

    updates.add("message", "{}", 1 + seconds)

    assert (updates.take(0, 1, 1 + seconds)[0].id != first + 1) is anew


@pytest.mark.parametrize(("ahead", "left"), [(1, 0), (10, 0), (11, 1)])
def test_an_offset_far_in_the_future_means_nothing(ahead: int, left: int) -> None:
    updates = Updates(Random(1))
    updates.add("message", "{}", 1)
    end = updates.take(0, 1, 1)[0].id + 1

    assert len(updates.take(end + ahead, 1, 1)) == left


async def polling(stand: Stand) -> None:
    """Return when a poll of the bot has arrived and waits."""
    while not stand.world.line(stand.phone.bot).waiting:
        await asyncio.sleep(0)
