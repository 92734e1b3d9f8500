"""/help and /about: what one can do here, and how well the sources do."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from news.text import cut
from news.trending import counted
from storage import FeedHealth, Storage

from .ui import about
from .ui.buttons import cut_page, page_row
from .ui.markup import safe, when
from .ui.replies import Card, answer

if TYPE_CHECKING:
    from bot import NewsBot

_PAGE = 12
_WAITING_ROOM = 1_200  # of the 4,000 characters that a message holds
_WISHES = (
    ("See what everybody is writing about", "/trending", "ranks stories or people over 6 hours to a month"),
    ("See what is new", "/latest", "lists the newest stories, of all or of one person"),
    ("Read one story in full", "/story", "shows who reports it since when, and how sure it is"),
    ("Find something", "/search", "looks for words, people and days, and forgives typos"),
    ("Know where this comes from", "/about", "shows every source, and how fresh its news is"),
)


class AboutCog(commands.Cog):
    """The bot about itself."""

    def __init__(self, bot: "NewsBot", storage: Storage) -> None:
        self.bot = bot
        self.storage = storage
        bot.makers |= {"about": self.page}

    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """What you can do here, and the command for it"""
        await answer(interaction, about.wishes(_WISHES), ephemeral=True)

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """Where the news comes from, how fresh it is, and which version answers"""
        await answer(interaction, await self._card(0), ephemeral=True)

    async def page(self, _state: str, page: int) -> Card:
        """Give a page of the sources, counted from 0."""
        return await self._card(page)

    async def _card(self, page: int) -> Card:
        health = await self.storage.feeds.health()
        tried = [feed for feed in health if _is_tried(feed)]
        page, total, shown = cut_page(tried, page, _PAGE)
        lines = [self._source(feed) for feed in shown]
        waiting = [safe(feed.feed.source.name, 40) for feed in health if not _is_tried(feed)]
        named = cut(", ".join(waiting), _WAITING_ROOM)
        still = f"-# Not read yet ({len(waiting)}): {named}" if waiting and page == total - 1 else ""
        articles = await self.storage.articles.count()
        head = f"{counted(articles, 'article')} · {counted(len(health), 'source')} · version {self.bot.version}"
        return about.about(head, await self.bot.freshness(), lines, still, page_row("about", page, total, "-"))

    def _source(self, health: FeedHealth) -> str:
        poll, source = health.feed.poll, health.feed.source
        name = f"**{safe(source.name, 60)}**"
        if poll.disabled_at is not None:
            return f"{name} · switched off: {safe(poll.error, 80)}"
        if poll.ok_at is None:
            return f"{name} · " + (f"not read yet: {safe(poll.error, 80)}" if poll.error else "not read yet")
        read = f"{counted(health.articles, 'article')} · read {when(self.bot.content_time(poll.ok_at))}"
        trouble = f" · last try: {safe(poll.error, 80)}" if poll.error else ""
        return f"{name} · {read}{trouble}"


def _is_tried(health: FeedHealth) -> bool:
    """Whether there is more to say of a source than that it was not read yet."""
    poll = health.feed.poll
    return poll.ok_at is not None or poll.disabled_at is not None or bool(poll.error)
