"""A moment of a timeline in plain words: "Married Kanye West in Florence", "Son Saint born", "Turned 44"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from news.events.kinds import KINDS, KindRow
from news.people.names import name_key
from news.timeline.merge import Moment

Name = Callable[[int], str]  # a person's id -> the name to show, "" for one who gets none

_MOST_NAMES = 3
_ASIDE = re.compile(r"(?:, (?=(?:in|at|on) )| \().*$")  # ", in Florence" or "(announced)" behind a couple's names
_TITLE_ONLY = re.compile(r"(?:album|film|memoir|book|single|song|series|EP|show) ‘")
_TITLE = re.compile("‘.+?’(?!\\w)")
_UNARTICLED = re.compile(r"(?:super bowl [IVXL]+\b|american idol|wimbledon|miss |the )", re.IGNORECASE)
_ONE_OF = re.compile(
    r"(?:oscar|academy award|grammy|emmy|tony|golden globe|bafta|brit award|vma|sag award|olympic gold)"
)
_FROM = re.compile(r"(?P<who>.+?), from (?P<whom>.+)")


def describe_moment(moment: Moment, person: int, name: Name) -> str:
    """Return what happened to a person, without date and sources; `name` gives "" for those who are not named.

    Partners whom the catalogue lacks are named as its table of events names them.
    """
    what = moment.what.strip()
    if moment.kind == "story":
        return what
    others = [other for id_ in moment.people if id_ != person and (other := name(id_))]
    sides = what if others or moment.people == (person,) else ""  # no name from the table for one who gets none
    row = KINDS[moment.kind]
    match row.phrasing:
        case "couple":
            words = _describe_couple(
                row, what, _list_names(others) or _other_partner(_couple_names(sides), name(person))
            )
        case "filing":
            words = _describe_filing(row, sides, name(person), others)
        case "birthday":
            words = f"Turned {what}" if what.isdigit() else row.label
        case "plain" | "move":
            words = _describe_plainly(row, what)
        case "expecting":
            words = _with_others(row.label, others)
        case "birth":
            words = _with_others(f"{_capitalise(what.removeprefix('a '))} born" if what else row.label, others)
        case "release":
            words = _with_others(_describe_release(row, what), others)
        case "award":
            words = _with_others(f"{row.label} {_name_award(what)}", others)
        case "nomination":
            words = _with_others(f"{row.label} {_name_award(what.replace(' nomination', '', 1))}", others)
        case never:
            assert_never(never)
    return words


def abbreviate_moment(moment: Moment, person: int, name: Name) -> str:
    """Say it in as few words as a picture has room for: "Married Kanye West", "Son born", "‘Lover’", "Grammy"."""
    if moment.kind == "story":
        return describe_moment(moment, person, name)
    row = KINDS[moment.kind]
    if row.group == "work" and moment.what:
        title = _TITLE.search(moment.what)
        return title[0] if title and row.phrasing == "release" else _capitalise(moment.what.split(", ‘")[0])
    short = replace(moment, what=_couple_names(moment.what)) if row.phrasing == "couple" else moment
    return describe_moment(short, person, name).split(", with ")[0]


def describe_standing(moment: Moment) -> str:
    """Return how sure it is: "Confirmed", "Reported by Variety", "Reported by 2 outlets", "Rumour", "Denied"."""
    if moment.kind == "story":
        return f"{moment.outlets} outlets"
    if moment.status != "reported":
        return {"fact": "Confirmed", "rumour": "Rumour", "denied": "Denied"}[moment.status]
    sources = list(dict.fromkeys(one.source for one in moment.reports if one.status == "fact"))
    return f"Reported by {sources[0] if len(sources) == 1 else f'{len(sources)} outlets'}"


def _describe_couple(row: KindRow, what: str, partner: str) -> str:
    aside = what[len(_couple_names(what)) :].removeprefix(",")  # the place of a wedding, or that it was announced
    if aside.startswith((" (in ", " (at ")):
        aside = f" {aside[2:].removesuffix(')')}"
    return f"{row.with_partner}{partner}{aside}" if partner else f"{row.label}{aside}"


def _couple_names(what: str) -> str:
    """Return the couple's names of a row of the table: what comes before place and remark."""
    aside = _ASIDE.search(what)
    return what[: aside.start()] if aside else what


def _other_partner(names: str, own: str) -> str:
    """Return whom "A and B" names beside oneself; "" where it does not name two."""
    both = names.split(" and ")
    if len(both) != 2:
        return ""
    mine = set(name_key(own).split())
    return min(both, key=lambda one: len(mine & set(name_key(one).split())))


def _describe_filing(row: KindRow, what: str, own: str, others: Sequence[str]) -> str:
    sides = _FROM.fullmatch(what)
    if sides is None:
        other = _list_names(others) or _other_partner(what, own)
        return f"Divorce from {other} filed" if other else row.label
    mine = set(name_key(own).split())
    is_own = len(mine & set(name_key(sides["who"]).split())) >= len(mine & set(name_key(sides["whom"]).split()))
    if is_own:
        return f"Filed for divorce from {_list_names(others) or sides['whom']}"
    return f"{_list_names(others) or sides['who']} filed for divorce"


def _describe_release(row: KindRow, what: str) -> str:
    if not what:
        return row.label
    if what.startswith("film ‘"):  # it is not the actor who releases it
        title, _, rest = what.partition("’ (")
        return f"Film {title.removeprefix('film ')}{'’' if rest else ''} came out" + (f" ({rest}" if rest else "")
    if _TITLE_ONLY.match(what):
        return f"Released the {what}"
    return f"Released ‘{what}’" if "‘" not in what else f"Released {what}"


def _name_award(what: str) -> str:
    if not what:
        return "an award"
    if _UNARTICLED.match(what):
        return what
    if _ONE_OF.match(what.lower()) and " for " not in what:
        single = what.removesuffix("s")
        return f"{'an' if single[:1].lower() in 'aeo' else 'a'} {single}"
    return f"the {what}"


def _describe_plainly(row: KindRow, what: str) -> str:
    words = row.label
    rest = what.removeprefix("died").removeprefix(",").strip()
    if not rest:
        return words
    if row.phrasing == "move" and not rest.startswith(("to ", "from ", "in ")):
        return f"{words} to {rest}"
    return (
        f"{words} {rest}"
        if rest.startswith(("in ", "at ", "to ", "from ", "for ", "with ", "on "))
        else f"{words}: {rest}"
    )


def _with_others(words: str, others: Sequence[str]) -> str:
    return f"{words}, with {_list_names(others)}" if others else words


def _list_names(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[: _MOST_NAMES - 1])} and {len(names) - _MOST_NAMES + 1} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _capitalise(words: str) -> str:
    return words[:1].upper() + words[1:]
