"""Limelight's front door: the bot and the command line."""

import argparse
import asyncio
import contextlib
import gc
import hashlib
import json
import logging
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from cogs.about.about import AboutCog
from cogs.about.privacy import PrivacyCog
from cogs.birthdays.birthday_lookup import Celebrants
from cogs.birthdays.birthdays_command import BirthdaysCog
from cogs.explain.why import WhyCog
from cogs.feeds.feeds_command import FeedsCog
from cogs.filters.filters_command import FiltersCog
from cogs.kit.buttons import Action, ActionButton, CardButton, Filled, LocalMaker, Maker, Pick, Picker, expire
from cogs.kit.markdown import when
from cogs.kit.rate_limit import Cooldown
from cogs.kit.replies import NOBODY, notice
from cogs.kit.save_settings import Saving
from cogs.people.celebrity import PeopleCog
from cogs.people.follow import FollowCog
from cogs.people.timeline import TimelineCog
from cogs.posts.post_buttons import PostsCog, Why
from cogs.posts.post_content import StoryPostsCog
from cogs.posts.test_posts import TrialsCog
from cogs.repairs.wrong_person import RepairsCog
from cogs.setup.settings_command import SettingsCog
from cogs.setup.setup_command import SetupCog
from cogs.stories.latest import StoriesCog
from cogs.stories.search import SearchCog
from cogs.stories.trending import TrendingCog
from cogs.tasks.announce import AnnounceCog, Drawer
from cogs.tasks.channel_recovery import DestinationsCog
from cogs.tasks.departures import ServersCog
from cogs.tasks.refresh import RefreshCog
from cogs.tasks.wikidata import WikidataCog
from ingest.catalogue_loader import load_catalogue
from ingest.import_archive import import_archive
from ingest.preview_queue import Looks
from ingest.refresh import Refresh
from ingest.wikidata_client import Wikimedia
from ingest.wikidata_sync import NotNowError, Sync, sync_with_bar
from news.feeds.archives.archive import ArchiveError
from news.feeds.fetch import open_session
from news.people.catalogue import as_of, starter_couples, starter_names, starter_people
from news.people.catalogue_match import Catalogue
from news.people.facts.ages import is_minor
from news.people.wikidata.requests import LIMITS, PLACES, Endpoints, agent
from news.stories.trending import counted
from news.text.links import link_key
from outbox.send.discord_transport import once
from settings import Settings, SettingsError, content_clock, dotenv, read_sources
from storage import Storage, StorageError, open_storage

VERSION = "0.1.0"
EXIT_OK, EXIT_FAILED, EXIT_SETTINGS, EXIT_TOKEN = 0, 1, 2, 78  # 78: EX_CONFIG, which supervisors do not restart
TOKEN_REVOKED = 4004  # the gateway's close code for a token that is none any more
SYNCED = "commands synced"
_OVER = (40060, 10062, 10015, 50027)  # acknowledged already; unknown interaction, unknown webhook; its token is over

_RESUMED = {
    "import": "Import it again for the rest; nothing comes in twice.",
    "people": "What was read is kept; the next sync goes on from there.",
}
_COGS = (
    TrendingCog, StoriesCog, SearchCog, PeopleCog, TimelineCog, BirthdaysCog, FollowCog, AboutCog, PrivacyCog,
    RepairsCog, PostsCog, SetupCog, StoryPostsCog, TrialsCog, FeedsCog, FiltersCog, WhyCog, SettingsCog,
    DestinationsCog,
)  # fmt: skip

log = logging.getLogger("limelight")


def starter_catalogue(now: int) -> Catalogue:
    """Give the people that come with the project as known at `now`; they stay for as long as the process does."""
    catalogue = Catalogue(as_of(starter_people(), starter_names(), now), starter_couples(now))
    _spare_the_collector()
    return catalogue


async def known_catalogue(storage: Storage, now: int) -> Catalogue:
    """Give everybody whom the store has as known at `now`; they stay until a sync knows more."""
    catalogue = await load_catalogue(storage, now)
    _spare_the_collector()
    return catalogue


def _spare_the_collector() -> None:
    # The collector leaves out what is there now, the imports and the catalogue: looking through it, which is done every
    # few seconds while news comes in, held up everything for 35 to 48 ms each time.
    gc.collect()
    gc.freeze()


def _is_over(error: Exception) -> bool:
    """Whether Discord takes no answer any more: delivered twice, too late, or past its 15 minutes (FAULTS row 68)."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    return isinstance(cause, discord.HTTPException) and cause.code in _OVER


class Tree(app_commands.CommandTree["NewsBot"]):
    """The commands, and the one place that says sorry."""

    async def interaction_check(self, interaction: discord.Interaction["NewsBot"], /) -> bool:
        """Whether a member may go on, who has asked a lot (FAULTS row 67)."""
        return await interaction.client.cooldown.allows(interaction)

    async def on_error(self, interaction: discord.Interaction["NewsBot"], error: Exception, /) -> None:
        """Log what went wrong under a reference, and give the reference to the one who was let down."""
        if _is_over(error):
            log.info("an interaction was over before it was answered: %s", error)
            return
        reference = secrets.token_hex(3)
        log.error("an interaction failed, reference %s", reference, exc_info=error)
        if interaction.type is discord.InteractionType.autocomplete:
            return  # Discord takes no message for it
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
        self,
        storage: Storage,
        catalogue: Catalogue,
        *,
        clock: Callable[[], int],
        refresh: Refresh | None = None,
        sync: Sync | None = None,
        is_posting: bool = False,
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            http_trace=once(),
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
        self.local_makers: dict[str, LocalMaker] = {}  # those that depend on where they are opened
        self.actions: dict[str, Action] = {}  # what the other buttons do, by the name that they carry
        self.pickers: dict[str, Pick] = {}  # and selects
        self.forms: dict[str, Filled] = {}  # and filling in forms
        self.drawers: dict[str, Drawer] = {}  # what posts of each kind show
        self.whys: dict[str, Why] = {}  # and why they were made
        self.celebrants = Celebrants(self, storage)
        self.saving = Saving(self, storage)
        self.cooldown = Cooldown()
        self.looks = refresh.looks if refresh else Looks()  # what the refresh task is asked for
        self.is_revoked = False  # Discord does not know the token any more
        self._refresh = refresh
        self._wikidata = sync
        self._is_posting = is_posting

    async def setup_hook(self) -> None:
        """Load the cogs and tell Discord the commands where they changed; a cog that fails stops the start."""
        await self.setup_cogs()
        await self._sync()

    async def setup_cogs(self) -> None:
        """Load the cogs and what their buttons need."""
        for cog in _COGS:
            await self.add_cog(cog(self, self.storage))
        if self._refresh:
            await self.add_cog(RefreshCog(self, self._refresh))
        if self._wikidata:
            await self.add_cog(WikidataCog(self, self._wikidata))
        if self._is_posting:
            await self.add_cog(AnnounceCog(self, self.storage))
            await self.add_cog(ServersCog(self, self.storage))
        self.add_dynamic_items(CardButton, ActionButton, Picker)
        self.add_listener(expire, "on_interaction")

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

    def use(self, catalogue: Catalogue) -> None:
        """Know these people from now on, in commands and in what the next round reads."""
        self.catalogue = catalogue
        if self._refresh:
            self._refresh.catalogue = catalogue
        _spare_the_collector()

    def name(self, person: int) -> str:
        """Give the name of an adult; "" for others: who is under 18 is named in headlines only."""
        known = self.catalogue.person(person)
        return known.name if known and not is_minor(known, self.clock()) else ""

    def content_time(self, at: int) -> int:
        """Give a real time as the content's clock has it, for showing it beside the content's times."""
        return self.clock() - (int(time.time()) - at)

    async def freshness(self) -> str:
        """Say how fresh the store is: "Newest article 3 minutes ago; 27 sources read, 1 failing, 2 not read yet."."""
        newest = await self.storage.articles.newest(self.clock())
        polls = [feed.poll for feed in await self.storage.feeds.in_use()]
        failing = sum(1 for poll in polls if poll.error)
        waiting = sum(1 for poll in polls if poll.ok_at is None and not poll.error)
        parts = [
            f"{counted(len(polls) - failing - waiting, 'source')} read",
            f"{failing} failing" if failing else "",
            f"{waiting} not read yet" if waiting else "",
        ]
        begin = "The store is empty so far" if newest is None else f"Newest article {when(newest)}"
        return f"{begin}; {', '.join(filter(None, parts))}."


async def serve(settings: Settings) -> None:
    """Run the bot until it is told to stop; raises SettingsError, StorageError, discord.LoginFailure."""
    _stop_on_signals()
    sources = read_sources(settings.feeds)
    clock = content_clock(settings.now)
    async with (
        open_storage(settings.store) as storage,
        open_session(settings.allowed) as session,
        open_sync(storage, settings) as sync,
    ):
        await storage.feeds.list_sources({link_key(source.url): source for source in sources})
        catalogue = await known_catalogue(storage, clock())
        refresh = Refresh(storage, session, catalogue, clock)
        async with NewsBot(storage, catalogue, clock=clock, refresh=refresh, sync=sync, is_posting=True) as bot:
            try:
                await bot.start(settings.token)
            except AttributeError as error:
                if bot.ws:
                    raise
                # discord.py 2.7.1 asks the connection that it could not make for its sequence.
                raise ConnectionError("its gateway does not answer") from error
            if bot.is_revoked:
                raise discord.LoginFailure("the token was refused while posting")


@contextlib.asynccontextmanager
async def open_sync(storage: Storage, settings: Settings, places: Endpoints = PLACES) -> AsyncIterator[Sync | None]:
    """Give the sync with Wikidata, which wants to know whom to write to; None where no contact is set."""
    if not settings.contact:
        yield None
        return
    async with open_session(settings.allowed, agent=agent(VERSION, settings.contact), limits=LIMITS) as session:
        yield Sync(storage, Wikimedia(session, places), lambda: int(time.time()))


def _stop_on_signals() -> None:
    """End what is running here in order on SIGINT and SIGTERM; discord.py itself knows SIGINT only.

    Cancelled, and not told to close, it ends wherever the start has come to, and each part before those that it uses.
    """
    loop, serving = asyncio.get_running_loop(), asyncio.current_task()
    assert serving is not None
    numbers = (signal.SIGINT, signal.SIGTERM)

    def stop() -> None:
        for number in numbers:
            loop.remove_signal_handler(number)  # a second one ends the process at once
        serving.cancel()

    for number in numbers:
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C raises there
            loop.add_signal_handler(number, stop)


def run(settings: Settings) -> int:
    """Run the bot and give the exit status."""
    if not settings.token:
        raise SettingsError(
            "no Discord token. Put DISCORD_TOKEN into .env (README.md says how to get one),"
            " or see the bot without one: python bot.py --demo"
        )
    try:
        asyncio.run(serve(settings))
    except asyncio.CancelledError:
        return EXIT_OK
    except (discord.LoginFailure, discord.ConnectionClosed) as error:
        if isinstance(error, discord.ConnectionClosed) and error.code != TOKEN_REVOKED:
            return _lost(f"Discord closed the connection ({error.code})")
        print("limelight: Discord refused the token. Copy it again from the developer portal.", file=sys.stderr)
        return EXIT_TOKEN
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        return _lost(f"Discord cannot be reached: {error}")
    return EXIT_OK


def _lost(what: str) -> int:
    print(f"limelight: {what}. Nothing is lost; start the bot again.", file=sys.stderr)
    return EXIT_FAILED


async def take_in(settings: Settings, path: Path, outlet: str) -> int:
    """Import an archive and give the exit status."""
    clock = content_clock(settings.now)
    async with open_storage(settings.store) as storage:
        try:
            catalogue = await known_catalogue(storage, clock())
            print(await import_archive(path, storage, catalogue, now=clock(), outlet=outlet))
        except ArchiveError as error:
            print(f"limelight: {path}: {error}\nNothing of it was kept.", file=sys.stderr)
            return EXIT_FAILED
        except OSError as error:
            print(f"limelight: {path} cannot be read: {error.strerror or error}", file=sys.stderr)
            return EXIT_FAILED
    return EXIT_OK


async def sync_people(settings: Settings, places: Endpoints = PLACES) -> int:
    """Bring in what Wikidata says of people and give the exit status; raises SettingsError without a contact."""
    clock = content_clock(settings.now)
    async with open_storage(settings.store) as storage, open_sync(storage, settings, places) as sync:
        if not sync:
            raise SettingsError(
                "no contact. Wikidata's operators want to know whom to write to: put LIMELIGHT_CONTACT, your mail"
                " address or the https link of a page of yours, into .env"
            )
        await load_catalogue(storage, clock())  # the starter's people go into a new store first
        try:
            print(await sync_with_bar(sync))
        except NotNowError as error:
            print(f"limelight: {error}", file=sys.stderr)
            return EXIT_FAILED if error.is_fault else EXIT_OK
    return EXIT_OK


def main(argv: Sequence[str] | None = None) -> int:
    """Read the command line and do what it says; give the exit status."""
    args = _parser().parse_args(argv)
    try:
        if args.demo or args.live:
            return _demo(live=args.live, browser=not args.no_browser)
        settings = Settings.read({**dotenv(), **os.environ})
        logging.basicConfig(level=settings.log, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        if args.command == "import":
            return asyncio.run(take_in(settings, args.path, args.outlet))
        return asyncio.run(sync_people(settings)) if args.command == "people" else run(settings)
    except (SettingsError, StorageError) as error:
        print(f"limelight: {error}", file=sys.stderr)
        return EXIT_SETTINGS
    except KeyboardInterrupt:
        if args.command not in _RESUMED:
            return EXIT_OK
        print(f"limelight: stopped midway. {_RESUMED[args.command]}", file=sys.stderr)
        return EXIT_FAILED


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
    people = commands_.add_parser("people", help="bring in what Wikidata says of people")
    people.add_argument("action", choices=["sync"], help="go on until everybody is read; Ctrl-C stops it for now")
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
