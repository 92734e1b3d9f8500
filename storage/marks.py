"""Small facts about this installation, by name: what was synced, what was loaded."""

from .database import Store


class MarksStore(Store):
    """Named texts."""

    async def get(self, name: str) -> str:
        """Return the text kept under a name, or ""."""
        rows = await self._db.rows("SELECT value FROM marks WHERE name = ?", (name,))
        return str(rows[0]["value"]) if rows else ""

    async def put(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        async with self._db.transaction() as tx:
            await tx.rows(
                "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, value),
            )
