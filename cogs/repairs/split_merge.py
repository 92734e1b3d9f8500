"""Two stories in one taken apart, and one story told twice put together, article by article and for good."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from cogs.kit import custom_ids, options, rights
from cogs.kit.app import App
from cogs.kit.buttons import Form
from cogs.kit.rate_limit import Window
from cogs.kit.replies import Card
from ingest import story_repairs
from news.model.stories import Story, StoryRepair
from news.stories.link_rules import Other, nearest
from news.stories.stories import people
from news.text.search import ranked, terms
from storage import Wanted

from . import menu_card, split_merge_card
from .common import RepairDesk
from .split_merge_card import PAGE, Joining, Parting

log = logging.getLogger("limelight.repairs")

_NEAR = 7 * 86400  # seconds between two stories that may be one
_LOOKED_AT = 1_000  # newest of these
_MOST_PEOPLE = 20


@dataclass(frozen=True, slots=True)
class _Choice:
    """The articles chosen so far, by their places among the first `count` of a story, and the page that shows."""

    story: Story
    page: int
    count: int
    places: list[int]


class StoryParts(RepairDesk):
    """Which articles are a story, for moderators; each press asks anew whether it is one's."""

    def __init__(self, app: App, hourly: Window) -> None:
        super().__init__(app, hourly)
        app.handlers.actions |= {
            "apart": self.choose,
            "apartpage": self.turn,
            "takeapart": self.take_apart,
            "merge": self.look_for,
            "mergewords": self.ask_words,
            "puttogether": self.put_together,
        }
        app.handlers.pickers |= {"apart": self.pick, "merge": self.ask}
        app.handlers.forms |= {"merge": self.find}

    async def choose(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Give a story's articles to choose from."""
        if refusal := await rights.refusal(interaction):
            return refusal
        story = await self.named(state)
        return split_merge_card.articles(story, 0, ()) if isinstance(story, Story) else story

    async def turn(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Give another page of them; what was chosen stays chosen."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if not isinstance(choice := await self._choice(state), _Choice):
            return choice
        return split_merge_card.articles(choice.story, choice.page, choice.places)

    async def pick(self, interaction: discord.Interaction, state: str, values: Sequence[str]) -> Card | None:
        """Choose articles of a page."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if not isinstance(choice := await self._choice(state), _Choice):
            return choice
        here = range(choice.page * PAGE, min((choice.page + 1) * PAGE, choice.count))
        if not set(values) <= {str(place) for place in here}:
            return None
        picked = {place for place in choice.places if place not in here} | set(map(int, values))
        return split_merge_card.articles(choice.story, choice.page, sorted(picked))

    async def take_apart(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Make the chosen articles another story."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if not isinstance(choice := await self._choice(state), _Choice):
            return choice
        story = choice.story
        keys = [story.articles[place].key for place in choice.places]
        made = self.often(interaction) or await story_repairs.split(
            self.storage, story.id, keys, self.acting(interaction)
        )
        if isinstance(made, str):
            return self.refused(made, story.id)
        log.info(
            "%s: of story %s %s articles are another story, %s are left: %s and %s, repair %s",
            *(self.who(interaction), story.id, len(made.taken), len(made.kept), made.story, made.other, made.id),
        )
        undo = menu_card.undo_repair(made.story, made.id)
        stories = await self.as_they_stand(made.story, made.other)
        return menu_card.done("Taken apart", "These are two stories now:", stories, undo)

    async def look_for(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Give the stories that may be the same as one."""
        if refusal := await rights.refusal(interaction):
            return refusal
        story = await self.named(state)
        return split_merge_card.others(story, await self._near(story)) if isinstance(story, Story) else story

    async def ask_words(self, interaction: discord.Interaction, state: str) -> Card | Form | None:
        """Open the form for words of the other story."""
        if refusal := await rights.refusal(interaction):
            return refusal
        story = await self.named(state)
        return split_merge_card.words_form(story.id) if isinstance(story, Story) else story

    async def find(self, interaction: discord.Interaction, state: str, form: Form) -> Card | None:
        """Give the stories that hold the words typed."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if not isinstance(story := await self.named(state), Story):
            return story
        words, now = split_merge_card.typed_words(form), self.app.clock()
        hits = ranked(await self.storage.search.hits(terms(words), Wanted(until=now)), now)
        ids = [hit.story for hit in hits if hit.story != story.id][:PAGE]
        found = await self.storage.stories.some(ids, now)
        return split_merge_card.others(story, [Other(one.id, one.headline, one.last_at) for one in found], words)

    async def ask(self, interaction: discord.Interaction, state: str, values: Sequence[str]) -> Card | None:
        """Ask whether the chosen story is the same."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if not isinstance(story := await self.named(state), Story):
            return story
        number = options.read_id(f"#{values[0]}") if len(values) == 1 else 0
        if not isinstance(other := await self.story(number), Story):
            return other
        if story.id == other.id:
            return self.refused("same", story.id)
        split_by = next((r for r in reversed(await self.repairs.of(story.id)) if _parts(r, story, other)), None)
        by = self.by(interaction, split_by.user, split_by.guild, split_by.at) if split_by else ""
        return split_merge_card.sure(story, other, by)

    async def put_together(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Make two stories one."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if (asked := custom_ids.read(Joining, state)) is None:
            return None
        if not isinstance(story := await self.story(asked.story), Story):
            return story
        if not isinstance(other := await self.story(asked.other), Story):
            return other
        made = self.often(interaction) or await story_repairs.merge(
            self.storage, story.id, other.id, self.acting(interaction)
        )
        if isinstance(made, str):
            return self.refused(made, story.id)
        log.info(
            "%s: stories %s and %s are one, %s, repair %s",
            *(self.who(interaction), story.id, other.id, made.story, made.id),
        )
        undo = menu_card.undo_repair(made.story, made.id)
        return menu_card.done("Put together", "These are one story now:", await self.as_they_stand(made.story), undo)

    async def _choice(self, state: str) -> "_Choice | Card | None":
        if (asked := custom_ids.read(Parting, state)) is None:
            return None
        if not isinstance(story := await self.story(asked.story), Story):
            return story
        places = split_merge_card.places(story, asked)
        return self.refused("moved", story.id) if places is None else _Choice(story, asked.page, asked.count, places)

    async def _near(self, story: Story) -> list[Other]:
        now = self.app.clock()
        since, until = story.first_at - _NEAR, min(story.last_at + _NEAR, now)
        found = [Other(*row) for row in await self.repairs.near(since, until, _LOOKED_AT) if row[0] != story.id]
        named = people(story)[:_MOST_PEOPLE]
        shared = await self.repairs.sharing(named, since, until) if named else {}
        counts = {id_: len(both) for id_, both in shared.items()}
        # A thousand headlines take too long for the loop.
        return await asyncio.to_thread(nearest, story.headline, story.last_at, found, counts, PAGE)


def _parts(repair: StoryRepair, story: Story, other: Story) -> bool:
    """Whether a repair says that these two are two."""
    sides = [{*repair.kept}, {*repair.taken}]
    mine, theirs = ({article.key for article in one.articles} for one in (story, other))
    return repair.kind == "split" and any(mine & one and theirs & two for one, two in (sides, sides[::-1]))
