"""A story in words: what lists, profiles, posts and digests say of one."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import discord

from news.model.feeds import Picture
from news.stories.status import Status, has_one_source
from news.stories.stories import Brief
from news.stories.trending import Rank
from news.text.messages import message, plural
from news.text.text import cut_text

from .markdown import day_in_words, safe, when


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list, with its place, why it stands there, and the passage that matched."""

    brief: Brief
    place: int = 0
    why: str = ""
    rank: Rank | None = None  # of which `why` gives the arithmetic
    terms: Collection[str] = ()  # folded words that were looked for
    passage: str = ""


def story_thumbnail(picture: Picture, headline: str) -> Any:
    """Return a publisher's picture with its alt text."""
    # A thumbnail, not a gallery: a gallery whose picture Discord cannot fetch may stay empty (api-docs #8072).
    alt = picture.alt or message("Picture published with “{headline}”", headline=headline)
    return discord.ui.Thumbnail(picture.url, description=safe_alt(alt))


def describe_reach(line: StoryLine) -> str:
    """Return how many outlets report it since when, without what `why` says: "4 outlets · first 3 hours ago"."""
    brief = line.brief
    at = day_in_words(brief.first_at) if brief.to_the_day else when(brief.first_at)
    if len(brief.outlets) <= 1:
        return f"{safe(brief.broke or brief.names[0], 40)} · {at}"
    outlets = plural("{count} outlet", "{count} outlets", len(brief.outlets))
    if line.rank:
        outlets = "" if line.rank.outlets == len(brief.outlets) else message("{outlets} in all", outlets=outlets)
    first = message("first {at}" if outlets else "first report {at}", at=at)
    broken = message("broken by {outlet}", outlet=safe(brief.broke, 40)) if brief.broke else ""
    return " · ".join(filter(None, (outlets, first, broken)))


def safe_alt(text: str) -> str:
    """Return alt text within Discord's 1,024 characters; alt text knows no markup."""
    return cut_text(text, 1000)


def status_basis(status: Status, headline: str, most: int = 200) -> str:
    """Return the sentence that a status rests on, and whose it is; "" if that is the headline, which stands there."""
    if has_one_source(status) or headline.startswith(status.sentence.removesuffix("…")):
        return ""
    return message("“{said}” — {outlet}", said=safe(status.sentence, most), outlet=safe(status.outlet, 40))
