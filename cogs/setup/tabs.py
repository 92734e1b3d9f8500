"""What stands on the tabs of `/setup`: today's settings in the order of the registry, and what changes them."""

from collections.abc import Callable, Mapping
from operator import attrgetter

import discord

from cogs.kit.markdown import listed, safe
from news.model.servers import Server
from news.settings.kinds import WEEKDAYS, Channel, Role
from news.settings.registry import SETTINGS, Setting, Tab
from news.text.messages import plural
from news.text.typed import shown_time

from . import widgets
from .widgets import Items, PanelFacts


def draw_tab(tab: Tab, server: Server, known: PanelFacts) -> Items:
    """Return the components of a tab: each setting under its heading, then the buttons that stop posts."""
    # What only some may change stands below what all moderators may.
    settings = sorted((setting for setting in SETTINGS if setting.tab == tab), key=attrgetter("needs_manager"))
    items: Items = []
    for setting in settings:
        items += [*_heading_items(setting, server, known), *_draw_setting(setting, server, known)]
    is_on = (s for s in settings if isinstance(s.kind, Channel) and not isinstance(s.kind, Role))
    stops = [widgets.clear_button(s) for s in is_on if getattr(server, s.field)]
    return [*items, *([discord.ui.ActionRow(*stops)] if stops else [])]


def _draw_setting(setting: Setting, server: Server, known: PanelFacts) -> Items:
    joint = _JOINT.get(setting.field)
    return joint(server, known) if joint else widgets.draw_setting(setting, server, known)


def _heading_items(setting: Setting, server: Server, known: PanelFacts) -> Items:
    told = _TOLD[setting.field](server, known) if setting.field in _TOLD else setting.heading
    return [discord.ui.TextDisplay(told)] if told else []


def _birthdays_told(server: Server, _: PanelFacts) -> str:
    whose = {
        "top": f"the {server.birthdays_top} people in the news most",
        "followed": "people whom members follow here",
        "list": "people on this server’s list",
    }[server.birthdays_who]
    return f"**Birthdays**\n-# Once a day at {shown_time(server.birthdays_at)} ({safe(server.zone, 60)}): {whose}"


def _stories_told(server: Server, _: PanelFacts) -> str:
    topics = listed([safe(topic, 40) for topic in server.stories_topics], 3) or "all topics"
    return plural(
        "**Stories**\n-# As they break: reported by {count} independent outlet, {most} a day at most · {topics}",
        "**Stories**\n-# As they break: reported by {count} independent outlets, {most} a day at most · {topics}",
        server.stories_threshold,
        most=server.stories_budget,
        topics=topics,
    )


def _digest_told(server: Server, _: PanelFacts) -> str:
    days = "Every day" if server.digest_every == "day" else f"Every {WEEKDAYS[server.digest_weekday]}"
    return f"**Digest**\n-# {days} at {shown_time(server.digest_at)} ({safe(server.zone, 60)}), as one message"


def _clock_told(server: Server, known: PanelFacts) -> str:
    return f"**Times**\n-# Press one to change it. In {safe(server.zone, 60)} it is {known.clock} now"


def _posts_told(server: Server, _: PanelFacts) -> str:
    published = "are" if server.publish else "are not"
    return (
        "**Posts**\n-# Mention one role or nobody. In announcement channels they"
        f" {published} published to the servers that follow them"
    )


# Headings that tell how things stand, by the setting below them.
_TOLD: Mapping[str, Callable[[Server, PanelFacts], str]] = {
    "birthdays_channel": _birthdays_told,
    "stories_channel": _stories_told,
    "digest_channel": _digest_told,
    "birthdays_at": _clock_told,
    "zone": _clock_told,
    "mention_role": _posts_told,
}
# Settings of one select together.
_JOINT: Mapping[str, Callable[[Server, PanelFacts], Items]] = {
    "birthdays_who": widgets.draw_birthdays,
    "digest_every": widgets.draw_digest,
}
