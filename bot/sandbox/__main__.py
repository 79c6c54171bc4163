"""The sandbox alone: `python -m bot.sandbox`."""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys

from bot.sandbox.serving import serve
from bot.sandbox.world import World

LANGUAGES = ("en", "zh-hans")


def main() -> None:
    given = _arguments()
    host, _, port = given.listen.rpartition(":")
    if not port.isdigit():
        sys.exit(f'--listen {given.listen}: write it as host:port, like "127.0.0.1:8081".')
    public, duty = given.public_token or _token(), given.duty_token or _token()
    world = World()
    world.add_bot(public, "sandbox_public_bot", "Public bot", "public")
    world.add_bot(duty, "sandbox_duty_bot", "Duty bot", "duty")
    for n in range(given.women):
        world.add_phone(f"Woman {n + 1}", LANGUAGES[n % 2], "public")
    for n in range(given.officers):
        world.add_phone(f"Officer {n + 1}", "en", "duty")
    asyncio.run(serve(world, host, int(port), lambda: _tell(f"http://{host}:{port}", public, duty)))


def _tell(address: str, public: str, duty: str) -> None:
    """Print where the phones are, and the settings of a station that is to talk with them."""
    lines = (
        f"Phones: {address}/",
        "",
        "To let a station talk with them:",
        f"STATION_TELEGRAM_URL={address}",
        f"STATION_PUBLIC_TOKEN={public}",
        f"STATION_DUTY_TOKEN={duty}",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bot.sandbox", description="A stand-in for Telegram.")
    parser.add_argument("--listen", default="127.0.0.1:8081", metavar="HOST:PORT")
    parser.add_argument("--public-token", metavar="T", help="of the public bot; made up when not given")
    parser.add_argument("--duty-token", metavar="T", help="of the duty bot; made up when not given")
    parser.add_argument("--officers", type=int, default=2, metavar="N", help="phones with the duty bot")
    parser.add_argument("--women", type=int, default=1, metavar="N", help="phones with the public bot")
    return parser.parse_args()


def _token() -> str:
    """A token that only this sandbox knows."""
    return f"{secrets.randbelow(9 * 10**9) + 10**9}:{secrets.token_urlsafe(26)}"


if __name__ == "__main__":
    main()
