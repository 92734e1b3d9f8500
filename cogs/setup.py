"""/setup: what a server's moderators want posted where and when."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from news.model import TOPICS, Audience, LeapRule, Post, Rhythm
from news.search import holds
from news.zones import nearest_zones
from storage import Storage

from . import choices, rights, saving
from .choices import Asking
from .places import Place
from .ui import changes, setup
from .ui.changes import MOST_OUTLETS, MOST_STORIES, MOST_TOP, WEEKDAYS, Section
from .ui.profiles import described
from .ui.replies import Card, answer
from .upcoming import next_posts

if TYPE_CHECKING:
    from bot import NewsBot

_AHEAD = 31  # days within which a test looks for somebody to greet
Belated = Literal[0, 6, 24]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_CHANNEL = "Where: a text or announcement channel, a thread or a forum"
_OFF = "Stop these posts"
_ZONE = "The time zone of this server: type a city"


class SetupCog(commands.Cog):
    """Settings of a server."""

    group = app_commands.Group(
        name="setup",
        description="What is posted in this server, for its moderators",
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, bot: "NewsBot", storage: Storage) -> None:
        self.bot = bot
        self.storage = storage
        self.saving = saving.Saving(bot, storage)
        bot.actions |= {"setup": self.press, "trial": self.trial, "settings": self.settings}

    @group.command()
    @app_commands.describe(
        channel=_CHANNEL,
        time="When: 9, 09:30 or 9pm",
        zone=_ZONE,
        who="Whose birthdays: people followed here, those in the news most, or this server's own list",
        top="How many of those in the news most",
        belated="Hours within which a post that is late still goes out",
        leap="When those born on 29 February have their birthday in other years",
        off=_OFF,
    )
    async def birthdays(  # noqa: PLR0913, PLR0917 - what can be set
        self,
        interaction: Asking,
        channel: Place | None = None,
        time: str | None = None,
        zone: str | None = None,
        who: Audience | None = None,
        top: app_commands.Range[int, 1, MOST_TOP] | None = None,
        belated: Belated | None = None,
        leap: LeapRule | None = None,
        off: bool = False,
    ) -> None:
        """Post birthdays in a channel, once a day; what you leave out stays as it is"""
        given = _given(
            birthdays_channel=channel, birthdays_who=who, birthdays_top=top, belated=belated, leap=leap,
            birthdays_at=time, zone=zone,
        )  # fmt: skip
        await self._set(interaction, "birthdays", given, off=off)

    @group.command()
    @app_commands.describe(
        channel=_CHANNEL,
        threshold="How many independent outlets must report a story",
        topics="Only these, parted by commas; or all",
        budget="How many a day at most",
        off=_OFF,
    )
    async def stories(
        self,
        interaction: Asking,
        channel: Place | None = None,
        threshold: app_commands.Range[int, 2, MOST_OUTLETS] | None = None,
        topics: str | None = None,
        budget: app_commands.Range[int, 1, MOST_STORIES] | None = None,
        off: bool = False,
    ) -> None:
        """Post stories as they break; what you leave out stays as it is"""
        given = _given(
            stories_channel=channel, stories_threshold=threshold, stories_topics=topics, stories_budget=budget
        )
        await self._set(interaction, "stories", given, off=off)

    @group.command()
    @app_commands.describe(
        channel=_CHANNEL,
        time="When: 18, 18:30 or 6pm",
        every="Each day, or once a week",
        weekday="On which day of the week",
        zone=_ZONE,
        off=_OFF,
    )
    async def digest(  # noqa: PLR0913, PLR0917 - what can be set
        self,
        interaction: Asking,
        channel: Place | None = None,
        time: str | None = None,
        every: Rhythm | None = None,
        weekday: Weekday | None = None,
        zone: str | None = None,
        off: bool = False,
    ) -> None:
        """Post the stories of a day or week as one message; what you leave out stays as it is"""
        number = WEEKDAYS.index(weekday) if weekday else None
        given = _given(digest_channel=channel, digest_every=every, digest_weekday=number, digest_at=time, zone=zone)
        await self._set(interaction, "digest", given, off=off)

    @group.command()
    @app_commands.describe(channel="Where moderators are told that a channel refuses posts", off="Tell nobody")
    async def notices(self, interaction: Asking, channel: Place | None = None, off: bool = False) -> None:
        """Tell moderators in a channel when another one refuses a post"""
        await self._set(interaction, "notices", _given(notices_channel=channel), off=off)

    @group.command()
    @app_commands.describe(
        zone=_ZONE,
        paused="Post nothing until this is off again",
        publish="Publish posts in announcement channels to the servers that follow them",
        mention="The one role that posts mention",
        nobody="Mention no role any more",
    )
    async def server(
        self,
        interaction: Asking,
        zone: str | None = None,
        paused: bool | None = None,
        publish: bool | None = None,
        mention: discord.Role | None = None,
        nobody: bool = False,
    ) -> None:
        """Set what holds for all posts: zone, pause, publishing, and which role is mentioned"""
        if mention and nobody:
            await answer(interaction, setup.both("mention", "nobody"), ephemeral=True)
            return
        role = 0 if nobody else mention.id if mention else None
        await self._set(interaction, "server", _given(paused=paused, publish=publish, mention_role=role, zone=zone))

    @group.command()
    async def show(self, interaction: Asking) -> None:
        """See what is set in this server"""
        await answer(interaction, await self.settings(interaction, ""), ephemeral=True)

    @group.command(name="list")
    @app_commands.describe(add="Put somebody on it", remove="Take somebody off it")
    @app_commands.autocomplete(add=choices.people)
    async def own_list(self, interaction: Asking, add: str | None = None, remove: str | None = None) -> None:
        """The people whose birthdays are posted when birthdays are set to a list"""
        card = rights.refusal(interaction) or await self.saving.list_people(interaction.guild_id or 0, add, remove)
        await answer(interaction, card, ephemeral=True)

    @birthdays.autocomplete("zone")
    @digest.autocomplete("zone")
    @server.autocomplete("zone")
    async def zones(self, _interaction: Asking, typed: str) -> list[app_commands.Choice[str]]:
        """Complete a zone by its city, its continent or what clocks there are called."""
        return [app_commands.Choice(name=name, value=name) for name in nearest_zones(typed)]

    @stories.autocomplete("topics")
    async def topics(self, _interaction: Asking, typed: str) -> list[app_commands.Choice[str]]:
        """Complete the last of the topics."""
        done, _, last = typed.rpartition(",")
        chosen = [part for part in map(str.strip, done.split(",")) if part in TOPICS]
        offered = [", ".join((*chosen, topic)) for topic in TOPICS if topic not in chosen and holds(topic, last)]
        offered += [] if chosen else ["all"]
        return [app_commands.Choice(name=text, value=text) for text in offered if len(text) <= 100]

    @own_list.autocomplete("remove")
    async def listed(self, interaction: Asking, typed: str) -> list[app_commands.Choice[str]]:
        """Complete somebody on the list, for moderators."""
        if rights.refusal(interaction):
            return []
        found = [person for person in await self.saving.listed(interaction.guild_id or 0) if holds(person.name, typed)]
        return choices.offered((person.id, described(person)) for person in found)

    async def press(self, interaction: Asking, state: str) -> Card | None:
        """Go on with what a button carries: after permissions were mended, or with another zone."""
        if refusal := rights.refusal(interaction):
            return refusal
        asked = changes.read(state)
        return await self.saving.apply(interaction, *asked) if asked else None

    async def settings(self, interaction: Asking, _state: str) -> Card:
        """Give all settings."""
        if refusal := rights.refusal(interaction):
            return refusal
        return setup.everything(await self.storage.servers.get(interaction.guild_id or 0))

    async def trial(self, interaction: Asking, _state: str) -> Card | None:
        """Show the next birthday post as it will be, to the one who pressed only."""
        if refusal := rights.refusal(interaction):
            return refusal
        server = await self.storage.servers.get(interaction.guild_id or 0)
        coming = await self.bot.celebrants.coming(server, _AHEAD)
        if not coming:
            outlook = setup.Outlook("birthdays", await next_posts(self.bot, server))
            return setup.section_set("birthdays", server, outlook, is_new=False)
        due, day, told = coming[0]
        sent = Post(
            key="", guild=server.guild, channel=server.birthdays_channel, kind="birthdays", priority=0, due_at=due
        )
        return await self.bot.celebrants.drawn(sent, day, told, belated=False)

    async def _set(self, interaction: Asking, section: Section, given: Mapping[str, Any], *, off: bool = False) -> None:
        card = rights.refusal(interaction) or await self._wanted(interaction, section, given, off=off)
        await answer(interaction, card, ephemeral=True)

    async def _wanted(self, interaction: Asking, section: Section, given: Mapping[str, Any], *, off: bool) -> Card:
        read = saving.read(section, given, off=off)
        return read if isinstance(read, Card) else await self.saving.apply(interaction, section, read)


def _given(**options: Any) -> dict[str, Any]:
    """Give the options that were used: one left out changes nothing."""
    return {name: value for name, value in options.items() if value is not None}
