"""/settings: what is set as a file and back, and who changed what when."""

from collections.abc import Mapping, Sequence

import discord
from discord.ext import commands

from cogs.kit import channel_access, options, rights
from cogs.kit.app import App
from cogs.kit.buttons import cut_page
from cogs.kit.replies import Card, answer
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Press
from cogs.kit.routes.settings import CHANGE_LOG, TAKE_BACK, TakeBackState
from cogs.kit.settings_words import described_change
from news.model.people import Person
from news.model.servers import Change, Server
from news.settings.settings import undo_values
from news.settings.settings_file import SettingsNames, write_settings_file
from storage import FIRST_OWN

from . import audit_log, import_card
from .audit_log import LogEntry
from .settings_import import SettingsImports


class SettingsCog(commands.Cog):
    """What is set as a file, and the log of changes."""

    group = rights.moderator_group("settings", "What is set in this server: as a file and back, and who changed what")

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self.imports = SettingsImports(app)
        self.parts = (self.imports,)

    @group.command()
    async def export(self, interaction: discord.Interaction) -> None:
        """Everything that is set in this server, as a file"""
        await answer(interaction, await self._draw_export(interaction), ephemeral=True)

    @group.command(name="import")
    async def import_(self, interaction: discord.Interaction) -> None:
        """Set what a file says; you see what changes first"""
        await self.app.router.open_form(interaction, import_card.import_form())

    @group.command()
    async def log(self, interaction: discord.Interaction) -> None:
        """Who changed which settings when, with undo"""
        await answer(interaction, await self._draw_log(interaction, 0), ephemeral=True)

    @CHANGE_LOG.handler
    async def show_log(self, interaction: Press, _state: NoState, page: int) -> Card:
        """Return a page of the log."""
        return await self._draw_log(interaction, page)

    @TAKE_BACK.handler
    async def take_back(self, interaction: Press, back: TakeBackState) -> Card | None:
        """Take a change back and give the log as it is then."""
        if not await self.storage.changes.change(interaction.guild_id or 0, back.change):
            return None
        done = await self.app.saving.undo(interaction, back.change)
        if isinstance(done, Card):
            return done
        return await self._draw_log(interaction, 0, done.change)

    async def _draw_log(self, interaction: discord.Interaction, page: int, done: Change | None = None) -> Card:
        server = await self.storage.servers.get(interaction.guild_id or 0)
        changes = await self.storage.changes.last(server.guild)
        page, pages, shown = cut_page(changes, page, audit_log.PAGE)
        feeds = {feed.id: feed.source.name for feed in await self.storage.feeds.all()}

        def lines(change: Change) -> Sequence[str]:
            return described_change(change.before, change.after, self.app.name, feeds)

        undoes = {change.id: change.undoes for change in changes}
        entries = [
            LogEntry(change, lines(change), _is_open(change, server), _is_redo(change.id, undoes)) for change in shown
        ]
        return audit_log.log_page(entries, page, pages, len(changes), lines(done) if done else ())

    async def _draw_export(self, interaction: discord.Interaction) -> Card:
        server = await self.storage.servers.get(interaction.guild_id or 0)
        feeds = {feed.id: (feed.source.url, feed.source.name) for feed in await self.storage.feeds.all()}
        names = SettingsNames(
            channel=lambda number: _channel_name(interaction, number),
            role=lambda number: _role_name(interaction, number),
            person=self._find_adult,
            feed=feeds.get,
            first_own=FIRST_OWN,
        )
        return import_card.exported_card(write_settings_file(server, names))

    def _find_adult(self, number: int) -> Person | None:
        return options.adult(self.app, number)


def _is_open(change: Change, server: Server) -> bool:
    return not change.is_undone and bool(undo_values(change, server))


def _is_redo(change: int, undoes: Mapping[int, int]) -> bool:
    """True if a change takes back what took one back itself; the third in a row does not, and so on."""
    steps = 0
    while change := undoes.get(change, 0):
        steps += 1
    return steps > 0 and steps % 2 == 0


def _channel_name(interaction: discord.Interaction, number: int) -> str:
    """Return a channel's name, "" for one that is gone or that the moderator cannot see."""
    found = interaction.guild.get_channel_or_thread(number) if interaction.guild else None
    return f"#{found.name}" if found and channel_access.missing_permissions(interaction, number) is not None else ""


def _role_name(interaction: discord.Interaction, number: int) -> str:
    role = interaction.guild.get_role(number) if interaction.guild else None
    return f"@{role.name}" if role else ""
