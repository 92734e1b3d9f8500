"""Articles and stories of made-up outlets, for rules that read headlines."""

from news.model.articles import Article, Entry, Mention
from news.model.stories import ReplacedHeadline, Story
from tests.kit.newsroom import NOW


def article(title: str, key: int = 1, *, topic: str = "other", text: str = "", names: dict[int, str] | None = None):
    return Article(
        key=key,
        title_key=key,
        outlet=f"Outlet {key}",
        feed_id=1,
        entry=Entry(title=title, text=text),
        published=NOW + key,
        first_seen=NOW + key,
        origin=f"Outlet {key}",
        topic=topic,
        mentions=tuple(Mention(person, name, "full name") for person, name in (names or {}).items()),
    )


def story(*articles: Article, topic: str = "other", retitled: tuple[ReplacedHeadline, ...] = ()) -> Story:
    title = articles[0].entry.title
    return Story(id=1, headline=title, topic=topic, first_at=NOW, last_at=NOW, articles=articles, retitled=retitled)
