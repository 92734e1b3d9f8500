"""That a test which has the bot send a dead button fails, however the bot sends it."""

from typing import Any

import discord
import pytest

from cogs.kit.replies import Card, card
from cogs.kit.routes.members import NoState
from cogs.kit.routes.route import ActionRoute
from news.people.catalogue_match import Catalogue
from storage import Storage
from tests.kit.dead_buttons import dead_custom_ids, payloads_of_the_bot
from tests.kit.newsroom import Newsroom
from tests.kit.stage import Stage, open_stage

OPEN = ActionRoute("deadopen", NoState)
DEAD = "do:nobody:-"


class Opener:
    @OPEN.handler
    async def open(self, _press: Any, _state: NoState) -> Card:
        return card([discord.ui.ActionRow(discord.ui.Button(label="Dead", custom_id=DEAD))])


async def put_up(stage: Stage, custom_id: str) -> discord.Message:
    channel: Any = stage.bot.get_channel(stage.channel.id)
    row: Any = discord.ui.ActionRow(discord.ui.Button(label="Press", custom_id=custom_id))
    message: discord.Message = await channel.send(view=card([row]).view)
    return message


async def test_an_answer_with_a_dead_button_fails_its_test(
    storage: Storage, catalogue: Catalogue, newsroom: Newsroom
) -> None:
    with pytest.raises(AssertionError, match=DEAD):
        async with open_stage(storage, catalogue, newsroom) as stage:
            stage.app.router.add(Opener())
            await stage.member.click(await put_up(stage, "do:deadopen:-"), custom_id="do:deadopen:-")


async def test_what_a_test_puts_up_may_be_forged(stage: Stage) -> None:
    await put_up(stage, DEAD)
    assert dead_custom_ids(stage.app.router, payloads_of_the_bot(stage.env.http_requests)) == []


@pytest.mark.parametrize(
    "custom_id", ["do:nobody:-", "do:setup:nowhere", "open:story:0:x", "pick:setup:1", "other", ""]
)
async def test_a_button_of_no_handler_or_no_state_is_dead(stage: Stage, custom_id: str) -> None:
    posted = {"components": [{"type": 17, "components": [{"type": 9, "accessory": {"custom_id": custom_id}}]}]}
    assert dead_custom_ids(stage.app.router, [posted]) == [custom_id]


async def test_buttons_under_the_panels_old_name_are_alive(stage: Stage) -> None:
    sent = [{"components": [{"custom_id": f"do:{name}:channels"}]} for name in ("setup", "panel")]
    assert dead_custom_ids(stage.app.router, sent) == []
