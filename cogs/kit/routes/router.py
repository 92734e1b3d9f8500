"""One router a bot: finds who handles a press, asks whether it may be, reads its state, and shows what comes of it."""

import inspect
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, cast

import discord

from cogs.kit.replies import Card, amend_answer, answer, notice, turn_card
from news.model.posts import Post
from news.servers.posts import Obsolete

from . import members, posts, settings
from .custom_ids import match_custom_id, read_state
from .route import FORM_OPEN, MARKS, CardRoute, Form, Press, Renderer, Route, S

Key = tuple[str, str]  # the kind of route, or what is asked of a renderer, and a name


def declared_routes() -> list[Route[Any] | Renderer]:
    """Return all routes that the bot has."""
    declared = (value for family in (members, posts, settings) for value in vars(family).values())
    return [value for value in declared if isinstance(value, Route | Renderer)]


class RouteError(Exception):
    """Routes and handlers do not fit together; the message names them."""


class Router:
    """What handles the routes of one bot.

    `allows` says whether a member may ask again so soon, and tells them if not; `refuse` gives the card for one who is
    no moderator, else None; `sorry` answers a press that failed.
    """

    def __init__(
        self,
        *,
        allows: Callable[[Press], Awaitable[bool]],
        refuse: Callable[[Press], Awaitable[Card | None]],
        sorry: Callable[[Any, Exception], Awaitable[None]],
    ) -> None:
        self._allows, self._refuse, self._sorry = allows, refuse, sorry
        self._handlers: dict[Key, tuple[Route[Any] | Renderer, Callable[..., Awaitable[Any]]]] = {}
        self._open_forms: dict[str, float] = {}  # sent by this process: when, by custom_id

    def add(self, *owners: object) -> None:
        """Take in all methods of these that are marked as handlers; raise RouteError if a name has one already."""
        for owner in owners:
            for name, method in inspect.getmembers_static(type(owner), inspect.isfunction):
                for route, part in getattr(method, MARKS, ()):
                    for key in _route_keys(route, part):
                        self._add_handler(key, route, getattr(owner, name))

    def _add_handler(self, key: Key, route: Route[Any] | Renderer, handler: Callable[..., Awaitable[Any]]) -> None:
        if key in self._handlers:
            first = self._handlers[key][1]
            raise RouteError(f"two handlers of {key[0]} {key[1]!r}: {first.__qualname__} and {handler.__qualname__}")
        self._handlers[key] = route, handler

    def check(self, declared: Iterable[Route[Any] | Renderer]) -> None:
        """Raise RouteError if one of these routes has no handler, or shares its name with another."""
        for route in declared:
            for part in _handler_parts(route):
                for key in _route_keys(route, part):
                    if key not in self._handlers:
                        raise RouteError(f"nothing handles the {key[0]} {key[1]!r}")
                    if self._handlers[key][0] is not route:
                        raise RouteError(f"two routes share the name of the {key[0]} {key[1]!r}")

    def route(self, kind: str, name: str) -> Route[Any] | None:
        """Return the route that a custom_id of this kind names, or None if it is not known."""
        found = self._handlers.get((kind, name))
        return cast(Route[Any], found[0]) if found else None

    def routes(self, kind: str) -> list[Route[Any]]:
        """Return the routes of a kind that have a handler."""
        return [cast(Route[Any], route) for (known, _), (route, _) in self._handlers.items() if known == kind]

    def find_state(self, custom_id: str) -> object | None:
        """Return the state that a custom_id carries, or None if it names no route or carries no state of it."""
        matched = match_custom_id(custom_id)
        route = self.route(matched[0], matched[1]["name"]) if matched else None
        return read_state(route.state, matched[1]["state"]) if matched and route else None

    async def answer(self, press: Press, kind: str, name: str, text: str, *more: Any, turns: bool) -> None:
        """Answer a press; what goes wrong is said here, for discord.py would keep it to its log.

        With `turns` the answer takes the place of the card that was pressed: others' cards, if it is one of pages.
        """
        try:
            if await self._allows(press):
                made = await self.make(kind, name, press, text, *more)
                await self._show_made(press, made, turns=turns and (kind == "card" or _is_theirs(press)))
        except Exception as error:
            await self._sorry(press, error)

    async def make(self, kind: str, name: str, press: Press, text: str, *more: Any) -> Card | Form | None:
        """Return what comes of a press, or None if it has expired or was answered already."""
        if (found := self._handlers.get((kind, name))) is None:
            return None
        route, handle = cast(Route[Any], found[0]), found[1]
        if route.moderators and (refusal := await self._refuse(press)):
            return refusal
        state = read_state(route.state, text)
        return None if state is None else cast(Card | Form | None, await handle(press, state, *more))

    async def open(self, route: CardRoute[S], press: Press, state: S, page: int = 0) -> Card | None:
        """Return a card as its button would show it."""
        if route.moderators and (refusal := await self._refuse(press)):
            return refusal
        return cast(Card | None, await self._handlers[route.kind, route.name][1](press, state, page))

    async def draw(self, post: Post) -> Card | Obsolete | None:
        """Return what a post shows now, or why it is not sent."""
        found = self._handlers.get(("draw", post.kind))
        return cast(Card | Obsolete | None, await found[1](post)) if found else None

    async def why(self, post: Post) -> Card | None:
        """Return why a post was made, or None if its kind does not say."""
        found = self._handlers.get(("why", post.kind))
        return cast(Card | None, await found[1](post)) if found else None

    async def open_form(self, press: Press, form: Form) -> None:
        """Answer with a form."""
        now = time.monotonic()
        self._open_forms = {known: at for known, at in self._open_forms.items() if at >= now - FORM_OPEN}
        self._open_forms[form.custom_id] = now
        await press.response.send_modal(form)

    async def expire(self, interaction: Press) -> None:
        """Answer what nobody knows any more: a form from before a restart, a button or select of another version."""
        data: Any = interaction.data or {}
        custom_id, kind = str(data.get("custom_id", "")), interaction.type
        is_form = kind is discord.InteractionType.modal_submit and custom_id not in self._open_forms
        if is_form or (kind is discord.InteractionType.component and match_custom_id(custom_id) is None):
            try:
                await self._show_made(interaction, None, turns=False)
            except Exception as error:
                await self._sorry(interaction, error)

    async def _show_made(self, press: Press, made: Card | Form | None, *, turns: bool) -> None:
        if isinstance(made, Form):
            await self.open_form(press, made)
        elif press.response.is_done():  # it was deferred; its answer is here, or comes by an edit later
            if made is not None:
                await amend_answer(press, made)
        elif made is None:
            made = notice("This button has expired", "Run its command again for a fresh one.")
            await answer(press, made, ephemeral=True)
        elif turns:
            await turn_card(press, made)
        else:
            await answer(press, made, ephemeral=True)


def _handler_parts(route: Route[Any] | Renderer) -> tuple[str, ...]:
    """Return what a route needs handlers for."""
    if isinstance(route, Renderer):
        return ("draw", "why") if route.is_explained else ("draw",)
    return ("",)


def _route_keys(route: Route[Any] | Renderer, part: str) -> list[Key]:
    if isinstance(route, Renderer):
        return [(part, route.name)]
    return [(route.kind, name) for name in (route.name, *route.aliases)]


def _is_theirs(press: Press) -> bool:
    # In a message that all can see, its answer would be seen by all.
    return press.message is not None and press.message.flags.ephemeral
