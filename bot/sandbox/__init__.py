"""A stand-in for Telegram on this machine: a strict Bot API server, and phones to hold in a browser."""
