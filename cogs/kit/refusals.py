"""Why settings were not saved, as cards for moderators."""

from collections.abc import Sequence
from typing import Any

from .markdown import safe
from .replies import Card, nothing, notice


def no_channel(again: Any = None) -> Card:
    """Say that a channel cannot be chosen."""
    return nothing(
        "That channel cannot be used",
        "Choose a text or announcement channel, a thread or a forum of this server that you can see yourself."
        "\n-# The bot knows a private thread only when it is in it: mention it there. Nothing was saved.",
        "",
        again,
    )


def missing_permissions_card(channel: int, lacks: Sequence[str], again: Any = None) -> Card:
    """Return what the bot lacks in a channel; nothing is saved until it has it."""
    lines = "\n".join(f"- {safe(name, 80)}" for name in lacks)
    text = f"In <#{channel}> the bot lacks:\n{lines}\n\n-# Channel settings › Permissions. Nothing was saved yet."
    return nothing("Permissions are missing", text, "", again)


def no_zone(typed: str, near: Sequence[str], *buttons: Any) -> Card:
    """Say that there is no such zone; `buttons` set the nearest ones, at most five."""
    hint = (
        f"Did you mean {'one of these' if near[1:] else 'this one'}?"
        if near
        else "Type a city, such as Berlin or New York, or a continent and a city."
    )
    return nothing(f"“{safe(typed, 60)}” is no time zone", f"{hint}\n-# Nothing was saved.", "", *buttons)


def no_time(typed: str, again: Any = None) -> Card:
    """Say that a time of day cannot be read."""
    how = "Write it as `9`, `09:30` or `9pm`.\n-# Nothing was saved."
    return nothing(f"“{safe(typed, 40)}” is no time of day", how, "", again)


def no_role() -> Card:
    """Say that a role cannot be named."""
    return notice(
        "Not that role", "Choose a role of this server; everybody is never mentioned.", "-# Nothing was saved."
    )


def not_yours_to_name() -> Card:
    """Say that who has the server's named role cannot name another one, which would be giving their right away."""
    return notice(
        "Only with Manage Server",
        "Which role may set all this is chosen by members with the permission Manage Server. Ask one of them.",
        "-# Nothing was saved.",
    )


def too_many(what: str, most: int) -> Card:
    """Say that a list of settings is full."""
    return notice(f"At most {most} {what}", "Remove some before you add others.", "-# Nothing was saved.")


def gone_feed() -> Card:
    """Say that a feed is not kept any more."""
    return notice("That feed is gone", "Add it again with `/feeds add`.", "-# Nothing was saved.")


def nothing_to_undo() -> Card:
    """Say that there is no change to take back."""
    return notice("Nothing to undo", "No change of these settings is left that could be taken back.")


def undone_already() -> Card:
    """Say that somebody else took a change back before."""
    return notice("Undone already", "That change was taken back meanwhile.", "-# Nothing was saved.")


def gone_since() -> Card:
    """Say that a change cannot be taken back, since what was set before it is gone."""
    text = "The channel, role or feed that was set before is gone, or the bot cannot see it. Choose in `/setup`."
    return notice("Not undone", text, "-# Nothing was saved.")


def changed_since() -> Card:
    """Say that a change cannot be taken back any more."""
    return notice(
        "Not undone", "What that change set has been set anew since. Change it in `/setup`.", "-# Nothing was saved."
    )
