"""Sealed bytes open only where they were sealed, and only with their key."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.vault.seal import BLOCK, Key, SealBroken, Sealed, Vault

PLACE = "fields.answer_sealed"


@pytest.fixture
def vault() -> Vault:
    return Vault(bytes(range(32)))


@given(st.binary(max_size=2000))
def test_what_was_sealed_opens_again(plain: bytes) -> None:
    key = Key(os.urandom(32))

    assert key.open(PLACE, 7, key.seal(PLACE, 7, plain)) == plain


@pytest.mark.parametrize(
    ("place", "row"), [("fields.other", 7), (PLACE, 8), (PLACE, "7 "), ("outbox.payload_sealed", 7)]
)
def test_sealed_bytes_do_not_open_in_another_place_or_row(place: str, row: object) -> None:
    key = Key(os.urandom(32))
    sealed = key.seal(PLACE, 7, b"words")

    with pytest.raises(SealBroken):
        key.open(place, row, sealed)


def test_another_key_does_not_open() -> None:
    sealed = Key(os.urandom(32)).seal(PLACE, 7, b"words")

    with pytest.raises(SealBroken):
        Key(os.urandom(32)).open(PLACE, 7, sealed)


def test_any_changed_bit_is_noticed() -> None:
    key = Key(os.urandom(32))
    data = key.seal(PLACE, 7, b"words").data

    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        with pytest.raises(SealBroken):
            key.open(PLACE, 7, Sealed(changed))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(1, BLOCK - 1, True), (BLOCK - 1, BLOCK, False), (0, BLOCK - 1, True), (BLOCK, 2 * BLOCK - 1, True)],
)
def test_the_length_tells_only_the_block(one: int, other: int, same: bool) -> None:
    key = Key(os.urandom(32))

    lengths = [len(key.seal(PLACE, 1, b"x" * size).data) for size in (one, other)]

    assert (lengths[0] == lengths[1]) is same


def test_a_wrapped_key_opens_what_it_sealed(vault: Vault) -> None:
    key, wrapped = vault.new_key("cases.key_wrapped", 5)
    sealed = key.seal(PLACE, 1, b"words")

    again = vault.unwrap("cases.key_wrapped", 5, wrapped)

    assert again.open(PLACE, 1, sealed) == b"words"


def test_a_wrapped_key_does_not_move_to_another_case(vault: Vault) -> None:
    _, wrapped = vault.new_key("cases.key_wrapped", 5)

    with pytest.raises(SealBroken):
        vault.unwrap("cases.key_wrapped", 6, wrapped)


def test_the_finding_hash_depends_on_the_key_and_on_what_is_found(vault: Vault) -> None:
    other = Vault(bytes(32))

    assert vault.finding_hash("telegram", "42") == vault.finding_hash("telegram", "42")
    assert vault.finding_hash("telegram", "42") != vault.finding_hash("telegram", "43")
    assert vault.finding_hash("telegram", "42") != vault.finding_hash("invite", "42")
    assert vault.finding_hash("telegram", "42") != other.finding_hash("telegram", "42")


def test_neither_keys_nor_sealed_bytes_show_in_a_log(vault: Vault) -> None:
    key, wrapped = vault.new_key("cases.key_wrapped", 5)

    assert repr(key) == "Key()"
    assert repr(wrapped) == "Sealed()"
