"""A sealed file is the original or an error, never a part of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.vault.files import CHUNK, TAG, read_file, seal_file
from bot.vault.seal import Key, SealBroken

MOST = 20 * 1024 * 1024


async def blocks(data: bytes, size: int = 10_000) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
async def test_the_original_comes_back_with_its_hash_and_size(tmp_path: Path, size: int) -> None:
    key, data = Key(os.urandom(32)), os.urandom(size)

    kept = await seal_file(key, tmp_path / "7.sealed", blocks(data), MOST)

    assert b"".join(read_file(key, tmp_path / "7.sealed")) == data
    assert (kept.size, kept.sha256) == (size, hashlib.sha256(data).hexdigest())


async def test_the_plain_bytes_are_nowhere_in_the_folder(tmp_path: Path) -> None:
    await seal_file(Key(os.urandom(32)), tmp_path / "7.sealed", blocks(b"MARKER" * 50_000), MOST)

    assert all(b"MARKER" not in path.read_bytes() for path in tmp_path.iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["7.sealed"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[: 8 + CHUNK + TAG],  # ends at the end of a chunk
        lambda data: data[:8] + data[8 + CHUNK + TAG :],  # the first chunk is missing
        lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:],
        lambda data: (
            data[:8]
            + data[8 + CHUNK + TAG : 8 + 2 * (CHUNK + TAG)]
            + data[8 : 8 + CHUNK + TAG]
            + data[8 + 2 * (CHUNK + TAG) :]
        ),  # two chunks changed places
    ],
)
async def test_a_damaged_file_does_not_open(tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    key, path = Key(os.urandom(32)), tmp_path / "7.sealed"
    await seal_file(key, path, blocks(os.urandom(3 * CHUNK)), MOST)
    path.write_bytes(damage(path.read_bytes()))

    with pytest.raises(SealBroken):
        list(read_file(key, path))


async def test_a_file_does_not_open_under_another_name(tmp_path: Path) -> None:
    key = Key(os.urandom(32))
    await seal_file(key, tmp_path / "7.sealed", blocks(b"words"), MOST)
    (tmp_path / "7.sealed").rename(tmp_path / "8.sealed")

    with pytest.raises(SealBroken):
        list(read_file(key, tmp_path / "8.sealed"))


@pytest.mark.parametrize(("size", "fits"), [(1000, True), (1001, False)])
async def test_a_file_that_is_too_large_leaves_nothing_behind(tmp_path: Path, size: int, fits: bool) -> None:
    key = Key(os.urandom(32))

    try:
        await seal_file(key, tmp_path / "7.sealed", blocks(bytes(size), 100), 1000)
        done = True
    except ValueError:
        done = False

    assert done is fits
    assert bool(list(tmp_path.iterdir())) is fits


async def test_a_stream_that_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"x" * 200_000
        raise OSError("the line went dead")

    with pytest.raises(OSError, match="dead"):
        await seal_file(Key(os.urandom(32)), tmp_path / "7.sealed", broken(), MOST)

    assert list(tmp_path.iterdir()) == []
