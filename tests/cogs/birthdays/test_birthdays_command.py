"""/birthdays, the post of a day and its buttons, as members see them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import discord
import icalendar
import pytest
from simcord import InteractionResult

from cogs.posts import birthday_post_card
from news.model.people import DateClaim, Person
from news.model.posts import Post
from news.model.servers import Server
from news.people.facts.birthdays import Birthday
from news.servers.posts import post_marker
from tests.kit.discord_rules import limit_faults, schema_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.people import born, people_are
from tests.kit.stage import Stage, buttons, components, text

DAY = date(2021, 6, 9)
HOSTILE = "*_~|`<@1> [x](https://evil.example) @everyone # > -# discord.gg/x"[:60]


async def press(stage: Stage, shown: InteractionResult, label: str) -> InteractionResult:
    return await stage.member.click(shown.response, custom_id=buttons(shown)[label]["custom_id"])


async def file(stage: Stage, shown: InteractionResult) -> icalendar.Calendar:
    pressed = await press(stage, shown, "Calendar (.ics)")
    assert "Google Calendar" in text(pressed)
    assert "Apple Calendar" in text(pressed)
    [part] = [part for part in components(pressed.response.components) if part["type"] == 13]
    assert pressed.response.flags.ephemeral
    content = stage.env.backend.cdn._blobs[part["file"]["url"]]
    return icalendar.Calendar.from_ical(content if isinstance(content, bytes) else content[0])


async def test_today_ranks_by_our_coverage_of_90_days_then_by_popularity(stage: Stage) -> None:
    before = text(await stage.slash("birthdays", when="today")).splitlines()
    assert before[0] == "## Birthdays today, 9 June 2021"
    assert before[2] == "**Johnny Depp** turns 58"
    kapoor = "Sonam Kapoor opens a shop in Mumbai"
    marquee = stage.newsroom.publish("The Marquee", Item(title=kapoor, hours=30), Item(title="Johnny Depp sings"))
    await stage.read(marquee, stage.newsroom.publish("Backlot", Item(title=kapoor, hours=29)))
    stage.clock.now += 3600  # coverage is counted once an hour
    shown = await stage.slash("birthdays")
    said = text(shown).splitlines()
    assert said[2] == "**Sonam Kapoor** turns 36"
    assert said[4] == "**Johnny Depp** turns 58"
    stage.clock.now += 89 * 86400  # by when the older of the articles no longer count
    [depp] = stage.app.catalogue.by_name("Johnny Depp")
    assert await stage.app.birthdays.count_coverage() == {depp.id: 1}
    assert "## Sonam Kapoor" in text(await press(stage, shown, "Profile"))


async def test_an_entry_says_who_it_is_how_old_and_on_whose_word(stage: Stage) -> None:
    one = born("Some Body", "1980-06-09", occupations=("actor", "singer"))
    await people_are(stage, one)
    assert "**Some Body** turns 41\n-# Actor · date from several sources" in text(await stage.slash("birthdays"))
    async with stage.storage.transaction() as tx:
        told = DateClaim(kind="birth", date=one.birth, source="Wikidata", first_seen=NOW - 9, last_seen=NOW - 9)
        await tx.people.put_claims([(one.id, told)])
    assert "date from Limelight’s table and Wikidata" in text(await stage.slash("birthdays"))


async def test_who_may_not_be_greeted_is_not_named_and_what_is_unconfirmed_is_counted(stage: Stage) -> None:
    await people_are(
        stage,
        born("Greeted One", "1980-06-09"),
        born("Doubted One", "1980-06-09", birth_confidence="B"),
        born("Doubtful Two", "1980-06-09", birth_confidence="C"),
        born("Dead One", "1980-06-09", death="2020-01-01"),
        born("Young One", "2005-06-09"),
        born("Shy One", "1980-06-09", flags=("no_birthday",)),
        born("Yearly One", "1980", birth_confidence="year"),
    )
    said = text(await stage.slash("birthdays"))
    assert [line for line in said.splitlines() if " turns " in line] == ["**Greeted One** turns 41"]
    assert "Not listed: 2 people whose date is not confirmed by a second source." in said
    assert "One" not in said.replace("Greeted One", "")


async def test_somebody_who_may_have_died_is_left_out_until_that_is_settled(stage: Stage) -> None:
    one = born("Some Body", "1980-06-09")
    await people_are(stage, one)
    async with stage.storage.transaction() as tx:
        told = DateClaim(kind="death", date="2021-06-08", source="Wikidata", first_seen=NOW - 9, last_seen=NOW - 9)
        await tx.people.put_claims([(one.id, told)])
    assert "No birthdays today" in text(await stage.slash("birthdays"))
    said = text(await stage.slash("birthdays", name="Some Body"))
    assert "No days are counted" in said
    assert "Wikidata says died 8 June 2021" in said
    assert "Turns" not in said


async def test_a_week_shows_the_best_known_of_each_day_and_opens_a_whole_day(stage: Stage) -> None:
    people = [born(f"Person {n}", f"19{50 + n}-06-1{n % 3}", popularity=100 - n) for n in range(15)]
    await people_are(stage, *people)
    shown = await stage.slash("birthdays", when="week")
    said = text(shown)
    assert "## Birthdays from 9 to 15 June 2021\n-# 15 people" in said
    assert "### Thursday, 10 June\nPerson 0 (71), Person 3 (68), Person 6 (65) and 2 more" in said
    opened = await press(stage, shown, "All 5")
    assert "## Birthdays tomorrow, 10 June 2021\n-# 5 people" in text(opened)
    assert opened.response.flags.ephemeral


async def test_a_month_and_a_full_day_have_pages(stage: Stage) -> None:
    people = [born(f"Person {n}", f"1980-06-{n % 30 + 1:02}", popularity=100 - n) for n in range(300)]
    await people_are(stage, *people)
    month = await stage.slash("birthdays", when="June")
    assert "## Birthdays in June 2021\n-# 300 people · most in the news first · page 1 of 5" in text(month)
    day = await stage.slash("birthdays", when="8 June 2021")
    assert "**Person 7** turned 41" in text(day)
    assert "page 1 of 2" in text(day)
    assert "**Person 277**" in text(await press(stage, day, "Next ›"))
    assert "### Tuesday, 8 June" in text(await press(stage, month, "Next ›"))


async def test_nobody_is_an_answer_with_a_way_on(stage: Stage) -> None:
    await people_are(stage, born("Some Body", "1980-06-10"), born("Other Body", "1980-06-09", birth_confidence="B"))
    shown = await stage.slash("birthdays")
    assert "### No birthdays today, 9 June 2021" in text(shown)
    assert "1 person whose date is not confirmed" in text(shown)
    assert "Some Body (41)" in text(await press(stage, shown, "The 7 days around it"))


@pytest.mark.parametrize("when", ["bogus", "31 June", "9999-01-01", "<@1>" * 50])
async def test_what_is_no_day_is_said_to_be_none(stage: Stage, when: str) -> None:
    shown = await stage.slash("birthdays", when=when)
    assert "is no day that I can read" in text(shown)
    assert shown.response.flags.ephemeral


async def test_a_name_gives_the_next_birthday_with_countdown_and_provenance(stage: Stage) -> None:
    await people_are(stage, born("Some Body", "1980-06-20"))
    shown = await stage.slash("birthdays", name="some body")
    said = text(shown)
    assert "**Turns 41 on 20 June 2021, in 11 days**\n40 years old · born 20 June 1980" in said
    assert "-# Birth date: several sources agree (Limelight’s table)" in said
    assert "You follow Some Body" in text(await press(stage, shown, "Follow"))
    assert "## Some Body" in text(await press(stage, shown, "Profile"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"birth": "1950-06-10", "death": "2020-06-09"}, "**Died 9 June 2020**, aged 69"),
        ({"birth": "1980-06-10", "birth_confidence": "B"}, "Birthday not confirmed"),
        ({"birth": "1980-06-10", "birth_confidence": "C"}, "Birthday not confirmed"),
        ({"birth": "1980", "birth_confidence": "year"}, "Birthday not known**\nBorn 1980"),
        ({"birth": ""}, "Birthday not known"),
        ({"birth": "1880-06-10"}, "No source has said for long that they are alive"),
        ({"birth": "1980-06-10", "flags": ("no_birthday",)}, "does not tell this birthday"),
        ({"birth": "2003-06-10"}, "under 18"),
    ],
)
async def test_why_somebody_has_no_birthday_here(stage: Stage, more: dict[str, Any], said: str) -> None:
    await people_are(stage, born("Some Body", **more))
    shown = await stage.slash("birthdays", name="Some Body")
    assert said in text(shown)
    assert "Turns" not in text(shown)
    assert "Calendar (.ics)" not in buttons(shown)
    assert "10 June 1980" not in text(shown)


async def test_a_misspelt_name_leads_to_the_nearest_birthday(stage: Stage) -> None:
    shown = await stage.slash("birthdays", name="Zendeya")
    assert "Turns 25 on 1 September 2021" in text(await press(stage, shown, "Zendaya"))


async def test_today_is_the_servers_day_and_utcs_in_direct_messages(stage: Stage) -> None:
    await people_are(stage, born("Early Bird", "1980-06-10"), born("Late Bird", "1980-06-09"))
    guild = stage.member.guild.id
    await stage.storage.servers.put(Server(guild=guild, zone="Asia/Tokyo"))  # where it is 10 June, 05:00
    assert "## Birthdays today, 10 June 2021" in text(await stage.slash("birthdays"))
    user = stage.env.create_user("dora")
    assert "## Birthdays today, 9 June 2021" in text(await user.slash("birthdays"))


async def test_29_february_goes_by_the_servers_rule(stage: Stage) -> None:
    await people_are(stage, born("Leap Ling", "1980-02-29"))
    guild = stage.member.guild.id
    assert "Leap Ling" in text(await stage.slash("birthdays", when="2022-03-01"))
    await stage.storage.servers.put(Server(guild=guild, leap="28 February"))
    assert "Leap Ling" in text(await stage.slash("birthdays", when="2022-02-28"))
    assert "Leap Ling" not in text(await stage.slash("birthdays", when="2022-03-01"))
    await stage.storage.servers.put(Server(guild=guild, leap="leap years"))
    assert "Turns 44 on 29 February 2024" in text(await stage.slash("birthdays", name="Leap Ling"))


async def test_the_calendar_holds_the_days_asked_for_and_one_person_alone(stage: Stage) -> None:
    people = [born(f"Person {n}", f"1980-06-{n + 9:02}") for n in range(10)]
    await people_are(stage, *people, born("Doubted One", "1980-06-09", birth_confidence="B"))
    week = await file(stage, await stage.slash("birthdays", when="week"))
    events = list(week.walk("VEVENT"))
    assert [str(event["summary"]) for event in events] == [f"Person {n}'s birthday" for n in range(7)]
    assert events[1]["dtstart"].dt == date(2021, 6, 10)
    assert "Limelight’s table" in events[0]["description"]
    [event] = (await file(stage, await stage.slash("birthdays", name="Person 9"))).walk("VEVENT")
    assert event["dtstart"].dt == date(2021, 6, 18)


async def test_the_days_are_offered_while_somebody_types(stage: Stage) -> None:
    offered = await stage.complete("birthdays", "when", "")
    assert [choice["value"] for choice in offered] == ["today", "tomorrow", "week", "month"]
    assert offered[2]["name"] == "The next 7 days: from 9 to 15 June 2021"
    assert [c["name"] for c in await stage.complete("birthdays", "when", "8 june")] == ["8 June 2022"]
    assert [c["value"] for c in await stage.complete("birthdays", "when", "tom")] == ["tomorrow"]


@pytest.mark.parametrize(
    "state",
    ["", "0", "a.b", "0.0.0", "fkh3.fkh3.9", "fkh9.fkh3.0", "fkh3.zzzzzz.0", "zzzzzzz.zzzzzzz.0", "fkh3.fkh3.0.0"],
)
async def test_a_forged_button_shows_nothing(stage: Stage, state: str) -> None:
    shown = await stage.slash("birthdays")
    for name in ("birthdays", "icsdays", "icsperson", "born", "birthday"):
        assert await stage.app.router.make("card", name, await _interaction(stage), state, 0) is None, name
    assert shown


async def _interaction(stage: Stage) -> Any:
    """Return an interaction of this server, as a maker sees one."""
    return _Asked(stage)


class _Asked:
    def __init__(self, stage: Stage) -> None:
        self.guild_id = stage.member.guild.id
        self.client = stage.bot
        self.permissions = discord.Permissions.none()

    def is_user_integration(self) -> bool:
        return False


# The post of a day


def told(number: int, name: str = "Some Body") -> list[Birthday]:
    people = [Person(id=n, name=name, birth="1980-06-09", occupations=("*" * 60,)) for n in range(1, number + 1)]
    return [Birthday(person, DAY, 41) for person in people]


def sent(guild: int = 1, id_: int = 7, **more: Any) -> Post:
    due = int(datetime(2021, 6, 9, 9, tzinfo=UTC).timestamp())
    given = {"key": f"birthdays:{guild}:{DAY}", "guild": guild, "channel": 5, "kind": "birthdays", "priority": 0}
    return Post(**(given | {"due_at": due, "subject": DAY.isoformat(), "id": id_} | more))


def parts(card: Any, kind: int) -> list[dict[str, Any]]:
    return [part for part in components(card.view.to_components()) if part["type"] == kind]


def test_a_post_has_five_faces_then_names_then_a_button_for_the_rest() -> None:
    pictures = {1: "Some Body 2020.jpg", 3: "Ünïcode (file).jpg"}
    card = birthday_post_card.birthday_post(sent(), DAY, told(40), pictures, belated=False)
    words = "\n".join(part["content"] for part in parts(card, 10))
    assert words.startswith("## Birthdays on 9 June\n")
    assert words.count("turns 41") == 5
    assert words.count("Some Body (41)") == 15
    shown = parts(card, 11)
    assert [picture["description"] for picture in shown] == ["Some Body, from Wikimedia Commons"] * 2
    assert shown[0]["media"]["url"].endswith("Special:FilePath/Some_Body_2020.jpg?width=300")
    assert words.count("https://commons.wikimedia.org/wiki/File:") == 2
    assert [(b["label"], b["custom_id"]) for b in parts(card, 2)] == [
        ("and 20 more", f"open:born:0:{DAY.toordinal()}"),
        ("Why this?", post_marker(7)),
    ]


def _named(card: Any) -> tuple[int, int, int]:
    """Return how many stand in a post with a line of their own, by name, and behind the button."""
    words = "\n".join(part["content"] for part in parts(card, 10))
    more = [b["label"].split()[1] for b in parts(card, 2) if b["label"].endswith(" more")]
    return words.count("turns 41"), words.count("(41)"), int(more[0]) if more else 0


def test_few_birthdays_need_no_button_for_more_and_a_late_post_says_so() -> None:
    card = birthday_post_card.birthday_post(sent(), date(2021, 6, 8), told(5), {}, belated=True)
    assert [b["label"] for b in parts(card, 2)] == ["Why this?"]
    assert parts(card, 10)[0]["content"].startswith("## Belated: birthdays on 8 June")


@pytest.mark.parametrize("name", ["N" * 60, HOSTILE, "*" * 60, "👩‍👩‍👧‍👦" * 8, "x"])
@pytest.mark.parametrize("number", [1, 5, 6, 40, 400])
@pytest.mark.parametrize("picture", ["", "p.jpg", "ü" * 40 + ".jpg", "ü" * 120 + ".jpg"])
def test_a_post_keeps_discords_limits_at_its_worst(name: str, number: int, picture: str) -> None:
    pictures = dict.fromkeys(range(1, 41), picture) if picture else {}
    card = birthday_post_card.birthday_post(sent(), DAY, told(number, name), pictures, belated=True, role=2**62)
    assert limit_faults(card.view.to_components()) == []
    assert card.role == 2**62
    assert sum(_named(card)) == number
    assert len(parts(card, 11)) == "\n".join(p["content"] for p in parts(card, 10)).count("[picture](<https://")
    words = "\n".join(part["content"] for part in parts(card, 10))
    assert "@everyone" not in words
    assert "<@1>" not in words


@pytest.mark.parametrize("number", [1, 40])
def test_a_post_is_valid_against_discords_openapi(data: Path, number: int) -> None:
    card = birthday_post_card.birthday_post(sent(), DAY, told(number, HOSTILE), {1: "p.jpg", 2: "q.jpg"}, belated=False)
    message = {
        "components": card.view.to_components(),
        "flags": 1 << 15,
        "nonce": "a" * 25,
        "enforce_nonce": True,
        "allowed_mentions": {"parse": []},
    }
    assert schema_faults(data, "MessageCreateRequest", message) == []


async def owed(stage: Stage, *people: Person, **more: Any) -> Post:
    """Owe a birthday post, as the background task does."""
    guild = stage.member.guild.id
    await stage.storage.servers.put(Server(guild=guild, birthdays_channel=stage.channel.id, birthdays_top=50))
    post = sent(guild, 0)
    async with stage.storage.transaction() as tx:
        await tx.birthdays.claim(guild, DAY, [person.id for person in people])
        await tx.posts.owe([post])
    [claimed] = await stage.storage.posts.claim([(await stage.storage.posts.by_keys([post.key]))[post.key]], NOW)
    await stage.storage.posts.settle([replace(claimed, state="sent", sent_at=claimed.due_at + 7300, **more)])
    return claimed


async def posted(stage: Stage, post: Post) -> Any:
    """Put a post into the channel as it is drawn now."""
    card = await stage.app.router.draw(post)
    assert card
    channel: Any = stage.bot.get_channel(stage.channel.id)
    return await channel.send(view=card.view, files=list(card.files))


async def test_the_whole_list_opens_for_whoever_presses_and_has_pages(stage: Stage) -> None:
    people = [born(f"Person {n}", "1980-06-09", popularity=100 - n) for n in range(33)]
    await people_are(stage, *people)
    message = await posted(stage, await owed(stage, *people))
    opened = await stage.member.click(message, label="and 13 more")
    assert "33 people · most in the news first · page 1 of 5" in text(opened)
    assert opened.response.flags.ephemeral
    turned = await press(stage, opened, "Next ›")
    assert "**Person 8** turns 41" in text(turned)


async def test_why_this_says_the_rule_the_times_and_the_word_that_dates_rest_on(stage: Stage) -> None:
    people = [born(f"Person {n}", "1980-06-09", popularity=100 - n) for n in range(3)]
    await people_are(stage, *people)
    message = await posted(stage, await owed(stage, *people))
    why = text(await stage.member.click(message, label="Why this?"))
    assert "the birthdays of the 50 people whom our sources report most" in why
    assert "Due <t:1623229200:f> (UTC) for 9 June 2021. Sent <t:1623236500:f>, belated by 2 hours." in why
    assert "-# Several sources: Person 0, Person 1, Person 2" in why


async def test_a_death_before_the_post_goes_out_stops_it(stage: Stage) -> None:
    one, other = born("Person One", "1980-06-09"), born("Person Two", "1980-06-09")
    await people_are(stage, one, other)
    post = await owed(stage, one, other)
    await people_are(stage, replace(one, death="2021-06-09"), other)
    words = [part["content"] for part in parts(await stage.app.router.draw(post), 10)]
    assert "Person Two" in "".join(words)
    assert "Person One" not in "".join(words)
    await people_are(stage, replace(one, death="2021-06-09"), replace(other, death="2021-06-09"))
    assert await stage.app.router.draw(post) is None


async def test_another_servers_post_is_not_explained(stage: Stage) -> None:
    one = born("Person One", "1980-06-09")
    await people_are(stage, one)
    card = await stage.app.router.draw(await owed(stage, one))
    assert card
    elsewhere = stage.env.create_guild("Elsewhere")
    stranger = elsewhere.add_member(stage.env.create_user("stan"))
    channel: Any = stage.bot.get_channel(elsewhere.create_text_channel("there").id)
    copied = await channel.send(view=card.view)
    assert "has expired" in text(await stranger.click(copied, label="Why this?"))


async def test_a_post_of_a_kind_without_a_rule_is_explained_plainly(stage: Stage) -> None:
    await people_are(stage, born("Person One", "1980-06-09"))
    post = await owed(stage)
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE posts SET kind = 'notice' WHERE id = ?", (post.id,))
    made = await stage.app.router.make("card", "post", _Asked(stage), str(post.id), 0)  # type: ignore[arg-type]
    assert made
    assert "Why this post?" in parts(made, 10)[0]["content"]
    assert await stage.app.router.make("card", "post", _Asked(stage), "99999", 0) is None  # type: ignore[arg-type]
