"""Every button, select and form of the bot, tried by those who may not, from elsewhere, and with forged states.

docs/faults.md rows 65 and 66. What there is to try is found by using the bot as a moderator does; what that does not
come to has to be named in BESIDES, so that nothing that is registered is left out.
"""

import asyncio
import json
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord import ChannelHandle, InteractionResult, MemberActor

from news.model.servers import Filter, Server
from news.people.catalogue_match import Catalogue
from storage import open_storage
from tests.kit.dead_buttons import dead_custom_ids, payloads_of_the_bot
from tests.kit.golden_payloads import Recorder, difference
from tests.kit.newsroom import Item, keyed, open_newsroom
from tests.kit.people import ANN, BEN, CAT, people_are
from tests.kit.stage import Stage, components, open_stage
from tests.kit.story_desk import OUTLETS, TOLD

MARK = "zanzibarquartz"  # stands in one server's settings, and nowhere else
REFUSED, EXPIRED = "For moderators only", "has expired"
BUTTON, STRING_SELECT, TEXT_INPUT, FILE_UPLOAD = 2, 3, 4, 19  # Discord's kinds of component
SELECTS = {5: discord.ui.UserSelect, 6: discord.ui.RoleSelect, 8: discord.ui.ChannelSelect}
MOST_OF_A_KIND = 5  # states tried of one button

# Every other route is for moderators. What members do to their own:
FOR_MEMBERS = {"follow", "unfollow", "following", "erase"}
# Cards that everybody sees: those that are the same everywhere, and those that depend on where they are opened.
SAME_EVERYWHERE = {
    "trending", "why", "latest", "search", "story", "person", "together", "celebrity", "timeline", "lives", "sources",
    "icsdays", "icsperson", "about",
}  # fmt: skip
SEEN_BY_ALL = SAME_EVERYWHERE | {"birthdays", "birthday", "born", "post"}

# Stories are the same in all servers, and who moderates one may repair them (cogs/repairs/wrong_person.py): these are
# not tried by the moderator of another server, who may do just that.
ALL_SERVERS = {"repair", "unrepair", "puttogether", "takeapart", "topic", "untopic", "undostory"}

# What a moderator types: commands and their options.
COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("setup", {}),
    ("setup", {"zone": "new"}),
    ("feeds list", {}),
    ("feeds add", {"address": "https://example.com/feed"}),
    ("feeds remove", {"feed": "Spotlight"}),
    ("feeds test", {"feed": "Spotlight"}),
    ("held", {}),
    ("why", {"story": "Adele tour of Wales"}),
    ("why", {"birthday": "Ann Example"}),
    ("filters list", {}),
    ("filters never", {"word": "Wales"}),
    ("filters only", {"person": "Anne"}),
    ("settings export", {}),
    ("settings import", {}),
    ("settings log", {}),
    ("story", {"story": "Adele tour of Wales"}),
    ("trending", {"view": "people"}),
    ("latest", {}),
    ("search", {"query": "adele"}),
    ("celebrity", {"name": "Ann Example"}),
    ("timeline", {"name": "Ann Example"}),
    ("birthdays", {"when": "week"}),
    ("follow", {"name": "Ann Example"}),
    ("following", {}),
    ("privacy erase", {}),
    ("about", {}),
    ("help", {}),
]
# What a moderator fills in, by form.
FILLED = {"setup": "10", "merge": "Rihanna", "birthlist": "Adele\nAnne Exampel"}
FILE = json.dumps({"limelight": 1, "birthdays": {"top": 7}}).encode()

# What only comes up in conditions that the walk does not meet, with a state as it has there.
BESIDES = [
    "do:candidates:-",
    "turn:feedlook:1",
    "turn:feedadd:1",
    "turn:feedcancel:",
    "turn:apartpage:1.0.1.1.0",
    "turn:recheck:channels",
    "turn:trialpost:0.kgwz",
    "turn:unmend:0.1.1",
    "turn:noimport:1",
    "turn:sendfile:-",
    "turn:tryfilter:0.0.Wales",
    "page:feeds:0:-",
    "open:birthday:0:1",
    "open:born:0:737951",
]

# Rows that are nobody's: read, looked for, and not there.
MISSING = ("zzzzzzz", "zzzzzzz.zzzzzzz", "zzzzzzz.zzzzzzz.zzzzzzz", "zzzzzzz.zzzzzzz.zzzzzzz.zzzzzzz")
# custom_ids are read strictly, and none of these is a state.
FORGED = (
    "../",
    "../../etc/passwd",
    "-1",
    "1e+9",
    "\u0661",
    "1~1~1",
    "@everyone",
    "'; DROP TABLE servers;--",
    "\u202e\u0000",
    "v9:channels",
    "x" * 80,
    "x" * 100,
)


@dataclass(frozen=True)
class Part:
    """A button or select as the bot sent it."""

    custom_id: str
    type: int = BUTTON
    options: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    @property
    def mode(self) -> str:
        return self.custom_id.partition(":")[0]

    @property
    def kind(self) -> str:
        return {"do": "action", "turn": "action", "pick": "select"}.get(self.mode, "card")

    @property
    def is_for_all(self) -> bool:
        return self.name in {"action": FOR_MEMBERS, "card": SEEN_BY_ALL}.get(self.kind, set())

    @property
    def name(self) -> str:
        return self.custom_id.split(":")[1]

    def forged(self, state: str) -> "Part":
        """The same with another state, within what a custom_id holds."""
        head = ":".join(self.custom_id.split(":")[: 3 if self.kind == "card" else 2])
        return replace(self, custom_id=f"{head}:{state}"[:100])


@dataclass
class World:
    """The stage with a server whose settings are filled, another one, and what was found in using the bot."""

    stage: Stage
    elsewhere: ChannelHandle
    stranger: MemberActor  # moderates there
    parts: dict[str, Part] = field(default_factory=dict)
    changing: set[str] = field(default_factory=set)  # names of what has changed something for the moderator
    openers: dict[str, Part] = field(default_factory=dict)  # by name of a form: what opens it
    recorder: Recorder = field(default_factory=Recorder)
    _kept: tuple[int, dict[str, list[Any]]] = (-1, {})

    async def press(
        self, part: Part, who: MemberActor | None = None, where: ChannelHandle | None = None
    ) -> InteractionResult:
        """Press a button or choose in a select that stands in a message of the bot."""
        who, where = who or self.stage.moderator, where or self.stage.channel
        channel: Any = self.stage.bot.get_channel(where.id)
        view = discord.ui.LayoutView(timeout=None)
        view.add_item(discord.ui.ActionRow(_drawn(part)))
        message = await channel.send(view=view)
        view.stop()  # as after a restart: what is known of it is its custom_id
        if part.type == BUTTON:
            shown = await who.click(message, custom_id=part.custom_id)
        else:
            shown = await who.select(message, list(part.values), custom_id=part.custom_id)
        _let_go()
        return shown

    async def dump(self) -> dict[str, list[Any]]:
        """Return every row of every table; read anew only where something was written."""
        db = self.stage.storage._db
        writes = db._writer.total_changes
        if writes != self._kept[0]:
            tables = [row["name"] for row in await db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {name: await db.rows(f"SELECT * FROM {name}") for name in tables}
            self._kept = writes, {name: [dict(row) for row in found] for name, found in rows.items()}
        return self._kept[1]


def _let_go() -> None:
    """End the waiting for answers that only one member sees: discord.py keeps each for 15 minutes, SimCord asks all."""
    for task in asyncio.all_tasks():
        waiting: Any = task.get_coro()
        if waiting.__qualname__.endswith("__timeout_task_impl") and not isinstance(
            waiting.cr_frame.f_locals.get("self"), discord.ui.Modal
        ):
            task.cancel()


def _drawn(part: Part) -> Any:
    if part.type == BUTTON:
        return discord.ui.Button(label="Press", custom_id=part.custom_id)
    if part.type == STRING_SELECT:
        options = [discord.SelectOption(label=value[:100] or "-", value=value) for value in part.options]
        return discord.ui.Select(custom_id=part.custom_id, options=options, min_values=0, max_values=len(options))
    return SELECTS[part.type](custom_id=part.custom_id, min_values=0, max_values=1)


def said(shown: InteractionResult) -> str:
    """Return all that an answer says; a form's title."""
    if shown.modal:
        return f"(form) {shown.modal['title']}"
    messages = [shown.response, *shown.followups]
    return "\n".join(
        part["content"]
        for message in messages
        if message
        for part in components(message.components)
        if "content" in part
    )


def _parts(shown: InteractionResult, channel: ChannelHandle, role: Any) -> Iterator[Part]:
    for message in (shown.response, *shown.followups):
        for part in components(message.components) if message else ():
            if "custom_id" not in part or part.get("disabled"):
                continue
            kind = part["type"]
            options = tuple(option["value"] for option in part.get("options", ()))
            values: tuple[Any, ...] = options[-1:] if kind == STRING_SELECT else (channel,) if kind == 8 else (role,)
            yield Part(part["custom_id"], kind, options, () if kind == BUTTON else values)


async def walk(world: World) -> None:
    """Use all that there is as a moderator, and all that this brings up, until nothing new comes; then once more."""
    stage, known = world.stage, dict[tuple[str, str], int]()
    role = stage.moderator.guild.create_role("Fans")
    queue: list[Part] = []

    async def take(shown: InteractionResult, did: str, by: Part | None = None) -> None:
        assert shown.acknowledged, by
        world.recorder.note(command, did, shown)
        if shown.modal and (name := _form(stage, shown).name) not in world.openers:
            world.openers |= {name: by} if by else {}
            await take(await stage.moderator.submit_modal(shown, _filled(name, shown.modal)), f"fill {name}")
        for part in _parts(shown, stage.channel, role):
            place = (part.kind, part.name)
            if part.custom_id not in world.parts and known.get(place, 0) < MOST_OF_A_KIND:
                known[place] = known.get(place, 0) + 1
                world.parts[part.custom_id] = part
                queue.append(part)

    for command, options in COMMANDS * 2:
        await take(await stage.moderator.slash(stage.channel, command, **options), f"/{command} {options}")
        while queue:
            part, before = queue.pop(0), await world.dump()
            await take(await world.press(part), f"press {part.custom_id}", part)
            if await world.dump() != before:
                world.changing.add(part.name)
    command = "besides"
    for part in map(Part, BESIDES):
        world.parts.setdefault(part.custom_id, part)
        await take(await world.press(part), f"press {part.custom_id}", part)
    await _type_everything(world)


async def _type_everything(world: World) -> None:
    """Record the commands as Discord is told them, and what each option offers while a moderator types."""
    [synced] = [e.json for e in world.stage.env.http_requests if e.method == "PUT" and e.path.endswith("/commands")]
    for definition in synced or ():
        world.recorder.note_objects("commands", f"/{definition['name']}", [definition])
    for name, option in _completed_options(synced):
        for typed in ("", "an"):
            offered = await world.stage.moderator.autocomplete(world.stage.channel, name, option, typed)
            world.recorder.note_objects("completions", f"/{name} {option}: {typed!r}", offered)


def _completed_options(definitions: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Return each option that completes what is typed, with its command."""
    for definition in definitions:
        name = f"{above} {definition['name']}".strip()
        for option in definition.get("options", ()):
            if option.get("autocomplete"):
                yield name, option["name"]
        yield from _completed_options([o for o in definition.get("options", ()) if o["type"] in (1, 2)], name)


def _form(stage: Stage, shown: InteractionResult) -> Any:
    assert shown.modal
    return stage.bot._connection._view_store._modals[shown.modal["custom_id"]]


def _filled(name: str, modal: dict[str, Any]) -> dict[str, Any]:
    """Return something for each field of a form."""
    labels = [part.get("component", part) for part in components(modal["components"])]
    return {
        part["custom_id"]: ("x.json", FILE) if part["type"] == FILE_UPLOAD else FILLED[name]
        for part in labels
        if part["type"] in (TEXT_INPUT, FILE_UPLOAD)
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, seeded: Path, catalogue: Catalogue) -> AsyncIterator[World]:
    """A world that was walked once: the tests below leave it as it is, which is what they are about."""
    path = tmp_path_factory.mktemp("rights") / "test.db"
    shutil.copyfile(seeded, path)
    async with (
        open_storage(str(path)) as storage,
        open_newsroom() as newsroom,
        open_stage(storage, catalogue, newsroom) as stage,
    ):
        made = await _furnished(stage)
        await walk(made)
        yield made


async def _furnished(stage: Stage) -> World:
    await people_are(stage, ANN, BEN, CAT)
    paints = {outlet: Item(title="Sia paints", hours=300 + n) for n, outlet in enumerate(OUTLETS)}
    sources = [stage.newsroom.publish(outlet, item) for outlet, item in paints.items()]
    await stage.storage.feeds.list_sources(keyed(*sources))
    await _read_in_turn(stage)
    for n, outlet in enumerate(OUTLETS[:4]):
        bakery = Item(title=f"Rihanna opens bakery number {n}", hours=6 + n)
        stage.newsroom.publish(outlet, Item(title=TOLD[n], hours=1 + n), bakery)
    await _read_in_turn(stage)
    there = stage.env.create_guild("Elsewhere")
    moderators = there.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
    stranger = there.add_member(stage.env.create_user("sam"), roles=[moderators])
    feeds, number = await stage.storage.feeds.all(), stage.channel.id
    await stage.storage.servers.put(
        Server(
            guild=stage.moderator.guild.id,
            birthdays_channel=number,
            stories_channel=number,
            digest_channel=number,
            people=(1, 2),
            feeds=tuple(feed.id for feed in feeds[:3]),
            filters=(Filter("word", "block", MARK), Filter("person", "block", "1"), Filter("topic", "block", "sport")),
        )
    )
    return World(stage, there.create_text_channel("there"), stranger)


async def _read_in_turn(stage: Stage) -> None:
    """Read the feeds one after another: which answers first is chance, and decides which story is first."""
    for feed in await stage.storage.feeds.all():
        async with stage.storage._db.transaction() as tx:
            await tx.rows("UPDATE feeds SET next_at = CASE id WHEN ? THEN 0 ELSE 4000000000 END", (feed.id,))
        await stage.refresh.round()
    async with stage.storage._db.transaction() as tx:
        await tx.rows("UPDATE feeds SET next_at = ?", (int(time.time()),))


pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_answer_is_as_it_was_recorded(world: World) -> None:
    """A change of what Discord sees has to be meant: LIMELIGHT_RECORD=1 records anew, and the commit shows it."""
    changed = difference(world.recorder)
    assert not changed, changed


async def test_everything_that_is_registered_is_tried(world: World) -> None:
    router, found = world.stage.app.router, {(part.kind, part.name) for part in world.parts.values()}
    for kind in ("action", "select"):
        assert {route.name for route in router.routes(kind)} == {name for known, name in found if known == kind}
    local = {route.name for route in router.routes("card")} - SAME_EVERYWHERE
    assert local <= {name for known, name in found if known == "card"}
    assert {route.name for route in router.routes("form")} == set(world.openers)
    assert len(world.changing) > 20  # the walk did not only look around


async def test_all_routes_are_for_moderators_but_for_those_that_are_named_here(world: World) -> None:
    for kind, named in {"action": FOR_MEMBERS, "card": SEEN_BY_ALL, "select": set[str](), "form": set[str]()}.items():
        assert {route.name for route in world.stage.app.router.routes(kind) if not route.moderators} == named


async def test_every_custom_id_that_the_bot_sends_resolves_and_its_state_is_read(world: World) -> None:
    assert len(world.parts) > 150
    sent = payloads_of_the_bot(world.stage.env.http_requests)
    assert dead_custom_ids(world.stage.app.router, sent) == []


async def test_a_member_gets_a_refusal_from_all_that_is_for_moderators_and_changes_nothing(world: World) -> None:
    before = await world.dump()
    for part in world.parts.values():
        if part.is_for_all:
            continue
        assert REFUSED in said(await world.press(part, world.stage.member)), part
        assert await world.dump() == before, part


async def test_what_a_member_does_to_their_own_leaves_everything_else(world: World) -> None:
    before, me = await world.dump(), world.stage.member.id
    for part in world.parts.values():
        if part.kind == "action" and part.name in FOR_MEMBERS:
            assert said(await world.press(part, world.stage.member)), part
            assert _but(await world.dump(), "user_id", me) == _but(before, "user_id", me), part
    await world.stage.storage.follows.erase(me)


async def test_a_form_that_was_open_when_its_owner_lost_the_right_is_refused(world: World) -> None:
    stage, backend = world.stage, world.stage.env.backend
    role = stage.moderator.guild.roles["Moderators"]
    opened = {name: await world.press(opener) for name, opener in world.openers.items()}
    before = await world.dump()
    backend.edit_role(stage.moderator.guild.id, role.id, {"permissions": 0})
    try:
        for name, shown in opened.items():
            refused = await stage.moderator.submit_modal(shown, _filled(name, shown.modal or {}))
            assert REFUSED in said(refused), name
            assert await world.dump() == before, name
    finally:
        backend.edit_role(
            stage.moderator.guild.id, role.id, {"permissions": discord.Permissions(manage_guild=True).value}
        )


async def test_a_moderator_of_another_server_changes_nothing_of_this_one_and_reads_nothing_of_it(world: World) -> None:
    here = world.stage.moderator.guild.id
    before = _only(await world.dump(), here)
    for part in world.parts.values():
        if part.name in (
            SAME_EVERYWHERE if part.kind == "card" else ALL_SERVERS
        ):  # those show what is the same everywhere
            continue
        kept = replace(part, values=part.values if part.type == STRING_SELECT else ())
        shown = said(await world.press(kept, world.stranger, world.elsewhere))
        assert shown, part
        assert MARK not in shown, part
        assert _only(await world.dump(), here) == before, part


@pytest.mark.slow
async def test_a_forged_custom_id_is_expired_and_changes_nothing(world: World) -> None:
    """As a moderator, who may do all of it: what is refused here is the state."""
    tried = {(part.kind, part.name): part for part in world.parts.values()}
    before = await world.dump()
    for part in tried.values():
        # What only shows something is tried with fewer: it has one reader for all of its states.
        is_changing = part.name in world.changing
        for state in (*FORGED, *MISSING) if is_changing else (*FORGED[::4], *MISSING[:2]):
            shown = said(await world.press(part.forged(state)))
            assert EXPIRED in shown if is_changing and state in FORGED else shown, (part, state)
            assert await world.dump() == before, (part, state)


@pytest.mark.parametrize(
    "custom_id",
    ["x" * 100, "../", "do", "do:setup", "do:SETUP:channels", "do:nothing:-", "v2:do:setup:-", "open:x:99999:-"],
)
async def test_a_custom_id_of_another_version_is_expired(world: World, custom_id: str) -> None:
    before = await world.dump()
    assert EXPIRED in said(await world.press(Part(custom_id)))
    assert await world.dump() == before


async def test_where_an_admin_opened_a_command_to_all_the_bot_still_refuses(world: World) -> None:
    stage = world.stage
    guarded = [
        command
        for command in await stage.bot.tree.fetch_commands()
        if command.default_member_permissions is not None and command.type is discord.AppCommandType.chat_input
    ]
    assert {command.name for command in guarded} >= {"setup", "feeds", "filters", "held", "settings", "why"}
    before = await world.dump()
    for command in guarded:
        stage.member.guild.set_command_permissions(command, {stage.member: True})
        calls = [(name, options) for name, options in COMMANDS if name.split()[0] == command.name]
        assert calls, f"COMMANDS has nothing of /{command.name}"
        for name, options in calls:
            shown = await stage.member.slash(stage.channel, name, **options)
            assert REFUSED in said(shown), name
            assert shown.ephemeral, name
            assert await world.dump() == before, name
            for option, typed in options.items():
                if _is_completed(command, name, option):
                    offered = await stage.member.autocomplete(stage.channel, name, option, str(typed))
                    assert MARK not in str(offered), name


def _is_completed(command: Any, name: str, option: str) -> bool:
    part: Any = command
    for word in name.split()[1:]:
        part = next(one for one in part.options if one.name == word)
    return any(one.name == option and one.autocomplete for one in part.options)


def _only(dump: dict[str, list[Any]], guild: int) -> dict[str, list[Any]]:
    """Return the rows of one server."""
    return {table: [row for row in rows if row.get("guild_id") == guild] for table, rows in dump.items()}


def _but(dump: dict[str, list[Any]], column: str, value: int) -> dict[str, list[Any]]:
    """Return the rows that are not somebody's; without the counters of the engine."""
    return {
        table: [row for row in rows if row.get(column) != value]
        for table, rows in dump.items()
        if table != "sqlite_sequence"
    }
