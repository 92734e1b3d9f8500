"""The registry of settings: one row each, for all that servers may set."""

from dataclasses import fields

from news.model.servers import Server
from news.settings.registry import BY_FIELD, LISTS, SECTIONS, SETTINGS, TABS
from storage import Storage

# Lists stand in tables of their own; the rest of the table of servers is no setting.
NO_SETTINGS = {"guild_id", "birthdays_done"}


async def test_rows_fields_and_columns_are_the_same(storage: Storage) -> None:
    columns = {row["name"] for row in await storage._db.rows("PRAGMA table_info(servers)")}
    assert set(BY_FIELD) == {field.name for field in fields(Server)} - {"guild"} == columns - NO_SETTINGS | LISTS


def test_no_two_settings_share_a_path_or_a_code() -> None:
    assert len({setting.path for setting in SETTINGS}) == len(SETTINGS) == len(BY_FIELD)
    codes = [setting.code for setting in SETTINGS if setting.code]
    assert len(set(codes)) == len(codes)


def test_each_row_has_a_label_a_known_section_and_a_known_tab() -> None:
    for setting in SETTINGS:
        assert setting.label
        assert setting.file_section in SECTIONS
        assert setting.tab in (None, *TABS)


def test_the_default_of_each_setting_is_a_value_of_its_kind() -> None:
    default = Server(guild=1)
    assert [s.field for s in SETTINGS if not s.kind.is_valid(getattr(default, s.field))] == []
