"""Test posts as cards: what stands below the one that is shown, and what becomes of the one that is posted."""

from dataclasses import dataclass, replace
from typing import Any, assert_never

import discord

from cogs.kit.buttons import action_button
from cogs.kit.channel_access import why_refused
from cogs.kit.markdown import safe, when
from cogs.kit.replies import Card, card, fit_view, notice
from cogs.kit.routes.posts import SEND_TEST, TestedKind, TestPostState
from news.model.posts import Post
from news.model.servers import Server
from news.text.messages import message, plural

_A_TEST = "-# **A test** that a moderator asked for. Nobody is mentioned, and the real one still comes when it is due."
_MENTION = "-# <@&{role}>"  # as posts draw the role that they mention
_NO_CHANNEL = "-# No channel is set for it, so it can only be shown. Choose one in `/setup`."
_NO_STORY = (
    "No story is near the bar now: it takes {count} independent outlet, in the topics that are wanted here.",
    "No story is near the bar now: it takes {count} independent outlets, in the topics that are wanted here.",
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A post as it would be now, and where that comes from in words."""

    tried: TestPostState
    card: Card
    told: str


def nothing_to_show(what: TestedKind, server: Server, days: int, hours: int) -> Card:
    """Return a card that says that there is nothing that could be posted now, and what would change that."""
    match what:
        case "birthdays":
            why = message("Nobody whose birthdays are posted here has one in the coming {days} days.", days=days)
            hint = (
                "Whose birthdays that are is set in `/setup`: those in the news most, those followed here, or a list."
            )
            return notice("No birthday to show", why, f"-# {hint}")
        case "stories":
            why = plural(*_NO_STORY, server.stories_threshold)
            return notice("No story to show", why, "-# A lower threshold in `/setup` brings more stories.")
        case "digest":
            day = "In the last {hours} hours no story was reported by two outlets, in the topics that are wanted here."
            week = "In the last 7 days no story was reported by two outlets, in the topics that are wanted here."
            why = message(day if hours <= 24 else week, hours=hours)
            return notice("No digest to show", why, "-# Until there is one, no digest is posted either.")
        case never:
            assert_never(never)


def below_test(sample: Sample, server: Server, channel: int, name: str) -> Card:
    """Return what stands below a post that one moderator is shown: what it is, and the button that posts it.

    `channel` is where it belongs, 0 for nowhere; `name` what that is called, "" where it is not known.
    """
    role = sample.card.role
    lines = [
        "### Only you see this test",
        sample.told,
        "Posting is paused here, so the real one does not come." if server.paused else "",
        message("When it is posted for real, it mentions {role}.", role=f"<@&{role}>") if role else "",
        "" if channel else _NO_CHANNEL,
    ]
    named, unnamed = "Post it in #{channel} without mentions", "Post it in its channel without mentions"
    label = message(named if name else unnamed, channel=name[:48])
    post: Any = action_button(SEND_TEST, sample.tried, label=label, turns=True)
    text: Any = discord.ui.TextDisplay("\n".join(filter(None, lines)))
    return card([text, discord.ui.ActionRow(post) if channel else None])


def mark_as_test(shown: Card) -> Card:
    """Return a post as a test of it: it says so above, and mentions nobody."""
    view = discord.ui.LayoutView(timeout=None)
    view.add_item(discord.ui.TextDisplay(_A_TEST))
    for item in shown.view.children:
        shown.view.remove_item(item)
        if not _is_mention(item, shown.role):
            view.add_item(_without_mention(item, shown.role))
    return replace(shown, view=fit_view(view), role=0)


def _without_mention(item: discord.ui.Item[Any], role: int) -> discord.ui.Item[Any]:
    if isinstance(item, discord.ui.Container):
        for child in list(item.children):
            if _is_mention(child, role):
                item.remove_item(child)
    return item


def _is_mention(item: discord.ui.Item[Any], role: int) -> bool:
    """True if this is the line with the role; it stands in front of a curtain, else inside the card."""
    return bool(role) and isinstance(item, discord.ui.TextDisplay) and item.content == message(_MENTION, role=str(role))


def no_channel() -> Card:
    """Return a card that says that there is no channel to post a test in."""
    return notice("No channel is set for that", "Choose one in `/setup`, then test again.", "-# Nothing was posted.")


def lacks_permissions(channel: int, lacks: list[str] | None, again: Any) -> Card:
    """Return why a test cannot be posted in a channel."""
    if lacks is None:
        why = "It is gone, or you cannot see it. Choose another one in `/setup`."
    else:
        why = "There the bot lacks:\n" + "\n".join(f"- {safe(name, 80)}" for name in lacks)
    text: Any = discord.ui.TextDisplay(f"### Not posted in <#{channel}>\n{why}\n-# Nothing was posted.")
    return card([text, discord.ui.ActionRow(again)])


def too_soon(channel: int, at: int, again: Any) -> Card:
    """Return a card that says that a channel has had a test a moment ago, and from when on it takes another."""
    template = "{channel} takes one test a minute. The next can go {time}."
    why = message(template, channel=f"<#{channel}>", time=when(at))
    text: Any = discord.ui.TextDisplay(f"### A moment, please\n{why}\n-# Nothing was posted.")
    return card([text, discord.ui.ActionRow(again)])


def on_its_way(channel: int) -> Card:
    """Return a card that says that a test was handed to the sender."""
    return notice(f"On its way to <#{channel}>", "This says when it is there.")


def test_outcome(post: Post, link: str, until: int) -> Card:
    """Return what has become of a test that was posted: there, not there yet, or never; `link` leads to it."""
    if post.state == "sent":
        text: Any = discord.ui.TextDisplay(
            f"### It is there\nThe test stands in <#{post.channel}>, and nobody was mentioned.\n"
            "-# Delete it there when you have seen enough; the real one still comes when it is due."
        )
        return card([text, discord.ui.ActionRow(discord.ui.Button(label="Go to it", url=link))])
    why = why_refused(post.reason) if post.reason.code else "Discord has not answered yet."
    if post.state in ("dropped", "unknown"):
        return notice(message("It did not get to {channel}", channel=f"<#{post.channel}>"), why)
    title = message("It is not in {channel} yet", channel=f"<#{post.channel}>")
    return notice(title, why, message("-# It goes out by itself until {time}, then no more.", time=when(until, "t")))


def why_test(sent: Post) -> Card:
    """Return why a test was posted."""
    why = "A moderator of this server asked for it {time}, to see what a post is like."
    return notice("A test", message(why, time=when(sent.due_at)))
