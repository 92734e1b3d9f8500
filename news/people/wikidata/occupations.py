"""Which occupations and countries are taken over of Wikidata, in our words, if its items still mean them."""

from collections.abc import Mapping
from dataclasses import dataclass

from news.people.wikidata.items import Entity
from news.text.text import fold_text

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
