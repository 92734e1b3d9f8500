"""The command line: run the bot, import, sync people, the demo; each returns an exit status."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import discord

from bot import VERSION, NewsBot
from ingest.catalogue_loader import known_catalogue, load_catalogue
from ingest.import_archive import import_archive
from ingest.refresh import Refresh
from ingest.wikidata_sync import NotNowError, Sync, Wikimedia, sync_with_bar
from news.feeds.archives.archive import ArchiveError
from news.feeds.fetch import open_session
from news.people.wikidata.requests import LIMITS, PLACES, Endpoints, user_agent
from news.text.links import link_key
from settings import Settings, SettingsError, content_clock, read_dotenv, read_sources
from storage import Storage, StorageError, open_storage

EXIT_OK, EXIT_FAILED, EXIT_SETTINGS, EXIT_TOKEN = 0, 1, 2, 78  # 78: EX_CONFIG, which supervisors do not restart
TOKEN_REVOKED = 4004  # the gateway's close code for a token that is not valid any more
_RESUMED = {
    "import": "Import it again for the rest; nothing comes in twice.",
    "people": "What was read is kept; the next sync goes on from there.",
}


async def serve_bot(settings: Settings) -> None:
    """Run the bot until it is told to stop. Raise SettingsError, StorageError or discord.LoginFailure if it cannot."""
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
    """Yield the sync with Wikidata, which asks for a contact; None if none is set."""
    if not settings.contact:
        yield None
        return
    async with open_session(settings.allowed, agent=user_agent(VERSION, settings.contact), limits=LIMITS) as session:
        yield Sync(storage, Wikimedia(session, places), lambda: int(time.time()))


def _stop_on_signals() -> None:
    """Cancel the running task on SIGINT and SIGTERM; discord.py itself handles SIGINT only.

    Cancelling ends the bot at any point of its start, and each part before the parts that it uses.
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


def run_and_report(settings: Settings) -> int:
    """Run the bot and return the exit status."""
    if not settings.token:
        raise SettingsError(
            "no Discord token. Put DISCORD_TOKEN into .env (README.md says how to get one),"
            " or see the bot without one: python bot.py --demo"
        )
    try:
        asyncio.run(serve_bot(settings))
    except asyncio.CancelledError:
        return EXIT_OK
    except (discord.LoginFailure, discord.ConnectionClosed) as error:
        if isinstance(error, discord.ConnectionClosed) and error.code != TOKEN_REVOKED:
            return _report_lost(f"Discord closed the connection ({error.code})")
        print("limelight: Discord refused the token. Copy it again from the developer portal.", file=sys.stderr)
        return EXIT_TOKEN
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        return _report_lost(f"Discord cannot be reached: {error}")
    return EXIT_OK


def _report_lost(what: str) -> int:
    print(f"limelight: {what}. Nothing is lost; start the bot again.", file=sys.stderr)
    return EXIT_FAILED


async def import_file(settings: Settings, path: Path, outlet: str) -> int:
    """Import an archive and return the exit status."""
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
    """Sync people with Wikidata and return the exit status. Raise SettingsError if no contact is set."""
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
    """Run what the command line says and return the exit status."""
    args = _make_parser().parse_args(argv)
    try:
        if args.demo or args.live:
            return _run_demo(live=args.live, browser=not args.no_browser)
        settings = Settings.from_env({**read_dotenv(), **os.environ})
        logging.basicConfig(level=settings.log, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        if args.command == "import":
            return asyncio.run(import_file(settings, args.path, args.outlet))
        return asyncio.run(sync_people(settings)) if args.command == "people" else run_and_report(settings)
    except (SettingsError, StorageError) as error:
        print(f"limelight: {error}", file=sys.stderr)
        return EXIT_SETTINGS
    except KeyboardInterrupt:
        if args.command not in _RESUMED:
            return EXIT_OK
        print(f"limelight: stopped midway. {_RESUMED[args.command]}", file=sys.stderr)
        return EXIT_FAILED


def _make_parser() -> argparse.ArgumentParser:
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


def _run_demo(*, live: bool, browser: bool) -> int:
    try:
        from demo.stage import show  # noqa: PLC0415 - a development dependency
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"the demo needs {error.name}: pip install -r requirements-demo.txt, or make demo"
        ) from None
    return int(show(live=live, browser=browser))


if __name__ == "__main__":
    sys.exit(main())
