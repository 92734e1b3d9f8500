"""What members press and choose, so that it outlives a restart: buttons, selects, and the forms that they open."""

import re
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal, TypeVar

import discord

from .app import app_of
from .replies import Card, amend, answer, notice, turn

_T = TypeVar("_T")
# (state, page) -> the card, or None for a state that is none: a custom_id is untrusted input
Maker = Callable[[str, int], Awaitable[Card | None]]
# The same for cards that only the server where they are opened may see.
LocalMaker = Callable[[discord.Interaction, str, int], Awaitable[Card | None]]
# (the press, state) -> what to say; who pressed is the interaction's user, never somebody whom a state names
Action = Callable[[discord.Interaction, str], Awaitable["Card | Form | None"]]
# (the choice, state, what was chosen as Discord sends it: values, or ids as digits) -> the same
Pick = Callable[[discord.Interaction, str, Sequence[str]], Awaitable["Card | Form | None"]]
# (the submission, state, the form with what was filled in) -> the same, but no further form: Discord takes none there
Filled = Callable[[discord.Interaction, str, "Form"], Awaitable[Card | None]]
Mode = Literal["open", "page"]
FORM_OPEN = 900.0  # seconds within which Discord takes an answer to a form
Style = Literal["primary", "secondary", "danger"]


class _Paced:
    """What may be used as often as the one who uses it may ask anything (`bot.cooldown`)."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Whether to go on; where not, that is said."""
        return await app_of(interaction).cooldown.allows(interaction)


class CardButton(
    _Paced,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"(?P<mode>open|page):(?P<name>[a-z]{1,12}):(?P<page>[0-9]{1,4}):(?P<state>.{0,80})",
):
    """A button that opens a card for the one who presses it, or turns the card that it stands on."""

    def __init__(self, mode: Mode, name: str, state: str, page: int = 0, *, label: str, disabled: bool = False) -> None:
        self.mode, self.name, self.state, self.page = mode, name, state, page
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label, disabled=disabled, custom_id=f"{mode}:{name}:{page}:{state}"
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "CardButton":
        """Read the button back from what Discord sends."""
        mode: Mode = "open" if match["mode"] == "open" else "page"
        return cls(mode, match["name"], match["state"], int(match["page"]), label="")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Show the card."""
        maker = app_of(interaction).handlers.makers.get(self.name)
        local = app_of(interaction).handlers.local_makers.get(self.name)
        made = maker(self.state, self.page) if maker else local and local(interaction, self.state, self.page)
        await _show(interaction, made, turns=self.mode == "page")


class ActionButton(
    _Paced,
    discord.ui.DynamicItem[discord.ui.Button[Any]],
    template=r"(?P<mode>do|turn):(?P<name>[a-z]{1,12}):(?P<state>.{0,80})",
):
    """A button that does what `bot.actions` has under its name for the one who presses it, and says so to them only.

    With `turns` what it says takes the place of the card that it stands on, where only they see that one.
    """

    def __init__(
        self,
        name: str,
        state: str,
        *,
        label: str,
        style: Style = "secondary",
        disabled: bool = False,
        turns: bool = False,
    ) -> None:
        self.name, self.state, self.turns = name, state, turns
        button: discord.ui.Button[Any] = discord.ui.Button(
            label=label,
            style=discord.ButtonStyle[style],
            disabled=disabled,
            custom_id=f"{'turn' if turns else 'do'}:{name}:{state}",
        )
        super().__init__(button)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "ActionButton":
        """Read the button back from what Discord sends."""
        return cls(match["name"], match["state"], label="", turns=match["mode"] == "turn")

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do it."""
        action = app_of(interaction).handlers.actions.get(self.name)
        await _show(
            interaction, action and action(interaction, self.state), turns=self.turns and _is_theirs(interaction)
        )


class Picker(
    _Paced,
    discord.ui.DynamicItem[discord.ui.Select[Any]],
    template=r"pick:(?P<name>[a-z]{1,12}):(?P<state>.{0,80})",
):
    """A select of any kind, for an ActionRow; `bot.pickers` has under its name what a choice does.

    What that says takes the place of the card that it stands on, where only the one who chose sees that.
    """

    def __init__(self, name: str, state: str, select: Any) -> None:
        self.name, self.state = name, state
        select.custom_id = f"pick:{name}:{state}"
        super().__init__(select)

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "Picker":
        """Read the select back from what Discord sends."""
        return cls(match["name"], match["state"], item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Do what was chosen."""
        pick = app_of(interaction).handlers.pickers.get(self.name)
        data: Any = interaction.data or {}
        chosen = [str(value) for value in data.get("values", ())]
        await _show(interaction, pick and pick(interaction, self.state, chosen), turns=_is_theirs(interaction))


class Form(_Paced, discord.ui.Modal):
    """A modal that a button or select opens; `bot.forms` has under its name what filling it in does.

    What that says takes the place of the card that the button stands on, where only the one who pressed sees that. A
    form that was open when the bot stopped is answered by `expire`, not by this.
    """

    def __init__(self, name: str, state: str, title: str, *items: discord.ui.Item[Any]) -> None:
        super().__init__(title=title, timeout=FORM_OPEN)
        self.name, self.state = name, state
        for item in items:
            self.add_item(item)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Do what was filled in."""
        filled = app_of(interaction).handlers.forms.get(self.name)
        await _show(interaction, filled and filled(interaction, self.state, self), turns=_is_theirs(interaction))


def _is_theirs(interaction: discord.Interaction) -> bool:
    # In a message that all can see, its answer would be seen by all.
    return interaction.message is not None and interaction.message.flags.ephemeral


async def expire(interaction: discord.Interaction) -> None:
    """Answer what nobody knows any more: a form from before a restart, a button or select of another version."""
    data: Any = interaction.data or {}
    custom_id, kind = str(data.get("custom_id", "")), interaction.type
    is_form = kind is discord.InteractionType.modal_submit and custom_id not in _open_forms
    if is_form or (kind is discord.InteractionType.component and not _is_ours(custom_id)):
        await _show(interaction, None)


def _is_ours(custom_id: str) -> bool:
    kinds = (CardButton, ActionButton, Picker)
    return any(kind.__discord_ui_compiled_template__.fullmatch(custom_id) for kind in kinds)


_open_forms: dict[str, float] = {}  # forms sent by this process, by custom_id, and when


async def open_form(interaction: discord.Interaction, form: Form) -> None:
    """Answer with a form; a command does so itself, after a press `_show` does."""
    now = time.monotonic()
    for custom_id in [custom_id for custom_id, at in _open_forms.items() if at < now - FORM_OPEN]:
        del _open_forms[custom_id]
    _open_forms[form.custom_id] = now
    await interaction.response.send_modal(form)


async def _show(
    interaction: discord.Interaction, making: Awaitable[Card | Form | None] | None, *, turns: bool = False
) -> None:
    """Show what a press makes; what goes wrong is said here, for discord.py would keep it to its log."""
    try:
        made = await making if making else None
        if isinstance(made, Form):
            await open_form(interaction, made)
        elif interaction.response.is_done():  # it was deferred; its answer is here, or comes by an edit later
            if made is not None:
                await amend(interaction, made)
        elif made is None:
            made = notice("This button has expired", "Run its command again for a fresh one.")
            await answer(interaction, made, ephemeral=True)
        elif turns:
            await turn(interaction, made)
        else:
            await answer(interaction, made, ephemeral=True)
    except Exception as error:
        await app_of(interaction).discord.tree.on_error(interaction, error)


def page_row(name: str, page: int, pages: int, state: str, *more: Any) -> discord.ui.ActionRow[Any] | None:
    """Give the row that turns the pages of a card (counted from 0), then further buttons; None for an empty one."""
    buttons: list[Any] = []
    if pages > 1:
        buttons = [
            CardButton("page", name, state, max(page - 1, 0), label="‹ Previous", disabled=page <= 0),
            CardButton("page", name, state, min(page + 1, pages - 1), label="Next ›", disabled=page >= pages - 1),
        ]
    buttons += more
    return discord.ui.ActionRow(*buttons) if buttons else None


def cut_page(listed: Sequence[_T], page: int, size: int) -> tuple[int, int, Sequence[_T]]:
    """Give of a list the page asked for, or its last one: its number from 0, how many there are, and what is on it."""
    total = pages(len(listed), size)
    page = min(page, total - 1)
    return page, total, listed[page * size :][:size]


def pages(total: int, size: int) -> int:
    """Give how many pages a list has; an empty one has one."""
    return max(1, -(-total // size))


def which_page(page: int, total: int) -> str:
    """Give "page 2 of 3"; "" where there is but one."""
    return f"page {page + 1} of {total}" if total > 1 else ""


def why_this(post: int) -> Any:
    """Give the button that says why something was posted; by it the post is found in its channel, too."""
    return CardButton("open", "post", str(post), label="Why this?")
