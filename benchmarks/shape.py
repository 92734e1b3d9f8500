"""The shape of the code, each figure beside its bar: `python -m benchmarks.shape`; exit status 1 if a bar is missed.

Product code is all but demo/, benchmarks/ and tests/. What is counted, and how:

- files and lines leave `__init__.py` out; a folder is counted without its sub-folders;
- a class name is used twice if two public classes have it, those of demo/ and benchmarks/ counted;
- a function's name is one word if no underscore is left once its leading ones are gone. Methods count. Left out are
  dunders, which Python names, and callbacks of Discord's commands, which are named by what people type;
- imports count wherever they stand: under TYPE_CHECKING and inside functions, too;
- a circle is a set of files each of which imports all others of it, on some way;
- places of a setting are the modules and migrations below its effect that name one: an ordinary row of the registry;
- statements of a function include those of what is nested in it, and leave its docstring out.
"""

import ast
import re
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
NOT_PRODUCT = {"demo", "benchmarks"}
SHARED_COGS = {"kit", "charts"}  # folders of cogs/ that features are made of; every other one is a feature
LARGEST_FOLDER, LARGEST_FUNCTION = 15, 40
SETTING = "belated"
SETTING_FOLDERS = ("news.model", "news.settings", "storage", "cogs.setup", "cogs.kit")  # its effect stands elsewhere

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of product code, by its dotted name."""

    name: str
    path: Path
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Return all nodes of the file."""
        return list(ast.walk(ast.parse(self.text)))

    @property
    def is_package(self) -> bool:
        """True if the file is a folder's `__init__.py`."""
        return self.path.name == "__init__.py"

    @property
    def is_product(self) -> bool:
        """True unless the file belongs to the demo or the benchmarks."""
        return self.path.parts[0] not in NOT_PRODUCT

    @property
    def feature(self) -> str | None:
        """Return the feature's folder in cogs/, or None if the file belongs to no feature."""
        first, *rest = self.name.split(".")
        return rest[0] if first == "cogs" and rest and rest[0] not in SHARED_COGS else None

    @property
    def imported_names(self) -> Iterator[str]:
        """Yield the dotted name of all that the file imports, relative imports made absolute."""
        package = self.name.split(".") if self.is_package else self.name.split(".")[:-1]
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = package[: len(package) - node.level + 1] if node.level else []
                start = ".".join([*base, *filter(None, [node.module])])
                yield from (f"{start}.{alias.name}" for alias in node.names)


@dataclass(frozen=True)
class Figure:
    """One figure of the shape, in words, and whether it meets its bar."""

    label: str
    value: str
    bar: str
    is_met: bool


def read_modules(root: Path = ROOT) -> dict[str, Module]:
    """Return all modules but the tests, by their dotted names."""
    folders = [path.parent for path in sorted(root.glob("*/__init__.py")) if path.parent.name != "tests"]
    modules = {}
    for path in [*sorted(root.glob("*.py")), *(path for folder in folders for path in sorted(folder.rglob("*.py")))]:
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        modules[name] = Module(name, path.relative_to(root), path.read_text(encoding="utf-8"))
    return modules


def read_imports(modules: Mapping[str, Module]) -> dict[str, set[str]]:
    """Return for each module which other modules it imports."""
    return {
        name: {target for each in module.imported_names if (target := _module_of(each, modules)) and target != name}
        for name, module in modules.items()
    }


def find_circles(imports: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Return each set of two or more modules that import one another, the largest first (Tarjan's algorithm)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    circles: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        stack.append(name)
        for target in imports.get(name, ()):
            if target not in number:
                visit(target)
            if target in stack:
                lowest[name] = min(lowest[name], lowest[target])
        if lowest[name] == number[name]:
            circle = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(circle) > 1:
                circles.append(sorted(circle))

    for name in imports:
        if name not in number:
            visit(name)
    return sorted(circles, key=len, reverse=True)


def count_class_names(modules: Iterable[Module]) -> Counter[str]:
    """Return how many classes have each public class name."""
    classes = (node.name for module in modules for node in module.nodes if isinstance(node, ast.ClassDef))
    return Counter(name for name in classes if not name.startswith("_"))


def measure_shape(modules: Mapping[str, Module]) -> list[Figure]:
    """Return all figures of these modules."""
    product = {name: module for name, module in modules.items() if module.is_product}
    imports = read_imports(product)
    features = [
        (name, target)
        for name, targets in imports.items()
        for target in targets
        if product[name].feature and product[target].feature not in {None, product[name].feature}
    ]
    twice = sum(count > 1 for count in count_class_names(modules.values()).values())
    return [
        *_measure_files([module for module in product.values() if not module.is_package]),
        _at_most("class names used twice", twice, 0),
        *_measure_functions([node for module in product.values() for node in module.nodes]),
        _at_most("file circles", len(find_circles(imports)), 0),
        _at_most("imports from feature to feature", len(features), 0),
        _at_most(f"places of a setting ({SETTING}) but its effect", len(find_setting_places(product)), 3),
    ]


def find_setting_places(modules: Mapping[str, Module], root: Path = ROOT) -> list[str]:
    """Return what names an ordinary setting but for its effect: its row, its field, its column."""
    texts = {name: module.text for name, module in modules.items() if name.startswith(SETTING_FOLDERS)}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in root.glob("storage/migrations/*/*.sql")}
    return sorted(name for name, text in texts.items() if re.search(rf"\b{SETTING}\b", text))


def _measure_files(files: list[Module]) -> list[Figure]:
    lengths = [module.text.count("\n") for module in files]
    large = [count for count in Counter(module.path.parent for module in files).values() if count > LARGEST_FOLDER]
    return [
        _at_most("files", len(files), 215),
        Figure("lines", f"{sum(lengths):,}", "", is_met=True),
        _at_most("median lines of a file", statistics.median(lengths), 110),
        _at_most(f"folders with more than {LARGEST_FOLDER} modules", len(large), 0),
    ]


def _measure_functions(nodes: list[ast.AST]) -> list[Figure]:
    functions = [node for node in nodes if isinstance(node, Function)]
    named = [node.name.lstrip("_") for node in functions if not _has_given_name(node)]
    share = 100 * sum("_" not in name for name in named) / max(len(named), 1)
    long = sum(_count_statements(node) > LARGEST_FUNCTION for node in functions)
    docstrings = [
        ast.get_docstring(node) or "" for node in nodes if isinstance(node, Function | ast.ClassDef | ast.Module)
    ]
    gives = sum(text.startswith("Give") for text in docstrings)
    return [
        Figure("functions with a one-word name", f"{share:.1f} %", "< 45 %", share < 45),
        _at_most(f"functions over {LARGEST_FUNCTION} statements", long, 0),
        _at_most('docstrings that begin with "Give"', gives, 0),
    ]


def _at_most(label: str, value: float, most: int) -> Figure:
    return Figure(label, f"{value:g}", f"<= {most}" if most else "0", value <= most)


def _has_given_name(function: Function) -> bool:
    decorators = (ast.unparse(decorator) for decorator in function.decorator_list)
    is_dunder = function.name.startswith("__") and function.name.endswith("__")
    return is_dunder or any(
        ".command(" in text or ".autocomplete(" in text or ".listener(" in text for text in decorators
    )


def _count_statements(function: Function) -> int:
    inner = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inner - (ast.get_docstring(function) is not None)


def _module_of(name: str, modules: Mapping[str, Module]) -> str | None:
    """Return the module that an imported name stands in: itself, or the longest start of it that is one."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


def main() -> int:
    figures = measure_shape(read_modules())
    table = Table("figure", "value", "bar", "")
    for column in table.columns[1:3]:
        column.justify = "right"
    for figure in figures:
        table.add_row(figure.label, figure.value, figure.bar, "" if figure.is_met else "missed")
    Console(highlight=False).print(table)
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
