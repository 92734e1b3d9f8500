"""The sync with Wikidata: who is known, what is said of them, kept batch by batch so that a stopped one goes on."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from news.feeds.fetch import ApiRequest, Session, ask_api
from news.model.people import AskedKind, Relative
from news.people.facts.claims import HELD
from news.people.wikidata.items import Entity, WikidataTrouble, read_entities, read_labels, read_reply
from news.people.wikidata.merge_rules import Roll, School, count_dates, public_name
from news.people.wikidata.occupations import MARKS, OCCUPATIONS, checked_words
from news.people.wikidata.requests import (
    BATCH,
    PLACES,
    TRIMMED,
    Endpoints,
    entities_by_id,
    entities_by_title,
    people_of,
    read_people,
    split_batch,
)
from news.text.messages import message, plural
from storage import Storage

_TRIES = 5  # of one question, where waiting is asked for


class TooMuchError(Exception):
    """The question asked for more than can be answered; a smaller one may be."""


class AwayError(Exception):
    """There is no answer now; its text is a predicate of Wikidata's, `seconds` how long not to ask again."""

    def __init__(self, text: str, seconds: int = 0) -> None:
        super().__init__(text)
        self.seconds = seconds


class Wikimedia:
    """Wikidata's endpoints, one question at a time."""

    def __init__(
        self,
        session: Session,
        places: Endpoints = PLACES,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.places = places
        self._session = session
        self._sleep = sleep
        self._turn = asyncio.Lock()

    async def ask(self, question: ApiRequest) -> Mapping[str, Any]:
        """Return the answer; raises TooMuchError and AwayError."""
        async with self._turn:
            for attempt in range(_TRIES):
                await self._sleep(self.places.pause)
                answer = await asyncio.to_thread(read_reply, await ask_api(self._session, question))
                if not isinstance(answer, WikidataTrouble):
                    return answer
                if answer.kind == "less":
                    raise TooMuchError(answer.text)
                if answer.kind == "away" or attempt == _TRIES - 1:
                    raise AwayError(answer.text, answer.seconds)
                await self._sleep(answer.seconds)
        raise AssertionError("the last try returns or raises")


log = logging.getLogger("limelight.wikidata")

REST = 20 * 3600  # seconds between the end of a sync and the next one
SPARED = 3 * 86400 - 3600  # seconds for which nobody is read again: items are large, and one in three a night is enough
_MONTH = 30 * 86400  # after which is asked again for what was not there
_SPOILT = 12  # questions in a row without a whole answer: more than it takes to find one bad item among fifty
_SYNCED, _NOT_BEFORE = "wikidata synced", "wikidata not before"

Tell = Callable[[str, int, int], None]  # what is done, how much of it, of how much
Asking = Callable[[Endpoints, Iterable[str]], ApiRequest]


class NotNowError(Exception):
    """There is no sync now, or no more of it; its text says why. `is_fault`: it should have been."""

    def __init__(self, text: str, *, is_fault: bool = True) -> None:
        super().__init__(text)
        self.is_fault = is_fault


@dataclass
class Tally:
    """What a sync came to."""

    read: int = 0
    new: int = 0
    held: int = 0
    changed: int = 0
    failed: int = 0

    def __str__(self) -> str:
        return message(
            "{people} read, {new} new, {dates} held, {changed} changed; {failed} could not be read.",
            people=plural("{count} person", "{count} people", self.read),
            new=self.new,
            dates=plural("{count} date", "{count} dates", self.held),
            changed=self.changed,
            failed=self.failed,
        )


class Sync:
    """One sync after another. `clock` is the real one: dates are held for real days, whatever day the content has."""

    def __init__(
        self, storage: Storage, wikimedia: Wikimedia, clock: Callable[[], int], *, spared: int = SPARED
    ) -> None:
        self._storage = storage
        self._queue = storage.wikidata
        self._wikimedia = wikimedia
        self._clock = clock
        self._spared = spared
        self._spoilt = 0

    async def run(self, tell: Tell = lambda *_: None) -> Tally:
        """Begin a sync, or go on with one that was stopped, to its end; raises NotNowError."""
        await self._check(self._clock())
        tally = Tally()
        try:
            await self._run(tally, tell)
        except AwayError as error:
            if error.seconds:
                await self._storage.marks.put(_NOT_BEFORE, str(self._clock() + error.seconds))
            kept = f"{tally} " if tally.read else ""
            raise NotNowError(f"Wikidata {error}. {kept}The next sync goes on from here.") from error
        await self._storage.marks.put(_SYNCED, str(self._clock()))
        return tally

    async def _check(self, now: int) -> None:
        not_before = int(await self._storage.marks.get(_NOT_BEFORE) or 0)
        if now < not_before:
            raise NotNowError(f"Wikidata asked not to be asked before {_at(not_before)}.")
        synced = int(await self._storage.marks.get(_SYNCED) or 0)
        if synced <= now < synced + REST and not await self._queue.waiting():
            said = f"Wikidata was read to the end on {_at(synced)}; it is asked once a day, again"
            raise NotNowError(f"{said} from {_at(synced + REST)}.", is_fault=False)

    async def _run(self, tally: Tally, tell: Tell) -> None:
        school = await self._school()
        if not await self._queue.waiting():
            tried = await self._queue.lookups(school.now - _MONTH)
            titles = [person.name for person in school.roll.to_look_up() if person.id not in tried]
            await self._queue.begin(OCCUPATIONS, titles)
        await self._list(school, tell)
        await self._queue.spare(school.now - self._spared, HELD)
        self._spoilt = 0
        phases: tuple[tuple[AskedKind, str], ...] = (("title", "Looking people up"), ("person", "Reading people"))
        for kind, what in phases:
            done, total = 0, await self._queue.waiting(kind)
            while keys := await self._queue.next(kind, BATCH):
                tell(what, done, total)
                await self._batch(school, tally, kind, keys)
                done += len(keys)

    async def _school(self) -> School:
        """Return what is known of people, and our words for the ids that mean what we take them for."""
        labels: dict[str, str] = {}
        ids = list(MARKS)
        for at in range(0, len(ids), BATCH):
            question = entities_by_id(self._wikimedia.places, ids[at : at + BATCH], "labels")
            try:
                labels |= read_labels(await self._wikimedia.ask(question))
            except TooMuchError as error:
                raise AwayError(str(error)) from error
        words, wrong = checked_words(labels)
        if wrong:
            log.warning("left out, Wikidata calls them something else by now: %s", ", ".join(wrong))
        people, claims = await self._storage.people.all(), await self._storage.people.claims()
        roll = await asyncio.to_thread(Roll.of, people, claims, await self._queue.learned())
        return School(roll, words, self._clock())

    async def _list(self, school: School, tell: Tell) -> None:
        """Ask who there is, an occupation at a time; one that cannot be answered waits for the next sync."""
        done, total = 0, await self._queue.waiting("occupation")
        while waiting := await self._queue.next("occupation", 1):
            tell("Asking who there is", done, total)
            [occupation] = waiting
            found = await self._people_of(occupation) if occupation in school.words.occupations else {}
            await self._queue.listed(occupation, found)
            done += 1

    async def _people_of(self, occupation: str) -> dict[str, int]:
        for most, sitelinks in TRIMMED:
            try:
                body = await self._wikimedia.ask(people_of(self._wikimedia.places, occupation, most, sitelinks))
            except TooMuchError as error:
                log.info("the people of %s: Wikidata %s", occupation, error)
            else:
                return await asyncio.to_thread(read_people, body)
        log.warning("the people of %s could not be listed", occupation)
        return {}

    async def _batch(self, school: School, tally: Tally, kind: AskedKind, keys: Sequence[str]) -> None:
        """Ask for a batch and keep it; what cannot be read is counted and left as it was."""
        is_title = kind == "title"
        asking = entities_by_title if is_title else entities_by_id
        entities, answered = await self._entities(keys, asking, school.now)
        found = [
            (entity, person)
            for entity in entities
            if (person := school.roll.who_of_title(entity) if is_title else school.roll.who(entity, school.now))
        ]
        relatives = await self._relatives(school, [entity for entity, _ in found])
        ids = [person.id for _, person in found if person.id]
        before = await self._storage.people.claims(*ids) if ids else {}
        lessons = await asyncio.to_thread(
            lambda: [school.lesson(entity, person, before.get(person.id, ()), relatives) for entity, person in found]
        )
        if is_title:
            await self._note_lookups(school, answered, ids)
        people = await self._queue.keep(lessons, kind, keys, school.now)
        for person in people:
            school.roll.enter(person)
        after = await self._storage.people.claims(*(person.id for person in people)) if people else {}
        held, changed = count_dates(before, after)
        tally.read += len(people)
        tally.new += sum(not lesson.person.id for lesson in lessons)
        tally.held += held
        tally.changed += changed
        if not is_title:
            tally.failed += len(set(keys) - {entity.asked for entity in entities})
            tally.failed += sum(not entity.is_human and entity.asked in school.roll.by_id for entity in entities)

    async def _note_lookups(self, school: School, titles: set[str], found: Sequence[int]) -> None:
        asked = [person.id for person in school.roll.to_look_up() if person.name in titles and person.id not in found]
        await self._queue.looked_up(asked, school.now)

    async def _entities(self, keys: Sequence[str], question: Asking, now: int) -> tuple[list[Entity], set[str]]:
        """Return items, and the keys about which there was an answer.

        Where all are too much, half of them are asked for at a time, down to those that spoil an answer.
        """
        found: list[Entity] = []
        answered: set[str] = set()
        parts: list[Sequence[str]] = [keys]
        while parts:
            part = parts.pop()
            try:
                body = await self._wikimedia.ask(question(self._wikimedia.places, part))
            except TooMuchError as error:
                self._spoilt += 1
                if self._spoilt == _SPOILT:
                    raise AwayError(f"{error}, again and again") from error
                log.info("%s items: Wikidata %s", len(part), error)
                parts += reversed(split_batch(part))
            else:
                self._spoilt = 0
                found += await asyncio.to_thread(read_entities, body, now)
                answered.update(part)
        return found, answered

    async def _relatives(self, school: School, entities: Sequence[Entity]) -> dict[str, Relative]:
        """Return what may be told of the relatives whom the catalogue lacks; asked for once a month."""
        others = {bond.other for entity in entities for bond in entity.bonds} - set(school.roll.by_id)
        ids = sorted(others)
        known = await self._queue.relatives(ids, school.now - _MONTH) if ids else {}
        missing = [id_ for id_ in ids if id_ not in known]
        for at in range(0, len(missing), BATCH):
            batch = missing[at : at + BATCH]
            entities_, answered = await self._entities(batch, entities_by_id, school.now)
            read = {entity.asked: entity for entity in entities_}
            learnt = {id_: _relative(read.get(id_), school.now) for id_ in batch if id_ in answered}
            await self._queue.keep_relatives(learnt, school.now)
            known |= learnt
        return known


def _relative(entity: Entity | None, now: int) -> Relative:
    name = public_name(entity, now) if entity else ""
    if not entity or not name:
        return Relative()
    return Relative(name, max(claim.date for claim in entity.births), is_public=entity.sitelinks > 0)


def _at(seconds: int) -> str:
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


async def sync_with_bar(sync: Sync) -> str:
    """Run a sync with a progress bar; give in words what came of it. Raises NotNowError."""
    bar = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*bar, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Asking Wikidata", total=None)
        tally = await sync.run(
            lambda what, done, total: progress.update(task, description=what, completed=done, total=total)
        )
    return f"Wikidata: {tally}"
