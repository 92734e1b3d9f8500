"""Tell what happened from what is so ("is married to") and from what only sounds like it ("split with Adidas")."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from news.events.dates import DateExpression
from news.events.forms import PARTNER
from news.events.kinds import KINDS
from news.events.masking import OTHER, PARTY, MaskedSentence, Party
from news.events.tables import PLACE_NAMES
from news.events.triggers import Trigger
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
class _TriggerContext:
    """What is known of a trigger: its words, the fillers before it, what follows it in its clause, whose it is."""

    masked: MaskedSentence
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
        ahead = self.masked.text[: self.start]
        return bool(_PASSIVE.search(self.fillers) or _PASSIVE_BEFORE.search(ahead))

    @property
    def people(self) -> str:
        """What follows, less names of one word: who is named in passing has two, "Adidas" has one."""
        return _ALONE.sub(lambda name: name[0] if " " in self.masked.name_at(name[0]) else "it", self.window)


def is_event(
    masked: MaskedSentence, trigger: Trigger, fillers: str, party: Party, window: str, date: DateExpression | None
) -> bool:
    """True if a trigger tells something that happened to these people.

    `fillers` stood between subject and trigger, `window` follows it in its clause.
    """
    if KINDS[trigger.kind].is_of_two and (party.is_kin or len(party.ids) + party.others > 2):
        return False
    if KINDS[trigger.kind].group != "work" and _in_title(masked, trigger):
        return False
    context = _TriggerContext(
        masked, masked.text[trigger.start : trigger.end], fillers, window, party, date is not None, trigger.start
    )
    rule = _RULES.get(trigger.kind)
    return rule is None or rule(context)


def _in_title(masked: MaskedSentence, trigger: Trigger) -> bool:
    """True for the plot of "In Marriage Story, P files for divorce", but not for "In Paris, P weds"."""
    named = _IN_TITLE.match(masked.text)
    return (
        named is not None
        and not _is_place(masked.name_at(named[1]))
        and _NOW_TOLD.match(masked.text, trigger.start) is not None
    )


def _is_wedding(context: _TriggerContext) -> bool:
    if not context.words.endswith("married"):
        return True
    is_state = (
        _BEING.search(context.fillers) and not _GOT.search(context.fillers) and not context.window.startswith("!")
    )
    return not is_state or (context.is_dated and not _FOR_YEARS.search(context.window))


def _is_engagement(context: _TriggerContext) -> bool:
    """True unless "proposed" is said of a law, not of a ring."""
    return context.words != "proposed" or _RING.search(context.masked.text) is not None


def _is_divorce(context: _TriggerContext) -> bool:
    is_state = context.words == "divorced" and _BEING.search(context.fillers) is not None
    return (
        context.is_dated or not is_state or _NOW.search(f"{context.masked.text[:_CLOSE]} {context.fillers}") is not None
    )


def _is_separation(context: _TriggerContext) -> bool:
    if context.party.others and _CLUB.search(context.masked.text) and not _LOVERS.search(context.words):
        return False  # "P and Barcelona have parted ways, the club said"
    if context.is_alone and _FROM_TRADE.match(context.people):
        return False
    return not context.is_alone or bool(_LOVERS.search(context.words) or _FROM_SOMEBODY.match(context.people))


def _is_romance(context: _TriggerContext) -> bool:
    if _CHAPEL.search(context.window):
        return False
    return not context.is_alone or bool(_DATED_PARTNER.match(context.people)) or "with" in context.words


def _is_pregnancy(context: _TriggerContext) -> bool:
    """True unless "was pregnant" is said of the past without a date."""
    is_past = re.search(r"\b(?:was|were)\b", context.fillers) is not None and not _PRESENT.search(context.fillers)
    return context.is_dated or not (is_past and context.words.startswith(("pregnant", "expecting", "with child")))


def _is_death(context: _TriggerContext) -> bool:
    """True for "P was gunned down" and "P killed in a crash", not for "P gunned down Q" or "P killed on stage"."""
    if context.words in ("her death", "his death"):
        return _KIN.search(context.masked.text) is None  # whose it is, no pronoun tells beside "father"
    if _KIN_TOO.fullmatch(context.words):  # "died on Wednesday, a day after her daughter, P"
        return context.is_dated and re.search(r"\b(?:died|dies|passed away)\b", context.masked.text) is not None
    if _SLAIN.fullmatch(context.words) is None:
        return True
    if _FIGURATIVE.match(context.window):
        return False
    return bool(_PASSIVE.search(context.fillers) or _BY_MISHAP.match(context.window))


def _is_award(context: _TriggerContext) -> bool:
    if _GIVEN.match(context.words) and not context.is_passive:
        return False
    is_total = _PERFECT.search(context.fillers) is not None and _SEVERAL.search(context.words) is not None
    return context.is_dated or not is_total


def _is_sentence(context: _TriggerContext) -> bool:
    return not _GIVEN.match(context.words) or context.is_passive


def _is_release(context: _TriggerContext) -> bool:
    """True unless it is to come: "publishes his memoir in October"."""
    return not (context.is_dated and _PUBLISHES.match(context.words))


def _is_move(context: _TriggerContext) -> bool:
    # A star who "moves to Juventus" or "to Universal" changes the employer.
    if _TRADE.search(context.words) or _TRADE.search(context.window.partition(",")[0]):
        return False
    named = re.search(rf"(?:\b(?:to|for|in)(?: the)?|settled in) ({OTHER})$", context.words)
    if named and not _is_place(context.masked.name_at(named[1])):
        beside = re.match(rf",? (?:in )?({OTHER})", context.window)
        return beside is not None and _is_place(context.masked.name_at(beside[1]))
    return True


def _is_place(name: str) -> bool:
    key = name_key(name)
    return key in PLACE_NAMES or _PART_OF.sub("", key) in PLACE_NAMES


_RULES: dict[EventKind, Callable[[_TriggerContext], bool]] = {
    "engaged": _is_engagement,
    "married": _is_wedding,
    "divorced": _is_divorce,
    "separated": _is_separation,
    "dating": _is_romance,
    "pregnant": _is_pregnancy,
    "died": _is_death,
    "won": _is_award,
    "sentenced": _is_sentence,
    "moved": _is_move,
    "released_work": _is_release,
}
