"""Routes of what moderators set in a server: the panel, files and the log, the birthday list, feeds and filters."""

from dataclasses import dataclass
from typing import Literal, assert_never

from news.settings.registry import Tab

from .custom_ids import Decimal
from .members import NoState
from .route import ActionRoute, CardRoute, FormRoute, SelectRoute

# Buttons from before there were five tabs name "when", "what" and "rules".
SentTab = Literal["channels", "birthdays", "stories", "safety", "server", "when", "what", "rules"]


def current_tab(sent: SentTab) -> Tab:
    """Return the tab that a button names today."""
    match sent:
        case "when":
            return "birthdays"
        case "what":
            return "stories"
        case "rules":
            return "safety"
        case "channels" | "birthdays" | "stories" | "safety" | "server":
            return sent
    assert_never(sent)


@dataclass(frozen=True, slots=True)
class SetupState:
    """A tab of the panel."""

    tab: SentTab


@dataclass(frozen=True, slots=True)
class ChangesState:
    """Settings to be made, as `cogs.setup.change_codec` writes them."""

    changes: str


@dataclass(frozen=True, slots=True)
class TypedSettingState:
    """A setting that is typed into a form."""

    setting: str


@dataclass(frozen=True, slots=True)
class ChoiceState:
    """Which setting a select changes; `draw` is another number whenever the panel is drawn.

    A page may keep what was chosen for a select that it knows, and go on showing it where it was refused or undone.
    """

    draw: int
    setting: str


@dataclass(frozen=True, slots=True)
class UndoSetupState:
    """The change that an Undo takes back, and the tab that shows it."""

    change: int
    tab: SentTab


@dataclass(frozen=True, slots=True)
class TakeBackState:
    """A change to be taken back, and the page of the log that it stands on."""

    change: int
    page: int


@dataclass(frozen=True, slots=True)
class ImportState:
    """A file that was read and waits for its sender's word."""

    number: int


@dataclass(frozen=True, slots=True)
class BirthdayListState:
    """A page of the server's birthday list."""

    page: Decimal


@dataclass(frozen=True, slots=True)
class FeedState:
    """The number of a feed, a candidate or a change."""

    number: int


@dataclass(frozen=True, slots=True)
class FilterState:
    """A filter: a person by id, the others by number, words as they are."""

    mode: int
    kind: int
    number: int
    word: str


@dataclass(frozen=True, slots=True)
class FiltersState:
    """Which page of the filters is asked for, and whether saving one was called off."""

    page: int
    is_cancelled: int = 0


@dataclass(frozen=True, slots=True)
class UndoFilterState:
    """The change that Undo takes back."""

    change: int


SETUP = ActionRoute("setup", SetupState, moderators=True, aliases=("panel",))  # posted buttons have the old name
SET = ActionRoute("set", ChangesState, moderators=True)
CHOOSE_SETTING = SelectRoute("setup", ChoiceState, moderators=True)
ASK_SETTING = ActionRoute("ask", TypedSettingState, moderators=True)
FILL_SETTING = FormRoute("setup", TypedSettingState, moderators=True)
UNDO_SETUP = ActionRoute("undosetup", UndoSetupState, moderators=True)
RECHECK = ActionRoute("recheck", SetupState, moderators=True)

CHANGE_LOG = CardRoute("changes", NoState, moderators=True)
TAKE_BACK = ActionRoute("takeback", TakeBackState, moderators=True)
SEND_FILE = ActionRoute("sendfile", NoState, moderators=True)
TAKE_FILE = FormRoute("import", NoState, moderators=True)
IMPORT = ActionRoute("import", ImportState, moderators=True)
DROP_IMPORT = ActionRoute("noimport", ImportState, moderators=True)

BIRTHDAY_LIST = ActionRoute("birthlist", BirthdayListState, moderators=True)
ASK_BIRTHDAY_LIST = ActionRoute("birthedit", NoState, moderators=True)
FILL_BIRTHDAY_LIST = FormRoute("birthlist", NoState, moderators=True)
CHOOSE_BIRTHDAY_LIST = SelectRoute("birthlist", NoState, moderators=True)

FEEDS = CardRoute("feeds", NoState, moderators=True)
LOOK_AT_FEED = ActionRoute("feedlook", FeedState, moderators=True)
ADD_FEED = ActionRoute("feedadd", FeedState, moderators=True)
CANCEL_FEED = ActionRoute("feedcancel", NoState, moderators=True)
TEST_FEED = ActionRoute("feedtest", FeedState, moderators=True)
ASK_REMOVE_FEED = ActionRoute("feedremove", FeedState, moderators=True)
REMOVE_FEED = ActionRoute("feedgone", FeedState, moderators=True)
KEEP_FEED = ActionRoute("feedkeep", NoState, moderators=True)
UNDO_FEED = ActionRoute("feedundo", FeedState, moderators=True)

FILTERS = ActionRoute("filters", FiltersState, moderators=True)
SAVE_FILTER = ActionRoute("filter", FilterState, moderators=True)
TRY_FILTER = ActionRoute("tryfilter", FilterState, moderators=True)
TRY_FILTERS = ActionRoute("tryfilters", FiltersState, moderators=True)
REMOVE_FILTER = SelectRoute("filters", FiltersState, moderators=True)
UNDO_FILTERS = ActionRoute("undofilters", UndoFilterState, moderators=True)
