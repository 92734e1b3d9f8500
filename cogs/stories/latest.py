"""/latest and /story: the newest stories, and one of them in full."""

from dataclasses import dataclass

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import custom_ids, options
from cogs.kit.app import App
from cogs.kit.buttons import CardButton, page_row, pages, which_page
from cogs.kit.markdown import safe
from cogs.kit.options import Topic
from cogs.kit.replies import Card, answer, nothing, notice
from cogs.kit.story_text import Line
from cogs.people.profile_card import Pair
from news.stories.stories import brief
from news.stories.trending import counted
from news.text.search import ranked, terms
from storage import MOST_COUNTED, Wanted

from . import story_card as cards

_PAGE = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked and when: a page that is turned later shows the same list."""

    person: int
    topic: int
    outlet: int
    at: int
    beside: int = 0  # somebody named in the same articles


class StoriesCog(commands.Cog):
    """Stories, newest first and one by one."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        app.handlers.makers |= {
            "latest": self.page, "story": self.story_card, "person": self.person, "together": self.together
        }  # fmt: skip

    @app_commands.command()
    @app_commands.describe(
        person="Only stories that name this person",
        source="Only stories that this outlet reports",
        topic="Only one kind of story",
    )
    @app_commands.autocomplete(person=options.people, source=options.sources)
    async def latest(
        self,
        interaction: discord.Interaction,
        person: str | None = None,
        source: str | None = None,
        topic: Topic | None = None,
    ) -> None:
        """The newest stories, about everybody or only one person, source or topic"""
        narrowed = await options.narrow(self.app, person, source)
        if isinstance(narrowed, Card):
            await answer(interaction, narrowed, ephemeral=True)
            return
        outlet = options.outlet_number(narrowed.outlet)
        asked = Asked(narrowed.person, custom_ids.topic_number(topic), outlet, self.app.clock())
        await answer(interaction, await self._card(asked, 0))

    @app_commands.command()
    @app_commands.describe(story="Words of its headline; choose from the list that appears")
    @app_commands.autocomplete(story=options.stories)
    async def story(self, interaction: discord.Interaction, story: str) -> None:
        """One story in full: what happened, who reports it since when, and how sure it is"""
        now = self.app.clock()
        number = options.read_id(story)
        hits = [] if number else ranked(await self.storage.search.hits(terms(story), Wanted(until=now)), now)
        number = number or (hits[0].story if hits else 0)
        card = await self.story_card(str(number), 0)
        if card is None:
            card = nothing(
                "No such story",
                f"No headline or text has “{safe(story, 100)}”.\n"
                "Choose from the list that appears as you type, or try fewer words.",
                await self.app.freshness(),
            )
        await answer(interaction, card)

    async def page(self, state: str, page: int) -> Card | None:
        """Give a page of the newest stories, counted from 0."""
        asked = custom_ids.read(Asked, state)
        return await self._card(asked, page) if asked else None

    async def person(self, state: str, page: int) -> Card | None:
        """Give the newest stories of the person whose button was pressed."""
        person = options.read_id(f"#{state}")
        if not options.adult(self.app, person):
            return None
        return await self._card(Asked(person, 0, 0, self.app.clock()), page)

    async def together(self, state: str, page: int) -> Card | None:
        """Give the newest stories that name two people, the articles behind "often named with"."""
        pair = custom_ids.read(Pair, state)
        if pair is None or not options.adult(self.app, pair.person) or not options.adult(self.app, pair.beside):
            return None
        return await self._card(Asked(pair.person, 0, 0, self.app.clock(), pair.beside), page)

    async def story_card(self, state: str, _page: int) -> Card | None:
        """Give the reader with a story."""
        number = options.read_id(f"#{state}")
        found = await self.storage.stories.get(number, self.app.clock()) if number else None
        if found is None:
            return None
        if not found.articles:
            kept = "Its articles are past the time for which this bot keeps them; only the headline is left."
            return notice(safe(found.headline), kept)
        return cards.story(found, self.app.name)

    async def _card(self, asked: Asked, page: int) -> Card:
        outlet, topic = await options.outlet_name(self.app, asked.outlet), custom_ids.topic_name(asked.topic)
        wanted = Wanted(person=asked.person, beside=asked.beside, outlet=outlet, topic=topic, until=asked.at)
        ids, total = await self.storage.stories.newest(wanted, _PAGE, page * _PAGE)
        about = options.about(self.app, (asked.person, asked.beside), outlet, topic)
        if not ids and page:  # a page of a list that has become shorter
            return await self._card(asked, 0)
        if not ids:
            return await self._nothing(asked, about)
        lines = [Line(brief(story)) for story in await self.storage.stories.some(ids, asked.at)]
        number = pages(total, _PAGE)
        head = " · ".join(filter(None, (_total(total), which_page(page, number))))
        title = f"Latest: {about}" if about else "Latest"
        return cards.stories(
            title, head, lines, self.app.name, page_row("latest", page, number, custom_ids.write(asked))
        )

    async def _nothing(self, asked: Asked, about: str) -> Card:
        if not about:
            return nothing("No news yet", "", await self.app.freshness())
        everything = custom_ids.write(Asked(0, 0, 0, asked.at))
        button = CardButton("page", "latest", everything, label="Show all the latest stories")
        return nothing(f"No stories: {about}", "", await self.app.freshness(), button)


def _total(stories: int) -> str:
    return counted(stories, "story") if stories < MOST_COUNTED else f"{MOST_COUNTED:,} stories and more"
