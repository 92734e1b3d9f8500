"""What all repairs of stories ask: which story a button means, who presses it where and when, how stories stand now."""

from typing import Literal

import discord

from cogs.kit.app import App
from cogs.kit.rate_limit import Window
from cogs.kit.replies import Card, notice
from ingest.story_repairs import By
from news.model.stories import Story

from . import menu_card

# Repairs that a server may make or undo in an hour: each holds in every server, and has posts drawn anew there.
MOST_AN_HOUR = 30
_REFUSED = {
    "gone": ("Nothing to repair", "Its articles are past the time for which this bot keeps them."),
    "moved": ("The story has changed", "Its articles are not those that you chose from any more. Choose again."),
    "all": ("Leave one out", "Every article was chosen: there would be no other story."),
    "same": ("They are one story", "These are one story by now."),
    "held": (
        "A later repair holds",
        "A repair that was made after this one has these articles where they are; undo that one first.",
    ),
    "often": ("Too many repairs", f"They hold in every server, so one makes {MOST_AN_HOUR} in an hour. Go on later."),
    "undone": ("Nothing to undo", "This repair is not there any more."),
}


class RepairDesk:
    """What repairs of stories share."""

    def __init__(self, app: App, hourly: Window) -> None:
        self.app = app
        self.storage = app.storage
        self.repairs = app.storage.story_repairs
        self._hourly = hourly

    def take_repair(self, interaction: discord.Interaction) -> Literal["often", ""]:
        """Take one of the repairs that a server may make in an hour, or say that it has made them all."""
        return "often" if self._hourly.wait(interaction.guild_id or 0) else ""

    async def find_story(self, number: int) -> Story | Card | None:
        """Return a story with articles; of one past its retention the card that says so, None for no story."""
        found = await self.storage.stories.get(number, self.app.clock())
        return found if found is None or found.articles else notice(*_REFUSED["gone"], "Nothing was changed.")

    async def as_they_stand(self, *numbers: int) -> list[Story]:
        """Return these stories as they stand, each once."""
        found = [await self.storage.stories.get(number, self.app.clock()) for number in numbers]
        return list({story.id: story for story in found if story and story.articles}.values())

    def who_acts(self, interaction: discord.Interaction) -> By:
        """Return who presses, where and when."""
        return By(interaction.user.id, interaction.guild_id or 0, self.app.clock())

    def name_actor(self, interaction: discord.Interaction) -> str:
        """Return the same for the log."""
        return f"user {interaction.user.id} of server {interaction.guild_id}"

    def name_repairer(self, interaction: discord.Interaction, user: int, guild: int, at: int) -> str:
        """Return who repaired something, as the one who asks may know it."""
        return menu_card.repaired_by(user, at, is_here=guild == interaction.guild_id)

    def refuse_repair(self, why: str, story: int) -> Card:
        """Return why nothing was changed."""
        return menu_card.refused_card(*_REFUSED[why], story)
