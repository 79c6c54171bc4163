"""Files that she sends: sealed, known by size and SHA-256, opened unchanged, gone when she says so."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import gifts
from bot.sandbox.shapes import Message
from bot.store.schema import evidence
from tests.journeys.house import House, Person

LARGEST = 20 * 1024 * 1024
JPEG, OGG, PDF = b"\xff\xd8\xff\xe0" + b"photo" * 9000, b"OggS" + b"voice" * 40, b"%PDF-1.7 paper"


async def to_files(her: Person) -> None:
    """To the question for photos, recordings, papers."""
    await her.says("/start", "complaint", *["skip"] * 10)
    assert "photos, recordings, messages or papers" in her.last.text


async def sends_off(her: Person) -> None:
    await her.says("done", *["skip"] * 4, "any", "skip", "send")


def kept(house: House) -> list[Path]:
    return sorted((house.settings.data / "evidence").iterdir())


async def row(house: House) -> dict[str, Any]:
    (only,) = await house.rows(evidence)
    return only


def files(officer: Person) -> list[Message]:
    return [message for message in officer.heard if message.file is not None]


@pytest.mark.parametrize(
    ("kind", "content", "mime"),
    [
        ("photo", JPEG, "image/jpeg"),
        ("voice", OGG, "audio/ogg"),
        ("document", PDF, "application/pdf"),
        ("video", b"x" * 65536, None),
        ("audio", b"x" * 65537, None),
        ("video_note", b"a round film " * 9, None),
    ],
)
async def test_a_file_is_sealed_and_the_officer_gets_the_same_bytes(
    house: House, kind: str, content: bytes, mime: str | None
) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await to_files(her)
    await her.sends(kind, content, name="a secret name.bin", mime="text/plain", seconds=3)
    await sends_off(her)

    stored, case = await row(house), await house.only_case()
    assert (stored["size"], stored["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert (stored["case"], stored["kind"], stored["detected_mime"]) == (case.id, kind, mime)
    (sealed,) = kept(house)
    assert sealed.name == f"{stored['id']}.sealed"
    assert content[:24] not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0

    await wang.picks("take", "show", "file")
    (shown,) = files(wang)
    assert shown.file is not None
    assert shown.file.content == content
    assert hashlib.sha256(content).hexdigest() in shown.text
    assert "secret name" not in shown.file.name


@pytest.mark.parametrize(("size", "taken"), [(LARGEST, True), (LARGEST + 1, False)])
async def test_a_file_may_have_twenty_megabytes_and_no_more(house: House, size: int, taken: bool) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    content = b"0123456789abcdef" * (size // 16) + b"x" * (size % 16)
    await to_files(her)

    await her.sends("document", content)

    assert ("larger than 20 MB" in her.last.text) != taken
    assert len(await house.rows(evidence)) == taken
    if taken:
        await sends_off(her)
        await wang.picks("take", "show", "file")
        assert files(wang)[0].file is not None
        assert hashlib.sha256(content).hexdigest() in files(wang)[0].text


async def test_several_files_and_an_album_are_all_kept_in_order(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await to_files(her)
    for number in range(3):
        gifts.file(house.world, her.phone, "photo", "p", "", f"photo {number}".encode(), group="album")
    await her.sends("document", b"document")
    await sends_off(her)

    await wang.picks("take", "show")
    for number in range(1, 5):
        await wang.presses(f"File {number}:")
    contents = [message.file.content for message in files(wang) if message.file]
    assert contents == [b"photo 0", b"photo 1", b"photo 2", b"document"]


async def test_a_file_where_none_was_asked_for_is_told_so_and_not_kept(house: House) -> None:
    her = house.woman()
    await her.says("/start", "legal_aid")

    await her.sends("photo", JPEG, caption="see")

    assert "A file does not fit at this question." in her.last.text
    assert await house.rows(evidence) == []
    assert kept(house) == []


@pytest.mark.parametrize(
    "drops",
    [
        ["back"],
        ["stop", "delete"],
        ["later", "/start", "delete"],
        ["done", *["skip"] * 4, "any", "skip", "1", "remove"],
    ],
    ids=["back", "stop and delete", "keep and delete", "remove from the list"],
)
async def test_a_file_that_she_takes_back_is_gone_from_database_and_folder(
    house: House, drops: list[str]
) -> None:
    her = house.woman()
    await to_files(her)
    await her.sends("document", PDF)
    assert len(kept(house)) == 1

    await her.says(*drops)

    assert await house.rows(evidence) == []
    await house.ends()
    await house.starts()
    assert kept(house) == []


async def test_a_file_in_a_draft_that_is_kept_is_still_there_when_she_goes_on(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await to_files(her)
    await her.sends("document", PDF)
    await her.says("later")
    await house.ends()
    await house.starts()

    await her.says("/start", "go_on")
    await sends_off(her)
    await wang.picks("take", "show", "file")

    assert [message.file.content for message in files(wang) if message.file] == [PDF]


async def test_a_file_that_cannot_be_fetched_now_is_fetched_later(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    await to_files(her)
    house.world.faults.switch_on("500", "getFile", times=2)
    house.world.faults.switch_on("half", "file", times=1)
    await her.sends("document", PDF)
    await sends_off(her)
    assert kept(house) == []

    for _ in range(6):
        await house.moves(minutes=5)

    assert (await row(house))["sha256"] == hashlib.sha256(PDF).hexdigest()
    await wang.picks("take", "show", "file")
    assert [message.file.content for message in files(wang) if message.file] == [PDF]


async def test_a_file_that_can_never_be_fetched_is_told_to_her_and_to_the_desk(house: House) -> None:
    wang, her = await house.officer("Wang"), house.woman()
    house.log.expected.add("file not stored")
    await to_files(her)
    house.world.faults.switch_on("500", "getFile")
    await her.sends("document", PDF)
    await sends_off(her)

    await house.moves(days=2, minutes=1)

    assert "One file could not be stored. Please send it again." in her.reads
    assert "one file could not be fetched" in wang.reads
    await wang.picks("take", "show")
    assert not wang.has("File 1")
