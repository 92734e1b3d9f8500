"""Tell what happened from what is so ("is married to") and from what only sounds like it ("split with Adidas")."""

import re

from news.cast import OTHER, Party
from news.deeds import PARTNER, Deed

_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being|am)\b|'s|'re")
_GOT = re.compile(r"\bg[eo]t")
_FOR_YEARS = re.compile(r"^[^.;,]{0,50}?\bfor (?:\d+|\w+) (?:years|months|days|weeks|decades)\b")
_PERFECT = re.compile(r"\b(?:has|have|had)\b")
_SEVERAL = re.compile(r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|multiple|several|many) ")
_FROM_SOMEBODY = re.compile(rf"[^.;]{{0,40}}?\b(?:from|with|to) (?:{PARTNER}|{OTHER})")
_LOVERS = re.compile(r"\b(?:marriage|engagement|wedding|romance|divorce|quits|uncoupl\w+|dump\w+)\b")
_DATED_PARTNER = re.compile(rf" (?:with (?:\S+ ){{0,3}}?)?(?:{OTHER}|(?:her|his|a|an|the)\b)")
_BY_MISHAP = re.compile(
    r" (?:in|by|on|after) (?:an? |the |his |her )?(?:[\w-]+ ){0,2}"
    r"(?:crash|accident|shooting|attack|fire|collision|gunman|driver)"
)


def is_event(words: str, deed: Deed, fillers: str, party: Party, window: str, *, is_dated: bool) -> bool:
    """Tell whether a deed's `words` tell something that happened to these people.

    `fillers` stood between subject and deed, `window` follows it in its clause, without the names of firms.
    """
    is_alone = len(party.ids) + party.others < 2
    if deed.kind == "married" and words.endswith("married"):
        is_state = bool(_BEING.search(fillers)) and not _GOT.search(fillers) and not window.startswith("!")
        return not is_state or (is_dated and not _FOR_YEARS.search(window))
    if deed.kind == "divorced" and words == "divorced":
        return is_dated or not _BEING.search(fillers) or "officially" in fillers
    if deed.kind == "separated":
        return not is_alone or bool(_LOVERS.search(words) or _FROM_SOMEBODY.match(window))
    if deed.kind == "dating":
        return not is_alone or bool(_DATED_PARTNER.match(window)) or "with" in words
    if deed.kind == "died" and words in ("killed", "murdered"):
        return bool(_BEING.search(fillers) or _BY_MISHAP.match(window))
    is_total = deed.kind == "won" and _PERFECT.search(fillers) is not None and _SEVERAL.search(words) is not None
    return is_dated or not is_total
