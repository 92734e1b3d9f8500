"""The sync with Wikidata against a loopback double: what is read, what is taken over, and every way it goes wrong."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

import cli
from bot import NewsBot
from cli import sync_people
from cogs.tasks.wikidata import WikidataCog
from ingest.catalogue_loader import load_catalogue
from ingest.refresh import Refresh
from ingest.wikidata_sync import REST, NotNowError, Sync, Tally, Wikimedia
from news.feeds.fetch import ApiRequest, ask_api, open_session
from news.feeds.guard import UNREACHABLE, AllowedHosts
from news.feeds.polling import FetchFailure
from news.model.people import DateClaim, Person, Relation
from news.people.facts.claims import HELD, settle_claims, withdrawn_claims
from news.people.wikidata.merge_rules import newcomer_popularity
from news.people.wikidata.occupations import OCCUPATIONS
from news.people.wikidata.requests import LIMITS, TRIMMED, Endpoints, user_agent
from settings import ROOT, Settings, SettingsError
from storage import FIRST_OWN, Storage, open_storage
from tests.kit.newsroom import NOW
from tests.kit.stage import Stage
from tests.kit.wikimedia import (
    BAN,
    JAVA,
    NAMELESS,
    Wikidata,
    broken_off,
    cut_off,
    dated,
    erring,
    failing,
    item,
    of_item,
    open_wikidata,
    saying,
    silent,
    snak,
    statement,
)

DAY = 86400
ANN = Person(id=1, name="Ann Example", wikidata="Q101", birth="1980-05-02", birth_confidence="B", popularity=50)
BEN = Person(id=2, name="Ben Sample", birth="1975-11-30", birth_confidence="A", popularity=40)


@dataclass
class Bench:
    """A store with a few people of ours, the double, and syncs of one with the other."""

    storage: Storage
    wikidata: Wikidata
    sync: Sync
    now: int = NOW
    waits: list[float] = field(default_factory=list)

    async def later(self, days: float = 1) -> Tally:
        """Sync again, days later."""
        self.now += int(days * DAY)
        self.wikidata.asked.clear()
        return await self.sync.run()

    async def people(self) -> dict[str, Person]:
        return {person.name: person for person in await self.storage.people.all()}

    async def held(self, person: int, kind: str = "birth") -> tuple[str, list[str]]:
        """Return the date that holds and those that are held."""
        claims = (await self.storage.people.claims(person)).get(person, [])
        found = settle_claims(claim for claim in claims if claim.kind == kind)
        return found.date, [claim.date for claim in found.held]


@asynccontextmanager
async def open_bench(path: Path, *people: Person) -> AsyncIterator[Bench]:
    async with open_storage(str(path)) as storage, open_wikidata() as wikidata:
        claims = [
            (p.id, DateClaim(kind="birth", date=p.birth, source="Limelight", confidence=p.birth_confidence))
            for p in people
            if p.birth
        ]
        await storage.people.list_people(people, claims, [])
        async with open_session(
            AllowedHosts.from_text(wikidata.host),
            agent=user_agent("9.9", "me@example.org"),
            limits=replace(LIMITS, total=0.5),
        ) as session:
            waits: list[float] = []

            async def sleep(seconds: float) -> None:
                if seconds:
                    waits.append(seconds)
                await asyncio.sleep(0)

            bench: Bench
            sync = Sync(storage, Wikimedia(session, wikidata.places, sleep=sleep), lambda: bench.now, spared=0)
            bench = Bench(storage, wikidata, sync, waits=waits)
            yield bench


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(tmp_path / "small.db", ANN, BEN) as opened:
        opened.wikidata.put(item("Q101", "Ann Example", "1980-05-02"))
        yield opened


# A sync


async def test_a_sync_brings_names_dates_relations_and_pictures(bench: Bench):
    bench.wikidata.put(
        item(
            "Q101", "Ann Example", "1980-05-02", aliases=["Annie Ex", "Queenie"],
            P18=[statement(snak("Ann.jpg"))], P26=[of_item("Q102", P580="2010-06")], P27=[of_item("Q30")],
        ),
        item("Q102", "Carl Newcomer", "1979-03-03", sitelinks=100),
    )  # fmt: skip
    tally = await bench.sync.run()
    people = await bench.people()
    assert people["Ann Example"].aliases == ("Annie Ex", "Queenie")
    assert people["Ann Example"].needs_context == ("Queenie",)
    assert people["Ann Example"].country == "United States"
    assert await bench.storage.people.facts_of(1) == ("Ann.jpg", NOW)
    carl = people["Carl Newcomer"]
    assert (carl.id, carl.wikidata, carl.occupations) == (FIRST_OWN, "Q102", ("actor",))
    assert carl.popularity == newcomer_popularity(100)
    assert await bench.held(1) == ("1980-05-02", [])
    assert (tally.read, tally.new, tally.failed) == (2, 1, 0)
    await bench.later()
    [married] = await bench.storage.people.relations(1)
    assert married == Relation(
        person=1, kind="spouse", other=FIRST_OWN, other_name="", since="2010-06", source="Wikidata", as_of="2021-06-10"
    )


async def test_every_request_says_who_asks_and_comes_after_the_answer_before(bench: Bench):
    await bench.sync.run()
    assert bench.wikidata.agents == {"Limelight/9.9 (me@example.org)"}
    assert bench.wikidata.most_at_once == 1
    assert len(bench.wikidata.queries) == len(OCCUPATIONS)


async def test_the_pause_is_kept_before_each_request(bench: Bench):
    places = replace(bench.wikidata.places, pause=0.75)
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async with open_session(AllowedHosts.from_text(bench.wikidata.host)) as session:
        await Sync(bench.storage, Wikimedia(session, places, sleep=sleep), lambda: NOW).run()
    assert waits == [0.75] * bench.wikidata.connections


async def test_the_confidence_of_a_date_rises_when_wikidata_agrees(bench: Bench):
    await bench.sync.run()
    catalogue = await load_bare(bench)
    assert catalogue.person(1).birth_confidence == "A"


async def load_bare(bench: Bench):
    """The catalogue of the bench's people; the starter's are marked as there already."""
    from news.people.facts.starter import starter_digest

    await bench.storage.marks.put("starter people", starter_digest())
    return await load_catalogue(bench.storage, bench.now)


async def test_a_person_without_id_is_resolved_by_page_and_birthday(bench: Bench):
    bench.wikidata.put(item("Q202", "Ben Sample", "1975-11-30", aliases=["Benny Sample"], sitelinks=3))
    tally = await bench.sync.run()
    ben = (await bench.people())["Ben Sample"]
    assert (ben.id, ben.wikidata, ben.aliases) == (2, "Q202", ("Benny Sample",))
    assert (tally.read, tally.new) == (2, 0)


@pytest.mark.parametrize(
    "other",
    [
        item("Q202", "Ben Sample", "1975-11-29"),
        item("Q202", "Ben Sample", "1975"),
        item("Q202", "Ben Sample", "1975-11-30", P31=[of_item("Q11424")]),  # a film
        item("Q202", "Ben Sample"),
    ],
)
async def test_a_page_of_somebody_else_resolves_nobody_and_makes_no_second_one(bench: Bench, other):
    bench.wikidata.put(other)
    await bench.sync.run()
    people = await bench.people()
    assert set(people) == {"Ann Example", "Ben Sample"}
    assert len(await bench.storage.people.all()) == 2
    assert people["Ben Sample"].wikidata == ""
    await bench.later()
    assert ["Ben Sample"] not in bench.wikidata.asked  # asked again in a month
    await bench.later(31)
    assert ["Ben Sample"] in bench.wikidata.asked


async def test_a_date_of_confidence_c_resolves_nobody(tmp_path: Path):
    async with open_bench(tmp_path / "c.db", replace(BEN, birth_confidence="C")) as bench:
        bench.wikidata.put(item("Q202", "Ben Sample", "1975-11-30"))
        await bench.sync.run()
        assert (await bench.people())["Ben Sample"].wikidata == ""
        assert ["Ben Sample"] not in bench.wikidata.asked


async def test_a_label_and_the_whole_day_resolve_where_the_page_has_another_title(bench: Bench):
    ben = item("Q202", "Ben Sample", "1975-11-30")
    ben["sitelinks"]["enwiki"]["title"] = "Ben Sample (actor)"
    bench.wikidata.put(ben)
    await bench.sync.run()
    assert (await bench.people())["Ben Sample"].wikidata == "Q202"


async def test_a_namesake_born_in_another_year_is_a_person_of_their_own(bench: Bench):
    namesake = item("Q203", "Ben Sample", "1990-01-01", sitelinks=30)
    namesake["sitelinks"]["enwiki"]["title"] = "Ben Sample (singer)"
    bench.wikidata.put(namesake)
    await bench.sync.run()
    assert [(p.id, p.wikidata) for p in await bench.storage.people.all() if p.name == "Ben Sample"] == [
        (2, ""),
        (FIRST_OWN, "Q203"),
    ]


@pytest.mark.parametrize(
    "stranger",
    [
        item("Q300", "Young Star", "2005-01-01"),
        item("Q300", "Young Star", "2003"),
        item("Q300", "Ageless Star"),
        item("Q300", "Two Dates", P569=[dated("1990"), dated("2008")]),
        item("Q300", "A Film", "1990-01-01", P31=[of_item("Q11424")]),
        item("Q300", "Q300", "1990-01-01"),
        item("Q300", "Little Known", "1990-01-01", sitelinks=29),
    ],
)
async def test_minors_and_those_who_may_be_and_what_is_no_person_do_not_come_in(bench: Bench, stranger):
    bench.wikidata.put(stranger)
    tally = await bench.sync.run()
    assert set(await bench.people()) == {"Ann Example", "Ben Sample"}
    assert tally.new == 0


async def test_a_known_persons_label_is_ignored_and_their_names_are_replaced(bench: Bench):
    bench.wikidata.put(item("Q101", "Ann Vandalised", "1980-05-02", aliases=["Annie Ex"]))
    await bench.sync.run()
    bench.wikidata.put(item("Q101", "Ann Vandalised", "1980-05-02", aliases=["Anna Ex", "Annie Ex"]))
    await bench.later()
    ann = (await bench.people())["Ann Example"]
    assert ann.aliases == ("Anna Ex", "Annie Ex")
    bench.wikidata.put(item("Q101", "Ann Example", "1980-05-02"))
    await bench.later()
    assert (await bench.people())["Ann Example"].aliases == ()


async def test_an_item_that_is_no_human_any_more_changes_nothing_and_is_counted(bench: Bench):
    bench.wikidata.put(item("Q101", "Ann Example", "1999-01-01", P31=[of_item("Q11424")], aliases=["Film Ann"]))
    tally = await bench.sync.run()
    assert (tally.read, tally.failed) == (0, 1)
    assert await bench.held(1) == ("1980-05-02", [])
    assert (await bench.people())["Ann Example"].aliases == ()


async def test_a_redirect_moves_the_id_and_a_deleted_item_is_counted(bench: Bench):
    del bench.wikidata.items["Q101"]
    tally = await bench.sync.run()
    assert tally.failed == 1
    bench.wikidata.put(item("Q999", "Ann Example", "1980-05-02", aliases=["Annie Ex"], sitelinks=20))
    bench.wikidata.redirects["Q101"] = "Q999"
    tally = await bench.later()
    ann = (await bench.people())["Ann Example"]
    assert (ann.id, ann.wikidata, ann.aliases) == (1, "Q999", ("Annie Ex",))
    assert (tally.read, tally.failed) == (1, 0)


async def test_relations_lead_to_adults_only_and_strangers_by_name_where_sure(bench: Bench):
    bench.wikidata.put(
        item(
            "Q101", "Ann Example", "1980-05-02",
            P26=[of_item("Q2"), of_item("Q3")],
            P40=[of_item("Q4"), of_item("Q5"), of_item("Q6"), of_item("Q7")],
            P22=[of_item("Q8")],
        ),
        item("Q2", "Husband Quiet", "1978", sitelinks=0, occupation="Q1"),
        item("Q3", "Husband Ageless", sitelinks=0, occupation="Q1"),
        item("Q4", "Grown Child", "2000-02-01", sitelinks=2, occupation="Q1"),
        item("Q5", "Private Child", "2000-02-01", sitelinks=0, occupation="Q1"),
        item("Q6", "Little Child", "2015-02-01", sitelinks=2, occupation="Q1"),
        item("Q8", "Q8", "1950-02-01", sitelinks=2, occupation="Q1"),
    )  # fmt: skip
    await bench.sync.run()
    found = await bench.storage.people.relations(1)
    assert {(r.kind, r.other_name, r.since) for r in found} == {
        ("spouse", "Husband Quiet", ""),
        ("child", "Grown Child", "2000-02-01"),
    }
    rows = await bench.storage._db.rows("SELECT * FROM relatives")
    assert {row["name"] for row in rows} == {"", "Husband Quiet", "Grown Child", "Private Child"}
    await bench.later()
    assert bench.wikidata.asked == [["Q101"]]  # relatives once a month
    bench.wikidata.put(item("Q101", "Ann Example", "1980-05-02", P26=[of_item("Q2", P580="2010", P582="2020")]))
    await bench.later()
    [divorced] = await bench.storage.people.relations(1)
    assert (divorced.since, divorced.until, divorced.as_of) == ("2010", "2020", "2021-06-11")


async def test_a_minor_of_ours_gets_neither_relations_nor_a_picture(tmp_path: Path):
    child = Person(
        id=3, name="Kid Example", wikidata="Q103", birth="2013-06-15", birth_confidence="A", flags=("minor",)
    )
    async with open_bench(tmp_path / "minor.db", ANN, child) as bench:
        kid = item("Q103", "Kid Example", "2013-06-15", P25=[of_item("Q101")], P18=[statement(snak("Kid.jpg"))])
        bench.wikidata.put(kid, item("Q101", "Ann Example", "1980-05-02", P40=[of_item("Q103")]))
        await bench.sync.run()
        assert await bench.storage.people.relations(3) == []
        assert await bench.storage.people.relations(1) == []
        assert await bench.storage.people.facts_of(3) == ("", NOW)


async def test_relations_that_come_with_the_bot_stay(bench: Bench):
    ours = Relation(
        person=1, kind="sibling", other=2, other_name="", source="Ann Example (Wikipedia)", as_of="2021-01-01"
    )
    await bench.storage.people.list_people([ANN, BEN], [], [ours])
    await bench.sync.run()
    await bench.later()
    assert await bench.storage.people.relations(1) == [ours]


# Dates that are new, change, come and go


def ann_born(*dates: object, **claims: object):
    return item("Q101", "Ann Example", P569=[dated(d) if isinstance(d, str) else d for d in dates], **claims)


async def test_a_changed_date_is_held_until_it_was_seen_over_seven_days(bench: Bench):
    bench.wikidata.put(ann_born("1981-05-02"))
    tally = await bench.sync.run()
    assert await bench.held(1) == ("1980-05-02", ["1981-05-02"])
    assert (tally.held, tally.changed) == (1, 0)
    for _ in range(6):
        await bench.later()
        assert await bench.held(1) == ("1980-05-02", ["1981-05-02"])
    await bench.later()
    claims = (await bench.storage.people.claims(1))[1]
    settled = settle_claims(claims)
    assert settled.held == ()
    assert settled.is_disputed
    assert {claim.date for claim in settled.told} == {"1980-05-02", "1981-05-02"}


async def test_only_those_whose_date_waits_are_read_again_the_next_night(bench: Bench):
    bench.sync = Sync(bench.storage, bench.sync._wikimedia, lambda: bench.now)
    bench.wikidata.put(ann_born("1980-05-02"), item("Q102", "Carl Newcomer", "1979-03-03", sitelinks=100))
    await bench.sync.run()
    for _ in range(2):
        await bench.later()
        # Held for seven days; what two sources agree on is not.
        assert [id_ for id_ in bench.wikidata.asked_ids if id_.startswith("Q")] == ["Q102"]
    await bench.later()
    assert {"Q101", "Q102"} <= set(bench.wikidata.asked_ids)


async def test_a_vandalised_date_that_comes_and_goes_never_counts(bench: Bench):
    for day in range(12):
        bench.wikidata.put(ann_born("1999-01-01" if day % 3 == 0 else "1980-05-02"))
        await (bench.later() if day else bench.sync.run())
        date, _ = await bench.held(1)
        assert date == "1980-05-02"
    bench.wikidata.put(ann_born("1980-05-02"))
    tally = await bench.later()
    assert await bench.held(1) == ("1980-05-02", [])
    assert (tally.held, tally.changed) == (0, 0)


async def test_a_false_death_is_held_and_forgotten_when_it_goes(bench: Bench):
    for told, death in (("2021-06-01", dated("2021-06-01")), ("", statement(snak(kind="somevalue")))):
        bench.wikidata.put(ann_born("1980-05-02", P570=[death]))
        await bench.later()
        assert await bench.held(1, "death") == ("", [told])
        assert (await load_bare(bench)).person(1).flags == ()
        bench.wikidata.put(ann_born("1980-05-02"))
        await bench.later()
        assert await bench.held(1, "death") == ("", [])


async def test_a_death_that_stays_is_known_after_seven_days_and_one_of_unknown_day_is_a_death_too(bench: Bench):
    bench.wikidata.put(ann_born("1980-05-02", P570=[dated("2021-06-01")]))
    await bench.sync.run()
    tally = await bench.later(7)
    assert (tally.held, tally.changed) == (0, 0)
    assert (await load_bare(bench)).person(1).death == "2021-06-01"
    bench.wikidata.put(ann_born("1980-05-02", P570=[statement(snak(kind="somevalue"))]))
    await bench.later()
    await bench.later(8)
    ann = (await load_bare(bench)).person(1)
    assert (ann.death, ann.flags) == ("", ("deceased",))
    bench.wikidata.put(ann_born("1980-05-02"))
    await bench.later(1)
    assert (await load_bare(bench)).person(1).flags == ("deceased",)
    await bench.later(8)
    assert (await load_bare(bench)).person(1).flags == ()


async def test_a_coarser_date_takes_no_day_away_and_a_finer_one_of_a_second_source_adds_it(tmp_path: Path):
    cora = Person(id=3, name="Cora Year", wikidata="Q103", birth="1990", birth_confidence="year")
    async with open_bench(tmp_path / "year.db", ANN, cora) as bench:
        bench.wikidata.put(ann_born("1980"), item("Q103", "Cora Year", "1990-07-08"))
        tally = await bench.sync.run()
        assert await bench.held(1) == ("1980-05-02", [])
        assert await bench.held(3) == ("1990-07-08", [])
        assert tally.changed == 1


async def test_a_newcomers_only_date_is_held_for_seven_days(bench: Bench):
    bench.wikidata.put(item("Q102", "Carl Newcomer", "1979-03-03"))
    await bench.sync.run()
    assert await bench.held(FIRST_OWN) == ("", ["1979-03-03"])
    await bench.later(7)
    assert await bench.held(FIRST_OWN) == ("1979-03-03", [])
    assert (await load_bare(bench)).person(FIRST_OWN).birth_confidence == "B"


async def test_two_best_dates_are_disputed_and_a_preferred_one_decides(bench: Bench):
    bench.wikidata.put(item("Q102", "Carl Newcomer", P569=[dated("1979-03-03"), dated("1979-03-04")]))
    await bench.sync.run()
    await bench.later(7)
    settled = settle_claims((await bench.storage.people.claims(FIRST_OWN))[FIRST_OWN])
    assert (settled.confidence, settled.is_disputed) == ("X", True)
    bench.wikidata.put(item("Q102", "Carl Newcomer", P569=[dated("1979-03-03", "preferred"), dated("1979-03-04")]))
    await bench.later()
    assert await bench.held(FIRST_OWN) == ("1979-03-03", [])


def test_what_was_confirmed_outlives_a_reading_without_it():
    old = DateClaim(kind="birth", date="1980-05-02", source="Wikidata", first_seen=NOW - 30 * DAY, last_seen=NOW - DAY)
    new = DateClaim(kind="birth", date="1999-01-01", source="Wikidata", first_seen=NOW - DAY, last_seen=NOW - DAY)
    seen = replace(new, date="1970-01-01", first_seen=NOW, last_seen=NOW)
    assert withdrawn_claims([old, new], [seen], NOW) == [new]
    assert withdrawn_claims([old], [], NOW) == []
    assert withdrawn_claims([old], [], NOW + HELD) == [old]
    assert withdrawn_claims([old], [seen], NOW + HELD) == []


# What goes wrong


async def test_maxlag_is_waited_for_and_asked_again(bench: Bench):
    bench.wikidata.faults["entities"] += [erring("maxlag", Retry_After="7"), erring("maxlag"), erring("ratelimited")]
    tally = await bench.sync.run()
    assert bench.waits == [7, 5, 60]
    assert tally.read == 1


@pytest.mark.parametrize("status", [429, 503, 502])
async def test_retry_after_is_honoured_and_without_one_a_minute_is_waited(bench: Bench, status: int):
    bench.wikidata.faults["sparql"] += [failing(status, Retry_After="9"), failing(status)]
    assert (await bench.sync.run()).read == 1
    assert bench.waits == [9, 60]


async def test_who_asks_for_a_long_wait_is_left_alone_for_as_long(bench: Bench):
    bench.wikidata.faults["sparql"].append(failing(429, Retry_After="5000"))
    with pytest.raises(NotNowError, match="HTTP status 429"):
        await bench.sync.run()
    assert bench.waits == []
    asked = bench.wikidata.connections
    bench.now += 4999
    with pytest.raises(NotNowError, match="not to be asked before 9 June 2021, 21:23 UTC"):
        await bench.sync.run()
    assert bench.wikidata.connections == asked
    bench.now += 1
    assert (await bench.sync.run()).read == 1


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (failing(403, BAN), "has banned this address for a day"),
        (failing(403, NAMELESS), "LIMELIGHT_CONTACT"),
        (failing(429, NAMELESS, Retry_After="1"), "LIMELIGHT_CONTACT"),
    ],
)
async def test_a_ban_ends_the_sync_for_a_day_however_often_it_is_begun(bench: Bench, fault, said: str):
    bench.wikidata.faults["labels"] += [fault] * 9
    with pytest.raises(NotNowError, match=said):
        await bench.sync.run()
    for hours in (1, 22):
        bench.now += hours * 3600
        with pytest.raises(NotNowError, match="not to be asked before 10 June 2021"):
            await bench.sync.run()
    assert bench.wikidata.connections == 1


async def test_a_query_that_takes_too_long_is_asked_for_less_and_then_left_for_the_next_sync(bench: Bench):
    bench.wikidata.put(
        item("Q102", "Carl Newcomer", "1979-03-03", occupation="Q10798782"),
        item("Q104", "Dora Singer", "1979-03-03", occupation="Q177220"),
    )
    bench.wikidata.faults["sparql"] += [failing(500, JAVA), cut_off, broken_off]
    tally = await bench.sync.run()
    first = [re.search(r"LIMIT (\d+)", query)[1] for query in bench.wikidata.queries[:4]]
    assert first == [str(most) for most, _ in TRIMMED] + [str(TRIMMED[0][0])]
    assert set(await bench.people()) >= {"Dora Singer"}
    assert "Carl Newcomer" not in await bench.people()
    await bench.later()
    assert "Carl Newcomer" in await bench.people()
    assert tally.failed == 0


async def test_half_answers_are_asked_again_in_halves_until_one_item_is_found_to_spoil_them(tmp_path: Path):
    people = [Person(id=n, name=f"Person {n}", wikidata=f"Q{n + 1000}", popularity=1) for n in range(1, 51)]
    async with open_bench(tmp_path / "many.db", *people) as bench:
        bench.wikidata.put(
            *(item(p.wikidata, p.name, "1970", sitelinks=3, aliases=[f"Nick Name{p.id}"]) for p in people)
        )
        bench.wikidata.spoilt.add("Q1017")
        tally = await bench.sync.run()
        assert (tally.read, tally.failed) == (49, 1)
        learnt = [person for person in await bench.storage.people.all() if person.aliases]
        assert len(learnt) == 49


@pytest.mark.parametrize("fault", [cut_off, broken_off, silent, failing(500, JAVA), saying("[" * 100_000), saying([])])
async def test_an_answer_without_an_end_is_asked_for_again(bench: Bench, fault):
    await bench.storage.wikidata.begin([], [])
    bench.wikidata.put(item("Q102", "Carl Newcomer", "1979-03-03"))
    await bench.storage.wikidata.listed("Q33999", {"Q102": 60})
    bench.wikidata.faults["entities"].append(fault)
    assert (await bench.sync.run()).read == 2
    assert len(bench.wikidata.asked) == 3


async def test_a_page_that_could_not_be_asked_for_is_asked_for_again_the_next_night(bench: Bench):
    bench.wikidata.faults["entities"].append(cut_off)
    await bench.sync.run()
    bench.wikidata.put(item("Q202", "Ben Sample", "1975-11-30"))
    await bench.later()
    assert (await bench.people())["Ben Sample"].wikidata == "Q202"


async def test_answers_that_never_end_stop_the_sync_before_long(tmp_path: Path):
    people = [Person(id=n, name=f"Person {n}", wikidata=f"Q{n + 1000}", popularity=1) for n in range(1, 121)]
    async with open_bench(tmp_path / "many.db", *people) as bench:
        bench.wikidata.faults["entities"] += [cut_off] * 1000
        with pytest.raises(NotNowError, match="broke off, again and again"):
            await bench.sync.run()
        assert len(bench.wikidata.asked) == 12
        assert await bench.storage.wikidata.waiting("person") == 120


async def test_an_answer_past_the_limit_is_asked_for_in_halves(tmp_path: Path):
    async with open_bench(tmp_path / "big.db", ANN, replace(BEN, wikidata="Q102")) as bench:
        bench.wikidata.put(item("Q101", "Ann Example", "1980-05-02"), item("Q102", "Ben Sample", "1975-11-30"))
        bench.wikidata.faults["entities"].append(saying("[" + " " * LIMITS.body + "]"))
        assert (await bench.sync.run()).read == 2
        assert bench.wikidata.asked == [["Q101", "Q102"], ["Q101"], ["Q102"]]


async def test_an_id_that_means_something_else_by_now_is_left_out(bench: Bench, caplog: pytest.LogCaptureFixture):
    bench.wikidata.labels["Q33999"] = "village in Poland"
    bench.wikidata.put(item("Q102", "Carl Newcomer", "1979-03-03"))
    await bench.sync.run()
    assert "Carl Newcomer" not in await bench.people()
    assert len(bench.wikidata.queries) == len(OCCUPATIONS) - 1
    assert "Q33999" in caplog.text


async def test_without_a_network_it_is_said_and_nothing_is_lost(bench: Bench):
    async with open_session(AllowedHosts.from_text("127.0.0.1")) as session:
        places = Endpoints("http://127.0.0.1:9/sparql", "http://127.0.0.1:9/w/api.php", pause=0)
        waits: list[float] = []

        async def sleep(seconds: float) -> None:
            waits.append(seconds)

        sync = Sync(bench.storage, Wikimedia(session, places, sleep=sleep), lambda: NOW)
        with pytest.raises(NotNowError, match=f"Wikidata {UNREACHABLE}"):
            await sync.run()
    assert sum(waits) < 60


async def test_the_guard_stands_here_too(bench: Bench):
    async with open_session() as session:
        with pytest.raises(NotNowError, match=UNREACHABLE):
            await Sync(
                bench.storage, Wikimedia(session, bench.wikidata.places, sleep=lambda _: asyncio.sleep(0)), lambda: NOW
            ).run()
    assert bench.wikidata.connections == 0


async def test_an_api_is_asked_under_the_rules_for_links(bench: Bench):
    async with open_session(AllowedHosts.from_text(bench.wikidata.host)) as session:
        for url in (f"http://me:secret@{bench.wikidata.host}/sparql", "file:///etc/passwd", "http://[/"):
            outcome = await ask_api(session, ApiRequest(url=url, accept="application/json"))
            assert isinstance(outcome, FetchFailure)
            assert outcome.kind == "refused"
    assert bench.wikidata.connections == 0


# Resuming


async def test_a_sync_that_was_stopped_goes_on_where_it_was(tmp_path: Path):
    people = [Person(id=n, name=f"Person {n}", wikidata=f"Q{n + 1000}", popularity=1) for n in range(1, 121)]
    async with open_bench(tmp_path / "many.db", *people) as bench:
        bench.wikidata.put(
            *(item(p.wikidata, p.name, "1970", sitelinks=3, aliases=[f"Nick Name{p.id}"]) for p in people)
        )

        def stop(what: str, done: int, total: int) -> None:
            if (what, done) == ("Reading people", 50):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            await bench.sync.run(stop)
        assert await bench.storage.wikidata.waiting() == 70
        assert len([person for person in await bench.storage.people.all() if person.aliases]) == 50
        queries = len(bench.wikidata.queries)
        tally = await bench.later(0)
        assert (tally.read, len(bench.wikidata.queries)) == (70, queries)
        assert len(bench.wikidata.asked_ids) == 70
        assert len([person for person in await bench.storage.people.all() if person.aliases]) == 120


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL to send")
async def test_a_sync_that_was_killed_midway_goes_on_where_it_was(tmp_path: Path):
    people = [Person(id=n, name=f"Person {n}", wikidata=f"Q{n + 1000}", popularity=1) for n in range(1, 121)]
    async with open_bench(tmp_path / "many.db", *people) as bench:
        bench.wikidata.put(
            *(item(p.wikidata, p.name, "1970", sitelinks=3, aliases=[f"Nick Name{p.id}"]) for p in people)
        )
        await load_bare(bench)  # what a start would put in is marked as there
        bench.wikidata.faults["entities"] += [bench.wikidata.usual, silent]
        async with people_sync(bench.wikidata, tmp_path / "many.db") as ran:
            while len(bench.wikidata.asked) < 2:  # noqa: ASYNC110 - the double has no event for it
                await asyncio.sleep(0.02)
            ran.kill()
            await ran.communicate()
        assert await bench.storage.wikidata.waiting() == 70
        assert (await bench.sync.run()).read == 70
        assert len([person for person in await bench.storage.people.all() if person.aliases]) == 120


async def test_it_begins_anew_only_when_twenty_hours_have_passed(bench: Bench):
    await bench.sync.run()
    asked = bench.wikidata.connections
    bench.now += REST - 1
    with pytest.raises(NotNowError, match="once a day, again from 10 June 2021, 16:00 UTC") as caught:
        await bench.sync.run()
    assert not caught.value.is_fault
    assert bench.wikidata.connections == asked
    bench.now += 1
    assert (await bench.sync.run()).read == 1


async def test_a_batch_is_kept_whole_or_not_at_all(bench: Bench):
    bench.wikidata.put(item("Q102", "Carl Newcomer", "1979-03-03"))
    await bench.storage._db._writer.execute(
        "CREATE TRIGGER full AFTER INSERT ON people_dates BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    with pytest.raises(Exception, match="disk full"):
        await bench.sync.run()
    assert "Carl Newcomer" not in await bench.people()
    assert sorted(await bench.storage.wikidata.next("person", 9)) == ["Q101", "Q102"]
    await bench.storage._db._writer.execute("DROP TRIGGER full")
    assert (await bench.sync.run()).new == 1


async def test_ids_of_newcomers_are_given_once_and_in_turn(bench: Bench):
    bench.wikidata.put(*(item(f"Q{n}", f"Carl Newcomer {chr(n - 535)}", "1979-03-03") for n in range(600, 620)))
    await bench.sync.run()
    before = {p.wikidata: p.id for p in await bench.storage.people.all() if p.id >= FIRST_OWN}
    assert sorted(before.values()) == list(range(FIRST_OWN, FIRST_OWN + 20))
    bench.wikidata.put(item("Q700", "Dora Newcomer", "1979-03-03"))
    await bench.later()
    after = {p.wikidata: p.id for p in await bench.storage.people.all() if p.id >= FIRST_OWN}
    assert after == {**before, "Q700": FIRST_OWN + 20}


async def test_what_a_sync_brought_survives_a_new_edition_of_the_starter(bench: Bench):
    bench.wikidata.put(
        item("Q101", "Ann Example", "1981-05-02", aliases=["Annie Ex"], P18=[statement(snak("Ann.jpg"))]),
        item("Q102", "Carl Newcomer", "1979-03-03"),
    )
    await bench.sync.run()
    await bench.storage.people.list_people([replace(ANN, name="Ann E. Example"), BEN], [], [])
    people = await bench.people()
    assert people["Ann E. Example"].aliases == ("Annie Ex",)
    assert "Carl Newcomer" in people
    assert (await bench.storage.people.facts_of(1))[0] == "Ann.jpg"
    assert [claim.date for claim in (await bench.storage.people.claims(1))[1]] == ["1981-05-02"]


# The command line, and the night


def settings(tmp_path: Path, wikidata: Wikidata, contact: str = "me@example.org") -> Settings:
    return Settings(store=str(tmp_path / "bot.db"), contact=contact, allowed=AllowedHosts.from_text(wikidata.host))


async def test_people_sync_without_a_contact_asks_nobody_and_says_what_to_set(tmp_path: Path):
    async with open_wikidata() as wikidata:
        with pytest.raises(SettingsError, match="LIMELIGHT_CONTACT"):
            await sync_people(settings(tmp_path, wikidata, contact=""), wikidata.places)
        assert wikidata.connections == 0


@pytest.mark.slow
def test_people_sync_without_a_contact_exits_2(tmp_path: Path):
    ran = subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), "people", "sync"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LIMELIGHT_STORE": "x.db"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "LIMELIGHT_CONTACT" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "contact", ["me", "http://example.org", "a@b", "x@example.org\r\nHost: y", "https://", "(x)@y.org"]
)
def test_a_contact_that_nobody_can_write_to_is_refused(contact: str):
    with pytest.raises(SettingsError, match="LIMELIGHT_CONTACT"):
        Settings.from_env({"LIMELIGHT_CONTACT": contact})
    for fine in ("me@example.org", "https://example.org/bot", ""):
        assert Settings.from_env({"LIMELIGHT_CONTACT": fine}).contact == fine


@pytest.mark.slow
async def test_people_sync_reads_everybody_and_ends_with_what_came(
    tmp_path: Path, seeded: Path, capsys: pytest.CaptureFixture[str]
):
    shutil.copyfile(seeded, tmp_path / "bot.db")
    async with open_wikidata() as wikidata:
        wikidata.put(
            item("Q26876", "Taylor Swift", "1989-12-13", occupation="Q177220", sitelinks=200, aliases=["Tay Tester"]),
            item("Q102", "Carl Newcomer", "1979-03-03"),
        )
        assert await sync_people(settings(tmp_path, wikidata), wikidata.places) == 0
        said = capsys.readouterr().out
        assert re.fullmatch(
            r"Wikidata: 2 people read, 1 new, 1 date held, 0 changed; 2,\d{3} could not be read.\n", said
        ), said
        assert wikidata.agents == {f"Limelight/{cli.VERSION} (me@example.org)"}
        assert await sync_people(settings(tmp_path, wikidata), wikidata.places) == 0
        assert "once a day" in capsys.readouterr().err
    async with open_storage(str(tmp_path / "bot.db")) as storage:
        await storage.marks.put("wikidata synced", "")
    async with open_wikidata() as wikidata:
        wikidata.faults["labels"].append(failing(403, BAN))
        assert await sync_people(settings(tmp_path, wikidata), wikidata.places) == 1
        assert "banned" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
async def test_ctrl_c_says_that_the_rest_comes_next_time(tmp_path: Path, seeded: Path):
    shutil.copyfile(seeded, tmp_path / "bot.db")
    async with open_wikidata() as wikidata:
        wikidata.faults["sparql"].append(silent)
        async with people_sync(wikidata, tmp_path / "bot.db") as ran:
            while not wikidata.queries:  # noqa: ASYNC110 - the double has no event for it
                await asyncio.sleep(0.02)
            ran.send_signal(signal.SIGINT)
            _, said = await ran.communicate()
    assert ran.returncode == 1
    assert b"the next sync goes on from there" in said
    assert b"Traceback" not in said


@asynccontextmanager
async def people_sync(wikidata: Wikidata, store: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run `people sync` as an operator does, but with the double for Wikidata."""
    code = (
        "import sys, cli; from news.people.wikidata.requests import Endpoints;"
        f"cli.sync_people.__defaults__ = (Endpoints({wikidata.places.sparql!r}, {wikidata.places.api!r}, 0),);"
        "sys.exit(cli.main(['people', 'sync']))"
    )
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "LIMELIGHT_STORE": str(store),
        "LIMELIGHT_CONTACT": "me@example.org",
        "LIMELIGHT_ALLOW_HOSTS": wikidata.host,
    }
    ran = await asyncio.create_subprocess_exec(sys.executable, "-c", code, env=env, stderr=asyncio.subprocess.PIPE)
    try:
        yield ran
    finally:
        if ran.returncode is None:
            ran.kill()
            await ran.communicate()


@pytest.mark.slow
async def test_after_a_nights_sync_the_bot_knows_the_newcomers(stage: Stage, storage: Storage):
    async with open_wikidata() as wikidata, open_session(AllowedHosts.from_text(wikidata.host)) as session:
        wikidata.put(item("Q102", "Carl Newcomer", "1979-03-03"))
        sync = Sync(storage, Wikimedia(session, wikidata.places), lambda: NOW)
        refresh = Refresh(storage, session, stage.catalogue, stage.clock)
        async with NewsBot(storage, stage.catalogue, clock=stage.clock, refresh=refresh, sync=sync) as bot:
            cog = WikidataCog(bot.app, sync, bot.use_catalogue)
            await cog.sync_tonight()
            [carl] = bot.app.catalogue.by_name("Carl Newcomer")
            assert carl.id == FIRST_OWN
            assert refresh.catalogue is bot.app.catalogue


async def test_a_night_that_fails_is_logged_and_the_next_one_comes(
    stage: Stage, storage: Storage, caplog: pytest.LogCaptureFixture
):
    async with open_wikidata() as wikidata, open_session(AllowedHosts.from_text(wikidata.host)) as session:
        sync = Sync(storage, Wikimedia(session, wikidata.places), lambda: NOW)
        async with NewsBot(storage, stage.catalogue, clock=stage.clock, sync=sync) as bot:
            cog = WikidataCog(bot.app, sync, bot.use_catalogue)
            wikidata.faults["labels"].append(failing(403, BAN))
            await cog.loop.coro(cog)
            assert "has banned this address" in caplog.text
            await storage._db.close()
            await cog.loop.coro(cog)
            assert "the next one is tomorrow night" in caplog.text


async def test_the_night_task_is_there_with_a_contact_only(stage: Stage, storage: Storage):
    async with open_wikidata() as wikidata:
        for contact, is_there in (("me@example.org", True), ("", False)):
            given = Settings(contact=contact, allowed=AllowedHosts.from_text(wikidata.host))
            async with (
                cli.open_sync(storage, given, wikidata.places) as sync,
                NewsBot(storage, stage.catalogue, clock=stage.clock, sync=sync) as bot,
            ):
                await bot.setup_cogs()
                cog = bot.get_cog("WikidataCog")
                assert (cog is not None) is is_there
                if isinstance(cog, WikidataCog):
                    await asyncio.sleep(0.05)
                    assert 1 <= cog.loop.next_iteration.hour < 5
        assert wikidata.connections == 0


def test_what_a_sync_came_to_is_said_in_one_line():
    assert str(Tally(6421, 312, 41, 3, 5)) == (
        "6,421 people read, 312 new, 41 dates held, 3 changed; 5 could not be read."
    )
    assert json.dumps(str(Tally(1, 0, 1, 0, 0))).startswith('"1 person read')
