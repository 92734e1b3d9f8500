"""What Wikidata answers: an item about a person -> an Entity; or wait, ask for less, stay away.

Of an item the best statements only, dates to the precision given.

The JSON is others' input, edited by anybody: whatever is not as the format has it is left out.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from news.feeds.fetch import ApiReply
from news.feeds.polling import DAY, FetchFailure
from news.model.people import DateClaim
from news.people.wikidata.json_stream import read_wanted_json
from news.people.wikidata.requests import PROPERTIES
from news.text.messages import message
from news.text.text import clean_text, cut_text

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
_ENTITY_PARTS = 4  # objects within objects, down to an item's claims by property
_BANNED = re.compile(r"\bbann?ed\b", re.IGNORECASE)
_UNNAMED = re.compile(r"user.agent|robot policy", re.IGNORECASE)
_LONGEST_WAIT = 600  # seconds; who asks for more is left alone, and the rest comes with the next sync
_BUSY, _LAGGED = 60, 5  # seconds to wait where no Retry-After says


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
    """Return the items of an answer that exist."""
    return [found for asked, raw in _as_map(body.get("entities")).items() if (found := read_entity(asked, raw, now))]


def read_entity(asked: str, raw: object, now: int) -> Entity | None:
    """Read one item as it stands at `now`; None where there is none."""
    item = _as_map(raw)
    id_ = item.get("id")
    if "missing" in item or not isinstance(id_, str) or not is_id(id_):
        return None
    claims, notes = _as_map(item.get("claims")), list[str]()
    births = _best_dates(claims, "birth", now, notes)
    links = _as_map(item.get("sitelinks"))
    return Entity(
        asked=asked,
        id=id_,
        label=_read_label(_as_map(item.get("labels"))),
        is_human=HUMAN in _item_ids(claims, "P31"),
        aliases=tuple(_read_aliases(_as_map(item.get("aliases")))),
        births=births,
        deaths=_deaths_after_births(births, _best_dates(claims, "death", now, notes), notes),
        occupations=_item_ids(claims, "P106"),
        countries=_item_ids(claims, "P27"),
        bonds=tuple(_read_relations(claims, _iso_day(now)))[:_MOST_BONDS],
        picture=_read_picture(claims),
        title=_read_title(links),
        sitelinks=len(links),
        notes=tuple(notes),
    )


def read_labels(body: Mapping[str, Any]) -> dict[str, str]:
    """Return the items of an answer with their labels."""
    items = _as_map(body.get("entities")).items()
    return {id_: label for id_, raw in items if (label := _read_label(_as_map(_as_map(raw).get("labels"))))}


def _as_map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}  # an empty map may come as []


def _as_list(value: object) -> list[Any]:
    return value[:_MOST_READ] if isinstance(value, list) else []


def _shown_name(value: object) -> str:
    """Return a name that can be shown, or "" for an id in place of a label and for a very long text."""
    name = clean_text(value) if isinstance(value, str) and len(value) <= 4 * LONGEST_NAME else ""
    return name if len(name) <= LONGEST_NAME and any(map(str.isalpha, name)) and not is_id(name) else ""


def _read_label(labels: Mapping[str, Any]) -> str:
    for asked in ("en", "mul"):
        label = _as_map(labels.get(asked))
        if str(label.get("language", asked)).partition("-")[0] in ("en", "mul") and (
            name := _shown_name(label.get("value"))
        ):
            return name
    return ""


def _read_aliases(aliases: Mapping[str, Any]) -> list[str]:
    names = (
        _shown_name(_as_map(alias).get("value")) for asked in ("en", "mul") for alias in _as_list(aliases.get(asked))
    )
    return list(dict.fromkeys(filter(None, names)))


def _read_title(links: Mapping[str, Any]) -> str:
    title = _as_map(links.get("enwiki")).get("title")
    return cut_text(clean_text(title), 255) if isinstance(title, str) else ""


def _best_statements(claims: Mapping[str, Any], about: str) -> list[Mapping[str, Any]]:
    """Return the preferred statements if there are any, else the normal ones; never the deprecated."""
    statements = [_as_map(statement) for statement in _as_list(claims.get(about))]
    preferred = [statement for statement in statements if statement.get("rank") == "preferred"]
    return preferred or [statement for statement in statements if statement.get("rank") == "normal"]


def _snak_value(snak: object) -> Any:
    snak = _as_map(snak)
    return _as_map(snak.get("datavalue")).get("value") if snak.get("snaktype") == "value" else None


def _item_ids(claims: Mapping[str, Any], about: str) -> tuple[str, ...]:
    ids = (_as_map(_snak_value(statement.get("mainsnak"))).get("id") for statement in _best_statements(claims, about))
    return tuple(dict.fromkeys(id_ for id_ in ids if isinstance(id_, str) and is_id(id_)))


def _read_picture(claims: Mapping[str, Any]) -> str:
    names = (_snak_value(statement.get("mainsnak")) for statement in _best_statements(claims, "P18"))
    return next((name for name in names if isinstance(name, str) and _PICTURE.fullmatch(name)), "")


def read_time(value: object) -> tuple[str, str]:
    """Return a time value as an ISO date to the precision that it has, or "" and why not.

    "+1990-00-00" and "+1990-01-01" of precision 9 are both 1990: a day is never made up.
    """
    time = _as_map(value)
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


def _iso_day(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def _best_dates(
    claims: Mapping[str, Any], kind: Literal["birth", "death"], now: int, notes: list[str]
) -> tuple[DateClaim, ...]:
    """Return the best dates of a birth or death; a death on an unknown day has the date ""."""
    most = OLDEST * (2 if claims.get("P570") else 1)
    found: dict[str, DateClaim] = {}
    for statement in _best_statements(claims, "P569" if kind == "birth" else "P570"):
        snak = _as_map(statement.get("mainsnak"))
        told, fault = read_time(_snak_value(snak))
        is_death = kind == "death" and snak.get("snaktype") in ("value", "somevalue")
        if told:
            fault = _is_implausible(told, _iso_day(now), most)
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


def _is_implausible(told: str, today: str, most: int) -> str:
    if told > today[: len(told)]:
        return "in the future"
    return f"over {most} years ago" if int(told[:4]) < int(today[:4]) - most else ""


def _deaths_after_births(
    births: tuple[DateClaim, ...], deaths: tuple[DateClaim, ...], notes: list[str]
) -> tuple[DateClaim, ...]:
    """Leave out deaths before every birth."""
    earliest = min((birth.date for birth in births), default="")
    kept = tuple(death for death in deaths if not death.date or death.date >= earliest[: len(death.date)])
    notes += ["death left out: before birth"] * (len(deaths) - len(kept))
    return kept


def _read_relations(claims: Mapping[str, Any], today: str) -> Iterator[Bond]:
    for about, kind in _BONDS.items():
        for statement in _best_statements(claims, about):
            other = _as_map(_snak_value(statement.get("mainsnak"))).get("id")
            qualifiers = _as_map(statement.get("qualifiers"))
            since, until = (_qualifier_dates(qualifiers, name) for name in (_START, _END))
            has_ended = bool(qualifiers.get(_END) or qualifiers.get(_END_CAUSE))
            # What ended on an unknown day would be told as lasting, what begins tomorrow as begun.
            if isinstance(other, str) and is_id(other) and not (has_ended and not until) and since <= today:
                yield Bond(kind, other, since, "" if until > today else until)


def _qualifier_dates(qualifiers: Mapping[str, Any], name: str) -> str:
    dates = (read_time(_snak_value(snak))[0] for snak in _as_list(qualifiers.get(name)))
    return next(filter(None, dates), "")


_PROPERTY = re.compile(r"P[0-9]+")


@dataclass(frozen=True, slots=True)
class WikidataTrouble:
    """Why there is no answer, as a predicate for people.

    `wait`: the same again in `seconds`. `less`: the same again asks too much. `away`: not before `seconds` have passed.
    """

    kind: Literal["wait", "less", "away"]
    text: str
    seconds: int = 0


def read_reply(reply: ApiReply | FetchFailure) -> Mapping[str, Any] | WikidataTrouble:
    """Return the JSON object that was answered, or what to do instead. Parsing megabytes: not for an event loop."""
    if isinstance(reply, FetchFailure):
        too_much = reply.kind in ("too big", "timeout", "protocol")  # protocol: the body broke off
        return WikidataTrouble("less" if too_much else "wait", reply.text, _LAGGED)
    if reply.status != 200:
        return _read_refusal(reply)
    try:
        body = read_wanted_json(reply.body, _ENTITY_PARTS, _is_wanted)
    except (ValueError, RecursionError):
        return WikidataTrouble("less", "broke off")  # a query past its minute ends in the middle of its 200
    if not isinstance(body, dict):
        return WikidataTrouble("less", "gave no valid answer")
    return _read_error(body["error"], reply.retry_after) if "error" in body else body


def _is_wanted(key: str) -> bool:
    return key in PROPERTIES or not _PROPERTY.fullmatch(key)


def _read_refusal(reply: ApiReply) -> WikidataTrouble:
    text = reply.body[:4096].decode("utf-8", "replace")
    if reply.status in (403, 429) and _UNNAMED.search(text):
        return WikidataTrouble("away", "does not accept the contact in LIMELIGHT_CONTACT", DAY)
    if reply.status == 403:
        why = "has banned this address for a day" if _BANNED.search(text) else "refuses this bot"
        return WikidataTrouble("away", why, DAY)
    if reply.status in (400, 413, 414) or (reply.status == 500 and "Timeout" in text):
        return WikidataTrouble("less", _status_text(reply.status))
    if 400 <= reply.status < 500 and reply.status != 429:
        return WikidataTrouble("away", _status_text(reply.status), DAY)
    return _seconds_to_wait(_status_text(reply.status), reply.retry_after, _BUSY)


def _status_text(status: int) -> str:
    return message("answered with HTTP status {status}", status=status)


def _read_error(error: object, retry_after: int | None) -> WikidataTrouble:
    """Read an error that came with HTTP status 200."""
    code = str(error.get("code", "")) if isinstance(error, dict) else ""
    if code == "maxlag":
        return _seconds_to_wait("is busy", retry_after, _LAGGED)
    if code.startswith(("no-such-entity", "invalid-entity", "param-", "toomany", "badvalue")):
        return WikidataTrouble("less", "cannot answer this")  # one bad id spoils its batch
    return _seconds_to_wait("asks to wait" if code == "ratelimited" else "could not answer", retry_after, _BUSY)


def _seconds_to_wait(text: str, asked: int | None, otherwise: int) -> WikidataTrouble:
    seconds = otherwise if asked is None else asked
    return WikidataTrouble("wait" if seconds <= _LONGEST_WAIT else "away", text, max(seconds, 1))
