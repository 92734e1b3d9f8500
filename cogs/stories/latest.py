"""/latest and /story: the newest stories, and one of them in full."""

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import card_button, count_pages, page_row, which_page
from cogs.kit.markdown import safe
from cogs.kit.options import Topic
from cogs.kit.replies import Card, answer, nothing_found, notice
from cogs.kit.routes.custom_ids import topic_name, topic_number
from cogs.kit.routes.members import (
    LATEST,
    PAIR_STORIES,
    PERSON_STORIES,
    STORY,
    LatestState,
    PairState,
    PersonState,
    StoryState,
)
from cogs.kit.routes.route import Press
from cogs.kit.story_text import StoryLine
from news.stories.stories import make_brief
from news.text.messages import message, plural
from news.text.search import rank_hits, search_terms
from storage import MOST_COUNTED, Wanted

from . import story_card as cards

_PAGE = 5


class StoriesCog(commands.Cog):
    """Stories, newest first and one by one."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(
        person="Only stories that name this person",
        source="Only stories that this outlet reports",
        topic="Only one kind of story",
    )
    @app_commands.autocomplete(person=options.complete_people, source=options.complete_sources)
    async def latest(
        self,
        interaction: discord.Interaction,
        person: str | None = None,
        source: str | None = None,
        topic: Topic | None = None,
    ) -> None:
        """The newest stories, about everybody or only one person, source or topic"""
        narrowed = await options.read_narrowing(self.app, person, source)
        if isinstance(narrowed, Card):
            await answer(interaction, narrowed, ephemeral=True)
            return
        outlet = options.outlet_number(narrowed.outlet)
        asked = LatestState(narrowed.person, topic_number(topic), outlet, self.app.clock())
        await answer(interaction, await self._draw_latest(asked, 0))

    @app_commands.command()
    @app_commands.describe(story="Words of its headline; choose from the list that appears")
    @app_commands.autocomplete(story=options.complete_stories)
    async def story(self, interaction: discord.Interaction, story: str) -> None:
        """One story in full: what happened, who reports it since when, and how sure it is"""
        now = self.app.clock()
        number = options.read_id(story)
        hits = [] if number else rank_hits(await self.storage.search.hits(search_terms(story), Wanted(until=now)), now)
        number = number or (hits[0].story if hits else 0)
        card = await self._draw_story(number)
        if card is None:
            card = nothing_found(
                "No such story",
                message(
                    "No headline or text has “{words}”.\n"
                    "Choose from the list that appears as you type, or try fewer words.",
                    words=safe(story, 100),
                ),
                await self.app.freshness(),
            )
        await answer(interaction, card)

    @LATEST.handler
    async def show_latest(self, _press: Press, asked: LatestState, page: int) -> Card:
        """Return a page of the newest stories, counted from 0."""
        return await self._draw_latest(asked, page)

    @PERSON_STORIES.handler
    async def show_person_stories(self, _press: Press, state: PersonState, page: int) -> Card | None:
        """Return the newest stories of the person whose button was pressed."""
        if not options.find_adult(self.app, state.person):
            return None
        return await self._draw_latest(LatestState(state.person, 0, 0, self.app.clock()), page)

    @PAIR_STORIES.handler
    async def show_pair_stories(self, _press: Press, pair: PairState, page: int) -> Card | None:
        """Return the newest stories that name two people, the articles behind "often named with"."""
        if not options.find_adult(self.app, pair.person) or not options.find_adult(self.app, pair.beside):
            return None
        return await self._draw_latest(LatestState(pair.person, 0, 0, self.app.clock(), pair.beside), page)

    @STORY.handler
    async def show_story(self, _press: Press, state: StoryState, _page: int) -> Card | None:
        """Return the reader with a story."""
        return await self._draw_story(state.story)

    async def _draw_story(self, number: int) -> Card | None:
        found = await self.storage.stories.get(number, self.app.clock()) if number else None
        if found is None:
            return None
        if not found.articles:
            kept = "Its articles are past the time for which this bot keeps them; only the headline is left."
            return notice(safe(found.headline), kept)
        return cards.draw_story(found, self.app.name)

    async def _draw_latest(self, asked: LatestState, page: int) -> Card:
        outlet, topic = await options.outlet_name(self.app, asked.outlet), topic_name(asked.topic)
        wanted = Wanted(person=asked.person, beside=asked.beside, outlet=outlet, topic=topic, until=asked.at)
        ids, total = await self.storage.stories.newest(wanted, _PAGE, page * _PAGE)
        about = options.describe_narrowing(self.app, (asked.person, asked.beside), outlet, topic)
        if not ids and page:  # a page of a list that has become shorter
            return await self._draw_latest(asked, 0)
        if not ids:
            return await self._draw_nothing(asked, about)
        lines = [StoryLine(make_brief(story)) for story in await self.storage.stories.some(ids, asked.at)]
        number = count_pages(total, _PAGE)
        head = " · ".join(filter(None, (_count_stories(total), which_page(page, number))))
        title = message("Latest: {about}" if about else "Latest", about=about)
        return cards.draw_story_list(title, head, lines, self.app.name, page_row(LATEST, asked, page, number))

    async def _draw_nothing(self, asked: LatestState, about: str) -> Card:
        if not about:
            return nothing_found("No news yet", "", await self.app.freshness())
        everything = LatestState(0, 0, 0, asked.at)
        button = card_button(LATEST, everything, label="Show all the latest stories", turns=True)
        return nothing_found(message("No stories: {about}", about=about), "", await self.app.freshness(), button)


def _count_stories(stories: int) -> str:
    if stories >= MOST_COUNTED:
        return message("{count} stories and more", count=MOST_COUNTED)
    return plural("{count} story", "{count} stories", stories)
