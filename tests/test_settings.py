"""A wrong or missing setting ends the start with one sentence: which, why, what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsWrong, read

ONE, OTHER = "111111:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "222222:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "PUBLIC_TOKEN",
        "DUTY_TOKEN",
        "TELEGRAM_URL",
        "DATA",
        "DATABASE_URL",
        "LISTEN",
        "FLOWS",
        "LOCALES",
    ):
        monkeypatch.delenv(f"STATION_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_with_nothing_set_the_sandbox_is_used() -> None:
    settings = read()

    assert settings.sandboxed
    assert settings.listen == "127.0.0.1:8080"
    assert settings.database_address == "sqlite+aiosqlite:///data/station.sqlite3"
    assert settings.flows.name == "flows"


def test_both_tokens_mean_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATION_PUBLIC_TOKEN", ONE)
    monkeypatch.setenv("STATION_DUTY_TOKEN", OTHER)

    settings = read()

    assert not settings.sandboxed
    assert settings.telegram_url == "https://api.telegram.org"


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATION_PUBLIC_TOKEN", "")

    assert read().sandboxed


def test_a_file_beside_the_program_may_hold_them(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("STATION_LISTEN=127.0.0.1:9000\n")

    assert read().port == 9000


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"PUBLIC_TOKEN": ONE}, "STATION_DUTY_TOKEN is missing: the station needs two bots"),
        ({"DUTY_TOKEN": ONE}, "STATION_PUBLIC_TOKEN is missing: the station needs two bots"),
        ({"PUBLIC_TOKEN": ONE, "DUTY_TOKEN": ONE}, "are the same: make a second bot"),
        ({"PUBLIC_TOKEN": "hello", "DUTY_TOKEN": ONE}, "STATION_PUBLIC_TOKEN is not a bot token"),
        ({"TELEGRAM_URL": "api.telegram.org"}, "STATION_TELEGRAM_URL is not an address"),
        ({"TELEGRAM_URL": "ftp://here"}, "STATION_TELEGRAM_URL is not an address"),
        (
            {"DATABASE_URL": "mysql://root:secret@db/x"},
            "STATION_DATABASE_URL must begin with sqlite+aiosqlite://",
        ),
        ({"LISTEN": "8080"}, "STATION_LISTEN is not host:port"),
        ({"LISTEN": "localhost:99999"}, "STATION_LISTEN is not host:port"),
        ({"FLOWS": "nowhere"}, "STATION_FLOWS is not a folder"),
        ({"LOCALES": "nowhere"}, "STATION_LOCALES is not a folder"),
        ({"DATA": "a_file"}, "STATION_DATA is a file"),
        ({"LOG_LEVEL": "loud"}, "STATION_LOG_LEVEL is none of DEBUG, INFO, WARNING, ERROR"),
        ({"PUBLC_TOKEN": ONE}, "STATION_PUBLC_TOKEN is not a setting: did you mean STATION_PUBLIC_TOKEN?"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: dict[str, str], sentence: str
) -> None:
    (tmp_path / "a_file").write_text("")
    for name, value in given.items():
        monkeypatch.setenv(f"STATION_{name}", value)

    with pytest.raises(SettingsWrong) as wrong:
        read()

    assert sentence in str(wrong.value)
    assert "\n" not in str(wrong.value)
    assert str(wrong.value).endswith(".")
    assert "secret" not in str(wrong.value)
    assert "hello" not in str(wrong.value)


def test_tokens_and_passwords_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATION_PUBLIC_TOKEN", ONE)
    monkeypatch.setenv("STATION_DUTY_TOKEN", OTHER)
    monkeypatch.setenv("STATION_DATABASE_URL", "postgresql+asyncpg://station:hunter2@db/station")

    shown = repr(read())

    assert "AAAA" not in shown
    assert "hunter2" not in shown
