"""Has addresses and feeds looked at for moderators, and shows what was seen where they asked."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Coroutine
from functools import partial
from typing import Any

import discord

from cogs.kit import rights
from cogs.kit.app import App
from cogs.kit.feed_text import DAYS, ShownFeed
from cogs.kit.rate_limit import Window
from cogs.kit.replies import Card, amend_answer
from ingest.preview import MOST_AT_ONCE, FeedLook
from news.feeds.discovery import DAY, MOST_A_DAY
from news.model.feeds import FeedHealth, FeedPreview, FeedsSeen, RefusedFeed, SeveralFeeds
from news.settings.registry import MOST

from . import feeds_card
from .feeds_card import Room

log = logging.getLogger("limelight.feeds")

# Looks that a server may have: a page costs its publisher four answers, and whoever asks may name any publisher.
MOST_AN_HOUR = 60


class FeedLooks:
    """Looks that moderators ask for; whoever calls has asked whether it is one."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self.candidates = app.storage.feed_candidates
        self._hourly = Window(MOST_AN_HOUR, 3600.0, time.monotonic)

    async def ask_for_look(
        self, interaction: discord.Interaction, shown: Coroutine[Any, Any, None], *, link: str = "", feed: int = 0
    ) -> None:
        """Have the refresh task look while "Looking at ..." is being shown; it comes back to `_tell`.

        Asked for once that is shown, presses at the same moment would all find room.
        """
        saying = asyncio.create_task(shown)
        then = partial(self._show_seen, interaction, saying)
        self.app.previews.ask(FeedLook(guild=interaction.guild_id or 0, link=link, feed=feed, then=then))
        await saying

    async def _show_seen(self, interaction: discord.Interaction, saying: Awaitable[None], seen: FeedsSeen) -> None:
        """Put what was seen in the place of "Looking at ..."."""
        try:
            await saying
            await amend_answer(interaction, await self._draw_seen(interaction, seen))
        except discord.HTTPException as error:  # dismissed, or past the 15 minutes
            log.info("what was seen of a feed could not be shown: %s", error)
        except Exception as error:
            await self.app.discord.tree.on_error(interaction, error)

    async def _draw_seen(self, interaction: discord.Interaction, seen: FeedsSeen) -> Card:
        if refusal := await rights.refusal_card(interaction):
            return refusal
        if isinstance(seen, FeedPreview):
            return feeds_card.preview_card(seen, await self._read_room(interaction), self.app.clock())
        if isinstance(seen, SeveralFeeds):
            return feeds_card.choose_feed_card(seen)
        if isinstance(seen, RefusedFeed):
            return feeds_card.refused_card(seen)
        found = next((one for one in await self.read_health(interaction) if one.feed.id == seen.feed.id), None)
        return feeds_card.tested_card(seen, self.show_feed(found or FeedHealth(seen.feed, 0)))

    def take_look(self, interaction: discord.Interaction) -> Card | None:
        """Take one of the looks that a server may have, or say why it may have none now."""
        guild = interaction.guild_id or 0
        if not self.app.previews.has_room(guild):
            return feeds_card.too_many_looks(MOST_AT_ONCE)
        wait = self._hourly.wait(guild)
        return feeds_card.looked_enough(MOST_AN_HOUR, self.app.clock() + math.ceil(wait)) if wait else None

    async def no_room(self, interaction: discord.Interaction) -> Card | None:
        """Return why this server may not have anything looked at now."""
        return await self.check_room(interaction) or self.take_look(interaction)

    async def check_room(self, interaction: discord.Interaction) -> Card | None:
        """Say that a server has all the feeds that it may have, or may add today."""
        guild, now = interaction.guild_id or 0, self.app.clock()
        if len((await self.storage.servers.get(guild)).feeds) >= MOST["feeds"]:
            return feeds_card.list_full_notice()
        adds = await self.candidates.adds(guild, now - DAY)
        return feeds_card.daily_limit_notice(MOST_A_DAY, adds[-MOST_A_DAY] + DAY) if len(adds) >= MOST_A_DAY else None

    async def _read_room(self, interaction: discord.Interaction) -> Room:
        guild = interaction.guild_id or 0
        adds = await self.candidates.adds(guild, self.app.clock() - DAY)
        return Room(len((await self.storage.servers.get(guild)).feeds), MOST_A_DAY - len(adds))

    async def read_health(self, interaction: discord.Interaction) -> list[FeedHealth]:
        """Return the feeds that the server added, with their articles of the last DAYS."""
        since = self.app.clock() - DAYS * DAY
        return await self.storage.feeds.of(interaction.guild_id or 0, since)

    def show_feed(self, health: FeedHealth) -> ShownFeed:
        """Return a feed as cards show it: polling stands on real time, cards on the content's."""
        poll, time_of = health.feed.poll, self.app.content_time
        return ShownFeed(
            health.feed,
            health.articles,
            read=None if poll.ok_at is None else time_of(poll.ok_at),
            failing=None if poll.failing_since is None else time_of(poll.failing_since),
            off=None if poll.disabled_at is None else time_of(poll.disabled_at),
            next=max(time_of(poll.next_at), self.app.clock()),
        )
