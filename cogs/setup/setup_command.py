"""/setup: one panel that shows and changes what a server's moderators want posted where and when."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import channel_access, custom_ids, refusals, rights
from cogs.kit.app import App
from cogs.kit.buttons import ActionButton, Form
from cogs.kit.replies import Card, answer
from cogs.kit.save_settings import Saved
from news.settings.registry import CHANNELS
from news.text.text import fold
from news.text.typed import shown_time, typed_time
from news.text.zones import is_zone, nearest_zones

from . import change_codec, panel_card, panel_data
from .change_codec import TAB_OF, TABS, Changes, Tab
from .server_list import BirthdayList
from .tabs import PanelSelect

_NEAR = 4  # zones offered, beside the way back
_ASKED = {"birthdays_at": "When are birthdays posted?", "digest_at": "When is the digest posted?"}


class SetupCog(commands.Cog):
    """Settings of a server."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        app.handlers.actions |= {
            "setup": self.open,
            "set": self.press,
            "ask": self.ask,
            "undosetup": self.undo,
            "recheck": self.recheck,
        }
        app.handlers.pickers |= {"setup": self.pick}
        app.handlers.forms |= {"setup": self.fill}
        BirthdayList(app)

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.describe(zone="The time zone of this server, if that is all you want to set: type a city")
    async def setup(self, interaction: discord.Interaction, zone: str | None = None) -> None:
        """What is posted in this server, where and when: for its moderators"""
        card = await rights.refusal(interaction)
        if card is None:
            card = await (self._zone(interaction, zone) if zone else panel_data.draw(self.app, interaction, "channels"))
        await answer(interaction, card, ephemeral=True)

    @setup.autocomplete("zone")
    async def zones(self, _interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Complete a zone by its city, its continent or what clocks there are called."""
        return [app_commands.Choice(name=name, value=name) for name in nearest_zones(typed)]

    async def open(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Open a tab."""
        if refusal := await rights.refusal(interaction):
            return refusal
        return await panel_data.draw(self.app, interaction, state) if state in TABS else None

    async def press(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Set what a button carries."""
        if refusal := await rights.refusal(interaction):
            return refusal
        asked = change_codec.read(state)
        return await self._save(interaction, *asked) if asked else None

    async def pick(self, interaction: discord.Interaction, state: str, values: Any) -> Card | None:
        """Set what was chosen."""
        if refusal := await rights.refusal(interaction):
            return refusal
        asked = custom_ids.read(PanelSelect, state)
        wanted = change_codec.choice(asked.setting, values) if asked else None
        if asked is None or wanted is None:
            return None
        if wanted.get("language", "") not in ("", *panel_data.languages(await self.storage.feeds.all())):
            return None
        return await self._save(interaction, TAB_OF[asked.setting], wanted)

    async def ask(self, interaction: discord.Interaction, state: str) -> Card | Form | None:
        """Open the form for a time or the zone."""
        if refusal := await rights.refusal(interaction):
            return refusal
        server = await self.storage.servers.get(interaction.guild_id or 0)
        if state == "zone":
            return _form(state, "Time zone of this server", "A city, or a name such as Europe/Berlin", server.zone)
        if state in _ASKED:
            return _form(state, _ASKED[state], "As 9, 09:30 or 9pm", shown_time(getattr(server, state)))
        return None

    async def fill(self, interaction: discord.Interaction, state: str, form: Form) -> Card | None:
        """Set what was typed."""
        if refusal := await rights.refusal(interaction):
            return refusal
        typed = " ".join(item.value for item in form.walk_children() if isinstance(item, discord.ui.TextInput))
        if state == "zone":
            return await self._zone(interaction, typed)
        minutes = typed_time(typed)
        if minutes is not None:
            return await self._save(interaction, "when", {state: minutes})
        again = ActionButton("ask", state, label="Try again", style="primary")
        return panel_card.with_way_back(refusals.no_time(typed, again), "when")

    async def undo(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Take the change of a button back."""
        if refusal := await rights.refusal(interaction):
            return refusal
        asked = custom_ids.read(panel_card.Undo, state)
        if asked is None or asked.tab not in TABS or not asked.change:
            return None
        done = await self.app.saving.undo(interaction, asked.change)
        return await self._after(interaction, asked.tab, done, "Undone.")

    async def recheck(self, interaction: discord.Interaction, state: str) -> Card | None:
        """Look at the channels again; those that were mended are tried at once, not in a day."""
        if refusal := await rights.refusal(interaction):
            return refusal
        if state not in TABS:
            return None
        server = await self.storage.servers.get(interaction.guild_id or 0)
        for channel in {getattr(server, name) for name in CHANNELS} - {0}:
            if channel_access.lacking(interaction, channel) == []:
                await self.storage.posts.retested(channel, works=True, retest_at=self.app.clock())
        return await panel_data.draw(self.app, interaction, state)

    async def _zone(self, interaction: discord.Interaction, typed: str) -> Card:
        near = nearest_zones(typed, _NEAR)
        # Nobody has to spell it as the table does.
        named = typed if is_zone(typed) else near[0] if near and fold(near[0]) == fold(typed.strip()) else ""
        if named:
            return await self._save(interaction, "when", {"zone": named})
        buttons = [
            ActionButton("set", change_codec.write("when", {"zone": name}), label=name[:80], turns=True)
            for name in near
        ]
        return panel_card.with_way_back(refusals.no_zone(typed, near, *buttons), "when")

    async def _save(self, interaction: discord.Interaction, tab: Tab, wanted: Changes) -> Card:
        again = None
        if wanted.keys() <= set(CHANNELS):
            again = ActionButton("set", change_codec.write(tab, wanted), label="Recheck", style="primary", turns=True)
        done = await self.app.saving.save(interaction, wanted, again)
        return await self._after(interaction, tab, done, "Saved.")

    async def _after(self, interaction: discord.Interaction, tab: Tab, done: Saved | Card, title: str) -> Card:
        if isinstance(done, Card):
            return panel_card.with_way_back(done, tab)
        return await panel_data.draw(self.app, interaction, tab, title, done.change)


def _form(setting: str, title: str, hint: str, today: str) -> Form:
    typed: Any = discord.ui.TextInput(custom_id="typed", default=today, min_length=1, max_length=60)
    return Form("setup", setting, title, discord.ui.Label(text=title, description=hint, component=typed))
