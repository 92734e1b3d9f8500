"""Where repairs of a story begin: what can be repaired, its topic, and all that was, each with Undo."""

import logging
from collections.abc import Mapping, Sequence
from typing import Literal

import discord

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import cut_page
from cogs.kit.rate_limit import Window
from cogs.kit.replies import Card, notice
from cogs.kit.routes.posts import (
    CHOOSE_TOPIC,
    REPAIRED,
    REPAIRS,
    TOPIC,
    UNDO_REPAIR,
    UNDO_TOPIC,
    RepairState,
    UndoRepairState,
)
from cogs.kit.routes.route import Press
from cogs.repairs import menu_card, wrong_person_card
from cogs.repairs.menu_card import RepairLine
from cogs.repairs.wrong_person_card import Repaired
from ingest import story_repairs
from ingest.story_repairs import By
from news.model.articles import TOPICS
from news.model.stories import Story, StoryRepair

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


log = logging.getLogger("limelight.repairs")

_LINES = 4


class StoryRepairs(RepairDesk):
    """What can be and was repaired in a story, for moderators; each press asks anew whether it is one's."""

    @REPAIRS.handler
    async def show_repairs(self, interaction: Press, state: RepairState) -> Card | None:
        """Return what can be repaired in a story."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        return menu_card.menu_card(story, len(await self._read_lines(interaction, story)))

    @REPAIRED.handler
    async def show_repaired(self, interaction: Press, state: RepairState) -> Card | None:
        """Return what was repaired in a story, each with its undoing."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        page, total, shown = cut_page(await self._read_lines(interaction, story), state.page, _LINES)
        return menu_card.repaired_page(story, shown, page, total)

    @TOPIC.handler
    async def show_topic(self, interaction: Press, state: RepairState) -> Card | None:
        """Return what a story is about, with the choice of another topic."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        said = await self.repairs.topic(story.id)
        by = self.name_repairer(interaction, said.user, said.guild, said.at) if said else ""
        return menu_card.topic_card(story, said.topic if said else "", by)

    @CHOOSE_TOPIC.handler
    async def choose_topic(self, interaction: Press, state: RepairState, values: Sequence[str]) -> Card | None:
        """Return what a story is about."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        if len(values) != 1 or values[0] not in TOPICS:
            return None
        if often := self.take_repair(interaction):
            return self.refuse_repair(often, story.id)
        said = await story_repairs.topic(self.storage, story.id, values[0], self.who_acts(interaction))
        if said is None:
            return self.refuse_repair("gone", story.id)
        log.info("%s: story %s is about %s, not %s", self.name_actor(interaction), said.story, values[0], story.topic)
        text = f"The story counts as **{said.topic}** now, not {story.topic}."
        undo = menu_card.undo_topic(said.story)
        return menu_card.done_card("Repaired", text, await self.as_they_stand(said.story), undo)

    @UNDO_TOPIC.handler
    async def undo_topic(self, interaction: Press, state: RepairState) -> Card | None:
        """Let a story be about what its articles are about again."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        if often := self.take_repair(interaction):
            return self.refuse_repair(often, story.id)
        gone = await story_repairs.undo_topic(self.storage, story.id, self.who_acts(interaction))
        if gone is None:
            return self.refuse_repair("undone", story.id)
        log.info("%s: in story %s the topic %s is undone", self.name_actor(interaction), gone.story, gone.topic)
        [now] = await self.as_they_stand(gone.story)
        text = f"The story counts as **{now.topic}** again, as its articles were read."
        return menu_card.done_card("Repair undone", text, [now])

    @UNDO_REPAIR.handler
    async def undo_repair(self, interaction: Press, asked: UndoRepairState) -> Card | None:
        """Take a split or a merge back."""
        if not isinstance(story := await self.find_story(asked.story), Story):
            return story
        if asked.repair not in [repair.id for repair in await self.repairs.of(story.id)]:
            return self.refuse_repair("undone", story.id)
        undone = self.take_repair(interaction) or await story_repairs.undo(
            self.storage, asked.repair, self.who_acts(interaction)
        )
        if isinstance(undone, str):
            return self.refuse_repair(undone, story.id)
        log.info(
            "%s: repair %s is undone (%s of stories %s and %s)",
            *(self.name_actor(interaction), undone.id, undone.kind, undone.story, undone.other),
        )
        stories = await self.as_they_stand(undone.story, undone.other)
        text = "These are two stories again:" if len(stories) > 1 else "This is one story again:"
        return menu_card.done_card("Repair undone", text, stories)

    async def _read_lines(self, interaction: discord.Interaction, story: Story) -> list[RepairLine]:
        """Return what was repaired in a story, oldest first."""
        lines: list[tuple[int, RepairLine]] = []
        for repair in await self.storage.person_repairs.of(story.id):
            other = options.find_adult(self.app, repair.other)
            adult = options.find_adult(self.app, repair.person)
            said = Repaired(repair.person, adult, other, is_nobody=not repair.other)
            by = self.name_repairer(interaction, repair.user, repair.guild, repair.at)
            lines.append((repair.at, wrong_person_card.repair_line(story, said, by)))
        if topic := await self.repairs.topic(story.id):
            by = self.name_repairer(interaction, topic.user, topic.guild, topic.at)
            undo = menu_card.undo_topic(story.id)
            lines.append((topic.at, RepairLine(title="Topic", text=f"Counts as {topic.topic}", by=by, undo=undo)))
        shaped = await self.repairs.of(story.id)
        headlines = await self.storage.stories.headlines([id_ for r in shaped for id_ in (r.story, r.other)])
        lines += [(r.at, self._repair_line(interaction, story, r, headlines)) for r in shaped]
        return [line for _, line in sorted(lines, key=lambda pair: pair[0])]

    def _repair_line(
        self, interaction: discord.Interaction, story: Story, repair: StoryRepair, headlines: Mapping[int, str]
    ) -> RepairLine:
        other = repair.story if repair.other == story.id else repair.other
        which = menu_card.quote_headline(headlines.get(other, ""))
        return RepairLine(
            title="Taken apart" if repair.kind == "split" else "Put together",
            text=f"From {which}" if repair.kind == "split" else f"With {which}",
            by=self.name_repairer(interaction, repair.user, repair.guild, repair.at),
            undo=menu_card.undo_repair(story.id, repair.id),
        )
