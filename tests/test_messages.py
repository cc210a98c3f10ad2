"""The words of the site: a complete Vietnamese catalogue, and no text in a page that escapes it."""

import importlib.util
import re
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.translation import gettext, override

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
MANNER = re.compile(r"\b(bạn|vui lòng)\b|!\s*$", re.IGNORECASE)
# Attributes that a person sees or hears.
SPOKEN = {"alt", "aria-label", "aria-description", "data-label", "placeholder", "title"}
# The names of languages in their own, of formats, and of the sample units on the page of components.
SAME_IN_BOTH = {"PDF", "Excel", "VI", "EN", "Tiếng Việt", "English", "Hội A", "Hội B", "Hội C"}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / ".ci" / "messages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def catalogue(script) -> polib.POFile:
    return polib.pofile(str(script.CATALOGUE))


def test_every_string_of_ours_and_of_the_libraries_is_in_the_catalogue(script, catalogue):
    assert {script.key(entry) for entry in catalogue} == set(script.wanted()), "type: make messages"


def test_every_string_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []


def test_no_translation_is_a_guess(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_the_compiled_catalogue_is_the_written_one(script, catalogue, tmp_path):
    catalogue.save_as_mofile(str(tmp_path / "django.mo"))
    compiled = script.CATALOGUE.with_suffix(".mo").read_bytes()
    assert compiled == (tmp_path / "django.mo").read_bytes(), "type: make messages"


def test_a_translation_fills_in_the_same(script, catalogue):
    """No more than the string offers; no less either, but in a plural (Vietnamese has one form) or a library's."""
    may_leave_out = {script.key(entry) for entry in script.borrowed()}
    wrong = []
    for entry in catalogue.translated_entries():
        offered = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
        used = set(PLACEHOLDER.findall(entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr))
        free = entry.msgid_plural or script.key(entry) in may_leave_out
        if used - offered or (offered - used and not free):
            wrong.append(entry.msgid)
    assert wrong == []


def test_no_translation_speaks_to_an_officer_as_to_a_customer(catalogue):
    texts = (entry.msgstr or entry.msgstr_plural.get(0, "") for entry in catalogue)
    assert [text for text in texts if MANNER.search(text)] == []


def test_vietnamese_is_what_a_page_says():
    with override("vi"):
        assert gettext("Password") == "Mật khẩu"
        assert gettext("This password is too short. It must contain at least %d character.") != ""


class Visible(HTMLParser):
    """Collects what a person would read of a page, but what is Vietnamese on purpose: `lang="vi"`, a paper's text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.passed_over: list[str] = []  # The open elements from the one whose content does not count.

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if self.passed_over or tag in {"script", "style"} or given.get("lang") == "vi":
            self.passed_over.append(tag)
            return
        self.found += [text for name, text in attributes if name in SPOKEN and text]
        if tag == "input" and given.get("type") in {"submit", "button", "reset"} and given.get("value"):
            self.found.append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        if tag in self.passed_over:
            while self.passed_over.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.passed_over:
            self.found.append(data)


def unmarked(source: str) -> list[str]:
    """The words of a template that stand outside every translating tag."""
    literal, hidden = [], ""
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if name in {"blocktranslate", "blocktrans", "comment"}:
                hidden = f"end{name}"
            elif name == "block" and token.contents.endswith("_class"):
                hidden = "endblock"
            elif name == hidden:
                hidden = ""
        elif not hidden and token.token_type == TokenType.TEXT:
            literal.append(token.contents)
        elif not hidden and token.token_type == TokenType.VAR:
            literal.append("x1")  # Good for the name of a tag, and no word.
    page = Visible()
    page.feed("".join(literal))
    page.close()
    words = (" ".join(text.split()) for text in page.found)
    return [text for text in words if re.search(r"[^\W\d_]{2,}", text) and text not in SAME_IN_BOTH]


def pages() -> list[str]:
    """Every template but the papers, which are written in Vietnamese."""
    found = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.*"))
    return [str(path) for path in found if path.parts[0] != "documents"]


def test_a_text_that_is_not_marked_is_noticed():
    marked = '{% translate "Save" %} {% blocktranslate %}Bye{% endblocktranslate %}'
    source = f'<p title="Help">{marked} Hello {{{{ name }}}}</p><div lang="vi"><p>Giao ước<br>chung</p></div><b>After</b>'
    assert unmarked(source) == ["Help", "Hello x1", "After"]


@pytest.mark.parametrize("template", pages())
def test_every_text_of_a_page_is_marked_for_translation(template):
    assert unmarked((TEMPLATES / template).read_text()) == []
