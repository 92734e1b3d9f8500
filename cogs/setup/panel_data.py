"""What the panel of /setup shows: gathered from settings, store and Discord each time that it is drawn."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

import discord

from cogs.kit import channel_access
from cogs.kit.app import App
from cogs.kit.replies import Card
from cogs.kit.save_settings import drop_deleted
from cogs.kit.settings_words import described_change
from news.model.feeds import Feed
from news.model.posts import NO_REASON
from news.model.servers import Change, Server
from news.settings.registry import CHANNELS, ROLES, Tab
from news.settings.settings import undo_values
from news.text.zones import zone_named

from . import panel_card
from .panel_card import ChannelTrouble
from .upcoming import missed_birthdays, next_posts
from .widgets import PanelFacts


async def draw_panel(
    app: App, interaction: discord.Interaction, tab: Tab, title: str = "", change: Change | None = None
) -> Card:
    """Return a tab of the panel; `title` and `change` say what was just done."""
    server = await app.storage.servers.get(interaction.guild_id or 0)
    feeds = await app.storage.feeds.all()
    last = await _last_change(app, interaction, server, [feed.id for feed in feeds if feed.id])
    names = {feed.id: feed.source.name for feed in feeds}
    look = panel_card.PanelLook(
        tab=tab,
        server=server,
        known=PanelFacts(
            draw=interaction.id % 36**6,
            ids=_living_ids(interaction, server),
            is_manager=interaction.permissions.manage_guild,
            languages=feed_languages(feeds),
            clock=f"{datetime.fromtimestamp(app.clock(), zone_named(server.zone)):%H:%M on %A}",
        ),
        coming=await next_posts(app, server),
        missed=await missed_birthdays(app, server),
        troubles=await _find_troubles(app, interaction, server),
        title=title,
        said=_change_lines(app, change, names),
        last=last,
        last_said=_change_lines(app, last, names),
    )
    return panel_card.panel_card(look)


def feed_languages(feeds: Iterable[Feed]) -> list[str]:
    """Return the languages of feeds, ISO 639-1."""
    codes = {feed.source.language.partition("-")[0] for feed in feeds}
    return sorted(code for code in codes if len(code) == 2)


async def _last_change(
    app: App, interaction: discord.Interaction, server: Server, feeds: Collection[int]
) -> Change | None:
    """Return the change that Undo takes back: the last one of which anything still holds, and can come back."""
    changes = await app.storage.changes.last(server.guild)
    open_ = (change for change in changes if not (change.undoes or change.is_undone))
    return next((change for change in open_ if drop_deleted(interaction, undo_values(change, server), feeds)), None)


def _change_lines(app: App, change: Change | None, feeds: Mapping[int, str]) -> list[str]:
    return described_change(change.before, change.after, app.name, feeds) if change else []


async def _find_troubles(app: App, interaction: discord.Interaction, server: Server) -> list[ChannelTrouble]:
    """Return the channels that take no posts now, and why."""
    shut = {
        destination.channel: destination.reason
        for destination in await app.storage.posts.destinations(server.guild)
        if destination.suspended_at is not None
    }
    named: dict[int, list[str]] = {}
    for name in CHANNELS:
        named.setdefault(getattr(server, name), []).append(name)
    found = [
        ChannelTrouble(
            channel, names, channel_access.missing_permissions(interaction, channel), shut.get(channel, NO_REASON)
        )
        for channel, names in named.items()
        if channel
    ]
    return [trouble for trouble in found if trouble.lacks != [] or trouble.refused.code]


def _living_ids(interaction: discord.Interaction, server: Server) -> frozenset[int]:
    """Return the channels and roles of the settings that are there: a select cannot show others."""
    guild = interaction.guild
    if guild is None:
        return frozenset()
    channels = {number for name in CHANNELS if guild.get_channel_or_thread(number := getattr(server, name))}
    return frozenset(channels | {number for name in ROLES if guild.get_role(number := getattr(server, name))})
