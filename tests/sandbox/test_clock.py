"""The sandbox's time."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.clock import Clock

MOMENT = timedelta(minutes=1)


def test_it_is_moved_and_goes_on() -> None:
    clock = Clock()
    before = clock.now()

    clock.move(timedelta(hours=48))

    assert timedelta(hours=48) <= clock.now() - before < timedelta(hours=48) + MOMENT
    assert clock.offset == timedelta(hours=48)


def test_it_is_set() -> None:
    clock = Clock()
    wanted = clock.now() - timedelta(days=400)

    clock.set(wanted)

    assert timedelta(0) <= clock.now() - wanted < MOMENT
