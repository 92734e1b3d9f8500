"""Stories as cards: a list of stories, and one in full."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import discord

from cogs.kit.buttons import action_button, card_button
from cogs.kit.markdown import day_in_words, emphasise_terms, link, safe, unbroken_text, when
from cogs.kit.person_text import Names
from cogs.kit.replies import Card, card
from cogs.kit.routes.members import PERSON_STORIES, STORY, PersonState, StoryState
from cogs.kit.routes.posts import REPAIRS, RepairState
from cogs.kit.story_text import StoryLine, describe_reach, status_basis, story_thumbnail
from news.model.articles import Article
from news.model.stories import Story
from news.stories.origins import breaking_outlet, independent_outlets
from news.stories.status import Status, has_one_source, judge_status, status_label
from news.stories.stories import extract_text, find_quotes, lead_article, story_people, story_picture
from news.text.links import sendable_link
from news.text.messages import joined, message
from news.text.text import cut_text

ROOM = 3800  # of the 4,000 characters of text that a message holds
_MOST_SOURCES, _MOST_QUOTES, _MOST_QUOTED = 10, 5, 700  # a reader is no wall of text


def draw_story_list(title: str, about: str, lines: Sequence[StoryLine], name: Names, *rows: Any) -> Card:
    """Return a list of at most five stories; `about` says what was asked and how fresh it is."""
    items: list[Any] = [discord.ui.TextDisplay(f"## {title}\n-# {about}")]
    has_pictures = any(line.brief.picture for line in lines)
    for line in lines:
        items += [discord.ui.Separator(), *_draw_listed_story(line, name, has_pictures)]
    if any(rows):
        items.append(discord.ui.Separator(spacing=discord.SeparatorSpacing.large))
    return card([*items, *rows])


def _draw_listed_story(line: StoryLine, name: Names, has_pictures: bool) -> list[Any]:
    """Return a story with its Read button: beside the text, or below it if any story of the list has a picture."""
    brief = line.brief
    place = f"{line.place}. " if line.place else ""
    named = joined([safe(name(person), 40) for person in brief.people if name(person)], most=2, word="")
    topic = unbroken_text(brief.topic) if brief.topic != "other" else ""
    text = (
        f"### {place}{emphasise_terms(brief.headline, line.terms, '__', 150)}",
        " · ".join(filter(None, (named, topic))),
        f"{_bold_status(line)}{describe_reach(line)}",
        _small_print(status_basis(brief.status, brief.headline, 120)),
        line.passage,
        f"-# {line.why}" if line.why else "",
    )
    shown: Any = discord.ui.TextDisplay("\n".join(filter(None, text)))
    read: Any = card_button(STORY, StoryState(brief.id), label="Read")
    if not has_pictures:
        return [discord.ui.Section(shown, accessory=read)]
    if brief.picture:
        shown = discord.ui.Section(shown, accessory=story_thumbnail(brief.picture, brief.headline))
    return [shown, discord.ui.ActionRow(read)]


def _bold_status(line: StoryLine) -> str:
    """Return the status in bold; "" for "one source" if the reason below begins with that."""
    status = line.brief.status
    if line.rank and line.rank.has_one_source and has_one_source(status):
        return ""
    return f"**{status_label(status)}** · "


def draw_story(shown: Story, name: Names) -> Card:
    """Return the reader: what happened, who says so, how sure it is, and where to read on."""
    first = lead_article(shown)
    status = judge_status(shown.articles)
    head = f"## {safe(shown.headline, 200)}\n{_standing_of(shown, status)}\n-# {_write_byline(first)}"
    body = [*_extract_lines(first), *_list_quotes(shown), *_list_captions(first)]
    basis = _explain_status(status, shown)
    room = ROOM - len(head) - len(basis) - sum(len(text) for text in body)
    items: list[Any] = [
        _draw_head(shown, head),
        discord.ui.Separator(visible=False) if body and not story_picture(shown) else None,
        *(discord.ui.TextDisplay(text) for text in body),
        discord.ui.Separator(),
        *([discord.ui.TextDisplay(basis), discord.ui.Separator(visible=False)] if basis else []),
        discord.ui.TextDisplay(_list_sources(shown, room)),
        discord.ui.Separator(visible=False),
        _action_row(shown, first, name),
    ]
    return card(items)


def _small_print(text: str) -> str:
    return f"-# {text}" if text else ""


def _explain_status(status: Status, shown: Story) -> str:
    said = status_basis(status, shown.headline)
    if not said:
        return ""
    return message("**Why “{status}”?** {said}", status=status_label(status).lower(), said=said)


def _standing_of(shown: Story, status: Status) -> str:
    """Return how sure it is, on whose word, and what it is about: "**Denied** · 3 independent outlets · music"."""
    outlets = len(independent_outlets(shown.articles))
    if outlets > 1:
        count = message("{count} independent outlets", count=outlets)
    else:
        count = "" if has_one_source(status) else "one source"
    topic = unbroken_text(shown.topic) if shown.topic != "other" else ""
    return " · ".join(filter(None, (f"**{status_label(status)}**", count, topic)))


def _write_byline(article: Article) -> str:
    parts = [
        message("By {author}", author=safe(article.entry.byline, 60)) if article.entry.byline else "",
        safe(article.outlet, 60),
        safe(article.entry.section, 60),
        _article_time(article, "R"),
    ]
    return " · ".join(filter(None, parts))


def _article_time(article: Article, style: str) -> str:
    """Return an article's time to the precision that it has."""
    return day_in_words(article.published) if article.entry.dated_to == "day" else when(article.published, style)


def _draw_head(shown: Story, text: str) -> Any:
    found = story_picture(shown)
    if found is None:
        return discord.ui.TextDisplay(text)
    credit = message("\n-# Picture: {credit}", credit=safe(found.credit, 100)) if found.credit else ""
    return discord.ui.Section(discord.ui.TextDisplay(text + credit), accessory=story_thumbnail(found, shown.headline))


def _extract_lines(article: Article) -> list[str]:
    text = extract_text(article.entry)
    return [safe(text, 300)] if text else []


def _list_quotes(shown: Story) -> list[str]:
    """Return at most five sayings that the articles quote, with the outlet below those that it quotes."""
    said: dict[str, str] = {}
    for article in shown.articles:
        if len(said) == _MOST_QUOTES:  # looking through 200 reports takes 20 ms, on the event loop
            break
        for quote in find_quotes(article.entry.text or article.entry.summary):
            if len(said) < _MOST_QUOTES and sum(map(len, said)) + len(quote) <= _MOST_QUOTED:
                said.setdefault(quote, article.outlet)
    lines: list[str] = []
    for outlet, quoted in groupby(said, key=lambda quote: said[quote]):
        lines += [f"> “{safe(quote, 200)}”" for quote in quoted]
        if len(shown.articles) > 1:  # with a single article everybody sees whose quotes these are
            lines.append(f"> -# {safe(outlet, 40)}")
    return ["\n".join(lines)] if lines else []


def _list_captions(article: Article) -> list[str]:
    lines = [f"-# {safe(caption.text, 120)} — {safe(caption.credit, 60)}" for caption in article.entry.captions[:5]]
    return ["-# **Pictures in the article**\n" + "\n".join(lines)] if lines else []


def _list_sources(shown: Story, room: int) -> str:
    """Return every source with its time, newest last, as many as there is room for, and older headlines."""
    first = breaking_outlet(shown.articles)
    several = "**Sources** · {outlet} had it first"
    title = message(several if len(shown.articles) > 1 else "**Source**", outlet=safe(first, 60))
    lines = [_describe_source(article) for article in shown.articles]
    turns = [
        message(
            "-# “{headline}” — {outlet}, until {time}",
            headline=safe(old.title, 120),
            outlet=safe(old.outlet, 40),
            time=when(old.until, "f"),
        )
        for old in shown.retitled[-3:]
    ]
    if turns:
        turns[:0] = ["", "**Earlier headlines**"]  # without the empty line it would belong to the last source
    return "\n".join(_fit_lines([title, *lines], turns, room))


def _describe_source(article: Article) -> str:
    cited = "- {outlet}, citing {origin} · {time}"
    return message(
        cited if article.origin != article.outlet else "- {outlet} · {time}",
        outlet=link(article.outlet, article.entry.url),
        origin=safe(article.origin, 40),
        time=_article_time(article, "f"),
    )


def _fit_lines(lines: Sequence[str], tail: Iterable[str], room: int) -> list[str]:
    tail = list(tail)
    room -= sum(len(line) + 1 for line in tail) + 30
    shown: list[str] = []
    for line in lines[: _MOST_SOURCES + 1]:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    rest = len(lines) - len(shown)
    return [*shown, *([message("- and {rest} more", rest=rest)] if rest else []), *tail]


def _action_row(shown: Story, first: Article, name: Names) -> Any:
    """Return the way to the publisher, at most three people as buttons, and the way to repairs for moderators."""
    buttons: list[Any] = [
        card_button(PERSON_STORIES, PersonState(person), label=name(person)[:80])
        for person in story_people(shown)
        if name(person)
    ][:3]
    if url := sendable_link(first.entry.url, 512):
        buttons.insert(
            0, discord.ui.Button(label=cut_text(message("Open at {outlet}", outlet=first.outlet), 80), url=url)
        )
    buttons.append(action_button(REPAIRS, RepairState(shown.id), label="Repair"))
    return discord.ui.ActionRow(*buttons)
