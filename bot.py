"""The bot: what joins storage, news and cogs. `python bot.py` is the command line of cli.py."""

import contextlib
import hashlib
import json
import logging
import runpy
import secrets
from collections.abc import Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from cogs.about.about import AboutCog
from cogs.about.privacy import PrivacyCog
from cogs.birthdays.birthdays_command import BirthdaysCog
from cogs.explain.why import WhyCog
from cogs.feeds.feeds_command import FeedsCog
from cogs.filters.filters_command import FiltersCog
from cogs.kit.app import App, Roster
from cogs.kit.birthday_lookup import BirthdayLookup
from cogs.kit.buttons import ActionButton, CardButton, Picker
from cogs.kit.rate_limit import Cooldown
from cogs.kit.replies import NOBODY, answer, notice
from cogs.kit.rights import is_for_moderators, refusal_card
from cogs.kit.routes.router import Router, declared_routes
from cogs.kit.save_settings import Saving
from cogs.people.celebrity import CelebrityCog
from cogs.people.follow import FollowCog
from cogs.people.timeline import TimelineCog
from cogs.posts.notices import NoticesCog
from cogs.posts.post_content import PostContentCog
from cogs.posts.test_posts import TestPostsCog
from cogs.repairs.wrong_person import WrongPersonCog
from cogs.setup.settings_command import SettingsCog
from cogs.setup.setup_command import SetupCog
from cogs.stories.latest import StoriesCog
from cogs.stories.search import SearchCog
from cogs.stories.trending import TrendingCog
from cogs.tasks.announce import AnnounceCog
from cogs.tasks.channel_recovery import ChannelRecoveryCog
from cogs.tasks.departures import DeparturesCog
from cogs.tasks.refresh import RefreshCog
from cogs.tasks.wikidata import WikidataCog
from ingest.catalogue_loader import freeze_collector
from ingest.preview import Looks
from ingest.refresh import Refresh
from ingest.wikidata_sync import Sync
from news.people.catalogue_match import Catalogue
from news.text.messages import message
from outbox.send.discord_transport import once
from storage import Storage

VERSION = "0.1.0"
SYNCED = "commands synced"
_OVER = (40060, 10062, 10015, 50027)  # acknowledged already; unknown interaction, unknown webhook; its token is over

_COGS = (
    TrendingCog, StoriesCog, SearchCog, CelebrityCog, TimelineCog, BirthdaysCog, FollowCog, AboutCog, PrivacyCog,
    WrongPersonCog, SetupCog, PostContentCog, TestPostsCog, FeedsCog, FiltersCog, WhyCog, SettingsCog,
    ChannelRecoveryCog, NoticesCog,
)  # fmt: skip

log = logging.getLogger("limelight")


def _is_over(error: Exception) -> bool:
    """True if Discord takes no answer any more: it was sent twice, or came too late (docs/faults.md row 68)."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    return isinstance(cause, discord.HTTPException) and cause.code in _OVER


class Tree(app_commands.CommandTree["NewsBot"]):
    """The commands, and the one place that answers for errors."""

    async def interaction_check(self, interaction: discord.Interaction["NewsBot"], /) -> bool:
        """True if the command may run: within the user's rate, and for moderators only if it is theirs."""
        if not await interaction.client.app.cooldown.is_allowed(interaction):
            return False
        if interaction.type is discord.InteractionType.autocomplete or not is_for_moderators(interaction.command):
            return True
        refused = await refusal_card(interaction)
        if refused:
            await answer(interaction, refused, ephemeral=True)
        return refused is None

    async def on_error(self, interaction: discord.Interaction["NewsBot"], error: Exception, /) -> None:
        """Log an error under a reference, and tell the user the reference."""
        if _is_over(error):
            log.info("an interaction was over before it was answered: %s", error)
            return
        reference = secrets.token_hex(3)
        log.error("an interaction failed, reference %s", reference, exc_info=error)
        if interaction.type is discord.InteractionType.autocomplete:
            return  # Discord takes no message for it
        view = notice(
            "That did not work",
            "The fault is the bot's, not yours; nothing was changed. Try again in a moment.",
            message("-# If it stays, tell whoever runs this bot: reference `{reference}`.", reference=reference),
        ).view
        with contextlib.suppress(discord.HTTPException):  # the interaction may be past its 3 seconds or 15 minutes
            if interaction.response.is_done():
                await interaction.followup.send(view=view, ephemeral=True)
            else:
                await interaction.response.send_message(view=view, ephemeral=True)


class NewsBot(commands.Bot):
    """The bot: joins storage, cogs and the tasks that run beside them."""

    tree: Tree

    def __init__(
        self,
        storage: Storage,
        catalogue: Catalogue,
        *,
        clock: Callable[[], int],
        refresh: Refresh | None = None,
        sync: Sync | None = None,
        is_posting: bool = False,
    ) -> None:
        super().__init__(
            commands.when_mentioned,
            http_trace=once(),
            help_command=None,
            tree_cls=Tree,
            # No privileged intent, no caches: 40 KB a server instead of 56.
            intents=discord.Intents(guilds=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=NOBODY,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        roster = Roster(catalogue)
        self.app = App(
            storage=storage,
            clock=clock,
            roster=roster,
            version=VERSION,
            discord=self,
            cooldown=Cooldown(clock),
            previews=refresh.looks if refresh else Looks(),
            saving=Saving(storage, clock),
            birthdays=BirthdayLookup(storage, lambda: roster.catalogue, clock),
            router=Router(allows=self._allows_press, refuse=refusal_card, sorry=self._report_error),
        )
        self.is_revoked = False  # Discord does not know the token any more
        self._refresh = refresh
        self._wikidata = sync
        self._is_posting = is_posting

    async def _allows_press(self, press: discord.Interaction) -> bool:
        return await self.app.cooldown.is_allowed(press)

    async def _report_error(self, press: Any, error: Exception) -> None:
        await self.tree.on_error(press, error)

    async def setup_hook(self) -> None:
        """Load the cogs and sync the commands if they changed; a cog that fails stops the start."""
        await self.setup_cogs()
        await self._sync_commands()

    async def setup_cogs(self) -> None:
        """Load the cogs and what their buttons need; raise RouteError unless each route has one handler."""
        router = self.app.router
        for cog in _COGS:
            made = cog(self.app)
            await self.add_cog(made)
            router.add(made, *getattr(made, "parts", ()))
        router.check(declared_routes())
        if self._refresh:
            await self.add_cog(RefreshCog(self._refresh))
        if self._wikidata:
            await self.add_cog(WikidataCog(self.app, self._wikidata, self.use_catalogue))
        if self._is_posting:
            await self.add_cog(AnnounceCog(self.app, self))
            await self.add_cog(DeparturesCog(self.app))
        self.add_dynamic_items(CardButton, ActionButton, Picker)
        self.add_listener(router.expire, "on_interaction")

    async def _sync_commands(self) -> None:
        """Sync the commands if they changed: Discord allows 200 creations of commands a day."""
        payload: list[Any] = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        written = json.dumps([self.application_id, payload], sort_keys=True)
        digest = hashlib.sha256(written.encode()).hexdigest()
        if await self.app.storage.marks.get(SYNCED) != digest:
            await self.tree.sync()
            await self.app.storage.marks.put(SYNCED, digest)
            log.info("told Discord %s commands", len(payload))

    async def on_ready(self) -> None:
        """Log that the bot is up."""
        log.info("ready as %s in %s servers", self.user, len(self.guilds))

    async def on_token_revoked(self) -> None:
        """Close the bot: nothing can be posted or answered any more."""
        self.is_revoked = True
        await self.close()

    def use_catalogue(self, catalogue: Catalogue) -> None:
        """Use this catalogue from now on, in commands and in the next round."""
        self.app.roster.catalogue = catalogue
        if self._refresh:
            self._refresh.catalogue = catalogue
        freeze_collector()


if __name__ == "__main__":
    # Run by its own name, so that this file is not loaded a second time as "bot" below the command line.
    runpy.run_module("cli", run_name="__main__")
