"""docs/faults.md rows 35-40 end to end: what feeds and archives write stands in every answer as plain text."""

import json
import re
import unicodedata
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest

from ingest.import_archive import import_archive
from news.text.text import clean_text
from tests.kit.discord_rules import callbacks, limit_faults
from tests.kit.newsroom import NOW, Item
from tests.kit.stage import Stage, buttons, components, text

HOSTILE = (
    "@everyone @here <@&1> <@1> <#1> [https://good](https://evil) [good](https://evil) # big ||x|| ```c``` *s* __u__"
    " ~~d~~ </cmd:1> <t:0> <id:customize> <:x:1> discord.gg/abc"
)
UNSEEN = "\u202e\u200b\u2066"
# Each text of an item begins with a word of its own, by which it is found in the answers.
FIELDS = "title summary quote byline section credit alt outlet former caption photographer imported part".split()


def bad(field: str) -> str:
    return f"{field}mark{UNSEEN} Z{'́̀̂' * 170} {HOSTILE}"


ESCAPED = re.compile(r"\\[^\w\s]")
OURS = re.compile(r"<t:-?\d{2,}:[RtTdDfF]>|\[[^\[\]]*\]\(<https?://[^<>\s]+>\)")
LIVE = re.compile(
    r"@(?:everyone|here)|<(?:@|#|/|t:|id:|a?:)|\]\(|\|\||```|\*s\*|__u__|~~|discord(?:\.gg|\.com/invite)|https?://|^# ",
    re.MULTILINE | re.IGNORECASE,
)


def live(content: str) -> list[str]:
    """Return what Discord would take for more than text, beyond the bot's own times and links."""
    return LIVE.findall(OURS.sub("", ESCAPED.sub("·", content)))


@pytest.mark.parametrize("part", HOSTILE.replace("# big", "\n#\xa0big").split(" "))
def test_the_oracle_knows_what_is_live(part: str) -> None:
    if not part.startswith(("big", "\n")):
        assert live(f"## Title\n{part} more")
    assert not live(
        rf"## Title\n-# 1 · <t:1623268800:R> \<@1\> \[a\](b) \|\|x\|\| [TMZ](<https://tmz.com/a>) {'__'}Kim"
    )


async def read_hostile(stage: Stage, tmp_path: Path) -> None:
    """Fill the store with hostile text in every field of a feed, of JSON Lines and of an article's file."""

    def item(title: str) -> Item:
        return Item(
            title=escape(f"{title} Adele"),
            link="https://news.example/adele",
            summary=escape(bad("summary")),
            text=escape(f"She said: “{bad('quote')} and so on.”"),
            byline=escape(bad("byline")),
            category=escape(bad("section")),
            picture="https://news.example/adele.jpg",
            alt=escape(bad("alt")),
            credit=escape(bad("credit")),
        )

    name = f"outletmark {HOSTILE}"
    await stage.read(stage.newsroom.publish(name, item(bad("former"))))
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET next_at = 0")
    stage.newsroom.publish(name, item(bad("title")))
    await stage.refresh.round()
    rows = tmp_path / "rows.jsonl"
    row = {"title": bad("imported"), "section": bad("part"), "byline": bad("byline"), "text": bad("summary")}
    rows.write_text(json.dumps(row | {"outlet": name, "published": NOW - 10 * 86400}), encoding="utf-8")
    article = tmp_path / "article.txt"
    credit = f"photographermark{UNSEEN} @everyone <@1> <t:0>"  # longer ones are taken for text
    article.write_text(
        f"date 2021-05-25 Trending Stories\nZendaya Paints A Boat\n\ncaptionmark{UNSEEN} {HOSTILE}\n"
        f"Shutterstock | {credit}\nFamous Painters\nAnn Writer\n\nZendaya painted a boat on Monday.\n",
        encoding="utf-8",
    )
    for path in (rows, article):
        await import_archive(path, stage.storage, stage.catalogue, now=NOW)


async def use_everything(stage: Stage) -> None:
    """Use each command, each button of each answer, and each option with hostile words."""
    calls: list[tuple[str, dict[str, Any]]] = [
        ("help", {}),
        ("about", {}),
        ("trending", {"window": "month"}),
        ("trending", {"window": "month", "view": "people"}),
        ("latest", {}),
        ("latest", {"person": "Adele"}),
        *(("latest", {option: HOSTILE}) for option in ("person", "source")),
        *(("search", {"query": word}) for word in ("summarymark", "quotemark", "everyone", "discord", "gg", "abc")),
        *(("search", {"query": HOSTILE, option: HOSTILE}) for option in ("person", "source", "since", "until")),
        *(("story", {"story": word}) for word in ("titlemark", "importedmark", "zendaya boat", HOSTILE * 3)),
    ]
    for name, options in calls:
        result = await stage.slash(name, **options)
        for button in list(buttons(result).values()):
            if "custom_id" in button and not button.get("disabled"):
                await stage.member.click(result.response, custom_id=button["custom_id"])
    for typed in ("", "titlemark", "<@1>", "adele"):
        for option, command in (("story", "story"), ("source", "latest"), ("person", "latest")):
            await stage.complete(command, option, typed)


def sent(stage: Stage) -> Iterator[tuple[str, str]]:
    """Yield all words that left for Discord, each with whether it is markdown or plain."""
    for payload in callbacks(stage):
        for choice in payload["data"].get("choices", ()):
            yield "plain", choice["name"]
        for part in components(payload["data"].get("components", ())):
            for key in {"content", "label", "description"} & part.keys():
                yield "markdown" if key == "content" else "plain", part[key]


async def test_hostile_text_of_any_field_shows_as_text_in_every_answer(stage: Stage, tmp_path: Path) -> None:
    await read_hostile(stage, tmp_path)  # rows 35-38
    await use_everything(stage)
    everything = list(sent(stage))
    for field in FIELDS:
        assert any(f"{field}mark" in words.replace("__", "").replace("**", "") for _, words in everything), field
    shown = "\n".join(words for kind, words in everything if kind == "markdown")
    for mark in (
        r"\<@1\>",
        r"\<@&1\>",
        r"\<t:0\>",
        r"\</cmd:1\>",
        r"\<id:customize\>",
        "@\u2060everyone",
        r"\|\|x\|\|",
    ):
        assert mark in shown, mark  # shown as it was written, not left out
    for kind, words in everything:
        assert kind == "plain" or live(words) == [], words
        assert kind == "plain" or "gg/abc" not in re.sub(r"__|\*\*", "", words), words  # nor where "gg" is looked for
        assert not set(words) & set(UNSEEN)
        runs = "".join("M" if unicodedata.category(ch) == "Mn" else "." for ch in unicodedata.normalize("NFC", words))
        assert "MMM" not in runs, words
    for payload in callbacks(stage):
        assert limit_faults(payload["data"].get("components", [])) == []
        assert payload["type"] == 8 or payload["data"]["allowed_mentions"]["parse"] == []


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "https://news.example/" + "a" * 5_000,
            "https://a:b@news.example/",
            "data:text/html,x",
        ),
        *("https://.../", "http://[::1", "https://discord.gg/abc", "https://www.discord.com/invite/abc"),
    ],
)
async def test_a_story_whose_link_leads_nowhere_good_is_shown_without_it(stage: Stage, url: str) -> None:  # row 39
    source = stage.newsroom.publish("The Marquee")
    inside = f"<item><title>Adele sings</title><link>{url}</link></item>"
    stage.newsroom.bodies["themarquee"] = f"<rss><channel>{inside}</channel></rss>".encode()
    await stage.read(source)
    result = await stage.slash("story", story="adele sings")
    assert "Adele sings" in text(result)
    assert "- The Marquee · <t:" in text(result)
    assert not [button for button in buttons(result).values() if "url" in button]
    [row] = await stage.storage._db.rows("SELECT url FROM articles")
    assert row["url"] == ""


@pytest.mark.parametrize("mark", ["👩‍👩‍👧‍👦", "👍🏽", "क़ि", "1️⃣", "é̂"], ids=ascii)
async def test_text_at_its_border_is_cut_between_graphemes(stage: Stage, mark: str) -> None:  # row 40
    outlet, long = f"X{mark * 40}", f"Y{mark * 400}"
    item = Item(title=long, byline=long, summary=long, category=long, picture="https://news.example/a.jpg", alt=long)
    await stage.read(stage.newsroom.publish(outlet, item))
    for name in ("latest", "trending"):
        await stage.slash(name)
    await stage.slash("latest", source=outlet[:100])
    await stage.complete("story", "story", "")
    await stage.complete("latest", "source", "")
    await stage.slash("story", story="#1")
    whole = clean_text(mark)
    seen = [words for _, words in sent(stage) if whole in words]
    assert len(seen) > 8
    for words in seen:
        for run in re.finditer(f"[XY](?:{re.escape(whole)})+", words):
            assert words[run.end() : run.end() + 1] not in set(whole), words  # nothing of a further, broken one
    assert any(words.endswith("…") for words in seen)
    for payload in callbacks(stage):
        assert limit_faults(payload["data"].get("components", [])) == []
