"""What the browser fetches: all ours, all found by the manifest, nothing inline, licences beside it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "documents" not in path.parts]
OTHER_HOST = re.compile(r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//""")
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*["']|javascript:|<script(?![^>]*\b(?:src|type="application/json"))"""
)


def test_every_file_a_style_sheet_names_is_found_by_the_manifest(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
    [sheet] = tmp_path.glob("css/app.????????????.css")
    named = re.findall(r'url\("?\.\./([^")]+)"?\)', sheet.read_text())
    assert len(named) >= 12
    assert [name for name in named if not (tmp_path / name).exists()] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_fetches_nothing_from_elsewhere_and_has_nothing_inline(path):
    text = path.read_text()
    assert OTHER_HOST.findall(text) == []
    assert INLINE.findall(text) == []


@pytest.mark.parametrize("text", ['<p style="x">', "<style>", '<a onclick="x()">', "<script>x()</script>"])
def test_something_inline_is_noticed(text):
    assert INLINE.search(text)


def test_our_style_sheet_and_script_fetch_nothing_from_elsewhere():
    for path in (ROOT / "static/css/app.css", *(ROOT / "static/js").glob("*.js")):
        assert OTHER_HOST.findall(path.read_text()) == [], path


def test_what_others_made_stands_beside_its_licence():
    assert "Bootstrap" in (ROOT / "static/vendor/LICENSE-bootstrap.txt").read_text()
    assert "Zero-Clause BSD" in (ROOT / "static/vendor/LICENSE-htmx.txt").read_text()
    assert "SIL Open Font License" in (ROOT / "static/fonts/OFL-be-vietnam-pro.txt").read_text()


def test_the_policy_of_a_page_allows_our_own_files_alone(db):
    policy = Client().get(reverse("account_login"))["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert "unsafe" not in policy


def test_a_class_used_in_a_shared_piece_has_a_rule():
    """A piece is written once; a class that no style sheet knows is a slip of the pen."""
    css = (ROOT / "static/css/app.css").read_text() + (ROOT / "static/vendor/bootstrap.min.css").read_text()
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    used = set()
    for path in (ROOT / "templates/pieces").glob("*.html"):
        for names in re.findall(r'class="([^"{]+)"', path.read_text()):
            used |= set(names.split())
    assert used - known <= {"section"}
    assert len(used) > 60
