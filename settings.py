"""What the operator sets, read from the environment and `.env` and checked before anything starts."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from dotenv import dotenv_values

from news.feeds.archives.feedlist import FeedListError, read_feeds
from news.feeds.guard import NOBODY as NOBODY_ALLOWED
from news.feeds.guard import AllowedHosts
from news.model.feeds import Source

ROOT = Path(__file__).parent
STARTER_FEEDS = ROOT / "storage" / "starter" / "feeds.toml"
DEFAULT_STORE = "limelight.db"
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https://[\w-]+(?:\.[\w-]+)+(?:/[\w./~%#?=&@+-]*)?", re.ASCII)


class SettingsError(Exception):
    """A setting that cannot be used; its text says which one and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator sets, under the names of `.env.example`."""

    token: str = field(default="", repr=False)
    store: str = DEFAULT_STORE
    feeds: Path = STARTER_FEEDS
    allowed: AllowedHosts = NOBODY_ALLOWED
    now: int | None = None
    log: str = "INFO"
    contact: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Settings":
        """Read settings from a mapping; an empty value counts as missing. Raise SettingsError if one is invalid."""
        given = {name: value.strip() for name, value in env.items() if value and value.strip()}
        return cls(
            token=_read_token(given),
            store=given.get("LIMELIGHT_STORE", DEFAULT_STORE),
            feeds=Path(given.get("LIMELIGHT_FEEDS", STARTER_FEEDS)),
            allowed=_read_allowed(given.get("LIMELIGHT_ALLOW_HOSTS", "")),
            now=_read_instant(given.get("LIMELIGHT_NOW", "")),
            log=_read_level(given.get("LIMELIGHT_LOG", "INFO")),
            contact=_read_contact(given.get("LIMELIGHT_CONTACT", "")),
        )


def _read_token(given: Mapping[str, str]) -> str:
    path = given.get("DISCORD_TOKEN_FILE")
    if "DISCORD_TOKEN" in given or not path:
        return given.get("DISCORD_TOKEN", "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(f"DISCORD_TOKEN_FILE: {path} cannot be read: {error}") from None


def _read_allowed(text: str) -> AllowedHosts:
    try:
        return AllowedHosts.from_text(text)
    except ValueError as error:
        raise SettingsError(f"LIMELIGHT_ALLOW_HOSTS: {error}") from None


def _read_instant(text: str) -> int | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"LIMELIGHT_NOW: {text!r} is no instant; write it like 2021-06-09T20:00Z, or leave it empty for today"
        ) from None
    seconds = int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
    if seconds < 0:
        raise SettingsError(f"LIMELIGHT_NOW: {text!r} is before 1970; write an instant since then")
    return seconds


def _read_level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingsError(f"LIMELIGHT_LOG: {text!r} is no level; write DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def _read_contact(text: str) -> str:
    if text and (len(text) > 200 or not _CONTACT.fullmatch(text)):
        raise SettingsError(
            f"LIMELIGHT_CONTACT: {text!r} is neither a mail address nor an https link; write one, or leave it empty"
        )
    return text


def read_sources(path: Path) -> list[Source]:
    """Return the sources of a feeds file. Raise SettingsError if it cannot be read."""
    try:
        return read_feeds(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"LIMELIGHT_FEEDS: {path} cannot be read: {error}") from None
    except FeedListError as error:
        raise SettingsError(f"LIMELIGHT_FEEDS: {error}") from None


def content_clock(start: int | None) -> Callable[[], int]:
    """Return a clock in seconds since 1970, UTC; with `start` it shows that now and runs on."""
    if start is None:
        return lambda: int(time.time())
    # Not time.monotonic: SimCord, which the demo runs in, gives the bot's own tasks a virtual one.
    ahead = start - int(time.time())
    return lambda: int(time.time()) + ahead


def read_dotenv() -> dict[str, str]:
    """Return the settings of `.env` beside this file; the environment goes before them."""
    return {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}
