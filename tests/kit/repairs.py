"""Stories that moderators repair."""

from simcord import InteractionResult

from news.model.feeds import Source
from storage import Storage
from tests.kit.newsroom import Item
from tests.kit.stage import Stage, poll_again

TITLE = "Michelle Williams and Adele open a museum in Leeds"
SAME = "Michelle Williams opens a museum in Leeds with Adele"


async def read_a_story(stage: Stage, *more: Source) -> None:
    publish = stage.newsroom.publish
    await stage.read(
        publish("The Marquee", Item(title=TITLE, hours=3), Item(title="Michelle Williams wins a film prize", hours=30)),
        publish("Spotlight", Item(title=SAME, hours=2)),
        *more,
    )
    await poll_again(stage)


async def read(stage: Stage) -> InteractionResult:
    return await stage.slash("story", story="museum")


JURY = (
    "Jury clears drummer of tax fraud in Manchester trial",
    "Manchester jury acquits drummer in tax fraud trial",
    "Drummer cleared of tax fraud by Manchester jury",
    "Tax fraud: Manchester jury clears the drummer",
)


async def where(storage: Storage) -> dict[str, int]:
    """Return by headline the story that it is in."""
    return {row["title"]: row["story_id"] for row in await storage._db.rows("SELECT title, story_id FROM articles")}


async def sides(storage: Storage) -> set[frozenset[str]]:
    found: dict[int, set[str]] = {}
    for title, story in (await where(storage)).items():
        found.setdefault(story, set()).add(title)
    return {frozenset(titles_) for titles_ in found.values()}
