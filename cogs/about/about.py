"""/help and /about: what one can do here, and how well the sources do."""

from collections.abc import Iterable, Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import rights
from cogs.kit.app import App
from cogs.kit.buttons import action_button, cut_page, page_row
from cogs.kit.markdown import safe, when
from cogs.kit.replies import Card, answer, card
from cogs.kit.routes.members import ABOUT, CANDIDATES, AboutState, NoState
from cogs.kit.routes.route import Press
from news.model.feeds import FeedHealth
from news.model.people import UnlistedName
from news.text.messages import joined, message, plural
from news.text.text import cut_text

HelpEntry = tuple[str, str, str]  # what one wants, the command, what that does
_PAGE = 12
_MOST_CANDIDATES = 10
_LOOKED_AT = 100  # most frequent names, of which the catalogue may have some since they were counted
_WAITING_ROOM = 1_200  # of the 4,000 characters that a message holds
_WISHES = (
    ("See what everybody is writing about", "/trending", "ranks stories or people over 6 hours to a month"),
    ("See what is new", "/latest", "lists the newest stories, of all or of one person"),
    ("Read one story in full", "/story", "shows who reports it since when, and how sure it is"),
    ("Find something", "/search", "looks for words, people and days, and forgives typos"),
    ("Look somebody up", "/celebrity", "shows age, birthday, family, coverage and the newest stories"),
    ("See a life in order", "/timeline", "draws what happened when, and who says so"),
    ("See whose birthday it is", "/birthdays", "lists a day, a week or a month, or counts the days to one"),
    ("Follow people", "/follow", "puts somebody on your own list; `/following` shows it, `/unfollow` takes them off"),
    ("Know where this comes from", "/about", "shows every source, and how fresh its news is"),
    ("Know what is kept about you", "/privacy erase", "shows it, and erases it when you say so"),
    ("Have the bot post here", "/setup", "is for moderators: birthdays, stories and digests, each in a channel"),
)
_MODERATORS_WISHES = (
    ("Know why something was posted, or was not", "/why", "goes from feed to post; also in the menu of a message"),
    ("See what was left out", "/held", "lists it by reason, and posts it where you say so"),
    ("Keep something out", "/filters", "are people, topics, sources, words: tried on the last week before they hold"),
    ("Add a source of your own", "/feeds", "finds a site’s feed and shows it first; lists how each of yours does"),
    ("Copy, review or take back settings", "/settings", "is a file of them, and the last 50 changes with Undo"),
    ("Mend a story", "/story", "has Repair: a wrong person or topic, two stories in one, one story in two"),
)


def draw_help(entries: Iterable[HelpEntry], for_moderators: Sequence[HelpEntry] = ()) -> Card:
    """Return the commands by what one wants to do, then those that only moderators have."""
    head = "## What would you like to do?\n-# The news comes from publishers' own feeds; every story names its sources."
    items: list[Any] = [discord.ui.TextDisplay(head), discord.ui.Separator(), _list_wishes(entries)]
    if for_moderators:
        title: Any = discord.ui.TextDisplay("### As a moderator")
        items += [discord.ui.Separator(), title, _list_wishes(for_moderators)]
    return card(items)


def _list_wishes(entries: Iterable[HelpEntry]) -> Any:
    lines = [f"**{wish}**\n`{command}` {details}" for wish, command, details in entries]
    return discord.ui.TextDisplay("\n\n".join(lines))


def draw_about(head: str, freshness: str, sources: Any, candidates: Any, turning: Any) -> Card:
    """Return the bot about itself: freshness, version, sources, and what only moderators see of it."""
    what = "Celebrity news on demand, from publishers' own feeds."
    items: list[Any] = [
        discord.ui.TextDisplay(f"## Limelight\n{what}\n-# {freshness}\n-# {head}"),
        discord.ui.Separator(),
        sources,
        turning,
    ]
    if candidates:
        items += [discord.ui.Separator(), candidates]
    return card(items)


def list_sources(lines: Sequence[str], waiting: str) -> Any:
    """Return the sources with their health, and those that were not read yet."""
    listed = "\n".join(filter(None, ("### Sources", *lines, waiting)))
    return discord.ui.TextDisplay(listed if lines or waiting else "### No sources yet")


def list_candidates(found: Iterable[UnlistedName]) -> Any:
    """Return the names in headlines that the catalogue lacks."""
    lines = [
        message(
            "{name} · {headlines} from {outlets}",
            name=safe(one.name, 60),
            headlines=plural("{count} headline", "{count} headlines", one.headlines),
            outlets=plural("{count} outlet", "{count} outlets", one.outlets),
        )
        for one in found
    ]
    about = "-# In the headlines of at least three outlets within 7 days. Only moderators see this."
    return discord.ui.TextDisplay(
        "\n".join(("### Names that the people catalogue lacks", *(lines or ["None lately"]), about))
    )


def candidates_button() -> Any:
    """Return the button that shows them to moderators."""
    return discord.ui.ActionRow(action_button(CANDIDATES, NoState(), label="Names without an entry"))


class AboutCog(commands.Cog):
    """The bot about itself."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """What you can do here, and the command for it"""
        more = _MODERATORS_WISHES if await rights.is_moderator(interaction) else ()
        await answer(interaction, draw_help(_WISHES, more), ephemeral=True)

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """Where the news comes from, how fresh it is, and which version answers"""
        is_moderator = await rights.is_moderator(interaction)
        names = list_candidates(await self._find_candidates()) if is_moderator else None
        state = AboutState("m" if is_moderator else "-")
        await answer(interaction, await self._draw_page(state, 0, names), ephemeral=True)

    @ABOUT.handler
    async def show_page(self, _press: Press, state: AboutState, page: int) -> Card:
        """Return a page of the sources, counted from 0.

        A page carries no rights: a moderator who turns back to the first gets a button that asks for them.
        """
        names = candidates_button() if state.whose == "m" and not page else None
        return await self._draw_page(state, page, names)

    @CANDIDATES.handler
    async def show_candidates(self, _press: Press, _state: NoState) -> Card:
        """Return moderators the names that the catalogue lacks."""
        return card([list_candidates(await self._find_candidates())])

    async def _find_candidates(self) -> list[UnlistedName]:
        found = await self.storage.candidates.most(self.app.clock(), limit=_LOOKED_AT)
        return [name for name in found if not self.app.catalogue.by_name(name.name)][:_MOST_CANDIDATES]

    async def _draw_page(self, state: AboutState, page: int, names: Any) -> Card:
        health = await self.storage.feeds.health()
        tried = [feed for feed in health if _is_tried(feed)]
        page, total, shown = cut_page(tried, page, _PAGE)
        lines = [self._describe_source(feed) for feed in shown]
        waiting = [safe(feed.feed.source.name, 40) for feed in health if not _is_tried(feed)]
        named = cut_text(joined(waiting, word=""), _WAITING_ROOM)
        is_last = waiting and page == total - 1
        still = message("-# Not read yet ({count}): {names}", count=len(waiting), names=named) if is_last else ""
        articles = await self.storage.articles.count()
        head = " · ".join(
            (
                plural("{count} article", "{count} articles", articles),
                plural("{count} source", "{count} sources", len(health)),
                message("version {version}", version=self.app.version),
            )
        )
        turning = page_row(ABOUT, state, page, total)
        return draw_about(head, await self.app.freshness(), list_sources(lines, still), names, turning)

    def _describe_source(self, health: FeedHealth) -> str:
        poll, source = health.feed.poll, health.feed.source
        name, error = safe(source.name, 60), safe(poll.error, 80)
        if poll.disabled_at is not None:
            return message("**{name}** · switched off: {error}", name=name, error=error)
        if poll.ok_at is None:
            template = "**{name}** · not read yet: {error}" if poll.error else "**{name}** · not read yet"
            return message(template, name=name, error=error)
        read = plural(
            "**{name}** · {count} article · read {when}",
            "**{name}** · {count} articles · read {when}",
            health.articles,
            name=name,
            when=when(self.app.content_time(poll.ok_at)),
        )
        return message("{read} · last try: {error}" if poll.error else "{read}", read=read, error=error)


def _is_tried(health: FeedHealth) -> bool:
    """True if there is more to say of a source than that it was not read yet."""
    poll = health.feed.poll
    return poll.ok_at is not None or poll.disabled_at is not None or bool(poll.error)
