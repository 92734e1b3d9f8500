"""The frame of `/setup`: its tabs, what was saved and can be undone, what keeps posts back, and what comes next."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord

from cogs.kit import channel_access
from cogs.kit.app import App
from cogs.kit.buttons import Style, action_button
from cogs.kit.channel_access import why_refused
from cogs.kit.markdown import safe, when
from cogs.kit.replies import Card, card
from cogs.kit.routes.posts import SHOW_TEST, TESTED_KINDS, ShowTestState
from cogs.kit.routes.settings import RECHECK, SET, SETUP, UNDO_SETUP, ChangesState, SetupState, UndoSetupState
from cogs.kit.save_settings import drop_deleted
from cogs.kit.settings_words import described_change
from cogs.setup import upcoming, widgets
from cogs.setup.change_codec import write_changes
from cogs.setup.upcoming import NextPosts, missed_birthdays, next_posts
from cogs.setup.widgets import PanelFacts
from news.model.feeds import Feed
from news.model.posts import NO_REASON, StoredReason
from news.model.servers import Change, Server
from news.settings.registry import CHANNELS, ROLES, TABS, Tab
from news.settings.settings_file import undo_values
from news.text.days import zone_named
from news.text.messages import joined, message

_LABELS: dict[Tab, str] = {
    "channels": "Channels",
    "birthdays": "Birthdays",
    "stories": "Stories",
    "safety": "Safety",
    "server": "Server",
}
_KINDS = {
    "birthdays_channel": "Birthdays",
    "stories_channel": "Stories",
    "digest_channel": "Digest",
    "notices_channel": "Notices",
}
_MOST_SAID = 4  # lines of what a change changed
_MOST_LACKING = 12


@dataclass(frozen=True, slots=True)
class ChannelTrouble:
    """A channel that takes no posts now: which settings name it, what the bot lacks there, what Discord said."""

    channel: int
    settings: Sequence[str]
    lacks: Sequence[str] | None  # None: there is none that the bot and the moderator see
    refused: StoredReason = NO_REASON


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLook:
    """All that the panel shows. `said` is what was just done; `last` is what Undo takes back, in words with it."""

    tab: Tab
    server: Server
    known: PanelFacts
    coming: NextPosts
    missed: int = 0
    troubles: Sequence[ChannelTrouble] = ()
    title: str = ""  # "Saved", "Undone"
    said: Sequence[str] = ()
    last: Change | None = None
    last_said: Sequence[str] = ()


def panel_card(look: PanelLook) -> Card:
    """Return a tab of the panel."""
    items = widgets.draw_tab(look.tab, look.server, look.known)
    return card(
        [
            _panel_head(look),
            _tab_row(look.tab),
            _trouble_section(look),
            discord.ui.Separator(),
            *items,
            *_next_posts_items(look),
        ]
    )


def _next_posts_items(look: PanelLook) -> list[Any]:
    """Return what will be posted next, and what can be tried; on the tab of channels only, where there is room."""
    if look.tab != "channels":
        return []
    told = upcoming.next_posts_text(look.server, look.coming, look.missed)
    return [discord.ui.Separator(), discord.ui.TextDisplay(told), _test_row(look)]


def _panel_head(look: PanelLook) -> Any:
    """Return what was done or set last, beside the button that takes it back."""
    lines = ["## Setup"]
    if look.said:
        lines += [f"{look.title} {line}" if not place else line for place, line in enumerate(_short_lines(look.said))]
    elif look.last:
        who = f"<@{look.last.user}> · " if look.last.user else ""
        lines += [f"-# Last change: {' · '.join(_short_lines(look.last_said))} · {who}{when(look.last.at)}"]
    else:
        lines.append("-# Each choice is saved at once. Only moderators see and change this.")
    if look.server.paused:
        lines.append("**Posting is paused:** nothing goes out until you resume it.")
    text: Any = discord.ui.TextDisplay("\n".join(lines))
    if not look.last:
        return text
    return discord.ui.Section(text, accessory=undo_button(look.last.id, look.tab))


def undo_button(change: int, tab: Tab) -> Any:
    """Return the button that takes a change back and opens a tab, in the place of the card that it stands on."""
    return action_button(UNDO_SETUP, UndoSetupState(change, tab), label="Undo", turns=True)


def _short_lines(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - _MOST_SAID
    return [*lines[:_MOST_SAID], *([f"and {rest} more"] if rest > 0 else [])]


def open_button(tab: Tab, label: str = "", *, is_open: bool = False) -> Any:
    """Return the button that opens the panel at a tab, in the place of the card that it stands on."""
    return action_button(
        SETUP,
        SetupState(tab),
        label=label or _LABELS[tab],
        style="primary" if is_open else "secondary",
        disabled=is_open,
        turns=True,
    )


def _tab_row(shown: Tab) -> Any:
    return discord.ui.ActionRow(*(open_button(tab, is_open=tab == shown) for tab in TABS))


def _trouble_section(look: PanelLook) -> Any:
    if not look.troubles:
        return None
    text = "\n".join(map(_trouble_text, look.troubles))
    recheck: Any = action_button(RECHECK, SetupState(look.tab), label="Recheck", style="primary", turns=True)
    return discord.ui.Section(discord.ui.TextDisplay(text), accessory=recheck)


def _trouble_text(trouble: ChannelTrouble) -> str:
    kinds = joined([_KINDS[name] for name in trouble.settings], most=4, word="")
    if trouble.lacks is None:
        why = "You or the bot cannot see that channel: it is gone, hidden, or an archived thread."
    elif trouble.lacks:
        lacks = joined([f"**{safe(name, 80)}**" for name in trouble.lacks], most=_MOST_LACKING, word="")
        why = message("The bot lacks {permissions}.", permissions=lacks)
    else:
        why = f"{why_refused(trouble.refused)} It is tried again when its permissions change; Recheck has it tried now."
    return f"**Not posted now:** {kinds} in <#{trouble.channel}>\n-# {why}"


def _test_row(look: PanelLook) -> Any:
    """Return what can be tried, and the way to stop all of it at once; nothing where nothing is posted."""
    server = look.server
    on = [kind for kind in TESTED_KINDS if getattr(server, f"{kind}_channel")]
    buttons: list[Any] = [action_button(SHOW_TEST, ShowTestState(kind), label=f"Test {kind}") for kind in on]
    if on or server.paused:
        label = "Resume posting" if server.paused else "Pause posting"
        style: Style = "primary" if server.paused else "secondary"
        state = ChangesState(write_changes(look.tab, {"paused": not server.paused}))
        buttons.append(action_button(SET, state, label=label, style=style, turns=True))
    return discord.ui.ActionRow(*buttons) if buttons else None


def with_way_back(refused: Card, tab: Tab, *more: Any) -> Card:
    """Return a card that says why nothing was saved with the way back to the panel, and buttons before it."""
    [frame] = refused.view.children
    assert isinstance(frame, discord.ui.Container)
    last = frame.children[-1]
    row = last if isinstance(last, discord.ui.ActionRow) else None
    if row is None:
        row = discord.ui.ActionRow()
        frame.add_item(row)
    for button in (*more, open_button(tab, "Back to the panel")):
        row.add_item(button)
    return refused


async def draw_panel(
    app: App, interaction: discord.Interaction, tab: Tab, title: str = "", change: Change | None = None
) -> Card:
    """Return a tab of the panel; `title` and `change` say what was just done."""
    server = await app.storage.servers.get(interaction.guild_id or 0)
    feeds = await app.storage.feeds.all()
    last = await _last_change(app, interaction, server, [feed.id for feed in feeds if feed.id])
    names = {feed.id: feed.source.name for feed in feeds}
    look = PanelLook(
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
    return panel_card(look)


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
