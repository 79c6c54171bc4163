"""What an officer reads of a case: protected, gone after ten minutes, every look written down."""

from __future__ import annotations

import hashlib

from bot.store.schema import events
from tests.journeys.house import House, Person
from tests.journeys.walks import tells_all

MARK = "Zyx5521"


async def looks(house: House) -> list[tuple[str, str | None]]:
    """What was looked at, as it is written down, oldest first."""
    seen = ("shown", "field_opened", "file_opened")
    return [(row["what"], row["detail"]) for row in await house.rows(events) if row["what"] in seen]


async def taken(house: House) -> tuple[Person, Person, str]:
    wang, chen = await house.officer("Wang"), await house.officer("Chen")
    number = await tells_all(house.woman("Mei"), MARK)
    await wang.picks("take")
    return wang, chen, number


async def test_details_are_protected_and_delete_themselves_after_ten_minutes(house: House) -> None:
    wang, _, number = await taken(house)
    before = len(wang.heard)

    await wang.picks("show")
    shown = wang.heard[before:]
    assert all(message.protected for message in shown)
    assert f"He hit me. {MARK}" in wang.reads

    await house.moves(minutes=9, seconds=59)
    assert wang.heard[before:] == shown
    await house.moves(seconds=1)
    assert wang.heard[before:] == []
    assert number in wang.reads


async def test_every_look_is_written_down_with_what_was_looked_at(house: House) -> None:
    wang, _, _ = await taken(house)

    await wang.picks("show")
    await wang.presses("Open: Name, logged")
    await wang.presses("Open: Name, logged")
    await wang.presses("Open: Phone, logged")
    await wang.picks("show")

    assert await looks(house) == [
        ("shown", None),
        ("field_opened", "name"),
        ("field_opened", "name"),
        ("field_opened", "phone"),
        ("shown", None),
    ]
    assert len({row["who"] for row in await house.rows(events) if row["what"] == "shown"}) == 1


async def test_who_she_is_stands_behind_buttons_of_its_own_and_goes_with_the_rest(house: House) -> None:
    wang, _, number = await taken(house)
    await wang.picks("show")
    for hidden in (f"Lin {MARK}", f"Mei {MARK}", "138 0013 8000"):
        assert hidden not in wang.reads
    assert "3 answers are not shown here." in wang.reads
    before = len(wang.heard)

    for label, words in (
        ("Open: Name, logged", f"Lin {MARK}"),
        ("Open: Name of the person who was hurt, logged", f"Mei {MARK}"),
        ("Open: Phone, logged", "138 0013 8000"),
    ):
        await wang.presses(label)
        assert words in wang.last.text
        assert f"Case {number}" in wang.last.text
        assert wang.last.protected
    await house.moves(minutes=9, seconds=59)
    assert len(wang.heard) == before + 3
    await house.moves(seconds=1)
    assert MARK not in wang.reads
    assert "138 0013 8000" not in wang.reads


async def test_files_are_protected_logged_and_gone_after_ten_minutes(house: House) -> None:
    wang, _, _ = await taken(house)
    await wang.picks("show")

    await wang.presses("File 2: document, logged")

    content = f"paper {MARK}".encode()
    assert wang.last.file is not None
    assert wang.last.file.content == content
    assert hashlib.sha256(content).hexdigest() in wang.last.text
    assert wang.last.protected
    assert (await looks(house))[-1][0] == "file_opened"
    await house.moves(minutes=9, seconds=59)
    assert wang.last.file is not None
    await house.moves(seconds=1)
    assert wang.last.file is None


async def test_what_everybody_of_the_desk_sees_never_holds_her_words(house: House) -> None:
    wang, chen, number = await taken(house)
    await chen.says("/queue", f"/case {number}", number)
    await wang.presses("Write to her")
    await wang.says("A letter Qwv7714.")
    await wang.presses("Note")
    await wang.says("A note Qwv7714.")
    await chen.says("/queue", f"/case {number}")

    assert MARK not in chen.reads
    assert "Qwv7714" not in chen.reads
    assert "138 0013 8000" not in chen.reads
    assert "Area" not in chen.reads  # she wrote the place herself: it may be an address
    assert all(message.protected for message in chen.heard)


async def test_letters_and_notes_stand_in_the_details_of_the_case(house: House) -> None:
    wang, _, _ = await taken(house)
    await wang.presses("Note")
    await wang.says("A note Qwv7714.")
    await wang.presses("Write to her")
    await wang.says("A letter Qwv7715.")

    await wang.picks("show")

    shown = "\n".join(message.text for message in wang.heard[-2:])
    assert "Note, 3 March, 10:05:" in shown
    assert "A note Qwv7714." in shown
    assert "Written to her, 3 March, 10:05:" in shown
    assert "A letter Qwv7715." in shown


async def test_the_longest_account_is_shown_whole_in_several_messages_and_all_of_them_go(
    house: House,
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    pieces = [f"{number} " + "x字" * 1500 for number in range(6)]
    await her.says("/start", "legal_aid", "skip", "skip", "skip", *pieces, "done", *["skip"] * 6)
    await her.says("any", "skip", "send")
    await wang.picks("take")
    before = len(wang.heard)

    await wang.picks("show")

    shown = "".join(message.text for message in wang.heard[before:])
    assert all(piece in shown for piece in pieces)
    assert len(wang.heard) > before + 4
    await house.moves(minutes=10)
    assert len(wang.heard) == before
