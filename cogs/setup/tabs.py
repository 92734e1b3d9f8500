"""What stands on the tabs of `/setup`: today's settings, and what changes them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import discord

from cogs.kit.buttons import action_button, route_select
from cogs.kit.channel_access import PLACES
from cogs.kit.markdown import listed, safe
from cogs.kit.person_text import counted_people
from cogs.kit.routes.custom_ids import write_state
from cogs.kit.routes.settings import (
    ASK_SETTING,
    BIRTHDAY_LIST,
    CHOOSE_SETTING,
    SET,
    BirthdayListState,
    ChangesState,
    ChoiceState,
    Tab,
    TypedSetting,
    TypedSettingState,
)
from cogs.kit.settings_words import language_name
from news.model.articles import TOPICS
from news.model.people import LEAPS
from news.model.servers import Server
from news.stories.trending import counted
from news.text.typed import shown_time

from .change_codec import ANY, BELATED, CURTAINS, MOST_OUTLETS, MOST_STORIES, WEEKDAYS, write

_TOPS = (10, 25, 50, 100, 200, 500)
_CURTAINED = {
    "curtain_death": "Deaths",
    "curtain_health": "Health and pregnancy",
    "curtain_minors": "People under 18",
    "curtain_accusations": "Accusations",
}
_SHOWN = {"shown": "shown", "curtain": "behind a curtain", "out": "left out"}
_FIRST_ID = 1_000  # of components that are given one; the others are counted from 1
Items = list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the tabs draw beside settings: ids that Discord still has, what a role's member may not, and the clock."""

    draw: int = 0  # see ChoiceState
    ids: frozenset[int] = frozenset()  # of channels and roles
    names_moderators: bool = True  # has Manage Server itself
    languages: Sequence[str] = ()  # of the feeds, ISO 639-1
    clock: str = ""  # what it shows in the server's zone


def _channels(server: Server, known: Known) -> Items:
    kinds = (
        ("birthdays", "Birthdays", _birthdays_told(server)),
        ("stories", "Stories", _stories_told(server)),
        ("digest", "Digest", _digest_told(server)),
        ("notices", "Notices", "For moderators: told when a channel refuses a post or a feed fails"),
    )
    items: Items = []
    for kind, title, told in kinds:
        setting = f"{kind}_channel"
        select: Any = discord.ui.ChannelSelect(
            channel_types=PLACES,
            placeholder="Off: choose a channel" if not getattr(server, setting) else "Choose another channel",
            default_values=_default(getattr(server, setting), known, discord.SelectDefaultValueType.channel),
        )
        items += [discord.ui.TextDisplay(f"**{title}**\n-# {told}"), _row(known, setting, select)]
    on = [(kind, title) for kind, title, _ in kinds if getattr(server, f"{kind}_channel")]
    stops = [_set(f"Stop {title.lower()}", "channels", {f"{kind}_channel": 0}) for kind, title in on]
    return [*items, *([discord.ui.ActionRow(*stops)] if stops else [])]


def _birthdays_told(server: Server) -> str:
    return f"Once a day at {shown_time(server.birthdays_at)} ({safe(server.zone, 60)}): {_whose(server)}"


def _whose(server: Server) -> str:
    return {
        "top": f"the {server.birthdays_top} people in the news most",
        "followed": "people whom members follow here",
        "list": "people on this server’s list",
    }[server.birthdays_who]


def _stories_told(server: Server) -> str:
    topics = listed([safe(topic, 40) for topic in server.stories_topics], 3) or "all topics"
    bar = counted(server.stories_threshold, "independent outlet")
    return f"As they break: reported by {bar}, {server.stories_budget} a day at most · {topics}"


def _digest_told(server: Server) -> str:
    days = "Every day" if server.digest_every == "day" else f"Every {WEEKDAYS[server.digest_weekday]}"
    return f"{days} at {shown_time(server.digest_at)} ({safe(server.zone, 60)}), as one message"


def _when(server: Server, known: Known) -> Items:
    clock = f"Press one to change it. In {safe(server.zone, 60)} it is {known.clock} now"
    digests = [("day", "Digest every day")]
    digests += [(str(number), f"Digest every {day}") for number, day in enumerate(WEEKDAYS)]
    late = [
        (str(hours), f"Up to {hours} hours late" if hours else "Never late: counted as missed") for hours in BELATED
    ]
    leaps = [(leap, "In leap years only" if leap == "leap years" else f"On {leap} in other years") for leap in LEAPS]
    return [
        discord.ui.TextDisplay(f"**Times**\n-# {clock}"),
        discord.ui.ActionRow(
            _ask("birthdays_at", f"Birthdays at {shown_time(server.birthdays_at)}"),
            _ask("digest_at", f"Digest at {shown_time(server.digest_at)}"),
            _ask("zone", f"Zone {server.zone}"[:80]),
        ),
        _select(known, "digest", digests, "day" if server.digest_every == "day" else str(server.digest_weekday)),
        discord.ui.TextDisplay("**Birthdays after a downtime**\n-# Until when a post that is late still goes out"),
        _select(known, "belated", late, str(server.belated)),
        discord.ui.TextDisplay("**Born on 29 February**\n-# When their birthday is"),
        _select(known, "leap", leaps, server.leap),
    ]


def _what(server: Server, known: Known) -> Items:
    tops = sorted({*_TOPS, server.birthdays_top})
    whose = [(f"top.{number}", f"The {number} people in the news most") for number in tops]
    whose += [("followed", "People whom members follow here"), ("list", "People on this server’s own list")]
    chosen = f"top.{server.birthdays_top}" if server.birthdays_who == "top" else server.birthdays_who
    is_all = not server.stories_topics
    topics: Any = discord.ui.Select(
        placeholder="All topics: choose some to have only those",
        options=_options([(topic, topic[0].upper() + topic[1:]) for topic in TOPICS], *server.stories_topics),
        max_values=len(TOPICS),
    )
    outlets = [(str(n), f"Once {n} independent outlets report it") for n in range(2, MOST_OUTLETS + 1)]
    budget = [(str(n), f"At most {counted(n, 'story')} a day") for n in range(1, MOST_STORIES + 1)]
    listed_ = counted_people(len(server.people))
    edit: Any = action_button(
        BIRTHDAY_LIST, BirthdayListState(0), label=f"This server’s own list: {listed_}", turns=True
    )
    return [
        discord.ui.TextDisplay("**Whose birthdays**"),
        _select(known, "birthdays", whose, chosen),
        discord.ui.ActionRow(edit),
        discord.ui.TextDisplay("**Which stories**\n-# About what, when, how many and in which language"),
        _row(known, "stories_topics", topics),
        *([] if is_all else [discord.ui.ActionRow(_set("All topics", "what", {"stories_topics": ()}))]),
        _select(known, "stories_threshold", outlets, str(server.stories_threshold)),
        _select(known, "stories_budget", budget, str(server.stories_budget)),
        _select(known, "language", _languages(server, known), server.language or ANY),
    ]  # fmt: skip


def _languages(server: Server, known: Known) -> list[tuple[str, str]]:
    codes = sorted({*known.languages, *filter(None, [server.language])}, key=language_name)[:24]
    return [(ANY, "Stories in any language"), *((code, f"Stories in {language_name(code)} only") for code in codes)]


def _rules(server: Server, known: Known) -> Items:
    curtains = [
        _select(known, name, [(kind, f"{title}: {_SHOWN[kind]}") for kind in CURTAINS], getattr(server, name))
        for name, title in _CURTAINED.items()
    ]
    role = discord.SelectDefaultValueType.role
    mention: Any = discord.ui.RoleSelect(
        placeholder="Nobody: choose a role", default_values=_default(server.mention_role, known, role)
    )
    moderators: Any = discord.ui.RoleSelect(
        placeholder="None: only Manage Server counts",
        default_values=_default(server.moderator_role, known, role),
        disabled=not known.names_moderators,
    )
    clear = _set("Take the right from this role", "rules", {"moderator_role": 0}, disabled=not known.names_moderators)
    publish = _set(
        "Stop publishing" if server.publish else "Publish in announcement channels",
        "rules",
        {"publish": not server.publish},
    )
    nobody = [_set("Mention nobody", "rules", {"mention_role": 0})] if server.mention_role else []
    published = "are" if server.publish else "are not"
    return [
        discord.ui.TextDisplay("**Curtains**\n-# How stories about these are shown"),
        *curtains,
        discord.ui.TextDisplay(
            "**Posts**\n-# Mention one role or nobody. In announcement channels they"
            f" {published} published to the servers that follow them"
        ),
        _row(known, "mention_role", mention),
        discord.ui.ActionRow(*nobody, publish),
        discord.ui.TextDisplay(
            "**Moderators**\n-# Members with Manage Server, and one role that they name. For it to see these"
            " commands, allow it in Server Settings › Integrations"
        ),
        _row(known, "moderator_role", moderators),
        *([discord.ui.ActionRow(clear)] if server.moderator_role else []),
    ]


TAB_ITEMS: Mapping[Tab, Callable[[Server, Known], Items]] = {
    "channels": _channels,
    "when": _when,
    "what": _what,
    "rules": _rules,
}


def _row(known: Known, setting: str, select: Any) -> Any:
    state = ChoiceState(known.draw, setting)
    select.id = _FIRST_ID + crc32(write_state(state).encode()) % 2**30
    return discord.ui.ActionRow(route_select(CHOOSE_SETTING, state, select))


def _select(known: Known, setting: str, options: Sequence[tuple[str, str]], chosen: str) -> Any:
    return _row(known, setting, discord.ui.Select(options=_options(options, chosen)))


def _options(options: Sequence[tuple[str, str]], *chosen: str) -> list[discord.SelectOption]:
    return [discord.SelectOption(label=label[:100], value=value, default=value in chosen) for value, label in options]


def _default(number: int, known: Known, kind: discord.SelectDefaultValueType) -> list[discord.SelectDefaultValue]:
    return [discord.SelectDefaultValue(id=number, type=kind)] if number in known.ids else []


def _set(label: str, tab: Tab, changes: Mapping[str, Any], *, disabled: bool = False) -> Any:
    return action_button(SET, ChangesState(write(tab, changes)), label=label, disabled=disabled, turns=True)


def _ask(setting: TypedSetting, label: str) -> Any:
    return action_button(ASK_SETTING, TypedSettingState(setting), label=label)
