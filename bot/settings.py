"""What the environment says about this installation, read once."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HERE = Path(__file__).resolve().parent.parent
TELEGRAM = "https://api.telegram.org"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
DATABASES = ("sqlite+aiosqlite://", "postgresql+asyncpg://")


class SettingsWrong(Exception):
    """A setting that is missing or unfit, in one sentence: which, why, what to do."""


class Settings(BaseSettings):
    """One field a variable: `data` is STATION_DATA. docs/deploy.md explains each."""

    model_config = SettingsConfigDict(
        env_prefix="STATION_", env_file=".env", env_ignore_empty=True, frozen=True, extra="ignore"
    )

    public_token: SecretStr | None = None
    duty_token: SecretStr | None = None
    telegram_url: str = TELEGRAM
    data: Path = Path("data")
    database_url: SecretStr | None = None
    listen: str = "127.0.0.1:8080"
    flows: Path = HERE / "flows"
    locales: Path = HERE / "locales"
    log_level: str = "INFO"

    @field_validator("public_token", "duty_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]{3,}", token.get_secret_value()):
            raise ValueError(
                "is not a bot token (digits, a colon, then letters); copy it from BotFather again"
            )
        return token

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level not in LEVELS:
            raise ValueError(f"is none of {', '.join(LEVELS)}; write one of them, or leave it out")
        return level

    @field_validator("telegram_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(
                "is not an address; write it as http://host:port or https://host, or leave it out"
            )
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(DATABASES):
            raise ValueError(
                f"must begin with {' or '.join(DATABASES)}; leave it out to use a file in STATION_DATA"
            )
        return url

    @field_validator("listen")
    @classmethod
    def _is_host_and_port(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) < 65536:
            raise ValueError("is not host:port; write it like 127.0.0.1:8080")
        return listen

    @field_validator("flows", "locales")
    @classmethod
    def _is_a_folder(cls, folder: Path) -> Path:
        if not folder.is_dir():
            raise ValueError("is not a folder; set it to the one that holds the files, or leave it out")
        return folder

    @field_validator("data")
    @classmethod
    def _is_no_file(cls, folder: Path) -> Path:
        if folder.exists() and not folder.is_dir():
            raise ValueError("is a file; name a folder that the station may make and fill")
        return folder

    @model_validator(mode="after")
    def _both_bots_or_none(self) -> Self:
        if (self.public_token is None) != (self.duty_token is None):
            missing = "STATION_PUBLIC_TOKEN" if self.public_token is None else "STATION_DUTY_TOKEN"
            raise ValueError(
                f"{missing} is missing: the station needs two bots, one for women and one for officers; "
                "set both tokens, or neither to use the sandbox"
            )
        if self.public_token is not None and self.public_token == self.duty_token:
            raise ValueError(
                "STATION_PUBLIC_TOKEN and STATION_DUTY_TOKEN are the same: "
                "make a second bot with BotFather and use its token for one of them"
            )
        return self

    @property
    def sandboxed(self) -> bool:
        """Neither token is set: the station talks to its own stand-in for Telegram."""
        return self.public_token is None

    @property
    def host(self) -> str:
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.listen.rpartition(":")[2])

    @property
    def database_address(self) -> str:
        """The SQLAlchemy address; may hold a password."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data / 'station.sqlite3'}"


def read() -> Settings:
    """The settings of this process, from the environment and `.env`; SettingsWrong with one sentence."""
    _look_for_typing_mistakes()
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsWrong(_sentence(error)) from None


def _look_for_typing_mistakes() -> None:
    """A name that is nearly one of ours: left out in silence it would start something else than was meant."""
    known = [f"STATION_{name.upper()}" for name in Settings.model_fields]
    for name in sorted(os.environ):
        meant = get_close_matches(name, known, 1, 0.85) if name.startswith("STATION_") else []
        if meant and name not in known:
            raise SettingsWrong(
                f"{name} is not a setting: did you mean {meant[0]}? Correct its name or remove it."
            )


def _sentence(error: ValidationError) -> str:
    """The first mistake. Values are not repeated: a token may stand in the wrong variable."""
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    reason = first["msg"].removeprefix("Value error, ")
    if not first["loc"]:
        return f"{reason}."
    return f"STATION_{str(first['loc'][0]).upper()} {reason}."
