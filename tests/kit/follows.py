"""Follows and their buttons."""

from typing import Any

from tests.kit.stage import Stage, buttons


def number(stage: Stage, name: str) -> int:
    return stage.catalogue.by_name(name)[0].id


async def listed(stage: Stage) -> list[int]:
    return [follow.person for follow in await stage.storage.follows.following(stage.member.id)]


async def press(stage: Stage, shown: Any, label: str) -> Any:
    return await stage.member.click(shown.response, custom_id=buttons(shown)[label]["custom_id"])
