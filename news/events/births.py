"""The births that a sentence lists without the parents, whom it or an earlier sentence told.

"In 2015, son Saint arrived, with Chicago welcomed in 2018."
"""

import re
from collections.abc import Iterable, Sequence

from news.events.certainty import judge
from news.events.masking import DATE, PARTY, Party, Scene
from news.events.triggers import Deed
from news.model.articles import LifeEvent

_LISTED = re.compile(
    r"\b(?:with |and |then )?(?:(?:his|her|their) )?(?:(?:first|second|third|fourth|fifth|sixth|eldest|oldest"
    r"|youngest|middle|twin)"
    r"(?: child| kid)?|son|sons|daughter|daughters|child|baby|twins|brother|sister|(?P<bare>with|and|then))"
    r"(?: (?:son|daughter|child|baby))?,? (?P<name>[\uf400-\uf8ff]),?(?: (?:being|was|were|had|has been))? "
    r"(?:arrived|arriving|(?:was |were )?(?:born|welcomed)|followed|following|came)\b"
)


def listed_births(
    sentence: str, scene: Scene, deeds: Sequence[Deed], parents: Party, used: set[str]
) -> Iterable[LifeEvent]:
    """Return the births of these parents that no deed tells; `used` are the characters of dates that deeds have."""
    text = scene.text
    matches = list(_LISTED.finditer(text))
    told = [(deed.start, deed.end) for deed in deeds if deed.kind == "child_born"]
    ends = [match.start() for match in matches[1:]] + [len(text)] * bool(matches)
    for match, end in zip(matches, ends, strict=True):
        if any(a < match.end() and match.start() < b and re.search(PARTY, text[a:b]) for a, b in told):
            continue
        after = [day for day in re.findall(DATE, text[match.end() : end]) if scene.date(day).side != "after"]
        ahead = [day for day in re.findall(DATE, text[: match.start()]) if day not in used]
        at = next(iter(after), "") or (ahead[-1] if ahead else "")
        used.add(at)
        date = scene.date(at).date if at and not scene.date(at).is_loose else ""
        if status := judge(text, Deed("child_born", match.start(), match.end()), "", is_dated=bool(at)):
            yield LifeEvent("child_born", parents.ids, date, sentence, status, scene.name(match["name"]))
