"""Wrong person: moderators say who is not meant in a story.

A repair is for the whole bot, which is one operator's, and so for every server that it is in; each is logged with who
made it where.
"""

import logging
import time
from collections import Counter
from dataclasses import dataclass

from discord.ext import commands

from cogs.kit import options
from cogs.kit.app import App
from cogs.kit.buttons import cut_page
from cogs.kit.rate_limit import Window
from cogs.kit.replies import Card
from cogs.kit.routes.posts import REPAIR_PERSON, UNDO_PERSON, WRONG_PERSON, RepairState, WrongPersonState
from cogs.kit.routes.route import Press
from cogs.repairs.menu import MOST_AN_HOUR
from ingest import story_repairs
from ingest.story_repairs import By
from news.model.people import Person
from news.model.stories import Repair, Story

from . import wrong_person_card
from .menu import StoryRepairs
from .split_merge import StoryParts
from .wrong_person_card import Repaired, Tagged

log = logging.getLogger("limelight.repairs")

_PAGE = 4
_MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class _Looked:
    """A story with whom it names and what was repaired in it."""

    story: Story
    tagged: list[Tagged]
    repaired: list[Repaired]


class WrongPersonCog(commands.Cog):
    """Repairs of who is meant; those of whole stories come with it."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        hourly = Window(MOST_AN_HOUR, 3600.0, time.monotonic)
        self._desk = StoryRepairs(app, hourly)
        self.parts = (self._desk, StoryParts(app, hourly))

    @WRONG_PERSON.handler
    async def show_named_people(self, _press: Press, asked: RepairState) -> Card | None:
        """Return whom a story names, with the buttons that say who is not meant."""
        looked = await self._read_story(asked.story)
        if looked is None:
            return None
        everybody: list[Tagged | Repaired] = [*looked.repaired, *looked.tagged]
        page, total, shown = cut_page(everybody, asked.page, _PAGE)
        return wrong_person_card.people_page(looked.story, shown, page, total)

    @REPAIR_PERSON.handler
    async def repair_person(self, interaction: Press, chosen: WrongPersonState) -> Card | None:
        """Say that somebody is not meant in a story, but another one or nobody."""
        looked = await self._read_story(chosen.story)
        if looked is None:
            return None
        tagged = next((tagged for tagged in looked.tagged if tagged.person == chosen.person), None)
        if tagged is None:
            return wrong_person_card.not_named(looked.story)
        other = next((person for person in tagged.others if person.id == chosen.other), None)
        if chosen.other and other is None:
            return None
        made = Repair(
            story=looked.story.id,
            person=chosen.person,
            other=chosen.other,
            user=interaction.user.id,
            guild=interaction.guild_id or 0,
            at=self.app.clock(),
        )
        often = self._desk.take_repair(interaction)
        if often or not (articles := await story_repairs.person(self.storage, made)):
            return (
                self._desk.refuse_repair(often, looked.story.id) if often else wrong_person_card.not_named(looked.story)
            )
        log.info(
            "user %s of server %s: in story %s person %s is not meant but %s, %s articles",
            *(made.user, made.guild, made.story, made.person, made.other or "nobody", articles),
        )
        return wrong_person_card.repaired_card(looked.story, tagged, other, articles)

    @UNDO_PERSON.handler
    async def undo_person(self, interaction: Press, chosen: WrongPersonState) -> Card | None:
        """Take a repair back."""
        looked = await self._read_story(chosen.story)
        if looked is None:
            return None
        if often := self._desk.take_repair(interaction):
            return self._desk.refuse_repair(often, looked.story.id)
        by = By(interaction.user.id, interaction.guild_id or 0, self.app.clock())
        gone = await story_repairs.undo_person(self.storage, chosen.story, chosen.person, by)
        if gone is None:
            return wrong_person_card.not_repaired(looked.story)
        log.info(
            "user %s of server %s: in story %s the repair of person %s is undone",
            *(interaction.user.id, interaction.guild_id, gone.story, gone.person),
        )
        return wrong_person_card.undone_card(looked.story, options.find_adult(self.app, gone.person))

    async def _read_story(self, number: int) -> _Looked | None:
        story = await self.storage.stories.get(number, self.app.clock())
        if story is None:
            return None
        repaired = [
            Repaired(
                repair.person,
                options.find_adult(self.app, repair.person),
                options.find_adult(self.app, repair.other),
                is_nobody=not repair.other,
            )
            for repair in await self.storage.person_repairs.of(number)
        ]
        return _Looked(story, self._named_people(story), repaired)

    def _named_people(self, story: Story) -> list[Tagged]:
        """Return whom the articles name, namesakes in doubt and those under 18 too, most named first."""
        count = Counter(mention.person_id for article in story.articles for mention in article.mentions)
        return [self._named_person(story, person, articles) for person, articles in count.most_common()]

    def _named_person(self, story: Story, number: int, articles: int) -> Tagged:
        mentions = [m for article in story.articles for m in article.mentions if m.person_id == number]
        adult = options.find_adult(self.app, number)
        written = dict.fromkeys(mention.name for mention in mentions)
        return Tagged(
            person=number,
            adult=adult,
            # Who is under 18, or may be, is named where the headline does it.
            written=[name for name in written if adult or name in story.headline],
            reasons=list(dict.fromkeys(mention.reason for mention in mentions)),
            articles=articles,
            others=self._find_namesakes(number, written),
        )

    def _find_namesakes(self, number: int, written: dict[str, None]) -> list[Person]:
        """Return the adults who bear the name, too, the most popular first."""
        tagged = self.app.catalogue.person(number)
        names = [*written, *([tagged.name] if tagged else [])]
        found = {other.id: other for name in names for other in self.app.catalogue.by_name(name)}
        others = [other for other in found.values() if other.id != number and self.app.name(other.id)]
        return sorted(others, key=lambda person: -person.popularity)[:_MOST_OTHERS]
