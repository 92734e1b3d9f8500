"""/feeds: the feeds that a server added, how they are, and more of them."""

import asyncio
from collections.abc import Sequence
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import options, rights
from cogs.kit.app import App
from cogs.kit.buttons import cut_page
from cogs.kit.replies import Card, answer, turn_card
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Press
from cogs.kit.routes.settings import (
    ADD_FEED,
    ASK_REMOVE_FEED,
    CANCEL_FEED,
    FEEDS,
    KEEP_FEED,
    LOOK_AT_FEED,
    REMOVE_FEED,
    TEST_FEED,
    UNDO_FEED,
    FeedState,
)
from ingest.preview import ask_for
from news.feeds.discovery import shown_host, typed_link
from news.model.feeds import Feed, FeedCandidate, FeedHealth, RefusedFeed
from news.model.servers import Server
from news.settings.registry import MOST
from news.text.search import has_typed_words
from news.text.text import fold_text

from . import feeds_card
from .preview import FeedLooks


class FeedsCog(commands.Cog):
    """Feeds of a server: listed, looked at before they are added, tried, removed."""

    group = rights.moderator_group("feeds", "The feeds that this server added: how they are, and more of them")

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self.looks = FeedLooks(app)
        self._turn = asyncio.Lock()  # two moderators at once would each find room for the last feed of the day

    async def complete_feed(self, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Complete the name or the host of a feed that this server added; nothing for others than moderators."""
        if await rights.refusal_card(interaction):
            return []
        found = [one.feed for one in await self.looks.read_health(interaction)]
        named = ((feed.id, f"{feed.source.name} · {shown_host(feed.source.url)}") for feed in found)
        return options.make_choices((number, label) for number, label in named if has_typed_words(label, typed))

    @group.command(name="list")
    async def listed(self, interaction: discord.Interaction) -> None:
        """The feeds of this server: when each was read, what is wrong with it, when it is tried again"""
        await answer(interaction, await self._draw_page(interaction, 0), ephemeral=True)

    @FEEDS.handler
    async def show_feeds(self, interaction: Press, _state: NoState, page: int) -> Card:
        """Return a page of the feeds that this server added."""
        return await self._draw_page(interaction, page)

    async def _draw_page(self, interaction: discord.Interaction, page: int) -> Card:
        found = await self.looks.read_health(interaction)
        page, pages, shown = cut_page(found, page, feeds_card.PAGE)
        tally = await self.storage.feeds.operators()
        return feeds_card.feeds_page(tally, [self.looks.show_feed(one) for one in shown], len(found), page, pages)

    @group.command()
    @app_commands.describe(address="Of a feed, or of a site’s front page: the bot finds the feed and shows it first")
    async def add(self, interaction: discord.Interaction, address: app_commands.Range[str, 1, 2000]) -> None:
        """Add a feed to this server; you see what it is before it is saved"""
        link, reason = typed_link(address)
        trouble = feeds_card.refused_card(RefusedFeed(address, reason)) if reason else None
        trouble = trouble or await self.looks.no_room(interaction)
        if trouble:
            await answer(interaction, trouble, ephemeral=True)
            return
        shown = answer(interaction, feeds_card.looking_notice(shown_host(link)), ephemeral=True)
        await self.looks.ask_for_look(interaction, shown, link=link)

    @LOOK_AT_FEED.handler
    async def look_at_feed(self, interaction: Press, state: FeedState) -> Card | None:
        """Look at one of several feeds of a page."""
        candidate = await self._read_candidate(interaction, state)
        if candidate is None:
            return None
        if trouble := await self.looks.no_room(interaction):
            return trouble
        shown = _show_waiting(interaction, feeds_card.looking_notice(candidate.source.name))
        await self.looks.ask_for_look(interaction, shown, link=candidate.source.url)
        return None

    @ADD_FEED.handler
    async def add_feed(self, interaction: Press, state: FeedState) -> Card | None:
        """Add the feed that was shown."""
        candidate = await self._read_candidate(interaction, state)
        if candidate is None:
            return None
        async with self._turn:
            return await self.looks.check_room(interaction) or await self._save_feed(interaction, candidate)

    async def _save_feed(self, interaction: discord.Interaction, candidate: FeedCandidate) -> Card | None:
        number = await ask_for(self.storage, candidate)
        saved = await self.app.saving.save(interaction, partial(_with_feed, number))
        feed = await self.storage.feeds.get(number)
        if isinstance(saved, Card) or feed is None:
            return saved if isinstance(saved, Card) else None
        if saved.change is None:
            return feeds_card.had_notice(feed) if number in saved.after.feeds else feeds_card.list_full_notice()
        await self.looks.candidates.added(candidate.guild, self.app.clock())
        return feeds_card.added_card(feed, saved.change.id)

    @CANCEL_FEED.handler
    async def cancel_feed(self, _press: Press, _state: NoState) -> Card:
        """Add nothing."""
        return feeds_card.cancelled_notice()

    @group.command()
    @app_commands.describe(feed="One of those that this server added")
    @app_commands.autocomplete(feed=complete_feed)
    async def remove(self, interaction: discord.Interaction, feed: str) -> None:
        """Remove a feed from this server; can be taken back"""
        await answer(interaction, await self._asked_remove(interaction, feed), ephemeral=True)

    async def _asked_remove(self, interaction: discord.Interaction, typed: str) -> Card:
        found = await self.looks.read_health(interaction)
        meant = _match_feed(found, typed)
        return feeds_card.ask_remove(meant) if meant else feeds_card.no_feed(typed, [one.feed for one in found])

    @ASK_REMOVE_FEED.handler
    async def ask_remove(self, interaction: Press, state: FeedState) -> Card | None:
        """Ask once before a feed goes."""
        found = await self._find_feed(interaction, state)
        return feeds_card.ask_remove(found) if found else None

    @REMOVE_FEED.handler
    async def remove_feed(self, interaction: Press, state: FeedState) -> Card | None:
        """Remove a feed from this server."""
        found = await self._find_feed(interaction, state)
        if found is None:
            return None
        number = found.feed.id
        async with self._turn:
            saved = await self.app.saving.save(
                interaction, lambda server: {"feeds": tuple(id_ for id_ in server.feeds if id_ != number)}
            )
        if isinstance(saved, Card):
            return saved
        return feeds_card.removed_card(found.feed, saved.change.id) if saved.change else None

    @KEEP_FEED.handler
    async def keep_feed(self, _press: Press, _state: NoState) -> Card:
        """Remove nothing."""
        return feeds_card.kept_notice()

    @UNDO_FEED.handler
    async def undo_feed(self, interaction: Press, state: FeedState) -> Card | None:
        """Take back that a feed was added or removed."""
        if not state.number:
            return None
        saved = await self.app.saving.undo(interaction, state.number)
        if isinstance(saved, Card):
            return saved
        before, after = set(saved.before.feeds), set(saved.after.feeds)
        known = {feed.id: feed for feed in await self.storage.feeds.all()}
        back, gone = ([known[number] for number in sorted(one)] for one in (after - before, before - after))
        return feeds_card.undone_notice(back, gone)

    @group.command()
    @app_commands.describe(feed="One of those that this server added")
    @app_commands.autocomplete(feed=complete_feed)
    async def test(self, interaction: discord.Interaction, feed: str) -> None:
        """Ask a feed now: what it gives, or what is wrong with it"""
        found = await self.looks.read_health(interaction)
        meant = _match_feed(found, feed)
        trouble = None if meant else feeds_card.no_feed(feed, [one.feed for one in found])
        if trouble := trouble or self.looks.take_look(interaction):
            await answer(interaction, trouble, ephemeral=True)
        elif meant:
            await self._try_feed(interaction, meant.feed)

    @TEST_FEED.handler
    async def test_feed(self, interaction: Press, state: FeedState) -> Card | None:
        """Ask the feed whose button was pressed."""
        found = await self._find_feed(interaction, state)
        if found is None:
            return None
        if busy := self.looks.take_look(interaction):
            return busy
        await self._try_feed(interaction, found.feed)
        return None

    async def _try_feed(self, interaction: discord.Interaction, feed: Feed) -> None:
        shown = answer(interaction, feeds_card.looking_notice(feed.source.name), ephemeral=True)
        await self.looks.ask_for_look(interaction, shown, feed=feed.id)

    async def _read_candidate(self, interaction: Press, asked: FeedState) -> FeedCandidate | None:
        return await self.looks.candidates.candidate(interaction.guild_id or 0, asked.number, self.app.clock())

    async def _find_feed(self, interaction: Press, asked: FeedState) -> FeedHealth | None:
        """Return the feed that a button names, where this server has it."""
        found = await self.looks.read_health(interaction)
        return next((one for one in found if one.feed.id == asked.number), None)


async def _show_waiting(interaction: discord.Interaction, card: Card) -> None:
    """Show that an answer is on its way where the button stands, if only its presser sees that."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await turn_card(interaction, card)
    else:
        await answer(interaction, card, ephemeral=True)


def _match_feed(found: Sequence[FeedHealth], typed: str) -> FeedHealth | None:
    """Return the feed that was chosen, or whose name, host or address was typed."""
    number = options.read_id(typed)
    for one in found:
        source = one.feed.source
        spelled = (source.name, source.url, shown_host(source.url))
        if one.feed.id == number or (not number and fold_text(typed.strip()) in map(fold_text, spelled)):
            return one
    return None


def _with_feed(number: int, server: Server) -> dict[str, tuple[int, ...]]:
    """Return a server's feeds with one more, where there is room."""
    has_room = number in server.feeds or len(server.feeds) < MOST["feeds"]
    return {"feeds": (*server.feeds, number) if has_room else server.feeds}
