"""Which deaths that articles report count: two outlets say so plainly, or an official does; a hoax lifts it again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from news.model.articles import EventReport
from news.model.people import DateClaim
from news.model.stories import Story
from news.stories.status import Status, judge_status
from news.stories.stories import lead_article
from news.text.days import day_span, utc_day
from news.text.subjects import headline_subjects, tells_death
from news.text.text import fold_text
from news.timeline.merge import Moment, judge_standing, reports_as_of

REPORTED = "the news"  # the source of a claim that only articles make
_LIFTED = ("denied", "corrected")
_FRESH = 30  # days for which a death is news
_SURE = ("reported", "confirmed")


def apply_story_statuses(reports: Iterable[EventReport], judged: Mapping[int, Status]) -> list[EventReport]:
    """Return reports, those of deaths as their stories stand by now; `judged` has the statuses by story.

    In a story that is denied or corrected nobody says it any more. An official's words are often in another sentence
    than the one that tells the death: they take its place, with their outlet.
    """
    return [_apply_status(one, judged[one.story]) if _is_death(one) and one.story in judged else one for one in reports]


def _apply_status(report: EventReport, status: Status) -> EventReport:
    if status.kind in _LIFTED:
        return replace(report, status="denied")
    if status.kind == "confirmed" and report.status == "fact":
        return replace(report, sentence=status.sentence, source=status.outlet)
    return report


def _is_death(report: EventReport) -> bool:
    return report.kind == "died" and report.told_at is not None


def find_death_stories(reports: Iterable[EventReport]) -> set[int]:
    """Return the stories in which deaths are told."""
    return {one.story for one in reports if _is_death(one) and one.story}


def find_deaths(reports: Iterable[EventReport], now: int) -> dict[int, str]:
    """Return the people whose death is a fact at `now` by judged reports, with its ISO day, "" if unknown."""
    told: dict[int, list[EventReport]] = {}
    for one in reports_as_of(reports, utc_day(now)):
        for person in one.people if _is_news(one) and (one.told_at or 0) <= now else ():
            told.setdefault(person, []).append(one)
    return {person: _choose_date(ones) for person, ones in told.items() if judge_standing(ones) == "fact"}


def _is_news(report: EventReport) -> bool:
    """True if a report tells a death of its own days: "he died in 2006" is of somebody else, or nothing new."""
    if not _is_death(report) or not report.date:
        return _is_death(report)
    return (utc_day(report.told_at or 0) - day_span(report.date)[1]).days <= _FRESH


def _choose_date(told: Sequence[EventReport]) -> str:
    """Return the finest date, of several the one that most tell."""
    dates = [one.date for one in told if one.status == "fact"]
    return max(dates, key=lambda date: (len(date), dates.count(date)))


def make_death_claim(date: str, now: int) -> DateClaim:
    """Return a reported death as a claim that waits for a reference. Meanwhile the person is not greeted."""
    return DateClaim(kind="death", date=date, source=REPORTED, first_seen=now, last_seen=now)


def find_hoax_denial(story: Story, person: int) -> EventReport | None:
    """Return a denial of somebody's death, if the story's headline names them and it denies or corrects a death.

    Reports of a hoax word no death that could be read as an event, and make a story of their own.
    """
    top, status = lead_article(story), judge_status(story.articles)
    named = [fold_text(mention.name) for mention in top.mentions if mention.person_id == person and mention.certain]
    is_headlined = any(name in fold_text(top.entry.title) for name in named)
    if status.kind not in _LIFTED or not is_headlined or not tells_death(top):
        return None
    return EventReport(
        kind="died",
        people=(person,),
        date="",
        what="",
        status="denied",
        sentence=status.sentence,
        source=status.outlet,
        told_at=story.last_at,
        story=story.id,
    )


def find_death_headlines(moments: Iterable[Moment]) -> set[int]:
    """Return the stories among a life's moments whose headlines are about a death."""
    return {moment.story for moment in moments if moment.kind == "story" and "death" in headline_subjects(moment.what)}


def without_doubtful_deaths(
    moments: Iterable[Moment], judged: Mapping[int, Status], told: Iterable[EventReport]
) -> list[Moment]:
    """Return moments without stories about a death (`judged` by id) that are unsure, or a hoax by the reports."""
    deaths = [one for one in told if _is_death(one)]
    is_hoax = bool(deaths) and judge_standing(deaths) == "denied"
    unsure = {story for story, status in judged.items() if is_hoax or status.kind not in _SURE}
    return [moment for moment in moments if moment.story not in unsure]
