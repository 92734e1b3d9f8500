"""Settings files that moderators send: read, shown as what they would change, and kept until Apply is pressed."""

import asyncio
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import aiohttp
import discord

from cogs.kit import channel_access, options
from cogs.kit.app import App
from cogs.kit.replies import Card
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Form, Press
from cogs.kit.routes.settings import DROP_IMPORT, IMPORT, SEND_FILE, TAKE_FILE, ImportState
from cogs.kit.settings_words import described_change
from news.model.people import Person
from news.model.servers import Server
from news.settings.registry import BY_FIELD, CHANNELS, ROLES
from news.settings.settings_file import settings_to_json, sort_lists
from news.settings.settings_reading import MOST_BYTES, Fault, SettingsLookup, SettingsReading, read_settings_file
from news.text.links import link_key
from storage import FIRST_OWN

from . import import_card

KEPT = 900  # seconds within which Apply can be pressed
_FETCHING = 20.0  # seconds within which Discord has to give a file of 256 KB out


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a file sets that is set otherwise, and how that was when its sender saw it."""

    guild: int
    user: int
    at: int
    wanted: Mapping[str, Any]
    unknown_feeds: list[str]
    before: Mapping[str, Any]


class SettingsImports:
    """Settings files by number.

    They are kept in memory: the file is still with its sender, so a restart costs them sending it once more, and no
    copy of anybody's settings is left lying in the store.
    """

    def __init__(self, app: App) -> None:
        self.app = app
        self.storage = app.storage
        self._drafts: dict[int, _Draft] = {}

    @SEND_FILE.handler
    async def ask_file(self, _press: Press, _state: NoState) -> Form:
        """Open the form that takes a file."""
        return import_card.import_form()

    @TAKE_FILE.handler
    async def take_file(self, interaction: Press, _state: NoState, form: Form) -> Card | None:
        """Read a file and say what it would change."""
        sent = [
            file for part in form.walk_children() if isinstance(part, discord.ui.FileUpload) for file in part.values
        ]
        if len(sent) != 1:
            return None
        if sent[0].size > MOST_BYTES:
            return import_card.too_large(sent[0].size)
        # Fetching it takes as long as Discord likes, and an answer is due within 3 seconds.
        message = interaction.message  # the card that was turned into the form, where there was one
        await interaction.response.defer(ephemeral=True, thinking=not (message and message.flags.ephemeral))
        try:
            async with asyncio.timeout(_FETCHING):
                content = await sent[0].read()
        except (discord.DiscordException, aiohttp.ClientError, TimeoutError):
            return import_card.unread_notice()
        if len(content) > MOST_BYTES:
            return import_card.too_large(len(content))
        return await self._read_file(interaction, content)

    async def _read_file(self, interaction: discord.Interaction, content: bytes) -> Card:
        server = await self.storage.servers.get(interaction.guild_id or 0)
        reading = await asyncio.to_thread(
            read_settings_file, content, await self._read_known(server)
        )  # up to half a second
        faults = reading.faults or _find_misplaced(interaction, server, reading)
        if faults:
            return import_card.faults_card(faults)
        return await self._keep_draft(interaction, server, reading.values, reading.unknown_feeds)

    async def _read_known(self, server: Server) -> SettingsLookup:
        catalogue = self.app.catalogue

        @cache  # made where it is asked for, which is in another thread
        def by_wikidata() -> dict[str, int]:
            return {person.wikidata: person.id for person in catalogue.all_people if person.wikidata}

        def named(name: str) -> list[Person]:
            return [person for person in catalogue.by_name(name) if options.find_adult(self.app, person.id)]

        return SettingsLookup(
            server,
            person=lambda number: options.find_adult(self.app, number) if number < FIRST_OWN else None,
            wikidata=lambda key: options.find_adult(self.app, by_wikidata().get(key, 0)),
            named=named,
            feeds=await self._read_feeds(server),
        )

    async def _read_feeds(self, server: Server) -> dict[int, int]:
        """Return by the key of its address each feed that a server can add, or has; 0 for those that all have."""
        own = {*server.feeds, *await self.storage.feeds.foreign(server.guild)}
        return {link_key(feed.source.url): feed.id if feed.id in own else 0 for feed in await self.storage.feeds.all()}

    async def _keep_draft(
        self,
        interaction: discord.Interaction,
        server: Server,
        values: Mapping[str, Any],
        unknown_feeds: list[str],
        *,
        is_stale: bool = False,
    ) -> Card:
        """Keep what is set otherwise, and show it."""
        wanted = {name: value for name, value in sort_lists(values).items() if value != getattr(server, name)}
        if not wanted:
            return import_card.no_difference(unknown_feeds)
        now, guild, user = self.app.clock(), server.guild, interaction.user.id
        # One a moderator and server: what was sent before is not what they look at any more.
        self._drafts = {
            number: draft
            for number, draft in self._drafts.items()
            if draft.at > now - KEPT and (draft.guild, draft.user) != (guild, user)
        }
        sent = ImportState(secrets.randbits(32))  # not counted: after a restart an old button would name another file
        before = {name: settings_to_json(server)[name] for name in wanted}
        self._drafts[sent.number] = _Draft(guild, user, now, wanted, unknown_feeds, before)
        changes = await self._describe_changes(server, replace(server, **wanted))
        return import_card.import_preview(sent, changes, unknown_feeds, is_stale=is_stale)

    @IMPORT.handler
    async def apply_file(self, interaction: Press, sent: ImportState) -> Card | None:
        """Set what a file sets, once its sender has seen what that changes."""
        draft = self._find_draft(interaction, sent)
        if draft is None:
            return None
        server = await self.storage.servers.get(draft.guild)
        if any(settings_to_json(server)[name] != value for name, value in draft.before.items()):
            return await self._keep_draft(interaction, server, draft.wanted, draft.unknown_feeds, is_stale=True)
        saved = await self.app.saving.save(interaction, draft.wanted, import_card.retry_button(sent))
        if isinstance(saved, Card):
            return saved
        self._drafts.pop(sent.number, None)
        return import_card.applied_card(await self._describe_changes(saved.before, saved.after))

    @DROP_IMPORT.handler
    async def drop_file(self, interaction: Press, sent: ImportState) -> Card | None:
        """Forget a file."""
        if self._find_draft(interaction, sent) is None:
            return None
        del self._drafts[sent.number]
        return import_card.not_applied_notice()

    def _find_draft(self, interaction: Press, sent: ImportState) -> _Draft | None:
        """Return the file that a button names, if the one who pressed has sent it here, and not long ago."""
        draft = self._drafts.get(sent.number)
        if draft is None or draft.at <= self.app.clock() - KEPT:
            return None
        return draft if (draft.guild, draft.user) == (interaction.guild_id, interaction.user.id) else None

    async def _describe_changes(self, before: Server, after: Server) -> list[str]:
        feeds = {feed.id: feed.source.name for feed in await self.storage.feeds.all()}
        return described_change(settings_to_json(before), settings_to_json(after), self.app.name, feeds)


def _find_misplaced(interaction: discord.Interaction, server: Server, reading: SettingsReading) -> list[Fault]:
    """Return what a file names that is not this server's, or not to be used; what is set already is not looked at."""
    named = {name: reading.values.get(name) for name in (*CHANNELS, *ROLES)}
    anew = {name: number for name, number in named.items() if number is not None and number != getattr(server, name)}
    found = ((name, _why_misplaced(interaction, name, number)) for name, number in anew.items())
    faults = [Fault(reading.lines[name], f"{BY_FIELD[name].path} {reason}") for name, reason in found if reason]
    return sorted(faults, key=lambda fault: fault.line)


def _why_misplaced(interaction: discord.Interaction, name: str, number: int) -> str:
    if name in ROLES:
        return _misplaced_role(interaction, name, number)
    lacks = channel_access.missing_permissions(interaction, number) if number else []
    if lacks is None:
        return f"names {number}: expected the id of a channel of this server that you can see yourself, or null"
    return f"names a channel where the bot lacks: {', '.join(lacks)}" if lacks else ""


def _misplaced_role(interaction: discord.Interaction, name: str, number: int) -> str:
    if name == "moderator_role" and not interaction.permissions.manage_guild:
        return "is set by members with the permission Manage Server only: expected it as it is, or left out"
    role = interaction.guild.get_role(number) if interaction.guild else None
    is_theirs = role is not None and not role.is_default()
    return "" if is_theirs or not number else f"names {number}: expected the id of a role of this server, or null"
