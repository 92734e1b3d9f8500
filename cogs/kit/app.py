"""What cogs are handed: the store, the clock, the people who are known, Discord, and what several features share."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

import discord

from ingest.preview import Looks
from news.people.catalogue_match import Catalogue
from news.people.facts.birthdays import is_minor
from news.text.messages import message, plural
from storage import Storage

from .birthday_lookup import BirthdayLookup
from .markdown import when
from .rate_limit import Cooldown
from .routes.router import Router
from .save_settings import Saving


class CommandMenu(Protocol):
    """What cogs ask of the commands."""

    def add_command(self, command: Any, /) -> None:
        """Put an entry into the menu of messages."""

    def remove_command(self, command: str, /, *, type: discord.AppCommandType) -> object:  # noqa: A002 - as discord.py
        """Take it out."""

    async def on_error(self, interaction: Any, error: Exception, /) -> None:
        """Log what went wrong, and tell whoever was let down."""


class Discord(Protocol):
    """What cogs ask of Discord's client."""

    @property
    def user(self) -> discord.ClientUser | None:
        """Return the bot itself, or None before it has logged in."""

    @property
    def guilds(self) -> Sequence[discord.Guild]:
        """Return the servers that the bot is a member of."""

    @property
    def tree(self) -> CommandMenu:
        """Return the commands."""

    def get_guild(self, id: int, /) -> discord.Guild | None:  # noqa: A002 - as discord.py calls it
        """Return a server, or None if the bot is not in it."""

    def get_channel(
        self,
        id: int,  # noqa: A002 - as discord.py calls it
        /,
    ) -> discord.abc.GuildChannel | discord.Thread | discord.abc.PrivateChannel | None:
        """Return a channel, or None if the bot does not see it."""


class Roster:
    """The catalogue of the moment: a sync replaces it, and whoever holds this has the new one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """What every cog is made with; a service that one feature alone uses is built there."""

    storage: Storage
    clock: Callable[[], int]  # the content's, in seconds
    roster: Roster
    version: str
    discord: Discord
    cooldown: Cooldown
    previews: Looks  # feeds that the refresh task is asked to look at
    saving: Saving
    birthdays: BirthdayLookup
    router: Router  # which draws posts and opens cards of other features

    @property
    def catalogue(self) -> Catalogue:
        """Return the people who are known now."""
        return self.roster.catalogue

    def name(self, person: int) -> str:
        """Return an adult's name, or "" for others: who is under 18 is named in headlines only."""
        known = self.catalogue.person(person)
        return known.name if known and not is_minor(known, self.clock()) else ""

    def content_time(self, at: int) -> int:
        """Return a real time as the content's clock has it, for showing it beside the content's times."""
        return self.clock() - (int(time.time()) - at)

    async def freshness(self) -> str:
        """Say how fresh the store is: "Newest article 3 minutes ago; 27 sources read, 1 failing, 2 not read yet."."""
        newest = await self.storage.articles.newest(self.clock())
        polls = [feed.poll for feed in await self.storage.feeds.in_use()]
        failing = sum(1 for poll in polls if poll.error)
        waiting = sum(1 for poll in polls if poll.ok_at is None and not poll.error)
        parts = [
            plural("{count} source read", "{count} sources read", len(polls) - failing - waiting),
            message("{count} failing", count=failing) if failing else "",
            message("{count} not read yet", count=waiting) if waiting else "",
        ]
        sources = ", ".join(filter(None, parts))
        if newest is None:
            return message("The store is empty so far; {sources}.", sources=sources)
        return message("Newest article {when}; {sources}.", when=when(newest), sources=sources)


class _HasApp(Protocol):
    app: App


def app_of(interaction: discord.Interaction) -> App:
    """Return the app of the bot that got an interaction, for what Discord calls without a cog."""
    return cast(_HasApp, interaction.client).app
