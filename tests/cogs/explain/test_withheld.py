"""/held: what a server was not posted of the last 48 hours, grouped by what held it, with a way on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from simcord import InteractionResult

from news.model.people import DateClaim, Person
from news.model.posts import Post, Reason
from news.model.servers import Filter
from tests.kit.discord_rules import limit_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.people import people_are
from tests.kit.stage import buttons, components, text
from tests.kit.story_desk import HOUR, OUTLETS, TITLE, TITLES, Desk, big

BAKERY = ("Rihanna opens a bakery at the harbour", "Bakery at the harbour opened by Rihanna", "Rihanna opens bakery")


async def held(desk: Desk) -> InteractionResult:
    return await desk.stage.moderator.slash(desk.stage.channel, "held")


async def press(desk: Desk, shown: InteractionResult, label: str) -> InteractionResult:
    return await desk.stage.moderator.click(shown.response, custom_id=buttons(shown)[label]["custom_id"])


async def report(desk: Desk, *titles: str, hours: float = 5) -> None:
    for outlet, title in zip(OUTLETS, titles, strict=False):
        await desk.report((outlet, Item(title=title, hours=hours)))


async def test_nothing_held_is_said_with_what_was_looked_at(desk: Desk) -> None:
    said = text(await held(desk))
    assert said.startswith("### Nothing is held\nIn the last 48 hours no story of two outlets or more was left out")
    assert "Newest article" in said
    await desk.set(stories_channel=0)
    shown = await held(desk)
    assert "No channel is set for stories, so none is posted here." in text(shown)
    opened = await desk.stage.moderator.click(shown.response, label="Set a channel")
    assert "**Stories**\n" in text(opened)


async def test_stories_are_grouped_by_their_cause_with_the_biggest_first(desk: Desk) -> None:
    await report(desk, *BAKERY[:2])
    await desk.story(3)
    for outlet in OUTLETS[:4]:
        await desk.report((outlet, Item(title="Johnny Depp reportedly arrested over theft", hours=1)))
    await desk.set(filters=(Filter("word", "block", "harbour"),))
    said = text(await held(desk)).splitlines()
    assert said[:2] == [
        "## Held or left out",
        "-# Last 48 hours · not sure enough: 1 · below the threshold: 1 · held by a filter: 1",
    ]
    groups = [line for line in said if line.startswith("-# ") and line.isupper()]
    assert groups == ["-# NOT SURE ENOUGH", "-# BELOW THE THRESHOLD", "-# HELD BY A FILTER"]
    place = said.index("-# BELOW THE THRESHOLD")
    assert said[place + 1 : place + 3] == [
        f"**{TITLE}**",
        "Has 3 outlets; the threshold is 4 · first report <t:1623267000:R>",
    ]


async def test_what_was_posted_and_what_one_outlet_alone_reports_is_not_listed(desk: Desk) -> None:
    await report(desk, BAKERY[0])
    await desk.story(4)
    await desk.send()
    assert "Nothing is held" in text(await held(desk))


async def test_what_is_older_than_48_hours_is_not_listed(desk: Desk) -> None:
    await desk.story(3)
    assert TITLE in text(await held(desk))
    desk.later(49 * HOUR)
    assert "Nothing is held" in text(await held(desk))


async def test_a_story_is_posted_now_from_the_list_and_only_where_it_may_be(desk: Desk) -> None:
    await desk.story(3)
    for outlet in OUTLETS[:2]:
        await desk.report((outlet, Item(title="Johnny Depp reportedly arrested over theft", hours=1)))
    shown = await held(desk)
    labels = [part["label"] for part in components(shown.response.components) if part["type"] == 2]  # type: ignore[union-attr]
    assert labels == ["Why", "Post it now", "Why"]
    released = await press(desk, shown, "Post it now")
    assert text(released).startswith("-# Done: it goes out within seconds.")
    [post] = await desk.posts()
    assert post.state == "owed"
    await desk.send()
    assert TITLE not in text(await held(desk))


async def test_why_opens_the_stages(desk: Desk) -> None:
    await desk.story(3)
    opened = await press(desk, await held(desk), "Why")
    assert text(opened).startswith("### Not posted: 3 outlets, this server asks for 4")


async def test_posts_that_did_not_get_out_stand_first(desk: Desk) -> None:
    await desk.story(4)
    [post] = await desk.posts()
    await desk.stage.storage.posts.suspend(post, Reason("answer", ("HTTP 403 50013",)), NOW, NOW + 86400, None)
    digest = Post(
        key="digest:1",
        guild=desk.server.guild,
        channel=desk.server.stories_channel,
        kind="digest",
        priority=2,
        due_at=NOW - 60,
        subject="2021-06-09",
        expires_at=NOW,
    )
    await desk.stage.storage.posts.owe([digest, replace(digest, key="elsewhere", guild=7)])
    await desk.stage.storage.posts.expire(NOW)
    said = text(await held(desk))
    assert f"-# DID NOT GET OUT\n**{TITLE}**\nIt waits to be sent: its channel takes no posts · due <t:" in said
    assert "**Digest of 9 June 2021**\nGiven up: it had become too late for it · due <t:1623268740:R>" in said
    assert said.count("Digest of") == 1


async def test_what_waits_while_posting_is_paused_says_so(desk: Desk) -> None:
    await desk.story(4)
    await desk.set(paused=True)
    shown = await held(desk)
    assert "It waits to be sent: posting is paused" in text(shown)
    opened = await press(desk, shown, "Why")
    assert text(opened).startswith("### Waiting: posting is paused in this server")


async def test_a_story_that_was_given_up_stands_with_what_holds_it_and_can_be_posted(desk: Desk) -> None:
    await desk.story(4)
    block = Filter("word", "block", "tour")
    await desk.set(filters=(block,))
    await desk.send()
    said = text(await held(desk))
    assert said.count(TITLE) == 1
    assert "Is held by this server’s filter: never the word tour" in said
    opened = await press(desk, await held(desk), "Why")
    assert text(opened).startswith("### Not posted: it is held by this server’s filter: never the word tour")
    mended = await press(desk, opened, "Remove the filter: never tour")
    released = await press(desk, mended, "Post it now")
    assert "Done: it goes out within seconds." in text(released)
    await desk.send()
    assert len(desk.messages()) == 1
    assert "Nothing is held" in text(await held(desk))


ONE = Person(id=1, name="Person One", birth="1980-06-09", birth_confidence="A")


async def test_birthdays_that_were_missed_or_are_held_are_listed(desk: Desk) -> None:
    two = replace(ONE, id=2, name="Person Two", birth="1981-06-08", birth_confidence="B")
    three, four = replace(ONE, id=3, name="Person Three"), replace(ONE, id=4, name="Person Four", birth="1990-06-01")
    little = replace(ONE, id=5, name="Little One", birth="2010-06-09")
    await people_are(desk.stage, ONE, two, three, four, little)
    await desk.set(birthdays_channel=desk.stage.channel.id)
    async with desk.stage.storage.transaction() as tx:
        claim = DateClaim(kind="death", date="2021-06-08", source="Wikidata", first_seen=NOW - 9, last_seen=NOW - 9)
        await tx.people.put_claims([(3, claim)])
        await tx.birthdays.miss(desk.server.guild, date(2021, 6, 9), [1, 5])
        await tx.birthdays.miss(desk.server.guild, date(2021, 6, 1), [4])
    shown = await held(desk)
    said = text(shown)
    assert "-# BIRTHDAYS\n**Person One**\nWas missed: the bot or the channel was away too long · due <t:" in said
    assert "**Person Two**\nIs held: one source alone gives the date · due <t:" in said
    assert "**Person Three**\nIs held: a single source has begun to say that they died" in said
    assert "Little" not in said
    assert "Four" not in said
    assert text(await press(desk, shown, "Why")).startswith("### Not posted: the bot or the channel was away")


async def test_the_list_has_pages_and_stays_within_discords_limits(desk: Desk) -> None:
    await big(desk, TITLES[:7], outlets=3)
    shown = await held(desk)
    assert "page 1 of 2" in text(shown)
    first = found(shown)
    assert len(first) == 5
    assert limit_faults(shown.response.components) == []  # type: ignore[union-attr]
    turned = await press(desk, shown, "Next ›")
    assert "page 2 of 2" in text(turned)
    assert len(found(turned)) == 2
    assert not set(first) & set(found(turned))


def found(result: Any) -> list[str]:
    return [line for line in text(result).splitlines() if line.startswith("**")]


@pytest.mark.parametrize("given", [{"paused": True}, {"stories_topics": ("legal",)}, {"language": "de"}])
async def test_what_a_setting_leaves_out_is_listed_and_not_released(desk: Desk, given: dict[str, Any]) -> None:
    await desk.story(3)
    await desk.set(**given)
    shown = await held(desk)
    assert TITLE in text(shown)
    assert "Post it now" not in buttons(shown)
