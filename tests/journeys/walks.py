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


#: every question of a complaint, answered in words alone as shortly as can be; what comes then is the list
COMPLAINT = ("/start", "complaint", *["skip"] * 15, "any", "skip")
LEGAL_AID = ("/start", "legal_aid", *["skip"] * 10)


async def complains(her: Person, contact: str = "any") -> str:
    """A complaint with nothing but when she may be written to; its number."""
    await her.says(*COMPLAINT[:-2], *_times(contact), "send")
    return await newest(her)


async def asks_for_legal_aid(her: Person, contact: str = "any") -> str:
    """A request with nothing but when she may be written to; its number."""
    await her.says(*LEGAL_AID, *_times(contact), "send")
    return await newest(her)


def _times(contact: str) -> tuple[str, ...]:
    """After a time she is asked how; after "never" she is not."""
    return (contact,) if contact == "never" else (contact, "skip")


async def calls_for_help(her: Person) -> str:
    """One tap for the desk, and nothing else; the case's number. She is asked where she is now."""
    await her.says("danger", "tell")
    return await newest(her)


async def tells_all(her: Person, mark: str = "") -> str:
    """A complaint with an answer to every question, `mark` in every word of hers; its number."""
    await her.says("/start", "complaint", "yes", "other", "husband", "hit, locked_in", "done")
    await her.says(
        f"two weeks ago {mark}", f"behind the mill {mark}", f"He hit me. {mark}", f"And again {mark}"
    )
    await her.sends("voice", f"OggS {mark}".encode(), seconds=4, mime="audio/ogg", caption=f"said {mark}")
    await her.says("done", "bruises", "done", "in_house", "done", "none", "done")
    await her.sends("document", f"paper {mark}".encode(), name=f"{mark}.txt", caption=f"a paper {mark}")
    await her.says("done", "talk", "done", f"no call {mark}", f"Mei {mark}", f"Lin {mark}", "138 0013 8000")
    await her.says("any", f"the parcel has come {mark}", "send")
    return await newest(her)


async def says_where(her: Person) -> None:
    """Her place, by the button of the phone."""
    await her.does(gifts.location, 34.72345, 104.88765)


async def newest(her: Person) -> str:
    """The number of the case that was opened last."""
    return (await her.house.all_cases())[-1].number
