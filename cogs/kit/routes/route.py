"""The kinds of routes. A route is declared once, by its wire name, its state and who may; a cog's method handles it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

import discord

from cogs.kit.replies import Card
from news.model.posts import Post, PostKind
from news.servers.posts import Obsolete

from .custom_ids import write_state

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

S = TypeVar("S", bound="DataclassInstance")
_Self = TypeVar("_Self")
_Shown = TypeVar("_Shown", bound=Card | None)
_Made = TypeVar("_Made", bound="Card | Form | None")
_Drawn = TypeVar("_Drawn", bound=Card | Obsolete | None)
_Handler = TypeVar("_Handler", bound=Callable[..., Any])

Press = discord.Interaction  # a press, choice or submission; who acts is its user, never somebody whom a state names
MARKS = "handled_routes"  # the attribute of a method that holds what it handles
FORM_OPEN = 900.0  # seconds within which Discord takes an answer to a form


@dataclass(frozen=True, eq=False)
class Route(Generic[S]):
    """What a custom_id leads to. The name is in posted buttons, so it never changes; aliases are old ones."""

    name: str
    state: type[S]
    moderators: bool = False
    aliases: tuple[str, ...] = ()
    kind: ClassVar[str]


class CardRoute(Route[S]):
    """A card that a button opens, page by page, counted from 0."""

    kind = "card"

    def handler(
        self, method: Callable[[_Self, Press, S, int], Awaitable[_Shown]]
    ) -> Callable[[_Self, Press, S, int], Awaitable[_Shown]]:
        """Mark a method as what makes the card; None says that its button has expired."""
        return mark(method, self)


class ActionRoute(Route[S]):
    """What another button does."""

    kind = "action"

    def handler(
        self, method: Callable[[_Self, Press, S], Awaitable[_Made]]
    ) -> Callable[[_Self, Press, S], Awaitable[_Made]]:
        """Mark a method as what does it; it returns None if the button has expired, or if it has answered itself."""
        return mark(method, self)


class SelectRoute(Route[S]):
    """What a choice does; the values are as Discord sends them, ids as digits."""

    kind = "select"

    def handler(
        self, method: Callable[[_Self, Press, S, Sequence[str]], Awaitable[_Made]]
    ) -> Callable[[_Self, Press, S, Sequence[str]], Awaitable[_Made]]:
        """Mark a method as what takes the choice."""
        return mark(method, self)


class FormRoute(Route[S]):
    """What filling in a form does; Discord takes no further form there."""

    kind = "form"

    def handler(
        self, method: Callable[[_Self, Press, S, "Form"], Awaitable[_Shown]]
    ) -> Callable[[_Self, Press, S, "Form"], Awaitable[_Shown]]:
        """Mark a method as what takes the form with what was filled in."""
        return mark(method, self)


@dataclass(frozen=True, eq=False)
class Renderer:
    """What posts of a kind show when they are sent, and why they were made."""

    name: PostKind
    is_explained: bool = True  # by a card of its own

    def draw(self, method: Callable[[_Self, Post], Awaitable[_Drawn]]) -> Callable[[_Self, Post], Awaitable[_Drawn]]:
        """Mark a method as what draws such posts."""
        return mark(method, self, "draw")

    def why(self, method: Callable[[_Self, Post], Awaitable[_Shown]]) -> Callable[[_Self, Post], Awaitable[_Shown]]:
        """Mark a method as what says why such a post was made."""
        return mark(method, self, "why")


def mark(method: _Handler, route: Route[Any] | Renderer, part: str = "") -> _Handler:
    """Note on a method that it handles a route; the router that is given its owner finds that."""
    setattr(method, MARKS, (*getattr(method, MARKS, ()), (route, part)))
    return method


class Form(discord.ui.Modal):
    """A modal that a button or select opens.

    What filling it in says takes the place of the card that the button stands on, where only the one who pressed sees
    that. A form that was open when the bot stopped is answered as expired.
    """

    def __init__(self, route: FormRoute[S], state: S, title: str, *items: discord.ui.Item[Any]) -> None:
        super().__init__(title=title, timeout=FORM_OPEN)
        self.name, self.state = route.name, write_state(state)
        for item in items:
            self.add_item(item)

    async def on_submit(self, interaction: Press) -> None:
        """Do what was filled in."""
        await router_of(interaction).answer(interaction, "form", self.name, self.state, self, turns=True)


def router_of(press: Press) -> Any:
    """Return the router of the bot that got a press: discord.py makes buttons and forms without one."""
    return cast(Any, press.client).app.router
