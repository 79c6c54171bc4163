"""Chance that can be repeated: a failing test shows its seed, and SEED=… brings it back."""

from __future__ import annotations

import os
from random import Random, SystemRandom

import pytest


@pytest.fixture
def chance() -> Random:
    seed = int(os.environ.get("SEED") or SystemRandom().randrange(2**32))
    print(f"SEED={seed}")
    return Random(seed)
