"""Two stories in one taken apart, and one story told twice put together, article by article and for good."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from cogs.kit import options
from cogs.kit.replies import Card
from cogs.kit.routes.posts import (
    ASK_MERGE_WORDS,
    CHOOSE_MERGE,
    CHOOSE_SPLIT,
    FIND_MERGE,
    MERGE,
    PUT_TOGETHER,
    SPLIT,
    SPLIT_PAGE,
    TAKE_APART,
    MergeState,
    RepairState,
    SplitState,
)
from cogs.kit.routes.route import Form, Press
from cogs.repairs.menu import RepairDesk
from ingest import story_repairs
from news.model.stories import Story, StoryRepair
from news.stories.link_rules import StoryCandidate, nearest_stories
from news.stories.stories import story_people
from news.text.search import rank_hits, search_terms
from storage import Wanted

from . import menu_card, split_merge_card
from .split_merge_card import PAGE

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

    @SPLIT.handler
    async def choose_articles(self, interaction: Press, state: RepairState) -> Card | None:
        """Return a story's articles to choose from."""
        story = await self.find_story(state.story)
        return split_merge_card.split_page(story, 0, ()) if isinstance(story, Story) else story

    @SPLIT_PAGE.handler
    async def turn_articles(self, interaction: Press, state: SplitState) -> Card | None:
        """Return another page of them; what was chosen stays chosen."""
        if not isinstance(choice := await self._read_choice(state), _Choice):
            return choice
        return split_merge_card.split_page(choice.story, choice.page, choice.places)

    @CHOOSE_SPLIT.handler
    async def pick_articles(self, interaction: Press, state: SplitState, values: Sequence[str]) -> Card | None:
        """Choose articles of a page."""
        if not isinstance(choice := await self._read_choice(state), _Choice):
            return choice
        here = range(choice.page * PAGE, min((choice.page + 1) * PAGE, choice.count))
        if not set(values) <= {str(place) for place in here}:
            return None
        picked = {place for place in choice.places if place not in here} | set(map(int, values))
        return split_merge_card.split_page(choice.story, choice.page, sorted(picked))

    @TAKE_APART.handler
    async def take_apart(self, interaction: Press, state: SplitState) -> Card | None:
        """Make the chosen articles another story."""
        if not isinstance(choice := await self._read_choice(state), _Choice):
            return choice
        story = choice.story
        keys = [story.articles[place].key for place in choice.places]
        made = self.take_repair(interaction) or await story_repairs.split(
            self.storage, story.id, keys, self.who_acts(interaction)
        )
        if isinstance(made, str):
            return self.refuse_repair(made, story.id)
        log.info(
            "%s: of story %s %s articles are another story, %s are left: %s and %s, repair %s",
            *(self.name_actor(interaction), story.id, len(made.taken), len(made.kept), made.story, made.other, made.id),
        )
        undo = menu_card.undo_repair(made.story, made.id)
        stories = await self.as_they_stand(made.story, made.other)
        return menu_card.done_card("Taken apart", "These are two stories now:", stories, undo)

    @MERGE.handler
    async def look_for_others(self, interaction: Press, state: RepairState) -> Card | None:
        """Return the stories that may be the same as one."""
        story = await self.find_story(state.story)
        return split_merge_card.merge_card(story, await self._find_near(story)) if isinstance(story, Story) else story

    @ASK_MERGE_WORDS.handler
    async def ask_words(self, interaction: Press, state: RepairState) -> Card | Form | None:
        """Open the form for words of the other story."""
        story = await self.find_story(state.story)
        return split_merge_card.words_form(story.id) if isinstance(story, Story) else story

    @FIND_MERGE.handler
    async def find_by_words(self, interaction: Press, state: RepairState, form: Form) -> Card | None:
        """Return the stories that hold the words typed."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        words, now = split_merge_card.typed_words(form), self.app.clock()
        hits = rank_hits(await self.storage.search.hits(search_terms(words), Wanted(until=now)), now)
        ids = [hit.story for hit in hits if hit.story != story.id][:PAGE]
        found = await self.storage.stories.some(ids, now)
        return split_merge_card.merge_card(
            story, [StoryCandidate(one.id, one.headline, one.last_at) for one in found], words
        )

    @CHOOSE_MERGE.handler
    async def confirm_merge(self, interaction: Press, state: RepairState, values: Sequence[str]) -> Card | None:
        """Ask whether the chosen story is the same."""
        if not isinstance(story := await self.find_story(state.story), Story):
            return story
        number = options.read_id(f"#{values[0]}") if len(values) == 1 else 0
        if not isinstance(other := await self.find_story(number), Story):
            return other
        if story.id == other.id:
            return self.refuse_repair("same", story.id)
        split_by = next((r for r in reversed(await self.repairs.of(story.id)) if _is_split_of(r, story, other)), None)
        by = self.name_repairer(interaction, split_by.user, split_by.guild, split_by.at) if split_by else ""
        return split_merge_card.confirm_merge_card(story, other, by)

    @PUT_TOGETHER.handler
    async def put_together(self, interaction: Press, asked: MergeState) -> Card | None:
        """Make two stories one."""
        if not isinstance(story := await self.find_story(asked.story), Story):
            return story
        if not isinstance(other := await self.find_story(asked.other), Story):
            return other
        made = self.take_repair(interaction) or await story_repairs.merge(
            self.storage, story.id, other.id, self.who_acts(interaction)
        )
        if isinstance(made, str):
            return self.refuse_repair(made, story.id)
        log.info(
            "%s: stories %s and %s are one, %s, repair %s",
            *(self.name_actor(interaction), story.id, other.id, made.story, made.id),
        )
        undo = menu_card.undo_repair(made.story, made.id)
        return menu_card.done_card(
            "Put together", "These are one story now:", await self.as_they_stand(made.story), undo
        )

    async def _read_choice(self, asked: SplitState) -> _Choice | Card | None:
        if not isinstance(story := await self.find_story(asked.story), Story):
            return story
        places = split_merge_card.chosen_places(story, asked)
        return (
            self.refuse_repair("moved", story.id) if places is None else _Choice(story, asked.page, asked.count, places)
        )

    async def _find_near(self, story: Story) -> list[StoryCandidate]:
        now = self.app.clock()
        since, until = story.first_at - _NEAR, min(story.last_at + _NEAR, now)
        found = [
            StoryCandidate(*row)
            for row in await self.storage.stories.near(since, until, _LOOKED_AT)
            if row[0] != story.id
        ]
        named = story_people(story)[:_MOST_PEOPLE]
        shared = await self.storage.stories.sharing(named, since, until) if named else {}
        counts = {id_: len(both) for id_, both in shared.items()}
        # A thousand headlines take too long for the loop.
        return await asyncio.to_thread(nearest_stories, story.headline, story.last_at, found, counts, PAGE)


def _is_split_of(repair: StoryRepair, story: Story, other: Story) -> bool:
    """True if a repair says that these two are two."""
    sides = [{*repair.kept}, {*repair.taken}]
    mine, theirs = ({article.key for article in one.articles} for one in (story, other))
    return repair.kind == "split" and any(mine & one and theirs & two for one, two in (sides, sides[::-1]))
