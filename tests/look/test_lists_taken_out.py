"""Every list of the site can be taken out as a workbook; which cannot, says why."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "templates"
TABLE = re.compile(r'<table class="data.*?</table>', re.S)
INCLUDED = re.compile(r'{% include "([^"]+)"')
EXPORT = '{% include "pieces/export.html"'
# Of these templates so many tables have no workbook of their own.
WITHOUT = {
    "awards/_dossier.html": (2, "one dossier: the standings and the unit's honours have their own lists"),
    "awards/decision_form.html": (1, "a form to fill in"),
    "blocs/imports/_preview.html": (1, "the brought file itself; its rows in error have a workbook"),
    "blocs/imports/columns.html": (1, "a form to fill in"),
    "blocs/imports/index.html": (1, "one's own imports, which hold nothing to count"),
    "blocs/person.html": (2, "one person; the list of people tells all duties"),
    "emulation/_pledge_text.html": (1, "a paper, which is downloaded as such"),
    "emulation/cycle.html": (1, "who has more time stands in the calendar's workbook"),
    "emulation/standings_lock.html": (1, "asks before an act; the standings have their workbook"),
    "emulation/year.html": (1, "legal bases: reference data of a few rows, cited by papers"),
    "emulation/year_calendar.html": (1, "a form to fill in"),
    "mfa/webauthn/authenticator_list.html": (1, "one's own passkeys"),
    "reports/_leaders.html": (1, "one organisation; the list of people tells all leaders"),
    "reports/_organization_nominations.html": (
        1,
        "one organisation; the list of nominations finds it by its name",
    ),
    "reports/home.html": (1, "the score sheets' own list, in short"),
}


def with_parts(name: str, text: str, read) -> list[tuple[str, str]]:
    """A template and everything it includes, each once."""
    found = {name: text}
    for part in INCLUDED.findall(text):
        if part not in found and (inner := read(part)) is not None:
            found |= dict(with_parts(part, inner, read))
    return list(found.items())


def lists_of(text: str) -> int:
    """Tables with as many rows as there are data."""
    return sum("{% for" in table for table in TABLE.findall(text))


def lacking(name: str, text: str, read) -> int:
    """How many lists of a page cannot be taken out."""
    parts = with_parts(name, text, read)
    lists = sum(lists_of(inner) - WITHOUT.get(part, (0, ""))[0] for part, inner in parts)
    return lists - sum(inner.count(EXPORT) for _part, inner in parts)


def read(name: str) -> str | None:
    path = ROOT / name
    return path.read_text() if path.is_file() else None


def pages() -> list[str]:
    return sorted(
        str(path.relative_to(ROOT)) for path in ROOT.rglob("*.html") if not path.name.startswith("_")
    )


def test_every_list_can_be_taken_out():
    found = {name: lacking(name, read(name) or "", read) for name in pages()}
    assert {name: number for name, number in found.items() if number > 0} == {}


def test_no_exception_is_for_nothing():
    for name, (number, reason) in WITHOUT.items():
        parts = with_parts(name, read(name) or "", read)
        assert 0 < number <= sum(lists_of(inner) for _part, inner in parts), name
        assert reason


LIST = '<table class="data stack">{% for row in rows %}<tr></tr>{% endfor %}</table>'


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (LIST, 1),
        (f"{EXPORT} with url=x %}}{LIST}", 0),
        (f"{EXPORT} with url=x %}}{LIST}{LIST}", 1),
        ('{% include "part.html" %}', 1),
        ('{% include "part.html" %}{% include "pieces/export.html" with url=x %}', 0),
        ('<table class="data"><tr><td>1</td></tr></table>', 0),
    ],
)
def test_a_page_that_lacks_one_is_found(text: str, number: int):
    assert lacking("page.html", text, {"part.html": LIST}.get) == number
