"""The births that a sentence lists without the parents, whom it or an earlier sentence told.

"In 2015, son Saint arrived, with Chicago welcomed in 2018."
"""

import re
from collections.abc import Iterable, Sequence

from news.events.certainty import judge_certainty
from news.events.masking import DATE, PARTY, MaskedSentence, Party
from news.events.triggers import Trigger
from news.model.articles import LifeEvent

_LISTED = re.compile(
    r"\b(?:with |and |then )?(?:(?:his|her|their) )?(?:(?:first|second|third|fourth|fifth|sixth|eldest|oldest"
    r"|youngest|middle|twin)"
    r"(?: child| kid)?|son|sons|daughter|daughters|child|baby|twins|brother|sister|(?P<bare>with|and|then))"
    r"(?: (?:son|daughter|child|baby))?,? (?P<name>[\uf400-\uf8ff]),?(?: (?:being|was|were|had|has been))? "
    r"(?:arrived|arriving|(?:was |were )?(?:born|welcomed)|followed|following|came)\b"
)


def find_listed_births(
    sentence: str, masked: MaskedSentence, triggers: Sequence[Trigger], parents: Party, used: set[str]
) -> Iterable[LifeEvent]:
    """Return births of these parents that no trigger tells; `used` holds the characters of dates that triggers have."""
    text = masked.text
    matches = list(_LISTED.finditer(text))
    told = [(trigger.start, trigger.end) for trigger in triggers if trigger.kind == "child_born"]
    ends = [match.start() for match in matches[1:]] + [len(text)] * bool(matches)
    for match, end in zip(matches, ends, strict=True):
        if any(a < match.end() and match.start() < b and re.search(PARTY, text[a:b]) for a, b in told):
            continue
        after = [day for day in re.findall(DATE, text[match.end() : end]) if masked.date_at(day).side != "after"]
        ahead = [day for day in re.findall(DATE, text[: match.start()]) if day not in used]
        at = next(iter(after), "") or (ahead[-1] if ahead else "")
        used.add(at)
        date = masked.date_at(at).date if at and not masked.date_at(at).is_loose else ""
        if status := judge_certainty(text, Trigger("child_born", match.start(), match.end()), "", is_dated=bool(at)):
            yield LifeEvent("child_born", parents.ids, date, sentence, status, masked.name_at(match["name"]))
