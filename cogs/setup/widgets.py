"""What stands on the tabs of `/setup`: each setting as the widget of its kind, in the order of the registry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, assert_never
from zlib import crc32

import discord

from cogs.kit.buttons import action_button, route_select
from cogs.kit.channel_access import PLACES
from cogs.kit.markdown import safe
from cogs.kit.person_text import count_people
from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.settings import (
    ASK_SETTING,
    BIRTHDAY_LIST,
    CHOOSE_SETTING,
    SET,
    BirthdayListState,
    ChangesState,
    ChoiceState,
    TypedSettingState,
)
from cogs.kit.settings_words import language_name
from cogs.setup.change_codec import ANY, write_changes
from news.model.articles import TOPICS
from news.model.servers import Server
from news.settings import kinds
from news.settings.kinds import WEEKDAYS, Channel, Role
from news.settings.registry import SETTINGS, Setting, Tab
from news.text.days import shown_time
from news.text.messages import joined, plural

_TOPS = (10, 25, 50, 100, 200, 500)
_FIRST_ID = 1_000  # of components that are given one; the others are counted from 1
Items = list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelFacts:
    """What the tabs draw beside settings: ids that Discord still has, what a role's member may not, and the clock."""

    draw: int = 0  # see ChoiceState
    ids: frozenset[int] = frozenset()  # of channels and roles
    is_manager: bool = True  # has Manage Server itself
    languages: Sequence[str] = ()  # of the feeds, ISO 639-1
    clock: str = ""  # what it shows in the server's zone


def draw_setting(setting: Setting, server: Server, known: PanelFacts) -> Items:  # noqa: PLR0911 - one return a kind
    """Return the components that show and change a setting."""
    value, kind = getattr(server, setting.field), setting.kind
    is_barred = setting.needs_manager and not known.is_manager
    match kind:
        case kinds.Role():
            select: Any = discord.ui.RoleSelect(
                placeholder=setting.empty,
                default_values=_default_values(value, known, discord.SelectDefaultValueType.role),
                disabled=is_barred,
            )
            clear = [discord.ui.ActionRow(clear_button(setting, is_barred=is_barred))] if value else []
            return [_select_row(known, setting.field, select), *clear]
        case kinds.Channel():
            select = discord.ui.ChannelSelect(
                channel_types=PLACES,
                placeholder="Choose another channel" if value else setting.empty,
                default_values=_default_values(value, known, discord.SelectDefaultValueType.channel),
            )
            return [_select_row(known, setting.field, select)]
        case kinds.TimeOfDay():
            return [_ask_row(setting, setting.option(shown_time(value)))]
        case kinds.Zone():
            return [_ask_row(setting, setting.option(value))]
        case kinds.Flag():
            return [discord.ui.ActionRow(_set_button(setting, setting.option(not value), not value))]
        case kinds.Choice(values):
            options = [(str(one), setting.option(one)) for one in values]
            return [_string_select(known, setting.field, options, str(value))]
        case kinds.Language():
            return [_string_select(known, setting.field, _language_options(value, known), value or ANY)]
        case kinds.Topics():
            select = discord.ui.Select(
                placeholder=setting.empty,
                options=_select_options([(topic, setting.option(topic)) for topic in TOPICS], *value),
                max_values=len(TOPICS),
            )
            clear = [discord.ui.ActionRow(clear_button(setting))] if value else []
            return [_select_row(known, setting.field, select), *clear]
        case kinds.People() | kinds.Filters():
            raise ValueError(f"{setting.field} is a list: it is changed on a page of its own")
    assert_never(kind)


def clear_button(setting: Setting, *, is_barred: bool = False) -> Any:
    """Return the button that takes a setting's value away."""
    return _set_button(setting, setting.clear, () if isinstance(setting.kind, kinds.Topics) else 0, is_barred=is_barred)


def draw_birthdays(server: Server, known: PanelFacts) -> Items:
    """Return the select for whose birthdays and how many people, and the way to the server's own list."""
    tops = sorted({*_TOPS, server.birthdays_top})
    whose = [(f"top.{number}", f"The {number} people in the news most") for number in tops]
    whose += [("followed", "People whom members follow here"), ("list", "People on this server’s own list")]
    chosen = f"top.{server.birthdays_top}" if server.birthdays_who == "top" else server.birthdays_who
    label = f"This server’s own list: {count_people(len(server.people))}"
    edit: Any = action_button(BIRTHDAY_LIST, BirthdayListState(0), label=label, turns=True)
    return [_string_select(known, "birthdays", whose, chosen), discord.ui.ActionRow(edit)]


def draw_digest(server: Server, known: PanelFacts) -> Items:
    """Return the select for how often the digest comes, and on which day."""
    days = [("day", "Digest every day")]
    days += [(str(number), f"Digest every {day}") for number, day in enumerate(kinds.WEEKDAYS)]
    chosen = "day" if server.digest_every == "day" else str(server.digest_weekday)
    return [_string_select(known, "digest", days, chosen)]


def _language_options(language: str, known: PanelFacts) -> list[tuple[str, str]]:
    codes = sorted({*known.languages, *filter(None, [language])}, key=language_name)[:24]
    return [(ANY, "Stories in any language"), *((code, f"Stories in {language_name(code)} only") for code in codes)]


def _select_row(known: PanelFacts, select_name: str, select: Any) -> Any:
    state = ChoiceState(known.draw, select_name)
    select.id = _FIRST_ID + crc32(write_state(state).encode()) % 2**30
    return discord.ui.ActionRow(route_select(CHOOSE_SETTING, state, select))


def _string_select(known: PanelFacts, select_name: str, options: Sequence[tuple[str, str]], chosen: str) -> Any:
    return _select_row(known, select_name, discord.ui.Select(options=_select_options(options, chosen)))


def _select_options(options: Sequence[tuple[str, str]], *chosen: str) -> list[discord.SelectOption]:
    return [discord.SelectOption(label=label[:100], value=value, default=value in chosen) for value, label in options]


def _default_values(
    number: int, known: PanelFacts, kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=number, type=kind)] if number in known.ids else []


def _ask_row(setting: Setting, label: str) -> Any:
    return discord.ui.ActionRow(action_button(ASK_SETTING, TypedSettingState(setting.field), label=label[:80]))


def _set_button(setting: Setting, label: str, value: Any, *, is_barred: bool = False) -> Any:
    assert setting.tab is not None
    state = ChangesState(write_changes(setting.tab, {setting.field: value}))
    return action_button(SET, state, label=label, disabled=is_barred, turns=True)


def draw_tab(tab: Tab, server: Server, known: PanelFacts) -> Items:
    """Return the components of a tab: each setting under its heading, then the buttons that stop posts."""
    # What only some may change stands below what all moderators may.
    settings = sorted((setting for setting in SETTINGS if setting.tab == tab), key=attrgetter("needs_manager"))
    items: Items = []
    for setting in settings:
        items += [*_heading_items(setting, server, known), *_draw_setting(setting, server, known)]
    is_on = (s for s in settings if isinstance(s.kind, Channel) and not isinstance(s.kind, Role))
    stops = [clear_button(s) for s in is_on if getattr(server, s.field)]
    return [*items, *([discord.ui.ActionRow(*stops)] if stops else [])]


def _draw_setting(setting: Setting, server: Server, known: PanelFacts) -> Items:
    joint = _JOINT.get(setting.field)
    return joint(server, known) if joint else draw_setting(setting, server, known)


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
    topics = joined([safe(topic, 40) for topic in server.stories_topics], most=3, word="") or "all topics"
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
    "birthdays_who": draw_birthdays,
    "digest_every": draw_digest,
}
