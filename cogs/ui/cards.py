"""Stories as cards: one function a thing, dataclass in, Components V2 card out."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import discord

from news.model import Article, Story
from news.origins import broke, independent_outlets
from news.quotes import extract, quotes
from news.status import Status, judge, label
from news.stories import Brief, lead, people, picture
from news.text import cut
from news.trending import counted

from .buttons import CardButton
from .markup import day, emphasised, link, listed, safe, when
from .replies import Card, card

ROOM = 3800  # of the 4,000 characters of text that a message holds
_MOST_SOURCES = 10
Names = Callable[[int], str]  # a person's name, "" for one who gets no card of their own


@dataclass(frozen=True, slots=True)
class Line:
    """A story in a list, with its place, why it stands there, and the passage that matched."""

    brief: Brief
    place: int = 0
    why: str = ""
    terms: Collection[str] = ()  # folded words that were looked for
    passage: str = ""


def stories(title: str, about: str, lines: Sequence[Line], name: Names, *rows: Any) -> Card:
    """Give a list of at most five stories; `about` says what was asked and how fresh it is."""
    items: list[Any] = [discord.ui.TextDisplay(f"## {title}\n-# {about}")]
    for line in lines:
        items += [discord.ui.Separator(), *_listed_story(line, name)]
    if any(rows):
        items.append(discord.ui.Separator(spacing=discord.SeparatorSpacing.large))
    return card([*items, *rows])


def _listed_story(line: Line, name: Names) -> list[Any]:
    brief = line.brief
    place = f"{line.place}. " if line.place else ""
    named = listed([safe(name(person), 40) for person in brief.people if name(person)], 2)
    topic = brief.topic if brief.topic != "other" else ""
    text = (
        f"### {place}{emphasised(brief.headline, line.terms, '__', 150)}",
        " · ".join(filter(None, (named, topic))),
        f"{_standing(line)}{_reach(brief)}",
        line.passage,
        f"-# {line.why}" if line.why else "",
    )
    shown: Any = discord.ui.TextDisplay("\n".join(filter(None, text)))
    read: Any = CardButton("open", "story", str(brief.id), label="Read")
    if brief.picture is None:
        return [discord.ui.Section(shown, accessory=read)]
    alt = brief.picture.alt or f"Picture with: {brief.headline}"
    thumbnail: Any = discord.ui.Thumbnail(brief.picture.url, description=safe_alt(alt))
    return [discord.ui.Section(shown, accessory=thumbnail), discord.ui.ActionRow(read)]


def _standing(line: Line) -> str:
    """Give the status in bold, but where the reason below says the same."""
    status = label(line.brief.status)
    return "" if line.why.startswith(status.lower()) else f"**{status}** · "


def _reach(brief: Brief) -> str:
    """Say how many report it since when: "4 outlets · first TMZ, 3 hours ago", "The Daily Marquee, 8 June 2021"."""
    at = day(brief.first_at) if brief.to_the_day else when(brief.first_at)
    if len(brief.outlets) <= 1:
        return f"{safe(brief.broke or brief.names[0], 40)}, {at}"
    first = f"first {safe(brief.broke, 40)}, {at}" if brief.broke else f"first {at}"
    return f"{counted(len(brief.outlets), 'outlet')} · {first}"


def safe_alt(text: str) -> str:
    """Give alt text within Discord's 1,024 characters; alt text knows no markup."""
    return cut(text, 1000)


def story(shown: Story, name: Names) -> Card:
    """Give the reader: what happened, who says so, how sure it is, and where to read on."""
    first = lead(shown)
    head = f"-# {_kicker(shown)}\n## {safe(shown.headline, 200)}\n{_byline(first)}"
    body = [*_extract(first), *_quotes(shown), *_captions(first)]
    status = judge(shown.articles)
    standing = f"**{label(status)}** · {_basis(status, shown)}"
    room = ROOM - len(head) - len(standing) - sum(len(text) for text in body)
    items: list[Any] = [
        _head(shown, head),
        None if picture(shown) else discord.ui.Separator(visible=False),
        *(discord.ui.TextDisplay(text) for text in body),
        discord.ui.Separator(),
        discord.ui.TextDisplay(standing),
        discord.ui.Separator(visible=False),
        discord.ui.TextDisplay(_sources(shown, room)),
        discord.ui.Separator(visible=False),
        _actions(shown, first, name),
    ]
    return card(items)


def _basis(status: Status, shown: Story) -> str:
    """Say what a status rests on."""
    if label(status) == "One source":
        return "no other outlet reports it so far"
    if status.sentence == shown.headline:
        return "as the headline says"
    return f"“{safe(status.sentence, 200)}” — {safe(status.outlet, 40)}"


def _kicker(shown: Story) -> str:
    outlets = len(independent_outlets(shown.articles))
    count = counted(outlets, "independent outlet") if outlets > 1 else "one source"
    return " · ".join((shown.topic.capitalize() if shown.topic != "film & TV" else "Film & TV", count))


def _byline(article: Article) -> str:
    parts = [
        f"By {safe(article.entry.byline, 60)}" if article.entry.byline else "",
        safe(article.outlet, 60),
        safe(article.entry.section, 60),
        _time(article),
    ]
    return " · ".join(filter(None, parts))


def _time(article: Article) -> str:
    """Give an article's time to the precision that it has."""
    return day(article.published) if article.entry.dated_to == "day" else when(article.published, "f")


def _head(shown: Story, text: str) -> Any:
    found = picture(shown)
    if found is None:
        return discord.ui.TextDisplay(text)
    # A thumbnail, not a gallery: a gallery whose picture Discord cannot fetch may stay empty (api-docs #8072).
    alt = found.alt or f"Picture with: {shown.headline}"
    credit = f"\n-# Picture: {safe(found.credit, 100)}" if found.credit else ""
    return discord.ui.Section(
        discord.ui.TextDisplay(text + credit),
        accessory=discord.ui.Thumbnail(found.url, description=safe_alt(alt)),
    )


def _extract(article: Article) -> list[str]:
    text = extract(article.entry)
    return [safe(text, 300)] if text else []


def _quotes(shown: Story) -> list[str]:
    """Give at most five sayings that the articles quote, each with its outlet."""
    said: dict[str, str] = {}
    for article in shown.articles:
        for quote in quotes(f"{article.entry.text or article.entry.summary}"):
            said.setdefault(quote, article.outlet)
    alone = len(shown.articles) == 1  # then everybody sees whose quotes these are
    lines = [
        f"> “{safe(quote, 200)}”" + ("" if alone else f" — {safe(outlet, 40)}")
        for quote, outlet in list(said.items())[:5]
    ]
    return ["\n".join(lines)] if lines else []


def _captions(article: Article) -> list[str]:
    lines = [f"-# {safe(caption.text, 120)} — {safe(caption.credit, 60)}" for caption in article.entry.captions[:5]]
    return ["**Pictures in the article**\n" + "\n".join(lines)] if lines else []


def _sources(shown: Story, room: int) -> str:
    """Give every source with its time, newest last, as many as there is room for, and older headlines."""
    first = broke(shown.articles)
    title = "**Sources**" + (f" · {safe(first, 60)} had it first" if len(shown.articles) > 1 else "")
    lines = [_source(article) for article in shown.articles]
    turns = [
        f"-# {safe(old.outlet, 40)} until {when(old.until, 'f')}: {safe(old.title, 120)}" for old in shown.retitled[-3:]
    ]
    if turns:
        turns.insert(0, "**Earlier headlines**")
    return "\n".join(_fitting([title, *lines], turns, room))


def _source(article: Article) -> str:
    credit = f" (after {safe(article.origin, 40)})" if article.origin != article.outlet else ""
    return f"- {link(article.outlet, article.entry.url)}{credit} · {_time(article)}"


def _fitting(lines: Sequence[str], tail: Iterable[str], room: int) -> list[str]:
    tail = list(tail)
    room -= sum(len(line) + 1 for line in tail) + 30
    shown: list[str] = []
    for line in lines[: _MOST_SOURCES + 1]:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    rest = len(lines) - len(shown)
    return [*shown, *([f"- and {rest} more"] if rest else []), *tail]


def _actions(shown: Story, first: Article, name: Names) -> Any:
    """Give at most three people as buttons, and the way to the publisher."""
    buttons: list[Any] = [
        CardButton("open", "person", str(person), label=name(person)[:80]) for person in people(shown) if name(person)
    ][:3]
    if first.entry.url and len(first.entry.url) <= 512:
        buttons.append(discord.ui.Button(label=cut(f"Open at {first.outlet}", 80), url=first.entry.url))
    return discord.ui.ActionRow(*buttons) if buttons else None
