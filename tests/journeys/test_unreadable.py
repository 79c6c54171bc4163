"""What cannot be read: a case whose key was deleted, and an update that makes our own code fail."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from bot.store import cases
from bot.store.schema import chats, inbox, meta
from tests.journeys.house import House, Person
from tests.journeys.walks import tells_all

MARK = "Zyx5521"
TROUBLE = "Something went wrong in this chat."


async def shred(house: House) -> None:
    case = await house.only_case()
    async with house.station.database.transaction() as tx:
        await cases.shred(tx, case.id)


async def spoil_session(house: House, her: Person, other: Person) -> None:
    """Her session is one that was sealed for another person's row: the two began in this order."""
    theirs, hers = sorted(await house.rows(chats), key=lambda row: int(row["id"]))
    assert (other.phone.name, her.phone.name) == ("Other", "Her")
    async with house.station.database.transaction() as tx:
        spoilt = update(chats).where(chats.c.id == hers["id"])
        await tx.execute(spoilt.values(session_sealed=theirs["session_sealed"]))


@pytest.mark.parametrize("when", ["taken", "closed"])
async def test_nothing_of_a_case_can_be_read_once_its_key_is_deleted(house: House, when: str) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    number = await tells_all(her, MARK)
    await wang.picks("take", "show")
    pressed = [
        str(button["callback_data"])
        for message in wang.heard
        for row in (message.inline or {"inline_keyboard": []})["inline_keyboard"]
        for button in row
    ]
    if when == "closed":
        await wang.picks("close", "advised")
        await wang.says(f"What was done {MARK}", "skip")
    await house.moves(minutes=10)
    assert MARK not in wang.reads

    await shred(house)
    for data in pressed:
        await wang.forges(data)
    await wang.says("/queue", f"/case {number}")
    await her.says("/start")

    assert MARK not in wang.reads
    assert all(message.file is None for message in wang.heard)
    await house.ends()
    await house.starts()
    await wang.forges(f"show.{number}")
    assert MARK not in wang.reads


async def test_a_letter_that_waits_is_gone_with_the_key_and_she_is_told_no_lie(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await tells_all(her, MARK)
    await wang.picks("take", "write")
    await wang.says(f"A letter {MARK}")

    await shred(house)
    await her.presses("Show")

    assert MARK not in "\n".join(message.text for message in her.heard[-2:])
    assert TROUBLE not in her.reads


async def test_an_update_that_cannot_be_answered_is_set_aside_and_the_others_go_on(house: House) -> None:
    house.log.expected |= {"update not answered", "update set aside", "session laid aside"}
    other, her = house.woman("Other"), house.woman("Her")
    await other.says("/start")
    await her.says("/start")
    await spoil_session(house, her, other)

    her.tap("Ask for legal aid")
    await other.picks("legal_aid")

    assert "What do you need help with?" in other.last.text
    assert TROUBLE in her.last.text
    assert "110" in her.last.text
    assert not her.phone.pending
    assert house.log.count("update not answered") == 3
    assert house.log.count("update set aside") == 1
    async with house.station.database.reading() as tx:
        (row,) = (await tx.execute(select(inbox).where(inbox.c.failed_at.is_not(None)))).mappings()
    assert row["tries"] == 3
    assert row["event_sealed"] is not None


async def test_numbers_are_given_even_where_nothing_else_can_be_read(house: House) -> None:
    house.log.expected |= {"update not answered", "update set aside", "session laid aside"}
    other, her = house.woman("Other"), house.woman("Her")
    await other.says("/start")
    await her.says("/start")
    await spoil_session(house, her, other)

    await her.says("danger")

    assert "call 110" in her.last.text


async def test_she_begins_anew_and_what_could_not_be_read_is_kept_sealed(house: House) -> None:
    house.log.expected |= {"update not answered", "update set aside", "session laid aside"}
    other, her = house.woman("Other"), house.woman("Her")
    await other.says("/start")
    await her.says("/start")
    await spoil_session(house, her, other)
    await her.says("hello")
    assert TROUBLE in her.last.text

    await her.says("hello")
    await her.picks("legal_aid")

    assert "What do you need help with?" in her.last.text
    kept = [row for row in await house.rows(meta) if row["name"].startswith("session ")]
    assert len(kept) == 1
