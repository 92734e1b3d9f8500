"""Routes of what the bot posts: the posts themselves, why they were made, and repairs of their stories."""

from dataclasses import dataclass
from typing import Literal, get_args

from .custom_ids import Decimal
from .members import NoState
from .route import ActionRoute, CardRoute, FormRoute, Renderer, SelectRoute

Subject = Literal["story", "birthday", "post"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
TestedKind = Literal["birthdays", "stories", "digest"]
TESTED_KINDS: tuple[TestedKind, ...] = get_args(TestedKind)


@dataclass(frozen=True, slots=True)
class PostState:
    """A post; 0 for a test."""

    post: Decimal


@dataclass(frozen=True, slots=True)
class BornState:
    """A day as `date.toordinal` counts it."""

    day: Decimal


@dataclass(frozen=True, slots=True)
class ShowTestState:
    """Which kind of post is tested."""

    kind: TestedKind


@dataclass(frozen=True, slots=True)
class TestPostState:
    """What is tested: a place in TESTED_KINDS, and the local day as `date.toordinal` counts it, or the story's id."""

    what: int
    number: int


@dataclass(frozen=True, slots=True)
class StagesState:
    """What was asked about: a place in SUBJECTS, and an id."""

    subject: int
    number: int


@dataclass(frozen=True, slots=True)
class FixState:
    """A change to make, and what it was offered for."""

    subject: int
    number: int
    kind: int
    value: int


@dataclass(frozen=True, slots=True)
class UndoFixState:
    """A change to take back, and what it was made for."""

    subject: int
    number: int
    change: int


@dataclass(frozen=True, slots=True)
class RepairState:
    """A story, and a page of what can be or was repaired in it."""

    story: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class UndoRepairState:
    """A split or merge, and the story whose card it is undone on."""

    story: int
    repair: int


@dataclass(frozen=True, slots=True)
class WrongPersonState:
    """Who is not meant in a story, and who is (0: nobody)."""

    story: int
    person: int
    other: int


@dataclass(frozen=True, slots=True)
class SplitState:
    """Which of a story's first `count` articles are chosen; `check` tells whether they are those.

    `chosen` holds a bit an article, oldest first, written to the base 36.
    """

    story: int
    page: int
    count: int
    check: int
    chosen: str


@dataclass(frozen=True, slots=True)
class MergeState:
    """Two stories that are one."""

    story: int
    other: int


STORY_POST = Renderer("story")
STORY_EDIT = Renderer("edit", is_explained=False)
DIGEST_POST = Renderer("digest")
BIRTHDAY_POST = Renderer("birthdays")
NOTICE_POST = Renderer("notice", is_explained=False)
TEST_POST = Renderer("trial")

POST = CardRoute("post", PostState)
BORN = CardRoute("born", BornState)
SHOW_TEST = ActionRoute("trial", ShowTestState, moderators=True)
SEND_TEST = ActionRoute("trialpost", TestPostState, moderators=True)

STAGES = CardRoute("stages", StagesState, moderators=True)
WITHHELD = CardRoute("held", NoState, moderators=True)
FIX = ActionRoute("mend", FixState, moderators=True)
UNDO_FIX = ActionRoute("unmend", UndoFixState, moderators=True)

# Stories are the same in all servers, and who moderates one of them may repair them.
REPAIRS = ActionRoute("repairs", RepairState, moderators=True)
REPAIRED = ActionRoute("repaired", RepairState, moderators=True)
TOPIC = ActionRoute("topic", RepairState, moderators=True)
CHOOSE_TOPIC = SelectRoute("topic", RepairState, moderators=True)
UNDO_TOPIC = ActionRoute("untopic", RepairState, moderators=True)
UNDO_REPAIR = ActionRoute("undostory", UndoRepairState, moderators=True)
WRONG_PERSON = ActionRoute("wrong", RepairState, moderators=True)
REPAIR_PERSON = ActionRoute("repair", WrongPersonState, moderators=True)
UNDO_PERSON = ActionRoute("unrepair", WrongPersonState, moderators=True)
SPLIT = ActionRoute("apart", RepairState, moderators=True)
SPLIT_PAGE = ActionRoute("apartpage", SplitState, moderators=True)
CHOOSE_SPLIT = SelectRoute("apart", SplitState, moderators=True)
TAKE_APART = ActionRoute("takeapart", SplitState, moderators=True)
MERGE = ActionRoute("merge", RepairState, moderators=True)
CHOOSE_MERGE = SelectRoute("merge", RepairState, moderators=True)
ASK_MERGE_WORDS = ActionRoute("mergewords", RepairState, moderators=True)
FIND_MERGE = FormRoute("merge", RepairState, moderators=True)
PUT_TOGETHER = ActionRoute("puttogether", MergeState, moderators=True)
