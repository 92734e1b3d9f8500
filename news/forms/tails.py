"""Where the one who takes part in a shared event stands behind the words for it: "filed for divorce ~from P"."""

from news.model import EventKind

# "dating music executive P": an epithet that no list has
_NEAR = (
    r"(?: (?!(?:in|at|on|after|before|while|and|when|for|since|despite|like|because|during|over|by|to|with|from|but)\b)"
    r"[a-z'-]+){0,3} (<P>)"
)
_ASIDE = r"[^.;:\ue000-\uefff]"
TAILS: dict[EventKind, str] = {
    "engaged": rf"{_ASIDE}{{0,40}}?\bto <NP>(<P>)",
    "married": _NEAR + rf"|{_ASIDE}{{0,60}}?\b(?:to|with) <NP>(<P>)",
    "separated": rf"{_ASIDE}{{0,50}}?\b(?:from|with|to) <NP>(<P>)",
    "divorce_filed": rf"{_ASIDE}{{0,60}}?\b(?:from|against) <NP>(<P>)|{_ASIDE}{{0,12}}?\b(?:to|with|divorce) <NP>(<P>)"
    "|,? <NP>(<P>)",
    "divorced": rf" <NP>(<P>)|{_ASIDE}{{0,40}}?\b(?:from|with) <NP>(<P>)",
    "dating": _NEAR + rf"|{_ASIDE}{{0,40}}?\bwith <NP>(<P>)",
    "pregnant": r"[^;:\ue000-\uefff]{0,70}?\b(?:with|by) <NP>(<P>)",
    "child_born": r"[^;:\ue000-\uefff]{0,70}?\bwith <NP>(<P>)",
    "moved": rf"{_ASIDE}{{0,50}}?\bwith <NP>(<P>)",
}
