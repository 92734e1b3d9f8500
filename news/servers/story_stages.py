"""A story in one server: its stages from feed to post, by what the store has and what the rules say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from news.model.articles import Article
from news.model.feeds import Feed
from news.model.posts import RulesThen
from news.model.servers import Change, Server
from news.model.stories import Story
from news.stories.origins import independent_outlets
from news.stories.status import judge_status, status_label
from news.stories.trending import counted
from news.text.outlets import outlet_key

from .fixes import Fix
from .judged_story import Candidate
from .stages import (
    Chain,
    Evidence,
    PostProgress,
    Stage,
    mark_reached,
    sending_stages,
    settings_changed_since,
)
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
    mends: tuple[Fix, ...] = ()


def story_chain(case: StoryCase) -> Chain:
    """Return the six stages of a story in a server."""
    rules, verdict = _rules_stage(case)
    sent = sending_stages(case.delivery, case.now)
    stages = mark_reached([_feeds_stage(case), _articles_stage(case), _story_stage(case), rules, *sent.stages])
    if rules.mark == "done" and case.story.articles:
        verdict = sent.verdict
    return Chain(title=case.story.headline, verdict=verdict, stages=stages, mends=case.mends, post=case.delivery.post)


def _feeds_stage(case: StoryCase) -> Stage:
    articles = case.story.articles
    if not articles:
        return Stage("feed", "done", (Evidence(_why_gone(case)),))
    failing = [feed for feed in case.feeds if feed.poll.error]
    lines = [Evidence(f"{feed.source.name}, last read", feed.poll.ok_at) for feed in case.feeds[:1]]
    if len(case.feeds) > 1:
        lines.append(Evidence(f"and {counted(len(case.feeds) - 1, 'more feed')}"))
    if failing:
        failed = failing[0]
        rest = f", and {counted(len(failing) - 1, 'more')}" if failing[1:] else ""
        when = failed.poll.failing_since
        lines[1:] = [Evidence(f"{failed.source.name} fails ({failed.poll.error}){rest}, since", when)]
    if bare := sum(1 for article in articles if article.feed_id is None):
        lines.append(Evidence(f"{counted(bare, 'report')} of no feed: imported, or the feed is gone"))
    return Stage("feed", "done", tuple(lines))


def _why_gone(case: StoryCase) -> str:
    if case.is_elsewhere:
        return "no feed that counts for this server reports it"
    return "its articles are past the time for which they are kept"


def _articles_stage(case: StoryCase) -> Stage:
    articles = case.story.articles
    if not articles:
        return Stage("article", "done", (Evidence("first report", case.story.first_at),))
    first, last = articles[0], articles[-1]
    lines = [Evidence(f"first by {first.outlet}", first.published)]
    if first.first_seen - first.published > DELAYED:
        lines.append(Evidence("that one was first seen here", first.first_seen))
    if last is not first:
        lines.append(Evidence(f"newest by {last.outlet}", last.published))
    if late := sum(1 for article in articles if article.first_seen - article.published > FRESH):
        lines.append(Evidence(f"{counted(late, 'report')} came over {FRESH // 3600} h late"))
    return Stage("article", "done", tuple(lines))


def _story_stage(case: StoryCase) -> Stage:
    articles = case.story.articles
    if not articles:
        return Stage("story", "done")
    counts = list(independent_outlets(articles))
    joined = ", put together by the names and words they share" if articles[1:] else ""
    lines = [Evidence(f"{counted(len(articles), 'report')}{joined}")]
    if counts:
        lines.append(Evidence(f"{counted(len(counts), 'independent outlet')}: {_list_names(counts)}"))
    if copied := _outlets_not_counted(articles):
        lines.append(Evidence(f"not counted for themselves: {_list_names(copied)}"))
    return Stage("story", "done", tuple(lines))


def _outlets_not_counted(articles: Iterable[Article]) -> list[str]:
    """Return who counts under another's name, as "Spotlight (under The Marquee)"; archives count under nobody's."""
    said: dict[str, str] = {}
    for article in articles:
        if not article.independent:
            said.setdefault(article.outlet, f"{article.outlet} (an archive)")
        elif outlet_key(article.origin) != outlet_key(article.outlet):
            said.setdefault(article.outlet, f"{article.outlet} (under {article.origin})")
    return list(said.values())


def _rules_stage(case: StoryCase) -> tuple[Stage, Evidence]:
    """Return what the rules said when the story was posted beside what they say now; else what they say and come to."""
    stands, said, seen = case.stands, case.said, case.seen
    if said is not None:
        now = [Evidence(f"now: {say_reason(stands.reason)}")] if stands else []
        since = settings_changed_since(case.server, case.changes, said.at, FIELDS)
        return Stage("rules", "done", (Evidence(f"then: {say_reason(said.reason)}", said.at), *now, *since)), Evidence(
            ""
        )
    if stands is None or seen is None:
        return Stage("rules", "stopped", (Evidence("nothing is there to judge"),)), Evidence(
            f"Not posted: {_why_gone(case)}"
        )
    is_over = stands.state in ("out", "small")
    later = [] if is_over else [Evidence(_LATER[stands.state == "owed"])]
    lines = (Evidence(f"it {say_reason(stands.reason)}"), Evidence(_looked_at(case, seen)), *later)
    return Stage("rules", "stopped" if is_over else "waits", lines), Evidence(_story_verdict(case, stands, seen))


_LATER = (
    "It is looked at again with its next report.",
    "It goes out with its next report. What is there already when a feed, a file or a setting is new is not posted.",
)


def _looked_at(case: StoryCase, seen: Candidate) -> str:
    """Return what the other rules saw: "Reported · music · 1 of 5 posts today"."""
    status = status_label(judge_status(case.story.articles))
    return f"{status} · {seen.topic} · {case.spent.today} of {counted(case.server.stories_budget, 'post')} today"


def _story_verdict(case: StoryCase, stands: Standing, seen: Candidate) -> str:
    has = counted(seen.outlets, "outlet")
    status = status_label(judge_status(case.story.articles)).lower()
    return {
        "small": f"Not posted: {has}, this server asks for {case.server.stories_threshold}",
        "bar": f"Waiting: {has}, and by now it takes {stands.bar}",
        "budget": f"Waiting: {has}, but today’s {counted(case.server.stories_budget, 'post')} are spent",
        "unsure": f"Waiting: {status} so far, which is not sure enough to post",
        "owed": f"Not posted yet: {has}, and it passes the rules now",
        "no channel": "Not posted: no channel is set for stories",
        "paused": "Not posted: posting is paused in this server",
        "topic": f"Not posted: the topic {seen.topic} is not wanted here",
        "old": f"Not posted: its first report is over {FRESH // 3600} h old",
    }.get(stands.cause, f"{'Waiting' if stands.state == 'held' else 'Not posted'}: it {say_reason(stands.reason)}")


def _list_names(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
