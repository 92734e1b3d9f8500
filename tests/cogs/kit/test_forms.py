"""Selects and forms: what is chosen and filled in gets there, after a restart, too; the server's own moderators."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
import pytest

from cogs.kit import rights
from cogs.kit.buttons import action_button, route_select
from cogs.kit.replies import Card, card, notice
from cogs.kit.routes.route import ActionRoute, Form, FormRoute, SelectRoute
from news.model.servers import Server
from tests.kit.stage import Stage, text


@dataclass(frozen=True)
class NoteState:
    text: str


OPEN, WRITE = ActionRoute("notes", NoteState), ActionRoute("note", NoteState)
CHOOSE, FILL = SelectRoute("notes", NoteState), FormRoute("note", NoteState)
ASK = ActionRoute("ask", NoteState)
TITLE = "What is to be noted?"


class Notes:
    """A card with a select and a button that opens a form, as cogs have them; it keeps what came."""

    def __init__(self) -> None:
        self.came: list[Any] = []
        self.is_broken = False

    @OPEN.handler
    async def card(self, _press: Any, _state: NoteState) -> Card:
        select: Any = discord.ui.Select(options=[discord.SelectOption(label=name) for name in ("one", "two")])
        chosen: Any = discord.ui.ActionRow(route_select(CHOOSE, NoteState("7"), select))
        opens: Any = discord.ui.ActionRow(action_button(WRITE, NoteState("8"), label="Write"))
        return card([discord.ui.TextDisplay("Notes"), chosen, opens])

    @CHOOSE.handler
    async def pick(self, _press: Any, state: NoteState, values: Sequence[str]) -> Card:
        self.came.append((state.text, *values))
        return notice("Chosen")

    @WRITE.handler
    async def ask(self, _press: Any, state: NoteState) -> Form:
        self.text: discord.ui.TextInput[Any] = discord.ui.TextInput(custom_id="text")
        return Form(FILL, state, TITLE, discord.ui.Label(text="Note", component=self.text))

    @FILL.handler
    async def filled(self, _press: Any, state: NoteState, form: Form) -> Card:
        if self.is_broken:
            raise RuntimeError("broken")
        self.came += [
            (state.text, part.value) for part in form.walk_children() if isinstance(part, discord.ui.TextInput)
        ]
        return notice("Noted")


@pytest.fixture
async def notes(stage: Stage) -> Notes:
    made = Notes()
    stage.app.router.add(made)
    return made


async def card_of(stage: Stage, notes: Notes) -> Any:
    """Post the card of notes and give its message."""
    channel: Any = stage.bot.get_channel(stage.channel.id)
    return await channel.send(view=(await notes.card(None, NoteState(""))).view)


async def test_what_is_chosen_gets_there_with_its_state(stage: Stage, notes: Notes) -> None:
    message = await card_of(stage, notes)
    shown = await stage.member.select(message, ["two"], custom_id="pick:notes:7")
    assert notes.came == [("7", "two")]
    assert "Chosen" in text(shown)


async def test_a_select_outlives_a_restart(stage: Stage, notes: Notes) -> None:
    message = await card_of(stage, notes)
    await stage.restart()
    stage.app.router.add(notes)
    assert "Chosen" in text(await stage.member.select(message, ["one"], custom_id="pick:notes:7"))


async def test_a_select_that_nobody_knows_is_answered(stage: Stage, notes: Notes) -> None:
    message = await card_of(stage, notes)
    await stage.restart()  # without notes: as another version
    assert "has expired" in text(await stage.member.select(message, ["one"], custom_id="pick:notes:7"))
    assert not notes.came


async def test_what_is_filled_in_gets_there_with_its_state(stage: Stage, notes: Notes) -> None:
    message = await card_of(stage, notes)
    form = await stage.member.click(message, custom_id="do:note:8")
    assert form.modal is not None
    assert form.modal["title"] == TITLE
    assert "Noted" in text(await stage.member.submit_modal(form, {"text": "hello"}))
    assert notes.came == [("8", "hello")]


async def test_a_form_that_was_open_when_the_bot_stopped_is_answered(stage: Stage, notes: Notes) -> None:
    message = await card_of(stage, notes)
    form = await stage.member.click(message, custom_id="do:note:8")
    await stage.restart()
    stage.app.router.add(notes)
    assert "has expired" in text(await stage.member.submit_modal(form, {"text": "hello"}))
    assert not notes.came


async def test_a_form_that_fails_says_sorry_under_a_reference(stage: Stage, notes: Notes) -> None:
    notes.is_broken = True
    form = await stage.member.click(await card_of(stage, notes), custom_id="do:note:8")
    assert "That did not work" in text(await stage.member.submit_modal(form, {"text": "hello"}))
    assert [str(error) for error in stage.env.errors] == ["broken"]


async def refused(stage: Stage) -> bool:
    """True if the member is refused what moderators do."""
    found: list[bool] = []

    class Asking:
        @ASK.handler
        async def ask(self, press: Any, _state: NoteState) -> Card:
            found.append(await rights.refusal_card(press) is not None)
            return notice("Asked")

    stage.app.router._handlers.pop(("action", "ask"), None)  # the panel's
    stage.app.router.add(Asking())
    channel: Any = stage.bot.get_channel(stage.channel.id)
    button: Any = discord.ui.ActionRow(action_button(ASK, NoteState(""), label="Ask"))
    message = await channel.send(view=card([discord.ui.TextDisplay("?"), button]).view)
    await stage.member.click(message, custom_id="do:ask:")
    return found[0]


async def test_a_member_is_a_moderator_by_the_role_that_the_server_named_only(stage: Stage) -> None:
    guild = stage.member.guild
    role, other = guild.create_role("Editors"), guild.create_role("Readers")
    assert await refused(stage)
    await stage.storage.servers.put(Server(guild=guild.id, moderator_role=role.id))
    assert await refused(stage)
    stage.env.backend.get_guild(guild.id).members[stage.member.id].role_ids.append(other.id)
    assert await refused(stage)
    stage.env.backend.get_guild(guild.id).members[stage.member.id].role_ids.append(role.id)
    assert not await refused(stage)


async def test_the_role_of_everybody_makes_nobody_a_moderator(stage: Stage) -> None:
    guild = stage.member.guild.id
    await stage.storage.servers.put(Server(guild=guild, moderator_role=guild))
    assert await refused(stage)
