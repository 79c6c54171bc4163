"""Ways through the conversations that many journeys begin with."""

from __future__ import annotations

from tests.journeys.house import Person

#: what a hasty woman does with a question: the first of these that is offered
HASTY = ("Skip", "跳过", "Any time", "任何时间")


async def to_review(her: Person, *, send: str = "Send", first: str = "Tell what happened") -> None:
    """From the menu to the list before sending, by the shortest way."""
    await her.says("/start")
    await her.presses(first)
    await hurry(her, send)


async def hurry(her: Person, until: str) -> None:
    """Skip what can be skipped, take the first option of the rest, until a button `until` is there."""
    for _ in range(60):
        buttons = her.buttons()
        if any(until in words for words in buttons):
            return
        skip = next((words for hasty in HASTY for words in buttons if hasty in words), buttons[0])
        await her.presses(skip, her.last)
    raise AssertionError(f'"{until}" never came. The last message has {her.buttons()}.')


async def complains(her: Person) -> str:
    """A complaint with nothing but what has to be; its number."""
    await to_review(her)
    await her.presses("Send")
    return (await her.house.all_cases())[-1].number
