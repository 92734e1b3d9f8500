"""Settings in words: what each is called, how its value reads, and what a change changed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from news.model.servers import Filter, FilterKind, FilterMode
from news.settings.settings import LISTS
from news.settings.settings_file import WEEKDAYS
from news.text.typed import shown_time

from .markdown import listed, safe
from .person_text import Names

_MOST_NAMED = 8
_NOBODY = "somebody who is not named here"
_WHO = {
    "followed": "people whom members follow here",
    "top": "the people in the news most",
    "list": "people on this server’s list",
}
_CURTAINS = {"shown": "shown", "curtain": "behind a curtain", "out": "left out"}
FILTER_VERBS = {"block": "Never", "only": "Only"}
_STATUSES = {
    "rumour": "rumours",
    "reported": "reported by several outlets",
    "confirmed": "confirmed",
    "denied": "denied",
    "corrected": "corrected",
}


def described_change(
    before: Mapping[str, Any], after: Mapping[str, Any], name: Names, feeds: Mapping[int, str] | None = None
) -> list[str]:
    """Say what a change changed, a line a setting: "Zone: UTC → Europe/Berlin".

    `before` and `after` are as `news.model.servers.Change` has them, `name` gives a person's name ("" for one who is
    not to be named), `feeds` those of feeds.
    """
    changed = [field for field in after if before[field] != after[field]]
    return [_line(field, before[field], after[field], name, feeds or {}) for field in changed]


def _line(field: str, before: Any, after: Any, name: Names, feeds: Mapping[int, str]) -> str:
    label, in_words = _WORDS[field]
    if field not in LISTS:
        return f"**{label}**: {in_words(before)} → {in_words(after)}"

    def entry(value: Any) -> str:
        if field == "filters":
            said = filter_in_words(Filter(*value), name)  # "Never: stories about Adele"
            return f"{said[0].lower()}{said[1:]}".replace(": ", " ", 1)
        return _person(value, name) if field == "people" else _feed(value, feeds)

    added = [entry(value) for value in after if value not in before]
    removed = [entry(value) for value in before if value not in after]
    mark = ": " if field == "filters" else " "  # "added: never stories about ..."
    changed = (("added", added), ("removed", removed))
    parts = [f"{verb}{mark}{listed(names, _MOST_NAMED)}" for verb, names in changed if names]
    return f"**{label}**: {'; '.join(parts)}"


def _person(number: int, name: Names) -> str:
    return safe(name(number), 60) or _NOBODY


def _feed(number: int, feeds: Mapping[int, str]) -> str:
    return safe(feeds.get(number, ""), 60) or "a feed that is gone"


def _channel(number: int) -> str:
    return f"<#{number}>" if number else "none"


def _role(number: int) -> str:
    return f"<@&{number}>" if number else "none"


def _late(hours: int) -> str:
    return f"up to {hours} hours late" if hours else "none"


def _leap(rule: str) -> str:
    return "in leap years only" if rule == "leap years" else f"on {rule}"


def _listed(_: Any) -> str:
    return ""


def _curtain(value: str) -> str:
    return _CURTAINS[value]


def filter_in_words(kept: Filter, name: Names) -> str:
    """Say what a filter does: "Never: stories about Adele"."""
    return filters_in_words([kept], name)


def filters_in_words(kept: Sequence[Filter], name: Names) -> str:
    """Say what filters of one kind and mode do together: "Only: stories about Adele or Sia"."""
    kind, mode = kept[0].kind, kept[0].mode
    return f"{FILTER_VERBS[mode]}: stories {filter_clause(kind, mode, [filter_value(one, name) for one in kept])}"


def filter_value(kept: Filter, name: Names) -> str:
    """Return what a filter is about, in words."""
    if kept.kind == "person":
        return safe(name(int(kept.value)), 60) or _NOBODY
    if kept.kind == "word":
        return f"“{safe(kept.value, 60)}”"
    return _STATUSES[kept.value] if kept.kind == "status" else safe(kept.value, 60)


def filter_clause(kind: FilterKind, mode: FilterMode, values: Sequence[str]) -> str:
    """Return which stories a filter is about: "with the topic music or film"."""
    named = " or ".join(filter(None, (", ".join(values[:-1]), values[-1])))
    match kind:
        case "person":
            return f"about {named}"
        case "topic":
            return f"with the topic {named}"
        case "source":
            alone = mode == "block"
            return f"that {'only ' if alone else ''}{named} {'report' if values[1:] else 'reports'}"
        case "word":
            return f"with {named} in the headline"
        case "status":
            return f"that are {named}"


# field of news.model.servers.Server -> what it is called, how its value reads (of a list's entries: see _line)
_WORDS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "zone": ("Time zone", lambda zone: safe(zone, 60)),
    "paused": ("Posting", lambda paused: "paused" if paused else "on"),
    "birthdays_channel": ("Birthday channel", _channel),
    "birthdays_at": ("Birthdays at", shown_time),
    "birthdays_who": ("Whose birthdays", _WHO.__getitem__),
    "birthdays_top": ("People in the news most", lambda most: f"the first {most}"),
    "belated": ("Late birthday posts", _late),
    "leap": ("Born on 29 February", _leap),
    "stories_channel": ("Story channel", _channel),
    "stories_threshold": ("Outlets that a story needs", str),
    "stories_topics": ("Topics", lambda topics: ", ".join(topics) or "all"),
    "stories_budget": ("Stories a day", lambda most: f"at most {most}"),
    "digest_channel": ("Digest channel", _channel),
    "digest_at": ("Digest at", shown_time),
    "digest_every": ("Digest", lambda rhythm: f"every {rhythm}"),
    "digest_weekday": ("Day of the weekly digest", WEEKDAYS.__getitem__),
    "notices_channel": ("Channel for notices", _channel),
    "mention_role": ("Role mentioned in posts", _role),
    "publish": ("In announcement channels", lambda publish: "published to followers" if publish else "not published"),
    "language": ("Language of stories", lambda language: safe(language, 10) or "any"),
    "moderator_role": ("Role that may set this", _role),
    "curtain_death": ("Stories about deaths", _curtain),
    "curtain_health": ("Stories about health and pregnancy", _curtain),
    "curtain_minors": ("Stories about people under 18", _curtain),
    "curtain_accusations": ("Stories about accusations", _curtain),
    "filters": ("Filters", _listed),
    "people": ("Own birthday list", _listed),
    "feeds": ("Feeds", _listed),
}
_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay",
    "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


def language_name(code: str) -> str:
    """Give the English name of a language by its ISO 639-1 code; the code itself where it is none of these."""
    return _LANGUAGES.get(code, code)
