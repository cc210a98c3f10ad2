"""Who may import whom: apps and rooms one way, the arithmetic pure."""

import ast
import sys
from collections.abc import Iterator

from tests.structure.sources import APPS, Source

# Rooms of an app, lowest first. A room is a module or a package of that name.
ROOMS = (
    {"scoring", "counting", "environment"},
    {"clock", "text", "numbers", "dates", "errors", "ports", "fields", "foreign_messages"},
    {"models"},
    {"locking", "actor", "audit", "wording", "workbook", "reading"},
    {"rules"},
    {"queries", "invariants"},
    {"forms"},
    {"actions"},
    {"documents", "exports", "imports", "pdf"},
    {"tasks", "demo"},
    {
        "views", "routes", "admin", "templatetags", "management", "middleware", "accounts", "frame", "apps",
        "checks", "settings", "urls", "wsgi", "formats", "",
    },
)  # fmt: skip
# Beside the order: an action gets values, never a form; a paper asks, it does not act.
NEVER = {"actions": {"forms"}, "documents": {"forms", "actions"}, "queries": {"actions"}}
ARITHMETIC = {"scoring", "counting"}
EMPTY_NAMES = {"common", "core", "utils", "util", "helpers", "services", "config", "misc", "lib", "shared"}


def room(module: str) -> str:
    """ "views" for emulation.views.scoresheets, "" for the package itself."""
    return module.split(".")[1] if "." in module else ""


def level(name: str) -> int | None:
    return next((number for number, rooms in enumerate(ROOMS) if name in rooms), None)


def upward_apps(sources: list[Source]) -> Iterator[str]:
    """Imports of an app above one's own."""
    for source in sources:
        for line, name in source.imports():
            app = name.split(".")[0]
            if app in APPS and APPS.index(app) > APPS.index(source.app):
                yield source.at(line, f"imports {name} from above")


def upward_rooms(sources: list[Source]) -> Iterator[str]:
    """Imports of a higher room, in one's own app or a lower one, and rooms that nobody named."""
    for source in sources:
        mine = room(source.module)
        height = level(mine)
        if height is None:
            yield source.at(1, f"is in no known room: {mine}")
            continue
        for line, name in source.imports():
            theirs = room(name)
            other = level(theirs)
            if name.split(".")[0] not in APPS or other is None:
                continue
            if other > height or theirs in NEVER.get(mine, ()):
                yield source.at(line, f"{mine or 'the package'} imports {name}")


def imports_in_functions(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        for function in ast.walk(source.tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Import | ast.ImportFrom):
                        yield source.at(node.lineno, f"imports inside {function.name}")


def impure_arithmetic(sources: list[Source]) -> Iterator[str]:
    """Anything but the standard library, and any float, in the arithmetic."""
    for source in sources:
        if room(source.module) not in ARITHMETIC:
            continue
        for line, name in source.imports():
            first = name.split(".")[0]
            own = first == source.app and room(name) in ARITHMETIC
            if not own and (
                first not in sys.stdlib_module_names or first in {"math", "statistics", "random"}
            ):
                yield source.at(line, f"imports {name}")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
                yield source.at(node.lineno, f"writes the float {node.value}")
            if isinstance(node, ast.Name) and node.id == "float":
                yield source.at(node.lineno, "names float")


def importers(sources: list[Source], package: str) -> list[str]:
    """Paths of the files that import `package`."""
    return sorted(
        {
            source.path
            for source in sources
            for _line, name in source.imports()
            if name.split(".")[0] == package
        }
    )


def signals(sources: list[Source]) -> Iterator[str]:
    """Signals and look-ups that hide who calls whom."""
    for source in sources:
        for line, name in source.imports():
            if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals")):
                yield source.at(line, f"imports {name}")
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and node.attr == "get_model":
                yield source.at(node.lineno, "looks a model up by name")


def asking_tags(sources: list[Source]) -> Iterator[str]:
    """Template tags that could ask the database."""
    for source in sources:
        if room(source.module) == "templatetags":
            for line, name in source.imports():
                if name.split(".")[0] in APPS and room(name) in {"models", "queries", "rules", "actions"}:
                    yield source.at(line, f"imports {name}")


def empty_names(paths: list[str]) -> Iterator[str]:
    """Folders and modules whose name says nothing."""
    for path in paths:
        if EMPTY_NAMES & set(path.removesuffix(".py").split("/")):
            yield path
