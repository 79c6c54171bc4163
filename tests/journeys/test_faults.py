"""Telegram slow, down, overloaded, or heard halfway: nothing is lost, and nobody waits for somebody else."""

from __future__ import annotations

import asyncio

import pytest

from bot.sandbox import hands
from bot.sandbox.refusals import RefusalError
from bot.store.schema import events
from tests.journeys.house import House, Person
from tests.journeys.walks import asks_for_legal_aid, calls_for_help

PIECES = ("/start", "legal_aid", "divorce", "done", "court", "skip", "first", "second")


def texts(person: Person) -> list[str]:
    return [message.text for message in person.heard]


async def test_a_woman_to_whom_telegram_is_slow_does_not_delay_the_alert(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    house.world.faults.switch_on("429", phone=her.phone.id, seconds=60, retry_after=60)

    await calls_for_help(her)

    assert "DANGER NOW" in wang.last.text
    assert her.heard == []
    await wang.picks("take")
    await house.moves(seconds=61)
    await house.moves(seconds=61)
    assert "Recorded for the desk: 3 March, 10:05." in her.reads
    assert "Where are you?" in her.last.text


@pytest.mark.parametrize("fault", ["500", "502", "outage", "429"])
async def test_after_half_an_hour_of_trouble_everything_is_delivered_once_and_in_order(
    house: House, fault: str
) -> None:
    calm, troubled, wang = house.woman("Calm"), house.woman("Troubled"), await house.officer("Wang")
    await calm.says(*PIECES)
    house.world.faults.switch_on(fault, phone=troubled.phone.id, seconds=1800)

    await troubled.says(*PIECES[:4])
    for _ in range(6):
        await house.moves(minutes=5, seconds=-1)
    assert troubled.heard == []
    await troubled.says(*PIECES[4:])
    for _ in range(3):
        await house.moves(minutes=6)

    assert texts(troubled) == texts(calm)
    assert wang.heard != []


async def test_an_outage_of_everything_holds_up_and_loses_nothing(house: House) -> None:
    calm, troubled = house.woman("Calm"), house.woman("Troubled")
    await calm.says(*PIECES)
    house.world.faults.switch_on("outage", seconds=1800)

    for text in PIECES:
        hands.write(house.world, troubled.phone, text)
    await asyncio.sleep(0.3)
    assert troubled.heard == []
    await house.moves(minutes=31)
    await house.moves(minutes=6)

    assert texts(troubled) == texts(calm)


@pytest.mark.parametrize("fault", ["drop", "half"])
async def test_an_answer_of_telegram_that_is_lost_may_double_a_message_and_never_loses_one(
    house: House, fault: str
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    house.world.faults.switch_on(fault, "sendMessage", times=3)
    house.world.faults.switch_on(fault, "getUpdates", times=2)

    await calls_for_help(her)
    for _ in range(4):
        await house.moves(minutes=6)

    assert len(await house.all_cases()) == 1
    assert "DANGER NOW" in wang.reads
    assert "Where are you?" in her.last.text
    await wang.picks("take")
    assert [row["what"] for row in await house.rows(events)].count("taken") == 1


async def test_the_officer_is_told_once_that_she_cannot_be_reached_and_it_works_again_afterwards(
    house: House,
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await asks_for_legal_aid(her)
    unreachable = f"{number}: the messages no longer reach her on Telegram."
    await her.does(hands.block)

    await wang.picks("take")
    await wang.picks("write")
    await wang.says("A letter, Qwv7714.")
    await wang.picks("write")
    await wang.says("Another letter, Qwv7715.")
    assert texts(wang).count(unreachable) == 1

    await her.does(hands.unblock)
    await her.says("/start")
    await her.presses("Show")
    assert "Qwv7714" in her.reads
    assert "Qwv7715" in her.reads
    await her.presses("Skip")

    await her.does(hands.block)
    await wang.picks("write")
    await wang.says("A third letter.")
    assert texts(wang).count(unreachable) == 2


async def test_a_second_program_with_the_same_token_is_logged_and_outlived(house: House) -> None:
    her = house.woman()
    await her.says("/start")
    house.log.expected.add("somebody else polls with this token")
    public = house.world.bot("public")

    other = house.world.line(public).fetch(0, 100, 1, house.world.clock.stamp(), asyncio.Event())
    with pytest.raises(RefusalError):  # ended in its turn when the station asks again
        await other

    assert house.log.count("somebody else polls with this token") == 1
    await her.says("legal_aid")
    assert "What do you need help with?" in her.last.text


async def test_an_update_that_telegram_delivers_twice_is_answered_once(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await her.says("danger")
    line = house.world.line(house.world.bot("public"))
    her.tap("Tell the desk now")
    update = line.updates._waiting[-1]
    await house.rest()
    shown, cards = texts(her), texts(wang)

    await house.ends()
    line.updates._waiting.append(update)  # what Telegram does when a confirmation got lost
    await house.starts()

    assert len(await house.all_cases()) == 1
    assert texts(her) == shown
    assert texts(wang) == cards


async def test_updates_that_came_while_the_station_was_down_are_answered_after_its_start(
    house: House,
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await her.says("danger")
    await house.ends()
    her.tap("Tell the desk now")

    await house.starts()

    assert "DANGER NOW" in wang.last.text
