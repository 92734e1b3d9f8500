"""/follow, /unfollow and /following, and the buttons that do the same."""

from typing import Any

import pytest
from simcord import interactions

from cogs.kit.buttons import ActionButton
from cogs.kit.replies import Card
from cogs.people import follow_card
from news.model.people import MOST_FOLLOWED, Follow, NewestReport, Person
from tests.kit.discord_rules import limit_faults
from tests.kit.follows import listed, number, press
from tests.kit.newsroom import NOW, Item
from tests.kit.presses import put_up
from tests.kit.stage import Stage, buttons, components, text

MINOR = "Millie Bobby Brown"


async def test_somebody_chosen_from_the_list_is_followed_in_this_server_from_now_on(stage: Stage) -> None:
    [choice, *_] = await stage.complete("follow", "name", "kim kard")
    result = await stage.slash("follow", name=choice["value"])
    assert result.ephemeral
    assert "You follow Kim Kardashian" in text(result)
    assert "1 of 100 people" in text(result)
    assert {"Profile", "Unfollow"} <= set(buttons(result))
    [followed] = await stage.storage.follows.following(stage.member.id)
    assert followed == Follow(number(stage, "Kim Kardashian"), stage.member.guild.id, NOW)


async def test_a_typed_name_is_enough_with_its_accents_left_out_or_another_name(stage: Stage) -> None:
    for typed, name in (("beyonce", "Beyoncé"), ("jlo", "Jennifer Lopez")):
        assert f"You follow {name}" in text(await stage.slash("follow", name=typed))


async def test_following_twice_says_so_and_offers_to_undo_it(stage: Stage) -> None:
    await stage.slash("follow", name="Adele")
    stage.clock.now += 86_400
    result = await stage.slash("follow", name="Adele")
    assert result.ephemeral
    assert "You already follow Adele" in text(result)
    assert "Since 9 June 2021" in text(result)
    assert "You no longer follow Adele" in text(await press(stage, result, "Unfollow"))
    assert await listed(stage) == []


async def test_a_name_that_nobody_has_gets_the_nearest_ones_as_buttons_that_follow(stage: Stage) -> None:
    result = await stage.slash("follow", name="Kim Kardashain")
    assert result.ephemeral
    assert "No person called “Kim Kardashain”" in text(result)
    pressed = await press(stage, result, "Follow Kim Kardashian")
    assert pressed.ephemeral
    assert "You follow Kim Kardashian" in text(pressed)
    assert "No name is like it" in text(await stage.slash("follow", name="qqqqqqqq zzzz"))
    assert "No person called" in text(await stage.slash("follow", name="#99999999"))


async def test_nobody_under_eighteen_is_followed_by_name_number_or_button(stage: Stage) -> None:
    minor = number(stage, MINOR)
    message = await put_up(stage, ActionButton("follow", str(minor), label="Follow"))
    answers = [
        await stage.slash("follow", name=MINOR),
        await stage.slash("follow", name=f"#{minor}"),
        await stage.member.click(message, label="Follow"),
    ]
    for result in answers:
        assert result.ephemeral
        assert "People under 18 cannot be followed" in text(result)
        assert not buttons(result)
    assert await listed(stage) == []


async def test_the_hundred_and_first_is_refused_with_what_to_do(stage: Stage) -> None:
    for person in range(1, MOST_FOLLOWED + 1):
        await stage.storage.follows.follow(stage.member.id, 500_000 + person, 0, NOW)
    result = await stage.slash("follow", name="Adele")
    assert result.ephemeral
    assert "Adele was not added" in text(result)
    assert "Unfollow somebody first" in text(result)
    assert len(await listed(stage)) == MOST_FOLLOWED
    shown = await press(stage, result, "Show my list")
    assert shown.ephemeral
    assert "100 people not shown" in text(shown)


async def test_the_follow_button_of_a_card_outlives_a_restart_and_follows_for_whoever_presses(stage: Stage) -> None:
    adele = number(stage, "Adele")
    message = await put_up(stage, ActionButton("follow", str(adele), label="Follow"))
    await stage.restart()
    for actor in (stage.member, stage.moderator):
        pressed = await actor.click(message, label="Follow")
        assert pressed.ephemeral
        assert "You follow Adele" in text(pressed)
        assert [f.person for f in await stage.storage.follows.following(actor.id)] == [adele]


@pytest.mark.parametrize("name", ["follow", "unfollow", "following"])
async def test_a_made_up_button_has_expired_and_changes_nothing(stage: Stage, name: str) -> None:
    await stage.slash("follow", name="Adele")
    before = await listed(stage)
    for state in ("", "x", "-1", "1.", "99999999999999999999", "../..", "٣", "1.2.3"):
        message = await put_up(stage, ActionButton(name, state, label="Press"))
        pressed = await stage.member.click(message, label="Press")
        assert pressed.ephemeral
        assert "expired" in text(pressed)
    assert await listed(stage) == before


async def test_a_button_of_no_known_name_has_expired(stage: Stage) -> None:
    message = await put_up(stage, ActionButton("nosuch", "1", label="Press"), ActionButton("erase", "7", label="Other"))
    for label in ("Press", "Other"):
        assert "expired" in text(await stage.member.click(message, label=label))


async def test_a_fault_behind_an_action_is_said_with_a_reference(stage: Stage) -> None:
    result = await stage.slash("follow", name="Adele")
    await stage.storage._db.close()
    pressed = await press(stage, result, "Unfollow")
    assert pressed.ephemeral
    assert "reference" in text(pressed)
    assert stage.env.errors


async def test_unfollow_offers_only_ones_own_list_and_takes_off_who_was_chosen(stage: Stage) -> None:
    for name in ("Adele", "Kanye West", "Beyoncé"):
        await stage.slash("follow", name=name)
    await stage.storage.follows.follow(stage.moderator.id, number(stage, "Adam Sandler"), 0, NOW)
    offered = await stage.complete("unfollow", "name", "")
    assert sorted(choice["name"].partition(",")[0] for choice in offered) == ["Adele", "Beyoncé", "Kanye West"]
    for typed, name in (("ad", "Adele"), ("beyonc", "Beyoncé"), ("kanye wset", "Kanye West")):
        [choice] = await stage.complete("unfollow", "name", typed)
        assert choice["name"].startswith(name)
    assert await stage.complete("unfollow", "name", "zendaya") == []
    result = await stage.slash("unfollow", name=choice["value"])
    assert result.ephemeral
    assert "You no longer follow Kanye West" in text(result)
    assert number(stage, "Kanye West") not in await listed(stage)
    assert "You follow Kanye West" in text(await press(stage, result, "Follow again"))


async def test_unfollow_reads_a_typed_name_and_finds_the_nearest_on_the_list(stage: Stage) -> None:
    await stage.slash("follow", name="Adele")
    near = await stage.slash("unfollow", name="Adelle")
    assert "You follow nobody called “Adelle”" in text(near)
    assert "Unfollow Adele" in buttons(near)
    assert "You no longer follow Adele" in text(await stage.slash("unfollow", name="ADELE"))
    assert "You follow nobody called “Adele”" in text(await stage.slash("unfollow", name="Adele"))
    assert "You do not follow Adele" in text(await stage.slash("unfollow", name=f"#{number(stage, 'Adele')}"))


async def test_an_empty_list_says_how_to_fill_it(stage: Stage) -> None:
    result = await stage.slash("following")
    assert result.ephemeral
    assert "You follow nobody" in text(result)
    assert "`/follow`" in text(result)


async def test_the_list_says_who_each_is_since_when_and_their_newest_report(stage: Stage) -> None:
    await stage.read(
        stage.newsroom.publish(
            "The Marquee", Item(title="Adele confirms a new tour", hours=1), Item(title="Adele hints", hours=30)
        )
    )
    stage.clock.now -= 86_400
    await stage.slash("follow", name="Adele")
    stage.clock.now += 86_400
    await stage.slash("follow", name="Beyoncé")
    result = await stage.slash("following")
    shown = text(result)
    assert result.ephemeral
    assert "You follow 2 people" in shown
    assert shown.index("**Beyoncé** · Singer") < shown.index("**Adele** · Singer")
    assert f"Adele confirms a new tour\n-# The Marquee · <t:{NOW - 3600}:R> · followed since 8 June 2021" in shown
    assert "No news in the last 30 days · followed since 9 June 2021" in shown
    assert "Adele hints" not in shown
    custom_ids = {part["custom_id"] for part in components(result.response.components) if "custom_id" in part}
    assert f"open:celebrity:0:{number(stage, 'Adele')}" in custom_ids


async def follow_eight(stage: Stage) -> None:
    names = (
        "Adam Sandler",
        "Brad Pitt",
        "Cardi B",
        "Drew Barrymore",
        "Emma Stone",
        "Frank Ocean",
        "Gigi Hadid",
        "Adele",
    )
    for name in names:
        stage.clock.now += 1
        await stage.slash("follow", name=name)


async def test_the_list_turns_its_pages_in_place_after_a_restart_for_its_owner(stage: Stage) -> None:
    await follow_eight(stage)
    result = await stage.slash("following")
    assert "page 1 of 2" in text(result)
    assert "Adam Sandler" not in text(result)
    assert buttons(result)["‹ Previous"]["disabled"]
    await stage.restart()
    turned = await press(stage, result, "Next ›")
    assert "page 2 of 2" in text(turned)
    assert "Adam Sandler" in text(turned)
    assert "page 2 of 2" in text(result)  # the same message


async def test_a_page_button_in_sight_of_all_shows_the_pressers_list_to_them_alone(stage: Stage) -> None:
    await stage.slash("follow", name="Adele")
    message = await put_up(stage, ActionButton("following", "0.0", label="List", turns=True))
    pressed = await stage.moderator.click(message, label="List")
    assert pressed.ephemeral
    assert "You follow nobody" in text(pressed)
    pressed = await stage.member.click(message, label="List")
    assert pressed.ephemeral
    assert "Adele" in text(pressed)


async def test_somebody_taken_off_in_the_list_is_gone_from_it_and_can_be_taken_back(stage: Stage) -> None:
    await follow_eight(stage)
    result = await stage.slash("following")
    dropped = await press(stage, result, "Unfollow")  # of the first, who came last
    assert "You follow 7 people" in text(dropped)
    assert "You no longer follow Adele" in text(dropped)
    assert "You follow Adele" in text(await press(stage, dropped, "Follow Adele again"))


async def test_the_last_one_taken_off_leaves_an_empty_list(stage: Stage) -> None:
    await stage.slash("follow", name="Adele")
    dropped = await press(stage, await stage.slash("following"), "Unfollow")
    assert "You no longer follow Adele" in text(dropped)
    assert "You follow nobody" in text(dropped)


async def test_who_is_gone_from_the_catalogue_or_under_eighteen_is_left_out_and_counted(stage: Stage) -> None:
    minor = number(stage, MINOR)
    for person in (minor, 999_999):
        await stage.storage.follows.follow(stage.member.id, person, 0, NOW)
    await stage.slash("follow", name="Adele")
    shown = text(await stage.slash("following"))
    assert "You follow 1 person\n-# 3 of 100" in shown
    assert MINOR not in shown
    assert "2 people not shown" in shown
    assert [c["name"].partition(",")[0] for c in await stage.complete("unfollow", "name", "")] == ["Adele"]
    assert "You no longer follow this person" in text(await stage.slash("unfollow", name=f"#{minor}"))


async def test_direct_messages_have_the_same_list_without_a_server(stage: Stage) -> None:
    user = stage.env.create_user("ada")
    result = await user.slash("follow", name="Adele")
    assert "You follow Adele" in text(result)
    [followed] = await stage.storage.follows.following(user.id)
    assert followed.guild == 0
    assert "Adele" in text(await user.slash("following"))
    assert "You no longer follow" in text(await user.click(result.response, label="Unfollow"))


@pytest.mark.parametrize(("owners", "is_servers"), [((1,), False), ((0,), True), ((0, 1), True)])
async def test_a_server_that_did_not_install_the_bot_is_not_noted(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, owners: tuple[int, ...], is_servers: bool
) -> None:
    ids = {0: stage.member.guild.id, 1: stage.member.id}
    built = interactions.base_payload

    def installed(*args: Any, **kwargs: Any) -> Any:
        record, payload = built(*args, **kwargs)
        return record, payload | {"authorizing_integration_owners": {str(n): str(ids[n]) for n in owners}}

    monkeypatch.setattr(interactions, "base_payload", installed)
    await stage.slash("follow", name="Adele")
    [followed] = await stage.storage.follows.following(stage.member.id)
    assert followed.guild == (ids[0] if is_servers else 0)


def worst() -> list[Card]:
    """Return every card at its worst: the longest names and titles, full of markup."""
    marks = "*_~`|<>[] "
    people = [
        Person(id=n, name=(marks * 12)[:110] + str(n), occupations=(marks * 9,) * 3, country=marks * 9)
        for n in range(6)
    ]
    report = NewestReport(marks * 60, marks * 9, NOW, to_the_day=False)
    lines = [follow_card.FollowedPerson(Follow(person.id, 0, NOW), person, report) for person in people]
    page = follow_card.FollowingPage(lines=lines, number=1, pages=17, total=98, hidden=2, gone=people[0])
    empty = follow_card.FollowingPage(lines=[], number=0, pages=1, total=0, hidden=2, gone=people[0])
    return [
        follow_card.draw_following(page),
        follow_card.draw_following(empty),
        follow_card.draw_new_follow(people[0], 1),
        follow_card.draw_already_followed(people[0], NOW),
        follow_card.draw_full_list(people[0]),
        follow_card.draw_too_young(),
        follow_card.draw_unknown_person(marks * 600, people[:5]),
        follow_card.draw_not_followed(marks * 600, people[:5]),
        follow_card.draw_unfollowed(people[0], 0, was_followed=True),
        follow_card.draw_unfollowed(None, 5, was_followed=False),
    ]


async def test_every_card_keeps_discords_limits_at_its_worst() -> None:
    for made in worst():
        assert limit_faults(made.view.to_components()) == []
