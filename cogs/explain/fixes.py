"""What a moderator does about something that was not posted: the one change that a button names, and back."""

import logging
from dataclasses import replace
from functools import partial

import discord

from cogs.kit import channel_access, replies
from cogs.kit.app import App
from cogs.kit.buttons import action_button
from cogs.kit.replies import Card, notice
from cogs.kit.routes.posts import FIX, SUBJECTS, UNDO_FIX, FixState, StagesState, UndoFixState
from cogs.kit.routes.route import Press
from cogs.kit.save_settings import Saved
from news.servers.fixes import FIX_KINDS, Fix, fix_changes
from outbox.owe.stories import Release, release

from . import why_card
from .gather import Cases
from .why_card import Explained

log = logging.getLogger("limelight.setup")

_NOT_RELEASED: dict[Release, tuple[str, str]] = {
    "told": ("Posted already", "This story was posted here, or is about to be; nothing is posted twice."),
    "gone": ("No such story", "Its articles are gone."),
    "unsure": (
        "Not sure enough to post",
        "A death or an accusation waits until two outlets report it plainly, or an official word; nobody can release"
        " it before.",
    ),
    "not": ("Not posted", "It has changed meanwhile how this story stands. Ask `/why` again."),
}


class StoryFixes:
    """Changes that were offered beside a reason; one that is not offered any more changes nothing."""

    def __init__(self, app: App, cases: Cases) -> None:
        self.app = app
        self.storage = app.storage
        self.cases = cases

    @FIX.handler
    async def make_fix(self, interaction: Press, asked: FixState) -> Card | None:
        """Make a change, and show how it stands then."""
        shown = await self.cases.explain_subject(interaction, StagesState(asked.subject, asked.number))
        if shown is None or asked.kind >= len(FIX_KINDS):
            return None
        fix = Fix(FIX_KINDS[asked.kind], asked.value)
        if fix.kind == "release":
            return await self._release_story(interaction, shown)
        if fix.kind == "recheck":  # whatever was offered: by now it may have been found to work again
            return await self._recheck_channel(interaction, shown, asked)
        return await self._save_fix(interaction, shown, fix) if fix in shown.chain.fixes else None

    async def _save_fix(self, interaction: discord.Interaction, shown: Explained, fix: Fix) -> Card | None:
        saved = await self.app.saving.save(interaction, partial(fix_changes, fix=fix))
        if isinstance(saved, Card):
            return saved
        change = saved.change.id if saved.change else 0
        return await self._explain_again(
            interaction, shown.asked, why_card.describe_saved(fix, shown.server, self.app.name), change
        )

    @UNDO_FIX.handler
    async def undo_fix(self, interaction: Press, asked: UndoFixState) -> Card | None:
        """Take such a change back, and show how it stands then."""
        if not asked.change:
            return None
        saved: Saved | Card = await self.app.saving.undo(interaction, asked.change)
        if isinstance(saved, Card):
            return saved
        return await self._explain_again(interaction, StagesState(asked.subject, asked.number), "Undone.")

    async def _release_story(self, interaction: discord.Interaction, shown: Explained) -> Card | None:
        if shown.asked.subject != SUBJECTS.index("story"):
            return None
        outcome = await release(self.storage, shown.server, shown.asked.number, self.app.clock())
        if outcome != "released":
            title, text = _NOT_RELEASED[outcome]
            return notice(title, text, "-# Nothing was changed.")
        log.info(
            "user %s of server %s released story %s", interaction.user.id, interaction.guild_id, shown.asked.number
        )
        return await self._explain_again(interaction, shown.asked, "Done: it goes out within seconds.")

    async def _recheck_channel(
        self, interaction: discord.Interaction, shown: Explained, asked: FixState
    ) -> Card | None:
        lacks = channel_access.missing_permissions(interaction, shown.channel)
        again = action_button(FIX, asked, label="Recheck", turns=True)
        if lacks is None:
            return replies.no_channel(again)
        if lacks:
            return replies.missing_permissions_card(shown.channel, lacks, again)
        await self.storage.posts.retested(shown.channel, works=True, retest_at=self.app.clock())
        return await self._explain_again(
            interaction, shown.asked, "Checked: the bot has what it needs there; it tries anew."
        )

    async def _explain_again(
        self, interaction: discord.Interaction, asked: StagesState, done: str, change: int = 0
    ) -> Card | None:
        shown = await self.cases.explain_subject(interaction, asked)
        return why_card.chain_card(replace(shown, done=done, change=change), self.app.name) if shown else None
