"""Three hundred servers in a store, and what the moderators of one more ask."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import discord
from rich.progress import track
from simcord import Env

from bot import NewsBot
from cogs.kit.replies import Card, turn_card
from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.posts import TESTED_KINDS, RepairState
from news.model.feeds import Source
from news.model.post_keys import story_key
from news.model.posts import Announcement, Post, Reason
from news.model.servers import Change, Filter, Server
from news.servers.posts import PRIORITIES
from news.settings.registry import MOST, TABS
from news.text.links import link_key
from storage import Storage

from .samples import NOW

SERVERS, FEEDS, CHANGES = 300, 2_000, 50
DAYS, A_DAY = 30, 5  # days that servers have been posted stories on, and how many


class Press:
    """A moderator's interaction, as far as commands look at one; what it is answered with is drawn and dropped."""

    message = None

    def __init__(self, bot: NewsBot, guild: discord.Guild) -> None:
        self.client, self.guild, self.user = bot, guild, guild.me
        self.id = self.guild_id = guild.id
        self.permissions = discord.Permissions(manage_guild=True)
        self.response = self.followup = self

    async def defer(self, **_: object) -> None:
        """Take a request for more time."""

    async def send_message(self, *, view: discord.ui.LayoutView, **_: object) -> None:
        """Draw an answer."""
        view.to_components()  # type: ignore[no-untyped-call]

    send = edit_message = edit_original_response = send_message


def moderators_questions(bot: NewsBot, guild: discord.Guild, story: int) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return what moderators ask, by what they would call it."""
    asking: Any = Press(bot, guild)

    def slash(name: str, part: str = "", **options: str) -> Callable[[], Awaitable[object]]:
        command: Any = bot.tree.get_command(name)
        command = command.get_command(part) if part else command
        return lambda: command.callback(command.binding, asking, **options)

    async def press(name: str, state: str) -> None:
        card = await bot.app.router.make("action", name, asking, state)
        if isinstance(card, Card):
            await turn_card(asking, card)

    tabs = {f"/setup, {tab}": partial(press, "setup", tab) for tab in TABS}
    tests = {f"test {what}": partial(press, "trial", what) for what in TESTED_KINDS}
    here = write_state(RepairState(story, 0))
    return {
        **tabs,
        **tests,
        "/held": slash("held"),
        "/why story": slash("why", story=f"#{story}"),
        "/why birthday": slash("why", birthday="Kanye West"),
        "/filters list": slash("filters", "list"),
        "/filters never": slash("filters", "never", word="documentary"),
        "/feeds list": slash("feeds", "list"),
        "/settings log": slash("settings", "log"),
        "/settings export": slash("settings", "export"),
        "repairs of a story": partial(press, "repairs", here),
        "put together with": partial(press, "merge", here),
    }


@asynccontextmanager
async def open_server(bot: NewsBot, people: Sequence[int], feeds: Sequence[int]) -> AsyncIterator[discord.Guild]:
    """Let the bot run in a server whose lists are full."""
    env = Env(bot, strict_sync=False)
    await env.start()
    try:
        made = env.create_guild("Test server")
        channel = made.create_text_channel("news")
        await env.settle()
        server = _full(made.id, channel.id, people, feeds)
        for n in range(CHANGES):
            after = {"people": list(people[: n + 1])}
            change = Change(guild=made.id, user=1, at=NOW - 60 * n, before={"people": []}, after=after)
            await bot.app.storage.servers.put(server, change)
        guild = bot.get_guild(made.id)
        assert guild is not None
        yield guild
    finally:
        await env.shutdown()


async def add_feeds(storage: Storage) -> list[int]:
    """Keep the feeds that servers have added, and give their ids."""
    sources = [Source(url=f"https://feed{n}.example/rss", name=f"Feed {n}") for n in range(FEEDS)]
    return [await storage.feeds.ask_for(link_key(source.url), source) for source in sources]


async def fill_servers(storage: Storage, people: Sequence[int], feeds: Sequence[int]) -> None:
    """Keep three hundred servers with full lists, each posted some stories a day for a month."""
    stories = [story for story, _ in await storage.stories.titles(NOW)][: DAYS * A_DAY]
    for guild in track(range(1, SERVERS + 1), description=f"Setting up {SERVERS} servers"):
        await storage.servers.put(_full(guild, guild, people, feeds))
        posts = [_post(guild, story, NOW - n * 86400 // A_DAY) for n, story in enumerate(stories)]
        async with storage.transaction() as tx:
            await tx.posts.owe(posts)
            await tx.announcements.note(
                [
                    Announcement(
                        guild,
                        int(p.subject),
                        p.key,
                        0,
                        Reason("small", numbers={"outlets": 5, "threshold": 4}),
                        p.due_at,
                    )
                    for p in posts
                ],
            )
        claimed = await storage.posts.claim(list((await storage.posts.by_keys([p.key for p in posts])).values()), NOW)
        await storage.posts.settle([replace(p, state="sent", sent_at=p.due_at, message=p.id) for p in claimed])


def _full(guild: int, channel: int, people: Sequence[int], feeds: Sequence[int]) -> Server:
    """Return a server with all that it may list, but for a filter that may still be tried; no two with the same."""
    return Server(
        guild=guild,
        birthdays_channel=channel,
        birthdays_who="list",
        stories_channel=channel,
        stories_threshold=2,
        digest_channel=channel,
        filters=tuple(Filter("word", "block", f"word {guild} {n}") for n in range(MOST["filters"] - 1)),
        people=tuple(people[: MOST["people"]]),
        feeds=tuple(sorted(feeds[(guild + n * 7) % len(feeds)] for n in range(MOST["feeds"]))),
    )


def _post(guild: int, story: int, at: int) -> Post:
    return Post(
        key=story_key(guild, story),
        guild=guild,
        channel=guild,
        kind="story",
        subject=str(story),
        priority=PRIORITIES["story"],
        due_at=at,
    )
