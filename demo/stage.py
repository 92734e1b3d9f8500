"""The demo's stage: the real bot in a local Discord in the browser, on the sample edition or on today's feeds."""

import asyncio
import contextlib
import logging
import signal
import sys
import tempfile
import webbrowser
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
from rich.console import Console
from simcord import Env, SetupError
from simcord.backend.cdn import CDN_BASE

from bot import NewsBot
from cogs.tasks.announce import AnnounceCog
from demo.pictures import avatar
from demo.publisher import Publisher
from ingest.catalogue_loader import load_catalogue
from ingest.refresh import Refresh
from news.feeds.fetch import open_session
from news.feeds.guard import AllowedHosts
from news.model.feeds import Source
from news.model.posts import Post
from news.text.links import link_key
from settings import STARTER_FEEDS, content_clock, read_sources
from storage import Storage, open_storage

EDITION = datetime(2021, 6, 9, 20, tzinfo=UTC)
_TICK = 1.0
_ROUND_EVERY, _POST_EVERY = 30, 5  # ticks

console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class Programme:
    """What is shown: the feeds, the hosts that may be read, where the clock starts, and pictures for the page."""

    sources: list[Source]
    allowed: AllowedHosts
    start: datetime
    assets: Mapping[str, tuple[str, bytes]]


def show(*, live: bool, browser: bool = True) -> int:
    """Run the demo until Ctrl-C; give the exit status."""
    asyncio.run(_show(live, browser))
    return 0


async def _show(live: bool, browser: bool) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    programme = _today() if live else _edition()
    with tempfile.TemporaryDirectory(prefix="limelight-demo-") as folder:
        async with programme as shown, open_storage(str(Path(folder) / "demo.db")) as storage:
            await _perform(shown, storage, stop, browser)
    console.print("The demo is over; nothing of it is left.")


@asynccontextmanager
async def _edition() -> AsyncIterator[Programme]:
    async with Publisher() as publisher:
        host = publisher.base_url.removeprefix("http://").rstrip("/")
        yield Programme(list(publisher.sources), AllowedHosts.from_text(host), EDITION, publisher.assets())


@asynccontextmanager
async def _today() -> AsyncIterator[Programme]:
    yield Programme(read_sources(STARTER_FEEDS), AllowedHosts(), datetime.now(UTC), {})


async def _perform(programme: Programme, storage: Storage, stop: asyncio.Event, browser: bool) -> None:
    clock = content_clock(int(programme.start.timestamp()))
    catalogue = await load_catalogue(storage, clock())
    await storage.feeds.list_sources({link_key(source.url): source for source in programme.sources})
    async with open_session(programme.allowed) as session:
        refresh = Refresh(storage, session, catalogue, clock)
        # Each feed's trouble is in /about; a list of it here would push the page's address off the screen.
        logging.getLogger("limelight.refresh").setLevel(logging.ERROR)
        with console.status(f"Reading {len(programme.sources)} feeds …"):
            kept = await _round(refresh, stop)
        if stop.is_set():
            return
        console.print(f"{kept} articles from {len(programme.sources)} feeds are in.")
        if not kept:
            console.print("Nothing could be read: is this machine online? /about in the page says what failed.")
        bot = NewsBot(storage, catalogue, clock=clock)
        refresh.looks = bot.app.previews
        async with _discord(bot, programme) as (env, preview):
            console.print("Type [bold]/trending[/bold] in the page. Ctrl-C ends the demo.")
            print(preview.url, flush=True)
            if browser and sys.stdout.isatty():
                webbrowser.open(preview.url)
            await _run(env, preview, refresh, AnnounceCog(bot.app, bot), stop)


@asynccontextmanager
async def _discord(bot: NewsBot, programme: Programme) -> AsyncIterator[tuple[Env, Any]]:
    """Return a simulated Discord with one channel, a member and a moderator, and its page."""
    env = Env(bot, check_errors=False)
    # SimCord stands at 2026-01-01 and calls every bot TestBot; neither can be set in public. "3 hours ago" is
    # reckoned from that clock.
    env.backend.clock._epoch = datetime.fromtimestamp(bot.app.clock(), UTC)
    env.backend.bot_user.name, env.backend.bot_user.avatar = "Limelight", "star"
    env.backend.cdn._blobs[f"{CDN_BASE}/avatars/{env.backend.bot_user.id}/star.png"] = avatar()
    await env.start()
    try:
        guild = env.create_guild("Limelight demo")
        channel = guild.create_text_channel("celebrity-news")
        moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        member = guild.add_member(env.create_user("mia", global_name="Mia"))
        moderator = guild.add_member(env.create_user("max", global_name="Max (moderator)"), roles=[moderators])
        await moderator.send(
            channel,
            "Welcome! Try **/trending**, **/celebrity**, **/timeline**, **/birthdays** or **/help**.\n"
            "Setting it up is for moderators: choose Max above under “Viewing as”, then type **/setup**.",
        )
        viewers = [member, moderator]
        async with env.preview(channel, viewers=viewers, layout="channel", assets=programme.assets) as preview:
            yield env, preview
    finally:
        await env.shutdown()


async def _run(env: Env, preview: Any, refresh: Refresh, announce: AnnounceCog, stop: asyncio.Event) -> None:
    """Let time pass, poll and post what is due, outside the bot's own tasks: SimCord's actions wait for those."""
    ticks, posted_at = 0, -9

    async def note(_post: Post) -> None:
        nonlocal posted_at
        posted_at = ticks

    announce.client.add_listener(note, "on_post_settled")
    sending = asyncio.create_task(announce.sender.run())
    while not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), _TICK)
        ticks += 1
        # Moved by hand: env.advance_time() is an operation of its own, and a click that meets one is refused.
        env.backend.advance_clock(_TICK)
        preview.capture_time = env.backend.clock.now()  # or "2 minutes ago" stays reckoned from the start
        # What is said of a post is edited a moment after it was settled, so for two ticks.
        if await refresh.look() or 0 < ticks - posted_at <= 2:
            with contextlib.suppress(SetupError):  # a click is under way, and shows it, too
                await preview.refresh()  # the page does not see by itself that an answer was edited
        if ticks % _POST_EVERY == 0:
            await announce.queue_due()
        if ticks % _ROUND_EVERY == 0:
            await _round(refresh, stop)
    announce.sender.stop()
    await sending


async def _round(refresh: Refresh, stop: asyncio.Event) -> int:
    """Do a round and give how many articles it brought; one that is stopped is cut short, for a feed may take 15 s."""
    polling, stopped = asyncio.create_task(refresh.round()), asyncio.create_task(stop.wait())
    await asyncio.wait((polling, stopped), return_when=asyncio.FIRST_COMPLETED)
    polling.cancel()  # which does nothing to one that is done
    stopped.cancel()
    await asyncio.wait((polling, stopped))
    return 0 if polling.cancelled() else polling.result()
