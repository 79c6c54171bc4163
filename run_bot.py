"""The entry: `python run_bot.py` starts everything in one process."""

from bot.main import run

if __name__ == "__main__":
    run()
