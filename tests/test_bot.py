"""The front door: settings, exit statuses, syncing, sorry."""

import asyncio
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import discord
import pytest
from discord import app_commands

from bot import NewsBot
from cli import run_and_report
from cogs.tasks.refresh import RefreshCog
from settings import ROOT, STARTER_FEEDS, Settings, SettingsError, content_clock, read_sources
from tests.kit.machine import run_bot
from tests.kit.newsroom import NOW, Item, keyed
from tests.kit.stage import Stage, buttons, text


@pytest.mark.slow
def test_without_a_token_it_says_what_to_do_and_exits_2(tmp_path: Path) -> None:
    ran = run_bot(folder=tmp_path, DISCORD_TOKEN="")
    assert ran.returncode == 2
    assert "DISCORD_TOKEN" in ran.stderr
    assert "--demo" in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("LIMELIGHT_NOW", "yesterday", "2021-06-09T20:00Z"),
        ("LIMELIGHT_NOW", "1969-12-31", "before 1970"),
        ("LIMELIGHT_LOG", "loud", "DEBUG"),
        ("LIMELIGHT_ALLOW_HOSTS", "http://x/y", "host"),
        ("LIMELIGHT_FEEDS", "absent.toml", "cannot be read"),
        ("DISCORD_TOKEN_FILE", "absent.token", "cannot be read"),
    ],
)
def test_a_bad_setting_is_named_and_exits_2(tmp_path: Path, name: str, value: str, hint: str) -> None:
    ran = run_bot(folder=tmp_path, **{"DISCORD_TOKEN": "" if "TOKEN" in name else "x.y.z", name: value})
    assert ran.returncode == 2
    assert name in ran.stderr
    assert hint in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.slow
def test_a_store_that_is_no_database_is_named_and_exits_2(tmp_path: Path) -> None:
    store = tmp_path / "not.db"
    store.write_text("this is a letter, not a database " * 40)
    ran = run_bot(folder=tmp_path, DISCORD_TOKEN="x.y.z", LIMELIGHT_STORE=str(store))
    assert ran.returncode == 2
    assert "LIMELIGHT_STORE" in ran.stderr
    assert store.read_text().startswith("this is a letter")


@pytest.mark.parametrize(("status", "code"), [(401, 78), (500, 1)])
def test_a_refused_token_exits_78_and_a_broken_discord_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], status: int, code: int
) -> None:
    asked: list[str] = []

    class Discord(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"message": "no", "code": 0}')

        def log_message(self, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Discord) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setattr(discord.http.Route, "BASE", f"http://127.0.0.1:{server.server_port}/api/v10")
        monkeypatch.setattr("asyncio.sleep", no_wait(asyncio.sleep))  # discord.py waits longer after each 500
        assert run_and_report(Settings(token="x.y.z", store=str(tmp_path / "bot.db"))) == code
        server.shutdown()
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert ("refused the token" if status == 401 else "cannot be reached") in said
    assert len(asked) <= 5


def no_wait(sleep: Callable[[float], Awaitable[None]]) -> Callable[[float], Awaitable[None]]:
    return lambda _seconds, *_: sleep(0)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to handle")
def test_sigterm_ends_it_with_0_even_before_discord_has_answered(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        code = (
            "import cli, discord, settings\n"
            f"discord.http.Route.BASE = 'http://127.0.0.1:{silent.getsockname()[1]}'\n"
            f"given = settings.Settings(token='x.y.z', store={str(tmp_path / 'bot.db')!r})\n"
            "raise SystemExit(cli.run_and_report(given))"
        )
        bot = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        silent.settimeout(60)
        asked, _ = silent.accept()
        with asked:
            bot.send_signal(signal.SIGTERM)
            _, said = bot.communicate(timeout=60)
    assert (bot.returncode, said) == (0, "")


async def test_the_bot_has_ended_when_its_round_has(stage: Stage) -> None:
    source = stage.newsroom.publish("Slow", Item(title="Adele confirms a new tour"))
    stage.newsroom.slow["slow"] = 30
    await stage.storage.feeds.list_sources(keyed(source))
    bot = NewsBot(stage.storage, stage.catalogue, clock=stage.clock, refresh=stage.refresh)
    async with bot:
        await bot.setup_cogs()
        cog = bot.get_cog("RefreshCog")
        while not stage.newsroom.asked:  # noqa: ASYNC110 - the newsroom has no event for it
            await asyncio.sleep(0.01)
    assert isinstance(cog, RefreshCog)
    assert cog.loop.get_task().done()


def test_the_example_names_every_setting_and_its_defaults_are_the_real_ones() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", example, re.MULTILINE))
    source = (ROOT / "settings.py").read_text(encoding="utf-8")
    assert set(given) == set(re.findall(r'"((?:DISCORD|LIMELIGHT)_[A-Z_]+)"', source))
    assert Settings.from_env(given) == Settings()


def test_a_token_comes_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("from.a.file\n")
    assert Settings.from_env({"DISCORD_TOKEN_FILE": str(path)}).token == "from.a.file"
    assert Settings.from_env({"DISCORD_TOKEN_FILE": str(path), "DISCORD_TOKEN": "given"}).token == "given"
    assert "given" not in repr(Settings.from_env({"DISCORD_TOKEN": "given"}))


def test_an_instant_without_a_zone_is_utc() -> None:
    aware, naive = (
        Settings.from_env({"LIMELIGHT_NOW": at}).now for at in ("2021-06-09T22:00+02:00", "2021-06-09T20:00")
    )
    assert aware == naive == 1623268800


def test_the_clock_starts_where_it_is_told_and_runs_on() -> None:
    clock = content_clock(1623268800)
    assert 0 <= clock() - 1623268800 < 5


async def test_the_clock_reads_the_same_inside_a_command(stage: Stage) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele confirms a new tour", hours=0.02)))
    stage.bot = NewsBot(stage.storage, stage.catalogue, clock=content_clock(NOW))
    await stage.env.restart_bot(stage.bot)
    assert "Adele confirms a new tour" in text(await stage.slash("latest"))


def test_the_starter_feeds_are_read_and_many_enough() -> None:
    assert len(read_sources(STARTER_FEEDS)) >= 25
    with pytest.raises(SettingsError, match="LIMELIGHT_FEEDS"):
        read_sources(ROOT / "absent.toml")


async def test_commands_are_synced_only_when_they_changed(stage: Stage) -> None:
    def syncs() -> int:
        return sum("/commands" in entry.path and entry.method == "PUT" for entry in stage.env.http_requests)

    assert syncs() == 1
    await stage.restart()
    assert syncs() == 1

    @app_commands.command(name="extra", description="Another one")
    async def extra(interaction: object) -> None: ...

    stage.bot = NewsBot(stage.storage, stage.catalogue, clock=stage.clock)
    stage.bot.tree.add_command(extra)
    await stage.env.restart_bot(stage.bot)
    assert syncs() == 2


async def test_every_command_works_in_servers_direct_messages_and_as_a_user_install(stage: Stage) -> None:
    for command in stage.bot.tree.get_commands():
        if command.default_permissions is not None or isinstance(command, app_commands.ContextMenu):
            continue  # of a server: moderators' ones, and the entry in the menu of its posts
        payload = command.to_dict(stage.bot.tree)
        assert sorted(payload["integration_types"]) == [0, 1]
        assert sorted(payload["contexts"]) == [0, 1, 2]


async def test_what_moderators_have_stands_in_servers_only_and_is_hidden_from_others_at_first(stage: Stage) -> None:
    theirs = ("setup", "feeds", "filters", "why", "held", "settings")
    payloads = {command.name: command.to_dict(stage.bot.tree) for command in stage.bot.tree.get_commands()}
    for name in theirs:
        shown = payloads[name]
        asked = (shown["contexts"], shown["integration_types"], shown["default_member_permissions"])
        assert asked == ([0], [0], discord.Permissions(manage_guild=True).value), name


async def test_a_fault_behind_a_button_is_said_with_a_reference_too(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.read(stage.newsroom.publish("The Marquee", Item(title="Adele confirms a new tour")))
    result = await stage.slash("trending")
    await stage.storage._db.close()
    opened = await stage.member.click(result.response, custom_id=buttons(result)["Read"]["custom_id"])
    assert opened.ephemeral
    reference = re.search(r"`([0-9a-f]{6})`", text(opened))
    assert reference
    assert reference[1] in caplog.text
    assert stage.env.errors


async def test_a_fault_behind_a_suggestion_is_only_logged(stage: Stage) -> None:
    stage.bot.tree.remove_command("latest")  # as one that Discord still shows, after an update
    assert await stage.complete("latest", "person", "kim") == []
    assert not [entry for entry in stage.env.http_requests if entry.path.endswith("/callback")]
    assert stage.env.errors


async def test_a_fault_is_said_once_with_a_reference_and_no_details(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    await stage.storage._db.close()
    result = await stage.slash("trending")
    shown = text(result)
    assert result.ephemeral
    assert "reference" in shown
    reference = re.search(r"`([0-9a-f]{6})`", shown)
    assert reference
    assert reference[1] in caplog.text
    assert "Traceback" not in shown
    assert stage.env.errors
