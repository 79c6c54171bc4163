"""The key file is made once, for its owner alone, and never overwritten."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.vault.keyfile import KeyFileWrong, open_or_make


def test_the_first_start_makes_a_key_that_the_next_one_finds(tmp_path: Path) -> None:
    first = open_or_make(tmp_path / "station.key")
    second = open_or_make(tmp_path / "station.key")

    assert first.key_id == second.key_id
    assert first.finding_hash("a", "b") == second.finding_hash("a", "b")


def test_the_key_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    open_or_make(tmp_path / "station.key")

    assert stat.S_IMODE((tmp_path / "station.key").stat().st_mode) == 0o600


def test_the_file_says_what_its_loss_means(tmp_path: Path) -> None:
    open_or_make(tmp_path / "station.key")

    assert "If it is lost, nothing can be read again" in (tmp_path / "station.key").read_text()


@pytest.mark.parametrize("content", ["", "no key", "QUJD\n", "# only a comment\n", "QUJD\nQUJD\n"])
def test_a_file_that_is_no_key_is_refused_and_left_as_it_is(tmp_path: Path, content: str) -> None:
    path = tmp_path / "station.key"
    path.write_text(content)

    with pytest.raises(KeyFileWrong, match="is not a station key"):
        open_or_make(path)

    assert path.read_text() == content
