"""Limelight's front door: settings, the bot, and the command line."""

import argparse
import asyncio
import contextlib
import hashlib
import json
import logging
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from dotenv import dotenv_values

from cogs.about import AboutCog
from cogs.refresh import RefreshCog
from cogs.search import SearchCog
from cogs.stories import StoriesCog
from cogs.trending import TrendingCog
from cogs.ui.buttons import CardButton, Maker
from cogs.ui.markup import when
from cogs.ui.replies import NOBODY, notice
from intake.archives import import_archive
from intake.refresh import Refresh
from news.ages import is_minor
from news.archive import ArchiveError
from news.catalogue import starter_couples, starter_people
from news.feedlist import FeedListError, read_feeds
from news.fetch import open_session
from news.guard import NOBODY as NOBODY_ALLOWED
from news.guard import Allowed
from news.links import link_key
from news.model import Source
from news.people import Catalogue
from storage import Storage, StorageError, open_storage

VERSION = "0.1.0"
ROOT = Path(__file__).parent
STARTER_FEEDS = ROOT / "storage" / "starter" / "feeds.toml"
DEFAULT_STORE = "limelight.db"
EXIT_OK, EXIT_FAILED, EXIT_SETTINGS, EXIT_TOKEN = 0, 1, 2, 78  # 78: EX_CONFIG, which supervisors do not restart
SYNCED = "commands synced"

log = logging.getLogger("limelight")


class SettingsError(Exception):
    """A setting that cannot be used; its text says which one and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator sets, under the names of `.env.example`."""

    token: str = field(default="", repr=False)
    store: str = DEFAULT_STORE
    feeds: Path = STARTER_FEEDS
    allowed: Allowed = NOBODY_ALLOWED
    now: int | None = None
    log: str = "INFO"

    @classmethod
    def read(cls, env: Mapping[str, str]) -> "Settings":
        """Read settings from a mapping; an empty value counts as none. Raises SettingsError."""
        given = {name: value.strip() for name, value in env.items() if value and value.strip()}
        return cls(
            token=_token(given),
            store=given.get("LIMELIGHT_STORE", DEFAULT_STORE),
            feeds=Path(given.get("LIMELIGHT_FEEDS", STARTER_FEEDS)),
            allowed=_allowed(given.get("LIMELIGHT_ALLOW_HOSTS", "")),
            now=_instant(given.get("LIMELIGHT_NOW", "")),
            log=_level(given.get("LIMELIGHT_LOG", "INFO")),
        )


def _token(given: Mapping[str, str]) -> str:
    path = given.get("DISCORD_TOKEN_FILE")
    if "DISCORD_TOKEN" in given or not path:
        return given.get("DISCORD_TOKEN", "")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(f"DISCORD_TOKEN_FILE: {path} cannot be read: {error}") from None


def _allowed(text: str) -> Allowed:
    try:
        return Allowed.parse(text)
    except ValueError as error:
        raise SettingsError(f"LIMELIGHT_ALLOW_HOSTS: {error}") from None


def _instant(text: str) -> int | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingsError(
            f"LIMELIGHT_NOW: {text!r} is no instant; write it like 2021-06-09T20:00Z, or leave it empty for today"
        ) from None
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


def _level(text: str) -> str:
    if text.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise SettingsError(f"LIMELIGHT_LOG: {text!r} is no level; write DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def read_sources(path: Path) -> list[Source]:
    """Read a feeds file; raises SettingsError."""
    try:
        return read_feeds(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"LIMELIGHT_FEEDS: {path} cannot be read: {error}") from None
    except FeedListError as error:
        raise SettingsError(f"LIMELIGHT_FEEDS: {error}") from None


def starter_catalogue() -> Catalogue:
    """Give the people that come with the project."""
    return Catalogue(starter_people(), starter_couples())


def content_clock(start: int | None) -> Callable[[], int]:
    """Give a clock in seconds since 1970, UTC; with `start` it stands there now and runs on."""
    if start is None:
        return lambda: int(time.time())
    began = time.monotonic()
    return lambda: start + int(time.monotonic() - began)


class Tree(app_commands.CommandTree["NewsBot"]):
    """The commands, and the one place that says sorry."""

    async def on_error(self, interaction: discord.Interaction["NewsBot"], error: Exception, /) -> None:
        """Log what went wrong under a reference, and give the reference to the one who was let down."""
        reference = secrets.token_hex(3)
        log.error("an interaction failed, reference %s", reference, exc_info=error)
        view = notice(
            "That did not work",
            "The fault is the bot's, not yours; nothing was changed. Try again in a moment.",
            f"-# If it stays, tell whoever runs this bot: reference `{reference}`.",
        ).view
        with contextlib.suppress(discord.HTTPException):  # the interaction may be past its 3 seconds or 15 minutes
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)


class NewsBot(commands.Bot):
    """The bot: what every cog shares, and nothing else."""

    tree: Tree

    def __init__(
        self, storage: Storage, catalogue: Catalogue, *, clock: Callable[[], int], refresh: Refresh | None = None
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            help_command=None,
            tree_cls=Tree,
            # No privileged intent, no caches: 40 KB a server instead of 56 (DISCORD.md).
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=NOBODY,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.version = VERSION
        self.storage = storage
        self.catalogue = catalogue
        self.clock = clock
        self.makers: dict[str, Maker] = {}  # cards by the name that their buttons carry
        self._refresh = refresh

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord the commands where they changed; a cog that fails stops the start."""
        await self.setup_cogs()
        await self._sync()

    async def setup_cogs(self) -> None:
        """Load the cogs and what their buttons need."""
        for cog in (TrendingCog, StoriesCog, SearchCog, AboutCog):
            await self.add_cog(cog(self, self.storage))
        if self._refresh:
            await self.add_cog(RefreshCog(self, self._refresh))
        self.add_dynamic_items(CardButton)

    async def _sync(self) -> None:
        """Sync only what changed: a start is no reason to spend Discord's 200 command creations a day."""
        payload: list[Any] = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        written = json.dumps([self.application_id, payload], sort_keys=True)
        digest = hashlib.sha256(written.encode()).hexdigest()
        if await self.storage.marks.get(SYNCED) != digest:
            await self.tree.sync()
            await self.storage.marks.put(SYNCED, digest)
            log.info("told Discord %s commands", len(payload))

    async def on_ready(self) -> None:
        """Say that the bot is up."""
        log.info("ready as %s in %s servers", self.user, len(self.guilds))

    def name(self, person: int) -> str:
        """Give the name of an adult; "" for others: who is under 18 is named in headlines only."""
        known = self.catalogue.person(person)
        return known.name if known and not is_minor(known, self.clock()) else ""

    def content_time(self, at: int) -> int:
        """Give a real time as the content's clock has it, for showing it beside the content's times."""
        return self.clock() - (int(time.time()) - at)

    async def freshness(self) -> str:
        """Say how fresh the store is: "Newest article 3 minutes ago; 27 of 28 sources answered their last try."."""
        newest = await self.storage.articles.newest(self.clock())
        feeds = [feed.poll for feed in await self.storage.feeds.all()]
        good = sum(1 for poll in feeds if poll.ok_at is not None and not poll.error)
        if newest is None:
            return f"The store is empty so far; {good} of {len(feeds)} sources were read. Try again in a minute."
        return f"Newest article {when(newest)}; {good} of {len(feeds)} sources answered their last try."


async def serve(settings: Settings) -> None:
    """Run the bot until it is told to stop; raises SettingsError, StorageError, discord.LoginFailure."""
    sources = read_sources(settings.feeds)
    clock = content_clock(settings.now)
    catalogue = starter_catalogue()
    async with open_storage(settings.store) as storage, open_session(settings.allowed) as session:
        await storage.feeds.list_sources({link_key(source.url): source for source in sources})
        async with NewsBot(storage, catalogue, clock=clock, refresh=Refresh(storage, session, catalogue, clock)) as bot:
            _stop_on_signals(bot)
            await bot.start(settings.token)


def _stop_on_signals(bot: NewsBot) -> None:
    """End in order on SIGINT and SIGTERM; discord.py itself knows SIGINT only."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C raises there
            loop.add_signal_handler(number, lambda: loop.create_task(bot.close()))


def run(settings: Settings) -> int:
    """Run the bot and give the exit status."""
    if not settings.token:
        raise SettingsError(
            "no Discord token. Put DISCORD_TOKEN into .env (README.md says how to get one),"
            " or see the bot without one: python bot.py --demo"
        )
    try:
        asyncio.run(serve(settings))
    except discord.LoginFailure:
        print("limelight: Discord refused the token. Copy it again from the developer portal.", file=sys.stderr)
        return EXIT_TOKEN
    return EXIT_OK


async def take_in(settings: Settings, path: Path, outlet: str) -> int:
    """Import an archive and give the exit status."""
    clock = content_clock(settings.now)
    async with open_storage(settings.store) as storage:
        try:
            print(await import_archive(path, storage, starter_catalogue(), now=clock(), outlet=outlet))
        except ArchiveError as error:
            print(f"limelight: {path}: {error}\nNothing of it was kept.", file=sys.stderr)
            return EXIT_FAILED
        except OSError as error:
            print(f"limelight: {path} cannot be read: {error.strerror or error}", file=sys.stderr)
            return EXIT_FAILED
    return EXIT_OK


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and do what it says; give the exit status."""
    args = _parser().parse_args(argv)
    try:
        if args.demo or args.live:
            return _demo(live=args.live, browser=not args.no_browser)
        settings = Settings.read({**_dotenv(), **os.environ})
        logging.basicConfig(level=settings.log, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        if args.command == "import":
            return asyncio.run(take_in(settings, args.path, args.outlet))
        return run(settings)
    except (SettingsError, StorageError) as error:
        print(f"limelight: {error}", file=sys.stderr)
        return EXIT_SETTINGS
    except KeyboardInterrupt:
        return EXIT_OK


def _dotenv() -> dict[str, str]:
    return {name: value for name, value in dotenv_values(ROOT / ".env").items() if value is not None}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bot.py", description="Limelight: celebrity news in Discord.")
    parser.add_argument(
        "--demo", action="store_true", help="show the bot in a local Discord in the browser, no account"
    )
    parser.add_argument("--live", action="store_true", help="the demo with today's clock and the real feeds")
    parser.add_argument("--no-browser", action="store_true", help="the demo without opening a browser")
    commands_ = parser.add_subparsers(dest="command", metavar="command")
    importing = commands_.add_parser("import", help="take in an archive of articles, or a list of feeds (OPML)")
    importing.add_argument("path", type=Path)
    importing.add_argument("--outlet", default="", help="the outlet of articles that name none (Archive)")
    return parser


def _demo(*, live: bool, browser: bool) -> int:
    try:
        from demo.stage import show  # noqa: PLC0415 - a development dependency
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"the demo needs {error.name}: pip install -r requirements-demo.txt, or make demo"
        ) from None
    return int(show(live=live, browser=browser))


if __name__ == "__main__":
    sys.exit(main())
