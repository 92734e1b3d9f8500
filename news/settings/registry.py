"""The registry of server settings: one row a setting, which the panel, files, the log, `/why` and validation read.

A new setting is a row here with its field of `Server`, a column of the table `servers`, and its effect.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any, Literal, get_args

from news.model.people import LEAPS
from news.model.servers import Audience, Curtain, Rhythm
from news.settings.kinds import MOST_FILTERS
from news.text.messages import capitalized, message, plural

from . import kinds

Tab = Literal["channels", "birthdays", "stories", "safety", "server"]
TABS: tuple[Tab, ...] = get_args(Tab)
SECTIONS = ("server", "birthdays", "stories", "digest", "notices", "curtains", "")  # of a settings file; "": its top
BELATED = (0, 6, 24)  # hours
CURTAIN_WORDS: dict[Curtain, str] = {"shown": "shown", "curtain": "behind a curtain", "out": "left out"}
_AUDIENCES: dict[Audience, str] = {
    "followed": "people whom members follow here",
    "top": "the people in the news most",
    "list": "people on this server’s list",
}


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a server.

    `path` is its place in a settings file; `code` names it in custom_ids, for ever. `label` and `words` are how the log
    calls it and a value of it; `clause` is how `/why` does. `tab` is the tab of the panel that draws it. It is None if
    the setting is changed elsewhere or with another one. The tab shows it under `heading`, with `option` for each value
    to choose and `empty` if none is chosen. A button `clear` takes the value away; `question` stands over its form.
    """

    field: str  # of news.model.servers.Server
    kind: kinds.SettingKind
    _: KW_ONLY
    path: str
    label: str
    clause: str = ""
    code: str = ""
    tab: Tab | None = None
    heading: str = ""
    words: Callable[[Any], str] = str
    option: Callable[[Any], str] = str
    empty: str = ""
    clear: str = ""
    question: str = ""
    needs_manager: bool = False  # only members with Manage Server may change it

    @property
    def file_section(self) -> str:
        """Return the section of a settings file that holds it."""
        return self.path.rpartition(".")[0]

    @property
    def file_key(self) -> str:
        """Return its key in that section."""
        return self.path.rpartition(".")[2]


def _curtain_setting(field: str, code: str, subject: str, label: str, clause: str, heading: str = "") -> Setting:
    return Setting(
        f"curtain_{field}", kinds.Choice(get_args(Curtain)), path=f"curtains.{field}", code=code, tab="safety",
        label=label, clause=clause, words=CURTAIN_WORDS.__getitem__, heading=heading,
        option=lambda value: message("{subject}: {shown}", subject=subject, shown=CURTAIN_WORDS[value]),
    )  # fmt: skip


# In the order of the panel's tabs, and of each section of a settings file.
SETTINGS: tuple[Setting, ...] = (
    Setting(
        "zone", kinds.Zone(), path="server.zone", code="z", tab="server", label="Time zone", clause="the zone",
        option=lambda zone: message("Zone {zone}", zone=zone), question="Time zone of this server",
    ),
    Setting(
        "paused", kinds.Flag(), path="server.paused", code="r", label="Posting", clause="pausing",
        words=lambda is_paused: "paused" if is_paused else "on",
    ),
    Setting(
        "birthdays_channel", kinds.Channel(), path="birthdays.channel", code="a", tab="channels",
        label="Birthday channel", clause="the channel", empty="Off: choose a channel", clear="Stop birthdays",
    ),
    Setting(
        "birthdays_at", kinds.TimeOfDay(), path="birthdays.at", code="b", tab="birthdays", label="Birthdays at",
        clause="the time", option=lambda at: message("Birthdays at {time}", time=at),
        question="When are birthdays posted?",
    ),
    Setting(
        "birthdays_who", kinds.Choice(get_args(Audience)), path="birthdays.who", code="c", tab="birthdays",
        label="Whose birthdays", clause="whose birthdays", words=_AUDIENCES.__getitem__, heading="**Whose birthdays**",
    ),
    Setting(
        "birthdays_top", kinds.WholeNumber(range(1, 501)), path="birthdays.top", code="d",
        label="People in the news most", clause="how many people",
        words=lambda most: message("the first {most}", most=most),
    ),
    Setting(
        "belated", kinds.Choice(BELATED), path="birthdays.belated", code="e", tab="birthdays",
        label="Late birthday posts", clause="how late",
        heading="**Birthdays after a downtime**\n-# Until when a post that is late still goes out",
        words=lambda hours: message("up to {hours} hours late", hours=hours) if hours else "none",
        option=lambda hours: (
            message("Up to {hours} hours late", hours=hours) if hours else "Never late: counted as missed"
        ),
    ),
    Setting(
        "leap", kinds.Choice(LEAPS), path="birthdays.leap", code="f", tab="birthdays", label="Born on 29 February",
        clause="the rule for 29 February", heading="**Born on 29 February**\n-# When their birthday is",
        words=lambda day: "in leap years only" if day == "leap years" else message("on {day}", day=day),
        option=lambda day: "In leap years only" if day == "leap years" else message("On {day} in other years", day=day),
    ),
    Setting(
        "people", kinds.People(200), path="birthdays.people", label="Own birthday list", clause="the list of people",
    ),
    Setting(
        "stories_channel", kinds.Channel(), path="stories.channel", code="g", tab="channels", label="Story channel",
        clause="the channel", empty="Off: choose a channel", clear="Stop stories",
    ),
    Setting(
        "stories_threshold", kinds.WholeNumber(range(2, 21)), path="stories.threshold", code="h", tab="stories",
        label="Outlets that a story needs", clause="the threshold",
        heading="**Which stories**\n-# About what, when, how many and in which language",
        option=lambda outlets: message("Once {outlets} independent outlets report it", outlets=outlets),
    ),
    Setting(
        "stories_budget", kinds.WholeNumber(range(1, 21)), path="stories.budget", code="j", tab="stories",
        label="Stories a day", clause="the budget", words=lambda most: message("at most {most}", most=most),
        option=lambda most: plural("At most {count} story a day", "At most {count} stories a day", most),
    ),
    Setting(
        "stories_topics", kinds.Topics(), path="stories.topics", code="i", tab="stories", label="Topics",
        clause="the topics", words=lambda topics: ", ".join(topics) or "all",
        empty="All topics: choose some to have only those", clear="All topics", option=capitalized,
    ),
    Setting(
        "language", kinds.Language(), path="server.language", tab="stories", label="Language of stories",
        clause="the language",
    ),
    Setting(
        "digest_channel", kinds.Channel(), path="digest.channel", code="k", tab="channels", label="Digest channel",
        clause="the channel", empty="Off: choose a channel", clear="Stop digest",
    ),
    Setting(
        "digest_at", kinds.TimeOfDay(), path="digest.at", code="l", tab="stories", label="Digest at", clause="the time",
        heading="**Digest**\n-# The top stories of the day or week, as one message",
        option=lambda at: message("Digest at {time}", time=at), question="When is the digest posted?",
    ),
    Setting(
        "digest_every", kinds.Choice(get_args(Rhythm)), path="digest.every", code="m", tab="stories", label="Digest",
        clause="how often", words=lambda rhythm: message("every {rhythm}", rhythm=rhythm),
    ),
    Setting(
        "digest_weekday", kinds.Weekday(), path="digest.weekday", code="n", label="Day of the weekly digest",
        clause="the weekday",
    ),
    Setting(
        "notices_channel", kinds.Channel(), path="notices.channel", code="o", tab="server", label="Channel for notices",
        empty="Off: choose a channel", clear="Stop notices",
        heading="**Notices**\n-# For moderators: told when a channel refuses a post or a feed fails",
    ),
    _curtain_setting(
        "death", "t", "Deaths", "Stories about deaths", "the curtain for deaths",
        "**Curtains**\n-# How stories about these are shown",
    ),
    _curtain_setting(
        "health", "u", "Health and pregnancy", "Stories about health and pregnancy", "the curtain for health",
    ),
    _curtain_setting("minors", "v", "People under 18", "Stories about people under 18", "the curtain for minors"),
    _curtain_setting("accusations", "w", "Accusations", "Stories about accusations", "the curtain for accusations"),
    Setting(
        "mention_role", kinds.Role(), path="server.mention_role", code="p", tab="server",
        label="Role mentioned in posts", empty="Nobody: choose a role", clear="Mention nobody",
    ),
    Setting(
        "moderator_role", kinds.Role(), path="server.moderator_role", code="s", tab="server",
        label="Role that may set this", empty="None: only Manage Server counts", clear="Take the right from this role",
        needs_manager=True,
        heading="**Moderators**\n-# Members with Manage Server, and one role that they name. For it to see these"
        " commands, allow it in Server Settings › Integrations",
    ),
    Setting(
        "publish", kinds.Flag(), path="server.publish", code="q", tab="server", label="In announcement channels",
        words=lambda is_published: "published to followers" if is_published else "not published",
        option=lambda is_published: "Publish in announcement channels" if is_published else "Stop publishing",
    ),
    Setting("filters", kinds.Filters(MOST_FILTERS), path="filters", label="Filters", clause="the filters"),
    Setting("feeds", kinds.Feeds(25), path="feeds", label="Feeds"),
)  # fmt: skip
BY_FIELD = {setting.field: setting for setting in SETTINGS}
BY_CODE = {setting.code: setting for setting in SETTINGS if setting.code}
CHANNELS = tuple(s.field for s in SETTINGS if isinstance(s.kind, kinds.Channel) and not isinstance(s.kind, kinds.Role))
ROLES = tuple(s.field for s in SETTINGS if isinstance(s.kind, kinds.Role))
# Entries of each list at most.
MOST = {s.field: s.kind.most for s in SETTINGS if isinstance(s.kind, kinds.People | kinds.Filters)}
LISTS = frozenset(MOST)
