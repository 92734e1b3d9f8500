"""What moderators typed, read, checked against what the bot may do, and saved; or the card that says what is wrong."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from news.model import TOPICS, Person, Server
from news.text import fold
from news.typed import typed_time
from news.zones import is_zone, local_day, nearest_zones
from storage import Storage

from . import choices, places
from .choices import Asking
from .ui import setup
from .ui.changes import Section
from .ui.replies import Card
from .upcoming import next_posts

if TYPE_CHECKING:
    from bot import NewsBot

log = logging.getLogger("limelight.setup")

MOST_LISTED = 200  # people on a server's own list
_NEAR = 5
_CHANNELS = ("birthdays_channel", "stories_channel", "digest_channel", "notices_channel")
_CHANNEL_OF: dict[Section, str] = {
    "birthdays": "birthdays_channel", "stories": "stories_channel", "digest": "digest_channel"
}  # fmt: skip
_TIMES = ("birthdays_at", "digest_at")


def read(section: Section, given: Mapping[str, Any], *, off: bool) -> dict[str, Any] | Card:
    """Read options as fields of a server's settings, or give the card that says which cannot be read."""
    channel = f"{section}_channel"
    if off and channel in given:
        return setup.both("channel", "off")
    wanted = {**given, **({channel: 0} if off else {})}
    for name in wanted.keys() & _TIMES:
        minutes = typed_time(given[name])
        if minutes is None:
            return setup.no_time(given[name])
        wanted[name] = minutes
    if "stories_topics" in wanted:
        topics = _topics(given["stories_topics"])
        if isinstance(topics, str):
            return setup.no_topic(topics, TOPICS)
        wanted["stories_topics"] = topics
    return _zoned(section, wanted)


def _topics(typed: str) -> tuple[str, ...] | str:
    """Read topics parted by commas, () for all; a text that is none is given back."""
    parts = [" ".join(part.split()).lower() for part in typed.split(",") if part.strip()]
    if unknown := [part for part in parts if part not in (*TOPICS, "all")]:
        return unknown[0]
    return () if "all" in parts else tuple(topic for topic in TOPICS if topic in parts)


def _zoned(section: Section, wanted: dict[str, Any]) -> dict[str, Any] | Card:
    """Read the zone, which nobody has to spell as the table does."""
    typed = wanted.get("zone")
    if typed is None or is_zone(typed):
        return wanted
    near = nearest_zones(typed, _NEAR)
    if near and fold(near[0]) == fold(typed.strip()):
        return {**wanted, "zone": near[0]}
    rest = {name: value for name, value in wanted.items() if name != "zone"}
    return setup.no_zone(typed, near, section, rest)


class Saving:
    """Changes servers' settings; whoever calls has asked whether it is a moderator."""

    def __init__(self, bot: "NewsBot", storage: Storage) -> None:
        self.bot = bot
        self.storage = storage
        self._turn = asyncio.Lock()  # two moderators at once would each write back what the other changed

    async def apply(self, interaction: Asking, section: Section, wanted: Mapping[str, Any]) -> Card:
        """Save what is wanted if the bot can post there, and say what is set now."""
        guild = interaction.guild_id or 0
        async with self._turn:
            before = await self.storage.servers.get(guild)
            after = replace(before, **wanted)
            used = [name for name in _CHANNELS if name in (*wanted, f"{section}_channel") and getattr(after, name)]
            for channel in (getattr(after, name) for name in used):
                lacks = places.lacking(interaction, channel)
                if lacks is None:
                    return setup.no_channel(section, wanted)
                if lacks:
                    return setup.lacking(section, wanted, channel, lacks)
            if wanted.get("mention_role") and not _may_be_mentioned(interaction, after.mention_role):
                return setup.no_role()
            for name in used if wanted else ():  # the bot may post there: what waits need not wait for the daily test
                await self.storage.posts.retested(getattr(after, name), works=True, retest_at=self.bot.clock())
            if after != before:
                await self.storage.servers.put(after)
                log.info("user %s of server %s set %s", interaction.user.id, guild, dict(wanted))
        shows_posts = section in _CHANNEL_OF and getattr(after, _CHANNEL_OF[section])
        outlook = await self._outlook(section, after) if shows_posts else None
        return setup.section_set(section, after, outlook, is_new=bool(wanted))

    async def _outlook(self, section: Section, server: Server) -> setup.Outlook:
        """Give what comes to a section's channel, and what did not."""
        since = local_day(self.bot.clock(), server.zone) - timedelta(setup.MISSED)
        missed = await self.storage.servers.missed(server.guild, since) if section == "birthdays" else {}
        shut = [
            destination.reason
            for destination in await self.storage.posts.destinations(server.guild)
            if destination.channel == getattr(server, _CHANNEL_OF[section]) and destination.suspended_at is not None
        ]
        coming = await next_posts(self.bot, server)
        return setup.Outlook(section, coming, sum(map(len, missed.values())), "".join(shut))

    async def listed(self, guild: int) -> list[Person]:
        """Give the people on a server's own list, the most popular first."""
        found = [choices.adult(self.bot, number) for number in await self.storage.servers.listed(guild)]
        return sorted((person for person in found if person), key=lambda person: -person.popularity)

    async def list_people(self, guild: int, add: str | None, remove: str | None) -> Card:
        """Put somebody on a server's own list, or take them off it, and give the list."""
        added = choices.read_person(self.bot, add) if add else None
        if isinstance(added, Card):
            return added
        said: list[str] = []
        async with self._turn:
            before = await self.storage.servers.listed(guild)
            after = set(before)
            if remove:
                gone = self._meant(before, remove)
                after -= {gone.id} if gone else set()
                said.append(setup.taken_off(gone, remove))
            if added:
                after |= {added.id}
                said.append(setup.put_on(added, is_full=len(after) > MOST_LISTED))
            if after != before and len(after) <= MOST_LISTED:
                await self.storage.servers.list_people(guild, sorted(after))
        return setup.own_list(await self.listed(guild), await self.storage.servers.get(guild), " ".join(said))

    def _meant(self, listed: set[int], typed: str) -> Person | None:
        number = choices.read_id(typed)
        named = [self.bot.catalogue.person(number)] if number else self.bot.catalogue.by_name(typed)
        return next((person for person in named if person and person.id in listed), None)


def _may_be_mentioned(interaction: Asking, number: int) -> bool:
    role = interaction.guild.get_role(number) if interaction.guild else None
    return role is not None and not role.is_default()
