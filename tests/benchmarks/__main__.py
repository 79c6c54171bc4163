"""`make bench`: every benchmark, one after the other."""

from __future__ import annotations

from tests.benchmarks import engine, transport


def main() -> None:
    engine.main()
    transport.main()


if __name__ == "__main__":
    main()
