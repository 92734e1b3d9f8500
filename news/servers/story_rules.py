"""Which stories a server is owed as posts or in a digest, and which changes as edits: the rules, with their reasons."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from news.model.post_keys import edit_key, story_key
from news.model.posts import Post, Reason, ShownPost, StoredReason, StoryCode
from news.model.servers import Server
from news.model.stories import Story
from news.servers.posts import PRIORITIES
from news.stories.origins import independent_outlets
from news.stories.status import StatusKind, judge_status
from news.stories.stories import Brief, lead_article
from news.stories.trending import FLOOR_OUTLETS
from news.text.days import due_at, local_day
from news.text.subjects import GRAVE, SUBJECTS, TOPIC_SUBJECTS, Subject, story_subjects

from .judged_story import Candidate, blocking_filter, curtain_setting, drawn_as, hidden_subjects

FRESH = 48 * 3600  # seconds after its first report for which a story is news (docs/faults.md row 28)
HOUR = 3600
MOST_AN_HOUR = 10  # posts in a channel, whatever a server's budget (docs/faults.md row 25)
EDIT_EVERY = 600  # seconds between two drawings of one post
EDITED_FOR = HOUR  # Discord throttles edits of older messages: those are for what was wrong
MOST_IN_DIGEST = 8  # stories
NEAR = 2  # outlets below the bar at which a story is still one that may be posted next

_SURE: frozenset[StatusKind] = frozenset(("reported", "confirmed"))
CORRECTED: frozenset[StatusKind] = frozenset(("denied", "corrected"))
# What a moderator may have posted at once: nothing but a number keeps it back. The rest has a setting of its own to
# be changed, or, as with what is not sure, stays for everybody's sake.
_NUMBERS = frozenset(("small", "bar", "budget", "owed"))

StandingState = Literal["told", "owed", "held", "small", "out"]
StoryChange = Literal["", "grown", "corrected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a server has had at the instant `at`: stories posted on its local day, posts in the channel in an hour."""

    at: int
    today: int = 0
    in_hour: int = 0
    told: frozenset[int] = frozenset()  # stories that it was told of


@dataclass(frozen=True, slots=True)
class Standing:
    """How a story stands in a server, and why; `news.servers.wording` has the words.

    `bar` is the number of independent outlets that it takes now. Told: posted. Owed: goes out. Held: waits for more
    outlets, a surer status or another day. Small: below the server's threshold. Out: not for this server.
    """

    state: StandingState
    bar: int
    reason: Reason[StoryCode]

    @property
    def cause(self) -> StoryCode:
        """Return the rule that decided, for whoever wants to change it."""
        return self.reason.code


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPost:
    """What a post of a story shows."""

    post: int  # its id, which its button carries
    story: Story
    role: int = 0  # the one that it mentions, 0 for none
    since: int | None = None  # when it was posted, for one that is drawn anew: what came later is told apart
    curtain: tuple[Subject, ...] = ()  # for which it stands behind a curtain, () for none


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What a digest shows: its stories in order, each with the arithmetic of its place, of `total` in the span.

    `curtains` has the stories that stand behind a curtain, with the subjects for which they do.
    """

    post: int  # its id, which its button carries
    day: date
    hours: int
    total: int
    stories: tuple[tuple[Brief, str], ...]
    curtains: Mapping[int, tuple[Subject, ...]] = field(default_factory=dict)


def day_began(server: Server, now: int) -> int:
    """Return when the local day of a server began, by which its budget is counted."""
    return due_at(local_day(now, server.zone), 0, server.zone)


def is_posting_stories(server: Server) -> bool:
    """True if a server wants stories posted."""
    return bool(server.stories_channel) and not server.paused


def story_standing(server: Server, story: Candidate, spent: Spent) -> Standing:
    """Return how a story stands in a server; the first reason that holds."""
    bar = server.stories_threshold + spent.today
    state, reason = _decide_standing(server, story, spent, bar)
    return Standing(state, bar, reason)


def _decide_standing(
    server: Server, story: Candidate, spent: Spent, bar: int
) -> tuple[StandingState, Reason[StoryCode]]:
    if story.id in spent.told:
        return "told", Reason("told")
    if not server.stories_channel:
        return "out", Reason("no channel")
    if server.paused:
        return "out", Reason("paused")
    if unwanted := unwanted_reason(server, story):
        return "out", unwanted
    if story.first_at < spent.at - FRESH:
        return "out", Reason("old", numbers={"hours": FRESH // 3600})
    return _weigh_story(server, story, spent, bar)


def _weigh_story(server: Server, story: Candidate, spent: Spent, bar: int) -> tuple[StandingState, Reason[StoryCode]]:
    """Weigh a story that a server wants: is it big and sure enough, and is there room for it?"""
    size = {"outlets": story.outlets}
    to_pass = size | {"bar": bar, "threshold": server.stories_threshold, "today": spent.today}
    if story.outlets < server.stories_threshold:
        return "small", Reason("small", numbers=size | {"threshold": server.stories_threshold})
    if not is_sure(story):
        return "held", Reason("unsure", _unsure_names(story), size)
    if spent.today >= server.stories_budget:
        return "held", Reason("budget", numbers=size | {"budget": server.stories_budget})
    if story.outlets < bar:
        return "held", Reason("bar", numbers=to_pass)
    if spent.in_hour >= MOST_AN_HOUR:
        return "held", Reason("hour", numbers=size | {"in_hour": spent.in_hour, "most": MOST_AN_HOUR})
    return "owed", Reason("owed", numbers=to_pass)


def unwanted_reason(server: Server, story: Candidate) -> Reason[StoryCode] | None:
    """Return why a server does not want a story, however big it is; None if it does.

    Asked again when a post is sent (`obsolete_reason`) and when a digest is drawn: what was changed meanwhile counts.
    """
    if not is_wanted(server, story.topic):
        return Reason("topic", (story.topic,))
    if server.language and _bare_language(story.language) != _bare_language(server.language):
        return Reason("language", (story.language,))
    if kept := blocking_filter(server.filters, story):
        value = kept.value if kept.kind != "person" else ""  # a number, which says nothing to a reader
        return Reason("filter", (kept.mode, kept.kind, value))
    if drawn_as(server, story.subjects) == "out":
        subject = next(s for s in SUBJECTS if s in story.subjects and curtain_setting(server, s) == "out")
        return Reason("curtain", (subject,))
    return None


def obsolete_reason(server: Server, story: Candidate) -> StoredReason | None:
    """Return why a story that is owed is not posted after all, None if it is."""
    if unwanted := unwanted_reason(server, story):
        return unwanted
    return None if is_sure(story) else Reason("not sure any more", _unsure_names(story))


def _unsure_names(story: Candidate) -> tuple[str, str]:
    """Return the status of a story that is not sure, and the subject for which it waits."""
    return story.status, "death" if "death" in _grave_subjects(story) else "accusations"


def _bare_language(tag: str) -> str:
    """Return a language without its country: "en-GB" is "en"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def is_wanted(server: Server, topic: str) -> bool:
    """True if a server wants stories about a topic; one that names none wants all."""
    return not server.stories_topics or topic in server.stories_topics


def is_sure(story: Candidate) -> bool:
    """True if a story may be told unasked: of a death or an accusation nothing is that may not be so."""
    return not _grave_subjects(story) or story.status in _SURE


def is_releasable(story: Candidate, stands: Standing, spent: Spent) -> bool:
    """True if a moderator may have a story posted now; never one that is not sure, nor an eleventh in an hour."""
    return stands.cause in _NUMBERS and is_sure(story) and spent.in_hour < MOST_AN_HOUR


def may_show_headline(story: Candidate) -> bool:
    """True if an edit may put a headline up: a death or an accusation that is not sure only as what it is."""
    return is_sure(story) or story.status in CORRECTED


def _grave_subjects(story: Candidate) -> frozenset[Subject]:
    """Return for which subjects a story waits until it is sure, by its topic or by what a headline tells."""
    by_topic = TOPIC_SUBJECTS.get(story.topic)
    return GRAVE & (story.subjects | ({by_topic} if by_topic else set()))


def curtained_subjects(server: Server, story: Candidate) -> tuple[Subject, ...]:
    """Return the subjects for which a server has a story behind a curtain, the gravest first."""
    return hidden_subjects([server], story.subjects)


def stories_to_post(server: Server, stories: Iterable[Candidate], spent: Spent) -> list[tuple[Candidate, Standing]]:
    """Return those of the stories that a server is owed now, the biggest first; each raises the bar for the next."""
    found: list[tuple[Candidate, Standing]] = []
    for story in biggest_first(stories):
        # Its size first, a comparison: what filters make of a headline is work, of 50 words in each of 300 servers.
        if _weigh_story(server, story, spent, server.stories_threshold + spent.today)[0] != "owed":
            continue
        stands = story_standing(server, story, spent)
        if stands.state == "owed":
            found.append((story, stands))
            spent = replace(spent, today=spent.today + 1, in_hour=spent.in_hour + 1, told=spent.told | {story.id})
    return found


def stories_near_bar(
    server: Server, stories: Iterable[Candidate], spent: Spent, most: int = 5
) -> list[tuple[Candidate, Standing]]:
    """Return the stories that may be posted next: held, or a few outlets below the bar; the biggest first."""
    placed = ((story, story_standing(server, story, spent)) for story in biggest_first(stories))
    return [
        (story, stands)
        for story, stands in placed
        if stands.state in ("owed", "held") or (stands.state == "small" and story.outlets >= stands.bar - NEAR)
    ][:most]


def biggest_first(stories: Iterable[Candidate]) -> list[Candidate]:
    """Put stories in the order in which they may spend a budget: by outlets, then the newest."""
    return sorted(stories, key=lambda story: (-story.outlets, -story.first_at, story.id))


def story_change(story: Story, new: Collection[int], retitled: int = 0) -> StoryChange:
    """Return what the articles `new` to a story (their keys) or a new headline of one of them are for its post.

    "corrected": it is denied or corrected now. "grown": another outlet, another status, another headline on top, or a
    subject for which there are curtains.
    """
    before = [article for article in story.articles if article.key not in new]
    status = judge_status(story.articles).kind
    has_turned = not before or judge_status(before).kind != status
    says_so = any(judge_status([article]).kind == status for article in story.articles if article.key == retitled)
    if status in CORRECTED and (has_turned or says_so):
        return "corrected"
    has_outlets = len(independent_outlets(before)) < len(independent_outlets(story.articles))
    has_subject = bool(story_subjects(story) - story_subjects(replace(story, articles=tuple(before))))
    return "grown" if has_turned or has_outlets or has_subject or retitled == lead_article(story).key else ""


def edit_due(posted_at: int, drawn_at: int, changed: StoryChange, now: int) -> tuple[int, int | None] | None:
    """Return when a changed post is drawn anew and until when that is of use (None: always); None for not at all.

    At most once in EDIT_EVERY and for EDITED_FOR after it was posted; a correction has no end.
    """
    due = max(now, drawn_at + EDIT_EVERY)
    if changed == "corrected":
        return due, None
    last = posted_at + EDITED_FOR
    return (due, last) if changed and due < last else None


def choose_stories(server: Server, ranked: Iterable[Candidate]) -> Sequence[Candidate]:
    """Return the stories of a digest, in their order: wanted by the server, sure enough, of more than one outlet."""
    return list(_fitting_stories(server, ranked))[:MOST_IN_DIGEST]


def _fitting_stories(server: Server, ranked: Iterable[Candidate]) -> Iterator[Candidate]:
    return (
        story
        for story in ranked
        if story.outlets >= FLOOR_OUTLETS and is_sure(story) and unwanted_reason(server, story) is None
    )


def story_post(server: Server, story: Candidate, now: int) -> Post:
    """Return the post of a story that a server is owed now."""
    return Post(
        key=story_key(server.guild, story.id),
        guild=server.guild,
        channel=server.stories_channel,
        kind="story",
        subject=str(story.id),
        priority=PRIORITIES["story"],
        due_at=now,
        expires_at=story.first_at + FRESH,
    )


def story_edit(shown: ShownPost, due_at: int, expires_at: int | None) -> Post:
    """Return the edit that draws a post of a story anew."""
    return Post(
        key=edit_key(shown.post, shown.edits + 1),
        guild=shown.guild,
        channel=shown.channel,
        kind="edit",
        subject=str(shown.post),
        priority=PRIORITIES["edit"],
        due_at=due_at,
        expires_at=expires_at,
        message=shown.message,
    )
