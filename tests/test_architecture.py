"""The import table of the house: imports point one way, SQL stands in storage only, a class name is used once."""

import ast
import re
from pathlib import Path

import pytest

from benchmarks.shape import count_class_names, find_circles, read_imports, read_modules

ROOT = Path(__file__).parent.parent
MODULES = read_modules(ROOT)
PRODUCT = {name: module for name, module in MODULES.items() if module.is_product}
IMPORTS = read_imports(PRODUCT)
FEATURES = sorted({f"cogs.{module.feature}" for module in PRODUCT.values() if module.feature})

# A folder uses what stands in the rows below it, never beside or above, under TYPE_CHECKING neither.
ORDER = (
    ["cli"], ["bot"], ["settings"],
    FEATURES, ["cogs.charts"], ["cogs.kit"],
    ["ingest"], ["outbox.send"], ["outbox.owe"], ["outbox.view"], ["storage"],
    ["news.pipeline"], ["news.servers"], ["news.settings"], ["news.timeline"], ["news.stories"], ["news.events"],
    ["news.people"], ["news.feeds"], ["news.text"], ["news.model"],
)  # fmt: skip
ROWS = {folder: row for row, folders in enumerate(ORDER) for folder in folders}
CARDS_USE_NONE_OF = ("storage", "ingest", "outbox")

SQL_ENGINES = {"aiosqlite", "sqlite3", "asyncpg"}
FEED_PARSERS = {"lxml", "feedparser"}
# folder -> outside libraries that it may not use
FORBIDDEN = {
    "news": {"discord", "aiohttp"} | SQL_ENGINES,
    "storage": {"discord", "aiohttp"} | FEED_PARSERS,
    "outbox": {"discord", "aiohttp"} | SQL_ENGINES | FEED_PARSERS,
    "ingest": {"discord", "aiohttp"} | SQL_ENGINES | FEED_PARSERS,
    "cogs": SQL_ENGINES | FEED_PARSERS,
    "settings.py": {"discord", "aiohttp"} | SQL_ENGINES | FEED_PARSERS,
}
NETWORK = "news/feeds/fetch.py"
EXCEPTIONS = {NETWORK: {"aiohttp"}, "outbox/send/discord_transport.py": {"aiohttp", "discord"}}
_SQL = re.compile(r"^\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE|PRAGMA|WITH \w+ AS)\b")
_PAGE = re.compile(r"[\w/-]+\.md\b")


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def folder_of(name: str) -> str:
    """Return the folder or file of ORDER that a module stands in; "" for the packages that hold several of them."""
    while name and name not in ROWS:
        name = name.rpartition(".")[0]
    return name


def breach(name: str, target: str) -> str:
    """Return "folder > folder" for an import that ORDER does not allow, else ""."""
    user, used = folder_of(name), folder_of(target)
    is_allowed = user == used or not used or (user and ROWS[user] < ROWS[used])
    if user == "storage" and used.startswith("news"):
        is_allowed = used == "news.model"
    return "" if is_allowed else f"{user or name} > {used}"


def test_every_folder_has_its_place_in_the_order() -> None:
    outside = [name for name, module in PRODUCT.items() if not folder_of(name) and not module.is_package]
    assert not outside
    assert not [name for name in IMPORTS if not folder_of(name) and IMPORTS[name]]


def test_a_folder_uses_only_what_stands_below_it() -> None:
    found = {breach(name, target) for name, targets in IMPORTS.items() for target in targets} - {""}
    assert not found


def test_no_files_import_one_another_in_a_circle() -> None:
    assert len(IMPORTS) > 200
    assert not find_circles(IMPORTS)


def test_cards_are_drawn_from_shapes_of_news_alone() -> None:
    found = {
        f"{name} > {target}"
        for name, targets in IMPORTS.items()
        for target in targets
        if name.endswith("_card") and target.startswith(CARDS_USE_NONE_OF)
    }
    assert not found


@pytest.mark.parametrize("folder", FORBIDDEN)
def test_a_folder_uses_no_library_that_it_may_not(folder: str) -> None:
    breaches = [
        f"{module.path}: {library}"
        for module in PRODUCT.values()
        if module.path.parts[0] == folder
        for library in {name.split(".")[0] for name in module.imported_names} & FORBIDDEN[folder]
        if library not in EXCEPTIONS.get(module.path.as_posix(), set())
    ]
    assert not breaches


def test_one_folder_reads_feeds() -> None:
    users = [
        module
        for module in PRODUCT.values()
        if any(name.split(".")[0] in FEED_PARSERS for name in module.imported_names)
    ]
    assert {module.path.parent.as_posix() for module in users} == {"news/feeds/parsing"}


def test_a_cog_never_imports_another_cog() -> None:
    cogs = {name for name, module in PRODUCT.items() if "commands.Cog)" in module.text}
    assert cogs
    assert not [f"{name}: {target}" for name in cogs for target in IMPORTS[name] & cogs]


def test_class_names_are_unique() -> None:
    assert not [name for name, count in count_class_names(MODULES.values()).items() if count > 1]


def test_every_page_that_code_names_is_there() -> None:
    texts = [module.text for module in MODULES.values()]
    texts += [path.read_text(encoding="utf-8") for path in modules("tests") if path != Path(__file__)]
    named = {page for text in texts for page in _PAGE.findall(text)}
    missing = {page for page in named if not (ROOT / page).exists() and not (ROOT / "docs" / page).exists()}
    assert not missing


def test_no_test_module_imports_another() -> None:
    imports = re.compile(r"^ *(?:from|import) (?:tests|\.)[\w., ]*(?:(?<!\w)test_|conftest)(?:.*)", re.MULTILINE)
    found = {path.name: imports.findall(path.read_text(encoding="utf-8")) for path in modules("tests")}
    assert not {name: lines for name, lines in found.items() if lines}  # what several need stands in tests/kit


def test_sql_stands_in_storage_only() -> None:
    breaches = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("news", "cogs", "ingest", "outbox", "demo", "benchmarks")
        for path in modules(folder)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SQL.match(node.value)
    ]
    assert not breaches


def test_nobody_reaches_into_storage() -> None:
    breaches = [
        f"{module.path}: {name}"
        for name, module in PRODUCT.items()
        if not name.startswith("storage")
        for node in ast.walk(ast.parse(module.text))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "storage"
        for alias in node.names
        if node.module != "storage" or alias.name.endswith("Store")
    ]
    assert not breaches  # neither stores nor connections: what is needed of it, `storage` itself has


def test_transactions_are_begun_on_storage_alone() -> None:
    """Stores are reached from `tx`, and no free function has a connection: it would be a store's method."""
    connections = {"Transaction", "Connection", "Database"}
    for module in PRODUCT.values():
        tree = ast.parse(module.text)
        inside = module.path.parts[0] == "storage"
        named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert inside or not named & connections, module.path
        given = [
            argument.annotation
            for function in tree.body
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
            for argument in (*function.args.args, *function.args.kwonlyargs)
            if argument.annotation
        ]
        assert not {ast.unparse(annotation) for annotation in given} & connections, module.path
        private = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {"db", "_db"}
        assert inside or not private, module.path


def test_one_module_writes_and_reads_the_keys_of_posts() -> None:
    keys = re.compile(r"""f?["'](?:birthdays|story|digest|edit|publish|notice|trial|suspended|feed):""")
    users = {name for name, module in PRODUCT.items() if keys.search(module.text)}
    assert users - {"news.model.posts"} == {"news.model.post_keys"}  # the one names a key as an example


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


def test_a_match_over_words_names_each_of_them() -> None:
    """A default would take a word that is added later for another; mypy finds one that is missing."""
    breaches = [
        f"{name}:{node.lineno}"
        for name, module in PRODUCT.items()
        for node in module.nodes
        if isinstance(node, ast.Match) and "'" in ast.unparse(node.cases[0].pattern) and _has_default(node)
    ]
    assert not breaches


def _has_default(node: ast.Match) -> bool:
    last = node.cases[-1]
    is_open = isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None
    return is_open and "assert_never" not in ast.unparse(last)
