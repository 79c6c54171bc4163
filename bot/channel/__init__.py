"""Telegram: the only package that knows it. Polls, reads, sends, fetches."""

import os

# The library's own opt-in: durations and waits as timedelta, instead of a deprecation warning at each look.
os.environ.setdefault("PTB_TIMEDELTA", "true")
