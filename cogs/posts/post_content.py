"""What posts of stories and digests show when they are sent, and why they were posted."""

from discord.ext import commands

from cogs.kit.app import App
from cogs.kit.replies import Card
from cogs.kit.routes.posts import DIGEST_POST, STORY_EDIT, STORY_POST
from news.model.posts import Post
from news.servers.posts import Obsolete
from news.servers.stages import server_as_of
from outbox.view.read_for_post import read_digest, read_story_post

from . import post_card


class PostContentCog(commands.Cog):
    """Story posts, their edits and digests."""

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

    @STORY_POST.why
    async def explain_story(self, sent: Post) -> Card | None:
        """Say by which rule a story was posted, as it was then."""
        telling = await self.storage.announcements.telling(sent.key)
        return post_card.why_story(sent, telling.reason, telling.at) if telling else None

    @DIGEST_POST.why
    async def explain_digest(self, sent: Post) -> Card:
        """Say by which rule a digest was posted, as it was set when it was due."""
        server, changes = await self.storage.servers.get(sent.guild), await self.storage.changes.last(sent.guild)
        return post_card.why_digest(sent, server_as_of(server, changes, sent.due_at))
