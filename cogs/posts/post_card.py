"""What is posted unasked, as cards: a story that is edited while it grows, and a digest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import discord

from cogs.kit.buttons import card_button, why_this
from cogs.kit.markdown import date_in_words, safe, unbroken_text, when
from cogs.kit.person_text import Names
from cogs.kit.replies import GOLD, Card, card, fit_view, notice
from cogs.kit.routes.members import STORY, StoryState
from cogs.kit.story_text import StoryLine, describe_reach, status_basis, story_thumbnail
from news.model.feeds import Picture
from news.model.posts import Post, StoredReason
from news.model.servers import Server
from news.model.stories import ReplacedHeadline
from news.servers.judged_story import ABOUT
from news.servers.story_rules import MOST_IN_DIGEST, Digest, StoryPost
from news.servers.wording import say_reason
from news.stories.origins import independent_outlets
from news.stories.status import status_label
from news.stories.stories import Brief, lead_article, make_brief
from news.text.days import shown_time
from news.text.messages import joined, message, plural
from news.text.subjects import Subject

_MOST_NEW, _MOST_OLD, _MOST_PEOPLE = 3, 2, 3
_ROW = 5  # buttons


def story_post(shown: StoryPost, name: Names) -> Card:
    """Return a story as a post: what happened, to whom, how sure it is; drawn anew, what has come since it was posted.

    Behind a curtain nothing of it shows until it is opened: a line in front says in neutral words what it is about.
    """
    told = make_brief(shown.story)
    said = status_basis(told.status, told.headline)
    credit = told.picture.credit if told.picture else ""
    lines = (
        f"## {safe(told.headline, 200)}",
        _people_and_topic(told, name, _MOST_PEOPLE),
        f"**{status_label(told.status)}** · {describe_reach(StoryLine(told))}",
        f"-# {said}" if said else "",
        *_news_since(shown),
        message("-# Picture: {credit}", credit=safe(credit, 100)) if credit else "",
    )
    # Inside the card: Components V2 takes no text beside it. It stays in edits, which ping nobody.
    role: Any = discord.ui.TextDisplay(f"-# <@&{shown.role}>") if shown.role else None
    read: Any = card_button(STORY, StoryState(told.id), label="Read")
    text = _with_picture("\n".join(filter(None, lines)), told.picture, told.headline)
    row: Any = discord.ui.ActionRow(read, why_this(shown.post))
    drawn = _curtained_post(shown.curtain, role, text, row) if shown.curtain else card([role, text, row])
    return replace(drawn, role=shown.role)


def _curtained_post(about: Sequence[Subject], role: Any, text: Any, row: Any) -> Card:
    """Return a post whose text and picture are a spoiler, between a line that says of what and the buttons."""
    # A heading: in a forum the first one names the thread, for everybody to see.
    line = f"### {_veiled_subject(about)}\n-# Behind a curtain, as this server wishes. Open it to see the story."
    view = discord.ui.LayoutView(timeout=None)
    if role:
        view.add_item(role)
    view.add_item(discord.ui.TextDisplay(line))
    view.add_item(discord.ui.Container(text, accent_colour=GOLD, spoiler=True))
    view.add_item(row)
    return Card(fit_view(view))


def _veiled_subject(about: Sequence[Subject]) -> str:
    """Return what a story is about in neutral words: "A story about a death and somebody under 18"."""
    return message("A story about {subjects}", subjects=joined([ABOUT[subject] for subject in about]))


def digest_post(shown: Digest, name: Names) -> Card:
    """Return a digest: its stories in order with their pictures, and a button for each."""
    items: list[Any] = [discord.ui.TextDisplay(_digest_head(shown)), discord.ui.Separator()]
    # A button beside each story, or its picture there and the buttons below: with both under each, eight stories would
    # be more than the 40 components that a message holds.
    has_pictures = any(story.picture for story, _ in shown.stories)
    buttons: list[Any] = []
    for place, (story, why) in enumerate(shown.stories, 1):
        subjects, line = shown.curtains.get(story.id, ()), StoryLine(story, place, why)
        text = _veiled_entry(line, name, subjects) if subjects else _digest_entry(line, name)
        read: Any = card_button(
            STORY, StoryState(story.id), label=message("Read {place}" if has_pictures else "Read", place=place)
        )
        if has_pictures:
            items.append(_with_picture(text, story.picture, story.headline, subjects))
            buttons.append(read)
        else:
            items.append(discord.ui.Section(discord.ui.TextDisplay(text), accessory=read))
    items.append(discord.ui.Separator())
    return card([*items, *_button_rows([*buttons, why_this(shown.post)])])


def _digest_head(shown: Digest) -> str:
    is_daily, is_part = shown.hours <= 24, shown.total > len(shown.stories) > 1
    most_of_day = "{day} · the {shown} that count most of {total} stories in the last 24 hours"
    most_of_week = "{day} · the {shown} that count most of {total} stories in the last 7 days"
    if is_daily:
        title, template = "The day in stories", most_of_day if is_part else "{day} · last 24 hours"
    else:
        title, template = "The week in stories", most_of_week if is_part else "{day} · last 7 days"
    about = message(template, day=date_in_words(shown.day), shown=len(shown.stories), total=shown.total)
    return f"## {title}\n-# {about}"


def _people_and_topic(story: Brief, name: Names, most: int) -> str:
    named = joined([safe(name(person), 60) for person in story.people if name(person)], most=most, word="")
    topic = unbroken_text(story.topic) if story.topic != "other" else ""
    return " · ".join(filter(None, (named, topic)))


def _news_since(shown: StoryPost) -> list[str]:
    """Return what has come since a post: more sources, and the headlines that stood on it before."""
    if shown.since is None:
        return []
    groups = independent_outlets(shown.story.articles)
    new = [outlet for outlet, group in groups.items() if min(a.first_seen for a in group) > shown.since]
    outlets = joined([safe(outlet, 40) for outlet in new], most=_MOST_NEW, word="")
    more = plural("-# +{count} source: {outlets}", "-# +{count} sources: {outlets}", len(new), outlets=outlets)
    top = lead_article(shown.story).outlet
    old = [turn for turn in shown.story.retitled if turn.until > shown.since and turn.outlet == top]
    return [*([more] if new else []), *map(_earlier_headline, old[-_MOST_OLD:])]


def _earlier_headline(old: ReplacedHeadline) -> str:
    template = "-# was: “{headline}” until {time}"
    return message(template, headline=safe(old.title, 150), time=when(old.until, "t"))


def _with_picture(text: str, picture: Picture | None, headline: str, about: Sequence[Subject] = ()) -> Any:
    """Return text with its picture beside it; `about`: behind a curtain, with an alt text that does not tell either."""
    shown: Any = discord.ui.TextDisplay(text)
    if picture is None:
        return shown
    subjects = joined([ABOUT[subject] for subject in about])
    neutral = replace(picture, alt=message("Picture of a story about {subjects}", subjects=subjects))
    drawn = story_thumbnail(neutral if about else picture, headline)
    drawn.spoiler = bool(about)
    return discord.ui.Section(shown, accessory=drawn)


def _digest_entry(line: StoryLine, name: Names) -> str:
    story = line.brief
    said = status_basis(story.status, story.headline, 100)
    lines = (
        f"**{line.place}. {safe(story.headline, 150)}**",
        " · ".join(filter(None, (status_label(story.status), _people_and_topic(story, name, 2)))),
        f"-# {said}" if said else "",
        f"-# {line.why}",
    )
    return "\n".join(filter(None, lines))


def _veiled_entry(line: StoryLine, name: Names, about: Sequence[Subject]) -> str:
    """Return a digest's entry with all that tells of the story as spoilers, a line each: marks end with their line."""
    story = line.brief
    told = " · ".join(filter(None, (status_label(story.status), _people_and_topic(story, name, 2))))
    return f"**{line.place}. {_veiled_subject(about)}**\n||{safe(story.headline, 150)}||\n||{told}||\n-# {line.why}"


def _button_rows(buttons: Sequence[Any]) -> list[Any]:
    return [discord.ui.ActionRow(*buttons[start : start + _ROW]) for start in range(0, len(buttons), _ROW)]


def why_story(sent: Post, reason: StoredReason, at: int) -> Card:
    """Return why a story was posted, as the rules had it then."""
    return notice(
        "Why this story?",
        message("At {time} it {why}.", time=when(at, "f"), why=say_reason(reason)),
        "-# Outlets that name another as their source, or copy it, count under that one."
        " Each story posted on a day raises the bar by one outlet, so that the day's posts go to the biggest.",
        _due_and_sent(sent),
    )


def why_digest(sent: Post, server: Server) -> Card:
    """Return why a digest was posted."""
    weekly = "This server asks for one every week at {time} ({zone}): {stories}, in the order of /trending."
    daily = "This server asks for one every day at {time} ({zone}): {stories}, in the order of /trending."
    stories = "the top {most} stories about {topics}" if server.stories_topics else "the top {most} stories"
    return notice(
        "Why this digest?",
        message(
            weekly if server.digest_every == "week" else daily,
            time=shown_time(server.digest_at),
            zone=safe(server.zone, 60),
            stories=message(stories, most=MOST_IN_DIGEST, topics=joined(server.stories_topics, word="")),
        ),
        "-# Left out: what one outlet alone reports, deaths and accusations that are not sure, and what this server’s"
        " filters, curtains and language hold.",
        _due_and_sent(sent),
    )


def _due_and_sent(sent: Post) -> str:
    if not sent.sent_at:
        return ""
    return message("-# Due {due}, sent {sent}.", due=when(sent.due_at, "f"), sent=when(sent.sent_at, "f"))


def why_test() -> Card:
    """Return a card that says of a test that it is one."""
    return notice("A test", "Only you see it. Under a real post, this button says which rule led to it.")
