"""The feeds that a server added, and those that it may add, as cards for its moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, page_row, which_page
from cogs.kit.feed_text import DAYS, ShownFeed, feed_title, health_lines, in_words
from cogs.kit.markdown import day_in_words, safe, when
from cogs.kit.replies import Card, card, nothing_found, notice
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import ActionRoute
from cogs.kit.routes.settings import (
    ADD_FEED,
    ASK_REMOVE_FEED,
    CANCEL_FEED,
    FEEDS,
    KEEP_FEED,
    LOOK_AT_FEED,
    REMOVE_FEED,
    TEST_FEED,
    UNDO_FEED,
    FeedState,
)
from cogs.kit.settings_words import language_name
from news.feeds.discovery import shown_host
from news.feeds.guard import UNREACHABLE
from news.model.feeds import Entry, Feed, FeedHealth, FeedPreview, FeedTally, RefusedFeed, SeveralFeeds, TriedFeed
from news.settings.registry import MOST
from news.text.messages import message, plural

PAGE = 5  # feeds of a list: each takes five of a card's 40 components
_SILENT = 90 * 86400  # seconds without a new item after which a feed looks given up
_NOT_ADDED = "-# Nothing was added."


@dataclass(frozen=True, slots=True)
class Room:
    """How many feeds a server has, and how many it may still add today."""

    feeds: int
    today: int


def _feed_button(route: ActionRoute[FeedState], number: int, label: str, **more: Any) -> Any:
    return action_button(route, FeedState(number), label=label, **more)


def feeds_page(tally: FeedTally, shown: Sequence[ShownFeed], total: int, page: int, pages: int) -> Card:
    """Return a page of the feeds that a server added, and how many come with the bot."""
    come = "{count} feed comes with the bot: see `/about`.", "{count} feeds come with the bot: see `/about`."
    if tally.failing:
        come = (
            "{count} feed comes with the bot, {failing} of them failing: see `/about`.",
            "{count} feeds come with the bot, {failing} of them failing: see `/about`.",
        )
    bot = plural(*come, tally.feeds, failing=tally.failing)
    here = f"{total} of {MOST['feeds']} added by this server" if total else "None added by this server yet"
    turned = which_page(page, pages)
    head = "\n".join(("## Feeds", f"-# {bot}", f"-# {here}" + (f" · {turned}" if turned else "")))
    items: list[Any] = [discord.ui.TextDisplay(head)]
    for one in shown:
        number = one.feed.id
        items += [
            discord.ui.Separator(),
            discord.ui.TextDisplay(f"{feed_title(one.feed)}\n{health_lines(one)}"),
            discord.ui.ActionRow(
                _feed_button(TEST_FEED, number, "Test"), _feed_button(ASK_REMOVE_FEED, number, "Remove")
            ),
        ]
    if not shown:
        how = "`/feeds add` takes the address of a feed, or of a site’s front page: the bot finds its feed."
        items += [discord.ui.Separator(), discord.ui.TextDisplay(how)]
    return card([*items, page_row(FEEDS, NoState(""), page, pages)])


def looking_notice(what: str) -> Card:
    """Say that an answer is on its way."""
    return notice(
        f"Looking at {safe(what, 80)} …", "-# This takes some seconds, a minute at most; the answer comes here."
    )


def preview_card(seen: FeedPreview, room: Room, now: int) -> Card:
    """Show what a feed is before it is added."""
    source = seen.source
    language = language_name(source.language) if seen.is_language_told else "language not told, taken as English"
    about = " · ".join((safe(shown_host(source.url), 60), safe(language, 60), _how_often(seen)))
    head = f"### {safe(source.name, 80)}\n{about}"
    silent = "\n-# Nothing new for a long time: it may be given up." if _is_silent(seen, now) else ""
    return card([discord.ui.TextDisplay(f"{head}\n\n{_newest_items(seen.newest)}{silent}"), *_decision_row(seen, room)])


def _decision_row(seen: FeedPreview, room: Room) -> list[Any]:
    """Return what can be done with a feed that was shown."""
    if seen.standing == "listed":
        told = "**It comes with this bot already**: its reports count in every server. There is nothing to add."
        return [discord.ui.Separator(), discord.ui.TextDisplay(told)]
    if seen.standing == "here":
        told = "**This server has it already.** `/feeds list` shows how it is."
        return [discord.ui.Separator(), discord.ui.TextDisplay(told)]
    left = MOST["feeds"] - room.feeds
    told = plural(
        "Its reports will count towards the stories that are posted in this server."
        "\n-# Room for {count} more feed here, {today} of them today.",
        "Its reports will count towards the stories that are posted in this server."
        "\n-# Room for {count} more feeds here, {today} of them today.",
        max(left, 0),
        today=max(room.today, 0),
    )
    add = _feed_button(ADD_FEED, seen.candidate, "Add", style="primary", turns=True)
    row: Any = discord.ui.ActionRow(add, action_button(CANCEL_FEED, NoState(""), label="Cancel", turns=True))
    return [discord.ui.Separator(), discord.ui.TextDisplay(told), row]


def _how_often(seen: FeedPreview) -> str:
    if not seen.items:
        return "nothing in it yet"
    if seen.a_week is None:
        return plural("{count} item", "{count} items", seen.items)
    for span, words in (
        (1 / 7, "about {items} items a day"),
        (1.0, "about {items} items a week"),
        (30 / 7, "about {items} items a month"),
    ):
        if seen.a_week * span >= 1.5:
            return message(words, items=str(round(seen.a_week * span)))
    return "an item a month or less"


def _newest_items(entries: Sequence[Entry]) -> str:
    """Return the newest items of a feed with their dates."""
    if not entries:
        return "No items yet."
    lines = [f"- {safe(entry.title, 150)}\n  -# {_dated_title(entry)}" for entry in entries]
    return "\n".join(("**Newest**", *lines))


def _dated_title(entry: Entry) -> str:
    if entry.published is None:
        return "no date"
    return day_in_words(entry.published) if entry.dated_to == "day" else when(entry.published)


def _is_silent(seen: FeedPreview, now: int) -> bool:
    """True if a feed looks given up."""
    return bool(seen.newest) and (seen.newest[0].published or now) < now - _SILENT


def choose_feed_card(seen: SeveralFeeds) -> Card:
    """Let choose among feeds of a page."""
    shown = len(seen.previews)
    named = f"{seen.named} feeds; here are {shown}" if seen.named > shown else f"{shown} feeds"
    items: list[Any] = [discord.ui.TextDisplay(f"### Which feed?\nThe page names {named}.")]
    for one in seen.previews:
        first = f"“{safe(one.newest[0].title, 100)}”" if one.newest else "nothing in it yet"
        said = {"new": "", "listed": " · comes with this bot", "here": " · added here already"}[one.standing]
        text = f"**{safe(one.source.name, 80)}** · {_how_often(one)}{said}\n-# Newest: {first}"
        items += [discord.ui.Separator(), discord.ui.TextDisplay(text)]
        if one.candidate:
            items.append(discord.ui.ActionRow(_feed_button(LOOK_AT_FEED, one.candidate, "Choose", turns=True)))
    return card(items)


def refused_card(seen: RefusedFeed) -> Card:
    """Return why an address cannot be added."""
    hints = {
        UNREACHABLE: "Check the address in a browser: a feed has to be open to everybody on the internet.",
        "is a page that names no feed": "Look for “RSS” at the foot of the page, or ask its publisher for the feed.",
        "must begin with http or https": "Copy the address from your browser’s address bar.",
        "uses a port that is not allowed": "A feed is served on the web’s own ports: leave the number out.",
        "must not carry a user name or password": "Leave out what stands before the @: feeds here are public ones.",
    }
    hint = hints.get(seen.reason, "Check the address, or try again later.")
    # A password does not belong on a screen; the address is the asker's own otherwise.
    shown = "The address" if "@" in seen.link else f"“{safe(seen.link, 100)}”"
    return notice("That cannot be added", f"{shown} {in_words(seen.reason)}.", hint, _NOT_ADDED)


def too_many_looks(most: int) -> Card:
    """Say that enough is being looked at."""
    return notice("One at a time", f"The bot is looking at {most} addresses for this server. Wait for its answers.")


def looked_enough(most: int, again: int) -> Card:
    """Say that a server has had as many looks as it may in an hour; `again` is when it may have the next."""
    return notice(f"{most} looks in an hour are the most", f"The next address or feed can be looked at {when(again)}.")


def list_full_notice() -> Card:
    """Say that a server has as many feeds as it may."""
    return notice(
        f"This server has {MOST['feeds']} feeds already",
        f"{MOST['feeds']} are the most. Remove one with `/feeds remove` before you add another.",
        _NOT_ADDED,
    )


def daily_limit_notice(most: int, again: int) -> Card:
    """Say that a server has added as many feeds as it may in a day; `again` is when it may add the next."""
    return notice(
        f"{most} feeds were added in the last 24 hours",
        f"That is the most; removing one does not count back. The next can be added {when(again)}.",
        _NOT_ADDED,
    )


def added_card(feed: Feed, change: int) -> Card:
    """Say that a feed was added."""
    text = f"### Added: {safe(feed.source.name, 80)}\nIt is read from now on; what stands in it today is not posted."
    undo = _feed_button(UNDO_FEED, change, "Undo", turns=True)
    return card([discord.ui.TextDisplay(text), discord.ui.ActionRow(undo)])


def had_notice(feed: Feed) -> Card:
    """Say that a server has a feed already."""
    return notice(f"{safe(feed.source.name, 80)} is added already", "`/feeds list` shows how it is.", _NOT_ADDED)


def cancelled_notice() -> Card:
    """Say that nothing was added."""
    return notice("Not added", "Nothing was changed.")


def ask_remove(health_: FeedHealth) -> Card:
    """Ask once before a feed goes, and say what would be lost."""
    text = plural(
        "### Remove {name}?\n{count} article in the last {days} days came from it. What was read stays and can be"
        " found.\n-# It counts no more in this server; you can take that back.",
        "### Remove {name}?\n{count} articles in the last {days} days came from it. What was read stays and can be"
        " found.\n-# It counts no more in this server; you can take that back.",
        health_.articles,
        name=safe(health_.feed.source.name, 80),
        days=DAYS,
    )
    remove = _feed_button(REMOVE_FEED, health_.feed.id, "Remove", style="danger", turns=True)
    keep = action_button(KEEP_FEED, NoState(""), label="Keep", turns=True)
    return card([discord.ui.TextDisplay(text), discord.ui.ActionRow(remove, keep)])


def kept_notice() -> Card:
    """Say that a feed stays."""
    return notice("Kept", "Nothing was changed.")


def removed_card(feed: Feed, change: int) -> Card:
    """Say that a feed is gone from a server."""
    text = f"### Removed: {safe(feed.source.name, 80)}\nIts reports no longer count in this server."
    undo = _feed_button(UNDO_FEED, change, "Undo", turns=True)
    return card([discord.ui.TextDisplay(text), discord.ui.ActionRow(undo)])


def undone_notice(back: Sequence[Feed], gone: Sequence[Feed]) -> Card:
    """Return what taking a change back did."""
    lines = [f"{safe(feed.source.name, 80)} is added again." for feed in back]
    lines += [f"{safe(feed.source.name, 80)} is removed again." for feed in gone]
    return notice("Undone", *lines or ["The settings are as they were before."])


def no_feed(typed: str, known: Sequence[Feed]) -> Card:
    """Say that a server has no such feed."""
    names = ", ".join(safe(feed.source.name, 60) for feed in known[:5])
    hint = f"This server added {names}." if known else "This server added none; `/feeds add` does."
    return nothing_found(f"No feed called “{safe(typed, 60)}” here", f"{hint}\n-# Nothing was changed.", "")


def tested_card(seen: TriedFeed, shown: ShownFeed) -> Card:
    """Return how a feed stands after a try."""
    if seen.is_rested:
        said = f"{health_lines(shown)}\n\nIt was asked less than a minute ago, so it was not asked again."
    elif seen.feed.poll.error:
        said = health_lines(shown)
    else:
        some = "{count} item in it, {new} new", "{count} items in it, {new} new"
        none = "{count} item in it, none new", "{count} items in it, none new"
        said = health_lines(shown, plural(*(some if seen.new else none), seen.items, new=str(seen.new)))
    items = f"\n\n{_newest_items(seen.newest)}" if seen.newest else ""
    return card([discord.ui.TextDisplay(f"### Test of {safe(seen.feed.source.name, 80)}\n{said}{items}")])
