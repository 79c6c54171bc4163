"""Ways through the conversations that many journeys begin with."""

from __future__ import annotations

from bot.sandbox import gifts
from tests.journeys.house import Person

#: what a hasty woman does with a question: the first of these that is offered
HASTY = ("Skip", "跳过", "Any time", "任何时候")


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


async def to_question(her: Person, words: str) -> None:
    """Skip on until a question with these words is open."""
    for _ in range(60):
        if words in her.last.text:
            return
        hasty = next(label for hasty in HASTY for label in her.buttons() if hasty in label)
        await her.presses(hasty, her.last)
    raise AssertionError(f'"{words}" was never asked.')


async def complains(her: Person) -> str:
    """A complaint with nothing but what has to be; its number."""
    await to_review(her)
    await her.presses("Send")
    return (await her.house.all_cases())[-1].number


async def asks_for_legal_aid(her: Person, contact: str = "any") -> str:
    """A request with nothing but when she may be written to; its number."""
    await her.says("/start")
    await her.picks("legal_aid")
    await to_question(her, "When may this chat write to you?")
    await contact_chosen(her, contact)
    await her.picks("send")
    return (await her.house.all_cases())[-1].number


async def contact_chosen(her: Person, contact: str) -> None:
    await her.picks(contact)
    if contact != "never":
        await her.presses("Skip")


async def calls_for_help(her: Person) -> str:
    """One tap for the desk, and nothing else; the case's number. She is asked where she is now."""
    await her.says("/start")
    await her.says("danger")
    await her.presses("Tell the desk now")
    return (await her.house.all_cases())[-1].number


async def tells_all(her: Person, mark: str = "") -> str:
    """A complaint with an answer to every question, `mark` in every word of hers; its number."""
    await her.says("/start")
    await her.picks("complaint", "yes", "other", "husband", "hit", "locked_in", "done")
    await her.says(f"two weeks ago {mark}")
    await her.says(f"behind the mill {mark}")
    await her.says(f"He hit me. {mark}")
    await her.says(f"And again. {mark}")
    await her.sends("voice", b"OggS" + mark.encode(), seconds=4, mime="audio/ogg", caption=f"said {mark}")
    await her.picks("done", "bruises", "done", "in_house", "done", "none", "done")
    await her.sends("document", f"paper {mark}".encode(), name=f"{mark}.txt", caption=f"a paper {mark}")
    await her.picks("done", "talk", "done")
    await her.says(f"no call {mark}")
    await her.says(f"Mei {mark}")
    await her.says(f"Lin {mark}")
    await her.says("138 0013 8000")
    await her.picks("any")
    await her.says(f"the parcel has come {mark}")
    await her.picks("send")
    return (await her.house.all_cases())[-1].number


async def says_where(her: Person) -> None:
    """Her place, by the button of the phone."""
    await her.does(gifts.location, 34.72345, 104.88765)
