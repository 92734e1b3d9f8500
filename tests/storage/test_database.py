"""The SQLite file: transactions, migrations, refusals."""

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest

from news.model.posts import Post
from news.model.servers import Server
from storage import Storage, StorageError, open_storage


async def test_a_failed_transaction_leaves_nothing_and_the_next_one_works(storage: Storage) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        async with storage._db.transaction() as tx:
            await tx.rows("INSERT INTO marks (name, value) VALUES ('a', 'b')")
            await tx.rows("INSERT INTO marks (name, value) VALUES ('a', 'c')")
    assert await storage.marks.get("a") == ""
    await storage.marks.put("a", "d")
    assert await storage.marks.get("a") == "d"


async def test_a_transaction_that_is_cancelled_leaves_the_store_writable(storage: Storage) -> None:
    async def slow() -> None:
        async with storage._db.transaction() as tx:
            await tx.rows("INSERT INTO marks (name, value) VALUES ('slow', 'x')")
            await asyncio.sleep(30)

    for _ in range(5):
        task = asyncio.create_task(slow())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await storage.marks.put("a", "d")
    assert await storage.marks.get("slow") == ""


async def test_a_block_that_fails_undoes_what_several_stores_wrote(storage: Storage) -> None:
    post = Post(key="story:1:2", guild=1, channel=2, kind="story", priority=1, due_at=0)
    for fails in (True, False):
        with pytest.raises(RuntimeError) if fails else contextlib.nullcontext():
            async with storage.transaction() as tx:
                await tx.servers.put(Server(guild=1, zone="Europe/Kyiv"))
                assert await tx.posts.owe([post]) == [post.key]
                await tx.marks.put("a", "b")
                assert (await tx.servers.get(1)).zone == "Europe/Kyiv"  # it sees its own, others do not yet
                assert await storage.posts.by_keys([post.key]) == {}
                if fails:
                    raise RuntimeError("the last of it cannot be written")
        kept = (await storage.servers.get(1), await storage.marks.get("a"), [*await storage.posts.by_keys([post.key])])
        assert kept == ((Server(guild=1), "", []) if fails else (Server(guild=1, zone="Europe/Kyiv"), "b", [post.key]))


async def test_a_write_beside_the_open_transaction_of_its_task_fails_and_undoes_it(storage: Storage) -> None:
    with pytest.raises(RuntimeError, match="write on its stores"):
        async with storage.transaction() as tx, asyncio.timeout(2):
            await tx.marks.put("a", "b")
            await storage.marks.put("b", "c")
    assert await storage.marks.get("a") == ""
    await asyncio.gather(*(storage.marks.put(name, "d") for name in "ab"))  # other tasks wait for their turn
    assert await storage.marks.get("a") == await storage.marks.get("b") == "d"


async def test_readers_do_not_wait_for_a_writer(storage: Storage) -> None:
    async with storage._db.transaction() as tx:
        await tx.rows("INSERT INTO marks (name, value) VALUES ('a', 'b')")
        async with asyncio.timeout(2):
            assert await storage.marks.get("a") == ""
    assert await storage.marks.get("a") == "b"


async def test_a_store_of_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "newer.db"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(StorageError, match="newer Limelight"):
        async with open_storage(str(path)):
            pass


async def test_a_file_that_is_no_database_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear reader, " * 100)
    with pytest.raises(StorageError, match="Restore a backup"):
        async with open_storage(str(path)):
            pass


async def test_reopening_keeps_everything(tmp_path: Path) -> None:
    path = str(tmp_path / "twice.db")
    async with open_storage(path) as first:
        await first.marks.put("a", "b")
    async with open_storage(path) as second:
        assert await second.marks.get("a") == "b"
