"""`/feeds` as a moderator uses it."""

from typing import Any

import discord
from simcord import InteractionResult

from news.model.feeds import Feed
from tests.kit.newsroom import Item
from tests.kit.stage import Stage, buttons

TITLE = "Adele confirms a new world tour"


async def ask(stage: Stage, command: str, *, who: Any = None, where: Any = None, **options: Any) -> InteractionResult:
    """Use a command as the moderator, and let the refresh task look."""
    asked = await (who or stage.moderator).slash(where or stage.channel, f"feeds {command}", **options)
    await stage.refresh.look()
    return asked


async def press(stage: Stage, on: InteractionResult, label: str, *, who: Any = None) -> InteractionResult:
    pressed = await (who or stage.moderator).click(on.response, custom_id=buttons(on)[label]["custom_id"])
    await stage.refresh.look()
    return pressed


async def add(stage: Stage, url: str) -> InteractionResult:
    """Add a feed in the two steps that it takes."""
    return await press(stage, await ask(stage, "add", address=url), "Add")


async def only_feed(stage: Stage) -> Feed:
    [feed] = await stage.storage.feeds.all()
    return feed


async def changed(stage: Stage, **columns: int | str | None) -> None:
    """Change columns of all feeds."""
    async with stage.storage._db.transaction() as tx:
        await tx.rows(f"UPDATE feeds SET {', '.join(f'{name} = ?' for name in columns)}", tuple(columns.values()))


def spotlight(stage: Stage, *more: Item) -> str:
    return stage.newsroom.publish("Spotlight", Item(title=TITLE), Item(title="Cher dances", hours=30), *more).url


async def other_server(stage: Stage) -> tuple[Any, Any]:
    """Return a second server's channel and moderator."""
    guild = stage.env.create_guild("Other server")
    channel = guild.create_text_channel("news")
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    return channel, guild.add_member(stage.env.create_user("ola"), roles=[role])
