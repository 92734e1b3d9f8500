"""What Wikidata is asked, and what its answers mean: the facts, wait, ask for less, or stay away.

The rules are Wikimedia's (API etiquette, User-Agent policy). One request at a time, with our own User-Agent.
Retry-After is honoured, and a query that took too long is not sent again unchanged.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from news.feeds.fetch import ApiReply, ApiRequest, Limits
from news.feeds.polling import DAY, FetchFailure
from news.text.messages import message

from .json_stream import read_wanted_json

LIMITS = Limits(connect=10, total=90, body=16 * 1024 * 1024)  # a query may take 60 s; 50 famous people are some MB
BATCH = 50  # entities a request, for those without a bot's right
LEAST_SITELINKS = 30  # in so many Wikipedias somebody is known across borders
MOST_OF_ONE = 1000  # people an occupation
TRIMMED = ((MOST_OF_ONE, LEAST_SITELINKS), (500, 45), (250, 60))  # limit and sitelinks of a query and of its retries

# Properties that are read: the thousands of others, identifiers mostly, are nine tenths of an answer.
PROPERTIES = frozenset("P18 P22 P25 P26 P27 P31 P40 P106 P451 P569 P570 P3373".split())
_PROPERTY = re.compile(r"P[0-9]+")
_ENTITY_PARTS = 4  # objects within objects, down to an item's claims by property
_ID = re.compile(r"Q[1-9][0-9]{0,11}")
_BANNED = re.compile(r"\bbann?ed\b", re.IGNORECASE)
_UNNAMED = re.compile(r"user.agent|robot policy", re.IGNORECASE)
_LONGEST_WAIT = 600  # seconds; who asks for more is left alone, and the rest comes with the next sync
_BUSY, _LAGGED = 60, 5  # seconds to wait where no Retry-After says
_LAG = "5"  # seconds that the copies of the database may lag before a polite client waits
_PROPS = "labels|aliases|claims|sitelinks"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where Wikidata is asked, and how many seconds after the answer before."""

    sparql: str = "https://query.wikidata.org/sparql"
    api: str = "https://www.wikidata.org/w/api.php"
    pause: float = 1.0


PLACES = Endpoints()


@dataclass(frozen=True, slots=True)
class WikidataTrouble:
    """Why there is no answer, as a predicate for people.

    `wait`: the same again in `seconds`. `less`: the same again asks too much. `away`: not before `seconds` have passed.
    """

    kind: Literal["wait", "less", "away"]
    text: str
    seconds: int = 0


def user_agent(version: str, contact: str) -> str:
    """Return the User-Agent that Wikimedia's policy asks for: a name, a version, and whom to write to."""
    return f"Limelight/{version} ({contact})"


def is_id(text: object) -> bool:
    """True if this is the id of an item."""
    return isinstance(text, str) and bool(_ID.fullmatch(text))


def people_of(places: Endpoints, occupation: str, most: int, sitelinks: int) -> ApiRequest:
    """Return the query for living people of an occupation, born in a known year since 1920, the best known first."""
    query = f"""PREFIX wd: <http://www.wikidata.org/entity/>
SELECT DISTINCT ?person ?sitelinks WHERE {{
  ?person wdt:P106 wd:{occupation} ; wdt:P31 wd:Q5 ; wikibase:sitelinks ?sitelinks .
  FILTER(?sitelinks >= {sitelinks})
  ?person p:P569 ?st . ?st a wikibase:BestRank ; psv:P569 ?v .
  ?v wikibase:timeValue ?dob ; wikibase:timePrecision ?prec .
  FILTER(?prec >= 9 && ?dob >= "1920-01-01T00:00:00Z"^^xsd:dateTime)
  FILTER NOT EXISTS {{ ?person wdt:P570 ?death }}
}} ORDER BY DESC(?sitelinks) LIMIT {most}"""
    return ApiRequest(url=places.sparql, accept="application/sparql-results+json", form={"query": query})


def entities_by_id(places: Endpoints, ids: Iterable[str], props: str = _PROPS) -> ApiRequest:
    """Return the request for at most BATCH items; `props` lists which parts of them."""
    return _entities_request(places, {"ids": "|".join(ids), "props": props, "redirects": "yes"})


def entities_by_title(places: Endpoints, titles: Iterable[str]) -> ApiRequest:
    """Return the request for the items of at most BATCH pages of the English Wikipedia."""
    return _entities_request(places, {"sites": "enwiki", "titles": "|".join(titles), "props": _PROPS})


def _entities_request(places: Endpoints, query: Mapping[str, str]) -> ApiRequest:
    common = {"action": "wbgetentities", "format": "json", "formatversion": "2", "maxlag": _LAG}
    languages = {"languages": "en|mul", "languagefallback": "1"}
    return ApiRequest(url=places.api, accept="application/json", query={**common, **languages, **query})


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


def read_people(body: Mapping[str, Any]) -> dict[str, int]:
    """Return the ids of a query's rows with their numbers of sitelinks; invalid rows are left out."""
    results = body.get("results")
    rows = results.get("bindings") if isinstance(results, dict) else None
    found: dict[str, int] = {}
    for row in rows[:MOST_OF_ONE] if isinstance(rows, list) else ():
        try:
            id_, count = row["person"]["value"].rpartition("/")[2], row["sitelinks"]["value"]
        except (KeyError, TypeError, AttributeError):
            continue
        if is_id(id_) and isinstance(count, str) and count.isascii() and count.isdigit() and len(count) < 6:
            found[id_] = int(count)
    return found


def split_batch(asked: Sequence[str]) -> tuple[Sequence[str], ...]:
    """Return the halves of a batch that was too large; nothing for a batch of one."""
    middle = len(asked) // 2
    return (asked[:middle], asked[middle:]) if middle else ()
