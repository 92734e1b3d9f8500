"""/filters: which stories a server does not get, or the only ones that it gets."""

from collections.abc import Sequence
from typing import Literal, TypedDict

import discord
from discord import app_commands
from discord.ext import commands

from cogs.filters import filters_card
from cogs.kit import options, replies, rights
from cogs.kit.app import App
from cogs.kit.buttons import cut_page
from cogs.kit.options import Topic
from cogs.kit.replies import Card, amend_answer, answer
from cogs.kit.routes.custom_ids import read_state
from cogs.kit.routes.route import Press
from cogs.kit.routes.settings import (
    FILTERS,
    REMOVE_FILTER,
    SAVE_FILTER,
    TRY_FILTER,
    TRY_FILTERS,
    UNDO_FILTERS,
    FiltersState,
    FilterState,
    UndoFilterState,
)
from cogs.kit.settings_words import filter_in_words
from news.model.servers import Filter, FilterMode, Server
from news.settings.kinds import FILTER_KINDS, LONGEST_WORD, MOST_FILTERS, is_same_filter
from outbox.view.server_view import try_filters

from . import filters_card as filters
from .filter_options import read_filter, typed_filter
from .filters_card import Sheet

Status = Literal["rumour", "reported", "confirmed", "denied", "corrected"]  # as STATUSES; a test holds them equal
Word = app_commands.Range[str, 1, LONGEST_WORD]
_OPTIONS = app_commands.describe(
    person="Stories about somebody",
    topic="Stories with a topic",
    source="Stories that a source reports",
    word="Stories with a word or phrase in the headline; divorc* stands for all that begins so",
    status="Stories that are this sure",
)
_COMPLETED = app_commands.autocomplete(person=options.complete_people, source=options.complete_sources)


class _Typed(TypedDict):
    """What was typed into the options, one for each kind of filter."""

    person: str | None
    topic: str | None
    source: str | None
    word: str | None
    status: str | None


class FiltersCog(commands.Cog):
    """Filters of a server: listed, tried before they are saved, removed."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    # Three commands and no option for the mode: what Discord lists for "/filters" says what can be done, and "never" is
    # never meant by leaving something out.
    filters = rights.moderator_group(
        "filters", "Which stories are never posted in this server, or the only ones that are: for its moderators"
    )

    @filters.command(name="list")
    async def listed(self, interaction: discord.Interaction) -> None:
        """The filters that are set: see, try and remove them"""
        await answer(interaction, self._draw_list(await self._read_server(interaction)), ephemeral=True)

    @filters.command()
    @_OPTIONS
    @_COMPLETED
    async def never(
        self,
        interaction: discord.Interaction,
        person: str | None = None,
        topic: Topic | None = None,
        source: str | None = None,
        word: Word | None = None,
        status: Status | None = None,
    ) -> None:
        """Never post such stories: shows first what that would have done in the last 7 days"""
        typed = _Typed(person=person, topic=topic, source=source, word=word, status=status)
        await self._answer_trial(interaction, "block", typed)

    @filters.command()
    @_OPTIONS
    @_COMPLETED
    async def only(
        self,
        interaction: discord.Interaction,
        person: str | None = None,
        topic: Topic | None = None,
        source: str | None = None,
        word: Word | None = None,
        status: Status | None = None,
    ) -> None:
        """Post only such stories: shows first what that would have done in the last 7 days"""
        typed = _Typed(person=person, topic=topic, source=source, word=word, status=status)
        await self._answer_trial(interaction, "only", typed)

    async def _answer_trial(self, interaction: discord.Interaction, mode: FilterMode, typed: "_Typed") -> None:
        asked = await self._read_options(interaction, mode, typed)
        if isinstance(asked, Card):
            await answer(interaction, asked, ephemeral=True)
            return
        await _ask_for_time(interaction)
        await amend_answer(interaction, await self._draw_trial(interaction, asked))

    @FILTERS.handler
    async def show_filters(self, interaction: Press, listed: FiltersState) -> Card | None:
        """Return a page of the filters."""
        if listed.is_cancelled > 1:
            return None
        said = "Nothing was saved." if listed.is_cancelled else ""
        return self._draw_list(await self._read_server(interaction), listed.page, said)

    @TRY_FILTER.handler
    async def try_filter(self, interaction: Press, state: FilterState) -> Card | None:
        """Return what a filter would have done."""
        kept = await read_filter(self.app, state)
        if kept is None:
            return None
        if trouble := self._find_trouble(await self._read_server(interaction), kept):
            return trouble
        await _ask_for_time(interaction)
        return await self._draw_trial(interaction, kept)

    @TRY_FILTERS.handler
    async def try_all_filters(self, interaction: Press, listed: FiltersState) -> Card | None:
        """Return what the filters that are set would have done."""
        if listed.is_cancelled:
            return None
        await _ask_for_time(interaction)
        server = await self._read_server(interaction)
        found = await try_filters(self.storage, server, (), server.filters, self.app.clock())
        return filters_card.trial_of_all(found, server, self.app.name, listed.page)

    @SAVE_FILTER.handler
    async def save_filter(self, interaction: Press, state: FilterState) -> Card | None:
        """Save a filter that was tried."""
        kept = await read_filter(self.app, state)
        if kept is None:
            return None
        if trouble := self._find_trouble(await self._read_server(interaction), kept):
            return trouble
        saved = await self.app.saving.save(interaction, lambda server: {"filters": (*server.filters, kept)})
        if isinstance(saved, Card):
            return saved
        said = f"**Saved.** {filter_in_words(kept, self.app.name)}."
        return self._draw_list(saved.after, 0, said, saved.change.id if saved.change else 0)

    @REMOVE_FILTER.handler
    async def remove_filter(self, interaction: Press, listed: FiltersState, values: Sequence[str]) -> Card | None:
        """Remove the filter that was chosen, where it is still set."""
        chosen = read_state(FilterState, values[0]) if len(values) == 1 else None
        if chosen is None:
            return None
        server = await self._read_server(interaction)
        gone = next((kept for kept in server.filters if filters.filter_state(kept) == chosen), None)
        if gone is None:
            return filters.gone_notice()
        saved = await self.app.saving.save(
            interaction, lambda server: {"filters": tuple(kept for kept in server.filters if kept != gone)}
        )
        if isinstance(saved, Card):
            return saved
        said = f"**Removed.** {filter_in_words(gone, self.app.name)}."
        return self._draw_list(saved.after, listed.page, said, saved.change.id if saved.change else 0)

    @UNDO_FILTERS.handler
    async def undo_filters(self, interaction: Press, back: UndoFilterState) -> Card | None:
        """Take back what a card has saved or removed."""
        if not back.change:
            return None
        saved = await self.app.saving.undo(interaction, back.change)
        return saved if isinstance(saved, Card) else self._draw_list(saved.after, 0, "**Undone.**")

    async def _read_options(self, interaction: discord.Interaction, mode: FilterMode, typed: "_Typed") -> Filter | Card:
        """Return the filter that was typed, or say why it is none."""
        named = [kind for kind in FILTER_KINDS if typed.get(kind)]
        if len(named) != 1:
            return filters.not_one(named)
        kept = await typed_filter(self.app, named[0], mode, typed[named[0]] or "")
        return (
            kept if isinstance(kept, Card) else self._find_trouble(await self._read_server(interaction), kept) or kept
        )

    def _find_trouble(self, server: Server, kept: Filter) -> Card | None:
        """Return why a filter cannot be added to those that are set."""
        there = next((one for one in server.filters if is_same_filter(one, kept)), None)
        if there:
            return filters.clash_card(kept, there, self.app.name)
        return replies.too_many("filters", MOST_FILTERS) if len(server.filters) >= MOST_FILTERS else None

    async def _draw_trial(self, interaction: discord.Interaction, kept: Filter) -> Card:
        server = await self._read_server(interaction)
        after = (*server.filters, kept)
        found = await try_filters(self.storage, server, server.filters, after, self.app.clock())
        return filters_card.dry_run_card(kept, found, server, self.app.name)

    def _draw_list(self, server: Server, page: int = 0, said: str = "", change: int = 0) -> Card:
        kept = filters.order_filters(server.filters, self.app.name)
        page, pages, shown = cut_page(kept, page, filters.PAGE)
        return filters.filters_page(Sheet(shown, len(kept), page, pages), self.app.name, said, change)

    async def _read_server(self, interaction: discord.Interaction) -> Server:
        return await self.storage.servers.get(interaction.guild_id or 0)


async def _ask_for_time(interaction: discord.Interaction) -> None:
    """Ask Discord for time: reading a week of a busy store takes a second, on a slow machine more, and three are all.

    The answer takes the place of the card that was pressed, where only the one who pressed sees that.
    """
    is_theirs = interaction.message is not None and interaction.message.flags.ephemeral
    await interaction.response.defer(ephemeral=True, thinking=not is_theirs)
