"""Where repairs of a story begin: what can be repaired, its topic, and all that was, each with Undo."""

import logging
from collections.abc import Mapping, Sequence

import discord

from cogs.kit import options
from cogs.kit.buttons import cut_page
from cogs.kit.replies import Card
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
from ingest import story_repairs
from news.model.articles import TOPICS
from news.model.stories import Story, StoryRepair

from . import menu_card, wrong_person_card
from .common import RepairDesk
from .menu_card import RepairLine
from .wrong_person_card import Repaired

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
            other = options.adult(self.app, repair.other)
            adult = options.adult(self.app, repair.person)
            said = Repaired(repair.person, adult, other, is_nobody=not repair.other)
            by = self.name_repairer(interaction, repair.user, repair.guild, repair.at)
            lines.append((repair.at, wrong_person_card.repair_line(story, said, by)))
        if topic := await self.repairs.topic(story.id):
            by = self.name_repairer(interaction, topic.user, topic.guild, topic.at)
            undo = menu_card.undo_topic(story.id)
            lines.append((topic.at, RepairLine(title="Topic", text=f"Counts as {topic.topic}", by=by, undo=undo)))
        shaped = await self.repairs.of(story.id)
        headlines = await self.repairs.headlines([id_ for r in shaped for id_ in (r.story, r.other)])
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
