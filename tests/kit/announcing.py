"""The task that posts birthdays, a round at a time."""

import asyncio

from cogs.tasks.announce import AnnounceCog
from news.servers.posts import Pace
from tests.kit.stage import Stage, components, epoch

QUICK = Pace(rate=400, burst=50, tick=0.01, backoff=0.01)


class Announcer:
    """The task that posts, a round at a time."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.cog = AnnounceCog(stage.app, stage.bot, QUICK)

    async def round(self, at: int | None = None) -> list[str]:
        """Let it be a time, post what is due then; give all that stands in the channel, a text a message."""
        if at:
            self.stage.clock.now = at
        await self.cog.queue_due()
        sending = asyncio.create_task(self.cog.sender.run())
        for _ in range(300):
            await asyncio.sleep(0.01)
            if not await self.stage.storage.posts.waiting(self.stage.clock.now, 10, 3):
                break
        self.cog.sender.stop()
        await sending
        self.cog = AnnounceCog(self.stage.app, self.stage.bot, QUICK)
        return self.shown()

    def shown(self) -> list[str]:
        """Return what stands in the channel."""
        messages = self.stage.env.backend.messages.get(self.stage.channel.id, {}).values()
        return [
            "\n".join(part["content"] for part in components(message.components) if "content" in part)
            for message in sorted(messages, key=lambda message: message.id)
            if message.visible_to(None)
        ]


DUE = epoch("2021-06-10T07:00")  # 9 in Berlin
