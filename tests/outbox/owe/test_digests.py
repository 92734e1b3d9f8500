"""Digests in the store and in the channel: owed once a local day, drawn as /trending ranks, sent as one message."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cogs.posts import post_card
from cogs.posts.post_content import PostContentCog
from news.model.posts import Post
from news.model.servers import Filter, Server
from news.servers.story_rules import Digest
from news.text.days import due_at
from outbox.owe.digests import owe_digests
from outbox.view.read_for_post import read_digest
from outbox.view.upcoming import next_posts_of
from storage import open_storage
from tests.kit.digests import TITLES, read
from tests.kit.discord_rules import limit_faults, schema_faults
from tests.kit.newsroom import NOW
from tests.kit.stage import Stage, components, text

HOUR, DAY = 3600, 86400
DUE = due_at(date(2021, 6, 9), 1080, "UTC")  # two hours before NOW


@pytest.fixture
async def server(stage: Stage) -> Server:
    """A server that wants a digest, seen for the first time yesterday."""
    made = Server(guild=stage.channel.guild.id, digest_channel=stage.channel.id)
    await stage.storage.servers.put(made)
    assert await owe_digests(stage.storage, NOW - DAY) == []
    return made


async def digests(stage: Stage) -> list[Post]:
    rows = await stage.storage._db.rows("SELECT key FROM posts WHERE kind = 'digest' ORDER BY id")
    return list((await stage.storage.posts.by_keys([row["key"] for row in rows])).values())


async def drawn(stage: Stage) -> Digest:
    [post] = await digests(stage)
    found = await read_digest(stage.storage, post, stage.clock())
    assert found
    return found


async def test_a_digest_is_owed_once_a_local_day(stage: Stage, server: Server) -> None:
    key = f"digest:{server.guild}:2021-06-09"
    assert await owe_digests(stage.storage, DUE - 1) == []
    assert await owe_digests(stage.storage, DUE) == [key]
    assert await owe_digests(stage.storage, DUE + 60) == []
    await stage.storage.servers.put(replace(server, zone="Asia/Tokyo", digest_at=0))
    assert await owe_digests(stage.storage, DUE + 120) == [f"digest:{server.guild}:2021-06-10"]
    await stage.storage.servers.put(server)
    assert await owe_digests(stage.storage, DUE + 180) == []
    first, _ = await digests(stage)
    assert (first.due_at, first.expires_at) == (DUE, DUE + 6 * HOUR)


async def test_what_is_done_outlives_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "digests.db")
    for at, owes in ((NOW - DAY, 0), (NOW, 1), (NOW + 60, 0)):
        async with open_storage(path) as storage:
            await storage.servers.put(Server(guild=1, digest_channel=2))
            assert len(await owe_digests(storage, at)) == owes


async def test_a_digest_that_cannot_be_kept_is_not_done_with(stage: Stage, server: Server) -> None:
    async with stage.storage._db.transaction() as tx:
        await tx.rows("CREATE TRIGGER full BEFORE INSERT ON posts BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    with pytest.raises(Exception, match="full"):
        await owe_digests(stage.storage, NOW)
    async with stage.storage._db.transaction() as tx:
        await tx.rows("DROP TRIGGER full")
    assert len(await owe_digests(stage.storage, NOW)) == 1


async def test_a_digest_lists_the_top_stories_as_trending_ranks_them(stage: Stage, server: Server) -> None:
    await read(stage)
    await owe_digests(stage.storage, NOW)
    found = await drawn(stage)
    assert found.total == len(TITLES)
    listed = [story.headline for story, _ in found.stories]
    assert len(listed) == 8
    trending = text(await stage.slash("trending"))
    places = [trending.index(headline.removesuffix(" now")) for headline in listed[:5]]
    assert places == sorted(places)
    assert found.stories[0][1].startswith("3 articles from 3 outlets in 24 h")


async def test_a_digest_ends_when_it_was_due(stage: Stage, server: Server) -> None:
    await read(stage, TITLES[:2], hours=0.5)  # after 18:00
    await owe_digests(stage.storage, NOW)
    [post] = await digests(stage)
    assert await read_digest(stage.storage, post, NOW) is None


async def test_a_week_looks_back_over_seven_days(stage: Stage, server: Server) -> None:
    await stage.storage.servers.put(replace(server, digest_every="week", digest_weekday=2))
    await read(stage, TITLES[:2], hours=100)
    assert await owe_digests(stage.storage, NOW)
    found = await drawn(stage)
    assert (found.hours, len(found.stories)) == (168, 2)
    card = post_card.digest_post(found, stage.app.name)
    assert "The week in stories" in shown(card.view.to_components())


async def test_nothing_to_say_is_no_post(stage: Stage, server: Server) -> None:
    await read(stage, TITLES[:1], hours=40)
    await owe_digests(stage.storage, NOW)
    [post] = await digests(stage)
    assert await read_digest(stage.storage, post, NOW) is None


async def test_wanted_topics_hold_for_digests(stage: Stage, server: Server) -> None:
    await stage.storage.servers.put(replace(server, stories_topics=("music",)))
    await read(stage)
    await owe_digests(stage.storage, NOW)
    assert {story.topic for story, _ in (await drawn(stage)).stories} == {"music"}


def shown(parts: list[dict[str, Any]]) -> str:
    return "\n".join(part["content"] for part in components(parts) if "content" in part)


@pytest.mark.parametrize("picture", ["", "https://example.com/" + "p" * 400 + ".jpg"])
async def test_a_digest_at_its_worst_keeps_discords_rules(
    stage: Stage, server: Server, picture: str, data: Path
) -> None:
    worst = tuple(f"*_~`|<>[] @everyone <@1> {title} {'and *more* of it ' * 30}"[:500] for title in TITLES)
    await read(stage, worst, picture)
    await owe_digests(stage.storage, NOW)
    card = post_card.digest_post(await drawn(stage), stage.app.name)
    parts = card.view.to_components()
    assert limit_faults(parts) == []
    payload = {"components": parts, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    assert schema_faults(data, "MessageCreateRequest", payload) == []
    labels = [part["label"] for part in components(parts) if part["type"] == 2]
    assert [label for label in labels if label.startswith("Read")] == (
        [f"Read {n}" for n in range(1, 9)] if picture else ["Read"] * 8
    )
    assert "Why this?" in labels
    assert "<@1>" not in shown(parts)


async def test_each_story_has_its_own_button(stage: Stage, server: Server) -> None:
    await read(stage)
    await owe_digests(stage.storage, NOW)
    found = await drawn(stage)
    parts = components(post_card.digest_post(found, stage.app.name).view.to_components())
    opened = [part["custom_id"] for part in parts if part.get("label") == "Read"]
    assert opened == [f"open:story:0:{story.id}" for story, _ in found.stories]


async def test_a_digest_is_one_message_that_says_why_it_is_there(stage: Stage, server: Server) -> None:
    await read(stage)
    await owe_digests(stage.storage, NOW)
    [post] = await digests(stage)
    cog = PostContentCog(stage.app)
    card = await cog.draw_digest(post)
    assert card
    channel = stage.bot.get_channel(server.digest_channel)
    message = await channel.send(view=card.view)
    asked = await stage.member.click(message, custom_id=f"open:post:0:{post.id}")
    assert "every day at 18:00 (UTC): the top 8 stories" in text(asked)
    opened = await stage.member.click(message, custom_id=f"open:story:0:{(await drawn(stage)).stories[0][0].id}")
    assert "Sources" in text(opened)


async def test_next_posts_are_the_weeks_digests(stage: Stage, server: Server) -> None:
    told = await next_posts_of(stage.storage, server, NOW)
    assert [day for _, day in told.digests] == [date(2021, 6, day) for day in range(10, 17)]
    assert told.near == ()


GRAVE = ("Singer Lola Grand dies at 61", "Adele announces a tour of Wales", "Elton John sued over a piano in Pinner")
PICTURE = "https://example.com/stage.jpg"


async def entries(stage: Stage, settings: dict[str, Any], picture: str = "") -> list[dict[str, Any]]:
    """Return a digest's components as these settings have it."""
    server = await stage.storage.servers.get(stage.channel.guild.id)
    await stage.storage.servers.put(replace(server, **settings))
    await read(stage, GRAVE, picture)
    await owe_digests(stage.storage, NOW)
    return post_card.digest_post(await drawn(stage), stage.app.name).view.to_components()


async def test_in_a_digest_curtained_stories_are_spoilers(stage: Stage, server: Server) -> None:
    parts = await entries(stage, {"curtain_death": "curtain"}, PICTURE)
    told = shown(parts)
    grave, plain = ([text for text in told.split("\n") if key in text] for key in ("Lola", "Adele"))
    assert grave
    assert all(text.startswith("||") and text.endswith("||") for text in grave)
    assert "A story about a death**\n||Singer Lola Grand dies at 61" in told
    assert any(not text.startswith("||") for text in plain)
    pictures = [part for part in components(parts) if part["type"] == 11]
    assert {(part["spoiler"], "Lola" in part["description"]) for part in pictures} == {(True, False), (False, False)}
    assert "Picture of a story about a death" in {part["description"] for part in pictures}
    assert limit_faults(parts) == []


async def test_a_curtained_digest_at_its_worst_is_valid(stage: Stage, server: Server, data: Path) -> None:
    worst = tuple(f"|| {title} dies ||{'|| and more of it ' * 30}"[:500] for title in TITLES)
    await stage.storage.servers.put(replace(server, curtain_death="curtain"))
    await read(stage, worst, PICTURE)
    await owe_digests(stage.storage, NOW)
    parts = post_card.digest_post(await drawn(stage), stage.app.name).view.to_components()
    assert limit_faults(parts) == []
    payload = {"components": parts, "flags": 1 << 15, "allowed_mentions": {"parse": []}}
    assert schema_faults(data, "MessageCreateRequest", payload) == []
    for line in shown(parts).split("\n"):
        bare = line.replace("\\|", "")
        assert bare.count("||") in (0, 2), line


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        ({}, 3),
        ({"curtain_death": "out"}, 2),
        ({"curtain_death": "out", "curtain_accusations": "out"}, 1),
        ({"filters": (Filter("word", "block", "tour"),)}, 2),
        ({"filters": (Filter("topic", "only", "death"),)}, 1),
    ],
)
async def test_what_a_server_leaves_out_is_not_in_its_digest(
    stage: Stage, server: Server, settings: dict[str, Any], kept: int
) -> None:
    parts = await entries(stage, settings)
    assert sum(1 for part in components(parts) if part.get("label") == "Read") == kept


async def test_a_digest_in_another_language_has_nothing_to_say(stage: Stage, server: Server) -> None:
    await stage.storage.servers.put(replace(server, language="de"))
    await read(stage, GRAVE)
    await owe_digests(stage.storage, NOW)
    [post] = await digests(stage)
    assert await read_digest(stage.storage, post, NOW) is None
