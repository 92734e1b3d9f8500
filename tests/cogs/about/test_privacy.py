"""/privacy erase: what is kept about a member is shown, and gone when they say so."""

from cogs.about import privacy
from cogs.kit.buttons import ActionButton
from news.model.people import KeptAboutMember
from tests.kit.discord_rules import limit_faults
from tests.kit.newsroom import NOW
from tests.kit.presses import put_up
from tests.kit.stage import Stage, buttons, text
from tests.kit.store_rows import put, repair

ERASE = "Erase everything"


async def test_what_is_kept_is_shown_before_anything_is_erased(stage: Stage) -> None:
    await stage.storage.follows.follow(stage.member.id, 1, 0, NOW - 86_400)
    await stage.slash("follow", name="Adele")
    await repair(stage.storage, stage.member.id)
    result = await stage.slash("privacy erase")
    shown = text(result)
    assert result.ephemeral
    assert "**2 people you follow**, since 8 June 2021" in shown
    assert "**1 repair you made as a moderator**" in shown
    assert "Nothing else" in shown
    assert "cannot be undone" in shown
    assert buttons(result)[ERASE]["style"] == 4
    assert await stage.storage.follows.kept(stage.member.id) == KeptAboutMember(2, NOW - 86_400, 1)


async def test_the_button_erases_everything_and_says_what_went_after_a_restart(stage: Stage) -> None:
    await stage.slash("follow", name="Adele")
    await repair(stage.storage, stage.member.id)
    result, again = await stage.slash("privacy erase"), await stage.slash("privacy erase")
    await stage.restart()
    erased = await stage.member.click(result.response, label=ERASE)
    assert "Gone: your list of 1 person and your id on 1 repair." in text(erased)
    assert ERASE not in buttons(result)  # the button is gone from the card
    assert await stage.storage.follows.kept(stage.member.id) == KeptAboutMember(0, None, 0)
    second = await stage.member.click(again.response, label=ERASE)
    assert "Nothing is kept about you" in text(second)
    assert "Nothing is kept about you" in text(await stage.slash("privacy erase"))


async def test_what_a_moderator_set_is_shown_and_goes_on_holding_without_their_id(stage: Stage) -> None:
    guild = stage.moderator.guild.id
    for budget in (2, 3):
        await put(stage.storage, guild, budget, user=stage.moderator.id)
    result = await stage.moderator.slash(stage.channel, "privacy erase")
    assert "**2 changes you made to servers’ settings**" in text(result)
    assert "The settings go on holding, without your id." in text(result)
    assert "Nothing is kept about you" in text(
        await stage.slash("privacy erase")
    )  # nor is a change of another's theirs
    erased = await stage.moderator.click(result.response, label=ERASE)
    assert "Gone: your id on 2 changes of settings." in text(erased)
    assert [change.user for change in await stage.storage.changes.last(guild)] == [0, 0]
    assert (await stage.storage.servers.get(guild)).stories_budget == 3
    log = await stage.moderator.slash(stage.channel, "settings log")
    assert f"<@{stage.moderator.id}>" not in text(log)
    assert "somebody who has had their id erased" in text(log)


async def test_nothing_kept_is_said_without_a_button(stage: Stage) -> None:
    result = await stage.slash("privacy erase")
    assert result.ephemeral
    assert "Nothing is kept about you" in text(result)
    assert not buttons(result)


async def test_a_button_erases_only_what_is_the_pressers_own_whatever_it_carries(stage: Stage) -> None:
    for user in (stage.member.id, stage.moderator.id):
        await stage.storage.follows.follow(user, 1, 0, NOW)
    states = (str(stage.member.id), "", "all.1", "ALL")
    for state in states:
        message = await put_up(stage, ActionButton("erase", state, label=ERASE))
        assert "expired" in text(await stage.moderator.click(message, label=ERASE))
    assert (await stage.storage.follows.kept(stage.moderator.id)).follows == 1
    message = await put_up(stage, ActionButton("erase", "all", label=ERASE, turns=True))
    pressed = await stage.moderator.click(message, label=ERASE)
    assert pressed.ephemeral
    assert "Gone: your list of 1 person." in text(pressed)
    assert (await stage.storage.follows.kept(stage.moderator.id)).follows == 0
    assert (await stage.storage.follows.kept(stage.member.id)).follows == 1


async def test_it_works_in_direct_messages(stage: Stage) -> None:
    user = stage.env.create_user("ada")
    await user.slash("follow", name="Adele")
    result = await user.slash("privacy erase")
    assert "Gone: your list of 1 person." in text(await user.click(result.response, label=ERASE))


async def test_every_card_keeps_discords_limits() -> None:
    for made in (
        privacy.draw_kept(KeptAboutMember(100, NOW, 1_000, 50)),
        privacy.draw_erased(KeptAboutMember(100, NOW, 1_000, 50)),
        privacy.draw_nothing_kept(),
    ):
        assert limit_faults(made.view.to_components()) == []
