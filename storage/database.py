"""One SQLite file: a writing connection behind a lock, a reading one beside it, migrations forward.

All that is SQLite's own stands here and in `content/search.py`: a second engine brings a `Connection` of its own.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import aiosqlite

_MIGRATIONS = Path(__file__).parent / "migrations" / "sqlite"

Params = Sequence[Any] | Mapping[str, Any]
Row = sqlite3.Row


class StorageError(Exception):
    """The store cannot be used; its text says what is wrong and what to do."""


class Connection(Protocol):
    """What stores are built over: a `Database`, or a `Transaction` of it.

    A store's method asks `rows` and writes within `transaction()`. On a `Database` it reads what is committed, and a
    write is a transaction of its own. On a `Transaction` it reads what that has written, and a write joins it: all of
    it is kept or undone together.
    """

    async def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """Return the rows of a query."""

    def transaction(self) -> AbstractAsyncContextManager["Transaction"]:
        """Begin a transaction, or join the one under way."""


class Store:
    """What is asked of some tables and written to them, over any `Connection`."""

    def __init__(self, db: Connection) -> None:
        self._db = db


class Transaction:
    """Reads and writes of one transaction, on the writing connection."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.is_open = True

    async def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """Run one statement and give its rows (RETURNING included)."""
        # execute_fetchall is one thread hop, a cursor three: 0.15 ms against 0.4 ms.
        return list(await self._connection.execute_fetchall(sql, params))

    async def each(self, sql: str, params: Iterable[Params]) -> None:
        """Run one statement for each set of parameters."""
        await self._connection.executemany(sql, params)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Transaction"]:
        """Join: what the block writes is kept or undone with all the rest."""
        yield self


class Database:
    """Queries on the reader; writes inside `transaction()`, one at a time."""

    def __init__(self, writer: aiosqlite.Connection, reader: aiosqlite.Connection) -> None:
        self._writer = writer
        self._reader = reader
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[Any] | None = None  # the one whose transaction is open

    async def rows(self, sql: str, params: Params = ()) -> list[Row]:
        """Return the rows of a query."""
        return list(await self._reader.execute_fetchall(sql, params))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Begin a transaction that is kept when the block ends and undone when it raises.

        Raise RuntimeError if the task has one open: it would wait for itself for ever.
        """
        task = asyncio.current_task()
        if task is self._task:
            raise RuntimeError("a transaction is open in this task: write on its stores, not on the storage")
        async with self._lock:
            self._task, tx = task, Transaction(self._writer)
            try:
                # Inside the try: a task cancelled here would otherwise leave it open, and every later write fails.
                await self._writer.execute("BEGIN IMMEDIATE")
                yield tx
                await self._writer.execute("COMMIT")
            except BaseException:
                # rollback() does nothing where none is open (SQLITE_FULL has rolled back already). It stands in the
                # connection's line behind a BEGIN whose task was cancelled before it ran; asking first would not.
                await asyncio.shield(self._writer.rollback())
                raise
            finally:
                self._task, tx.is_open = None, False

    async def close(self) -> None:
        """Close both connections; an aiosqlite connection left open keeps the process alive."""
        await self._reader.close()
        await self._writer.close()


async def open_database(path: str) -> Database:
    """Open or create the file and bring its schema up to date; raises StorageError."""
    connections: list[aiosqlite.Connection] = []
    try:
        for _ in range(2):
            connections.append(await _connect(path))
            if len(connections) == 1:
                await _migrate(connections[0])
        await connections[1].execute("PRAGMA query_only = ON")
    except BaseException as error:
        for connection in connections:
            await connection.close()
        if isinstance(error, sqlite3.Error):
            raise StorageError(
                f"The store {path} cannot be opened: {error}."
                " Restore a backup, or name another file in LIMELIGHT_STORE."
            ) from error
        raise
    return Database(*connections)


async def _connect(path: str) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(path, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        # FULL: with NORMAL a power loss may take the last commits, and what was posted would be posted again.
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "busy_timeout = 5000"):
            await connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        await connection.close()
        raise
    return connection


async def _migrate(connection: aiosqlite.Connection) -> None:
    scripts = sorted(_MIGRATIONS.glob("*.sql"))
    [(version,)] = await connection.execute_fetchall("PRAGMA user_version")
    if version > len(scripts):
        raise StorageError(
            f"The store was written by a newer Limelight (schema {version}, this one knows {len(scripts)})."
            " Update Limelight, or name another file in LIMELIGHT_STORE."
        )
    for number, script in enumerate(scripts[version:], version + 1):
        try:
            # PRAGMA user_version is part of the transaction: a migration killed midway has not happened.
            await connection.executescript(
                f"BEGIN IMMEDIATE;\n{script.read_text(encoding='utf-8')}\nPRAGMA user_version = {number};\nCOMMIT;"
            )
        except BaseException:
            if connection.in_transaction:
                await connection.execute("ROLLBACK")
            raise


def qmarks(count: int) -> str:
    """Return `count` parameter marks for an IN list: "?, ?, ?"."""
    return ", ".join("?" * count)
