"""How often a member may ask: docs/faults.md row 67, its first third."""

from dataclasses import replace
from typing import Any

import discord
import pytest

from bot import NewsBot
from cogs.kit import rate_limit
from cogs.kit.buttons import action_button, card_button, route_select
from cogs.kit.rate_limit import MOST, WITHIN, Cooldown, Window
from cogs.kit.replies import Card, card, notice
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import ActionRoute, CardRoute, Form, FormRoute, SelectRoute
from storage import Storage
from tests.kit.newsroom import NOW
from tests.kit.stage import Stage, text

MIA, MAX = 1, 2
ACT, WORDS = ActionRoute("act", NoState), ActionRoute("words", NoState)
PICK, FILL, SHOW = SelectRoute("pick", NoState), FormRoute("fill", NoState), CardRoute("show", NoState)


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    made = Hands()
    monkeypatch.setattr(rate_limit, "_loop_time", made)
    return made


@pytest.fixture
def paced(stage: Stage, hands: Hands) -> Stage:
    """The stage with the cooldown as it is outside of tests."""
    stage.bot.app = replace(stage.app, cooldown=Cooldown(stage.clock))
    return stage


def test_so_many_in_so_many_seconds_and_then_when_the_first_of_them_is_over() -> None:
    hands = Hands()
    window = Window(3, 5.0, hands)
    waits = []
    for at in (100.0, 101.0, 102.0, 103.0, 104.5, 105.0, 105.5, 106.0):
        hands.at = at
        waits.append(window.wait(MIA))
    assert waits == [0, 0, 0, 2.0, 0.5, 0, 0.5, 0]


def test_each_member_has_a_window_of_their_own() -> None:
    window = Window(1, 5.0, Hands())
    assert [window.wait(member) for member in (MIA, MAX, MIA)] == [0, 0, 5.0]


def test_who_is_refused_may_go_on_as_soon_as_it_was_said_however_often_they_try() -> None:
    hands = Hands()
    window = Window(1, 5.0, hands)
    window.wait(MIA)
    for _ in range(1000):
        assert window.wait(MIA) == 5.0
    hands.at += 5.0
    assert window.wait(MIA) == 0


def test_memory_is_bound_by_members_and_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate_limit, "_MOST_MEMBERS", 100)
    hands = Hands()
    window = Window(10, 5.0, hands)
    for member in range(10_000):
        for _ in range(20):
            window.wait(member)
        assert len(window) <= 100
    hands.at += 5.0
    window.wait(MIA)
    assert len(window) == 1


async def test_thirty_commands_in_a_second_by_one_member_are_ten_answers_and_no_query_more(paced: Stage) -> None:
    asked = await _counted(paced.storage)
    shown = []
    for n in range(30):
        shown.append(await paced.slash("latest"))
        if n == MOST - 1:
            queries = len(asked)
    assert queries
    assert len(asked) == queries
    said = [text(one) for one in shown]
    assert not any("A moment, please" in one for one in said[:MOST])
    for late in shown[MOST:]:
        assert late.ephemeral
        assert text(late) == (
            f"### A moment, please\nYou can go on <t:{NOW + 5}:R>: at most 10 commands and presses in 5 seconds.\n"
            "-# Nothing was changed."
        )
    await paced.moderator.slash(paced.channel, "latest")
    assert len(asked) > queries  # others are not held up


async def test_after_the_time_that_was_said_the_member_goes_on(paced: Stage, hands: Hands) -> None:
    for _ in range(MOST):
        await paced.slash("about")
    hands.at += WITHIN - 1.5
    assert f"<t:{NOW + 2}:R>" in text(await paced.slash("about"))
    hands.at += 1.5
    assert "A moment, please" not in text(await paced.slash("about"))


async def _counted(storage: Storage) -> list[str]:
    """Return the list into which every question to the store is written from now on."""
    asked: list[str] = []
    rows = storage._db.rows

    async def noted(sql: str, *more: Any) -> Any:
        asked.append(sql)
        return await rows(sql, *more)

    storage._db.rows = noted  # type: ignore[method-assign]
    return asked


async def test_commands_buttons_selects_and_forms_count_together(paced: Stage, hands: Hands) -> None:
    done: list[str] = []

    class Hand:
        @ACT.handler
        async def act(self, _press: Any, _state: NoState) -> Card:
            done.append("act")
            return notice("done")

        @PICK.handler
        async def pick(self, _press: Any, _state: NoState, _chosen: Any) -> Card:
            done.append("pick")
            return notice("done")

        @WORDS.handler
        async def ask(self, _press: Any, state: NoState) -> Form:
            done.append("ask")
            return Form(FILL, state, "Title", discord.ui.TextInput(label="Words", custom_id="words"))

        @FILL.handler
        async def fill(self, _press: Any, _state: NoState, _form: Form) -> Card:
            done.append("fill")
            return notice("done")

        @SHOW.handler
        async def show(self, _press: Any, _state: NoState, _page: int) -> Card:
            done.append("show")
            return notice("done")

    bot = paced.bot
    bot.app.router.add(Hand())
    select: Any = discord.ui.Select(options=[discord.SelectOption(label="a")])
    rows = [
        discord.ui.ActionRow(
            action_button(ACT, NoState(), label="Act"),
            action_button(WORDS, NoState(), label="Ask"),
            card_button(SHOW, NoState(), label="Show"),
        ),
        discord.ui.ActionRow(route_select(PICK, NoState(), select)),
    ]
    channel: Any = bot.get_channel(paced.channel.id)
    message = await channel.send(view=card(rows).view)
    opened = await paced.member.click(message, label="Ask")
    for press in (
        lambda: paced.member.click(message, label="Act"),
        lambda: paced.member.click(message, label="Show"),
        lambda: paced.member.select(message, ["a"]),
    ):
        for _ in range(3):
            await press()
    assert len(done) == MOST
    refused = [
        await paced.member.submit_modal(opened, {"words": "x"}),
        await paced.member.click(message, label="Act"),
        await paced.member.click(message, label="Show"),
        await paced.member.select(message, ["a"]),
        await paced.slash("about"),
    ]
    assert all("A moment, please" in text(one) for one in refused)
    assert len(done) == MOST
    hands.at += WITHIN
    await paced.member.click(message, label="Act")
    assert done[-1] == "act"


async def test_completion_has_a_window_of_its_own_and_is_left_out_beyond_it(paced: Stage) -> None:
    offered = [await paced.complete("celebrity", "name", "ad") for _ in range(40)]
    assert all(offered[:30])
    assert not any(offered[30:])
    assert not paced.env.errors
    assert "A moment, please" not in text(await paced.slash("celebrity", name="Adele"))


async def test_the_bot_has_its_cooldown_unless_a_test_takes_it(storage: Storage, stage: Stage) -> None:
    bot = NewsBot(storage, stage.catalogue, clock=lambda: NOW)
    interaction: Any = type("Asked", (), {"type": discord.InteractionType.autocomplete, "user": discord.Object(MIA)})()
    allowed = [await bot.app.cooldown.is_allowed(interaction) for _ in range(31)]
    assert allowed == [True] * 30 + [False]
