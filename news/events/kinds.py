"""What each kind of life event is to the rest of the house: one row a kind. Its wordings in the press are in `forms/`.

A kind without a row, or a row without a kind, stops the start.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from news.model.articles import EventKind

KindGroup = Literal["love", "family", "work", "law", "health", "other", "stories"]  # as filters and pictures have them
Phrasing = Literal[
    "plain", "couple", "filing", "birthday", "birth", "expecting", "release", "award", "nomination", "move"
]
Sharing = Literal["nobody", "couple", "parents", "anybody"]
GROUPS: tuple[KindGroup, ...] = get_args(KindGroup)
STORY_WEIGHT = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """How a kind of event is grouped, worded and judged.

    `group` decides the filter, shape and colour; the heaviest of a picture's events get their words first.
    """

    group: KindGroup
    phrasing: Phrasing  # what `news.timeline.wording` makes of label and details
    label: str
    with_name: str = ""  # what is said where the partner or the award is named
    weight: float = 1.0
    sharing: Sharing = "nobody"  # who takes part: a couple and no third, two parents, anybody
    is_parting: bool = False  # of two who were a couple before
    is_grave: bool = False  # worst to tell of the wrong one, so only of those who are sure to be meant, and as a fact
    is_announced: bool = False  # news by being told; a birth, a death or a wedding may have been earlier
    is_sudden: bool = False  # "was killed when a helicopter came down on Sunday": the day of what caused it
    lasting_days: int = 0  # what lasts is told again for as long as it does, each time of another day
    # Words that tell no child, work or award from another, for kinds that a `what` tells apart: a wedding's place is
    # told by one source and not by the next.
    plain_words: frozenset[str] = frozenset()

    @property
    def is_shared(self) -> bool:
        """True if one who is named after another takes part: "filed for divorce from P"."""
        return self.sharing != "nobody"

    @property
    def is_of_two(self) -> bool:
        """True if it happens to two people at most."""
        return self.sharing in ("couple", "parents")


_LINKS = frozenset("named and or the a an of for in with by as".split())
_AWARD_WORDS = _LINKS | frozenset(("award", "awards", "announced"))

KINDS: dict[EventKind, KindRow] = {
    "engaged": KindRow(
        group="love", phrasing="couple", label="Engaged", with_name="Engaged to {name}", weight=3.0, sharing="couple",
        is_announced=True,
    ),
    "married": KindRow(
        group="love", phrasing="couple", label="Married", with_name="Married {name}", weight=3.0, sharing="couple",
    ),
    "separated": KindRow(
        group="love", phrasing="couple", label="Separated", with_name="Separated from {name}", weight=3.0,
        sharing="couple", is_parting=True, is_announced=True,
    ),
    "divorce_filed": KindRow(
        group="love", phrasing="filing", label="Divorce filed", weight=3.0, sharing="couple", is_parting=True,
    ),
    "divorced": KindRow(
        group="love", phrasing="couple", label="Divorced", with_name="Divorced from {name}", weight=3.0,
        sharing="couple", is_parting=True,
    ),
    "dating": KindRow(
        group="love", phrasing="couple", label="Dating", with_name="Dating {name}", weight=3.0, sharing="couple",
        is_announced=True, lasting_days=365,
    ),
    "pregnant": KindRow(
        group="family", phrasing="expecting", label="Expecting a child", weight=3.0, sharing="parents", is_grave=True,
        is_announced=True, lasting_days=240,
    ),
    "child_born": KindRow(
        group="family", phrasing="birth", label="Child born", weight=3.0, sharing="parents",
        plain_words=_LINKS | frozenset("son sons daughter daughters child children twin twins baby".split()),
    ),
    "birthday": KindRow(group="family", phrasing="birthday", label="Birthday", weight=0.0),
    "died": KindRow(group="health", phrasing="plain", label="Died", weight=4.0, is_grave=True, is_sudden=True),
    "arrested": KindRow(group="law", phrasing="plain", label="Arrested", weight=3.0, is_grave=True, is_sudden=True),
    "charged": KindRow(group="law", phrasing="plain", label="Charged", weight=3.0, is_grave=True),
    "sentenced": KindRow(group="law", phrasing="plain", label="Sentenced", weight=3.0, is_grave=True),
    "released_work": KindRow(
        group="work", phrasing="release", label="Released new work",
        plain_words=_LINKS | frozenset("album single film movie song ep memoir book us release".split()),
    ),
    "won": KindRow(
        group="work", phrasing="award", label="Won an award", with_name="Won {name}", weight=2.0,
        is_sudden=True, plain_words=_AWARD_WORDS,
    ),
    "nominated": KindRow(
        group="work", phrasing="nomination", label="Nominated for an award",
        with_name="Nominated for {name}", is_announced=True, is_sudden=True,
        plain_words=_AWARD_WORDS | {"nomination"},
    ),
    "hospitalised": KindRow(group="health", phrasing="plain", label="Taken to hospital", is_grave=True, is_sudden=True),
    "moved": KindRow(group="other", phrasing="move", label="Moved", sharing="anybody"),
}  # fmt: skip

if KINDS.keys() != set(get_args(EventKind)):
    raise LookupError(f"kinds of events without a row, or rows without: {KINDS.keys() ^ set(get_args(EventKind))}")
