"""What a row of the registry gives a setting: its place on the panel, its buttons, its line in the log, its Undo."""

from dataclasses import replace
from typing import Any

import discord
import pytest

from cogs.kit.settings_words import described_change
from cogs.setup import change_codec
from cogs.setup.widgets import PanelFacts, draw_tab
from news.model.servers import Change, Server
from news.settings.registry import SETTINGS, Setting, Tab
from news.settings.settings_file import settings_to_json, undo_values
from tests.kit.every_setting import SET

# On no tab by a row of their own: what the Pause button, a select of two settings, or another page changes.
ELSEWHERE = {"paused", "birthdays_top", "digest_weekday", "people", "filters", "feeds"}
DEFAULT = Server(guild=SET.guild)
EVERY = pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.field)


def changed(setting: Setting) -> Server:
    return replace(DEFAULT, **{setting.field: getattr(SET, setting.field)})


def drawn(tab: Tab, server: Server) -> list[dict[str, Any]]:
    """Return a tab of a server whose channels and roles are all there, as Discord is sent it."""
    view = discord.ui.LayoutView()
    known = PanelFacts(ids=frozenset({*range(1, 10), 2**61}), languages=["en"])
    for item in draw_tab(tab, server, known):
        view.add_item(item)
    return view.to_components()


@EVERY
def test_a_setting_is_drawn_on_its_tab_with_what_it_is_set_to(setting: Setting) -> None:
    assert (setting.tab is None) == (setting.field in ELSEWHERE)
    if setting.tab:
        assert drawn(setting.tab, changed(setting)) != drawn(setting.tab, DEFAULT)


@EVERY
def test_a_button_carries_each_value_of_a_setting(setting: Setting) -> None:
    for value in (getattr(SET, setting.field), getattr(DEFAULT, setting.field)) if setting.code else ():
        state = change_codec.write_changes("server", {setting.field: value})
        assert change_codec.read_changes(state) == ("server", {setting.field: value})


@EVERY
def test_a_change_of_a_setting_is_logged_in_words_and_undone(setting: Setting) -> None:
    before, after = ({setting.field: settings_to_json(server)[setting.field]} for server in (DEFAULT, changed(setting)))
    [line] = described_change(before, after, lambda number: f"Person {number}", {4: "Example"})
    assert line.startswith(f"**{setting.label}**: ")
    change = Change(guild=SET.guild, user=1, at=0, before=before, after=after)
    assert replace(changed(setting), **undo_values(change, changed(setting))) == DEFAULT


def test_what_only_some_may_change_stands_below_what_all_moderators_may() -> None:
    said = str(drawn("server", SET))
    assert said.index("Stop publishing") < said.index("**Moderators**")
