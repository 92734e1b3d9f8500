"""A person in words: who somebody is, when they were born and died, and on whose word."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import discord

from news.model.people import DateClaim, LeapRule, Person
from news.people.facts.birthdays import age_on, next_birthday
from news.people.facts.claims import AGREED, DOUBTED, SettledDate
from news.text.days import last_day
from news.text.messages import capitalized, joined, message, plural
from news.timeline.reported_deaths import REPORTED

from .markdown import date_in_words, day_in_words, iso_date_in_words, safe

Names = Callable[[int], str]  # a person's name, "" for one who gets no card of their own
HOW_TO_FOLLOW = "`/follow` puts people on your list: type a name and choose from what appears."
_MOST_ALIASES = 3
_SOURCES = {"Limelight": "Limelight’s table"}
_UNCONFIRMED = {  # by what is claimed, and whether it is dated
    ("birth", True): "{source} says born {day}",
    ("birth", False): "{source} says born",
    ("death", True): "{source} says died {day}",
    ("death", False): "{source} says died",
}


def describe_person(person: Person) -> str:
    """Return a name with what tells namesakes apart: "Michael B. Jordan, actor, born 1987"."""
    is_known = person.birth_confidence not in DOUBTED
    born = [message("born {year}", year=person.birth[:4])] if person.birth and is_known else []
    return joined([person.name, *filter(None, person.occupations[:1]), *born], word="")


def person_head(person: Person, picture: str) -> Any:
    """Return who somebody is, with the picture of this file name at Wikimedia Commons ("" for none)."""
    trades = capitalized(joined([safe(trade, 40) for trade in person.occupations[:3]]))
    what = " · ".join(filter(None, (trades, safe(person.country, 40))))
    aliases = [safe(alias, 60) for alias in person.aliases if alias.casefold() != person.name.casefold()]
    also = message("-# Also {names}", names=joined(aliases[:_MOST_ALIASES], word="")) if aliases else ""
    text = "\n".join(filter(None, (f"## {safe(person.name, 100)}", what, also)))
    if not picture:
        return discord.ui.TextDisplay(text)
    credit = message("-# Picture: [Wikimedia Commons](<{page}>)", page=commons_page(picture))
    return discord.ui.Section(discord.ui.TextDisplay(f"{text}\n{credit}"), accessory=person_thumbnail(person, picture))


def person_thumbnail(person: Person, picture: str) -> Any:
    """Return a picture at Wikimedia Commons with its alt text."""
    url = f"https://commons.wikimedia.org/wiki/Special:FilePath/{_quote_file(picture)}?width=300"
    alt = message("{name}, from Wikimedia Commons", name=person.name)
    return discord.ui.Thumbnail(url, description=alt[:1000])


def commons_page(picture: str) -> str:
    """Return the page of a picture at Wikimedia Commons.

    The licence is each file's own, so the picture stays where it is and its page, which tells it, is one click away.
    """
    return f"https://commons.wikimedia.org/wiki/File:{_quote_file(picture)}"


def _quote_file(picture: str) -> str:
    return quote(picture.replace(" ", "_"))


def describe_death(birth: SettledDate, death: SettledDate) -> str:
    """Return when somebody died, at what age, and when they were born."""
    is_told = birth.date and birth.confidence not in DOUBTED
    years = age_on(birth.date, last_day(death.date)) if is_told and len(death.date) == 10 else None
    born = message("born {day}", day=iso_date_in_words(birth.date)) if is_told else ""
    day = iso_date_in_words(death.date)
    if not death.date:
        died = "**Has died; the day is not known**"
    elif years is None:
        died = message("**Died {day}**", day=day)
    else:
        died = message("**Died {day}**, aged {age}", day=day, age=years)
    return " · ".join(filter(None, (died, born)))


def birthday_countdown(birth: str, today: date, leap: LeapRule = "1 March") -> list[str]:
    """Return how old somebody turns when, and in how many days; [] if the day is not known."""
    coming = next_birthday(birth, today, leap)
    if coming is None:
        return []
    if coming == today:
        return ["**Birthday today**"]
    days = (coming - today).days
    turning = age_on(birth, coming)
    return [
        plural(
            "Turns {age} on {day}, in {count} day",
            "Turns {age} on {day}, in {count} days",
            days,
            age=str(turning),
            day=date_in_words(coming),
        )
    ]


def describe_claim(claim: DateClaim) -> str:
    """Return a date with its source."""
    return message("{date} ({source})", date=iso_date_in_words(claim.date), source=_name_source(claim))


def list_claims(claims: Sequence[DateClaim]) -> str:
    """Return the dates between which sources differ."""
    return message("Sources differ: {claims}", claims="; ".join(describe_claim(claim) for claim in claims))


def _name_source(claim: DateClaim) -> str:
    return safe(_SOURCES.get(claim.source, claim.source), 60)


def describe_unconfirmed(claim: DateClaim) -> str:
    """Return the words for a claim that does not count yet, because only one source or the news has it."""
    day = iso_date_in_words(claim.date)
    if claim.source == REPORTED:
        dated = "-# Died {day}, as two outlets or an official say in the news. No reference has it yet."
        undated = "-# Has died, as two outlets or an official say in the news. No reference has it yet."
        return message(dated if claim.date else undated, day=day)
    said = message(_UNCONFIRMED[claim.kind, bool(claim.date)], source=_name_source(claim), day=day)
    since = "-# Not confirmed: {said} since {since}. It counts once a second source or seven days agree."
    at_once = "-# Not confirmed: {said}. It counts once a second source or seven days agree."
    return message(since if claim.first_seen else at_once, said=said, since=day_in_words(claim.first_seen or 0))


def birth_basis(birth: SettledDate, synced_at: int | None) -> str:
    """Return the sources of the date of birth, and when Wikidata was read; "" for none, or if they differ."""
    if not birth.told or birth.is_disputed:
        return ""
    if birth.confidence in DOUBTED:
        return "-# Only one unchecked source gives one, so none is shown."
    sources = safe(source_names(birth), 100)
    if synced_at and "Wikidata" in source_names(birth):
        sources = message("{sources}, read {day}", sources=sources, day=day_in_words(synced_at))
    agreed, single = "-# Birth date: several sources agree ({sources})", "-# Birth date: one source ({sources})"
    return message(agreed if birth.confidence in AGREED else single, sources=sources)


def source_names(settled: SettledDate) -> str:
    """Return the sources of a date: "Limelight’s table and Wikidata"; "" for none."""
    return joined(list(dict.fromkeys(_SOURCES.get(claim.source, claim.source) for claim in settled.told)))


def count_people(number: int) -> str:
    """Return "1 person", "2 people"."""
    return plural("{count} person", "{count} people", number)


def trade_of(person: Person) -> str:
    """Return somebody's first occupation, or ""."""
    return capitalized(safe(person.occupations[0], 40)) if person.occupations else ""


def on_whose_word(birth: SettledDate) -> str:
    """Return the sources of a date: "Limelight’s table and Wikidata", or "several sources" if only one is on record."""
    named = source_names(birth)
    return "several sources" if birth.confidence in AGREED and len(birth.told) == 1 else named
