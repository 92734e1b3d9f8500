"""Everything that the bot sends, held against Discord's rules, for input at its worst."""

from pathlib import Path
from typing import Any

import discord
import pytest

from cogs.kit.replies import card
from news.model.feeds import Source
from news.text.links import link_key
from tests.kit.discord_rules import CALLBACKS, callbacks, limit_faults, schema_faults
from tests.kit.newsroom import Item
from tests.kit.stage import Stage, buttons, components

OUTLETS = [f"{name} {'of Celebrity and Entertainment News ' * 2}" for name in "ABCDEFGHIJKLMN"]


async def read_the_worst(stage: Stage) -> None:
    """Long headlines full of markup, many outlets, long links, quotes and names, pictures and none."""
    long = "*_~`|<>[] Kim Kardashian and Kanye West and Beyoncé and Adele speak at length " * 8
    picture = "https://example.com/" + "p" * 400 + ".jpg"
    body = " ".join(f"“{'*' * 20} This was said by number {n} with many words in it,” she said." for n in range(9))
    sources = []
    for n, outlet in enumerate(OUTLETS):
        items = [
            Item(
                title=f"{other} {long}"[:500],
                hours=n + 1,
                summary=long * 4,
                text=f"<p>{body}</p>",
                link=f"https://example.com/{outlet[0]}/{other}/" + "x" * (200 if other % 2 else 1200),
                picture=picture if other % 2 else "",
                byline="B" * 90,
            )
            for other in range(7)
        ]
        sources.append(stage.newsroom.publish(outlet, *items))
    await stage.read(*sources)
    many = {
        link_key(url): Source(url=url, name=f"Source {url} " + "y" * 60)
        for url in map("https://e.org/{}".format, range(30))
    }
    await stage.storage.feeds.add(many)


async def walk(stage: Stage) -> None:
    """Use everything once: each command, each button of each answer."""
    calls: list[tuple[str, dict[str, Any]]] = [
        ("trending", {}),
        ("trending", {"window": "month", "view": "people"}),
        ("trending", {"topic": "sport"}),
        ("latest", {}),
        ("latest", {"person": "Nobody At All"}),
        ("search", {"query": "kardashian speak length adele"}),
        ("search", {"query": "z" * 300}),
        ("story", {"story": "kardashian"}),
        ("story", {"story": "zzz"}),
        ("celebrity", {"name": "Kim Kardashian"}),
        ("celebrity", {"name": "Michelle Williams"}),
        ("celebrity", {"name": "zzz"}),
        ("timeline", {"name": "Kim Kardashian"}),
        ("timeline", {"name": "Taylor Swift", "kind": "work", "since": "2010", "as_of": "2020-05"}),
        ("timeline", {"name": "Kim Kardashian", "until": "1901"}),
        ("following", {}),
        ("privacy erase", {}),
        ("follow", {"name": "Kim Kardashian"}),
        ("follow", {"name": "Kim Kardashain"}),
        ("follow", {"name": "Adele"}),
        ("follow", {"name": "Adele"}),
        ("follow", {"name": "z" * 300}),
        ("following", {}),
        ("unfollow", {"name": "Adelle"}),
        ("unfollow", {"name": "z" * 300}),
        ("privacy erase", {}),
        ("help", {}),
        ("about", {}),
    ]
    for name, options in calls:
        result = await stage.slash(name, **options)
        pressed = [b["custom_id"] for b in buttons(result).values() if "custom_id" in b and not b.get("disabled")]
        for custom_id in sorted(pressed):  # "page:" last: it puts another card in the place of these buttons
            if custom_id.startswith("page:"):
                result = await stage.slash(name, **options)
            await stage.member.click(result.response, custom_id=custom_id)
    await moderate(stage)
    for option, command in (
        ("person", "latest"),
        ("source", "latest"),
        ("story", "story"),
        ("name", "celebrity"),
        ("name", "follow"),
    ):
        for typed in ("", "k", "kim", "zzzz", "@"):
            await stage.complete(command, option, typed)


async def moderate(stage: Stage) -> None:
    """Use what only moderators get: the names that the catalogue lacks, and repairs of who is meant in a story."""
    moderator = stage.moderator
    await moderator.slash(stage.channel, "about")
    reader = await moderator.slash(stage.channel, "story", story="kardashian")
    await stage.member.click(reader.response, custom_id=buttons(reader)["Repair"]["custom_id"])
    for label in ("Not Adele", "Undo"):
        shown = await moderator.click(reader.response, custom_id=buttons(reader)["Repair"]["custom_id"])
        shown = await moderator.click(shown.response, custom_id=buttons(shown)["Who is meant?"]["custom_id"])
        shown = await moderator.click(shown.response, custom_id=buttons(shown)[label]["custom_id"])
        await moderator.click(shown.response, custom_id=buttons(shown)["All names in the story"]["custom_id"])


@pytest.mark.slow
async def test_every_answer_keeps_discords_limits(stage: Stage) -> None:
    await read_the_worst(stage)
    await walk(stage)
    seen = list(callbacks(stage))
    assert len(seen) > 40
    for payload in seen:
        assert limit_faults(payload["data"].get("components", [])) == []
        if payload["type"] == 8:
            choices = payload["data"]["choices"]
            assert len(choices) <= 25
            assert all(1 <= len(c["name"]) <= 100 and 1 <= len(c["value"]) <= 100 for c in choices)
        else:
            assert payload["data"]["allowed_mentions"]["parse"] == []


@pytest.mark.slow
async def test_every_answer_is_valid_against_discords_openapi(stage: Stage, data: Path) -> None:
    await read_the_worst(stage)
    await walk(stage)
    for payload in callbacks(stage):
        assert schema_faults(data, CALLBACKS[payload["type"]], payload) == []


async def test_the_commands_are_valid_against_discords_openapi(stage: Stage, data: Path) -> None:
    [synced] = [e.json for e in stage.env.http_requests if e.method == "PUT" and e.path.endswith("/commands")]
    assert isinstance(synced, list)
    for command in synced:
        assert schema_faults(data, "ApplicationCommandUpdateRequest", command) == []
        assert len(command.get("description", "")) <= 100  # a message's menu entry has none


def test_texts_too_long_for_one_message_are_cut_the_longest_first() -> None:
    shown = card([discord.ui.TextDisplay(mark * size) for mark, size in (("a", 40), ("b", 3_000), ("c", 2_500))])
    texts = [part["content"] for part in components(shown.view.to_components()) if "content" in part]
    assert [(text[0], len(text)) for text in texts] == [("a", 40), ("b", 1_980), ("c", 1_980)]


@pytest.mark.parametrize("mark", ["👩‍👩‍👧‍👦", "é́", "🇺🇸"])
async def test_a_long_headline_is_cut_between_graphemes(stage: Stage, mark: str) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title=mark * 300)))
    for name in ("latest", "trending"):
        await stage.slash(name)
    for payload in callbacks(stage):
        assert limit_faults(payload["data"]["components"]) == []
