"""What a command gives back: cards, sent or put in the place of another, notices and refusals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord

from cogs.kit.markdown import safe
from news.text.messages import message
from news.text.text import cut_text

NOBODY = discord.AllowedMentions.none()
MOST_TEXT = 4_000  # characters of text in one Components V2 message; Discord refuses more


@dataclass(frozen=True, slots=True)
class Card:
    """A Components V2 view and the pictures attached to it."""

    view: discord.ui.LayoutView
    files: tuple[discord.File, ...] = ()
    role: int = 0  # the only one that it may ping, in a post; 0 for none


GOLD = 0xE3B341  # the accent of every card


def card(items: Sequence[discord.ui.Item[Any] | None], files: Sequence[discord.File] = ()) -> Card:
    """Return the items that are there as one framed card."""
    view = discord.ui.LayoutView(timeout=None)  # its buttons are dynamic items: nothing to time out
    view.add_item(discord.ui.Container(*(item for item in items if item is not None), accent_colour=GOLD))
    return Card(fit_view(view), tuple(files))


def fit_view(view: discord.ui.LayoutView) -> discord.ui.LayoutView:
    """Cut the longest texts of a view if all of them together are too long for one message.

    Each mark takes a backslash, so a publisher who writes nothing else could have every list that it is in refused.
    """
    texts = [item for item in view.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    room = MOST_TEXT
    for place, text in enumerate(sorted(texts, key=lambda text: len(text.content))):
        text.content = cut_text(text.content, room // (len(texts) - place))
        room -= len(text.content)
    return view


def picture_items(picture: tuple[discord.File, str] | None) -> list[discord.ui.Item[Any]]:
    """Return a picture with its alt text as items of a card, set off from what stands above; [] for None."""
    if picture is None:
        return []
    file, alt = picture
    shown: Any = discord.ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{file.filename}", description=alt))
    return [discord.ui.Separator(visible=False), shown]


def notice(title: str, *lines: str) -> Card:
    """Return a short answer in words."""
    return card([discord.ui.TextDisplay("\n".join((f"### {title}", *lines)))])


def nothing_found(title: str, looked_at: str, freshness: str, *buttons: Any) -> Card:
    """Return the card for an empty result: what to try, how fresh the news is, and at most five buttons."""
    row: Any = discord.ui.ActionRow(*filter(None, buttons)) if any(buttons) else None
    text = (f"### {title}", looked_at, freshness and f"-# {freshness}")
    return card([discord.ui.TextDisplay("\n".join(filter(None, text))), row])


async def answer(interaction: discord.Interaction, card: Card, *, ephemeral: bool = False) -> None:
    """Answer an interaction with a card."""
    await interaction.response.send_message(
        view=card.view, files=list(card.files), ephemeral=ephemeral, allowed_mentions=NOBODY
    )


async def amend_answer(interaction: discord.Interaction, card: Card) -> None:
    """Replace an earlier or deferred answer with a card; Discord allows it for 15 minutes."""
    await interaction.edit_original_response(view=card.view, attachments=list(card.files), allowed_mentions=NOBODY)


async def turn_card(interaction: discord.Interaction, card: Card) -> None:
    """Replace the message whose button its owner pressed; answer anybody else with a message of their own.

    Somebody who turns the page of another's answer would otherwise take it away from them.
    """
    pressed = interaction.message
    owner = pressed.interaction_metadata.user.id if pressed and pressed.interaction_metadata else None
    if owner in (None, interaction.user.id):
        await interaction.response.edit_message(view=card.view, attachments=list(card.files), allowed_mentions=NOBODY)
    else:
        await answer(interaction, card, ephemeral=True)


def no_channel(again: Any = None) -> Card:
    """Return the card for a channel that cannot be used."""
    return nothing_found(
        "That channel cannot be used",
        "Choose a text or announcement channel, a thread or a forum of this server that you can see yourself."
        "\n-# The bot knows a private thread only when it is in it: mention it there. Nothing was saved.",
        "",
        again,
    )


def missing_permissions_card(channel: int, lacks: Sequence[str], again: Any = None) -> Card:
    """Return which permissions the bot lacks in a channel; nothing is saved until it has them."""
    text = message(
        "In <#{channel}> the bot lacks:\n{permissions}\n\n-# Channel settings › Permissions. Nothing was saved yet.",
        channel=str(channel),
        permissions="\n".join(f"- {safe(name, 80)}" for name in lacks),
    )
    return nothing_found("Permissions are missing", text, "", again)


def no_zone(typed: str, near: Sequence[str], *buttons: Any) -> Card:
    """Return the card for an unknown time zone; `buttons` set the nearest ones, at most five."""
    if near:
        hint = "Did you mean one of these?" if near[1:] else "Did you mean this one?"
    else:
        hint = "Type a city, such as Berlin or New York, or a continent and a city."
    title = message("“{typed}” is no time zone", typed=safe(typed, 60))
    return nothing_found(title, f"{hint}\n-# Nothing was saved.", "", *buttons)


def no_time(typed: str, again: Any = None) -> Card:
    """Return the card for a time of day that cannot be read."""
    how = "Write it as `9`, `09:30` or `9pm`.\n-# Nothing was saved."
    return nothing_found(message("“{typed}” is no time of day", typed=safe(typed, 40)), how, "", again)


def no_role() -> Card:
    """Return the card for a role that cannot be chosen."""
    return notice(
        "Not that role", "Choose a role of this server; everybody is never mentioned.", "-# Nothing was saved."
    )


def not_yours_to_name() -> Card:
    """Return the card for members of the named role, who may not give their right to another role."""
    return notice(
        "Only with Manage Server",
        "Which role may set all this is chosen by members with the permission Manage Server. Ask one of them.",
        "-# Nothing was saved.",
    )


def too_many(what: str, most: int) -> Card:
    """Return the card for a full list of settings."""
    title = message("At most {most} {what}", most=most, what=what)
    return notice(title, "Remove some before you add others.", "-# Nothing was saved.")


def gone_feed() -> Card:
    """Return the card for a feed that was removed."""
    return notice("That feed is gone", "Add it again with `/feeds add`.", "-# Nothing was saved.")


def nothing_to_undo() -> Card:
    """Return the card for an undo without a change."""
    return notice("Nothing to undo", "No change of these settings is left that could be taken back.")


def undone_already() -> Card:
    """Return the card for a change that was undone before."""
    return notice("Undone already", "That change was taken back meanwhile.", "-# Nothing was saved.")


def gone_since() -> Card:
    """Return the card for a change that cannot be undone, because what was set before is gone."""
    text = "The channel, role or feed that was set before is gone, or the bot cannot see it. Choose in `/setup`."
    return notice("Not undone", text, "-# Nothing was saved.")


def changed_since() -> Card:
    """Return the card for a change that cannot be undone, because the setting was changed again."""
    return notice(
        "Not undone", "What that change set has been set anew since. Change it in `/setup`.", "-# Nothing was saved."
    )
