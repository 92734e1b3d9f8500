"""The import table of the house: imports point one way, SQL stands in storage only."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = {"bot", "benchmarks", "cli", "cogs", "demo", "ingest", "news", "outbox", "settings", "storage", "tests"}
SQL_ENGINES = {"aiosqlite", "sqlite3", "asyncpg"}
FEED_PARSERS = {"lxml", "feedparser"}

# folder -> what of ours it may use, outside libraries that it may not
TABLE = {
    "news": ({"news"}, {"discord", "aiohttp"} | SQL_ENGINES),
    "storage": ({"news.model", "storage"}, {"discord", "aiohttp"} | FEED_PARSERS),
    "outbox": ({"news", "storage", "outbox"}, {"discord", "aiohttp"} | SQL_ENGINES | FEED_PARSERS),
    "ingest": ({"news", "storage", "outbox", "ingest"}, {"discord", "aiohttp"} | SQL_ENGINES | FEED_PARSERS),
    "cogs": ({"news", "storage", "outbox", "ingest", "cogs"}, SQL_ENGINES | FEED_PARSERS),
}
NETWORK = "news/feeds/fetch.py"
EXCEPTIONS = {NETWORK: {"aiohttp"}, "outbox/send/discord_transport.py": {"aiohttp", "discord"}}
_SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|PRAGMA|WITH \w+ AS)\b")


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> list[str]:
    """Give what a file imports at run time, relative imports made absolute."""
    package = path.relative_to(ROOT).parent.parts
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(package[: len(package) - node.level + 1]) if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            found += [f"{name}.{alias.name}" for alias in node.names]
    return found


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == one or name.startswith(one + ".") for one in allowed)


@pytest.mark.parametrize("folder", TABLE)
def test_a_folder_imports_only_what_the_table_allows(folder: str) -> None:
    allowed, forbidden = TABLE[folder]
    breaches = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(folder)
        for name in imports(path)
        if (name.split(".")[0] in OURS and not is_within(name, allowed))
        or (
            name.split(".")[0] in forbidden
            and name.split(".")[0] not in EXCEPTIONS.get(str(path.relative_to(ROOT)), set())
        )
    ]
    assert not breaches


def test_one_folder_reads_feeds() -> None:
    users = [p for folder in TABLE for p in modules(folder) if any(n.split(".")[0] in FEED_PARSERS for n in imports(p))]
    assert {str(path.parent.relative_to(ROOT)) for path in users} == {"news/feeds/parsing"}


def test_a_cog_never_imports_another_cog() -> None:
    cogs = {path for path in modules("cogs") if "commands.Cog)" in path.read_text(encoding="utf-8")}
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in cogs}
    breaches = [f"{path.name}: {name}" for path in cogs for name in imports(path) if is_within(name, names)]
    assert cogs
    assert not breaches


def test_sql_stands_in_storage_only() -> None:
    breaches = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("news", "cogs", "ingest", "outbox", "demo", "benchmarks")
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.match(node.value)
    ]
    assert not breaches


def test_only_cogs_and_the_front_door_read_the_clock() -> None:
    clocks = re.compile(r"\btime\.time\(|datetime\.now\(|\bdate\.today\(|utcnow\(")
    breaches = [
        str(path.relative_to(ROOT))
        for folder in ("news", "storage")
        for path in modules(folder)
        if clocks.search(path.read_text(encoding="utf-8")) and str(path.relative_to(ROOT)) != NETWORK
    ]
    assert not breaches


def test_no_file_names_a_machine_or_a_registry() -> None:
    names = re.compile("|".join(("pypi" + r"\.org", "pythonhosted" + r"\.org", "/ro" + "ot/", "/wo" + "rk/")))
    texts = [*ROOT.glob("*.txt"), *ROOT.glob("*.toml"), *ROOT.glob("*.md"), ROOT / "Makefile", ROOT / ".ci" / "run"]
    assert not [path.name for path in texts if names.search(path.read_text(encoding="utf-8"))]
