"""/latest and /story, and the buttons on them."""

from news.model.articles import Article
from news.model.feeds import Entry
from news.model.stories import PlacedArticle, Placement
from news.text.links import hash_text
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, buttons, components, poll_again, text

BIRTHDAY = "Kim Kardashian shares birthday message for Kanye West as he turns 44"
ALBUM = "Olivia Rodrigo's first album stays at number one"
TOUR = "Adele confirms a new tour"


async def read_three_stories(stage: Stage) -> None:
    publish = stage.newsroom.publish
    await stage.read(
        publish(
            "The Marquee",
            Item(
                title=BIRTHDAY,
                hours=3,
                summary="The founder posted a family photo from a plane. She wrote “Love u for life” beneath it.",
                byline="Ann Writer",
                category="Celebrity",
                picture="https://example.com/kim.jpg",
            ),
            Item(title=TOUR, hours=1),
        ),
        publish("Spotlight", Item(title="Kim Kardashian's birthday message for Kanye West at 44", hours=2)),
        publish("Chart Watch", Item(title=ALBUM, hours=30)),
    )


async def test_latest_is_newest_first(stage: Stage) -> None:
    await read_three_stories(stage)
    shown = text(await stage.slash("latest"))
    assert shown.index(TOUR) < shown.index(BIRTHDAY) < shown.index(ALBUM)
    assert "-# 3 stories\n" in shown


async def test_latest_of_a_person_chosen_from_the_list(stage: Stage) -> None:
    await read_three_stories(stage)
    choices = await stage.complete("latest", "person", "kanye w")
    chosen = choices[0]
    assert chosen["name"].startswith("Kanye West")
    shown = text(await stage.slash("latest", person=chosen["value"]))
    assert BIRTHDAY in shown
    assert ALBUM not in shown
    assert "Kanye West" in shown


async def test_latest_of_a_typed_name_with_its_accents_left_out(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Beyoncé announces a film")))
    assert "announces a film" in text(await stage.slash("latest", person="beyonce"))


async def test_an_unknown_name_gets_the_nearest_ones(stage: Stage) -> None:
    await read_three_stories(stage)
    result = await stage.slash("latest", person="Kim Kardashain")
    assert result.ephemeral
    assert "Kim Kardashian" in text(result)


async def test_latest_of_a_source_and_of_a_topic(stage: Stage) -> None:
    await read_three_stories(stage)
    shown = text(await stage.slash("latest", source="chart watch"))
    assert ALBUM in shown
    assert TOUR not in shown
    assert TOUR in text(await stage.slash("latest", topic="music"))
    unknown = await stage.slash("latest", source="The Moon")
    assert unknown.ephemeral
    assert "No source called" in text(unknown)


async def test_nobody_under_eighteen_has_a_list_of_their_own(stage: Stage) -> None:
    minor = next(p for p in stage.catalogue.by_name("Millie Bobby Brown"))
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Millie Bobby Brown joins a film")))
    choices = await stage.complete("latest", "person", "millie bobby")
    assert not [c for c in choices if c["value"] == f"#{minor.id}"]
    assert "No person called" in text(await stage.slash("latest", person=f"#{minor.id}"))
    assert "People under 18 have no page" in text(await stage.slash("latest", person="Millie Bobby Brown"))
    opened = await stage.slash("story", story="Millie Bobby Brown joins")
    assert "Millie Bobby Brown joins a film" in text(opened)
    assert "Millie Bobby Brown" not in buttons(opened)


async def test_the_reader_shows_what_who_when_and_how_sure(stage: Stage) -> None:
    await read_three_stories(stage)
    result = await stage.slash("story", story="birthday message Kanye")
    shown = text(result)
    assert f"## {BIRTHDAY}" in shown
    assert "By Ann Writer · The Marquee" in shown
    assert f"<t:{NOW - 3 * 3600}:f>" in shown
    assert "posted a family photo from a plane" in shown
    assert "**Reported**" in shown
    assert "[The Marquee](<" in shown
    assert "[Spotlight](<" in shown
    assert {"Kim Kardashian", "Kanye West", "Open at The Marquee"} <= set(buttons(result))
    thumbnail = next(part for part in components(result.response.components) if part["type"] == 11)
    assert thumbnail["media"]["url"] == "https://example.com/kim.jpg"
    assert thumbnail["description"]


async def test_stories_are_offered_by_words_of_their_headline_newest_first(stage: Stage) -> None:
    await read_three_stories(stage)
    everything = await stage.complete("story", "story", "")
    assert everything[0]["name"] == TOUR
    some = await stage.complete("story", "story", "rodrigo alb")
    assert [c["name"] for c in some] == [ALBUM]
    assert f"## {ALBUM}".replace("'", "'") in text(await stage.slash("story", story=some[0]["value"]))


async def test_no_such_story_says_what_was_looked_for(stage: Stage) -> None:
    await read_three_stories(stage)
    shown = text(await stage.slash("story", story="zebra crossing"))
    assert "No such story" in shown
    assert "zebra crossing" in shown
    assert "No such story" in text(await stage.slash("story", story="#999999"))


async def test_a_person_button_lists_their_stories_after_a_restart(stage: Stage) -> None:
    await read_three_stories(stage)
    result = await stage.slash("story", story="birthday message Kanye")
    await stage.restart()
    opened = await stage.moderator.click(result.response, custom_id=buttons(result)["Kanye West"]["custom_id"])
    assert opened.ephemeral
    assert BIRTHDAY in text(opened)
    assert ALBUM not in text(opened)


async def test_a_changed_headline_is_taken_over_and_the_old_one_kept(stage: Stage) -> None:
    publish = stage.newsroom.publish
    source = publish("The Marquee", Item(title="Adele hints at a tour", link="https://example.com/adele", guid="1"))
    await stage.read(source)
    publish("The Marquee", Item(title=TOUR, link="https://example.com/adele", guid="2"))
    await poll_again(stage)
    assert await stage.storage.articles.count() == 1
    shown = text(await stage.slash("story", story="Adele"))
    assert f"## {TOUR}" in shown
    assert "Earlier headlines" in shown
    assert "Adele hints at a tour" in shown


async def test_a_story_whose_articles_are_gone_keeps_its_headline(stage: Stage) -> None:
    await read_three_stories(stage)
    [(story, _)] = [pair for pair in await stage.storage.stories.titles(NOW) if pair[1] == ALBUM]
    while await stage.storage.articles.prune(NOW - 25 * 3600, limit=1):
        pass
    shown = text(await stage.slash("story", story=f"#{story}"))
    assert ALBUM in shown
    assert "past the time" in shown


async def test_hostile_titles_show_as_text_and_ping_nobody(stage: Stage) -> None:
    title = "@everyone <@&1> [https://good](https://evil) # big ||x|| discord.gg/abc </cmd:1> <t:0>"
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=title, byline="<@1>", summary=f"{title} again")))
    for name in ("latest", "trending"):
        result = await stage.slash(name)
        shown = text(result)
        assert "\\<@&1\\>" in shown
        assert "discord.gg" not in shown
        assert "\\[https\\://good\\]" in shown
        assert not result.response.message.mentions
        assert not result.response.message.mention_everyone


def told(title: str, hours: float, *, independent: bool = True, topic: str = "other") -> Article:
    """Return an article so many hours before NOW, or after it."""
    at = NOW - int(hours * 3600)
    return Article(
        key=hash_text(title),
        title_key=hash_text("The Marquee", title),
        outlet="The Marquee",
        feed_id=None,
        entry=Entry(title=title, published=at),
        published=at,
        first_seen=at,
        origin="The Marquee",
        independent=independent,
        topic=topic,
    )


async def keep(stage: Stage, *stories: list[Article]) -> None:
    """Keep articles as stories of which each has these."""
    for articles in stories:
        await stage.storage.articles.add(articles, Placement(tuple(PlacedArticle(a.key, -1) for a in articles)))


async def test_what_is_dated_after_now_does_not_exist_yet(stage: Stage) -> None:
    moved = [told("Adele hints", 5, independent=False, topic="music"), told(TOUR, -2, topic="business")]
    await keep(stage, moved, [told(ALBUM, 3)], [told(BIRTHDAY, -1)])
    shown = text(await stage.slash("latest"))
    assert "-# 2 stories\n" in shown
    assert shown.index(ALBUM) < shown.index("Adele hints")
    assert TOUR not in shown
    opened = text(await stage.slash("story", story="Adele"))
    assert "## Adele hints" in opened
    assert "music" in opened
    assert "No such story" in text(await stage.slash("story", story="#3"))
    stage.clock.now += 3 * 3600
    shown = text(await stage.slash("latest"))
    assert shown.index(BIRTHDAY) > shown.index(TOUR) > 0


async def test_a_page_turned_later_shows_the_list_as_it_stood(stage: Stage) -> None:
    names = ["Adam Sandler", "Brad Pitt", "Cardi B", "Drew Barrymore", "Emma Stone", "Frank Ocean"]
    await keep(stage, *([told(f"{name} paints", n + 1)] for n, name in enumerate(names)))
    result = await stage.slash("latest")
    stage.clock.now += 3600
    last = told("Frank Ocean paints again", -0.5)
    await stage.storage.articles.add([last], Placement((PlacedArticle(last.key, len(names)),)))
    turned = await stage.member.click(result.response, custom_id=buttons(result)["Next ›"]["custom_id"])
    assert "Frank Ocean paints" in text(turned)
    assert "6 stories · page 2 of 2" in text(turned)


async def test_a_story_past_its_retention_is_in_no_list(stage: Stage) -> None:
    await keep(stage, [told(TOUR, 1)], [told(ALBUM, 30)])
    await stage.storage.articles.prune(NOW - 25 * 3600)
    shown = text(await stage.slash("latest"))
    assert TOUR in shown
    assert "-# 1 story\n" in shown
    assert ALBUM not in shown


async def test_a_page_of_a_list_that_became_shorter_is_its_first(stage: Stage) -> None:
    names = ["Adam Sandler", "Brad Pitt", "Cardi B", "Drew Barrymore", "Emma Stone", "Frank Ocean"]
    await keep(stage, *([told(f"{name} paints", n + 1)] for n, name in enumerate(names)))
    result = await stage.slash("latest")
    await stage.storage.articles.prune(NOW - 5 * 3600)
    turned = await stage.member.click(result.response, custom_id=buttons(result)["Next ›"]["custom_id"])
    assert "-# 5 stories\n" in text(turned)
