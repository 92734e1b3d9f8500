"""Events that belong together: two wordings of one, a birth that both parents have, a birthday and its day.

And births that a sentence lists without their parents: "In 2015, son Saint arrived, with Chicago welcomed in 2018."
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from news.events.certainty import judge_certainty
from news.events.dates import find_dates
from news.events.masking import DATE, PARTY, MaskedSentence, Party
from news.events.triggers import Trigger
from news.model.articles import LifeEvent

_BIRTHDAY_NEWS = 60 * 86_400  # seconds; a birthday is news while it is near
_WHEN_MATE = re.compile(
    r"\b(?:when|after|as) (?:his|her) (?:[\w-]+ ){0,3}(?:wife|husband|partner|girlfriend|fianc[eé]e?)\b"
    r"|\b(?:when|after|as) (?:[A-Z][\w'’-]+ ){1,3}(?:gave birth|delivered|welcomed|had)\b"
)
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


def merge_births(found: list[LifeEvent]) -> list[LifeEvent]:
    """Join the two births of "P became a father on D when his partner Q had their son"."""
    births = [event for event in found if event.kind == "child_born" and event.status == "fact"]
    if len(births) != 2 or _WHEN_MATE.search(births[0].sentence) is None:
        return found
    first, second = births
    if set(first.people) & set(second.people) or len(first.people + second.people) != 2:
        return found
    one = replace(first, people=first.people + second.people, date=first.date or second.date, what=second.what)
    return [one if event is first else event for event in found if event is not second]


def merge_wordings(found: list[LifeEvent]) -> list[LifeEvent]:
    """Join two wordings of the same event in a sentence: "married U, exchanging vows on D"."""
    kept: list[LifeEvent] = []
    for event in found:
        for at, other in enumerate(kept):
            is_same = other.kind == event.kind and other.status == event.status and event.kind != "released_work"
            is_one = set(event.people) <= set(other.people) or set(other.people) <= set(event.people)
            if is_same and is_one and (not event.date or not other.date or event.date == other.date):
                people = max(other.people, event.people, key=len)
                kept[at] = replace(other, people=people, date=other.date or event.date, what=other.what or event.what)
                break
        else:
            kept.append(event)
    return kept


def date_birthdays(found: list[LifeEvent], lines: list[str], published: int) -> list[LifeEvent]:
    """Date a birthday by the next sentence where that tells the day of "the founder's birthday"."""
    following = dict(pairwise(lines))
    dated: list[LifeEvent] = []
    oldest = datetime.fromtimestamp(published - _BIRTHDAY_NEWS, UTC).date().isoformat()
    for event in found:
        if event.kind == "birthday" and len(event.date) == len(oldest) and event.date < oldest:
            dated.append(replace(event, date=""))  # "turns 76 on January 16": the day to come, or that of birth
            continue
        after = following.get(event.sentence, "")
        if event.kind == "birthday" and not event.date and "birthday" in after:
            head = after[: after.index("birthday")]
            days = [one.date for one in find_dates(head, published) if not one.is_future]
            dated.append(replace(event, date=days[-1] if days else ""))
        else:
            dated.append(event)
    return dated
