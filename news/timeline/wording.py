"""A moment of a timeline in plain words: "Married Kanye West in Florence", "Son Saint born", "Turned 44"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, assert_never

from news.events.kinds import KINDS, KindRow
from news.people.names import name_key
from news.text.messages import capitalized, joined, message, plural
from news.timeline.merge import Moment

Name = Callable[[int], str]  # a person's id -> the name to show, "" for one who gets none
Unit = Literal["year", "month", "day"]

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
            return _describe_couple(
                row, what, _list_names(others) or _other_partner(_couple_names(sides), name(person))
            )
        case "filing":
            return _describe_filing(row, sides, name(person), others)
        case "birthday":
            return message("Turned {age}", age=what) if what.isdigit() else row.label
        case "plain" | "move":
            return _describe_plainly(row, what)
        case "expecting":
            words = row.label
        case "birth":
            words = message("{child} born", child=capitalized(what.removeprefix("a "))) if what else row.label
        case "release":
            words = _describe_release(row, what)
        case "award":
            words = _describe_award(row, what)
        case "nomination":
            words = _describe_award(row, what.replace(" nomination", "", 1))
        case never:
            assert_never(never)
    return message("{event}, with {names}", event=words, names=_list_names(others)) if others else words


def abbreviate_moment(moment: Moment, person: int, name: Name) -> str:
    """Return it in as few words as a picture has room for: "Married Kanye West", "Son born", "‘Lover’", "Grammy"."""
    if moment.kind == "story":
        return describe_moment(moment, person, name)
    row = KINDS[moment.kind]
    if row.group == "work" and moment.what:
        title = _TITLE.search(moment.what)
        return title[0] if title and row.phrasing == "release" else capitalized(moment.what.split(", ‘")[0])
    short = replace(moment, what=_couple_names(moment.what)) if row.phrasing == "couple" else moment
    return describe_moment(short, person, name).split(", with ")[0]


def describe_standing(moment: Moment) -> str:
    """Return how sure it is: "Confirmed", "Reported by Variety", "Reported by 2 outlets", "Rumour", "Denied"."""
    if moment.kind == "story":
        return plural("{count} outlet", "{count} outlets", moment.outlets)
    if moment.status != "reported":
        return {"fact": "Confirmed", "rumour": "Rumour", "denied": "Denied"}[moment.status]
    sources = list(dict.fromkeys(one.source for one in moment.reports if one.status == "fact"))
    return plural("Reported by {source}", "Reported by {count} outlets", len(sources), source=sources[0])


def describe_quiet_time(count: int, unit: Unit) -> str:
    """Return how long nothing happened: "3 quiet years"."""
    match unit:
        case "year":
            return plural("{count} quiet year", "{count} quiet years", count)
        case "month":
            return plural("{count} quiet month", "{count} quiet months", count)
        case "day":
            return plural("{count} quiet day", "{count} quiet days", count)
        case never:
            assert_never(never)


def _describe_couple(row: KindRow, what: str, partner: str) -> str:
    event = message(row.with_name, name=partner) if partner else row.label
    remark = what[len(_couple_names(what)) :].removeprefix(",").strip()  # the wedding's place, or that it was announced
    if remark.startswith(("(in ", "(at ")):
        remark = remark[1:].removesuffix(")")
    return message("{event} {remark}", event=event, remark=remark) if remark else event


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
        return message("Divorce from {name} filed", name=other) if other else row.label
    mine = set(name_key(own).split())
    is_own = len(mine & set(name_key(sides["who"]).split())) >= len(mine & set(name_key(sides["whom"]).split()))
    if is_own:
        return message("Filed for divorce from {name}", name=_list_names(others) or sides["whom"])
    return message("{name} filed for divorce", name=_list_names(others) or sides["who"])


def _describe_release(row: KindRow, what: str) -> str:
    if not what:
        return row.label
    if what.startswith("film ‘"):  # it is not the actor who releases it
        title, _, remark = what.removeprefix("film ").partition("’ (")
        if remark:
            return message("Film {title}’ came out ({remark}", title=title, remark=remark)
        return message("Film {title} came out", title=title)
    if _TITLE_ONLY.match(what):
        return message("Released the {work}", work=what)
    return message("Released {work}" if "‘" in what else "Released ‘{work}’", work=what)


def _describe_award(row: KindRow, what: str) -> str:
    if not what:
        return row.label
    if _UNARTICLED.match(what):
        award = what
    elif _ONE_OF.match(what.lower()) and " for " not in what:
        single = what.removesuffix("s")
        award = message("an {award}" if single[:1].lower() in "aeo" else "a {award}", award=single)
    else:
        award = message("the {award}", award=what)
    return message(row.with_name, name=award)


def _describe_plainly(row: KindRow, what: str) -> str:
    rest = what.removeprefix("died").removeprefix(",").strip()
    if not rest:
        return row.label
    if row.phrasing == "move" and not rest.startswith(("to ", "from ", "in ")):
        return message("{event} to {place}", event=row.label, place=rest)
    is_phrase = rest.startswith(("in ", "at ", "to ", "from ", "for ", "with ", "on "))
    return message("{event} {rest}" if is_phrase else "{event}: {rest}", event=row.label, rest=rest)


def _list_names(names: Sequence[str]) -> str:
    return joined(names, most=_MOST_NAMES - 1) if len(names) > _MOST_NAMES else joined(names)
