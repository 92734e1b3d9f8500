"""Settings in words: what each is called, how its value reads, and what a change changed."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from news.model.servers import Filter, FilterKind, FilterMode
from news.settings import kinds
from news.settings.registry import BY_FIELD, LISTS, Setting
from news.text.days import shown_time
from news.text.messages import joined

from .markdown import safe
from .person_text import Names

_MOST_NAMED = 8
_NOBODY = "somebody who is not named here"
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
    """Return what a change changed, a line a setting: "Zone: UTC → Europe/Berlin".

    `before` and `after` are as `news.model.servers.Change` has them, `name` gives a person's name ("" for one who is
    not to be named), `feeds` those of feeds.
    """
    changed = [field for field in after if before[field] != after[field]]
    return [_change_line(field, before[field], after[field], name, feeds or {}) for field in changed]


def _change_line(field: str, before: Any, after: Any, name: Names, feeds: Mapping[int, str]) -> str:
    setting = BY_FIELD[field]
    if field not in LISTS:
        return f"**{setting.label}**: {_value_in_words(setting, before)} → {_value_in_words(setting, after)}"

    def entry(value: Any) -> str:
        if field == "filters":
            said = filter_in_words(Filter(*value), name)  # "Never: stories about Adele"
            return f"{said[0].lower()}{said[1:]}".replace(": ", " ", 1)
        return _person_words(value, name) if field == "people" else _feed_words(value, feeds)

    added = [entry(value) for value in after if value not in before]
    removed = [entry(value) for value in before if value not in after]
    mark = ": " if field == "filters" else " "  # "added: never stories about ..."
    changed = (("added", added), ("removed", removed))
    parts = [f"{verb}{mark}{joined(names, most=_MOST_NAMED, word='')}" for verb, names in changed if names]
    return f"**{setting.label}**: {'; '.join(parts)}"


def _person_words(number: int, name: Names) -> str:
    return safe(name(number), 60) or _NOBODY


def _feed_words(number: int, feeds: Mapping[int, str]) -> str:
    return safe(feeds.get(number, ""), 60) or "a feed that is gone"


def filter_in_words(kept: Filter, name: Names) -> str:
    """Return what a filter does: "Never: stories about Adele"."""
    return filters_in_words([kept], name)


def filters_in_words(kept: Sequence[Filter], name: Names) -> str:
    """Return what filters of one kind and mode do together: "Only: stories about Adele or Sia"."""
    kind, mode = kept[0].kind, kept[0].mode
    return f"{FILTER_VERBS[mode]}: stories {filter_clause(kind, mode, [filter_value(one, name) for one in kept])}"


def filter_value(kept: Filter, name: Names) -> str:
    """Return what a filter is about, in words."""
    match kept.kind:
        case "person":
            return safe(name(int(kept.value)), 60) or _NOBODY
        case "word":
            return f"“{safe(kept.value, 60)}”"
        case "status":
            return _STATUSES[kept.value]
        case "topic" | "source":
            return safe(kept.value, 60)


def filter_clause(kind: FilterKind, mode: FilterMode, values: Sequence[str]) -> str:
    """Return which stories a filter is about: "with the topic music or film"."""
    named = joined(values, word="or")
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


def _value_in_words(setting: Setting, value: Any) -> str:
    """Return how the log words a value; of lists it words entries instead."""
    match setting.kind:
        case kinds.Role():
            return f"<@&{value}>" if value else "none"
        case kinds.Channel():
            return f"<#{value}>" if value else "none"
        case kinds.TimeOfDay():
            return shown_time(value)
        case kinds.Weekday():
            return str(kinds.WEEKDAYS[value])
        case kinds.Zone() | kinds.Language():
            return safe(value, 60) or "any"
        case kinds.Choice() | kinds.Topics() | kinds.People() | kinds.Filters():
            return str(setting.words(value))
    assert_never(setting.kind)


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
    """Return the English name of a language by its ISO 639-1 code; the code itself where it is none of these."""
    return _LANGUAGES.get(code, code)
