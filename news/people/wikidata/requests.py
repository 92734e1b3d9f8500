"""What Wikidata is asked.

The rules are Wikimedia's (API etiquette, User-Agent policy). One request at a time, with our own User-Agent.
Retry-After is honoured, and a query that took too long is not sent again unchanged.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from news.feeds.fetch import ApiRequest, Limits

LIMITS = Limits(connect=10, total=90, body=16 * 1024 * 1024)  # a query may take 60 s; 50 famous people are some MB
BATCH = 50  # entities a request, for those without a bot's right
LEAST_SITELINKS = 30  # in so many Wikipedias somebody is known across borders
MOST_OF_ONE = 1000  # people an occupation
TRIMMED = ((MOST_OF_ONE, LEAST_SITELINKS), (500, 45), (250, 60))  # limit and sitelinks of a query and of its retries

# Properties that are read: the thousands of others, identifiers mostly, are nine tenths of an answer.
PROPERTIES = frozenset("P18 P22 P25 P26 P27 P31 P40 P106 P451 P569 P570 P3373".split())
_ID = re.compile(r"Q[1-9][0-9]{0,11}")
_LAG = "5"  # seconds that the copies of the database may lag before a polite client waits
_PROPS = "labels|aliases|claims|sitelinks"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where Wikidata is asked, and how many seconds after the answer before."""

    sparql: str = "https://query.wikidata.org/sparql"
    api: str = "https://www.wikidata.org/w/api.php"
    pause: float = 1.0


PLACES = Endpoints()


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
