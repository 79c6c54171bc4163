"""Every button and command of the duty bot, tried by everybody who may not use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from bot.station import duty_answer
from bot.store.schema import alerts, cases, events, evidence, fields, invites, officers
from tests.journeys.house import House, Person
from tests.journeys.walks import calls_for_help, complains, tells_all

MARK = "Zyx5521"
#: what each button carries after its name: {case} is the number, {piece} a file of the case
BUTTONS = {
    "take": ["{case}"],
    "case": ["{case}"],
    "show": ["{case}"],
    "open": ["{case}.name", "{case}.phone", "{case}.account"],
    "file": ["{case}.{piece}"],
    "write": ["{case}"],
    "note": ["{case}"],
    "close": ["{case}"],
}
COMMANDS = ["/queue", "/case {case}", "/case", "{case}", "/help", "/language"]
#: what no button carries
FORGED = [
    *("take", "take.", "take.000000", "take.{case}'--", "show.", "show.{case}.x.y", "open.{case}.", "open.."),
    *("open.{case}.nothing", "open.{case}.closing_note", "file.{case}.x", "file.{case}.-1", "file.{case}.٣"),
    *(
        "write.",
        "close.000000",
        "nothing.{case}",
        ".",
        "...",
        "news",
        "0.x.o.y",
        "9.write_to_her.o.x",
        "٣",
        "²",
    ),
]
LASTING = (cases, fields, alerts, events, evidence, officers, invites)


@dataclass(frozen=True, slots=True)
class Scene:
    """A case that Wang of the police has taken, and people who have no right to it."""

    house: House
    case: str
    piece: int
    wang: Person
    others: dict[str, Person]

    def filled(self, carried: str) -> str:
        return carried.format(case=self.case, piece=self.piece)

    async def lasting(self) -> list[list[dict[str, Any]]]:
        return [await self.house.rows(table) for table in LASTING]


@pytest.fixture
async def scene(house: House) -> Scene:
    wang, chen = await house.officer("Wang"), await house.officer("Chen")
    zhao, stranger, her = await house.officer("Zhao", "court"), house.stranger(), house.woman("Other")
    await stranger.says("hello")
    await her.says("/start")
    case = await tells_all(house.woman("Lin"), MARK)
    await wang.picks("take")
    piece = (await house.rows(evidence))[-1]["id"]
    others = {"same desk": chen, "other desk": zhao, "stranger": stranger, "woman": her}
    return Scene(house, case, piece, wang, others)


def carried() -> list[str]:
    return [f"{name}.{rest}" for name, rests in BUTTONS.items() for rest in rests]


def test_the_table_holds_every_button_and_command_of_the_duty_bot() -> None:
    assert set(BUTTONS) == set(duty_answer.BUTTONS) | set(duty_answer.FORMS)


async def test_the_table_holds_every_command_that_the_duty_bot_offers(house: House) -> None:
    offered = house.station.library.station.duty_bot.commands

    assert {f"/{name}" for name in offered} <= set(COMMANDS)


async def test_the_officer_who_took_the_case_sees_no_button_that_the_table_lacks(scene: Scene) -> None:
    await scene.wang.presses("Show details")
    await scene.wang.says("/queue")

    shown = [
        str(button["callback_data"])
        for message in scene.wang.heard
        for row in (message.inline or {"inline_keyboard": []})["inline_keyboard"]
        for button in row
    ]
    assert {data.partition(".")[0] for data in shown} >= {"show", "open", "file", "write", "note", "close"}
    assert {data.partition(".")[0] for data in shown} <= set(BUTTONS)


async def test_nobody_else_changes_or_reads_anything_of_the_case(scene: Scene) -> None:
    before = await scene.lasting()

    for who, person in scene.others.items():
        said = [await person.forges(scene.filled(data)) for data in (*carried(), *FORGED)]
        for command in COMMANDS:
            await person.says(scene.filled(command))
        await person.says("Words that must not become a letter, a note or an outcome.")

        shown = "\n".join([*said, *(message.text for message in person.heard)])
        assert await scene.lasting() == before, who
        assert MARK not in shown, who
        assert "138 0013 8000" not in shown, who
        assert all(message.file is None for message in person.heard), who
        if who != "same desk":
            assert "Wang" not in shown, who
            assert "Complaint" not in shown, who


async def test_who_may_not_is_told_so_and_another_desk_cannot_tell_a_case_from_no_case(scene: Scene) -> None:
    chen, zhao = scene.others["same desk"], scene.others["other desk"]

    for data in carried():
        theirs, nobodys = scene.filled(data), data.format(case="000000", piece=1)
        assert await zhao.forges(theirs) == "There is no such case at your desk."
        assert await zhao.forges(nobodys) == "There is no such case at your desk."
        if data.partition(".")[0] not in ("take", "case"):
            assert await chen.forges(theirs) == "That is for the officer who has taken the case."
    assert (await chen.forges(f"take.{scene.case}")).startswith("Wang took it already")
    await zhao.says(f"/case {scene.case}", "/case 000000", "/queue")
    assert [message.text for message in zhao.heard[-3:]] == [
        *["There is no such case at your desk."] * 2,
        "No case waits.",
    ]


async def test_a_file_of_another_case_does_not_open_under_a_case_of_his_own(scene: Scene) -> None:
    own = await calls_for_help(scene.house.woman("Third"))
    await scene.wang.forges(f"take.{own}")
    before = len(scene.wang.heard)

    await scene.wang.forges(f"file.{own}.{scene.piece}")

    assert len(scene.wang.heard) == before
    assert "file_opened" not in {row["what"] for row in await scene.house.rows(events)}


@pytest.mark.parametrize("number", ["9" * 40, "9223372036854775808", "9223372036854775807"])
async def test_a_forged_number_that_no_database_takes_is_answered_like_any_other(
    house: House, number: str
) -> None:
    wang = await house.officer("Wang")
    case = await calls_for_help(house.woman())
    await wang.picks("take")

    assert await wang.forges(f"file.{case}.{number}") == ""
    assert len(wang.heard) == 2


async def test_a_form_that_is_open_does_not_outlast_the_right_to_it(scene: Scene) -> None:
    await scene.wang.forges(f"write.{scene.case}")
    await scene.wang.says(f"/start {await scene.house.code('Wang', 'court')}")
    before = await scene.lasting()

    await scene.wang.says("Words that come too late.")

    assert await scene.lasting() == before
    assert f"The letter for case {scene.case} is recorded." not in scene.wang.reads
    assert "There is no such case at your desk." in scene.wang.reads


async def test_a_letter_cannot_go_to_another_woman_than_the_one_on_the_screen(house: House) -> None:
    wang, lin, mei = await house.officer("Wang"), house.woman("Lin"), house.woman("Mei")
    first, second = await complains(lin), await complains(mei)
    await wang.says(f"/case {first}")
    await wang.picks("take", "write")

    await wang.says(f"/case {second}")
    assert "Stopped. Nothing was stored." in wang.reads
    await wang.says("Your case is with us, Mei.")

    await lin.presses("Show")  # that the case was taken
    assert "with us, Mei" not in lin.reads
    assert not mei.has("Show")


async def test_looking_at_the_same_case_leaves_its_letter_open(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await complains(her)
    await wang.picks("take", "write")

    await wang.picks("show")
    await wang.says("Please come on Monday.")

    assert her.has("Show")
