"""What is taken over of what Wikidata says: who is whom, which names are safe to look for, who may be named at all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from news.model.people import DateClaim, Person
from news.people.facts.birthdays import is_minor
from news.people.names import is_ordinary, name_key
from news.text.text import fold_text

from .items import Entity
from .requests import LEAST_SITELINKS

SURE = ("A", "A*", "B")  # confidences of birth days that an item may be recognised by
MOST_LEARNT = 12  # aliases
_TOP = 150.0  # of the starter's popularity; its 6,400 people reach from 3 to 148
_HALF = 150  # sitelinks that make half of it

# id -> our word, and what its label must hold: an id is not trusted from memory, and items get merged.
OCCUPATIONS = {
    "Q33999": ("actor", "actor"),
    "Q10800557": ("actor", "film actor"),
    "Q10798782": ("actor", "television actor"),
    "Q177220": ("singer", "singer"),
    "Q488205": ("singer-songwriter", "singer-songwriter"),
    "Q2252262": ("rapper", "rapper"),
    "Q639669": ("musician", "musician"),
    "Q4610556": ("model", "model"),
    "Q947873": ("television presenter", "television presenter"),
    "Q245068": ("comedian", "comedian"),
    "Q2526255": ("director", "film director"),
    "Q937857": ("association football player", "football"),
    "Q3665646": ("basketball player", "basketball"),
    "Q19204627": ("American football player", "american football"),
    "Q10833314": ("tennis player", "tennis"),
    "Q17125263": ("internet personality", "youtuber"),
    "Q2045208": ("internet personality", "internet"),
    "Q512314": ("television personality", "socialite"),
    "Q82955": ("politician", "politician"),
    "Q43845": ("businessperson", "business"),
}
# Words only: nobody is looked for by these.
_WORDS = {
    "Q2259451": ("actor", "stage actor"),
    "Q2405480": ("actor", "voice actor"),
    "Q3282637": ("producer", "film producer"),
    "Q578109": ("producer", "television producer"),
    "Q183945": ("producer", "record producer"),
    "Q28389": ("screenwriter", "screenwriter"),
    "Q36180": ("writer", "writer"),
    "Q753110": ("songwriter", "songwriter"),
    "Q36834": ("composer", "composer"),
    "Q1930187": ("journalist", "journalist"),
    "Q40348": ("lawyer", "lawyer"),
    "Q5716684": ("dancer", "dancer"),
    "Q130857": ("DJ", "disc jockey"),
    "Q3501317": ("fashion designer", "fashion designer"),
    "Q13474373": ("professional wrestler", "wrestler"),
    "Q11338576": ("boxer", "boxer"),
    "Q378622": ("racing driver", "racing driver"),
    "Q11303721": ("golfer", "golfer"),
    "Q15253558": ("activist", "activist"),
    "Q33231": ("photographer", "photographer"),
}
_COUNTRIES = {
    "Q30": "United States", "Q145": "United Kingdom", "Q16": "Canada", "Q884": "South Korea", "Q408": "Australia",
    "Q668": "India", "Q142": "France", "Q27": "Ireland", "Q29": "Spain", "Q38": "Italy", "Q183": "Germany",
    "Q34": "Sweden", "Q155": "Brazil", "Q96": "Mexico", "Q17": "Japan", "Q664": "New Zealand", "Q55": "Netherlands",
    "Q148": "China", "Q414": "Argentina", "Q258": "South Africa", "Q159": "Russia", "Q35": "Denmark",
    "Q928": "Philippines", "Q739": "Colombia", "Q20": "Norway", "Q31": "Belgium", "Q45": "Portugal", "Q36": "Poland",
}  # fmt: skip
_TRADES = {**OCCUPATIONS, **_WORDS}
MARKS = {**{id_: mark for id_, (_, mark) in _TRADES.items()}, **_COUNTRIES}  # id -> what its label must hold


@dataclass(frozen=True, slots=True)
class OccupationWords:
    """Our words for those ids whose labels are what we take them for."""

    occupations: Mapping[str, str]
    countries: Mapping[str, str]

    def words_of(self, entity: Entity) -> tuple[tuple[str, ...], str]:
        """Return somebody's occupations, at most five, and country ("United Kingdom|Ireland" for two)."""
        trades = dict.fromkeys(self.occupations[id_] for id_ in entity.occupations if id_ in self.occupations)
        lands = [self.countries[id_] for id_ in entity.countries if id_ in self.countries]
        return tuple(trades)[:5], "|".join(lands[:2])


def checked_words(labels: Mapping[str, str]) -> tuple[OccupationWords, list[str]]:
    """Return the words whose ids bear the expected labels, and the ids that do not."""
    right = {id_ for id_, mark in MARKS.items() if fold_text(mark) in fold_text(labels.get(id_, ""))}
    trades = {id_: word for id_, (word, _) in _TRADES.items() if id_ in right}
    lands = {id_: name for id_, name in _COUNTRIES.items() if id_ in right}
    return OccupationWords(trades, lands), [id_ for id_ in MARKS if id_ not in right]


def newcomer_popularity(sitelinks: int) -> float:
    """Return a newcomer's popularity on the starter's scale: 25 for 30 sitelinks, 60 for 100, 100 for 300."""
    return round(_TOP * sitelinks / (sitelinks + _HALF), 1)


def is_adult(births: Iterable[DateClaim], deaths: Iterable[DateClaim], now: int) -> bool:
    """True if somebody is surely of age at `now` by each of the dates. False without any date."""
    dates = [claim.date for claim in births]
    died = [claim.date for claim in deaths if claim.date]
    # The years between: one who died a child is none to name either.
    lived = not died or all(int(min(died)[:4]) - int(date[:4]) > 18 for date in dates)
    return bool(dates) and lived and not any(is_minor(Person(id=0, name="", birth=date), now) for date in dates)


def is_newcomer(entity: Entity, now: int) -> bool:
    """True if a person missing in the catalogue may be added: human, adult, named, known in several countries."""
    known = entity.is_human and bool(entity.label) and entity.sitelinks >= LEAST_SITELINKS
    return known and is_adult(entity.births, entity.deaths, now)


def public_name(entity: Entity, now: int) -> str:
    """Return the name of a person missing in the catalogue, or "" if they may not be named: only adults may."""
    is_named = entity.is_human and is_adult(entity.births, entity.deaths, now)
    return entity.label if is_named else ""


def is_told(kind: str, *, is_public: bool) -> bool:
    """True if a relative missing in the catalogue is shown; `is_public`: some Wikipedia has a page about them.

    A child or a sibling only with one: nobody is in public by birth alone.
    """
    return is_public or kind not in ("child", "sibling")


def is_same(entity: Entity, person: Person, *, by_year: bool) -> bool:
    """True if an item with a person's name is that person: a human, born on the same day.

    `by_year`: the year must agree, too, which a page's title makes up for and a label does not.
    """
    if not entity.is_human or person.birth_confidence not in SURE or len(person.birth) != 10:
        return False
    begin = 0 if by_year else 5
    return any(len(claim.date) == 10 and claim.date[begin:] == person.birth[begin:] for claim in entity.births)


def may_be_same(entity: Entity, person: Person) -> bool:
    """True if an item with a person's name could be that person: no birth year of both says otherwise."""
    years = {claim.date[:4] for claim in entity.births}
    return not person.birth or not years or person.birth[:4] in years


@dataclass(frozen=True, slots=True)
class LearntNames:
    """Further names; those in `in_context` are looked for only where the article says more of their bearer."""

    names: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()


def learnable_names(entity: Entity, own: Iterable[str], taken: Collection[str]) -> LearntNames:
    """Choose among the aliases that Wikidata has for somebody: at most twelve that do not stand for others.

    Its label is none of them: a known person's is ignored, or a joke in it would be in every headline. `own` are names
    known already, `taken` keys of the names under which people stand. A single everyday word is no name to look for,
    another single word and several everyday ones are one in context.
    """
    seen = {name_key(name) for name in own}
    names, in_context = list[str](), list[str]()
    for name in entity.aliases:
        key = name_key(name)
        if len(key) < 2 or key in seen or key in taken or (" " not in key and is_ordinary(key)):
            continue
        seen.add(key)
        names.append(name)
        if _is_risky(key):
            in_context.append(name)
        if len(names) == MOST_LEARNT:
            break
    return LearntNames(tuple(names), tuple(in_context))


def _is_risky(key: str) -> bool:
    return " " not in key or all(map(is_ordinary, key.split()))


def new_person(entity: Entity, words: OccupationWords, taken: Collection[str]) -> tuple[Person, LearntNames]:
    """Return a person of the catalogue, without an id yet, and the further names."""
    trades, country = words.words_of(entity)
    person = Person(
        id=0,
        name=entity.label,
        wikidata=entity.id,
        occupations=trades,
        country=country,
        popularity=newcomer_popularity(entity.sitelinks),
        needs_context=(entity.label,) if _is_risky(name_key(entity.label)) else (),
    )
    return person, learnable_names(entity, (entity.label,), taken)
