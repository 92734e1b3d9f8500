"""Test posts: exactly what would be posted, shown to one moderator, or posted without a mention."""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord.ext import commands

from cogs.kit import channel_access
from cogs.kit.app import App
from cogs.kit.buttons import action_button
from cogs.kit.markdown import when
from cogs.kit.replies import NOBODY, Card, amend_answer, answer, turn_card
from cogs.kit.routes.custom_ids import read_state, write_state
from cogs.kit.routes.posts import (
    SEND_TEST,
    SHOW_TEST,
    TEST_POST,
    TESTED_KINDS,
    ShowTestState,
    TestedKind,
    TestPostState,
)
from cogs.kit.routes.route import Press
from news.model.post_keys import test_post_key
from news.model.posts import Post, PostKind
from news.model.servers import Server
from news.servers.digests import digest_hours, upcoming_digests
from news.servers.posts import PRIORITIES, Obsolete
from news.servers.wording import say_reason
from news.text.days import local_day
from news.text.messages import message
from outbox.view.upcoming import next_posts_of

from . import test_post_card
from .birthday_post import draw_birthdays
from .test_post_card import Sample

EVERY = 60  # seconds between two tests in one channel
_OF_USE = 600  # seconds for which somebody waits for a test
_AHEAD = 31  # days within which somebody to greet is looked for
_CHANNELS = {"birthdays": "birthdays_channel", "stories": "stories_channel", "digest": "digest_channel"}
_KINDS: Mapping[TestedKind, PostKind] = {"stories": "story", "digest": "digest"}


class TestPostsCog(commands.Cog):
    """Tests of birthday posts, stories and digests; a test is a post of its own kind, so that no real one is spent."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self._waiting: dict[str, discord.Interaction] = {}  # who is told what becomes of a test, by its key

    @SHOW_TEST.handler
    async def show_test(self, interaction: Press, state: ShowTestState) -> Card | None:
        """Show what would be posted now to the one who pressed, and below it what it is with a button to post it."""
        what = state.kind
        server = await self.storage.servers.get(interaction.guild_id or 0)
        sample = await self._next_sample(_as_on(server, what), what)
        if sample is None:
            return test_post_card.nothing_to_show(what, server, _AHEAD, digest_hours(server))
        channel = _channel_of(server, what)
        found = interaction.guild.get_channel_or_thread(channel) if interaction.guild else None
        below = test_post_card.below_test(sample, server, channel, found.name if found else "")
        await answer(interaction, sample.card, ephemeral=True)
        # A message of its own: a digest fills the 40 components of one, and what is shown is the post, nothing added.
        await interaction.followup.send(view=below.view, ephemeral=True, allowed_mentions=NOBODY)
        return None

    @SEND_TEST.handler
    async def send_test(self, interaction: Press, tried: TestPostState) -> Card | None:
        """Post a test in the channel of its kind; what becomes of it is told by changing the card."""
        if tried.what >= len(TESTED_KINDS):
            return None
        now, server = self.app.clock(), await self.storage.servers.get(interaction.guild_id or 0)
        channel = _channel_of(server, TESTED_KINDS[tried.what])
        again = action_button(SEND_TEST, tried, label="Try again", turns=True)
        if trouble := await self._find_trouble(interaction, channel, again):
            return trouble
        if await self._draw_sample(_as_on(server, TESTED_KINDS[tried.what]), tried, 0, now) is None:
            return None
        await _show_in_place(interaction, test_post_card.on_its_way(channel))
        await self._queue_test(interaction, server, channel, tried)
        return None

    @TEST_POST.draw
    async def draw_test(self, post: Post) -> Card | None:
        """Draw a test as it is posted."""
        tried = read_state(TestPostState, post.subject)
        if tried is None or tried.what >= len(TESTED_KINDS):
            return None
        server = _as_on(await self.storage.servers.get(post.guild), TESTED_KINDS[tried.what])
        shown = await self._draw_sample(server, tried, post.id, post.due_at)
        return test_post_card.mark_as_test(shown) if shown else None

    @TEST_POST.why
    async def explain_test(self, sent: Post) -> Card:
        """Return why a test was posted."""
        return test_post_card.why_test(sent)

    @commands.Cog.listener()
    async def on_post_settled(self, post: Post) -> None:
        """Tell who asked for a test what has become of it; asked of every post that the sender has tried."""
        interaction = self._waiting.get(post.key)
        if interaction is None:
            return
        if post.state not in ("owed", "claimed"):
            del self._waiting[post.key]
        with contextlib.suppress(discord.HTTPException):  # they may have dismissed it
            await amend_answer(
                interaction, test_post_card.test_outcome(post, self._message_link(post), post.expires_at or 0)
            )

    async def _find_trouble(self, interaction: discord.Interaction, channel: int, again: Any) -> Card | None:
        """Return what keeps a test from being posted in a channel."""
        if not channel:
            return test_post_card.no_channel()
        if (lacks := channel_access.missing_permissions(interaction, channel)) != []:
            return test_post_card.lacks_permissions(channel, lacks, again)
        now = self.app.clock()
        before = await self.storage.posts.by_keys(
            [test_post_key(channel, now // EVERY), test_post_key(channel, now // EVERY - 1)]
        )
        last = max((post.due_at for post in before.values() if post.due_at > now - EVERY), default=0)
        return test_post_card.too_soon(channel, last + EVERY, again) if last else None

    async def _queue_test(
        self, interaction: discord.Interaction, server: Server, channel: int, tried: TestPostState
    ) -> None:
        now = self.app.clock()
        post = Post(
            key=test_post_key(channel, now // EVERY),
            guild=server.guild,
            channel=channel,
            kind="trial",
            subject=write_state(tried),
            priority=PRIORITIES["trial"],
            due_at=now,
            expires_at=now + _OF_USE,
        )
        self._waiting = {key: one for key, one in self._waiting.items() if not one.is_expired()}
        self._waiting[post.key] = interaction
        await self.storage.posts.retested(channel, works=True, retest_at=now)  # the bot may post there, as just seen
        await self.storage.posts.owe([post])

    async def _next_sample(self, server: Server, what: TestedKind) -> Sample | None:
        """Return what would be posted next, or now."""
        now = self.app.clock()
        if what == "birthdays":
            return await self._next_birthdays(server)
        if what == "stories":
            return await self._next_story(server, now)
        tried = TestPostState(TESTED_KINDS.index(what), local_day(now, server.zone).toordinal())
        card = await self._draw_sample(server, tried, 0, now)
        coming = upcoming_digests(server, now, days=8)
        alone, next_due = "What a digest would hold now.", "What a digest would hold now. The next is due {time}."
        about = message(next_due, time=when(coming[0][0], "f")) if coming else alone
        return Sample(tried, card, about) if card else None

    async def _next_birthdays(self, server: Server) -> Sample | None:
        for due, day, _told in await self.app.birthdays.upcoming_posts(server, _AHEAD):
            tried = TestPostState(TESTED_KINDS.index("birthdays"), day.toordinal())
            if card := await self._draw_sample(server, tried, 0, due):
                return Sample(tried, card, message("The next birthdays, due {time}.", time=when(due, "f")))
        return None

    async def _next_story(self, server: Server, now: int) -> Sample | None:
        near = (await next_posts_of(self.storage, server, now)).near
        for story, stands in near:  # of what is not sure yet nothing is drawn
            tried = TestPostState(TESTED_KINDS.index("stories"), story.id)
            if card := await self._draw_sample(server, tried, 0, now):
                nearest = "The story nearest to the bar now: it {why}."
                return Sample(tried, card, message(nearest, why=say_reason(stands.reason)))
        return None

    async def _draw_sample(self, server: Server, tried: TestPostState, post: int, due_at: int) -> Card | None:
        """Draw what is tried with the drawers of the real posts, under a post's id; None for nothing to say."""
        what = TESTED_KINDS[tried.what]
        if what == "stories":
            return await self._as_real(server, what, str(tried.number), post, due_at)
        if not 0 < tried.number <= date.max.toordinal():
            return None
        day = date.fromordinal(tried.number)
        if what == "digest":
            return await self._as_real(server, what, day.isoformat(), post, due_at)
        coming = await self.app.birthdays.upcoming_posts(server, _AHEAD)
        told = next((told for _, on, told in coming if on == day), None)
        sent = Post(key="", guild=server.guild, channel=0, kind="birthdays", priority=0, due_at=due_at, id=post)
        return await draw_birthdays(self.app, sent, day, told, belated=False) if told else None

    async def _as_real(self, server: Server, what: TestedKind, subject: str, post: int, due_at: int) -> Card | None:
        sent = Post(key="", guild=server.guild, channel=0, kind=_KINDS[what], priority=0, due_at=due_at, id=post)
        drawn = await self.app.router.draw(replace(sent, subject=subject))
        return None if isinstance(drawn, Obsolete) else drawn

    def _message_link(self, post: Post) -> str:
        # In a forum the message's number is its thread's, too.
        is_forum = isinstance(self.app.discord.get_channel(post.channel), discord.ForumChannel)
        place = post.message if is_forum else f"{post.channel}/{post.message}"
        return f"https://discord.com/channels/{post.guild}/{place}"


def _channel_of(server: Server, what: TestedKind) -> int:
    number: int = getattr(server, _CHANNELS[what])
    return number


def _as_on(server: Server, what: TestedKind) -> Server:
    """Return a server's settings as if this were posted there: it can be seen before it is switched on."""
    channel = _channel_of(server, what) or server.guild
    on: dict[str, Any] = {_CHANNELS[what]: channel}
    return replace(server, paused=False, **on)


async def _show_in_place(interaction: discord.Interaction, card: Card) -> None:
    """Put a card in the place of the one whose button was pressed; never where others see it."""
    if interaction.message is not None and interaction.message.flags.ephemeral:
        await turn_card(interaction, card)
    else:
        await answer(interaction, card, ephemeral=True)
