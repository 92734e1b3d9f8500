"""/search: full text over everything stored, typos and missing accents forgiven."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import cut_page, page_row, which_page
from cogs.kit.markdown import date_in_words, emphasise_terms, safe
from cogs.kit.replies import Card, answer, nothing_found
from cogs.kit.routes.members import SEARCH, SearchState
from cogs.kit.routes.route import Press
from cogs.kit.story_text import StoryLine
from news.model.stories import SearchHit
from news.stories.stories import make_brief
from news.text.days import day_start
from news.text.messages import message, plural
from news.text.search import fitting_words, nearest_word, rank_hits, search_terms
from news.text.text import fold_text
from storage import Wanted

from . import story_card

_PAGE = 5
_ROOM = 48  # characters for the words in a custom_id, beside five numbers
_LAST = date.max.toordinal()


def _wanted_articles(asked: SearchState, outlet: str) -> Wanted:
    """Return the articles that are looked at."""
    since = day_start(asked.since) if asked.since else Wanted().since
    until = min(asked.at, day_start(asked.until + 1) - 1) if asked.until else asked.at
    return Wanted(person=asked.person, outlet=outlet, since=since, until=until)


@dataclass(frozen=True, slots=True)
class SearchHits:
    """Hits in order, the words that they have, and what had to be changed to find them."""

    hits: list[SearchHit]
    words: list[str]
    remark: str = ""


class SearchCog(commands.Cog):
    """Full-text search."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    @app_commands.describe(
        query="Words to look for; typos and missing accents are forgiven",
        person="Only stories that name this person",
        source="Only stories that this outlet reports",
        since="From this day on: 2021-06-01, 2021-06, yesterday, 7 days (ago)",
        until="Up to and with this day: 2021-06-08, 2021, yesterday, 7 days (ago)",
    )
    @app_commands.autocomplete(person=options.complete_people, source=options.complete_sources)
    async def search(
        self,
        interaction: discord.Interaction,
        query: str,
        person: str | None = None,
        source: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        """Find stories by the words in them, best and newest first"""
        narrowed = await options.read_narrowing(self.app, person, source)
        if isinstance(narrowed, Card):
            await answer(interaction, narrowed, ephemeral=True)
            return
        days = options.read_days(self.app, since, until)
        if isinstance(days, Card):
            await answer(interaction, days, ephemeral=True)
            return
        words = " ".join(fitting_words(search_terms(query), _ROOM))
        outlet = options.outlet_number(narrowed.outlet)
        await answer(
            interaction,
            await self._draw_results(SearchState(narrowed.person, *days, self.app.clock(), outlet, words), 0),
        )

    @SEARCH.handler
    async def show_results(self, _press: Press, asked: SearchState, page: int) -> Card | None:
        """Return a page of results, counted from 0."""
        if max(asked.since, asked.until) > _LAST:
            return None
        return await self._draw_results(asked, page)

    async def _draw_results(self, asked: SearchState, page: int) -> Card:
        outlet = await options.outlet_name(self.app, asked.outlet)
        found = await self._find_hits(search_terms(asked.words), _wanted_articles(asked, outlet), asked.at)
        narrowed = (options.describe_narrowing(self.app, (asked.person,), outlet, ""), self._name_span(asked))
        if not found.hits:
            return await self._draw_nothing(asked, " · ".join(filter(None, narrowed)))
        page, total, shown = cut_page(found.hits, page, _PAGE)
        passages = await self.storage.search.passages(found.words, [hit.row for hit in shown])
        stories = {s.id: s for s in await self.storage.stories.some([hit.story for hit in shown], asked.at)}
        folded = {fold_text(word) for word in found.words}
        lines = [
            StoryLine(make_brief(stories[hit.story]), terms=folded, passage=_choose_passage(passages, hit, folded))
            for hit in shown
            if hit.story in stories
        ]
        number = plural("{count} story", "{count} stories", len(found.hits))
        head = " · ".join(filter(None, (*narrowed, number, which_page(page, total)))) + found.remark
        title = message("Search: “{words}”", words=safe(" ".join(found.words)))
        return story_card.draw_story_list(title, head, lines, self.app.name, page_row(SEARCH, asked, page, total))

    async def _draw_nothing(self, asked: SearchState, narrowed: str) -> Card:
        if not asked.words:
            return nothing_found("Nothing found", "Type at least one word, such as a name.", "")
        title = message("Nothing found for “{words}”", words=safe(asked.words))
        if narrowed:
            hint = "Look without what narrows it down, or for fewer words."
            return nothing_found(f"{title} · {narrowed}", hint, await self.app.freshness())
        question, buttons = options.near_people(self.app, asked.words, 3)
        return nothing_found(title, question or "Try fewer words.", await self.app.freshness(), *buttons)

    def _name_span(self, asked: SearchState) -> str:
        since, until = (date_in_words(date.fromordinal(day)) if day else "" for day in (asked.since, asked.until))
        if since and until:
            return message("since {since} until {until}", since=since, until=until)
        return message("since {since}" if since else "until {until}" if until else "", since=since, until=until)

    async def _find_hits(self, words: list[str], wanted: Wanted, now: int) -> SearchHits:
        """Search for all words, then with corrected spelling, then for any of the words."""
        hits = rank_hits(await self.storage.search.hits(words, wanted), now)
        if hits:
            return SearchHits(hits, words)
        mended = await self._correct_words(words)
        hits = rank_hits(await self.storage.search.hits(mended, wanted), now) if mended != words else []
        if hits:
            remark = "\n-# Nothing has “{words}”; this is the nearest spelling."
            return SearchHits(hits, mended, message(remark, words=safe(" ".join(words))))
        some = [word for word in mended if len(word) > 2]  # "a" or "of" alone is in everything
        hits = rank_hits(await self.storage.search.hits(some, wanted, every=False), now)
        return SearchHits(
            hits, mended, "\n-# Nothing has all of these words; these have some." if len(mended) > 1 else ""
        )

    async def _correct_words(self, words: list[str]) -> list[str]:
        unknown = set(await self.storage.search.unknown(words))
        return [
            nearest_word(word, await self.storage.search.words(word[0])) or word if word in unknown else word
            for word in words
        ]


def _choose_passage(passages: Mapping[int, tuple[str, str]], hit: SearchHit, words: Collection[str]) -> str:
    """Return the first passage that has one of the words, with it in bold; "" if only the headline has one."""
    shown = (emphasise_terms(text.replace("\n", " "), words, "**", 220) for text in passages.get(hit.row, ()))
    return next((text for text in shown if "**" in text), "")
