"""/settings: what is set as a file and back, and who changed what when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord.ext import commands

from cogs.kit import channel_access, options, rights
from cogs.kit.app import App
from cogs.kit.buttons import action_button, cut_page, page_row, which_page
from cogs.kit.markdown import when
from cogs.kit.replies import Card, answer, card, nothing_found
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Press
from cogs.kit.routes.settings import CHANGE_LOG, TAKE_BACK, TakeBackState
from cogs.kit.settings_words import described_change
from cogs.setup import import_card
from cogs.setup.settings_import import SettingsImports
from news.model.people import Person
from news.model.servers import Change, Server
from news.settings.settings_file import SettingsNames, undo_values, write_settings_file
from news.text.messages import plural
from storage import FIRST_OWN

PAGE = 5
_MOST_LINES = 6  # settings of one change; a file may change all


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A change in words; `is_open` where something of it could be taken back now.

    `redoes`: what it takes back had taken a change back itself.
    """

    change: Change
    lines: Sequence[str]
    is_open: bool
    redoes: bool = False


def log_page(entries: Sequence[LogEntry], page: int, pages: int, total: int, done: Sequence[str] = ()) -> Card:
    """Return a page of the log, newest first; `done` is what was just taken back."""
    if not total:
        return nothing_found(
            "Nothing was changed yet", "What moderators set with `/setup` and its kin is listed here.", ""
        )
    count = plural("{count} change, newest first", "{count} changes, newest first", total)
    about = " · ".join(filter(None, (count, which_page(page, pages))))
    head = [f"## Who changed what\n-# {about}"]
    if done:
        head += ["**Changed just now:**", *done]
    items: list[Any] = [discord.ui.TextDisplay("\n".join(head))]
    for entry in entries:
        items += [discord.ui.Separator(), _entry_items(entry, page)]
    turning = page_row(CHANGE_LOG, NoState(), page, pages)
    return card([*items, *([discord.ui.Separator(), turning] if turning else [])])


def _entry_items(entry: LogEntry, page: int) -> Any:
    text = discord.ui.TextDisplay[Any]("\n".join((_entry_head(entry), *_short_lines(entry.lines))))
    if entry.change.is_undone or not entry.is_open:
        return text
    state = TakeBackState(entry.change.id, page)
    label = "Redo" if entry.change.undoes and not entry.redoes else "Undo"
    button: Any = action_button(TAKE_BACK, state, label=label, turns=True)
    return discord.ui.Section(text, accessory=button)


def _entry_head(entry: LogEntry) -> str:
    change = entry.change
    who = f"<@{change.user}>" if change.user else "somebody who has had their id erased"
    did = ("brought a change back" if entry.redoes else "took a change back") if change.undoes else ""
    marks = [did, "**undone since**" if change.is_undone else ""]
    return f"-# {' · '.join(filter(None, (when(change.at, 'f'), who, *marks)))}"


def _short_lines(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], *([f"and {rest} more"] if rest > 0 else [])]


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
        page, pages, shown = cut_page(changes, page, PAGE)
        feeds = {feed.id: feed.source.name for feed in await self.storage.feeds.all()}

        def lines(change: Change) -> Sequence[str]:
            return described_change(change.before, change.after, self.app.name, feeds)

        undoes = {change.id: change.undoes for change in changes}
        entries = [
            LogEntry(change, lines(change), _is_open(change, server), _is_redo(change.id, undoes)) for change in shown
        ]
        return log_page(entries, page, pages, len(changes), lines(done) if done else ())

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
        return options.find_adult(self.app, number)


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
