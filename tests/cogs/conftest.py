"""What the commands' tests share: a server that wants stories."""

import pytest

from news.model.servers import Server
from tests.kit.stage import Stage
from tests.kit.story_desk import OLD, OUTLETS, Desk


@pytest.fixture
async def desk(stage: Stage) -> Desk:
    sources = [stage.newsroom.publish(outlet, OLD) for outlet in OUTLETS]
    await stage.read(*sources)
    made = Desk(stage, Server(guild=stage.channel.guild.id, stories_channel=stage.channel.id))
    await made.set()
    return made
