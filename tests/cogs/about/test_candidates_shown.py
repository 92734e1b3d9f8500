"""Names in headlines that the catalogue lacks: counted as articles come in, shown to moderators in /about."""

from collections.abc import Sequence
from typing import Any

from simcord import InteractionResult

from news.model.articles import Article
from news.model.feeds import Entry
from news.model.people import Person
from news.model.stories import PlacedArticle, Placement
from news.people.catalogue_match import Catalogue
from news.text.links import hash_text
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, buttons, components, text

DAY = 86400
OUTLETS = ("The Marquee", "Spotlight", "Chart Watch")


async def keep(
    stage: Stage, *names: str, outlets: Sequence[str] = OUTLETS, times: int = 1, ago: int = 3600, read_at: int = NOW
) -> None:
    """Keep an article of each outlet, so many times, whose headline has these names."""
    for outlet in outlets:
        for time in range(times):
            await add(stage, article(f"{names} {outlet} {time} {ago}", outlet, NOW - ago, read_at, names))


def article(key: str, outlet: str, at: int, read_at: int, names: Sequence[str], **more: Any) -> Article:
    return Article(
        key=hash_text(key),
        title_key=hash_text(key),
        outlet=outlet,
        feed_id=None,
        entry=Entry(title=key),
        published=at,
        first_seen=read_at,
        origin=outlet,
        unknown=tuple(names),
        **more,
    )


async def add(stage: Stage, made: Article) -> None:
    await stage.storage.articles.add([made], Placement((PlacedArticle(made.key, -1),)))


async def most(stage: Stage, **options: int) -> list[tuple[str, int, int]]:
    return [(one.name, one.headlines, one.outlets) for one in await stage.storage.candidates.most(NOW, **options)]


async def about(stage: Stage, who: Any) -> InteractionResult:
    return await who.slash(stage.channel, "about")


async def test_moderators_see_the_names_that_three_outlets_use_most_used_first(stage: Stage) -> None:
    await keep(stage, "Anna Example")
    await keep(stage, "Berta Muster", times=2)
    await keep(stage, "Carl Sample", outlets=OUTLETS[:2], times=9)
    shown = text(await about(stage, stage.moderator))
    assert "Berta Muster · 6 headlines from 3 outlets\nAnna Example · 3 headlines from 3 outlets\n" in shown
    assert "Carl Sample" not in shown


async def test_members_see_nothing_of_it(stage: Stage) -> None:
    await keep(stage, "Anna Example")
    result = await about(stage, stage.member)
    assert "Anna Example" not in text(result)
    assert "lacks" not in text(result)
    assert not buttons(result)
    refused = await stage.app.router.make("action", "candidates", pressed_by_a_member(stage), "-")
    assert refused is not None
    assert "Manage Server" in str(refused.view.to_components())
    assert "Anna Example" not in str(refused.view.to_components())


def pressed_by_a_member(stage: Stage) -> Any:
    """Stand in for a press of a button that its presser never got."""

    class Press:
        guild_id = stage.channel.guild.id
        client = stage.bot

        class permissions:  # noqa: N801 - discord.py's name
            manage_guild = False

    return Press


async def test_nobody_in_direct_messages_sees_it(stage: Stage) -> None:
    assert "lacks" not in text(await stage.moderator.user.slash("about"))


async def test_none_lately_is_an_answer_too(stage: Stage) -> None:
    assert "lacks\nNone lately" in text(await about(stage, stage.moderator))


async def test_the_first_page_turned_back_to_asks_for_the_right_again(stage: Stage) -> None:
    await keep(stage, "Anna Example")
    sources = [stage.newsroom.publish(f"Outlet {n:02}", Item(title=f"Adele sings {n}")) for n in range(13)]
    await stage.read(*sources)
    first = await about(stage, stage.moderator)
    assert "Anna Example" in text(first)
    second = await stage.moderator.click(first.response, custom_id=buttons(first)["Next ›"]["custom_id"])
    assert "Names without an entry" not in buttons(second)
    back = await stage.moderator.click(second.response, custom_id=buttons(second)["‹ Previous"]["custom_id"])
    assert "Anna Example" not in text(back)
    opened = await stage.moderator.click(back.response, custom_id=buttons(back)["Names without an entry"]["custom_id"])
    assert opened.ephemeral
    assert "Anna Example · 3 headlines" in text(opened)


async def test_a_name_that_the_catalogue_has_meanwhile_is_left_out(stage: Stage) -> None:
    await keep(stage, "Anna Example", "Berta Muster")
    stage.app.roster.catalogue = Catalogue([Person(id=1_000_001, name="Anna Éxample")])
    shown = text(await about(stage, stage.moderator))
    assert "Anna" not in shown
    assert "Berta Muster" in shown


async def test_ten_are_shown_and_known_ones_take_no_place(stage: Stage) -> None:
    names = [f"Anna {letter * 3}" for letter in "ABCDEFGHIJKLM"]
    await keep(stage, *names)
    stage.app.roster.catalogue = Catalogue([Person(id=1, name="Anna AAA")])
    shown = text(await about(stage, stage.moderator))
    assert "Anna AAA" not in shown
    assert "Anna KKK" in shown
    assert "Anna LLL" not in shown


async def test_only_the_last_seven_days_count(stage: Stage) -> None:
    await keep(stage, "Anna Example", ago=7 * DAY)
    await keep(stage, "Berta Muster", ago=6 * DAY)
    assert await most(stage) == [("Berta Muster", 3, 3)]
    assert await most(stage, days=8) == [("Anna Example", 3, 3), ("Berta Muster", 3, 3)]


async def test_what_comes_after_now_does_not_count_yet(stage: Stage) -> None:
    await keep(stage, "Anna Example", ago=-DAY, read_at=NOW + DAY)
    assert await most(stage) == []


async def test_spellings_are_one_name_shown_with_small_letters(stage: Stage) -> None:
    await keep(stage, "ANNA-LENA EXAMPLE", outlets=OUTLETS[:1])
    await keep(stage, "Anna-Léna Example", outlets=OUTLETS[1:])
    assert await most(stage) == [("Anna-Léna Example", 3, 3)]


async def test_a_name_twice_in_a_headline_counts_once(stage: Stage) -> None:
    await keep(stage, "Anna Example", "ANNA EXAMPLE")
    assert await most(stage) == [("Anna Example", 3, 3)]


async def test_archives_and_old_articles_do_not_count(stage: Stage) -> None:
    await keep(stage, "Anna Example", ago=31 * DAY)
    for outlet in OUTLETS:
        await add(stage, article(outlet, outlet, NOW, NOW, ["Berta Muster"], independent=False))
    assert not await stage.storage._db.rows("SELECT * FROM candidates")


async def test_names_go_thirty_days_after_with_the_refreshs_clearing(stage: Stage) -> None:
    await keep(stage, "Anna Example", ago=2 * DAY)
    stage.clock.now += 27 * DAY
    await stage.refresh.prune()
    assert await stage.storage._db.rows("SELECT * FROM candidates")
    stage.clock.now += DAY
    await stage.refresh.prune()
    assert not await stage.storage._db.rows("SELECT * FROM candidates")


async def test_hostile_names_show_as_text(stage: Stage) -> None:
    await keep(stage, "<@&1> @everyone **Bold** https://evil.example/" + "x" * 300)
    result = await about(stage, stage.moderator)
    assert "\\<@&1\\>" in text(result)
    assert "**Bold**" not in text(result)
    assert sum(len(part.get("content", "")) for part in components(result.response.components)) < 1_000


async def test_names_are_counted_as_feeds_are_read(stage: Stage) -> None:
    titles = ("Adele sings with Jessica Malonesky", "Jessica Malonesky's song", "Who is Jessica Malonesky?")
    made = [stage.newsroom.publish(outlet, Item(title=title)) for outlet, title in zip(OUTLETS, titles, strict=True)]
    await stage.read(*made)
    await stage.read(*made)
    assert "Jessica Malonesky · 3 headlines from 3 outlets" in text(await about(stage, stage.moderator))
