"""/filters as moderators use it, and as others may not: tried before they are saved, listed, removed, undone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from simcord import InteractionResult, MemberActor

from cogs.filters import filters_card
from cogs.filters import filters_command as command
from cogs.filters.filters_command import Status
from cogs.kit.routes.custom_ids import read_state, write_state
from cogs.kit.routes.settings import FiltersState, FilterState, UndoFilterState
from cogs.kit.settings_words import filter_in_words
from news.model.articles import TOPICS, Article
from news.model.feeds import Entry
from news.model.people import Mention, Person
from news.model.servers import Filter, FilterKind, FilterMode, Server
from news.model.stories import PlacedArticle, Placement
from news.settings.kinds import FILTER_KINDS, LONGEST_WORD, MOST_FILTERS, STATUSES, is_filter
from news.text.links import hash_text
from outbox.view import server_view
from outbox.view.server_view import TRIED
from tests.kit.discord_rules import CALLBACKS, limit_faults, schema_faults
from tests.kit.newsroom import NOW
from tests.kit.people import people_are
from tests.kit.presses import asking
from tests.kit.stage import Stage, buttons, components, text

HOUR = 3600
ADELE = 7
OUTLETS = ("The Marquee", "Spotlight", "Harbour News", "Evening Wire", "Curtain Call", "TMZ", "The Stage Door")
LEGAL = Filter("topic", "block", "legal")


async def told(
    stage: Stage,
    title: str,
    *,
    topic: str = "music",
    outlets: Sequence[str] = OUTLETS[:4],
    people: Sequence[int] = (),
    hours: float = 30,
) -> None:
    """Keep a story, an article an outlet; the titles differ, as outlets' do."""
    at = NOW - int(hours * HOUR)
    articles = [
        Article(
            key=hash_text(f"{title} {outlet}"),
            title_key=hash_text(f"{title} {outlet}"),
            outlet=outlet,
            feed_id=None,
            entry=Entry(title=title if place == 0 else f"{title}, {outlet} has it", published=at),
            published=at + place,
            first_seen=at + place,
            origin=outlet,
            topic=topic,
            mentions=tuple(Mention(person, "Adele", "full name") for person in people),
        )
        for place, outlet in enumerate(outlets)
    ]
    await stage.storage.articles.add(articles, Placement(tuple(PlacedArticle(article.key, -1) for article in articles)))


async def a_week(stage: Stage) -> None:
    """Keep seven stories: five that reach the threshold of 4, one below it, and one that is over a week old."""
    await told(stage, "Adele sings in Wales", outlets=OUTLETS, people=[ADELE])
    await told(stage, "A court fines a famous chef", topic="legal", outlets=OUTLETS[:6], hours=50)
    await told(stage, "The palace denies a divorce", topic="royals", outlets=OUTLETS[:5], hours=70)
    await told(stage, "A festival sells out", hours=90)
    await told(stage, "The split-up of a famous band", hours=160)
    await told(stage, "Too small a story", outlets=OUTLETS[:3])
    await told(stage, "Adele sang in Wales a week ago", hours=TRIED / HOUR + 1)


async def slash(stage: Stage, command: str, /, who: MemberActor | None = None, **options: Any) -> InteractionResult:
    return await (who or stage.moderator).slash(stage.channel, f"filters {command}", **options)


async def press(
    stage: Stage, shown: InteractionResult, label: str, who: MemberActor | None = None
) -> InteractionResult:
    return await (who or stage.moderator).click(shown.response, custom_id=buttons(shown)[label]["custom_id"])


def choices(shown: InteractionResult) -> dict[str, str]:
    """Return the choices of the select that removes, by label."""
    [select] = [part for part in components(shown.response.components) if part["type"] == 3]
    return {option["label"]: option["value"] for option in select["options"]}


async def remove(stage: Stage, shown: InteractionResult, value: str, page: int = 0) -> InteractionResult:
    custom_id = f"pick:filters:{write_state(FiltersState(page, 0))}"
    return await stage.moderator.select(shown.response, [value], custom_id=custom_id)


async def stored(stage: Stage) -> set[Filter]:
    return set((await stage.storage.servers.get(stage.moderator.guild.id)).filters)


async def keep(stage: Stage, *kept: Filter, **settings: Any) -> Server:
    server = replace(Server(guild=stage.moderator.guild.id), filters=kept, **settings)
    await stage.storage.servers.put(server)
    return server


async def test_a_filter_says_what_it_would_have_done_and_is_saved_by_a_button_only(stage: Stage) -> None:
    await a_week(stage)
    shown = await slash(stage, "never", topic="legal")
    assert shown.response.flags.ephemeral
    assert "**Never: stories with the topic legal**" in text(shown)
    assert "it would have held **1 of 5**:\n- A court fines a famous chef\n-# 6 outlets" in text(shown)
    assert "reached this server’s threshold of 4 outlets" in text(shown)
    assert not await stored(stage)
    saved = await press(stage, shown, "Save")
    assert "**Saved.** Never: stories with the topic legal." in text(saved)
    assert "**Never post stories**\n- with the topic legal" in text(saved)
    assert await stored(stage) == {LEGAL}


async def test_cancel_saves_nothing(stage: Stage) -> None:
    await a_week(stage)
    shown = await press(stage, await slash(stage, "only", topic="music"), "Cancel")
    assert "Nothing was saved." in text(shown)
    assert "No filters are set" in text(shown)
    assert not await stored(stage)
    assert not await stage.storage.changes.last(stage.moderator.guild.id)


@pytest.mark.parametrize(
    ("options", "held"),
    [
        ({"person": f"#{ADELE}"}, "**1 of 5**:\n- Adele sings in Wales"),
        ({"topic": "music"}, "**3 of 5**:\n- Adele sings in Wales"),
        ({"source": "TMZ"}, "**none of 5**."),
        ({"word": "divorc*"}, "**1 of 5**:\n- The palace denies a divorce"),
        ({"word": "SPLIT"}, "**1 of 5**:\n- The split-up of a famous band"),
        ({"status": "denied"}, "**1 of 5**:\n- The palace denies a divorce"),
        ({"status": "reported"}, "**4 of 5**"),
    ],
)
async def test_each_kind_of_filter_is_tried(stage: Stage, options: dict[str, str], held: str) -> None:
    await people_are(stage, person(ADELE, "Adele"))
    await a_week(stage)
    assert held in text(await slash(stage, "never", **options))


async def test_only_holds_all_else(stage: Stage) -> None:
    await people_are(stage, person(ADELE, "Adele"))
    await a_week(stage)
    shown = await slash(stage, "only", person="Adele")
    assert "**Only: stories about Adele**" in text(shown)
    assert "**4 of 5**:\n- A court fines a famous chef" in text(shown)
    assert "Birthdays are posted as before." in text(shown)
    await press(stage, shown, "Save")
    assert await stored(stage) == {Filter("person", "only", str(ADELE))}
    more = await slash(stage, "only", topic="legal")
    assert "**all 1**" in text(more)  # Adele's story is not about the law, and nothing else is left


async def test_a_second_wish_lets_stories_through_that_the_first_one_holds(stage: Stage) -> None:
    await a_week(stage)
    await keep(stage, Filter("topic", "only", "music"))
    shown = text(await slash(stage, "only", topic="royals"))
    assert "**none of 3**" in shown
    assert "Held by the filters as they are, but posted then: **1**:\n- The palace denies a divorce" in shown


async def test_five_stories_are_named_and_the_biggest_first(stage: Stage) -> None:
    for n in range(7):
        await told(stage, f"Story number {n}", outlets=OUTLETS[: 4 + n % 2], hours=20 - n)
    shown = text(await slash(stage, "never", topic="music"))
    assert "all 7**, among them:" in shown
    assert [line[-1] for line in shown.splitlines() if line.startswith("- Story")] == ["5", "3", "1", "6", "4"]


async def test_the_servers_own_settings_say_which_stories_are_counted(stage: Stage) -> None:
    await a_week(stage)
    await keep(stage, stories_threshold=6, stories_topics=("legal", "music"), paused=True, stories_budget=1)
    shown = text(await slash(stage, "never", topic="legal"))
    assert "**1 of 2**" in shown
    assert "stories about legal, music that reached this server’s threshold of 6 outlets" in shown
    assert "whatever the budget" in shown
    assert "No channel is set for stories yet" in shown


async def test_without_stories_it_says_so_and_saves_all_the_same(stage: Stage) -> None:
    shown = await slash(stage, "never", topic="legal")
    assert "There are no stories of the last 7 days" in text(shown)
    await told(stage, "Too small a story", outlets=OUTLETS[:2])
    shown = await slash(stage, "never", topic="legal")
    assert "no story of the last 7 days would have been posted here" in text(shown)
    await press(stage, shown, "Save")
    assert await stored(stage) == {LEGAL}


async def test_of_a_busy_week_the_biggest_stories_are_tried(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_view, "MOST_TRIED", 2)
    monkeypatch.setattr(filters_card, "MOST_TRIED", 2)
    await a_week(stage)
    shown = text(await slash(stage, "never", topic="legal"))
    assert "**1 of 2**" in shown
    assert "Counted: the 2 biggest stories" in shown


async def test_what_is_dated_after_the_clock_is_not_tried(stage: Stage) -> None:
    await told(stage, "Tomorrow's story", hours=-5)
    assert "There are no stories of the last 7 days" in text(await slash(stage, "never", topic="music"))


async def test_a_story_is_told_by_the_filters_that_are_set(stage: Stage) -> None:
    await people_are(stage, person(ADELE, "Adele"))
    await a_week(stage)
    await keep(stage, LEGAL, Filter("person", "block", str(ADELE)))
    shown = await press(stage, await slash(stage, "list"), "Try on the last 7 days")
    assert "they would have held **2 of 5**" in text(shown)
    assert "Never: stories with the topic legal" in text(shown)
    assert "Never: stories about Adele" in text(shown)
    assert "## Filters" in text(await press(stage, shown, "All filters"))


async def test_removed_filters_come_back_by_undo(stage: Stage) -> None:
    await keep(stage, LEGAL, Filter("word", "only", "tour"))
    shown = await slash(stage, "list")
    labels = choices(shown)
    assert list(labels) == ["Never: stories with the topic legal", "Only: stories with “tour” in the headline"]
    gone = await remove(stage, shown, labels["Never: stories with the topic legal"])
    assert "**Removed.** Never: stories with the topic legal." in text(gone)
    assert await stored(stage) == {Filter("word", "only", "tour")}
    undo = buttons(gone)["Undo"]["custom_id"]
    again = await press(stage, gone, "Undo")
    assert "Undone." in text(again)
    assert await stored(stage) == {LEGAL, Filter("word", "only", "tour")}
    _, _, state = undo.split(":")
    made: Any = await stage.app.router.make("action", "undofilters", asking(stage, manages=True), state)
    assert "Undone." not in str(made.view.to_components())
    assert await stored(stage) == {LEGAL, Filter("word", "only", "tour")}


async def test_undo_of_one_filter_keeps_those_that_were_added_since(stage: Stage) -> None:
    first = await press(stage, await slash(stage, "never", topic="legal"), "Save")
    await press(stage, await slash(stage, "never", topic="death"), "Save")
    await press(stage, first, "Undo")
    assert await stored(stage) == {Filter("topic", "block", "death")}


async def test_who_saved_a_filter_is_in_the_log(stage: Stage) -> None:
    await press(stage, await slash(stage, "never", topic="legal"), "Save")
    [change] = await stage.storage.changes.last(stage.moderator.guild.id)
    assert (change.user, change.at, change.after) == (
        stage.moderator.id,
        NOW,
        {"filters": [["topic", "block", "legal"]]},
    )


async def test_the_same_filter_and_its_opposite_are_refused(stage: Stage) -> None:
    await keep(stage, LEGAL, Filter("word", "block", "Baby Bump"))
    assert "That filter is set already" in text(await slash(stage, "never", topic="legal"))
    opposite = text(await slash(stage, "only", topic="legal"))
    assert "The opposite is set\nNever: stories with the topic legal. Remove that filter first." in opposite.replace(
        "### ", ""
    )
    assert "That filter is set already" in text(await slash(stage, "never", word="baby-bump"))


async def test_what_was_saved_while_a_card_stood_there_is_refused(stage: Stage) -> None:
    shown = await slash(stage, "only", topic="legal")
    await keep(stage, LEGAL)
    assert "The opposite is set" in text(await press(stage, shown, "Save"))
    assert await stored(stage) == {LEGAL}


async def test_fifty_filters_are_listed_by_pages_and_are_the_most(stage: Stage) -> None:
    words = [Filter("word", "block", f"word {n:02} {'x' * 30}"[:LONGEST_WORD]) for n in range(MOST_FILTERS - 1)]
    await keep(stage, *words)
    shown = await slash(stage, "never", topic="legal")
    saved = await press(stage, shown, "Save")
    assert "50 filters · page 1 of 4" in text(saved)
    assert "At most 50 filters" in text(await slash(stage, "never", topic="death"))
    last = saved
    for _ in range(3):
        last = await press(stage, last, "Next ›")
    assert "page 4 of 4" in text(last)
    assert "word 48" in text(last)
    assert "word 00" not in text(last)
    label, value = list(choices(last).items())[-1]
    assert "word 48" in label
    assert "page 4 of 4" in text(await remove(stage, last, value, page=3))
    assert len(await stored(stage)) == MOST_FILTERS - 1


async def test_a_full_list_is_refused_at_save_too(stage: Stage) -> None:
    shown = await slash(stage, "never", topic="legal")
    words = [Filter("word", "block", f"word {n}") for n in range(MOST_FILTERS)]
    await keep(stage, *words)
    assert "At most 50 filters" in text(await press(stage, shown, "Save"))
    assert await stored(stage) == set(words)


async def test_one_option_makes_a_filter(stage: Stage) -> None:
    assert "Which stories?" in text(await slash(stage, "never"))
    both = text(await slash(stage, "only", topic="legal", word="tour"))
    assert "You chose `topic` and `word`." in both
    assert "“\\*\\*” has no letters in it" in text(await slash(stage, "never", word="**"))


async def test_a_name_that_nobody_has_is_answered_with_those_near_it(stage: Stage) -> None:
    await people_are(stage, person(ADELE, "Adele Adkins"))
    shown = await slash(stage, "only", person="Adel Adkins")
    assert "No person called “Adel Adkins”" in text(shown)
    tried = await press(stage, shown, "Adele Adkins")
    assert "**Only: stories about Adele Adkins**" in text(tried)
    assert "No source called" in text(await slash(stage, "never", source="Nowhere"))


async def test_who_is_under_18_cannot_be_named(stage: Stage) -> None:
    await people_are(stage, replace(person(ADELE, "Young Star"), birth="2010-01-01"))
    for typed in ("Young Star", f"#{ADELE}"):
        assert "No p" in text(await slash(stage, "never", person=typed))
    state = write_state(filters_card.filter_state(Filter("person", "block", str(ADELE))))
    assert await stage.app.router.make("action", "filter", asking(stage, manages=True), state) is None
    await keep(stage, Filter("person", "block", str(ADELE)))
    listed = await slash(stage, "list")
    assert "Young Star" not in str(listed.response.components)
    assert "somebody who is not named here" in text(listed)
    [value] = choices(listed).values()
    await remove(stage, listed, value)
    assert not await stored(stage)


async def test_the_birthday_of_a_blocked_person_is_not_posted(stage: Stage) -> None:
    await people_are(stage, replace(person(ADELE, "Adele"), birth="1988-06-10", birth_confidence="A"))
    await keep(stage, birthdays_channel=stage.channel.id)
    server = await stage.storage.servers.get(stage.moderator.guild.id)
    assert await stage.app.birthdays.upcoming_posts(server)
    shown = await slash(stage, "never", person="Adele")
    assert "Their birthday is not posted either." in text(shown)
    await press(stage, shown, "Save")
    server = await stage.storage.servers.get(stage.moderator.guild.id)
    assert not await stage.app.birthdays.upcoming_posts(server)


async def test_who_is_blocked_while_their_birthday_post_waits_is_not_greeted(stage: Stage) -> None:
    await people_are(stage, replace(person(ADELE, "Adele"), birth="1988-06-10", birth_confidence="A"))
    await keep(stage, birthdays_channel=stage.channel.id)
    guild, day = stage.moderator.guild.id, date(2021, 6, 10)
    async with stage.storage.transaction() as tx:
        await tx.birthdays.claim(guild, day, [ADELE])
    assert await stage.app.birthdays.posted_on(guild, day)
    await keep(stage, Filter("person", "block", str(ADELE)), birthdays_channel=stage.channel.id)
    assert not await stage.app.birthdays.posted_on(guild, day)


async def test_a_trial_that_fails_says_sorry_where_it_was_waited_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("broken")

    await keep(stage, LEGAL)
    shown = await slash(stage, "list")
    monkeypatch.setattr(command, "try_filters", broken)
    for answered in (await slash(stage, "never", topic="death"), await press(stage, shown, "Try on the last 7 days")):
        messages = [answered.response, *answered.followups]
        assert "That did not work" in str([message.components for message in messages if message])
    assert [str(getattr(error, "original", error)) for error in stage.env.errors] == ["broken", "broken"]


async def test_a_member_is_refused_at_every_step(stage: Stage) -> None:
    await keep(stage, LEGAL)
    shown, trial = await slash(stage, "list"), await slash(stage, "only", word="tour")
    [command] = [c for c in await stage.bot.tree.fetch_commands() if c.name == "filters"]
    stage.member.guild.set_command_permissions(command, {stage.member: True})
    for answered in [
        await slash(stage, "list", who=stage.member),
        await slash(stage, "never", who=stage.member, topic="death"),
        await slash(stage, "only", who=stage.member, word="tour"),
    ]:
        assert answered.response.flags.ephemeral
        assert "Manage Server" in text(answered)
        assert "legal" not in text(answered)
    states_ = {
        "filters": write_state(FiltersState(0, 0)),
        "filter": write_state(filters_card.filter_state(Filter("word", "block", "tour"))),
        "tryfilter": write_state(filters_card.filter_state(Filter("word", "block", "tour"))),
        "tryfilters": write_state(FiltersState(0, 0)),
        "undofilters": write_state(UndoFilterState(1)),
    }
    for name, state in states_.items():
        made: Any = await stage.app.router.make("action", name, asking(stage, manages=False), state)
        assert "Manage Server" in str(made.view.to_components())
    [value] = choices(shown).values()
    made = await stage.app.router.make(
        "select", "filters", asking(stage, manages=False), write_state(FiltersState(0, 0)), [value]
    )
    assert "Manage Server" in str(made.view.to_components())
    assert await stored(stage) == {LEGAL}
    assert "Save" in buttons(trial)


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("filter", ""),
        ("filter", "0.3.0"),
        ("filter", "0.3.0."),
        ("filter", "0.3.1.tour"),
        ("filter", "2.3.0.tour"),
        ("filter", "0.5.0.tour"),
        ("filter", "0.9.0."),
        ("filter", "0.3.0.!!"),
        ("filter", "0.3.0. tour"),
        ("filter", "0.3.0." + "x" * (LONGEST_WORD + 1)),
        ("filter", "0.1.0."),
        ("filter", "0.1.1c."),
        ("filter", "0.1.1.legal"),
        ("filter", "0.2.0."),
        ("filter", "0.2.zzzzz."),
        ("filter", "0.0.0."),
        ("filter", "0.0.zzzzzz."),
        ("filter", "0.4.7."),
        ("filter", "0.03.0.tour"),
        ("filter", "-1.3.0.tour"),
        ("tryfilter", "0.4.7."),
        ("filters", ""),
        ("filters", "0"),
        ("filters", "0.2"),
        ("filters", "x.y.z"),
        ("tryfilters", "0.1"),
        ("undofilters", ""),
        ("undofilters", "0"),
        ("undofilters", "-1"),
    ],
)
async def test_a_forged_button_changes_nothing(stage: Stage, name: str, state: str) -> None:
    await keep(stage, LEGAL)
    assert await stage.app.router.make("action", name, asking(stage, manages=True), state) is None
    assert await stored(stage) == {LEGAL}


async def test_a_forged_or_stale_choice_removes_nothing(stage: Stage) -> None:
    await keep(stage, LEGAL)
    pick, state = partial(stage.app.router.make, "select", "filters"), write_state(FiltersState(0, 0))
    for values in ([], ["nonsense"], ["0.1.4.", "0.1.4."]):
        assert await pick(asking(stage, manages=True), state, values) is None
    assert await pick(asking(stage, manages=True), "x", ["0.1.4."]) is None
    made: Any = await pick(
        asking(stage, manages=True), state, [write_state(filters_card.filter_state(Filter("word", "only", "tour")))]
    )
    assert "not set any more" in str(made.view.to_components())
    assert await stored(stage) == {LEGAL}


async def test_another_servers_filters_are_out_of_reach(stage: Stage) -> None:
    await stage.storage.servers.put(Server(guild=77, filters=(LEGAL,)))
    saved = await press(stage, await slash(stage, "never", topic="death"), "Save")
    assert "legal" not in text(saved)
    pick, value = partial(stage.app.router.make, "select", "filters"), write_state(filters_card.filter_state(LEGAL))
    made: Any = await pick(asking(stage, manages=True), write_state(FiltersState(0, 0)), [value])
    assert "not set any more" in str(made.view.to_components())
    assert (await stage.storage.servers.get(77)).filters == (LEGAL,)


async def test_buttons_outlive_a_restart(stage: Stage) -> None:
    await a_week(stage)
    shown = await slash(stage, "never", topic="legal")
    await stage.restart()
    await press(stage, shown, "Save")
    assert await stored(stage) == {LEGAL}


EVERY = [
    Filter(kind, mode, value)
    for mode in ("block", "only")
    for kind, values in {
        "person": ["1", "123456789012345"],
        "topic": TOPICS,
        "source": ["TMZ", "A" * 200],
        "word": ["divorc*", "😀 a*" + "\u0301", "x" * LONGEST_WORD, "a.b.c", "a|b`c"],
        "status": STATUSES,
    }.items()
    for value in values
]


@pytest.mark.parametrize("kept", EVERY, ids=str)
def test_every_filter_fits_a_button_and_reads_in_words(kept: Filter) -> None:
    if is_filter(kept):
        state = write_state(filters_card.filter_state(kept))
        assert len(f"turn:tryfilter:{state}") <= 100
        tried = read_state(FilterState, state)
        if kept.kind != "person" or len(kept.value) < 10:
            assert tried is not None
            assert filters_card.kind_and_mode(tried) == (kept.kind, kept.mode)
        words = filter_in_words(kept, lambda _: "Adele")
        assert words.startswith(("Never: stories ", "Only: stories "))
        assert len(words) < 256


def test_the_options_are_those_of_the_filters() -> None:
    assert get_args(Status) == STATUSES
    assert get_args(FilterKind) == FILTER_KINDS
    assert set(get_args(FilterMode)) == {"block", "only"}


def person(number: int, name: str) -> Person:
    return Person(id=number, name=name, birth="1988-05-05", popularity=50.0)


async def test_every_card_keeps_discords_rules(stage: Stage, data: Path) -> None:
    modes: tuple[FilterMode, ...] = ("block", "only")
    marked = [Filter("word", mode, f"`*_~|<>[]{n} {'w' * 28}"[:LONGEST_WORD]) for n in range(24) for mode in modes]
    await keep(stage, *marked)
    for n in range(7):
        await told(stage, f"{'`*_~|<>[]' * 20} {n}")
    for n in range(7):
        await told(stage, f"`*_~|<>[]{n} {'w' * 28} {'`*_~|<>[]' * 20}")
    await slash(stage, "list")
    shown = await slash(stage, "only", word="z" * LONGEST_WORD)
    await press(stage, await press(stage, shown, "Save"), "Next ›")
    await press(stage, await slash(stage, "list"), "Try on the last 7 days")
    await slash(stage, "never", word="*")
    sent: list[Any] = [entry.json for entry in stage.env.http_requests if entry.path.endswith("/callback")]
    edits: list[Any] = [entry.json for entry in stage.env.http_requests if entry.path.endswith("/messages/@original")]
    cards = [payload for payload in sent if "data" in payload and "components" in payload["data"]]
    assert (len(cards), len(edits)) == (5, 2)
    for payload in cards:
        assert limit_faults(payload["data"]["components"]) == []
        assert schema_faults(data, CALLBACKS[payload["type"]], payload) == []
    for edit in edits:
        assert limit_faults(edit["components"]) == []
        assert edit["allowed_mentions"]["parse"] == []
