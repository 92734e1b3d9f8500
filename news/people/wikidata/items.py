"""An item of Wikidata about a person, as JSON -> an Entity: best statements only, dates to the precision given.

The JSON is others' input, edited by anybody: whatever is not as the format has it is left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from news.model.people import DateClaim
from news.text.text import clean, cut

from .requests import is_id

WIKIDATA = "Wikidata"  # the source of its claims and relations
HUMAN = "Q5"
OLDEST = 125  # years
LONGEST_NAME = 80

_GREGORIAN = "/Q1985727"
_TIME = re.compile(r"\+([0-9]{4})-([0-9]{2})-([0-9]{2})T00:00:00Z")
_PRECISIONS = {9: 4, 10: 7, 11: 10}  # Wikidata's -> how much of an ISO date is known
_PICTURE = re.compile(r"[^\x00-\x1f\x7f/\\<>\[\]{}|#\"]{1,230}\.(?:jpe?g|png|gif|webp)", re.IGNORECASE)
_BONDS = {"P26": "spouse", "P451": "partner", "P40": "child", "P22": "parent", "P25": "parent", "P3373": "sibling"}
_START, _END, _END_CAUSE = "P580", "P582", "P1534"
_MOST_READ, _MOST_DATES, _MOST_BONDS = 60, 6, 40  # of what vandals may add without end


@dataclass(frozen=True, slots=True)
class Bond:
    """What another item is to a person; dates are ISO to their precision, "" unknown."""

    kind: str
    other: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person as Wikidata has them. `asked` leads to `id` where two items were made one."""

    asked: str
    id: str
    label: str  # English, or the one for all languages; "" for none
    is_human: bool
    aliases: tuple[str, ...] = ()
    births: tuple[DateClaim, ...] = ()
    deaths: tuple[DateClaim, ...] = ()
    occupations: tuple[str, ...] = ()  # ids
    countries: tuple[str, ...] = ()  # ids
    bonds: tuple[Bond, ...] = ()
    picture: str = ""  # a file's name at Wikimedia Commons
    title: str = ""  # the page in the English Wikipedia
    sitelinks: int = 0
    notes: tuple[str, ...] = ()  # what was left out, and why


def read_entities(body: Mapping[str, Any], now: int) -> list[Entity]:
    """Give the items of an answer that exist."""
    return [found for asked, raw in _map(body.get("entities")).items() if (found := read_entity(asked, raw, now))]


def read_entity(asked: str, raw: object, now: int) -> Entity | None:
    """Read one item as it stands at `now`; None where there is none."""
    item = _map(raw)
    id_ = item.get("id")
    if "missing" in item or not isinstance(id_, str) or not is_id(id_):
        return None
    claims, notes = _map(item.get("claims")), list[str]()
    births = _dates(claims, "birth", now, notes)
    links = _map(item.get("sitelinks"))
    return Entity(
        asked=asked,
        id=id_,
        label=_label(_map(item.get("labels"))),
        is_human=HUMAN in _items(claims, "P31"),
        aliases=tuple(_aliases(_map(item.get("aliases")))),
        births=births,
        deaths=_after(births, _dates(claims, "death", now, notes), notes),
        occupations=_items(claims, "P106"),
        countries=_items(claims, "P27"),
        bonds=tuple(_bonds(claims, _today(now)))[:_MOST_BONDS],
        picture=_picture(claims),
        title=_title(links),
        sitelinks=len(links),
        notes=tuple(notes),
    )


def read_labels(body: Mapping[str, Any]) -> dict[str, str]:
    """Give the items of an answer with their labels."""
    items = _map(body.get("entities")).items()
    return {id_: label for id_, raw in items if (label := _label(_map(_map(raw).get("labels"))))}


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}  # an empty map may come as []


def _list(value: object) -> list[Any]:
    return value[:_MOST_READ] if isinstance(value, list) else []


def _name(value: object) -> str:
    """Give a name that can be shown, "" for what is none: an id that stands in for a label, a wall of text."""
    name = clean(value) if isinstance(value, str) and len(value) <= 4 * LONGEST_NAME else ""
    return name if len(name) <= LONGEST_NAME and any(map(str.isalpha, name)) and not is_id(name) else ""


def _label(labels: Mapping[str, Any]) -> str:
    for asked in ("en", "mul"):
        label = _map(labels.get(asked))
        if str(label.get("language", asked)).partition("-")[0] in ("en", "mul") and (name := _name(label.get("value"))):
            return name
    return ""


def _aliases(aliases: Mapping[str, Any]) -> list[str]:
    names = (_name(_map(alias).get("value")) for asked in ("en", "mul") for alias in _list(aliases.get(asked)))
    return list(dict.fromkeys(filter(None, names)))


def _title(links: Mapping[str, Any]) -> str:
    title = _map(links.get("enwiki")).get("title")
    return cut(clean(title), 255) if isinstance(title, str) else ""


def _best(claims: Mapping[str, Any], about: str) -> list[Mapping[str, Any]]:
    """Give the preferred statements if there are any, else the normal ones; never the deprecated."""
    statements = [_map(statement) for statement in _list(claims.get(about))]
    preferred = [statement for statement in statements if statement.get("rank") == "preferred"]
    return preferred or [statement for statement in statements if statement.get("rank") == "normal"]


def _value(snak: object) -> Any:
    snak = _map(snak)
    return _map(snak.get("datavalue")).get("value") if snak.get("snaktype") == "value" else None


def _items(claims: Mapping[str, Any], about: str) -> tuple[str, ...]:
    ids = (_map(_value(statement.get("mainsnak"))).get("id") for statement in _best(claims, about))
    return tuple(dict.fromkeys(id_ for id_ in ids if isinstance(id_, str) and is_id(id_)))


def _picture(claims: Mapping[str, Any]) -> str:
    names = (_value(statement.get("mainsnak")) for statement in _best(claims, "P18"))
    return next((name for name in names if isinstance(name, str) and _PICTURE.fullmatch(name)), "")


def read_time(value: object) -> tuple[str, str]:
    """Give a time value as an ISO date to the precision that it has, or "" and why not.

    "+1990-00-00" and "+1990-01-01" of precision 9 are both 1990: a day is never made up.
    """
    time = _map(value)
    precision, written = time.get("precision"), time.get("time")
    found = _TIME.fullmatch(written) if isinstance(written, str) else None
    if not found or not isinstance(precision, int) or precision not in _PRECISIONS:
        return "", "not known to the year"
    if not str(time.get("calendarmodel", "")).endswith(_GREGORIAN):
        return "", "of another calendar"
    year, month, day = found.groups()
    known = _PRECISIONS[precision]
    if known == 10 and day == "00":
        known = 7
    if known > 4 and month == "00":
        known = 4
    try:
        date(int(year), int(month) if known > 4 else 1, int(day) if known > 7 else 1)
    except ValueError:
        return "", "no day of the calendar"
    return f"{year}-{month}-{day}"[:known], ""


def _today(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def _dates(
    claims: Mapping[str, Any], kind: Literal["birth", "death"], now: int, notes: list[str]
) -> tuple[DateClaim, ...]:
    """Give the best dates of a birth or death; of a death whose day is unknown "", which is one all the same."""
    most = OLDEST * (2 if claims.get("P570") else 1)
    found: dict[str, DateClaim] = {}
    for statement in _best(claims, "P569" if kind == "birth" else "P570"):
        snak = _map(statement.get("mainsnak"))
        told, fault = read_time(_value(snak))
        is_death = kind == "death" and snak.get("snaktype") in ("value", "somevalue")
        if told:
            fault = _implausible(told, _today(now), most)
        if fault and snak.get("snaktype") == "value":
            notes.append(f"{kind} left out: {fault}")
        if (told and not fault) or (is_death and not told):
            found[told] = DateClaim(
                kind=kind,
                date=told,
                source=WIKIDATA,
                is_preferred=statement.get("rank") == "preferred",
                first_seen=now,
                last_seen=now,
            )
    return tuple(found[told] for told in sorted(found)[:_MOST_DATES])


def _implausible(told: str, today: str, most: int) -> str:
    if told > today[: len(told)]:
        return "in the future"
    return f"over {most} years ago" if int(told[:4]) < int(today[:4]) - most else ""


def _after(births: tuple[DateClaim, ...], deaths: tuple[DateClaim, ...], notes: list[str]) -> tuple[DateClaim, ...]:
    """Leave out deaths before every birth."""
    earliest = min((birth.date for birth in births), default="")
    kept = tuple(death for death in deaths if not death.date or death.date >= earliest[: len(death.date)])
    notes += ["death left out: before birth"] * (len(deaths) - len(kept))
    return kept


def _bonds(claims: Mapping[str, Any], today: str) -> Iterator[Bond]:
    for about, kind in _BONDS.items():
        for statement in _best(claims, about):
            other = _map(_value(statement.get("mainsnak"))).get("id")
            qualifiers = _map(statement.get("qualifiers"))
            since, until = (_qualified(qualifiers, name) for name in (_START, _END))
            has_ended = bool(qualifiers.get(_END) or qualifiers.get(_END_CAUSE))
            # What ended on an unknown day would be told as lasting, what begins tomorrow as begun.
            if isinstance(other, str) and is_id(other) and not (has_ended and not until) and since <= today:
                yield Bond(kind, other, since, "" if until > today else until)


def _qualified(qualifiers: Mapping[str, Any], name: str) -> str:
    dates = (read_time(_value(snak))[0] for snak in _list(qualifiers.get(name)))
    return next(filter(None, dates), "")
