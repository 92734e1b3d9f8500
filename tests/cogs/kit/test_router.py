"""The router: each route has one handler, states are read strictly, and who may is asked before all else."""

from dataclasses import dataclass
from typing import Any, Literal

import pytest

from cogs.kit.replies import Card, notice
from cogs.kit.routes.custom_ids import Decimal, read_state, write_state
from cogs.kit.routes.members import NoState, StoryState
from cogs.kit.routes.route import ActionRoute, CardRoute, Renderer
from cogs.kit.routes.router import RouteError, Router, declared_routes
from news.model.posts import Post
from tests.kit.stage import Stage


@dataclass(frozen=True)
class Mixed:
    number: int
    digits: Decimal
    word: Literal["one", "two"]
    text: str


OPEN = ActionRoute("open", NoState, moderators=True, aliases=("old",))
OTHER = ActionRoute("open", NoState)
PAGE = CardRoute("open", NoState)  # a name is one's own among routes of its kind
NUMBERED = ActionRoute("numbered", StoryState)
DRAWN = Renderer("notice")


class Opener:
    def __init__(self) -> None:
        self.came: list[Any] = []

    @OPEN.handler
    async def open(self, _press: Any, state: NoState) -> Card:
        self.came.append(state)
        return notice("Opened")

    @PAGE.handler
    async def page(self, _press: Any, _state: NoState, page: int) -> Card:
        return notice(f"Page {page}")

    @NUMBERED.handler
    async def numbered(self, _press: Any, state: StoryState) -> Card:
        self.came.append(state)
        return notice("Numbered")


class Drawer:
    @DRAWN.draw
    async def draw(self, _post: Post) -> Card:
        return notice("Drawn")


class Another:
    @OTHER.handler
    async def other(self, _press: Any, _state: NoState) -> Card:
        return notice("Another")


def router(*, refused: Card | None = None) -> Router:
    async def allows(_press: Any) -> bool:
        return True

    async def refuse(_press: Any) -> Card | None:
        return refused

    async def sorry(_press: Any, error: Exception) -> None:
        raise error

    return Router(allows=allows, refuse=refuse, sorry=sorry)


def test_a_start_fails_where_a_route_has_no_handler() -> None:
    made = router()
    with pytest.raises(RouteError, match="nothing handles the action 'open'"):
        made.check([OPEN])
    made.add(Opener())
    made.check([OPEN, PAGE])


def test_a_start_fails_where_two_routes_or_two_handlers_share_a_name() -> None:
    made = router()
    made.add(Opener())
    with pytest.raises(RouteError, match="two routes share the name of the action 'open'"):
        made.check([OPEN, OTHER])
    with pytest.raises(RouteError, match=r"two handlers of action 'open': Opener\.open and Another\.other"):
        made.add(Another())
    with pytest.raises(RouteError, match=r"two handlers of action 'numbered'"):
        made.add(Opener())


def test_posts_that_are_explained_need_somebody_who_does() -> None:
    made = router()
    made.add(Drawer())
    with pytest.raises(RouteError, match="nothing handles the why 'notice'"):
        made.check([DRAWN])


async def test_two_bots_of_one_process_share_nothing() -> None:
    first, second = router(), router()
    owner = Opener()
    first.add(owner)
    assert await first.make("action", "open", None, "-")  # type: ignore[arg-type]
    assert await second.make("action", "open", None, "-") is None  # type: ignore[arg-type]
    assert owner.came == [NoState("-")]


async def test_an_alias_leads_to_the_same() -> None:
    made, owner = router(), Opener()
    made.add(owner)
    assert await made.make("action", "old", None, "")  # type: ignore[arg-type]
    assert owner.came == [NoState("")]


async def test_who_may_not_is_refused_before_the_state_is_looked_at() -> None:
    made, owner = router(refused=notice("No")), Opener()
    made.add(owner)
    for state in ("-", "forged"):
        refused: Any = await made.make("action", "open", None, state)  # type: ignore[arg-type]
        assert "No" in str(refused.view.to_components())
    assert not owner.came
    assert await made.make("action", "numbered", None, "7")  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "x", "07", "-1", "1.2", "\u0661", "1" * 16, " 7"])
async def test_a_state_that_is_none_reaches_no_handler(text: str) -> None:
    made, owner = router(), Opener()
    made.add(owner)
    assert await made.make("action", "numbered", None, text) is None  # type: ignore[arg-type]
    assert not owner.came


def test_a_state_is_read_back_as_it_was_written_and_in_no_other_spelling() -> None:
    state = Mixed(1295, 1295, "two", "a.b|c")
    assert write_state(state) == "zz.1295.two.a.b|c"
    assert read_state(Mixed, "zz.1295.two.a.b|c") == state
    for text in (
        "0zz.1295.two.a",
        "ZZ.1295.two.a",
        "zz.01295.two.a",
        "zz.1295.three.a",
        "zz.1295.two",
        "zzzzzzzz.1.one.",
    ):
        assert read_state(Mixed, text) is None


async def test_every_declared_route_has_its_handler_in_the_bot(stage: Stage) -> None:
    declared = declared_routes()
    assert len(declared) > 70
    stage.app.router.check(declared)
