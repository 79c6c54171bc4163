"""What people wrote is nowhere in plain: not in the data folder, not in the log, not on alert cards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.sandbox import gifts
from tests.journeys.house import House, Person
from tests.journeys.walks import says_where, tells_all

LATIN, CHINESE, DIGITS = "Zyx5521Marker", "暗夜星河密语", "13800138000"


def shapes(word: str) -> Iterator[bytes]:
    """The word as files may hold it."""
    yield word.encode()
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield json.dumps(word)[1:-1].encode()


def numbers(number: int) -> Iterator[bytes]:
    """A Telegram id as text, and as SQLite and others keep a whole number."""
    yield from shapes(str(number))
    for order in ("big", "little"):
        yield number.to_bytes(6, order)
        yield number.to_bytes(8, order)


def found(house: House, people: list[Person]) -> list[str]:
    """Where something of hers stands in plain."""
    needles = [shape for word in (LATIN, CHINESE, DIGITS) for shape in shapes(word)]
    needles += [shape for person in people for shape in numbers(person.phone.id)]
    places = [path for path in house.settings.data.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in places)
    held = {path.name: path.read_bytes() for path in places} | {"log": house.log.text.encode()}
    return [name for name, content in held.items() if any(needle in content for needle in needles)]


def test_a_word_in_plain_would_be_found(tmp_path: Path) -> None:
    for word in (LATIN, CHINESE, DIGITS):
        assert all(shape in b"before " + shape + b" after" for shape in shapes(word))
    assert (7_123_456_789).to_bytes(8, "big") in list(numbers(7_123_456_789))


async def test_nothing_that_people_wrote_is_anywhere_in_plain(house: House) -> None:
    mark = f"{LATIN} {CHINESE}"
    wang, chen = await house.officer(f"Wang {mark}"), await house.officer("Chen")
    her, other = house.woman(f"Lin {mark}"), house.woman("Hong")
    people = [wang, chen, her, other]

    await tells_all(her, mark)
    assert found(house, people) == []
    await wang.picks("take", "show")
    for label in ("Open: Name, logged", "Open: Phone, logged", "File 1", "File 2"):
        await wang.presses(label)
    await wang.picks("write")
    await wang.says(f"A letter {mark}")
    await her.presses("Show")
    await her.says(f"An answer {mark}")
    await wang.picks("note")
    await wang.says(f"A note {mark}")
    assert found(house, people) == []

    await other.says(
        "danger", "tell", f"behind the house {mark}", f"he shouts {mark}", "done", "call", DIGITS
    )
    await says_where(other)
    await other.says("/start", "legal_aid", *["skip"] * 3, f"a draft {mark}", "later", mark)
    await other.does(gifts.forward, mark)
    await wang.picks("show")  # a case is not closed over what nobody has read
    await wang.picks("close", "advised")
    await wang.says(f"What was done {mark}", f"What she was told {mark}")
    assert found(house, people) == []

    shown = chen.reads.replace(f"Wang {mark}", "")
    assert LATIN not in shown
    assert CHINESE not in shown
    assert DIGITS not in shown
    await house.ends()
    held = [path.read_bytes() for path in house.settings.data.rglob("*") if path.is_file()]
    assert not any(shape in content for shape in shapes(LATIN) for content in held)
    assert LATIN not in house.log.text


async def test_tokens_are_in_no_file_and_no_line_of_the_log(house: House) -> None:
    her = house.woman()
    house.world.faults.switch_on("500", "sendMessage", times=2)
    house.world.faults.switch_on("outage", "getFile", times=1)
    await her.says("/start", "complaint", *["skip"] * 10)
    await her.sends("document", b"paper")
    await house.moves(minutes=10)

    for token in house.world.bots:
        secret = token.partition(":")[2].encode()
        files = [path.read_bytes() for path in house.settings.data.rglob("*") if path.is_file()]
        assert not any(secret in content for content in files)
        assert secret.decode() not in house.log.text
