"""A loopback Wikidata: the query service and wbgetentities, answering as the real ones do, faults included."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from news.people.wikidata.occupations import MARKS
from news.people.wikidata.requests import Endpoints

GREGORIAN, JULIAN = (f"http://www.wikidata.org/entity/{id_}" for id_ in ("Q1985727", "Q1985786"))
PRECISIONS = {10: 11, 7: 10, 4: 9}  # an ISO date's length -> Wikidata's precision
BAN = "You have been banned until 2026-11-24T00:00:00Z, please respect the Retry-After header."
NAMELESS = "Please set a user-agent and respect our robot policy https://w.wiki/4wJS. See also T400119."
JAVA = (
    "SPARQL-QUERY: queryStr=SELECT ...\njava.util.concurrent.TimeoutException\n"
    "\tat java.util.concurrent.FutureTask.get(FutureTask.java:205)\n"
)
Item = dict[str, Any]
Fault = Callable[[web.Request], Awaitable[web.StreamResponse]]


def snak(value: Any = None, kind: str = "value") -> Item:
    """A snak: of a time, an item's id, a text; or somevalue, novalue."""
    if kind != "value":
        return {"snaktype": kind}
    return {"snaktype": "value", "datavalue": {"value": value}}


def time_value(iso: str, precision: int = 0, calendar: str = GREGORIAN) -> Item:
    """An ISO date as Wikidata writes it: 1990 is +1990-00-00T00:00:00Z of precision 9."""
    written = iso + "-00" * ((10 - len(iso)) // 3)
    return {
        "time": f"+{written}T00:00:00Z",
        "timezone": 0,
        "before": 0,
        "after": 0,
        "precision": precision or PRECISIONS[len(iso)],
        "calendarmodel": calendar,
    }


def statement(main: Item, rank: str = "normal", **qualifiers: Item) -> Item:
    made: Item = {"mainsnak": main, "type": "statement", "rank": rank}
    return {**made, "qualifiers": {name: [found] for name, found in qualifiers.items()}} if qualifiers else made


def of_item(id_: str, rank: str = "normal", **qualifiers: str) -> Item:
    """A statement whose value is an item; P580="2014-05" for a qualifier."""
    dated = {name: snak(time_value(iso)) for name, iso in qualifiers.items()}
    return statement(snak({"entity-type": "item", "numeric-id": int(id_[1:]), "id": id_}), rank, **dated)


def dated(iso: str, rank: str = "normal", precision: int = 0, calendar: str = GREGORIAN) -> Item:
    return statement(snak(time_value(iso, precision, calendar)), rank)


def item(
    id_: str, label: str, born: str = "", *, sitelinks: int = 60, occupation: str = "Q33999", **claims: Any
) -> Item:
    """A person; `claims` are further statements by property, `aliases` names."""
    aliases = claims.pop("aliases", ())
    made: dict[str, Any] = {"P31": [of_item("Q5")], "P106": [of_item(occupation)]}
    if born:
        made["P569"] = [dated(born)]
    sites = {f"x{n}wiki": {"site": f"x{n}wiki", "title": label, "badges": []} for n in range(sitelinks - 1)}
    if sitelinks:
        sites["enwiki"] = {"site": "enwiki", "title": label, "badges": []}
    return {
        "type": "item",
        "id": id_,
        "labels": {"en": {"language": "en", "value": label}},
        # formatversion 1's spelling of an empty map, which turns up in 2 as well
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "claims": {**made, **claims},
        "sitelinks": sites or [],
    }


@dataclass
class Wikidata:
    """The server: what it knows, what goes wrong next, what it was asked."""

    base_url: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=lambda: dict(MARKS))  # of trades and countries
    # the next answers to queries, to questions for labels alone, and for entities
    faults: dict[str, list[Fault]] = field(default_factory=lambda: {"sparql": [], "labels": [], "entities": []})
    spoilt: set[str] = field(default_factory=set)  # ids that break every answer which they are in
    queries: list[str] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)  # ids or titles, a list a request, but labels
    agents: set[str] = field(default_factory=set)
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0

    @property
    def places(self) -> Endpoints:
        return Endpoints(f"{self.base_url}/sparql", f"{self.base_url}/w/api.php", pause=0)

    @property
    def host(self) -> str:
        return self.base_url.removeprefix("http://")

    @property
    def asked_ids(self) -> list[str]:
        return [id_ for batch in self.asked for id_ in batch]

    def put(self, *items: Item) -> None:
        self.items |= {made["id"]: made for made in items}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.connections += 1
        self.agents.add(request.headers.get("User-Agent", ""))
        try:
            kind = await self._note(request)
            if self.faults[kind]:
                return await self.faults[kind].pop(0)(request)
            return await self.usual(request)
        finally:
            self.at_once -= 1

    async def usual(self, request: web.Request) -> web.StreamResponse:
        """Answer as when nothing goes wrong."""
        return await self._query(request) if request.path == "/sparql" else self._entities(request.query)

    async def _note(self, request: web.Request) -> str:
        if request.path == "/sparql":
            self.queries.append(str((await request.post())["query"]))
            return "sparql"
        if request.query["props"] == "labels":
            return "labels"
        self.asked.append(request.query.get("ids", request.query.get("titles", "")).split("|"))
        return "entities"

    async def _query(self, request: web.Request) -> web.Response:
        assert request.method == "POST"
        assert request.headers["Accept"] == "application/sparql-results+json"
        query = self.queries[-1]
        occupation, least, most = (
            re.search(pattern, query)[1] for pattern in (r"wd:(Q\d+) ;", r">= (\d+)\)", r"LIMIT (\d+)")
        )
        rows = [
            (len(found["sitelinks"]), id_)
            for id_, found in self.items.items()
            if any(s["mainsnak"]["datavalue"]["value"]["id"] == occupation for s in found["claims"].get("P106", ()))
            and len(found["sitelinks"]) >= int(least)
            and "P570" not in found["claims"]
        ]
        bindings = [
            {
                "person": {"type": "uri", "value": f"http://www.wikidata.org/entity/{id_}"},
                "sitelinks": {
                    "datatype": "http://www.w3.org/2001/XMLSchema#integer", "type": "literal", "value": str(count)
                },
            }
            for count, id_ in sorted(rows, reverse=True)[: int(most)]
        ]  # fmt: skip
        return web.json_response(
            {"head": {"vars": ["person", "sitelinks"]}, "results": {"bindings": bindings}},
            content_type="application/sparql-results+json",
        )

    def _entities(self, asked: Mapping[str, str]) -> web.Response:
        assert asked["action"] == "wbgetentities"
        assert asked["maxlag"] == "5"
        keys = asked.get("ids", asked.get("titles", "")).split("|")
        if len(keys) > 50:
            return error("toomanyvalues")
        if self.spoilt.intersection(keys):
            return error("no-such-entity")
        if asked["props"] == "labels":
            labels = {id_: {"en": {"language": "en", "value": self.labels[id_]}} for id_ in keys}
            return web.json_response({"entities": {id_: {"id": id_, "labels": labels[id_]} for id_ in keys}})
        if "titles" in asked:
            return web.json_response({"entities": self._by_title(keys), "success": 1})
        entities = {key: self.items.get(self.redirects.get(key, key), {"id": key, "missing": ""}) for key in keys}
        return web.json_response({"entities": entities, "success": 1})

    def _by_title(self, titles: list[str]) -> Item:
        pages = {found["sitelinks"]["enwiki"]["title"]: found for found in self.items.values() if found["sitelinks"]}
        entities: Item = {}
        for title in titles:
            if title in pages:
                entities[pages[title]["id"]] = pages[title]
            else:
                entities[str(-len(entities) - 1)] = {"site": "enwiki", "title": title, "missing": ""}
        return entities


def error(code: str, **headers: str) -> web.Response:
    """An error body, which the API sends with HTTP status 200."""
    body = {"error": {"code": code, "info": "No."}, "servedby": "mw1"}
    return web.json_response(body, headers={name.replace("_", "-"): value for name, value in headers.items()})


def failing(status: int, text: str = "", **headers: str) -> Fault:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=text, headers={n.replace("_", "-"): v for n, v in headers.items()})

    return answer


def erring(code: str, **headers: str) -> Fault:
    async def answer(_: web.Request) -> web.Response:
        return error(code, **headers)

    return answer


async def cut_off(_: web.Request) -> web.Response:
    """A 200 whose JSON ends in the middle, as of a query past its minute."""
    return web.Response(
        text='{"head":{"vars":["person"]},"results":{"bindings":[{"person":{"ty', content_type="text/plain"
    )


async def broken_off(request: web.Request) -> web.StreamResponse:
    """A body that is shorter than was said: the connection goes."""
    answer = web.StreamResponse(headers={"Content-Length": "1000"})
    await answer.prepare(request)
    await answer.write(b'{"entities":{')
    assert request.transport
    request.transport.close()
    return answer


async def silent(_: web.Request) -> web.Response:
    await asyncio.Event().wait()
    raise AssertionError


def saying(body: object) -> Fault:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=body if isinstance(body, str) else json.dumps(body), content_type="application/json")

    return answer


@asynccontextmanager
async def open_wikidata() -> AsyncIterator[Wikidata]:
    """Return the double on loopback."""
    wikidata = Wikidata()
    app = web.Application()
    app.router.add_route("*", "/sparql", wikidata.answer)
    app.router.add_route("*", "/w/api.php", wikidata.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    wikidata.base_url = f"http://{host}:{port}"
    try:
        yield wikidata
    finally:
        await runner.cleanup()
