"""Settings as a file, given out and taken in, as cards for moderators."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import discord

from cogs.kit.buttons import action_button, card_button
from cogs.kit.markdown import safe
from cogs.kit.replies import Card, card, nothing_found, notice
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import Form
from cogs.kit.routes.settings import CHANGE_LOG, DROP_IMPORT, IMPORT, SEND_FILE, TAKE_FILE, ImportState
from news.settings.settings_reading import MOST_BYTES, Fault
from news.text.messages import plural

MOST_FAULTS = 10
FILE = "limelight-settings.json"
_MOST_FEEDS = 5
_PLAIN = "Nothing was changed."


def exported_card(content: str) -> Card:
    """Return the settings as a file."""
    text = (
        "### What is set in this server, as a file\n"
        "Keep it, or change it and bring it back with `/settings import`. A file may hold part of this: what it leaves"
        " out stays as it is, and `null` or `[]` clears.\n-# No member is named in it."
    )
    file = discord.File(BytesIO(content.encode()), filename=FILE)
    return card([discord.ui.TextDisplay(text), discord.ui.File(file)], [file])


def import_form() -> Form:
    """Return the form that takes a file."""
    upload: Any = discord.ui.FileUpload(custom_id="file", min_values=1, max_values=1)
    label: Any = discord.ui.Label(
        text="Settings file",
        description="JSON, as /settings export gives it. You see first what it would change.",
        component=upload,
    )
    return Form(TAKE_FILE, NoState(), "Import settings", label)


def too_large(size: int) -> Card:
    """Say that a file is larger than any settings are."""
    kilobytes = f"{-(-size // 1024):,} KB; {MOST_BYTES // 1024} KB are the most"
    return nothing_found("That file is too large", f"It has {kilobytes}. Is it the right one?", _PLAIN, _again_button())


def unread_notice() -> Card:
    """Say that a file could not be fetched."""
    return nothing_found(
        "The file did not arrive", "Discord did not give it out. Send it again.", _PLAIN, _again_button()
    )


def faults_card(faults: Sequence[Fault]) -> Card:
    """Return what is wrong in a file, line by line."""
    lines = [f"**Line {fault.line}**: {safe(fault.reason, 300)}" for fault in faults[:MOST_FAULTS]]
    rest = len(faults) - MOST_FAULTS
    more = [f"and {rest} more"] if rest > 0 else []
    title = plural("The file has {count} mistake", "The file has {count} mistakes", len(faults))
    return nothing_found(
        title, "\n".join((*lines, *more)), f"{_PLAIN} Mend the file and send it again.", _again_button()
    )


def import_preview(
    sent: ImportState, changes: Sequence[str], unknown_feeds: Sequence[str], *, is_stale: bool = False
) -> Card:
    """Return what a file would change, with the buttons that do it or leave it."""
    stale = ["The settings were changed meanwhile: this is what the file would change now."] if is_stale else []
    head = plural("## The file changes {count} setting", "## The file changes {count} settings", len(changes))
    text = "\n".join((head, *stale, *changes))
    row: Any = discord.ui.ActionRow(
        action_button(IMPORT, sent, label="Apply", style="primary", turns=True),
        action_button(DROP_IMPORT, sent, label="Cancel", turns=True),
    )
    left = "-# What the file leaves out stays as it is. Nothing is changed until you press Apply."
    return card(
        [
            discord.ui.TextDisplay(text),
            *_unknown_feeds_words(unknown_feeds),
            discord.ui.Separator(),
            discord.ui.TextDisplay(left),
            row,
        ]
    )


def no_difference(unknown_feeds: Sequence[str]) -> Card:
    """Say that a file would change nothing."""
    text = "### Nothing to import\nAll that the file says is set like that already."
    return card([discord.ui.TextDisplay(text), *_unknown_feeds_words(unknown_feeds)])


def _unknown_feeds_words(unknown: Sequence[str]) -> list[Any]:
    if not unknown:
        return []
    lines = [f"- {safe(url, 150)}" for url in unknown[:_MOST_FEEDS]]
    rest = [f"- and {len(unknown) - _MOST_FEEDS} more"] if len(unknown) > _MOST_FEEDS else []
    head = plural(
        "**Not known to this bot**; add this feed with `/feeds add`:",
        "**Not known to this bot**; add these feeds with `/feeds add`:",
        len(unknown),
    )
    text = "\n".join((head, *lines, *rest))
    return [discord.ui.Separator(), discord.ui.TextDisplay(text)]


def retry_button(sent: ImportState) -> Any:
    """Return the button that applies a file once more, after what kept it from being used is mended."""
    return action_button(IMPORT, sent, label="Recheck", style="primary", turns=True)


def applied_card(changes: Sequence[str]) -> Card:
    """Return what a file changed."""
    head = plural("### Imported: {count} setting changed", "### Imported: {count} settings changed", len(changes))
    text = "\n".join((head, *changes))
    every: Any = card_button(CHANGE_LOG, NoState(), label="Change log and undo", turns=True)
    return card([discord.ui.TextDisplay(text), discord.ui.ActionRow(every)])


def not_applied_notice() -> Card:
    """Say that a file was not used."""
    return notice("Not imported", "The file is forgotten.", f"-# {_PLAIN}")


def _again_button() -> Any:
    return action_button(SEND_FILE, NoState(), label="Send a file", style="primary", turns=True)
