"""`manage.py check` says in plain words what papers lack; the site starts all the same."""

import pytest
from django.core import checks

from emulation import pdf
from emulation.checks import papers


def test_a_whole_server_has_nothing_to_say():
    assert papers(None) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        (pdf.NO_PANGO, "libpango-1.0-0"),
        (pdf.NO_SUBSETTER, "libharfbuzz-subset0"),
        (pdf.NO_FONTS, "static/fonts"),
    ],
)
def test_what_is_missing_is_named(monkeypatch, sentence, names):
    monkeypatch.setattr(pdf, "missing", lambda: [sentence])
    [warning] = papers(None)
    assert warning.id == "emulation.W001"
    assert names in warning.msg


def test_a_missing_library_does_not_keep_the_site_from_starting(monkeypatch):
    monkeypatch.setattr(pdf, "missing", lambda: [pdf.NO_PANGO])
    found = [message for message in checks.run_checks() if message.id == "emulation.W001"]
    assert [message.is_serious() for message in found] == [False]
