"""What posts of stories, digests and birthdays show when they are sent, and why any post is there."""

from discord.ext import commands

from cogs.kit import options, rights
from cogs.kit.app import App
from cogs.kit.markdown import when
from cogs.kit.replies import Card, notice
from cogs.kit.routes.posts import (
    BIRTHDAY_POST,
    DIGEST_POST,
    POST,
    STAGES,
    STORY_EDIT,
    STORY_POST,
    SUBJECTS,
    PostState,
    StagesState,
)
from cogs.kit.routes.route import Press
from news.model.posts import Post
from news.servers.posts import Obsolete
from news.servers.stages import server_as_of
from outbox.view.read_for_post import read_digest, read_story_post

from . import post_card
from .birthday_post import draw_due_birthdays, explain_birthdays


class PostContentCog(commands.Cog):
    """Posts of stories, their edits, digests and birthdays; and the button of every post that says why."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @STORY_POST.draw
    @STORY_EDIT.draw
    async def draw_story(self, post: Post) -> Card | Obsolete:
        """Draw a story as it stands now, for its post or an edit of it."""
        shown = await read_story_post(self.storage, post, self.app.clock())
        return shown if isinstance(shown, Obsolete) else post_card.story_post(shown, self.app.name)

    @DIGEST_POST.draw
    async def draw_digest(self, post: Post) -> Card | None:
        """Draw a digest."""
        shown = await read_digest(self.storage, post, self.app.clock())
        return post_card.digest_post(shown, self.app.name) if shown else None

    @BIRTHDAY_POST.draw
    async def draw_birthdays(self, post: Post) -> Card | None:
        """Draw a day's birthdays."""
        return await draw_due_birthdays(self.app, post)

    @STORY_POST.why
    async def explain_story(self, sent: Post) -> Card | None:
        """Return by which rule a story was posted, as it was then."""
        telling = await self.storage.stages.telling(sent.key)
        return post_card.why_story(sent, telling.reason, telling.at) if telling else None

    @DIGEST_POST.why
    async def explain_digest(self, sent: Post) -> Card:
        """Return by which rule a digest was posted, as it was set when it was due."""
        server, changes = await self.storage.servers.get(sent.guild), await self.storage.changes.last(sent.guild)
        return post_card.why_digest(sent, server_as_of(server, changes, sent.due_at))

    @BIRTHDAY_POST.why
    async def explain_birthdays(self, sent: Post) -> Card:
        """Return by which rule birthdays were posted."""
        return await explain_birthdays(self.app, sent)

    @POST.handler
    async def explain_post(self, interaction: Press, state: PostState, _page: int) -> Card | None:
        """Return why a post is there, to those of its server; moderators see every stage."""
        if not state.post:
            return post_card.why_test()
        sent = await self.storage.posts.post(state.post)
        if sent is None or sent.guild != options.server_of(interaction):
            return None
        if await rights.is_moderator(interaction):
            return await self.app.router.open(STAGES, interaction, StagesState(SUBJECTS.index("post"), sent.id))
        return await self.app.router.why(sent) or _plain_reason(sent)


def _plain_reason(sent: Post) -> Card:
    told = f"Sent {when(sent.sent_at, 'f')}." if sent.sent_at else "It is being sent."
    return notice("Why this post?", f"Due {when(sent.due_at, 'f')}. {told}")
