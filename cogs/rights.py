"""Who is a moderator: asked of Discord's own word on the one who acts, at every step anew."""

from .choices import Asking
from .ui.replies import Card, notice


def is_moderator(interaction: Asking) -> bool:
    """Say whether somebody has Manage Server, in a server that this bot is a member of.

    Who installs the bot for themselves alone may use it in a server of their own, where they have every right.
    """
    guild = interaction.guild_id
    return bool(guild and interaction.client.get_guild(guild) and interaction.permissions.manage_guild)


def refusal(interaction: Asking) -> Card | None:
    """Give the card that says who may, for one who may not."""
    if is_moderator(interaction):
        return None
    return notice("For moderators only", "Members with the permission Manage Server can do this, in their server.")
