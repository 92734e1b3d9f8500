"""/why and /held: the stages from feed to post, each with its evidence, posted or not."""

import re
from collections import Counter
from collections.abc import Collection
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import options, rights
from cogs.kit.app import App
from cogs.kit.buttons import cut_page, page_row
from cogs.kit.markdown import safe
from cogs.kit.replies import Card, answer, nothing_found
from cogs.kit.routes.members import NoState
from cogs.kit.routes.posts import POST, STAGES, SUBJECTS, WITHHELD, PostState, StagesState
from cogs.kit.routes.route import Press
from news.model.post_keys import story_of
from news.model.posts import Post
from news.model.servers import Server
from news.servers.story_rules import FRESH, is_releasable
from news.servers.wording import say_post_reason, say_reason
from news.text.days import due_at
from news.text.messages import capitalized, message
from news.text.search import rank_hits, search_terms
from outbox.view.read_stages import Withheld
from storage import Wanted

from . import why_card, withheld_card
from .fixes import StoryFixes
from .gather import Cases, WithheldBirthday, post_title
from .withheld_card import WithheldEntry, WithheldPage

MISSED = ("expired", "tried too often")  # posts whose birthdays count as missed, see storage.servers.servers
_STORY, _BIRTHDAY, _POST = range(len(SUBJECTS))
_LINK = re.compile(
    r"(?:https://(?:ptb\.|canary\.)?discord(?:app)?\.com/channels/(?P<guild>[0-9]{15,20})/[0-9]{15,20}/)?"
    r"(?P<message>[0-9]{15,20})"
)
_BUTTON = re.compile(r"open:post:0:(?P<post>[0-9]{1,15})")
_IN_SERVERS = app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False)
_INSTALLED = app_commands.AppInstallationType(guild=True, user=False)


class WhyCog(commands.Cog):
    """What led to a post, or kept it back, and what a moderator can do about it."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self.cases = Cases(app)
        self.parts = (StoryFixes(app, self.cases),)
        self.menu: Any = app_commands.ContextMenu(
            name="Why this post?",
            callback=self.message_menu,
            allowed_contexts=_IN_SERVERS,
            allowed_installs=_INSTALLED,
        )

    async def cog_load(self) -> None:
        """Put the entry into the menu of messages; a decorator cannot do that in a cog."""
        self.app.discord.tree.add_command(self.menu)

    async def cog_unload(self) -> None:
        """Take it out."""
        self.app.discord.tree.remove_command(self.menu.name, type=self.menu.type)

    @app_commands.command(name="why")
    @rights.for_moderators
    @app_commands.describe(
        story="Words of its headline; choose from the list that appears",
        birthday="Whose birthday",
        message="The link of a message of mine, or its id",
    )
    @app_commands.autocomplete(story=options.complete_stories, birthday=options.complete_people)
    async def why_command(
        self,
        interaction: discord.Interaction,
        story: str | None = None,
        birthday: str | None = None,
        message: str | None = None,
    ) -> None:
        """Why something was posted here or not: every stage from feed to post"""
        asked = await self._read_question(interaction, story, birthday, message)
        card = asked if isinstance(asked, Card) else await self._draw_stages(interaction, asked)
        await answer(interaction, card or why_card.no_post(), ephemeral=True)

    @app_commands.command(name="held")
    @rights.for_moderators
    async def held_command(self, interaction: discord.Interaction) -> None:
        """What was not posted here in the last 48 hours, and why"""
        await answer(interaction, await self.show_withheld(interaction, NoState(), 0), ephemeral=True)

    async def message_menu(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer why a message of the bot was posted: to moderators every stage, to others the reason."""
        number = await self._post_of(interaction, message)
        if number is None:
            card: Card | None = why_card.no_post()
        else:
            card = await self.app.router.open(POST, interaction, PostState(number))
        await answer(interaction, card or why_card.no_post(), ephemeral=True)

    async def _post_of(self, interaction: discord.Interaction, message: discord.Message) -> int | None:
        """Return the id of the post that a message is, 0 for a test; None for another's message."""
        if self.app.discord.user is None or message.author.id != self.app.discord.user.id:
            return None
        found = await self.storage.stages.by_message(options.server_of(interaction), message.id)
        if found is not None:
            return found.id
        marked = (_BUTTON.fullmatch(custom_id) for custom_id in _custom_ids(message.components))
        return next((int(mark["post"]) for mark in marked if mark), None)

    @STAGES.handler
    async def show_stages(self, interaction: Press, asked: StagesState, _page: int) -> Card | None:
        """Return the stages of what a button names."""
        return await self._draw_stages(interaction, asked)

    async def _draw_stages(self, interaction: discord.Interaction, asked: StagesState) -> Card | None:
        shown = await self.cases.explain_subject(interaction, asked)
        return why_card.chain_card(shown, self.app.name) if shown else None

    async def _read_question(
        self, interaction: discord.Interaction, story: str | None, birthday: str | None, message: str | None
    ) -> StagesState | Card:
        """Read what was asked about, or give the card that says what is not known."""
        if [story, birthday, message].count(None) != len(SUBJECTS) - 1:
            return why_card.nothing_asked()
        if birthday is not None:
            person = options.read_person(self.app, birthday)
            return person if isinstance(person, Card) else StagesState(_BIRTHDAY, person.id)
        if message is not None:
            link = _LINK.fullmatch(message.strip().rstrip("/"))
            is_here = link and link["guild"] in (None, str(interaction.guild_id))
            post = await self._by_message(interaction, int(link["message"])) if link and is_here else None
            return StagesState(_POST, post.id) if post else why_card.no_post()
        return await self._find_story(story or "")

    async def _by_message(self, interaction: discord.Interaction, message: int) -> Post | None:
        return await self.storage.stages.by_message(interaction.guild_id or 0, message)

    async def _find_story(self, typed: str) -> StagesState | Card:
        now, number = self.app.clock(), options.read_id(typed)
        if number and await self.storage.stories.get(number, now):
            return StagesState(_STORY, number)
        hits = [] if number else rank_hits(await self.storage.search.hits(search_terms(typed), Wanted(until=now)), now)
        if hits:
            return StagesState(_STORY, hits[0].story)
        hint = "Choose from the list that appears as you type, or try fewer words."
        text = f"No headline or text has “{safe(typed, 100)}”.\n{hint}"
        return nothing_found("No such story", text, await self.app.freshness())

    @WITHHELD.handler
    async def show_withheld(self, interaction: Press, state: NoState, page: int) -> Card:
        """Return a page of what was not posted in the last 48 hours, counted from 0."""
        server = await self.storage.servers.get(interaction.guild_id or 0)
        found, people = await self.cases.read_withheld(server)
        entries = [
            *await self._post_entries(server, found),
            *_birthday_entries(server, people),
            *_story_entries(server, found),
        ]
        if not entries:
            return withheld_card.nothing_held(server, await self.app.freshness())
        counts = Counter(entry.group for entry in entries)
        page, pages, shown = cut_page(entries, page, withheld_card.PAGE)
        row = page_row(WITHHELD, state, page, pages)
        listed = WithheldPage(
            entries=shown, counts=list(counts.items()), page=page, pages=pages, row=row, is_all=found.is_all
        )
        return withheld_card.withheld_page(listed)

    async def _post_entries(self, server: Server, found: Withheld) -> list[WithheldEntry]:
        """Return the posts that did not get out; stories by their headline."""
        entries: list[WithheldEntry] = []
        now = self.app.clock()
        judged = {story.id for story, _ in found.stories}
        for post in found.posts:
            if post.kind == "birthdays" and post.reason.code in MISSED:
                continue  # whoever stood in it is listed by name
            story = await self.storage.stories.get(story_of(post), now) if post.kind == "story" else None
            if story and story.id in judged and post.state == "dropped":
                continue  # it stands below with what holds it now
            title = story.headline if story else post_title(post)
            asked = StagesState(_STORY, story.id) if story else StagesState(_POST, post.id)
            why_ = _why_stuck(server, post, found.shut)
            entries.append(
                WithheldEntry(
                    group=withheld_card.STUCK,
                    title=title,
                    why=why_,
                    at=post.due_at,
                    asked=asked,
                    line=withheld_card.DUE,
                )
            )
        return entries


def _why_stuck(server: Server, post: Post, shut: Collection[int]) -> str:
    """Return how a post that did not get out stands; `shut` are channels that take none."""
    if post.state == "dropped":
        return message("Given up: {why}", why=say_post_reason(post.reason))
    if post.state == "unknown":
        return "Whether it is in its channel cannot be told"
    if post.channel in shut:
        return "It waits to be sent: its channel takes no posts"
    if server.paused:
        return "It waits to be sent: posting is paused"
    template = "It waits to be sent: {why}" if post.reason.code else "It waits to be sent"
    return message(template, why=say_post_reason(post.reason))


def _story_entries(server: Server, found: Withheld) -> list[WithheldEntry]:
    """Return the stories, group by group: the group of the biggest story first."""
    if not server.stories_channel:
        return []
    entries = [
        WithheldEntry(
            group=withheld_card.GROUPS[stands.cause],
            title=story.headline,
            why=capitalized(say_reason(stands.reason)),
            at=story.first_at,
            asked=StagesState(_STORY, story.id),
            line=withheld_card.FIRST_REPORTED,
            may_release=is_releasable(story, stands, found.spent),
        )
        for story, stands in found.stories
        if story.first_at >= found.spent.at - FRESH
    ]
    places = {group: place for place, group in reversed(list(enumerate(entry.group for entry in entries)))}
    return sorted(entries, key=lambda entry: places[entry.group])


def _birthday_entries(server: Server, people: list[WithheldBirthday]) -> list[WithheldEntry]:
    return [
        WithheldEntry(
            group=withheld_card.BIRTHDAYS,
            title=birthday.person.name,
            why=birthday.why,
            at=due_at(birthday.day, server.birthdays_at, server.zone),
            asked=StagesState(_BIRTHDAY, birthday.person.id),
            line=withheld_card.DUE,
        )
        for birthday in people
    ]


def _custom_ids(components: Any) -> list[str]:
    """Return the custom_ids of a message's buttons, however deep they stand."""
    found: list[str] = []
    for component in components:
        found += [component.custom_id] if getattr(component, "custom_id", None) else []
        found += _custom_ids(getattr(component, "children", ()))
        accessory = getattr(component, "accessory", None)
        found += _custom_ids([accessory]) if accessory else []
    return found
