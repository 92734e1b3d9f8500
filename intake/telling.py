"""What a post tells, read when it is sent: the story as it stands then, the digest's stories in order."""

import asyncio
from collections.abc import Sequence
from datetime import date

from news.announcing import StoryPost, candidate, is_sure
from news.digests import Digest, chosen, hours_of
from news.model import Post, Server, Story
from news.stories import Brief, brief
from news.trending import USUAL_DAYS, Rank, baseline, rank, usual_in, why
from storage import Storage, Wanted
from storage.announcing import edited

_RANKED = 200  # candidates that are ranked, as in /trending
_READ = 40  # of the first of them, the stories that a digest is chosen from: some are about topics not wanted


async def read_story_post(storage: Storage, post: Post, now: int) -> StoryPost | None:
    """Give what a post of a story or an edit of one shows now; None where there is nothing to say any more."""
    first = post if post.kind == "story" else await storage.posts.post(edited(post))
    story = await storage.stories.get(int(first.subject), now) if first else None
    if first is None or story is None or not story.articles:
        return None
    if post.kind == "story" and not is_sure(await asyncio.to_thread(candidate, story)):
        return None  # of a death or an accusation that was taken back meanwhile
    server = await storage.servers.get(post.guild)
    since = first.claimed_at if post.kind == "edit" else None
    return StoryPost(post=first.id, story=story, role=server.mention_role, since=since)


async def read_digest(storage: Storage, post: Post, now: int) -> Digest | None:
    """Give what a digest shows: the span ends when it was due, its stories stand as they do now."""
    server = await storage.servers.get(post.guild)
    hours, until = hours_of(server), min(post.due_at, now)
    ranks = await ranked_stories(storage, Wanted(since=until - hours * 3600, until=until), hours)
    stories = await storage.stories.some([r.subject for r in ranks[:_READ]], now)
    shown = await asyncio.to_thread(_briefs, server, stories)
    if not shown:
        return None
    reasons = {r.subject: why(r, "7 days" if hours > 24 else "24 h") for r in ranks}
    return Digest(
        post=post.id,
        day=date.fromisoformat(post.subject),
        hours=hours,
        total=len(ranks),
        stories=tuple((story, reasons[story.id]) for story in shown),
    )


def _briefs(server: Server, stories: Sequence[Story]) -> list[Brief]:
    by_id = {story.id: story for story in stories}
    return [brief(by_id[story.id]) for story in chosen(server, [candidate(story) for story in stories])]


async def ranked_stories(storage: Storage, wanted: Wanted, hours: int) -> list[Rank]:
    """Rank the stories of a span as /trending does, by what is usual for the person whom each names most."""
    coverage = await storage.stories.coverage(wanted, _RANKED)
    people = await storage.stories.named(sorted(report.subject for report in coverage), wanted.until)
    begin = await storage.stories.begin(wanted.since - USUAL_DAYS * 86400)
    since, days = baseline(wanted.since, begin)
    usual: dict[int, float | None] = {}
    if days:
        reports = await storage.stories.reports(sorted(set(people.values())), since, wanted.since)
        usual = {story: usual_in(reports.get(person, 0), days, hours) for story, person in people.items()}
    return rank(coverage, usual, hours=hours, now=wanted.until)
