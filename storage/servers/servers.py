"""What servers have set, and how far their birthdays have come."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import astuple, fields
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from news.model.posts import PostKind
from news.model.servers import Change, Filter, Handled, Server
from storage.database import Database, Row, Transaction, qmarks
from storage.posts.posts import move_waiting

from .changes import note_change

# A list of each server's own stands in a table of its own: field -> table, columns.
_LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "filters": ("servers_filters", ("kind", "mode", "value")),
    "people": ("servers_people", ("person_id",)),
    "feeds": ("servers_feeds", ("feed_id",)),
}
Lists = Mapping[int, Mapping[str, Any]]
_SETTINGS = tuple(field.name for field in fields(Server) if field.name != "guild" and field.name not in _LISTS)
_FLAGS = tuple(field.name for field in fields(Server) if field.type is bool)
_CHANNELS: dict[PostKind, str] = {
    "birthdays": "birthdays_channel", "story": "stories_channel", "digest": "digest_channel",
    "notice": "notices_channel",
}  # fmt: skip
_PUT = (
    f"INSERT INTO servers (guild_id, {', '.join(_SETTINGS)}) VALUES ({qmarks(len(_SETTINGS) + 1)})"
    f" ON CONFLICT (guild_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _SETTINGS)}"
)
_TABLES = (
    "servers", "servers_people", "servers_filters", "servers_feeds", "changes", "birthdays_posted", "birthdays_missed",
    "stories_told", "digests_done", "feed_candidates", "feed_adds",
)  # fmt: skip


class ServersStore:
    """Settings by server; one that has set nothing has the defaults."""

    def __init__(self, db: Database) -> None:
        self._db = db
        # The lists of all, until a server is written: 300 servers may keep 82,500 entries, and whoever brings in news
        # asks for all servers every time. Only this store changes what a server that is there lists.
        self._listed: Lists | None = None
        self._writes = 0

    async def get(self, guild: int) -> Server:
        """Return a server's settings."""
        rows = await self._db.rows("SELECT * FROM servers WHERE guild_id = ?", (guild,))
        lists = _lists(await self._entries("guild_id = ?", (guild,)))
        return _server(rows[0], lists) if rows else Server(guild=guild, **lists.get(guild, {}))

    async def all(self) -> list[Server]:
        """Return the settings of all servers that have set anything and that the bot has not left."""
        rows = await self._db.rows(
            "SELECT * FROM servers WHERE guild_id NOT IN"
            " (SELECT guild_id FROM departures WHERE left_at IS NOT NULL) ORDER BY guild_id"
        )
        lists = self._listed if self._listed is not None else await self._all_lists()
        return [_server(row, lists) for row in rows]

    async def _all_lists(self) -> Lists:
        writes = self._writes
        lists = await asyncio.to_thread(_lists, await self._entries("1 = 1", ()))
        if writes == self._writes:  # or they may be from before what was written meanwhile
            self._listed = lists
        return lists

    async def _entries(self, where: str, params: tuple[int, ...]) -> dict[str, list[Row]]:
        """Return by field the entries of lists, server by server and in order."""
        return {
            field: await self._db.rows(
                f"SELECT guild_id, {', '.join(columns)} FROM {table} WHERE {where}"
                f" ORDER BY guild_id, {', '.join(columns)}",
                params,
            )
            for field, (table, columns) in _LISTS.items()
        }

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[Transaction]:
        try:
            async with self._db.transaction() as tx:
                yield tx
        finally:  # even of one that was cancelled: its commit may have been on its way
            self._listed, self._writes = None, self._writes + 1

    async def put(self, server: Server, change: Change | None = None) -> Change | None:
        """Keep a server's settings and log what changed; how far its birthdays have come stays as it is.

        What waits goes with its kind into another channel: the old one may be closed to the bot for good.
        """
        values = {name: getattr(server, name) for name in _SETTINGS}
        values["stories_topics"] = "|".join(server.stories_topics)
        async with self._writing() as tx:
            await tx.rows(_PUT, (server.guild, *values.values()))
            for field, (table, columns) in _LISTS.items():
                rows = [(server.guild, *_columns(value)) for value in dict.fromkeys(getattr(server, field))]
                await tx.rows(f"DELETE FROM {table} WHERE guild_id = ?", (server.guild,))
                await tx.each(
                    f"INSERT INTO {table} (guild_id, {', '.join(columns)}) VALUES ({qmarks(len(columns) + 1)})", rows
                )
            for kind, field in _CHANNELS.items():
                await move_waiting(tx, server.guild, kind, getattr(server, field))
            return await note_change(tx, change) if change else None

    async def forget(self, guild: int) -> None:
        """Forget a server that the bot has left."""
        async with self._writing() as tx:
            for table in _TABLES:
                await tx.rows(f"DELETE FROM {table} WHERE guild_id = ?", (guild,))

    async def handled(self, guild: int) -> Handled:
        """Return how far a server's birthdays have come; whom it was told of in the last handled year and around it.

        Polled for each server every minute, so not by decades: a day due may lie a year back at most
        (news.servers.birthday_schedule).
        """
        rows = await self._db.rows("SELECT birthdays_done FROM servers WHERE guild_id = ?", (guild,))
        if not rows or not rows[0]["birthdays_done"]:
            return Handled()
        day = date.fromisoformat(rows[0]["birthdays_done"])
        told = await self._db.rows(
            "SELECT person_id, year FROM birthdays_posted WHERE guild_id = ? AND year >= ?", (guild, day.year - 1)
        )
        return Handled(day, frozenset((row["person_id"], row["year"]) for row in told))

    async def posted(self, guild: int, day: date) -> set[int]:
        """Return those who stand in a server's post of a local day."""
        rows = await self._db.rows(
            "SELECT person_id FROM birthdays_posted WHERE guild_id = ? AND day = ?", (guild, day.isoformat())
        )
        return {row["person_id"] for row in rows}

    async def missed(self, guild: int, since: date) -> Mapping[date, set[int]]:
        """Return by local day, in order, whose birthdays a server was not told of since a day, that day included."""
        rows = await self._db.rows(
            "SELECT day, person_id FROM birthdays_missed WHERE guild_id = ? AND day >= ? ORDER BY day",
            (guild, since.isoformat()),
        )
        missed: dict[date, set[int]] = {}
        for row in rows:
            missed.setdefault(date.fromisoformat(row["day"]), set()).add(row["person_id"])
        return missed

    async def miss_expired(self) -> int:
        """Count those as missed whose post was given up before it was sent; give how many posts that is.

        One that may be in the channel (`unknown`) stays claimed: better not told again than told twice.
        """
        async with self._db.transaction() as tx:
            lost = await tx.rows(
                "SELECT DISTINCT posts.guild_id, posts.subject FROM posts JOIN birthdays_posted AS told"
                " ON told.guild_id = posts.guild_id AND told.day = posts.subject"
                " WHERE kind = 'birthdays' AND state = 'dropped' AND reason IN ('expired', 'tried too often')"
            )
            for post in lost:
                people = await tx.rows(
                    "SELECT person_id FROM birthdays_posted WHERE guild_id = ? AND day = ?", tuple(post)
                )
                day = date.fromisoformat(post["subject"])
                await miss_birthdays(tx, post["guild_id"], day, [row["person_id"] for row in people])
        return len(lost)


async def claim_birthdays(tx: Transaction, guild: int, day: date, people: Collection[int]) -> list[int]:
    """Note whom a server is told of in the post of a local day; give those whom it was not told of before, in order.

    For the transaction that owes the post, which holds these and nobody else.
    """
    claimed = [
        await tx.rows(
            "INSERT INTO birthdays_posted (guild_id, person_id, year, day) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (guild_id, person_id, year) DO NOTHING RETURNING person_id",
            (guild, person, day.year, day.isoformat()),
        )
        for person in people
    ]
    return [rows[0]["person_id"] for rows in claimed if rows]


async def miss_birthdays(tx: Transaction, guild: int, day: date, people: Collection[int]) -> None:
    """Note whom a server was not told of on a local day; they are not claimed, or no longer."""
    await tx.each(
        "DELETE FROM birthdays_posted WHERE guild_id = ? AND person_id = ? AND day = ?",
        [(guild, person, day.isoformat()) for person in people],
    )
    await tx.each(
        "INSERT INTO birthdays_missed (guild_id, day, person_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(guild, day.isoformat(), person) for person in people],
    )


async def keep_handled(tx: Transaction, guild: int, day: date) -> None:
    """Note the last local day of birthdays that is handled (`news.servers.birthday_schedule.DueBirthdays.handled`)."""
    await tx.rows("UPDATE servers SET birthdays_done = ? WHERE guild_id = ?", (day.isoformat(), guild))


def _columns(value: Any) -> tuple[Any, ...]:
    return astuple(value) if isinstance(value, Filter) else (value,)


def _lists(entries: Mapping[str, Iterable[Row]]) -> Lists:
    """Return by server the fields of `Server` that are lists; a server without entries is not there."""
    lists: dict[int, dict[str, tuple[Any, ...]]] = {}
    for field, rows in entries.items():
        for guild, part in groupby(map(tuple, rows), key=itemgetter(0)):
            kept = tuple(Filter(*entry[1:]) if field == "filters" else entry[1] for entry in part)
            lists.setdefault(guild, {})[field] = kept
    return lists


def _server(row: Row, lists: Lists) -> Server:
    settings = {name: row[name] for name in _SETTINGS} | {name: bool(row[name]) for name in _FLAGS}
    settings["stories_topics"] = tuple(filter(None, row["stories_topics"].split("|")))
    return Server(guild=row["guild_id"], **settings, **lists.get(row["guild_id"], {}))
