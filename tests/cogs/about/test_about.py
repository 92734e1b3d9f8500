"""/help and /about."""

import re

import discord

from tests.kit.newsroom import Item
from tests.kit.stage import Stage, text


async def test_help_names_every_command_and_only_those(stage: Stage) -> None:
    result = await stage.moderator.slash(stage.channel, "help")
    assert result.ephemeral
    named = {command.split()[0] for command in re.findall(r"`/([a-z ]+)`", text(result))}
    slash = discord.AppCommandType.chat_input
    assert named == {command.name for command in stage.bot.tree.get_commands(type=slash)} - {"help"}


async def test_help_shows_members_nothing_that_only_moderators_have_but_setup(stage: Stage) -> None:
    shown = text(await stage.slash("help"))
    assert "`/setup` is for moderators" in shown
    assert "/filters" not in shown
    assert "moderator" not in shown.replace("is for moderators", "")


async def test_about_shows_every_source_with_its_health(stage: Stage) -> None:
    good = stage.newsroom.publish("The Marquee", Item(title="Adele confirms a new tour"))
    bad = stage.newsroom.publish("Spotlight")
    stage.newsroom.bodies["spotlight"] = b"<html><body>Sorry</body></html>"
    await stage.read(good, bad)
    result = await stage.slash("about")
    shown = text(result)
    assert result.ephemeral
    assert "**The Marquee** · 1 article · read <t:" in shown
    assert "**Spotlight** · not read yet:" in shown
    assert "1 article · 2 sources · version " in shown
    assert "1 source read, 1 failing." in shown
