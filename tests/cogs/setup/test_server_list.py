"""A server's own birthday list: people put on it and taken off it by their names."""

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import InteractionResult

from cogs.kit.buttons import ActionButton, Picker
from cogs.kit.replies import card as framed
from news.model.servers import Server
from tests.kit.discord_rules import CALLBACKS, callbacks, limit_faults, schema_faults
from tests.kit.panel import fill, opened, press, put, stored
from tests.kit.people import born, people_are
from tests.kit.stage import Stage, buttons, components, text

EDIT = "Add or remove people"


async def the_list(stage: Stage) -> InteractionResult:
    return await press(stage, await opened(stage, "Birthdays"), "This server’s own list")


async def add(stage: Stage, *names: str) -> InteractionResult:
    return await fill(stage, await the_list(stage), EDIT, add="\n".join(names))


async def remove(stage: Stage, *names: str) -> InteractionResult:
    return await fill(stage, await the_list(stage), EDIT, remove="\n".join(names))


def number(stage: Stage, name: str) -> int:
    return stage.app.catalogue.by_name(name)[0].id


def select(shown: InteractionResult) -> dict[str, Any]:
    [found] = [part for part in components(shown.response.components) if part["type"] == 3]
    return found


async def shown_to_all(stage: Stage, item: Any) -> discord.Message:
    channel: Any = stage.bot.get_channel(stage.channel.id)
    message: discord.Message = await channel.send(view=framed([discord.ui.ActionRow(item)]).view)
    return message


async def test_people_are_put_on_the_list_and_taken_off_it_by_names_a_line_each(stage: Stage) -> None:
    assert "Nobody yet." in text(await the_list(stage))
    shown = await add(stage, "Johnny Depp", "  taylor   swift ", "", "Beyonce")
    said = text(shown)
    assert "## This server’s birthday list\nSaved. Added: Johnny Depp, Taylor Swift, Beyoncé" in said
    assert (await stored(stage)).people == tuple(
        sorted(number(stage, n) for n in ("Johnny Depp", "Taylor Swift", "Beyoncé"))
    )
    shown = await fill(stage, shown, EDIT, add="Adele\nJohnny Depp", remove="Taylor Swift\nMadonna")
    said = text(shown)
    assert "Saved. Added: Adele\nSaved. Removed: Taylor Swift\nOn it already: Johnny Depp" in said
    assert "Not removed, for it was not on the list: “Madonna”" in said
    assert number(stage, "Taylor Swift") not in (await stored(stage)).people
    assert len((await stored(stage)).people) == 3


async def test_the_list_is_used_when_it_is_chosen(stage: Stage) -> None:
    await people_are(stage, born("Person One", "1980-06-10"))
    await put(stage, birthdays_channel=stage.channel.id)
    shown = await add(stage, "Person One")
    assert "not in use" in text(shown)
    shown = await press(stage, shown, "Post the birthdays of this list")
    assert "Saved. **Whose birthdays**: " in text(shown)
    assert (await stored(stage)).birthdays_who == "list"
    assert "Person One (41)" in text(await opened(stage))
    shown = await remove(stage, "person one")
    assert "not in use" not in text(shown)
    assert "Nobody on this server’s list has one" in text(await opened(stage))


async def test_a_name_with_a_slip_is_answered_with_the_nearest_people_to_choose_from(stage: Stage) -> None:
    shown = await add(stage, "Adele", "Jhonny Depp", "qqqq zzzz")
    said = text(shown)
    assert "Saved. Added: Adele" in said
    assert "choose below: “Jhonny Depp”" in said
    assert "Not added, for nobody in the catalogue is called that: “qqqq zzzz”" in said
    options = select(shown)["options"]
    depp = number(stage, "Johnny Depp")
    assert options[0]["value"] == str(depp)
    assert options[0]["description"] == "for “Jhonny Depp”"
    shown = await stage.moderator.select(shown.response, [str(depp)], custom_id=select(shown)["custom_id"])
    assert "Saved. Added: Johnny Depp" in text(shown)
    assert set((await stored(stage)).people) == {depp, number(stage, "Adele")}


async def test_namesakes_are_told_apart_before_one_is_added(stage: Stage) -> None:
    one = born("Sam Double", "1980-06-10", occupations=("actor",))
    other = born("Sam Double", "1990-06-10", occupations=("singer",))
    await people_are(stage, one, other)
    shown = await add(stage, "Sam Double")
    assert (await stored(stage)).people == ()
    labels = [option["label"] for option in select(shown)["options"]]
    assert sorted(labels) == ["Sam Double, actor, born 1980", "Sam Double, singer, born 1990"]
    values = [str(one.id), str(other.id)]
    shown = await stage.moderator.select(shown.response, values, custom_id=select(shown)["custom_id"])
    assert (await stored(stage)).people == tuple(sorted((one.id, other.id)))
    shown = await remove(stage, "Sam Double")
    assert f"`#{one.id}` Sam Double, actor, born 1980" in text(shown)
    assert len((await stored(stage)).people) == 2
    await remove(stage, f"#{one.id}")
    assert (await stored(stage)).people == (other.id,)


async def test_who_bears_a_name_goes_before_those_who_are_called_so_too(stage: Stage) -> None:
    main, nick = born("Sol", "1980-01-01"), born("Solveig Long", "1981-01-01", aliases=("Sol",), popularity=9.0)
    await people_are(stage, main, nick)
    await add(stage, "sol")
    assert (await stored(stage)).people == (main.id,)


async def test_a_minor_cannot_be_put_on_the_list_by_any_way(stage: Stage) -> None:
    young = born("Very Young", "2005-06-10")
    await people_are(stage, young, born("Person One", "1980-06-10"))
    for name in ("Very Young", f"#{young.id}"):
        assert "Not added, for people under 18 are in headlines only: “" in text(await add(stage, name))
    options = [discord.SelectOption(label="x", value=str(young.id))]
    message = await shown_to_all(stage, Picker("birthlist", "-", discord.ui.Select(options=options)))
    assert "has expired" in text(await stage.moderator.select(message, [str(young.id)]))
    assert (await stored(stage)).people == ()


async def test_more_than_200_people_are_refused_and_nobody_of_them_is_added(stage: Stage) -> None:
    people = [born(f"Person N{n}", "1980-06-10") for n in range(205)]
    await people_are(stage, *people)
    await put(stage, people=tuple(person.id for person in people[:199]))
    shown = await add(stage, "Person N199", "Person N200")
    assert "At most 200 people" in text(shown)
    assert len((await stored(stage)).people) == 199
    shown = await press(stage, shown, "Back to the list")
    assert "-# 199 people · page 1 of 4" in text(shown)
    assert "page 2 of 4" in text(await press(stage, shown, "Next"))


async def test_a_change_of_the_list_can_be_undone(stage: Stage) -> None:
    shown = await add(stage, "Adele")
    shown = await press(stage, shown, "Undo")
    assert "Undone. **Own birthday list**: removed Adele" in text(shown)
    assert buttons(shown)["Birthdays"]["disabled"]
    assert (await stored(stage)).people == ()


async def test_what_left_the_catalogue_is_counted(stage: Stage) -> None:
    one = born("Person One", "1980-06-10")
    await people_are(stage, one)
    await put(stage, people=(one.id, 999_999))
    assert "1 person cannot be named here" in text(await the_list(stage))


@pytest.mark.parametrize(("name", "state"), [("birthlist", "0"), ("birthedit", "-")])
async def test_nobody_but_a_moderator_sees_or_changes_the_list(stage: Stage, name: str, state: str) -> None:
    message = await shown_to_all(stage, ActionButton(name, state, label="Press"))
    assert "For moderators only" in text(await stage.member.click(message, label="Press"))
    adele = str(number(stage, "Adele"))
    options = [discord.SelectOption(label="x", value=adele)]
    message = await shown_to_all(stage, Picker("birthlist", "-", discord.ui.Select(options=options)))
    assert "For moderators only" in text(await stage.member.select(message, [adele]))
    assert await stored(stage) == Server(guild=stage.moderator.guild.id)


async def test_who_is_no_moderator_any_more_cannot_send_the_form(stage: Stage) -> None:
    form = await press(stage, await the_list(stage), EDIT)
    role = stage.moderator.guild.roles["Moderators"]
    stage.env.backend.edit_role(stage.moderator.guild.id, role.id, {"permissions": 0})
    assert "For moderators only" in text(await stage.moderator.submit_modal(form, {"add": "Adele"}))
    assert (await stored(stage)).people == ()


@pytest.mark.parametrize("state", ["", "-1", "9999", "x", "٣"])
async def test_a_forged_page_is_none(stage: Stage, state: str) -> None:
    message = await shown_to_all(stage, ActionButton("birthlist", state, label="Press"))
    assert "has expired" in text(await stage.moderator.click(message, label="Press"))


@pytest.mark.parametrize("value", ["x", "-1", "0", "9" * 30])
async def test_a_forged_person_is_nobody(stage: Stage, value: str) -> None:
    options = [discord.SelectOption(label="x", value=value)]
    message = await shown_to_all(stage, Picker("birthlist", "-", discord.ui.Select(options=options)))
    assert "has expired" in text(await stage.moderator.select(message, [value]))


async def test_every_answer_keeps_discords_limits(stage: Stage, data: Path) -> None:
    people = [born(f"{n} " + "*_~`|<>[]" * 6, "1980-06-10", occupations=("*" * 60,)) for n in range(220)]
    await people_are(stage, *people)
    await put(stage, people=tuple(person.id for person in people[:200]))
    await press(stage, await the_list(stage), "Next")
    await add(stage, *(person.name for person in people[:40]), *(f"zz{n}" * 9 for n in range(30)))
    await remove(stage, *(person.name for person in people[:40]), *(f"{n} *" * 9 for n in range(30)))
    await add(stage, *(f"{n} *_~" for n in range(30)))
    for payload in callbacks(stage):
        assert schema_faults(data, CALLBACKS[payload["type"]], payload) == []
        if payload["type"] != 9:
            assert limit_faults(payload["data"]["components"]) == []
