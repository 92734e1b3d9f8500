"""Rows that commands would write, put into a store."""

from dataclasses import replace

from news.model.servers import Change
from storage import Storage
from tests.kit.newsroom import NOW


async def put(storage: Storage, guild: int, budget: int, undoes: int = 0, user: int = 7) -> Change:
    """Set a server's budget, logged."""
    before = await storage.servers.get(guild)
    change = Change(
        guild=guild,
        user=user,
        at=NOW + budget,
        before={"stories_budget": before.stories_budget},
        after={"stories_budget": budget},
        undoes=undoes,
    )
    kept = await storage.servers.put(replace(before, stories_budget=budget), change)
    assert kept is not None
    return kept


async def repair(storage: Storage, user: int) -> None:
    async with storage._db.transaction() as tx:
        await tx.rows("INSERT INTO stories (headline) VALUES ('A story')")
        [row] = await tx.rows("SELECT MAX(id) AS id FROM stories")
        await tx.rows(
            "INSERT INTO repairs (story_id, person_id, other_id, user_id, guild_id, at) VALUES (?, 1, 2, ?, 50, ?)",
            (row["id"], user, NOW),
        )
