"""What a server has set, as cards for its moderators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import discord

from news.birthdays import Birthday
from news.digests import NextStories
from news.model import Person, Server
from news.trending import counted
from news.typed import shown_time

from .buttons import ActionButton
from .changes import SECTIONS, WEEKDAYS, Changes, Section, write
from .follows import people
from .markup import listed, safe, when
from .replies import Card, card, nothing, notice

MISSED = 30  # days over which missed birthdays are counted
_MOST_LISTED = 40
_MOST_NEAR = 3
_MOST_NAMED = 3
_OFF = "Off: no channel is set."
_TITLES = {
    "birthdays": "Birthdays",
    "stories": "Stories",
    "digest": "Digest",
    "notices": "Notices",
    "server": "Everywhere in this server",
}


@dataclass(frozen=True, slots=True)
class NextPosts:
    """The posts of the coming week: birthdays as (due_at, local day, whose), digests, and stories near the bar now."""

    birthdays: Sequence[tuple[int, date, Sequence[Birthday]]]
    stories: NextStories


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes to a section's channel, and how many birthdays were missed."""

    section: Section
    next: NextPosts
    missed: int = 0
    shut: str = ""  # why the channel takes nothing for now


def everything(server: Server) -> Card:
    """Give all settings of a server."""
    head = "## What is set in this server\n-# Only moderators see and change this. What you leave out stays as it is."
    items: list[Any] = [discord.ui.TextDisplay(head)]
    for section in SECTIONS:
        text = f"**{_TITLES[section]}** · `/setup {section}`\n{described(section, server)}"
        items += [discord.ui.Separator(), discord.ui.TextDisplay(text)]
    return card(items)


def section_set(section: Section, server: Server, outlook: Outlook | None, *, is_new: bool) -> Card:
    """Give one section as it is set now, and for birthdays what is posted in the coming days."""
    title = f"{_TITLES[section]}: saved" if is_new else _TITLES[section]
    items: list[Any] = [discord.ui.TextDisplay(f"### {title}\n{described(section, server)}")]
    if server.paused and section != "server":
        items.append(discord.ui.TextDisplay("Posting is paused here; `/setup server` ends that."))
    if outlook is not None:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(_outlook(server, outlook))]
    buttons = (
        [ActionButton("trial", "-", label="Test")]
        if section == "birthdays" and outlook and outlook.next.birthdays
        else []
    )
    every: Any = ActionButton("settings", "-", label="All settings")
    return card([*items, discord.ui.ActionRow(*buttons, every)])


def described(section: Section, server: Server) -> str:
    """Say in words how a section is set."""
    return _DESCRIBED[section](server)


def _birthdays(server: Server) -> str:
    if not server.birthdays_channel:
        return _OFF
    who = {
        "top": f"the {server.birthdays_top} people in the news most",
        "followed": "people whom members follow here",
        "list": "people on this server’s list (`/setup list`)",
    }[server.birthdays_who]
    late = f"up to {server.belated} hours" if server.belated else "never"
    leap = "in leap years only" if server.leap == "leap years" else f"on {server.leap}"
    at = f"at **{shown_time(server.birthdays_at)}** ({safe(server.zone, 60)})"
    return f"<#{server.birthdays_channel}> {at}: {who}\n-# Posted late: {late} · born on 29 February: {leap}"


def _stories(server: Server) -> str:
    if not server.stories_channel:
        return _OFF
    topics = listed(list(server.stories_topics), 15) or "all topics"
    bar = f"reported by {counted(server.stories_threshold, 'independent outlet')}"
    budget = f"at most {counted(server.stories_budget, 'story')} a day"
    return f"<#{server.stories_channel}> as they break, when {bar}\n-# {topics} · {budget}"


def _digest(server: Server) -> str:
    if not server.digest_channel:
        return _OFF
    days = "every day" if server.digest_every == "day" else f"every {WEEKDAYS[server.digest_weekday]}"
    return f"<#{server.digest_channel}> {days} at **{shown_time(server.digest_at)}** ({safe(server.zone, 60)})"


def _notices(server: Server) -> str:
    if not server.notices_channel:
        return "Off: nobody is told when a channel refuses a post."
    return f"<#{server.notices_channel}> is told when another channel refuses a post"


def _server(server: Server) -> str:
    role = f"<@&{server.mention_role}>" if server.mention_role else "nobody"
    publish = "published to followers" if server.publish else "not published"
    state = "**Paused**: nothing is posted" if server.paused else "Posting"
    return f"{state} · zone {safe(server.zone, 60)}\n-# Mentioned in posts: {role} · announcement channels: {publish}"


_DESCRIBED: dict[Section, Callable[[Server], str]] = {
    "birthdays": _birthdays,
    "stories": _stories,
    "digest": _digest,
    "notices": _notices,
    "server": _server,
}


def _outlook(server: Server, outlook: Outlook) -> str:
    trouble = []
    if outlook.shut:
        trouble.append(f"-# The channel refused a post ({safe(outlook.shut, 100)}); it is tested again once a day.")
    if outlook.missed:
        trouble.append(
            f"-# Not posted in the last {MISSED} days, for the bot or the channel was away too long: "
            f"{counted(outlook.missed, 'birthday')}."
        )
    return "\n".join((*_coming(server, outlook), *trouble))


def _coming(server: Server, outlook: Outlook) -> list[str]:
    """Say what is posted next, as far as it is known."""
    lines = {"stories": _next_stories, "digest": _next_digests}.get(outlook.section, _next_birthdays)
    return ["**Next posts**", *lines(server, outlook.next)]


def _next_birthdays(server: Server, coming: NextPosts) -> list[str]:
    if not coming.birthdays:
        nobody = {
            "followed": "Nobody who is followed here has one; `/follow` puts people on a member’s list.",
            "list": "Nobody on this server’s list has one; `/setup list` adds people.",
        }.get(server.birthdays_who, "Nobody of them has one.")
        return [f"None in the coming 7 days. {nobody}"]
    return [_post(due, told) for due, _, told in coming.birthdays]


def _next_stories(_server: Server, coming: NextPosts) -> list[str]:
    if not coming.stories.near:
        return ["Stories come as they break; none is near the bar now."]
    near = [f"{safe(story.headline, 100)}\n-# {standing.why}" for story, standing in coming.stories.near[:_MOST_NEAR]]
    return ["Stories come as they break. Nearest to the bar now:", *near]


def _next_digests(_server: Server, coming: NextPosts) -> list[str]:
    return [f"{when(due, 'f')} · {when(due)}" for due, _ in coming.stories.digests] or ["None in the coming 7 days."]


def _post(due: int, told: Sequence[Birthday]) -> str:
    names = listed([f"{safe(b.person.name, 40)} ({b.turning})" for b in told], _MOST_NAMED)
    return f"{names}\n-# {when(due, 'f')} · {when(due)}"


def no_channel(section: Section, changes: Changes) -> Card:
    """Say that a channel cannot be chosen."""
    return nothing(
        "That channel cannot be used",
        "Choose a text or announcement channel, a thread or a forum of this server that you can see yourself."
        "\n-# The bot knows a private thread only when it is in it: mention it there. Nothing was saved.",
        "",
        _recheck(section, changes),
    )


def lacking(section: Section, changes: Changes, channel: int, lacks: Sequence[str]) -> Card:
    """Say what the bot lacks in a channel; nothing is saved until it has it."""
    lines = "\n".join(f"- {safe(name, 80)}" for name in lacks)
    text = f"In <#{channel}> the bot lacks:\n{lines}\n-# Channel settings › Permissions. Nothing was saved yet."
    return nothing("Permissions are missing", text, "", _recheck(section, changes))


def _recheck(section: Section, changes: Changes) -> Any:
    return ActionButton("setup", write(section, changes), label="Recheck", style="primary", turns=True)


def no_zone(typed: str, near: Sequence[str], section: Section, changes: Changes) -> Card:
    """Say that there is no such zone; the nearest ones as buttons that go on with it."""
    buttons = [
        ActionButton("setup", write(section, {**changes, "zone": name}), label=name[:80], turns=True) for name in near
    ]
    hint = (
        f"Did you mean {'one of these' if near[1:] else 'this one'}?"
        if near
        else "Type a city, such as Berlin, and choose from the list."
    )
    return nothing(f"“{safe(typed, 60)}” is no time zone", f"{hint}\n-# Nothing was saved yet.", "", *buttons)


def no_time(typed: str) -> Card:
    """Say that a time of day cannot be read."""
    return notice(
        f"“{safe(typed, 40)}” is no time of day", "Write it as `9`, `09:30` or `9pm`.", "-# Nothing was saved."
    )


def no_topic(typed: str, topics: Sequence[str]) -> Card:
    """Say that a topic is none."""
    known = ", ".join(topics)
    return notice(f"“{safe(typed, 40)}” is no topic", f"They are: {known}; or `all`.", "-# Nothing was saved.")


def no_role() -> Card:
    """Say that a role cannot be mentioned."""
    return notice(
        "Not that role", "Choose a role of this server; everybody is never mentioned.", "-# Nothing was saved."
    )


def both(one: str, other: str) -> Card:
    """Say that two options exclude each other."""
    return notice(f"Either `{one}` or `{other}`", "Both at once cannot be. Nothing was saved.")


def put_on(person: Person, *, is_full: bool) -> str:
    """Say that somebody is on a server's own list."""
    name = safe(person.name, 60)
    return f"The list is full: {name} was not added." if is_full else f"{name} is on it."


def taken_off(person: Person | None, typed: str) -> str:
    """Say that somebody is off it."""
    return f"{safe(person.name, 60)} is off it." if person else f"“{safe(typed, 60)}” was not on it."


def own_list(found: Sequence[Person], server: Server, said: str = "") -> Card:
    """Give the people on a server's own list."""
    names = listed([safe(person.name, 60) for person in found], _MOST_LISTED) or "Nobody yet."
    head = f"### {people(len(found))} on this server’s list"
    unused = (
        "" if server.birthdays_who == "list" else "-# Not in use: `/setup birthdays who: list` posts their birthdays."
    )
    return card([discord.ui.TextDisplay("\n".join(filter(None, (head, said, names, unused))))])
