"""A story in one server: its stages from feed to post, by what the store has and what the rules say."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from news.model.articles import Article
from news.model.feeds import Feed
from news.model.posts import RulesThen
from news.model.servers import Change, Server
from news.model.stories import Story
from news.stories.origins import independent_outlets
from news.stories.status import judge_status, status_label
from news.text.messages import capitalized, joined, message, plural
from news.text.outlets import outlet_key

from .fixes import Fix
from .judged_story import Candidate
from .stages import Chain, Evidence, PostProgress, Stage, mark_reached, sending_stages, settings_changed_since
from .story_rules import FRESH, Spent, Standing
from .wording import say_reason

DELAYED = 3600  # seconds between a report and our first sight of it that are worth saying
FIELDS = (
    "stories_channel", "stories_threshold", "stories_topics", "stories_budget", "zone", "paused", "filters", "language",
    "curtain_death", "curtain_health", "curtain_minors", "curtain_accusations",
)  # fmt: skip
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCase:
    """A story in a server, all of it as of `now`; feeds' times are the content clock's.

    `stands` is what the rules say now, its own post not counted; None for a story whose articles are gone.
    """

    now: int
    server: Server
    story: Story
    seen: Candidate | None
    stands: Standing | None
    spent: Spent
    is_elsewhere: bool = False  # only feeds that other servers added report it
    feeds: tuple[Feed, ...] = ()
    said: RulesThen | None = None
    delivery: PostProgress = field(default_factory=PostProgress)
    changes: tuple[Change, ...] = ()
    fixes: tuple[Fix, ...] = ()


def story_chain(case: StoryCase) -> Chain:
    """Return the six stages of a story in a server."""
    rules, verdict = _rules_stage(case)
    sent = sending_stages(case.delivery, case.now)
    stages = mark_reached([_feeds_stage(case), _articles_stage(case), _story_stage(case), rules, *sent.stages])
    return Chain(
        title=case.story.headline,
        verdict=verdict or sent.verdict,
        stages=stages,
        fixes=case.fixes,
        post=case.delivery.post,
    )


def _feeds_stage(case: StoryCase) -> Stage:
    if not case.story.articles:  # the verdict says why, unless the story was posted
        return Stage("feed", "done", (Evidence(capitalized(_why_gone(case))),) if case.said else ())
    lines = [Evidence(message("{feed}, last read", feed=feed.source.name), feed.poll.ok_at) for feed in case.feeds[:1]]
    if len(case.feeds) > 1:
        lines.append(Evidence(plural("And {count} more feed", "And {count} more feeds", len(case.feeds) - 1)))
    if failing := [feed for feed in case.feeds if feed.poll.error]:
        lines[1:] = [_failing_line(failing)]
    if bare := sum(1 for article in case.story.articles if article.feed_id is None):
        one = "{count} report of no feed: imported, or the feed is gone"
        many = "{count} reports of no feed: imported, or the feed is gone"
        lines.append(Evidence(plural(one, many, bare)))
    return Stage("feed", "done", tuple(lines))


def _failing_line(failing: Sequence[Feed]) -> Evidence:
    first, rest = failing[0], len(failing) - 1
    template = "{feed} fails ({error}), and {rest} more, since" if rest else "{feed} fails ({error}), since"
    words = message(template, feed=first.source.name, error=first.poll.error, rest=rest)
    return Evidence(words, first.poll.failing_since)


def _why_gone(case: StoryCase) -> str:
    if case.is_elsewhere:
        return "no feed that counts for this server reports it"
    return "its articles are past the time for which they are kept"


def _articles_stage(case: StoryCase) -> Stage:
    articles = case.story.articles
    if not articles:
        return Stage("article", "done", (Evidence("First report", case.story.first_at),))
    first, last = articles[0], articles[-1]
    lines = [Evidence(message("First by {outlet}", outlet=first.outlet), first.published)]
    if first.first_seen - first.published > DELAYED:
        lines.append(Evidence("That one was first seen here", first.first_seen))
    if last is not first:
        lines.append(Evidence(message("Newest by {outlet}", outlet=last.outlet), last.published))
    if late := sum(1 for article in articles if article.first_seen - article.published > FRESH):
        one, many = "{count} report came over {hours} h late", "{count} reports came over {hours} h late"
        lines.append(Evidence(plural(one, many, late, hours=FRESH // 3600)))
    return Stage("article", "done", tuple(lines))


def _story_stage(case: StoryCase) -> Stage:
    articles = case.story.articles
    if not articles:
        return Stage("story", "done")
    many = "{count} reports, put together by the names and words they share"
    lines = [Evidence(plural("{count} report", many, len(articles)))]
    if outlets := list(independent_outlets(articles)):
        one, many = "{count} independent outlet: {names}", "{count} independent outlets: {names}"
        lines.append(Evidence(plural(one, many, len(outlets), names=_list_names(outlets))))
    if copied := _outlets_not_counted(articles):
        lines.append(Evidence(message("Not counted for themselves: {names}", names=_list_names(copied))))
    return Stage("story", "done", tuple(lines))


def _outlets_not_counted(articles: Iterable[Article]) -> list[str]:
    """Return who counts under another's name, as "Spotlight (under The Marquee)"; archives count under nobody's."""
    found: dict[str, str] = {}
    for article in articles:
        if not article.independent:
            found.setdefault(article.outlet, message("{outlet} (an archive)", outlet=article.outlet))
        elif outlet_key(article.origin) != outlet_key(article.outlet):
            template = "{outlet} (under {origin})"
            found.setdefault(article.outlet, message(template, outlet=article.outlet, origin=article.origin))
    return list(found.values())


def _rules_stage(case: StoryCase) -> tuple[Stage, Evidence | None]:
    """Return what the rules say, and what that comes to; None for a story that was posted, with what they said then."""
    stands, said, seen = case.stands, case.said, case.seen
    if said is not None:
        then = Evidence(message("Then: {why}", why=say_reason(said.reason)), said.at)
        now = [Evidence(message("Now: {why}", why=say_reason(stands.reason)))] if stands else []
        since = settings_changed_since(case.server, case.changes, said.at, FIELDS)
        return Stage("rules", "done", (then, *now, *since)), None
    if stands is None or seen is None:
        verdict = Evidence(message("Not posted: {why}", why=_why_gone(case)))
        return Stage("rules", "stopped", (Evidence("Nothing is there to judge"),)), verdict
    is_over, why = stands.state in ("out", "small"), say_reason(stands.reason)
    verdict = Evidence(_say_verdict(case, stands, seen))
    later = [] if is_over else [Evidence(_LATER[stands.state == "owed"])]
    lines = (Evidence(message("It {why}", why=why)), Evidence(_looked_at(case, seen)), *later)
    is_same = verdict.words.endswith(why)
    return Stage("rules", "stopped" if is_over else "waits", lines, verdict if is_same else None), verdict


_LATER = (
    "It is looked at again with its next report.",
    "It goes out with its next report. What is there already when a feed, a file or a setting is new is not posted.",
)


def _looked_at(case: StoryCase, seen: Candidate) -> str:
    """Return what the other rules saw: "Reported · music · 1 of 5 posts today"."""
    one = "{status} · {topic} · {today} of {count} post today"
    many = "{status} · {topic} · {today} of {count} posts today"
    status = status_label(judge_status(case.story.articles))
    return plural(one, many, case.server.stories_budget, status=status, topic=seen.topic, today=case.spent.today)


def _say_verdict(case: StoryCase, stands: Standing, seen: Candidate) -> str:
    """Return in a sentence why a story is not posted, by the rule that decided."""
    outlets, budget = seen.outlets, case.server.stories_budget
    match stands.cause:
        case "small":
            one = "Not posted: {count} outlet, this server asks for {threshold}"
            many = "Not posted: {count} outlets, this server asks for {threshold}"
            words = plural(one, many, outlets, threshold=case.server.stories_threshold)
        case "bar":
            one = "Waiting: {count} outlet, and by now it takes {bar}"
            many = "Waiting: {count} outlets, and by now it takes {bar}"
            words = plural(one, many, outlets, bar=stands.bar)
        case "budget":
            one = "Waiting: {count} outlet, but today’s {posts} are spent"
            many = "Waiting: {count} outlets, but today’s {posts} are spent"
            words = plural(one, many, outlets, posts=plural("{count} post", "{count} posts", budget))
        case "owed":
            one = "Not posted yet: {count} outlet, and it passes the rules now"
            many = "Not posted yet: {count} outlets, and it passes the rules now"
            words = plural(one, many, outlets)
        case "unsure":
            status = status_label(judge_status(case.story.articles)).lower()
            words = message("Waiting: {status} so far, which is not sure enough to post", status=status)
        case "no channel":
            words = "Not posted: no channel is set for stories"
        case "paused":
            words = "Not posted: posting is paused in this server"
        case "topic":
            words = message("Not posted: the topic {topic} is not wanted here", topic=seen.topic)
        case "old":
            words = message("Not posted: its first report is over {hours} h old", hours=FRESH // 3600)
        case "hour":
            words = message("Waiting: it {why}", why=say_reason(stands.reason))
        case "told" | "released" | "language" | "filter" | "curtain":
            words = message("Not posted: it {why}", why=say_reason(stands.reason))
        case never:
            assert_never(never)
    return words


def _list_names(names: Sequence[str]) -> str:
    return joined(names, most=_MOST_NAMED, word="")


def feeds_of_story(story: Story, feeds: Sequence[Feed], shown: Callable[[int], int]) -> tuple[Feed, ...]:
    """Return the feeds of a story in the order of their reports, their times as the content's clock has them."""
    by_id = {feed.id: feed for feed in feeds}
    ids = dict.fromkeys(article.feed_id for article in story.articles if article.feed_id in by_id)
    return tuple(_feed_shown(by_id[number], shown) for number in ids if number is not None)


def _feed_shown(feed: Feed, shown: Callable[[int], int]) -> Feed:
    poll = feed.poll
    read, failing = poll.ok_at and shown(poll.ok_at), poll.failing_since and shown(poll.failing_since)
    return replace(feed, poll=replace(poll, ok_at=read, failing_since=failing))
