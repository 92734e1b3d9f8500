"""A person as a card: who it is, what is known and from whom, the news, and who is in it beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

import discord

from cogs.kit import custom_ids
from cogs.kit.buttons import ActionButton, CardButton
from cogs.kit.markdown import day, listed, safe, told_date, written
from cogs.kit.replies import Card, card, drawn
from cogs.stories.story_card import Line, Names, reach
from news.model.people import Beside, DateClaim, LeapRule, Person
from news.people.facts.birthdays import age, next_birthday
from news.people.facts.claims import AGREED, DOUBTED, Settled
from news.people.facts.relations import Tie
from news.stories.stories import Brief
from news.stories.trending import counted
from news.text.days import last_day
from news.timeline.reported_deaths import REPORTED

_MOST_ALIASES, _MOST_NAMES, _MOST_BESIDE, _MOST_NAMESAKES = 3, 8, 4, 5
_TIES = {
    ("spouse", False): "Married to",
    ("engaged", False): "Engaged to",
    ("partner", False): "With",
    ("parent", False): "Parents",
    ("sibling", False): "Siblings",
    ("child", False): "Children",
    ("spouse", True): "Formerly married to",
    ("engaged", True): "Formerly engaged to",
    ("partner", True): "Formerly with",
}
_WIKIPEDIA = " (Wikipedia)"
_SOURCES = {"Limelight": "Limelight’s table"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people whom the same articles name, as a button's state."""

    person: int
    beside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of a person on a day."""

    person: Person
    today: date
    birth: Settled
    death: Settled
    ties: Sequence[Tie]
    picture: str  # a file's name at Wikimedia Commons, "" for none
    synced_at: int | None
    stories: Sequence[Brief]
    beside: Sequence[Beside]
    namesakes: Sequence[Person]


def described(person: Person) -> str:
    """Give a name with what tells namesakes apart: "Michael B. Jordan, actor, born 1987"."""
    is_known = person.birth_confidence not in DOUBTED
    parts = [person.name, *person.occupations[:1], f"born {person.birth[:4]}" if person.birth and is_known else ""]
    return ", ".join(filter(None, parts))


def profile(shown: Profile, name: Names, chart: tuple[discord.File, str] | None) -> Card:
    """Give the profile; `chart` is the picture of recent coverage with its alt text."""
    items: list[Any] = [head(shown.person, shown.picture), discord.ui.Separator(), discord.ui.TextDisplay(_life(shown))]
    if shown.ties:
        items += [discord.ui.Separator(visible=False), discord.ui.TextDisplay(_relations(shown))]
    items += [discord.ui.Separator(), *_news(shown, chart)]
    if shown.beside:
        items += [discord.ui.TextDisplay("**Often named with**"), _beside(shown, name)]
    items += [discord.ui.Separator(), *_actions(shown)]
    return card(items, [chart[0]] if chart else [])


def head(person: Person, picture: str) -> Any:
    """Give who somebody is, with the picture of this file name at Wikimedia Commons ("" for none)."""
    what = " · ".join(filter(None, (_trades(person), safe(person.country, 40))))
    aliases = [safe(alias, 60) for alias in person.aliases if alias.casefold() != person.name.casefold()]
    also = f"-# Also {', '.join(aliases[:_MOST_ALIASES])}" if aliases else ""
    text = "\n".join(filter(None, (f"## {safe(person.name, 100)}", what, also)))
    if not picture:
        return discord.ui.TextDisplay(text)
    credit = f"-# Picture: [Wikimedia Commons](<{commons_page(picture)}>)"
    return discord.ui.Section(discord.ui.TextDisplay(f"{text}\n{credit}"), accessory=face(person, picture))


def face(person: Person, picture: str) -> Any:
    """Give a picture at Wikimedia Commons with its alt text."""
    url = f"https://commons.wikimedia.org/wiki/Special:FilePath/{_file(picture)}?width=300"
    return discord.ui.Thumbnail(url, description=f"{person.name}, from Wikimedia Commons"[:1000])


def commons_page(picture: str) -> str:
    """Give the page of a picture at Wikimedia Commons.

    The licence is each file's own, so the picture stays where it is and its page, which tells it, is one click away.
    """
    return f"https://commons.wikimedia.org/wiki/File:{_file(picture)}"


def _file(picture: str) -> str:
    return quote(picture.replace(" ", "_"))


def _trades(person: Person) -> str:
    trades = [safe(trade, 40) for trade in person.occupations[:3]]
    if not trades:
        return ""
    text = f"{', '.join(trades[:-1])} and {trades[-1]}" if trades[1:] else trades[0]
    return text[0].upper() + text[1:]


def _life(shown: Profile) -> str:
    """Say when somebody was born, how old they are and when they turn older, or that they died; then on whose word."""
    birth, death = shown.birth, shown.death
    lines: list[str] = []
    is_told = birth.date and birth.confidence not in DOUBTED
    if death.date or "deceased" in shown.person.flags:
        lines.append(died(birth, death))
    elif is_told:
        years = age(birth.date, shown.today)
        head = f"**{years} years old** · born" if years is not None else "**Born**"
        lines.append(f"{head} {told_date(birth.date)}")
        lines += [] if death.held else countdown(birth.date, shown.today)  # nobody counts days for one who may be dead
    else:
        lines.append("**Birth date not known**" if not birth.told else "**Birth date not confirmed**")
    if birth.is_disputed:
        lines.append(f"Sources differ: {'; '.join(claimed(claim) for claim in birth.told)}")
    lines += [waiting(claim) for claim in (*birth.held, *death.held)]
    lines.append(basis(birth, shown.synced_at))
    return "\n".join(filter(None, lines))


def died(birth: Settled, death: Settled) -> str:
    """Say when somebody died, at what age, and when they were born."""
    is_told = birth.date and birth.confidence not in DOUBTED
    years = age(birth.date, last_day(death.date)) if is_told and len(death.date) == 10 else None
    aged = f", aged {years}" if years is not None else ""
    born = f" · born {told_date(birth.date)}" if is_told else ""
    died = f"Died {told_date(death.date)}" if death.date else "Has died; the day is not known"
    return f"**{died}**{aged}{born}"


def countdown(birth: str, today: date, leap: LeapRule = "1 March") -> list[str]:
    """Say how old somebody turns when, and in how many days; nothing where the day is not known."""
    coming = next_birthday(birth, today, leap)
    if coming is None:
        return []
    if coming == today:
        return ["**Birthday today**"]
    days = (coming - today).days
    turning = age(birth, coming)
    return [f"Turns {turning} on {written(coming)}, in {counted(days, 'day')}"]


def claimed(claim: DateClaim) -> str:
    """Give a date with its source."""
    return f"{told_date(claim.date)} ({safe(_SOURCES.get(claim.source, claim.source), 60)})"


def waiting(claim: DateClaim) -> str:
    """Say what a single source has begun to tell, and that it does not count yet."""
    if claim.source == REPORTED:
        told = f"Died {told_date(claim.date)}" if claim.date else "Has died"
        return f"-# {told}, as two outlets or an official say in the news. No reference has it yet."
    what = "born" if claim.kind == "birth" else "died"
    told = f"{what} {told_date(claim.date)}" if claim.date else what
    since = f" since {day(claim.first_seen)}" if claim.first_seen else ""
    source = safe(_SOURCES.get(claim.source, claim.source), 60)
    return f"-# Not confirmed: {source} says {told}{since}. It counts once a second source or seven days agree."


def basis(birth: Settled, synced_at: int | None) -> str:
    """Say on whose word the date of birth stands, and how old that word is."""
    if not birth.told or birth.is_disputed:
        return ""
    if birth.confidence in AGREED:
        how = "several sources agree"
    elif birth.confidence in DOUBTED:
        return "-# Only one unchecked source gives one, so none is shown."
    else:
        how = "one source"
    read = f", read {day(synced_at)}" if synced_at and "Wikidata" in sources(birth) else ""
    return f"-# Birth date: {how} ({safe(sources(birth), 100)}{read})"


def sources(settled: Settled) -> str:
    """Give on whose word a date stands: "Limelight’s table and Wikidata"; "" where none does."""
    return " and ".join(dict.fromkeys(_SOURCES.get(claim.source, claim.source) for claim in settled.told))


def _relations(shown: Profile) -> str:
    lines: list[str] = []
    for (kind, over), label in _TIES.items():
        found = [tie for tie in shown.ties if tie.kind == kind and tie.is_over == over]
        if found:
            lines.append(f"**{_number(label, len(found))}** {listed([_tie(tie) for tie in found], _MOST_NAMES)}")
    return "\n".join((*lines, _named_sources(shown)))


def _named_sources(shown: Profile) -> str:
    """Say whom the relations rest on: "From Wikipedia (Kim Kardashian, Kris Jenner) and Wikidata, read 1 June 2021"."""
    sources = list(dict.fromkeys(source for tie in shown.ties for source in tie.sources))
    pages = [safe(source.removesuffix(_WIKIPEDIA), 40) for source in sources if source.endswith(_WIKIPEDIA)]
    others = [safe(source, 40) for source in sources if not source.endswith(_WIKIPEDIA)]
    named = [f"Wikipedia ({listed(pages, 2)})"] if pages else []
    read = f", read {day(shown.synced_at)}" if shown.synced_at and "Wikidata" in sources else ""
    return f"-# From {' and '.join((*named, *others))}{read}"


def _number(label: str, number: int) -> str:
    singular = {"Parents": "Parent", "Siblings": "Sibling", "Children": "Child"}
    return singular.get(label, label) if number == 1 else label


def _tie(tie: Tie) -> str:
    years = ""
    if tie.is_over:
        years = f" ({tie.since[:4]}–{tie.until[:4]})" if tie.since else f" (until {tie.until[:4]})"
        years = f" ({tie.since[:4]})" if tie.since[:4] == tie.until[:4] else years
    elif tie.since:
        years = f" since {tie.since[:4]}"
    return f"{safe(tie.name, 60)}{years}"


def _news(shown: Profile, chart: tuple[discord.File, str] | None) -> list[Any]:
    if not shown.stories:
        return [discord.ui.TextDisplay("**In the news**\n-# No stories name them yet.")]
    items: list[Any] = [discord.ui.TextDisplay("**In the news**"), *drawn(chart)]
    for brief in shown.stories:
        text = f"{safe(brief.headline, 150)}\n-# {reach(Line(brief))}"
        read: Any = CardButton("open", "story", str(brief.id), label="Read")
        items.append(discord.ui.Section(discord.ui.TextDisplay(text), accessory=read))
    return items


def _beside(shown: Profile, name: Names) -> Any:
    """Give whom the same articles name as buttons that open those articles."""
    buttons: list[Any] = [
        CardButton(
            "open",
            "together",
            custom_ids.write(Pair(shown.person.id, beside.person)),
            label=f"{name(beside.person)[:60]} · {counted(beside.stories, 'story')}",
        )
        for beside in shown.beside[:_MOST_BESIDE]
    ]
    return discord.ui.ActionRow(*buttons)


def _actions(shown: Profile) -> list[Any]:
    number = str(shown.person.id)
    buttons: list[Any] = [
        ActionButton("follow", number, label="Follow"),
        CardButton("open", "timeline", number, label="Timeline"),
    ]
    if shown.stories:
        buttons.append(CardButton("open", "person", number, label="All stories"))
    rows: list[Any] = [discord.ui.ActionRow(*buttons)]
    if shown.namesakes:
        others: list[Any] = [
            CardButton("page", "celebrity", str(other.id), label=described(other)[:80])
            for other in shown.namesakes[:_MOST_NAMESAKES]
        ]
        rows += [discord.ui.TextDisplay("-# Somebody else of that name?"), discord.ui.ActionRow(*others)]
    return rows
