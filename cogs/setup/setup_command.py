"""/setup: one panel that shows and changes what a server's moderators want posted where and when."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.kit import channel_access, replies, rights
from cogs.kit.app import App
from cogs.kit.buttons import action_button
from cogs.kit.replies import Card, answer
from cogs.kit.routes.route import Form, Press
from cogs.kit.routes.settings import (
    ASK_SETTING,
    CHOOSE_SETTING,
    FILL_SETTING,
    RECHECK,
    SET,
    SETUP,
    UNDO_SETUP,
    ChangesState,
    ChoiceState,
    SetupState,
    TypedSettingState,
    UndoSetupState,
    current_tab,
)
from cogs.kit.save_settings import Saved
from news.settings.kinds import TimeOfDay, Zone
from news.settings.registry import BY_FIELD, CHANNELS, Setting, Tab
from news.text.days import is_zone, nearest_zones, shown_time, typed_time
from news.text.text import fold_text

from . import change_codec, panel_card
from .change_codec import TAB_OF, Changes
from .server_list import BirthdayList

_NEAR = 4  # zones offered, beside the way back


class SetupCog(commands.Cog):
    """Settings of a server."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self.parts = (BirthdayList(app),)

    @app_commands.command()
    @rights.for_moderators
    @app_commands.describe(zone="The time zone of this server, if that is all you want to set: type a city")
    async def setup(self, interaction: discord.Interaction, zone: str | None = None) -> None:
        """What is posted in this server, where and when: for its moderators"""
        shown = self._save_zone(interaction, zone) if zone else panel_card.draw_panel(self.app, interaction, "channels")
        await answer(interaction, await shown, ephemeral=True)

    @setup.autocomplete("zone")
    async def complete_zone(self, _interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Complete a zone by its city, its continent or what clocks there are called."""
        return [app_commands.Choice(name=name, value=name) for name in nearest_zones(typed)]

    @SETUP.handler
    async def open_tab(self, interaction: Press, state: SetupState) -> Card:
        """Open a tab."""
        return await panel_card.draw_panel(self.app, interaction, current_tab(state.tab))

    @SET.handler
    async def make_changes(self, interaction: Press, state: ChangesState) -> Card | None:
        """Set what a button carries."""
        asked = change_codec.read_changes(state.changes)
        return await self._save_settings(interaction, *asked) if asked else None

    @CHOOSE_SETTING.handler
    async def choose_setting(self, interaction: Press, asked: ChoiceState, values: Sequence[str]) -> Card | None:
        """Set what was chosen."""
        wanted = change_codec.read_choice(asked.setting, values)
        if wanted is None:
            return None
        if wanted.get("language", "") not in ("", *panel_card.feed_languages(await self.storage.feeds.all())):
            return None
        return await self._save_settings(interaction, TAB_OF[asked.setting], wanted)

    @ASK_SETTING.handler
    async def ask_setting(self, interaction: Press, state: TypedSettingState) -> Form | None:
        """Open the form for a time or the zone."""
        server = await self.storage.servers.get(interaction.guild_id or 0)
        setting = _asked_for(state)
        return _setting_form(setting, getattr(server, setting.field)) if setting else None

    @FILL_SETTING.handler
    async def fill_setting(self, interaction: Press, state: TypedSettingState, form: Form) -> Card | None:
        """Set what was typed."""
        typed = " ".join(item.value for item in form.walk_children() if isinstance(item, discord.ui.TextInput))
        setting = _asked_for(state)
        if setting is None or setting.tab is None:
            return None
        if isinstance(setting.kind, Zone):
            return await self._save_zone(interaction, typed)
        minutes = typed_time(typed)
        if minutes is not None:
            return await self._save_settings(interaction, setting.tab, {setting.field: minutes})
        again = action_button(ASK_SETTING, state, label="Try again", style="primary")
        return panel_card.with_way_back(replies.no_time(typed, again), setting.tab)

    @UNDO_SETUP.handler
    async def undo_change(self, interaction: Press, asked: UndoSetupState) -> Card | None:
        """Take the change of a button back."""
        if not asked.change:
            return None
        done = await self.app.saving.undo(interaction, asked.change)
        return await self._draw_after(interaction, current_tab(asked.tab), done, "Undone.")

    @RECHECK.handler
    async def recheck_channels(self, interaction: Press, state: SetupState) -> Card:
        """Look at the channels again; those that were mended are tried at once, not in a day."""
        server = await self.storage.servers.get(interaction.guild_id or 0)
        for channel in {getattr(server, name) for name in CHANNELS} - {0}:
            if channel_access.missing_permissions(interaction, channel) == []:
                await self.storage.posts.retested(channel, works=True, retest_at=self.app.clock())
        return await panel_card.draw_panel(self.app, interaction, current_tab(state.tab))

    async def _save_zone(self, interaction: discord.Interaction, typed: str) -> Card:
        near = nearest_zones(typed, _NEAR)
        # Nobody has to spell it as the table does.
        named = typed if is_zone(typed) else near[0] if near and fold_text(near[0]) == fold_text(typed.strip()) else ""
        if named:
            return await self._save_settings(interaction, "server", {"zone": named})
        buttons = [
            action_button(
                SET, ChangesState(change_codec.write_changes("server", {"zone": name})), label=name[:80], turns=True
            )
            for name in near
        ]
        return panel_card.with_way_back(replies.no_zone(typed, near, *buttons), "server")

    async def _save_settings(self, interaction: discord.Interaction, tab: Tab, wanted: Changes) -> Card:
        again = None
        if wanted.keys() <= set(CHANNELS):
            state = ChangesState(change_codec.write_changes(tab, wanted))
            again = action_button(SET, state, label="Recheck", style="primary", turns=True)
        done = await self.app.saving.save(interaction, wanted, again)
        return await self._draw_after(interaction, tab, done, "Saved.")

    async def _draw_after(self, interaction: discord.Interaction, tab: Tab, done: Saved | Card, title: str) -> Card:
        if isinstance(done, Card):
            return panel_card.with_way_back(done, tab)
        return await panel_card.draw_panel(self.app, interaction, tab, title, done.change)


def _asked_for(state: TypedSettingState) -> Setting | None:
    """Return the setting that a form asks for, or None if no form asks for it."""
    setting = BY_FIELD.get(state.setting)
    return setting if setting and isinstance(setting.kind, TimeOfDay | Zone) else None


def _setting_form(setting: Setting, value: Any) -> Form:
    is_time = isinstance(setting.kind, TimeOfDay)
    typed: Any = discord.ui.TextInput(
        custom_id="typed", default=shown_time(value) if is_time else value, min_length=1, max_length=60
    )
    hint = "As 9, 09:30 or 9pm" if is_time else "A city, or a name such as Europe/Berlin"
    label: Any = discord.ui.Label(text=setting.question, description=hint, component=typed)
    return Form(FILL_SETTING, TypedSettingState(setting.field), setting.question, label)
