"""Puts birthdays into the outbox: a post a server and local day, in the transaction that notes whom it holds."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import assert_never

from news.model.people import Person
from news.model.post_keys import birthdays_key
from news.model.posts import Post
from news.model.servers import Server
from news.servers.birthday_schedule import COVERED, DueDay, birthday_audience, due_birthdays, is_waiting
from news.servers.posts import PRIORITIES
from storage import Storage


class Birthdays:
    """Asked every minute; `everybody` gives the catalogue's people as of now, `clock` the content's seconds."""

    def __init__(self, storage: Storage, everybody: Callable[[], Sequence[Person]], clock: Callable[[], int]) -> None:
        self._storage, self._everybody, self._clock = storage, everybody, clock

    async def owe(self) -> int:
        """Owe what is due by now; give how many posts that is."""
        now, owed = self._clock(), 0
        faults: list[Exception] = []
        waiting = [
            (server, handled)
            for server in await self._storage.servers.all()
            if is_waiting(server, handled := await self._storage.birthdays.handled(server.guild), now)
        ]
        if waiting:
            coverage = await self._storage.coverage.counts(now - COVERED, now)
            for server, handled in waiting:
                try:
                    people = await self.audience(server, coverage)
                    due = await asyncio.to_thread(due_birthdays, server, people, handled, now)
                    owed += await self._keep(server, due.days, due.handled)
                except Exception as error:  # one server's fault stays its own
                    faults.append(error)
        await self._storage.birthdays.miss_expired()
        if faults:
            raise ExceptionGroup("some servers' birthdays could not be put into the outbox", faults)
        return owed

    async def audience(self, server: Server, coverage: dict[int, int]) -> list[Person]:
        """Return those whose birthdays a server is told of, the most covered first."""
        named: Iterable[int] = ()
        match server.birthdays_who:
            case "followed":
                named = await self._storage.follows.followed_in(server.guild)
            case "list":
                named = server.people
            case "top":
                pass
            case never:
                assert_never(never)
        return await asyncio.to_thread(birthday_audience, server, self._everybody(), coverage, frozenset(named))

    async def _keep(self, server: Server, days: Sequence[DueDay], handled: date) -> int:
        """Put a server's days into the outbox and note them as handled, all of it or nothing."""
        owed = 0
        async with self._storage.transaction() as tx:
            for due in days:
                people = [birthday.person.id for birthday in due.birthdays]
                if due.state == "missed":
                    await tx.birthdays.miss(server.guild, due.day, people)
                elif await tx.birthdays.claim(server.guild, due.day, people):
                    owed += len(await tx.posts.owe([_post(server, due)]))
            await tx.birthdays.keep_handled(server.guild, handled)
        return owed


def _post(server: Server, due: DueDay) -> Post:
    return Post(
        key=birthdays_key(server.guild, due.day),
        guild=server.guild,
        channel=server.birthdays_channel,
        kind="birthdays",
        priority=PRIORITIES["birthdays"],
        due_at=due.due_at,
        subject=due.day.isoformat(),
        expires_at=due.until,
    )
