"""A member's own list of people, as cards that only they see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.buttons import action_button, card_button, which_page
from cogs.kit.markdown import day_in_words, safe, when
from cogs.kit.person_text import HOW_TO_FOLLOW, count_people
from cogs.kit.replies import Card, card, nothing_found, notice
from cogs.kit.routes.members import FOLLOW, FOLLOWING, PROFILE, UNFOLLOW, FollowingState, PersonState
from news.model.people import MOST_FOLLOWED, Follow, NewestReport, Person
from news.text.messages import capitalized, joined, message

QUIET = 30  # days without a report after which somebody has no news
_LIST = "-# Only you see your list: `/following`."


@dataclass(frozen=True, slots=True)
class FollowedPerson:
    """Somebody on the list with their newest report."""

    follow: Follow
    person: Person
    report: NewestReport | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowingPage:
    """A page of a list of so many people, and how many more cannot be shown; `gone` was just taken off it."""

    lines: Sequence[FollowedPerson]
    number: int
    pages: int
    total: int
    hidden: int = 0
    gone: Person | None = None


def draw_new_follow(person: Person, total: int) -> Card:
    """Return the card for somebody who was added to the list."""
    head = message(
        "### You follow {name}\n{total} of {most} people\n-# Only you see your list: `/following`.",
        name=safe(person.name, 100),
        total=total,
        most=MOST_FOLLOWED,
    )
    return card([discord.ui.TextDisplay(head), _person_row(person)])


def draw_already_followed(person: Person, since: int) -> Card:
    """Return the card for somebody who was on the list before."""
    head = message(
        "### You already follow {name}\nSince {day}\n-# Only you see your list: `/following`.",
        name=safe(person.name, 100),
        day=day_in_words(since),
    )
    return card([discord.ui.TextDisplay(head), _person_row(person)])


def _person_row(person: Person) -> Any:
    profile: Any = card_button(PROFILE, PersonState(person.id), label="Profile")
    return discord.ui.ActionRow(profile, _unfollow_button(person, "Unfollow"))


def _unfollow_button(person: Person, label: str) -> Any:
    return action_button(UNFOLLOW, PersonState(person.id), label=label[:80])


def draw_full_list(person: Person) -> Card:
    """Return the card for a full list, with what to do."""
    show: Any = action_button(FOLLOWING, FollowingState(0, 0), label="Show my list")
    return nothing_found(
        message("{name} was not added", name=safe(person.name, 100)),
        message(
            "Your list holds {most} people, which is all that it takes. Unfollow somebody first.", most=MOST_FOLLOWED
        ),
        "",
        show,
    )


def draw_too_young() -> Card:
    """Return why somebody under 18 cannot be followed."""
    return notice(
        "People under 18 cannot be followed",
        "Limelight names them in headlines only: they have no page and no list of their own.",
        "-# `/search` finds the stories that name them.",
    )


def draw_unknown_person(typed: str, near: Sequence[Person]) -> Card:
    """Return the card for an unknown name, with buttons that follow the nearest names."""
    buttons = [
        action_button(FOLLOW, PersonState(person.id), label=message("Follow {name}", name=person.name)[:80])
        for person in near
    ]
    hint = "Did you mean one of these?" if near[1:] else "Did you mean this one?" if near else "No name is like it."
    return nothing_found(
        message("No person called “{typed}”", typed=safe(typed, 80)),
        f"{hint}\n-# Or choose from the list that appears as you type.",
        "",
        *buttons,
    )


def draw_unfollowed(person: Person | None, number: int, *, was_followed: bool) -> Card:
    """Return the card for somebody who was removed from the list; `person` is None if they have no page."""
    name = safe(person.name, 100) if person else ""
    if not was_followed:
        template = "You do not follow {name}" if person else "You do not follow this person"
        return notice(message(template, name=name), "So nothing has changed.", _LIST)
    again: Any = action_button(FOLLOW, PersonState(number), label="Follow again") if person else None
    template = "You no longer follow {name}" if person else "You no longer follow this person"
    return nothing_found(message(template, name=name), "", "", again)


def draw_not_followed(typed: str, near: Sequence[Person]) -> Card:
    """Return the card for a name that is not on the list, with buttons that unfollow the nearest names on it."""
    buttons = [_unfollow_button(person, message("Unfollow {name}", name=person.name)) for person in near]
    hint = "Did you mean one of these?" if near[1:] else "Did you mean this one?" if near else ""
    title = message("You follow nobody called “{typed}”", typed=safe(typed, 80))
    return nothing_found(title, f"{hint}\n{_LIST}".strip(), "", *buttons)


def draw_following(page: FollowingPage) -> Card:
    """Return a page of the list."""
    if not page.lines:
        return _draw_empty_list(page)
    taken = message("{total} of {most}", total=page.total + page.hidden, most=MOST_FOLLOWED)
    about = " · ".join(filter(None, (taken, "newest first", which_page(page.number, page.pages))))
    head = message("## You follow {people}\n-# {about}", people=count_people(page.total), about=about)
    items: list[Any] = [discord.ui.TextDisplay("\n".join(filter(None, (head, _confirm_unfollowed(page)))))]
    for line in page.lines:
        profile: Any = card_button(PROFILE, PersonState(line.person.id), label="Profile")
        off: Any = _turn_button(page.number, line.person.id, "Unfollow")
        items += [
            discord.ui.Separator(),
            discord.ui.TextDisplay(_describe_followed(line)),
            discord.ui.ActionRow(profile, off),
        ]
    if page.hidden:
        items += [discord.ui.Separator(), discord.ui.TextDisplay(_count_hidden(page.hidden))]
    if row := _turning_row(page):
        items += [discord.ui.Separator(spacing=discord.SeparatorSpacing.large), row]
    return card(items)


def _draw_empty_list(page: FollowingPage) -> Card:
    lines = (
        _confirm_unfollowed(page),
        HOW_TO_FOLLOW,
        "Then `/following` shows who of them is in the news.",
        _count_hidden(page.hidden),
    )
    return nothing_found("You follow nobody", "\n".join(filter(None, lines)), "", _follow_again_button(page))


def _describe_followed(line: FollowedPerson) -> str:
    """Return an entry of the list: who it is, the newest report, and since when they are followed."""
    person, report = line.person, line.report
    trades = capitalized(joined([safe(trade, 40) for trade in person.occupations[:2]], word=""))
    head = " · ".join(filter(None, (f"**{safe(person.name, 100)}**", trades, safe(person.country, 40))))
    if report:
        at = day_in_words(report.published) if report.to_the_day else when(report.published)
        news = f"{safe(report.title, 150)}\n-# {safe(report.outlet, 40)} · {at}"
    else:
        news = message("-# No news in the last {days} days", days=QUIET)
    since = message("followed since {day}", day=day_in_words(line.follow.at))
    return f"{head}\n{news} · {since}"


def _count_hidden(hidden: int) -> str:
    """Return how many of the list are not shown, and why; "" for none."""
    if not hidden:
        return ""
    return message(
        "-# {people} not shown: gone from the catalogue, or under 18. `/privacy erase` clears the whole list.",
        people=count_people(hidden),
    )


def _confirm_unfollowed(page: FollowingPage) -> str:
    return message("You no longer follow {name}.", name=safe(page.gone.name, 100)) if page.gone else ""


def _follow_again_button(page: FollowingPage) -> Any:
    if not page.gone:
        return None
    label = message("Follow {name} again", name=page.gone.name)
    return action_button(FOLLOW, PersonState(page.gone.id), label=label[:80])


def _turning_row(page: FollowingPage) -> Any:
    """Return the row that turns the pages and follows again; None if it has no button."""
    buttons: list[Any] = []
    if page.pages > 1:
        last = page.pages - 1
        buttons = [
            _turn_button(max(page.number - 1, 0), 0, "‹ Previous", disabled=page.number <= 0),
            _turn_button(min(page.number + 1, last), 0, "Next ›", disabled=page.number >= last),
        ]
    buttons += filter(None, (_follow_again_button(page),))
    return discord.ui.ActionRow(*buttons) if buttons else None


def _turn_button(page: int, unfollow: int, label: str, *, disabled: bool = False) -> Any:
    return action_button(FOLLOWING, FollowingState(page, unfollow), label=label, disabled=disabled, turns=True)
