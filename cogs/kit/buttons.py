"""What members press and choose, so that it outlives a restart: buttons and selects, made for a route and its state."""

import re
from collections.abc import Sequence
from typing import Any, Literal, TypeVar

import discord

from .routes.custom_ids import TEMPLATES, write_state
from .routes.posts import POST, PostState
from .routes.route import ActionRoute, CardRoute, Press, S, SelectRoute, router_of

_T = TypeVar("_T")
Style = Literal["primary", "secondary", "danger"]


class CardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATES["card"]):
    """A button that opens a card for the one who presses it, or turns the card that it stands on (mode "page")."""

    def __init__(self, mode: str, name: str, state: str, page: int = 0, *, label: str, disabled: bool = False) -> None:
        self.mode, self.name, self.state, self.page = mode, name, state, page
        custom_id = f"{mode}:{name}:{page}:{state}"
        super().__init__(discord.ui.Button(label=label, disabled=disabled, custom_id=custom_id))

    @classmethod
    async def from_custom_id(
        cls, interaction: Press, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "CardButton":
        """Read the button back from what Discord sends."""
        return cls(match["mode"], match["name"], match["state"], int(match["page"]), label="")

    async def callback(self, interaction: Press) -> None:
        """Show the card."""
        turns = self.mode == "page"
        await router_of(interaction).answer(interaction, "card", self.name, self.state, self.page, turns=turns)


class ActionButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATES["action"]):
    """A button that does something for the one who presses it, and says so to them only.

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
        custom_id = f"{'turn' if turns else 'do'}:{name}:{state}"
        super().__init__(
            discord.ui.Button(label=label, style=discord.ButtonStyle[style], disabled=disabled, custom_id=custom_id)
        )

    @classmethod
    async def from_custom_id(
        cls, interaction: Press, item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> "ActionButton":
        """Read the button back from what Discord sends."""
        return cls(match["name"], match["state"], label="", turns=match["mode"] == "turn")

    async def callback(self, interaction: Press) -> None:
        """Do it."""
        await router_of(interaction).answer(interaction, "action", self.name, self.state, turns=self.turns)


class Picker(discord.ui.DynamicItem[discord.ui.Select[Any]], template=TEMPLATES["select"]):
    """A select of any kind, for an ActionRow.

    What a choice says takes the place of the card that it stands on, where only the one who chose sees that.
    """

    def __init__(self, name: str, state: str, select: Any) -> None:
        self.name, self.state = name, state
        select.custom_id = f"pick:{name}:{state}"
        super().__init__(select)

    @classmethod
    async def from_custom_id(cls, interaction: Press, item: discord.ui.Item[Any], match: re.Match[str], /) -> "Picker":
        """Read the select back from what Discord sends."""
        return cls(match["name"], match["state"], item)

    async def callback(self, interaction: Press) -> None:
        """Do what was chosen."""
        data: Any = interaction.data or {}
        chosen = [str(value) for value in data.get("values", ())]
        await router_of(interaction).answer(interaction, "select", self.name, self.state, chosen, turns=True)


def card_button(
    route: CardRoute[S], state: S, page: int = 0, *, label: str, disabled: bool = False, turns: bool = False
) -> Any:
    """Return a button that opens a card; with `turns` it takes the place of the one that the button stands on."""
    mode = "page" if turns else "open"
    return CardButton(mode, route.name, write_state(state), page, label=label, disabled=disabled)


def action_button(
    route: ActionRoute[S],
    state: S,
    *,
    label: str,
    style: Style = "secondary",
    disabled: bool = False,
    turns: bool = False,
) -> Any:
    """Return a button that does something; with `turns` its answer takes the place of the card that it stands on."""
    return ActionButton(route.name, write_state(state), label=label, style=style, disabled=disabled, turns=turns)


def route_select(route: SelectRoute[S], state: S, select: Any) -> Any:
    """Return a select of any kind, for an ActionRow."""
    return Picker(route.name, write_state(state), select)


def page_row(route: CardRoute[S], state: S, page: int, pages: int, *more: Any) -> discord.ui.ActionRow[Any] | None:
    """Return the row that turns the pages of a card (counted from 0), then further buttons; None for an empty one."""
    buttons: list[Any] = []
    if pages > 1:
        back, on = max(page - 1, 0), min(page + 1, pages - 1)
        buttons = [
            card_button(route, state, back, label="‹ Previous", disabled=page <= 0, turns=True),
            card_button(route, state, on, label="Next ›", disabled=page >= pages - 1, turns=True),
        ]
    buttons += more
    return discord.ui.ActionRow(*buttons) if buttons else None


def cut_page(listed: Sequence[_T], page: int, size: int) -> tuple[int, int, Sequence[_T]]:
    """Return of a list the page asked for, or its last one: its number from 0, how many there are, what is on it."""
    total = count_pages(len(listed), size)
    page = min(page, total - 1)
    return page, total, listed[page * size :][:size]


def count_pages(total: int, size: int) -> int:
    """Return how many pages a list has; an empty one has one."""
    return max(1, -(-total // size))


def which_page(page: int, total: int) -> str:
    """Return "page 2 of 3", or "" if there is but one."""
    return f"page {page + 1} of {total}" if total > 1 else ""


def why_this(post: int) -> Any:
    """Return the button that says why something was posted; by it the post is found in its channel, too."""
    return card_button(POST, PostState(post), label="Why this?")
