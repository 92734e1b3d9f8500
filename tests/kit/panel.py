"""The panel of `/setup` as a moderator uses it: tabs, selects, buttons and forms by what they are called."""

from dataclasses import replace
from typing import Any

import discord
from simcord import ChannelHandle, InteractionResult, MemberActor
from simcord.backend.models import Overwrite

from news.model.servers import Server
from tests.kit.stage import Stage, buttons, components

PERMISSIONS = {
    "view_channel": "View Channel",
    "read_message_history": "Read Message History",
    "attach_files": "Attach Files",
    "embed_links": "Embed Links",
    "send_messages": "Send Messages",
}


async def opened(stage: Stage, tab: str = "Channels", who: MemberActor | None = None) -> InteractionResult:
    """Open the panel at a tab."""
    shown = await (who or stage.moderator).slash(stage.channel, "setup")
    return shown if tab == "Channels" else await press(stage, shown, tab, who)


async def press(
    stage: Stage, shown: InteractionResult, label: str, who: MemberActor | None = None
) -> InteractionResult:
    """Press the button that begins with this label."""
    found = buttons(shown)
    name = label if label in found else next(name for name in found if name.startswith(label))
    return await (who or stage.moderator).click(shown.response, custom_id=found[name]["custom_id"])


def select_of(shown: InteractionResult, setting: str) -> dict[str, Any]:
    """Return the select that changes a setting."""
    assert shown.response is not None
    for part in components(shown.response.components):
        if part["type"] in (3, 6, 8) and part["custom_id"].endswith(f".{setting}"):
            return part
    raise AssertionError(f"no select for {setting}")


def chosen(shown: InteractionResult, setting: str) -> list[Any]:
    """Return what a select shows as chosen."""
    part = select_of(shown, setting)
    if part["type"] == 3:
        return [option["value"] for option in part["options"] if option.get("default")]
    return [int(value["id"]) for value in part.get("default_values", ())]


async def choose(
    stage: Stage, shown: InteractionResult, setting: str, *values: Any, who: MemberActor | None = None
) -> InteractionResult:
    """Choose values in the select of a setting."""
    custom_id = select_of(shown, setting)["custom_id"]
    return await (who or stage.moderator).select(shown.response, list(values), custom_id=custom_id)


async def fill(stage: Stage, shown: InteractionResult, label: str, **values: str) -> InteractionResult:
    """Press a button that opens a form, and fill that in."""
    form = await press(stage, shown, label)
    return await stage.moderator.submit_modal(form, values)


async def set_channel(stage: Stage, kind: str, channel: ChannelHandle) -> InteractionResult:
    """Open the panel and choose the channel of a kind of posts."""
    tab = "Server" if kind == "notices" else "Channels"
    return await choose(stage, await opened(stage, tab), f"{kind}_channel", channel)


async def stored(stage: Stage) -> Server:
    """Return the server's settings."""
    return await stage.storage.servers.get(stage.moderator.guild.id)


async def put(stage: Stage, **settings: Any) -> Server:
    """Set a server's settings past the panel."""
    server = Server(guild=stage.moderator.guild.id, **settings)
    await stage.storage.servers.put(server)
    return server


def bot_may(stage: Stage, channel: ChannelHandle, **allowed: bool) -> None:
    """Allow and deny the bot itself things in a channel."""
    allow, deny = discord.PermissionOverwrite(**allowed).pair()
    bot = stage.env.backend.bot_user.id
    stage.env.backend.set_overwrite(channel.id, Overwrite(target_id=bot, type=1, allow=allow.value, deny=deny.value))


async def helper_of(stage: Stage) -> MemberActor:
    """Return a member who has no right but the role that the server names for its settings."""
    guild = stage.moderator.guild
    role = guild.create_role("Helpers")
    helper = guild.add_member(stage.env.create_user("hal"), roles=[role])
    await stage.storage.servers.put(replace(await stored(stage), moderator_role=role.id))
    return helper
