"""The figures of the shape, of small trees in which each thing that is counted stands once or twice."""

import pytest

from benchmarks.shape import find_circles, find_setting_places, main, measure_shape, read_imports, read_modules


@pytest.fixture
def tree(tmp_path):
    def write(**files):
        for name, text in files.items():
            path = tmp_path / (name.replace("__", "/") + ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            for folder in path.relative_to(tmp_path).parents[:-1]:
                (tmp_path / folder / "__init__.py").touch()
            path.write_text(text, encoding="utf-8")
        return read_modules(tmp_path)

    return write


def values(modules):
    return {figure.label: (figure.value, figure.is_met) for figure in measure_shape(modules)}


def test_every_way_to_import_is_seen(tree):
    modules = tree(
        news__a="from . import b\nfrom .b import x\nimport news.c",
        news__b="if TYPE_CHECKING:\n    from news.a import y",
        news__c="def f():\n    from ..news import d",
        news__d="import json",
    )
    imports = read_imports(modules)
    assert imports["news.a"] == {"news.b", "news.c"}
    assert imports["news.b"] == {"news.a"}
    assert imports["news.c"] == {"news.d"}
    assert imports["news.d"] == set()


def test_a_circle_is_what_imports_one_another_on_some_way():
    imports = {"a": ["b"], "b": ["c"], "c": ["a", "d"], "d": ["e"], "e": ["d"], "f": ["a"], "g": []}
    assert find_circles(imports) == [["a", "b", "c"], ["d", "e"]]


def test_features_are_told_from_what_they_share(tree):
    modules = tree(
        cogs__feeds__a="from cogs.kit import k\nfrom cogs.people import b\nfrom . import c",
        cogs__feeds__c="",
        cogs__people__b="",
        cogs__kit__k="from cogs.people import b",
    )
    assert values(modules)["imports from feature to feature"] == ("1", False)


def test_names_are_counted_without_those_that_python_and_discord_give(tree):
    text = """
class Same: ...
class _Private: ...
class Own:
    def __init__(self): ...
    def one(self): ...
    def _two(self): ...
    def read_state(self): ...
    def _read_state(self): ...
    @app_commands.command()
    async def trending(self): ...
"""
    figures = values(tree(news__a=text, demo__b="class Same: ...\nclass _Private: ...\nclass Own2: ..."))
    assert figures["functions with a one-word name"] == ("50.0 %", False)
    assert figures["class names used twice"] == ("1", False)


def test_long_functions_and_docstrings_are_counted(tree):
    body = "\n".join(["    x = 1"] * 40)
    text = f'def at_bar():\n    """Return it."""\n{body}\ndef over_bar():\n    """Give it."""\n{body}\n    y = 2\n'
    figures = values(tree(news__a=text))
    assert figures["functions over 40 statements"] == ("1", False)
    assert figures['docstrings that begin with "Give"'] == ("1", False)


def test_files_are_those_of_the_product(tree):
    files = {f"news__m{number}": "\n" for number in range(16)}
    figures = values(tree(**files, tests__t="\n", demo__d="\n", settings="\n"))
    assert figures["files"] == ("17", True)
    assert figures["folders with more than 15 modules"] == ("1", False)


@pytest.mark.slow
def test_the_table_is_printed_and_the_status_is_that_of_its_bars(capsys):
    status = main()
    printed = capsys.readouterr().out
    assert "file circles" in printed
    assert status == ("missed" in printed)


def test_an_ordinary_setting_stands_in_its_row_its_field_and_its_column() -> None:
    assert find_setting_places(read_modules()) == [
        "0003_posts.sql",
        "news.model.servers",
        "news.settings.registry",
    ]
