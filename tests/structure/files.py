"""Sizes, templates, and what no file may mention."""

import re
from collections.abc import Iterable, Iterator, Mapping

from tests.structure.sources import Source

MOST_LINES = 400
# Django asks for these by itself.
ASKED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
OUTSIDE = re.compile(r"\.\./shared")


def long_files(sources: list[Source]) -> Iterator[str]:
    for source in sources:
        if (lines := source.text.count("\n")) > MOST_LINES:
            yield source.at(lines, f"is longer than {MOST_LINES} lines")


def unused_templates(
    ours: Mapping[str, str], sources: list[Source], of_others: Iterable[str]
) -> Iterator[str]:
    """Templates that neither code nor another template names, and that replace none of a package's."""
    named = [source.text for source in sources] + list(ours.values())
    replaced = set(of_others) | ASKED_BY_DJANGO
    for name in ours:
        if name not in replaced and not any(f'"{name}"' in text or f"'{name}'" in text for text in named):
            yield name


def outside_readers(texts: Mapping[str, str]) -> Iterator[str]:
    """Files that name a place outside of the repository."""
    for path, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if OUTSIDE.search(line):
                yield f"{path}:{number} {line.strip()}"
