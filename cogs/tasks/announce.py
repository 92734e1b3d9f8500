"""The background task that posts: what is due goes into the outbox, and the sender takes it out."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from functools import partial

from discord.ext import commands

from cogs.kit import channel_access
from cogs.kit.app import App
from news.servers.posts import Pace
from outbox.owe.birthdays import Birthdays
from outbox.owe.digests import owe_digests, owe_publishing
from outbox.send.discord_transport import DiscordChannels, forums, is_announcing, present, reader
from outbox.send.results import House
from outbox.send.sender import Sender, TokenRevokedError

log = logging.getLogger("limelight.posting")

EVERY = 30  # seconds between looks at what is due


class AnnounceCog(commands.Cog):
    """Birthdays, stories and digests out; the router says what each kind of post shows."""

    def __init__(self, app: App, client: commands.Bot, pace: Pace | None = None) -> None:
        self.app, self.client = app, client
        self.storage = app.storage
        self.birthdays = Birthdays(app.storage, lambda: app.catalogue.all_people, app.clock)
        house = House(app.clock, self._notices_channel, partial(client.dispatch, "post_settled"))
        channels = DiscordChannels(
            client.http,
            reader(client),
            forum=forums(client),
            is_there=present(client),
            lacks=partial(channel_access.missing_for_post, client),
        )
        self.sender = Sender(app.storage, channels, app.router.draw, house, pace)
        self._running: asyncio.Task[None] | None = None
        self._sending: asyncio.Task[None] | None = None
        self._failing: set[str] = set()  # what could not be put into the outbox when last looked at

    async def cog_load(self) -> None:
        """Begin to post once the bot knows its servers."""
        self._running = asyncio.create_task(self._run_poster())

    async def cog_unload(self) -> None:
        """End: what is with Discord is waited for, the rest is given back to the outbox (docs/faults.md row 59)."""
        if self._running:
            self._running.cancel()
            await asyncio.wait([self._running])  # the store is closed next
        if self._sending:
            # Not cancelled: amid a claim that would leave posts claimed that were never tried.
            self.sender.stop()
            await self._sending

    async def _run_poster(self) -> None:
        """Have the sender run, and owe what comes due."""
        await self.client.wait_until_ready()
        self._sending = asyncio.create_task(self._run_sender())
        while True:
            await self.queue_due()
            # Not tasks.loop, which goes by the wall clock: set back by an hour, it would sleep for an hour.
            await asyncio.sleep(EVERY)

    async def queue_due(self) -> None:
        """Put into the outbox what has come due; a fault in one kind leaves the other and the next look in place."""
        new = [
            await self._queue_kind("birthdays", self.birthdays.owe),
            await self._queue_kind("digests", lambda: owe_digests(self.storage, self.app.clock())),
            await self._queue_kind("published posts", self._queue_publishing),
        ]
        if any(new):
            self.sender.nudge()

    async def _queue_publishing(self) -> Collection[str]:
        return await owe_publishing(self.storage, partial(is_announcing, self.client), self.app.clock())

    async def _queue_kind(self, kind: str, owe: Callable[[], Awaitable[int | Collection[str]]]) -> bool:
        try:
            new = await owe()
        except Exception:
            if kind not in self._failing:  # said once: a log that grows is no help on a full disk
                log.exception("%s that are due could not be put into the outbox; tried every %s s", kind, EVERY)
            self._failing.add(kind)
            return False
        self._failing.discard(kind)
        return bool(new)

    async def _run_sender(self) -> None:
        try:
            await self.sender.run()
        except TokenRevokedError:
            log.error("Discord does not know the token any more: nothing is posted, the bot ends")
            self.client.dispatch("token_revoked")

    async def _notices_channel(self, guild: int) -> int:
        return (await self.storage.servers.get(guild)).notices_channel
