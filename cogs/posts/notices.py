"""What moderators are told of channels that take no posts, and of feeds that fail."""

from discord.ext import commands

from cogs.kit import channel_access, feed_text
from cogs.kit.app import App
from cogs.kit.replies import Card
from cogs.kit.routes.posts import NOTICE_POST
from news.model.post_keys import feed_subject, is_about_feed, suspension_subject
from news.model.posts import Post

from . import notice_card


class NoticesCog(commands.Cog):
    """Notices to moderators, drawn as things stand when they are sent."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage

    @NOTICE_POST.draw
    async def draw_notice(self, post: Post) -> Card | None:
        """Draw what moderators are told of a channel that takes no posts, or of a feed; None where it works again."""
        if is_about_feed(post):
            return await self._draw_feed_notice(post)
        shut = [
            destination
            for destination in await self.storage.posts.destinations(post.guild)
            if post.subject == suspension_subject(destination.channel) and destination.suspended_at is not None
        ]
        if not shut:
            return None
        channel = shut[0].channel
        waiting = await self.storage.posts.waiting_in(channel)
        return notice_card.channel_suspended(
            post.id, shut[0], channel_access.missing_for_post(self.app.discord, channel, "story"), waiting
        )

    async def _draw_feed_notice(self, post: Post) -> Card | None:
        since = self.app.clock() - feed_text.DAYS * 86400
        found = [
            one
            for one in await self.storage.feeds.of(post.guild, since)
            if post.subject == feed_subject(one.feed.id) and one.feed.poll.error
        ]
        return feed_text.failing_card(post.id, found[0], self.app.content_time) if found else None
