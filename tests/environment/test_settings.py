"""The site starts from its environment alone, safely, or says why not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from emulation import environment

ROOT = Path(settings.BASE_DIR)
OURS = {
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "MEDIA_ROOT",
    "EMAIL_URL",
    "DEMO",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}
# As a person would make it: `python -c 'import secrets; print(secrets.token_urlsafe(60))'`.
KEY = "6Tq-uK0v9yJtDk3B_rX1cLhPz7wQeNfSg5aM2iUoWbEsYxVdCjR8HnZ4lGpA-tFqKmIv"


def manage(*arguments, **variables):
    """`manage.py` in a process of its own that knows these variables and none of the tests'."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=inherited | variables, capture_output=True, text=True, timeout=60,
    )  # fmt: skip


def test_a_production_site_with_three_variables_passes_the_deployment_check(tmp_path):
    done = manage(
        "check", "--deploy", "--fail-level", "INFO",
        SECRET_KEY=KEY, ALLOWED_HOSTS="thidua.example.vn", DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3",
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout == "System check identified no issues (0 silenced).\n"
    assert done.returncode == 0


def test_the_deployment_check_would_notice_a_demo(tmp_path):
    done = manage(
        "check", "--deploy", "--fail-level", "INFO",
        SECRET_KEY=KEY, ALLOWED_HOSTS="localhost", DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3", DEMO="1",
    )  # fmt: skip
    assert done.returncode == 1
    assert "security.W008" in done.stderr


@pytest.mark.parametrize("key", [{}, {"SECRET_KEY": ""}, {"SECRET_KEY": "  "}])
def test_without_a_key_the_site_does_not_start(key):
    done = manage("check", **key)
    assert done.returncode == 1
    assert "SECRET_KEY is not set. Set it to a long random text" in done.stderr


@pytest.mark.parametrize(
    ("text", "meaning"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)]
)
def test_a_flag_is_yes_or_no(monkeypatch, text, meaning):
    monkeypatch.setenv("DEMO", text)
    assert environment.flag("DEMO") is meaning


def test_a_flag_that_is_neither_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG='maybe' is neither yes"):
        environment.flag("DEBUG")


def test_hosts_are_separated_by_commas_or_spaces(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example c.example")
    assert environment.words("ALLOWED_HOSTS") == ["a.example", "b.example", "c.example"]


def setting(expression, **variables):
    """What a setting is on a site with this environment; the tests' own are made quick."""
    show = f"from django.conf import settings; print(settings.{expression})"
    return manage("shell", "-v0", "-c", show, SECRET_KEY=KEY, **variables).stdout.strip()


def test_debug_is_off_unless_asked_for():
    assert setting("DEBUG") == "False"
    assert setting("DEBUG", DEBUG="1") == "True"


def test_passwords_are_kept_with_argon2():
    assert setting("PASSWORD_HASHERS[0]") == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_no_page_may_run_an_inline_script_or_ask_another_host():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert set(directives) >= {"default-src", "script-src", "style-src", "frame-ancestors", "form-action"}
    assert directives["script-src"] == directives["style-src"] == ["'self'"]
    words = {word for directive in directives.values() for word in directive}
    assert words == {"'self'", "'none'", "data:"}
