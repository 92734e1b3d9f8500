"""The one way to change what a server has set: checked against what the bot may do, saved with who did it, undone."""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import discord

from cogs.kit import replies
from news.model.servers import Change, Server
from news.settings.registry import CHANNELS, MOST, ROLES
from news.settings.settings_file import check_settings, find_overfull_list, settings_to_json, sort_lists, undo_values
from news.text.links import link_key
from storage import Storage

from . import channel_access
from .replies import Card

log = logging.getLogger("limelight.setup")

# What is to be set; where that depends on what is set, as an entry more in a list does, a function of the server: it is
# called when nobody else changes it.
Wanted = Mapping[str, Any] | Callable[[Server], Mapping[str, Any]]
_LISTED = {"filters": "filters", "people": "people on the server’s list", "feeds": "feeds"}


@dataclass(frozen=True, slots=True)
class Saved:
    """A server's settings before and after; `change` is its entry in the log, None where nothing changed."""

    before: Server
    after: Server
    change: Change | None


class Saving:
    """Changes servers' settings; whoever calls has asked whether it is a moderator."""

    def __init__(self, storage: Storage, clock: Callable[[], int]) -> None:
        self.storage, self._clock = storage, clock
        self._turn = asyncio.Lock()  # two moderators at once would each write back what the other changed

    async def save(self, interaction: discord.Interaction, wanted: Wanted, again: Any = None) -> Saved | Card:
        """Save these fields of the server's settings, or give the card that says why not; then nothing is changed.

        A channel that is named is checked, changed or not. `again` is a button for that card, which tries anew. Raises
        ValueError for values that no setting has: those that a person can type are to be refused in words before.
        """
        async with self._turn:
            before = await self.storage.servers.get(interaction.guild_id or 0)
            fields = sort_lists(wanted(before) if callable(wanted) else wanted)
            if trouble := await self._find_trouble(interaction, before, fields, again):
                return trouble
            for name in fields.keys() & CHANNELS:  # the bot may post there: what waits need not wait for the daily test
                await self.storage.posts.retested(fields[name], works=True, retest_at=self._clock())
            return await self._put_change(interaction, before, replace(before, **fields))

    async def undo(self, interaction: discord.Interaction, change: int = 0) -> Saved | Card:
        """Take a change of this server back, 0: the last one that is not; fields set anew since stay.

        Called with 0 again and again it goes further and further back. What takes a change back is a change, too: taken
        back by its id, it makes the first one hold again.
        """
        async with self._turn:
            before = await self.storage.servers.get(interaction.guild_id or 0)
            changes = await self.storage.changes.last(before.guild)
            found = [c for c in changes if c.id == change or (not change and not c.undoes)]
            open_ = [c for c in found if not c.is_undone]
            if not open_:
                return replies.undone_already() if change and found else replies.nothing_to_undo()
            feeds = await self._feed_ids()
            backs = ((c, drop_deleted(interaction, undo_values(c, before), feeds)) for c in open_)
            back = next(((c, fields) for c, fields in backs if replace(before, **fields) != before), None)
            if back is None:
                is_gone = any(undo_values(c, before) for c in open_)
                return replies.gone_since() if is_gone else replies.changed_since()
            if trouble := await self._find_trouble(interaction, before, back[1]):
                return trouble
            return await self._put_change(interaction, before, replace(before, **back[1]), undoes=back[0].id)

    async def _begin_anew(self, feeds: Collection[int]) -> None:
        """Have feeds read like new ones that nobody had for a while: what they brought meanwhile is no news."""
        for feed in await self.storage.feeds.all() if feeds else ():
            if feed.id in feeds:
                await self.storage.feeds.ask_for(link_key(feed.source.url), feed.source)

    async def _feed_ids(self) -> set[int]:
        return {feed.id for feed in await self.storage.feeds.all()}

    async def _put_change(
        self, interaction: discord.Interaction, before: Server, after: Server, undoes: int = 0
    ) -> Saved:
        was, now = settings_to_json(before), settings_to_json(after)
        fields = [name for name in was if was[name] != now[name]]
        if not fields:
            return Saved(before, after, None)
        change = Change(
            guild=before.guild,
            user=interaction.user.id,
            at=self._clock(),
            before={name: was[name] for name in fields},
            after={name: now[name] for name in fields},
            undoes=undoes,
        )
        await self._begin_anew({*after.feeds} - {*before.feeds})
        log.info("user %s of server %s set %s", change.user, change.guild, change.after)
        return Saved(before, after, await self.storage.servers.put(after, change))

    async def _find_trouble(
        self, interaction: discord.Interaction, before: Server, wanted: Mapping[str, Any], again: Any = None
    ) -> Card | None:
        """Return what keeps these settings from being used."""
        if name := find_overfull_list(wanted):
            return replies.too_many(_LISTED[name], MOST[name])
        check_settings(wanted)
        if wanted.get("feeds") and not set(wanted["feeds"]) <= await self._feed_ids():
            return replies.gone_feed()
        for name in CHANNELS:
            channel = wanted.get(name)
            lacks = channel_access.missing_permissions(interaction, channel) if channel else []
            if lacks is None:
                return replies.no_channel(again)
            if lacks:
                return replies.missing_permissions_card(channel or 0, lacks, again)
        return _role_trouble(interaction, before, wanted)


def _role_trouble(interaction: discord.Interaction, before: Server, wanted: Mapping[str, Any]) -> Card | None:
    if any(wanted.get(name) and not _is_role(interaction, wanted[name]) for name in ROLES):
        return replies.no_role()
    names_another = wanted.get("moderator_role", before.moderator_role) != before.moderator_role
    if names_another and not interaction.permissions.manage_guild:
        return replies.not_yours_to_name()
    return None


def drop_deleted(interaction: discord.Interaction, wanted: Mapping[str, Any], feeds: Collection[int]) -> dict[str, Any]:
    """Leave out what is gone and so cannot be set again: feeds of nobody, channels and roles that were deleted."""
    gone = {name for name in (*CHANNELS, *ROLES) if wanted.get(name) and not _is_there(interaction, name, wanted[name])}
    listed = {"feeds": tuple(feed for feed in wanted["feeds"] if feed in feeds)} if "feeds" in wanted else {}
    return {name: value for name, value in {**wanted, **listed}.items() if name not in gone}


def _is_there(interaction: discord.Interaction, name: str, number: int) -> bool:
    guild = interaction.guild
    if guild is None:
        return False
    return (guild.get_role(number) if name in ROLES else guild.get_channel_or_thread(number)) is not None


def _is_role(interaction: discord.Interaction, number: int) -> bool:
    role = interaction.guild.get_role(number) if interaction.guild else None
    return role is not None and not role.is_default()
