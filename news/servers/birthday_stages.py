"""A birthday in one server: its stages from the dates that sources give to the post of its day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from news.model.people import DateClaim, Person
from news.model.servers import Change, Server
from news.people.facts.birthdays import Bar, birthday_on, greeting_bar, next_birthday
from news.people.facts.claims import DOUBTED, SettledDate
from news.settings.kinds import blocked_people
from news.text.days import due_at, local_day
from news.text.messages import message, plural

from .fixes import MOST_LISTED, MOST_TOP, Fix
from .stages import (
    Chain,
    Evidence,
    PostProgress,
    Stage,
    StageMark,
    deciding_stage,
    mark_reached,
    sending_stages,
    server_as_of,
    settings_changed_since,
)

FIELDS = (
    "birthdays_channel", "birthdays_at", "birthdays_who", "birthdays_top", "belated", "leap", "people", "zone",
    "paused", "filters",
)  # fmt: skip
LOOKED_BACK = 30  # days for which the last birthday is asked about rather than the next
_LEAP_DAY = "02-29"
_MOST_CLAIMS = 3
_BARS: dict[Bar, str] = {
    "date unknown": "no source gives the day of birth",
    "date unconfirmed": "one source alone gives the date, and it takes two that agree",
    "died": "they have died",
    "not known to live": "nobody over 110 is greeted without a source that they live",
    "withheld": "it is left out on purpose",
    "minor": "it is not told",
}


_RULES = {
    "followed": "This server asks for the birthdays of people whom its members follow.",
    "top": "This server asks for the birthdays of the {most} people whom our sources report most.",
    "list": "This server asks for the birthdays of people on its own list.",
}


def audience_rule(server: Server) -> str:
    """Return whose birthdays a server asks for."""
    return message(_RULES[server.birthdays_who], most=server.birthdays_top)


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayCase:
    """Somebody's birthday in a server as of `now`; `day` is the one asked about, None where there is none.

    `rank` counts from 1 by our coverage of 90 days; `is_named`: followed in the server, or on its list. `told` is the
    local day whose post holds them in the year of `day`; `handled` the last local day that is done with.
    """

    now: int
    server: Server
    person: Person
    day: date | None
    birth: SettledDate
    death: SettledDate
    rank: int
    is_named: bool
    told: date | None = None
    is_missed: bool = False
    handled: date | None = None
    delivery: PostProgress = field(default_factory=PostProgress)
    changes: tuple[Change, ...] = ()


def asked_day(server: Server, person: Person, now: int) -> date | None:
    """Return the birthday that a question is about: the last one, if it was within LOOKED_BACK days, or the next."""
    today = local_day(now, server.zone)
    past = [day for year in (today.year, today.year - 1) if (day := birthday_on(person.birth, year, server.leap))]
    last = next((day for day in past if 0 <= (today - day).days <= LOOKED_BACK), None)
    return last or next_birthday(person.birth, today, server.leap)


def birthday_chain(case: BirthdayCase) -> Chain:
    """Return the stages of a birthday in a server."""
    sent = sending_stages(case.delivery, case.now)
    told = [_dates_stage(case), _rules_stage(case), _day_stage(case)]
    decided = next((stage for stage in told if stage.mark != "done"), None)
    return Chain(
        title=message("{name}’s birthday", name=case.person.name),
        verdict=decided.verdict if decided and decided.verdict else sent.verdict,
        stages=mark_reached([*told, *sent.stages]),
        fixes=_birthday_fixes(case) if decided else (),
        post=case.delivery.post,
    )


def _dates_stage(case: BirthdayCase) -> Stage:
    lines = [Evidence(_describe_claim(claim)) for claim in case.birth.told[:_MOST_CLAIMS]]
    if case.person.birth[5:] == _LEAP_DAY:
        lines.append(Evidence(_LEAPS[case.server.leap]))
    why = ""
    if case.death.held:
        template = "{source} has begun to say that they died, and that is not settled"
        why = message(template, source=case.death.held[0].source)
    elif case.day is None or greeting_bar(case.person, case.day, case.now):
        why = _BARS[greeting_bar(case.person, case.day, case.now)] if case.day else _BARS["date unknown"]
    if why and case.told:  # what was posted stays posted; whoever waits in a post is left out when it is sent
        lines.append(Evidence(message("By now {why}", why=why)))
    elif why:
        return deciding_stage("dates", "stopped", why, more=lines)
    return Stage("dates", "done", tuple(lines))


_LEAPS = {
    "28 February": "Born on 29 February, kept here on 28 February",
    "1 March": "Born on 29 February, kept here on 1 March",
    "leap years": "Born on 29 February, kept here on 29 February in leap years only",
}


_SOURCES = {"Limelight": "Limelight’s table"}
_SURE = {"A": "several sources agree", "A*": "several sources agree", "B": "one source", "year": "the year only"}


def _describe_claim(claim: DateClaim) -> str:
    """Return a claim with its source and how sure that is: "9 June 1963: Wikidata (one source)"."""
    day = date.fromisoformat(claim.date) if len(claim.date) == len("1963-06-09") else None
    told = _write_date(day) if day else claim.date
    sure = "unchecked" if claim.confidence in DOUBTED else _SURE.get(claim.confidence, "")
    template = "{date}: {source} ({sure})" if sure else "{date}: {source}"
    return message(template, date=told, source=_SOURCES.get(claim.source, claim.source), sure=sure)


def _rules_stage(case: BirthdayCase) -> Stage:
    why, about = _blocking_rule(case), Evidence(_describe_audience(case))
    since = (
        settings_changed_since(case.server, case.changes, case.delivery.post.due_at, FIELDS)
        if case.delivery.post
        else []
    )
    if case.told:
        return Stage("rules", "done", (about, *since))
    return deciding_stage("rules", "stopped", why) if why else Stage("rules", "done", (about,))


def _blocking_rule(case: BirthdayCase) -> str:
    """Return which rule of the server keeps a birthday from being posted, "" for none."""
    server = case.server
    template = "they are number {rank} of the people in the news most, and this server asks for the first {most}"
    ranked = message(template, rank=str(case.rank), most=server.birthdays_top)
    holds = (
        (not server.birthdays_channel, "no channel is set for birthdays"),
        (server.paused, "posting is paused in this server"),
        (case.person.id in blocked_people(server.filters), "a filter of this server blocks this person"),
        (server.birthdays_who == "top" and case.rank > server.birthdays_top, ranked),
        (server.birthdays_who == "followed" and not case.is_named, "nobody in this server follows them"),
        (server.birthdays_who == "list" and not case.is_named, "they are not on this server’s list"),
    )
    return next((why for is_so, why in holds if is_so), "")


def _describe_audience(case: BirthdayCase) -> str:
    server = case.server
    match server.birthdays_who:
        case "followed":
            if case.is_named:
                return "Asks for people whom members follow here; somebody follows them"
            return "Asks for people whom members follow here; nobody follows them"
        case "list":
            if case.is_named:
                return "Asks for people on its own list; they are on it"
            return "Asks for people on its own list; they are not on it"
        case "top":
            template = "Asks for the {most} people in the news most; they are number {rank} now"
            return message(template, most=server.birthdays_top, rank=str(case.rank))


def _day_stage(case: BirthdayCase) -> Stage:
    day = case.day
    if day is None:
        return Stage("day", "not reached")
    due = due_at(day, case.server.birthdays_at, case.server.zone)
    if case.told is not None:
        return Stage("day", "done", (Evidence(message(_ONCE, day=_write_date(case.told))),))
    mark, why = _why_not_on_day(case, day, due)
    return deciding_stage("day", mark, why, due)


_ONCE = "In the post of {day}; once a year at most"


def _why_not_on_day(case: BirthdayCase, day: date, due: int) -> tuple[StageMark, str]:
    """Return why a birthday that a server was not told of is in no post; `due` is read after the words."""
    one = "the bot or the channel was away for over {count} hour after it was due"
    many = "the bot or the channel was away for over {count} hours after it was due"
    then = server_as_of(case.server, case.changes, due)
    holds: tuple[tuple[bool, StageMark, str], ...] = (
        (case.is_missed, "stopped", plural(one, many, case.server.belated)),
        (due > case.now, "waits", message("it is on {day}, due", day=_write_date(day))),
        (not then.birthdays_channel, "stopped", "no channel was set for birthdays when it came due,"),
        (then.paused, "stopped", "posting was paused when it came due,"),
        (case.handled is None, "stopped", "no birthday post has come due here since they were set up; due"),
        (case.handled is not None and day > case.handled, "waits", "it is put in line within a minute; due"),
        (True, "stopped", "when that day’s post was made, the rules did not ask for them; due"),
    )
    return next((mark, words) for is_so, mark, words in holds if is_so)


def _write_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _birthday_fixes(case: BirthdayCase) -> tuple[Fix, ...]:
    server, is_dated = case.server, _dates_stage(case).mark == "done"
    blocks: Iterable[Fix] = ()
    if not is_dated or case.told or case.is_missed:
        return ()
    if not server.birthdays_channel:
        blocks = (Fix("panel"),)
    elif server.paused:
        blocks = (Fix("resume"),)
    elif case.person.id in blocked_people(server.filters):
        blocks = (Fix("unblock", case.person.id),)
    elif server.birthdays_who == "top" and server.birthdays_top < case.rank <= MOST_TOP:
        blocks = (Fix("top", case.rank),)
    elif server.birthdays_who == "list" and not case.is_named and len(server.people) < MOST_LISTED:
        blocks = (Fix("list", case.person.id),)
    return tuple(blocks)
