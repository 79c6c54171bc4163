"""A complaint reaches an officer, who answers and closes it."""

from __future__ import annotations

from tests.journeys.house import House
from tests.journeys.walks import complains, hurry


async def test_a_complaint_reaches_the_desk_and_comes_back_with_an_answer(house: House) -> None:
    wang, chen, her = await house.officer("Wang"), await house.officer("Chen"), house.woman()
    number = await complains(her)

    await wang.presses("Take this case")
    assert "Wang took this case" in wang.last.text
    assert "Wang took this case" in chen.last.text
    assert not chen.buttons()

    await wang.presses("Write to her")
    await wang.says("Can you come on Tuesday?")
    await her.presses("Show")
    assert "An officer of the desk has read it" in her.reads
    assert "Can you come on Tuesday?" in her.reads

    await her.says("Yes, at nine.")
    assert f"{number}: she has written." in wang.reads
    await wang.presses("Back to the case")
    await wang.presses("Show details")
    assert "Yes, at nine." in wang.reads

    await wang.presses("Close the case")
    await hurry(wang, "Stop")
