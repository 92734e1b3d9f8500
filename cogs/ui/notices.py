"""What moderators are told unasked, as cards."""

from typing import Any

import discord

from .markup import safe
from .posts import why_this
from .replies import Card, card

# Discord's code in a refusal -> what a moderator can do something about
_WHY = {
    "50013": "The bot lacks a permission there.",
    "50001": "The bot cannot see it.",
    "10003": "It does not exist any more.",
    "50083": "It is an archived thread.",
}


def suspended(post: int, channel: int, reason: str) -> Card:
    """Say that a channel takes no posts, why, and what comes next; `reason` is Discord's own ("HTTP 403 50013 ...")."""
    told = next((why for code, why in _WHY.items() if code in reason.split()), f"Discord says: {safe(reason, 200)}")
    text = (
        f"### Nothing can be posted in <#{channel}>\n{told}\n"
        "What is due there waits until it is too late for it. The channel is tried once a day.\n"
        "-# Mend it, or choose another channel with `/setup`."
    )
    row: Any = discord.ui.ActionRow(why_this(post))
    return card([discord.ui.TextDisplay(text), row])
