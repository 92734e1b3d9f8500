"""The real bot in a simulated Discord, with its store fed by the real refresh from a loopback newsroom."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import discord
from simcord import ChannelHandle, Env, InteractionResult, MemberActor

from bot import NewsBot
from cogs.kit.app import App
from cogs.kit.rate_limit import Cooldown
from ingest.refresh import Refresh
from news.feeds.fetch import open_session
from news.feeds.guard import AllowedHosts
from news.model.feeds import Source
from news.people.catalogue_match import Catalogue
from storage import Storage
from tests.kit.dead_buttons import dead_custom_ids, payloads_of_the_bot
from tests.kit.newsroom import NOW, Newsroom, keyed


class Clock:
    """The content's clock, which a test may move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


@dataclass
class Stage:
    """A member and a moderator in one channel, the bot, and what feeds it."""

    bot: NewsBot
    env: Env
    channel: ChannelHandle
    member: MemberActor
    moderator: MemberActor
    storage: Storage
    catalogue: Catalogue
    newsroom: Newsroom
    refresh: Refresh
    clock: Clock

    @property
    def app(self) -> App:
        return self.bot.app

    async def read(self, *sources: Source) -> int:
        """Make these the feeds and read them, as the background task does."""
        await self.storage.feeds.list_sources(keyed(*sources))
        return await self.refresh.round()

    async def restart(self) -> None:
        """End the bot and start it anew on the same store."""
        self.bot = unpaced(NewsBot(self.storage, self.catalogue, clock=self.clock))
        self.refresh.looks = self.app.previews
        await self.env.restart_bot(self.bot)

    async def complete(self, command: str, option: str, typed: str) -> list[dict[str, Any]]:
        """Return what is offered while somebody types."""
        return await self.member.autocomplete(self.channel, command, option, typed)

    async def slash(self, command: str, /, **options: Any) -> InteractionResult:
        return await self.member.slash(self.channel, command, **options)


class QuickEnv(Env):
    """A simulated Discord that looks every 2 ms whether the bot has done its work, not every 50."""

    async def _settle_internal(self, *, idle: float = 0.002, **rest: Any) -> None:
        await super()._settle_internal(idle=idle, **rest)


def unpaced(bot: NewsBot) -> NewsBot:
    """Let members press faster than anybody can: a test does in a second what takes them minutes."""
    bot.app = replace(bot.app, cooldown=Cooldown(bot.app.clock, most=10**6))
    return bot


@asynccontextmanager
async def open_stage(storage: Storage, catalogue: Catalogue, newsroom: Newsroom) -> AsyncIterator[Stage]:
    clock = Clock()
    bot = unpaced(NewsBot(storage, catalogue, clock=clock))
    # By hand, not simcord.run(): pytest sets a fixture up and tears it down in two contexts, which run() refuses.
    env = QuickEnv(bot)
    async with open_session(AllowedHosts.from_text(newsroom.host)) as session:
        await env.start()
        guild = env.create_guild("Test server")
        channel = guild.create_text_channel("news")
        moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        made = Stage(
            bot=bot,
            env=env,
            channel=channel,
            member=guild.add_member(env.create_user("mia")),
            moderator=guild.add_member(env.create_user("max"), roles=[moderators]),
            storage=storage,
            catalogue=catalogue,
            newsroom=newsroom,
            refresh=Refresh(storage, session, catalogue, clock),
            clock=clock,
        )
        made.refresh.looks = made.app.previews
        try:
            yield made
        finally:
            await env.shutdown()
    env._raise_errors_since(env._errors_acknowledged)  # as simcord's own fixture does
    dead = dead_custom_ids(made.app.router, payloads_of_the_bot(env.http_requests))
    assert not dead, f"nothing answers what was sent: {dead}"


def components(shown: Any) -> Iterable[dict[str, Any]]:
    """Return every component of a message, however deep it stands."""
    for component in shown:
        yield component
        yield from components(component.get("components", ()))
        if "accessory" in component:
            yield from components([component["accessory"]])


def text(result: InteractionResult) -> str:
    """Return all text that an answer shows."""
    assert result.response is not None, "no answer"
    return "\n".join(part["content"] for part in components(result.response.components) if "content" in part)


def buttons(result: InteractionResult) -> dict[str, dict[str, Any]]:
    """Return the buttons of an answer by label; of several with one label the first."""
    assert result.response is not None, "no answer"
    found: dict[str, dict[str, Any]] = {}
    for part in components(result.response.components):
        if part["type"] == 2:
            found.setdefault(part.get("label", ""), part)
    return found


def epoch(text_: str) -> int:
    """Return an ISO instant in seconds."""
    return int(datetime.fromisoformat(text_).replace(tzinfo=UTC).timestamp())


async def poll_again(stage: Stage) -> int:
    """Make every feed due and poll it."""
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET next_at = 0")
    return await stage.refresh.round()
