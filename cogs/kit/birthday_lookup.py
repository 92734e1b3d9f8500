"""Birthdays from the catalogue and the store, for the command, the setup and the posts alike."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.reported_deaths import reported_dead
from news.model.people import DateClaim, LeapRule, Person
from news.model.servers import Server
from news.people.catalogue_match import Catalogue
from news.people.facts.birthdays import Birthday, birthdays_in, count_unconfirmed, in_range, rank_by_coverage
from news.people.facts.claims import SettledDate, is_known, settle_claims
from news.servers.birthday_schedule import COVERED, upcoming_birthdays
from news.settings.kinds import blocked_people
from news.timeline.reported_deaths import make_death_claim
from outbox.owe.birthdays import Birthdays
from storage import Storage

_COUNTED_FOR = 3600


@dataclass(frozen=True, slots=True)
class FoundBirthdays:
    """The birthdays of some days, day by day and the most covered first, and how many have no confirmed date."""

    birthdays: Sequence[Birthday]
    unconfirmed: int


class BirthdayLookup:
    """Birthdays by the bot's clock; people who may have died are left out until that is settled."""

    def __init__(self, storage: Storage, catalogue: Callable[[], Catalogue], clock: Callable[[], int]) -> None:
        self.storage, self._catalogue, self._clock = storage, catalogue, clock
        self._birthdays = Birthdays(storage, lambda: catalogue().all_people, clock)
        self._coverage: dict[int, int] = {}
        self._counted_at = -_COUNTED_FOR
        self._counting = asyncio.Lock()

    async def count_coverage(self) -> dict[int, int]:
        """Return in how many articles of the last 90 days each person is named, counted once an hour."""
        async with self._counting:  # several who ask at once wait for one count
            now = self._clock()
            if not 0 <= now - self._counted_at < _COUNTED_FOR:
                self._coverage = await self.storage.coverage.counts(now - COVERED, now)
                self._counted_at = now
        return self._coverage

    async def find_between(self, first: date, last: date, leap: LeapRule) -> FoundBirthdays:
        """Return all birthdays from one day to another."""
        now, coverage = self._clock(), await self.count_coverage()
        found = await asyncio.to_thread(
            _birthdays_between, self._catalogue().all_people, coverage, first, last, leap, now
        )
        return FoundBirthdays(await self._without_dead(found.birthdays), found.unconfirmed)

    async def upcoming_posts(self, server: Server, days: int = 7) -> list[tuple[int, date, list[Birthday]]]:
        """Return the birthday posts that a server gets within days, as (due_at, local day, birthdays)."""
        people = await self._birthdays.audience(server, await self.count_coverage())
        handled, now = await self.storage.birthdays.handled(server.guild), self._clock()
        posts = await asyncio.to_thread(upcoming_birthdays, server, people, now, days, handled)
        alive = set(await self._without_dead([birthday for _, _, told in posts for birthday in told]))
        kept = [(due, day, [birthday for birthday in told if birthday in alive]) for due, day, told in posts]
        return [post for post in kept if post[2]]

    async def posted_on(self, guild: int, day: date) -> list[Birthday]:
        """Return those named in a server's post of a local day who may still be greeted, the most covered first."""
        server = await self.storage.servers.get(guild)
        ids = await self.storage.birthdays.posted(guild, day)
        if server.birthdays_who == "followed":  # by then, whoever followed may have erased that (docs/faults.md row 69)
            ids &= await self.storage.follows.followed_in(guild)
        ids -= blocked_people(server.filters)  # who was blocked since is not greeted either
        people = [person for person in map(self._catalogue().person, ids) if person]
        return await self._find_greeted(server, people, day)

    async def due_on(self, guild: int, day: date) -> list[Birthday]:
        """Return those whom a server's post of a local day would name with its settings of now."""
        server = await self.storage.servers.get(guild)
        return await self._find_greeted(
            server, await self._birthdays.audience(server, await self.count_coverage()), day
        )

    async def settled_dates(self, people: Iterable[Person]) -> dict[int, tuple[SettledDate, SettledDate]]:
        """Return the dates of birth and death by person; a death that only articles report is a held claim."""
        claims = await self.storage.people.claims(*ids) if (ids := [person.id for person in people]) else {}
        now = self._clock()
        dead = await reported_dead(self.storage, ids, now)
        found = {id_: _settle_person(claims.get(id_, ()), now) for id_ in ids}
        return {id_: (birth, _add_reported_death(death, dead.get(id_), now)) for id_, (birth, death) in found.items()}

    async def _find_greeted(self, server: Server, people: Sequence[Person], day: date) -> list[Birthday]:
        now = self._clock()
        order = rank_by_coverage(people, await self.count_coverage())
        return await self._without_dead(list(birthdays_in(order, [day], server.leap, now)))

    async def _without_dead(self, told: Sequence[Birthday]) -> list[Birthday]:
        """Return the birthdays without those of people whose death is reported, or given by a single source."""
        dates = await self.settled_dates(birthday.person for birthday in told)
        return [birthday for birthday in told if not dates[birthday.person.id][1].held]


def _add_reported_death(death: SettledDate, date: str | None, now: int) -> SettledDate:
    """Return a date of death with the claim that articles report, if `date` is not None and no source has one."""
    if date is None or death.date:
        return death
    return replace(death, held=(*death.held, make_death_claim(date, now)))


def _birthdays_between(
    people: Sequence[Person], coverage: dict[int, int], first: date, last: date, leap: LeapRule, now: int
) -> FoundBirthdays:
    found = in_range(rank_by_coverage(people, coverage), first, last, leap, now)
    return FoundBirthdays(found, count_unconfirmed(people, first, last, leap, now))


def _settle_person(claims: Iterable[DateClaim], now: int) -> tuple[SettledDate, SettledDate]:
    known = [claim for claim in claims if is_known(claim, now)]
    birth, death = (settle_claims(claim for claim in known if claim.kind == kind) for kind in ("birth", "death"))
    return birth, death
