"""What a post tells, read when it is sent: the story as it stands then, the digest's stories in order."""

import asyncio
from collections.abc import Sequence

from news.model.post_keys import day_of, post_of, story_of
from news.model.posts import Post
from news.model.servers import Server
from news.model.stories import Story
from news.servers.digests import digest_hours
from news.servers.judged_story import Candidate, curtains_as_of, hidden_subjects
from news.servers.posts import Obsolete
from news.servers.story_rules import (
    Digest,
    StoryPost,
    choose_stories,
    curtained_subjects,
    may_show_headline,
    obsolete_reason,
)
from news.stories.stories import Brief, make_brief
from news.stories.trending import USUAL_DAYS, Rank, explain_rank, rank_subjects, usual_reports, usual_span
from news.text.subjects import Subject
from storage import Storage, Wanted

from .server_view import seen_by

_RANKED = 200  # candidates that are ranked, as in /trending
_READ = 40  # of the first of them, the stories that a digest is chosen from: some are about topics not wanted


async def read_story_post(storage: Storage, post: Post, now: int) -> StoryPost | Obsolete:
    """Return what a post of a story or an edit of one shows now, or why it shows nothing any more.

    What its server does not want any more, or has no article of, is not posted; what is posted stays up to date.
    """
    first = post if post.kind == "story" else await storage.posts.post(post_of(post))
    found = await storage.stories.get(story_of(first), now) if first else None
    if first is None or found is None or not found.articles:
        return Obsolete()
    server = await storage.servers.get(post.guild)
    seen = await seen_by(storage, server, [found], now)
    if not seen:
        return Obsolete()
    [(story, judged)] = seen
    if post.kind == "story" and (reason := obsolete_reason(server, judged)):
        return Obsolete(reason)
    if post.kind == "edit" and not may_show_headline(judged):
        return Obsolete()
    since = first.claimed_at if post.kind == "edit" else None
    return StoryPost(
        post=first.id,
        story=story,
        role=server.mention_role,
        since=since,
        curtain=await _curtain_of(storage, server, judged, since),
    )


async def _curtain_of(storage: Storage, server: Server, story: Candidate, since: int | None) -> tuple[Subject, ...]:
    """Return the subjects for which a story stands behind a curtain: those that it had when it was posted stay."""
    if since is None:
        return curtained_subjects(server, story)
    then = curtains_as_of(server, await storage.changes.last(server.guild), since)
    return hidden_subjects((server, then), story.subjects)


async def read_digest(storage: Storage, post: Post, now: int) -> Digest | None:
    """Return what a digest shows: the span ends when it was due, its stories stand as they do now."""
    server = await storage.servers.get(post.guild)
    hours, until = digest_hours(server), min(post.due_at, now)
    ranks = await ranked_stories(storage, Wanted(since=until - hours * 3600, until=until), hours)
    stories = await storage.stories.some([r.subject for r in ranks[:_READ]], now)
    shown, curtains = await asyncio.to_thread(_chosen_briefs, server, await seen_by(storage, server, stories, now))
    if not shown:
        return None
    reasons = {r.subject: explain_rank(r, "7 days" if hours > 24 else "24 h") for r in ranks}
    return Digest(
        post=post.id,
        day=day_of(post),
        hours=hours,
        total=len(ranks),
        stories=tuple((story, reasons[story.id]) for story in shown),
        curtains=curtains,
    )


def _chosen_briefs(
    server: Server, stories: Sequence[tuple[Story, Candidate]]
) -> tuple[list[Brief], dict[int, tuple[Subject, ...]]]:
    by_id = {story.id: story for story, _ in stories}
    listed = choose_stories(server, [judged for _, judged in stories])
    curtains = {story.id: subjects for story in listed if (subjects := curtained_subjects(server, story))}
    return [make_brief(by_id[story.id]) for story in listed], curtains


async def ranked_stories(storage: Storage, wanted: Wanted, hours: int) -> list[Rank]:
    """Rank the stories of a span as /trending does, by what is usual for the person whom each names most."""
    coverage = await storage.stories.coverage(wanted, _RANKED)
    people = await storage.stories.named(sorted(report.subject for report in coverage), wanted.until)
    begin = await storage.stories.begin(wanted.since - USUAL_DAYS * 86400)
    since, days = usual_span(wanted.since, begin)
    usual: dict[int, float | None] = {}
    if days:
        reports = await storage.stories.reports(sorted(set(people.values())), since, wanted.since)
        usual = {story: usual_reports(reports.get(person, 0), days, hours) for story, person in people.items()}
    return rank_subjects(coverage, usual, hours=hours, now=wanted.until)
