"""How a person becomes an officer: a code, once, within a day. A stranger learns nothing."""

from __future__ import annotations

import pytest

from bot.sandbox import gifts, hands
from bot.store.schema import officers
from tests.journeys.house import House
from tests.journeys.walks import calls_for_help

STRANGER = "This chat is for invited people."


@pytest.mark.parametrize(
    ("hours", "seconds", "joins"),
    [(0, 0, True), (24, -1, True), (24, 0, False), (24, 1, False), (48, 0, False)],
)
async def test_a_code_is_good_for_less_than_a_day(
    house: House, hours: float, seconds: float, joins: bool
) -> None:
    somebody, code = house.stranger(), await house.code("Wang")

    await house.moves(hours=hours, seconds=seconds)
    await somebody.says(f"/start {code}")

    assert ("Wang, you are an officer of Police desk now." in somebody.reads) == joins
    assert ("This code is no longer valid." in somebody.reads) != joins
    assert len(await house.rows(officers)) == joins


async def test_a_code_is_good_once_for_one_person(house: House) -> None:
    first, second, code = house.stranger(), house.stranger(), await house.code("Wang")
    await first.says(f"/start {code}")

    await second.says(f"/start {code}")
    await first.says(f"/start {code}")

    assert "This code was used already." in second.last.text
    assert "This code was used already." in first.last.text
    await first.says("/queue")
    await second.says("/queue")
    assert "No case waits." in first.last.text
    assert second.last.text == STRANGER


async def test_two_people_send_the_same_code_at_once_and_one_joins(house: House) -> None:
    first, second, code = house.stranger(), house.stranger(), await house.code("Wang")

    hands.write(house.world, first.phone, f"/start {code}")
    hands.write(house.world, second.phone, f"/start {code}")
    await house.rest()

    assert len(await house.rows(officers)) == 1


@pytest.mark.parametrize("change", [str.lower, str.upper, str.title, "  {}  ".format])
async def test_a_code_is_understood_as_people_type_it(house: House, change: object) -> None:
    somebody, code = house.stranger(), await house.code("Wang")

    await somebody.says(f"/start {change(code)}")  # type: ignore[operator]

    assert "you are an officer" in somebody.last.text


async def test_a_stranger_gets_one_neutral_sentence_for_anything(house: House) -> None:
    somebody, code = house.stranger(), await house.code("Wang")

    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    for words in ("/start", "/start WRONG", f"/start {wrong}", "/queue", "/case 123456", "/help", "123456"):
        await somebody.says(words)
    for words in ("hello", "take", "danger", "/language", "/stop", code):
        await somebody.says(words)
    await somebody.does(gifts.sticker, "👋")
    await somebody.does(gifts.poll)
    await somebody.sends("photo", b"\xff\xd8\xff")

    assert [message.text for message in somebody.heard] == [STRANGER] * 16
    assert await house.rows(officers) == []


async def test_a_stranger_with_a_chinese_phone_reads_chinese(house: House) -> None:
    somebody = house.stranger("zh-hans")

    await somebody.says("/start")

    assert somebody.last.text == "这里只供受邀人员使用。"


async def test_an_officer_who_gets_a_new_code_changes_the_desk_and_the_old_desk_is_closed_to_him(
    house: House,
) -> None:
    wang = await house.officer("Wang", "police")
    number = await calls_for_help(house.woman())
    await wang.says(f"/start {await house.code('Wang', 'court')}")

    said = await wang.forges(f"take.{number}", wang.message(number))

    assert said == "There is no such case at your desk."
    assert (await house.only_case()).taken_by is None
    assert "People's court" in wang.last.text


async def test_a_code_does_not_open_anything_in_the_public_bot(house: House) -> None:
    her, code = house.woman(), await house.code("Wang")

    await her.says(f"/start {code}")

    assert "officer of" not in her.reads
    assert await house.rows(officers) == []
    assert "What would you like to do?" in her.reads
