"""Tell what happened from what is so ("is married to") and from what only sounds like it ("split with Adidas")."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from news.events.dates import Found
from news.events.forms import PARTNER
from news.events.kinds import KINDS
from news.events.masking import OTHER, PARTY, Party, Scene
from news.events.tables import PLACE_NAMES
from news.events.triggers import Deed
from news.model.articles import EventKind
from news.people.names import name_key

_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being|am)\b|'s|'re")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|am|gets?|got)\b|'s|'re")
_PASSIVE_BEFORE = re.compile(r"\b(?:was|were|been) [a-z]+ed\b[^.;]{0,60},? and (?:then |later )?$")
_PRESENT = re.compile(r"\b(?:is|are|be|been|being|am|fell|fallen|gets?|got|becomes?|became)\b|'s|'re")
_GOT = re.compile(r"\bg[eo]t")
_FOR_YEARS = re.compile(r"^[^.;,]{0,50}?\bfor (?:\d+|\w+) (?:years|months|days|weeks|decades)\b")
_PERFECT = re.compile(r"\b(?:has|have|had)\b")
_SEVERAL = re.compile(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|multiple|several|many) ")
_FROM_SOMEBODY = re.compile(rf"[^.;]{{0,40}}?\b(?:from|with|to) (?:{PARTNER}|{OTHER})")
_IN_TITLE = re.compile(rf"in ({OTHER}),? ")
_NOW_TOLD = re.compile(r"(?!was\b|has\b|is\b|arrests\b)[a-z]+s\b")
_NOW = re.compile(
    r"^(?:it's (?:official|over|final)|breaking|confirmed|done deal)\b|\b(?:officially|legally|formally)\b"
)
_CLOSE = 40  # characters of a sentence's beginning
_LOVERS = re.compile(r"\b(?:marriage|engagement|wedding|romance|divorce|quits|uncoupl\w+|dump\w+)\b")
_RING = re.compile(r"\b(?:ring|engage\w*|marr\w+|fianc\w+|girlfriend|boyfriend|knee|yes|couple|romantic\w*)\b")
_CHAPEL = re.compile(r"\b(?:chapel|church|altar|courthouse|town hall|registry|register office|city hall)\b")
_CLUB = re.compile(r"\b(?:club|league|team|label|contract|coach|squad|season|network|studio|sponsor|brand|agency)\b")
_FROM_TRADE = re.compile(
    r"[^.;]{0,40}?\b(?:from|with) (?:her|his|their|the|a|an) (?:[\w'-]+ ){0,3}?(?:managers?|management|agents?|agency"
    r"|bands?|bandmates?|label|labels|team|teammates?|coach|trainer|publicist|lawyers?|attorneys?|company|group"
    r"|co-hosts?"
    r"|sponsors?|partners in|employer|network|studio|party|church|club|record|producers?|caddie|stylist|backers?)\b"
)
_DATED_PARTNER = re.compile(rf" (?:with (?:\S+ ){{0,3}}?)?(?:{OTHER}|(?:her|his|a|an|the)\b)")
_BY_MISHAP = re.compile(
    r" (?:in|by|on|after) (?:an? |the |his |her )?(?:[\w-]+ ){0,2}"
    r"(?:crash|accident|shooting|attack|fire|collision|gunman|driver)"
)
_SLAIN = re.compile(r"killed|murdered|assassinated|gunned down|shot dead|shot and killed|fatally shot|\w+ to death")
_KIN_TOO = re.compile(rf"(?:(?:his|her) [a-z ]+,? )?{PARTY}")
_KIN = re.compile(
    r"\b(?:father|mother|dad|mum|mom|husband|wife|brother|sister|son|daughter|friend|dog|partner|uncle|aunt)\b"
)
_FIGURATIVE = re.compile(r" by (?:the |his |her )?(?:critics?|fans|reviews?|jokes?|kindness|audience|crowd|internet)\b")
_PUBLISHES = re.compile(r"(?:publishes|releases|drops|puts out|issues|unveils|debuts)\b")
_GIVEN = re.compile(r"(?:awarded|presented with|honou?red with|handed|given)\b")
_GOING = re.compile(r"(?:moving|relocating)\b")
_GOES_ON = re.compile(r"\b(?:is|are|be|am)\b|'s|'re")
_TRADE = re.compile(
    r"\b(?:transfer|club|fee|deal|loan|signed|signing|striker|midfielder|season|contract|label|records|network|studio"
    r"|role|timeslot|slot|million (?:euros|pounds)|team|league|round|final|semi-?finals?|squad)\b"
)
_PART_OF = re.compile(
    r"^(?:(?:north|south|east|west|central|upstate|downtown|greater|rural|inner|outer|old|new)(?:ern)?[ -])+"
)
_ALONE = re.compile(r"(?<![\uf400-\uf8ff] )[\uf400-\uf8ff](?! [\uf400-\uf8ff])")


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a deed: its words, the fillers before it, what follows it in its clause, whose it is."""

    scene: Scene
    words: str
    fillers: str
    window: str
    party: Party
    is_dated: bool
    start: int

    @property
    def is_alone(self) -> bool:
        return len(self.party.ids) + self.party.others < 2

    @property
    def is_passive(self) -> bool:
        """True if a participle stands behind "was": "was ~given", "was indicted in 2006 and ~given"."""
        ahead = self.scene.text[: self.start]
        return bool(_PASSIVE.search(self.fillers) or _PASSIVE_BEFORE.search(ahead))

    @property
    def people(self) -> str:
        """What follows, less names of one word: who is named in passing has two, "Adidas" has one."""
        return _ALONE.sub(lambda name: name[0] if " " in self.scene.name(name[0]) else "it", self.window)


def is_event(scene: Scene, deed: Deed, fillers: str, party: Party, window: str, date: Found | None) -> bool:
    """True if a deed tells something that happened to these people.

    `fillers` stood between subject and deed, `window` follows it in its clause.
    """
    if KINDS[deed.kind].is_of_two and (party.is_kin or len(party.ids) + party.others > 2):
        return False
    if KINDS[deed.kind].group != "work" and _in_title(scene, deed):
        return False
    told = _Told(scene, scene.text[deed.start : deed.end], fillers, window, party, date is not None, deed.start)
    rule = _RULES.get(deed.kind)
    return rule is None or rule(told)


def _in_title(scene: Scene, deed: Deed) -> bool:
    """Tell the plot of "In Marriage Story, P files for divorce" from "In Paris, P weds"."""
    named = _IN_TITLE.match(scene.text)
    return (
        named is not None
        and not _is_place(scene.name(named[1]))
        and _NOW_TOLD.match(scene.text, deed.start) is not None
    )


def _married(told: _Told) -> bool:
    if not told.words.endswith("married"):
        return True
    is_state = _BEING.search(told.fillers) and not _GOT.search(told.fillers) and not told.window.startswith("!")
    return not is_state or (told.is_dated and not _FOR_YEARS.search(told.window))


def _engaged(told: _Told) -> bool:
    """Tell "proposed in May" of a ring from that of a law."""
    return told.words != "proposed" or _RING.search(told.scene.text) is not None


def _divorced(told: _Told) -> bool:
    is_state = told.words == "divorced" and _BEING.search(told.fillers) is not None
    return told.is_dated or not is_state or _NOW.search(f"{told.scene.text[:_CLOSE]} {told.fillers}") is not None


def _separated(told: _Told) -> bool:
    if told.party.others and _CLUB.search(told.scene.text) and not _LOVERS.search(told.words):
        return False  # "P and Barcelona have parted ways, the club said"
    if told.is_alone and _FROM_TRADE.match(told.people):
        return False
    return not told.is_alone or bool(_LOVERS.search(told.words) or _FROM_SOMEBODY.match(told.people))


def _dating(told: _Told) -> bool:
    if _CHAPEL.search(told.window):
        return False
    return not told.is_alone or bool(_DATED_PARTNER.match(told.people)) or "with" in told.words


def _pregnant(told: _Told) -> bool:
    """Leave out "was pregnant", said of the past with no date."""
    is_past = re.search(r"\b(?:was|were)\b", told.fillers) is not None and not _PRESENT.search(told.fillers)
    return told.is_dated or not (is_past and told.words.startswith(("pregnant", "expecting", "with child")))


def _died(told: _Told) -> bool:
    """Tell "P was gunned down" and "P killed in a crash" from "P gunned down Q" and "P killed on stage"."""
    if told.words in ("her death", "his death"):
        return _KIN.search(told.scene.text) is None  # whose it is, no pronoun tells beside "father"
    if _KIN_TOO.fullmatch(told.words):  # "died on Wednesday, a day after her daughter, P"
        return told.is_dated and re.search(r"\b(?:died|dies|passed away)\b", told.scene.text) is not None
    if _SLAIN.fullmatch(told.words) is None:
        return True
    if _FIGURATIVE.match(told.window):
        return False
    return bool(_PASSIVE.search(told.fillers) or _BY_MISHAP.match(told.window))


def _won(told: _Told) -> bool:
    if _GIVEN.match(told.words) and not told.is_passive:
        return False
    is_total = _PERFECT.search(told.fillers) is not None and _SEVERAL.search(told.words) is not None
    return told.is_dated or not is_total


def _sentenced(told: _Told) -> bool:
    return not _GIVEN.match(told.words) or told.is_passive


def _released(told: _Told) -> bool:
    """Leave out "publishes his memoir in October", which is to come."""
    return not (told.is_dated and _PUBLISHES.match(told.words))


def _moved(told: _Told) -> bool:
    # A star who "moves to Juventus" or "to Universal" changes the employer.
    if _TRADE.search(told.words) or _TRADE.search(told.window.partition(",")[0]):
        return False
    named = re.search(rf"(?:\b(?:to|for|in)(?: the)?|settled in) ({OTHER})$", told.words)
    if named and not _is_place(told.scene.name(named[1])):
        beside = re.match(rf",? (?:in )?({OTHER})", told.window)
        return beside is not None and _is_place(told.scene.name(beside[1]))
    return True


def _is_place(name: str) -> bool:
    key = name_key(name)
    return key in PLACE_NAMES or _PART_OF.sub("", key) in PLACE_NAMES


_RULES: dict[EventKind, Callable[[_Told], bool]] = {
    "engaged": _engaged,
    "married": _married,
    "divorced": _divorced,
    "separated": _separated,
    "dating": _dating,
    "pregnant": _pregnant,
    "died": _died,
    "won": _won,
    "sentenced": _sentenced,
    "moved": _moved,
    "released_work": _released,
}
