"""What servers have set, how far their digests have come, and the log of what was changed."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import astuple, fields, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from news.model.posts import PostKind
from news.model.servers import Change, Filter, Server
from storage.database import Connection, Row, Store, Transaction, qmarks
from storage.posts.posts import PostsStore

MOST = 50  # changes kept a server


class ChangesStore(Store):
    """Changes by server, and never another's."""

    async def last(self, guild: int, most: int = MOST) -> list[Change]:
        """Return a server's changes, newest first."""
        rows = await self._db.rows("SELECT * FROM changes WHERE guild_id = ? ORDER BY id DESC LIMIT ?", (guild, most))
        return [_change(row) for row in rows]

    async def change(self, guild: int, number: int) -> Change | None:
        """Return a change of this server by its id."""
        rows = await self._db.rows("SELECT * FROM changes WHERE guild_id = ? AND id = ?", (guild, number))
        return _change(rows[0]) if rows else None

    async def note(self, change: Change) -> Change:
        """Log a change in the transaction that makes it, and give it with its id; what it takes back counts as undone.

        What that one had taken back holds again, and so on. A server's oldest go beyond MOST.
        """
        async with self._db.transaction() as tx:
            [row] = await tx.rows(
                "INSERT INTO changes (guild_id, user_id, at, fields_before, fields_after, undoes)"
                " VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
                (change.guild, change.user, change.at, *map(json.dumps, (change.before, change.after)), change.undoes),
            )
            await ChangesStore(tx)._mark_undone(change)
            await tx.rows(
                "DELETE FROM changes WHERE guild_id = ? AND id NOT IN"
                " (SELECT id FROM changes WHERE guild_id = ? ORDER BY id DESC LIMIT ?)",
                (change.guild, change.guild, MOST),
            )
            return replace(change, id=row["id"])

    async def _mark_undone(self, change: Change) -> None:
        undone, number = True, change.undoes
        async with self._db.transaction() as tx:
            while number:
                rows = await tx.rows(
                    "UPDATE changes SET undone = ? WHERE id = ? AND guild_id = ? RETURNING undoes",
                    (int(undone), number, change.guild),
                )
                undone, number = not undone, rows[0]["undoes"] if rows else 0


def _change(row: Row) -> Change:
    return Change(
        id=row["id"],
        guild=row["guild_id"],
        user=row["user_id"],
        at=row["at"],
        before=json.loads(row["fields_before"]),
        after=json.loads(row["fields_after"]),
        undoes=row["undoes"],
        is_undone=bool(row["undone"]),
    )


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


class CachedLists:
    """The lists of all servers, until a server is written; one for the file and its transactions.

    300 servers may keep 82,500 entries, and whoever brings in news asks for all servers every time. Only `ServersStore`
    changes what a server that is there lists.
    """

    def __init__(self) -> None:
        self.lists: Lists | None = None
        self.writer: Transaction | None = None  # the last transaction that changed them

    def is_settled(self) -> bool:
        """Whether what is read now stays true: no transaction that changed the lists is still open."""
        return self.writer is None or not self.writer.is_open

    def clear(self, writer: Transaction) -> None:
        """Forget the lists, which a transaction changes; none are kept until that has ended."""
        self.lists, self.writer = None, writer


class ServersStore(Store):
    """Settings by server; one that has set nothing has the defaults."""

    def __init__(self, db: Connection, cached: CachedLists) -> None:
        super().__init__(db)
        self._cached = cached

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
        lists = await self._all_lists() if self._cached.lists is None else self._cached.lists
        return [_server(row, lists) for row in rows]

    async def _all_lists(self) -> Lists:
        writer, is_settled = self._cached.writer, self._cached.is_settled()
        lists = await asyncio.to_thread(_lists, await self._entries("1 = 1", ()))
        if is_settled and writer is self._cached.writer:  # or they may be from before what was written meanwhile
            self._cached.lists = lists
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
        async with self._db.transaction() as tx:
            self._cached.clear(tx)
            yield tx

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
                await PostsStore(tx).move_waiting(server.guild, kind, getattr(server, field))
            return await ChangesStore(tx).note(change) if change else None

    async def forget(self, guild: int) -> None:
        """Forget a server that the bot has left."""
        async with self._writing() as tx:
            for table in _TABLES:
                await tx.rows(f"DELETE FROM {table} WHERE guild_id = ?", (guild,))

    async def digests_done(self) -> dict[int, date]:
        """Return by server the local day whose digest is done with."""
        rows = await self._db.rows("SELECT guild_id, day FROM digests_done")
        return {row["guild_id"]: date.fromisoformat(row["day"]) for row in rows}

    async def keep_digest(self, guild: int, day: date) -> None:
        """Note the local day whose digest is done with (`news.servers.digests.due_digests`)."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO digests_done (guild_id, day) VALUES (?, ?)"
                " ON CONFLICT (guild_id) DO UPDATE SET day = excluded.day",
                (guild, day.isoformat()),
            )


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
