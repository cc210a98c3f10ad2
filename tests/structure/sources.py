"""The site's files as the checkers read them, and small bad ones for the tests of the checkers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("blocs", "emulation", "awards", "reports")  # lowest first


@dataclass(frozen=True)
class Source:
    """A Python file: its path from the root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.path)

    @property
    def app(self) -> str:
        return self.path.split("/")[0]

    @property
    def module(self) -> str:
        """ "emulation.views.scoresheets" for emulation/views/scoresheets.py."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported; relative imports are resolved."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                package = self.path.split("/")[: -node.level] if node.level else []
                origin = ".".join([*package, *([node.module] if node.module else [])])
                yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)

    def at(self, line: int, what: str) -> str:
        return f"{self.path}:{line} {what}"


def code() -> list[Source]:
    """Every Python file of the four apps, migrations excepted."""
    return [source for app in APPS for source in _below(app) if "/migrations/" not in source.path]


def our_tests() -> list[Source]:
    return _below("tests")


def templates() -> dict[str, str]:
    """Name and text of every template of ours."""
    folder = ROOT / "templates"
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache  # the files are read and parsed once for all checkers
def _below(folder: str) -> list[Source]:
    return [
        Source(path.relative_to(ROOT).as_posix(), path.read_text())
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
