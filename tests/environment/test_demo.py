"""The demonstration: what it refuses to start with, and one real start to its end."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection

from emulation import pdf
from reports.demo.accounts import demo_accounts

ROOT = Path(django_settings.BASE_DIR)
NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".var", ".*_cache", "__pycache__", "tests")
SENTENCES_IN_BOTH = re.compile(r"\A[^\n]+\n[^\n]+\Z")


LONG_WORK = """
import time
from blocs import tasks
from blocs.actions import job as jobs
from blocs.actor import resolve_actor
from blocs.models import Appointment
while not tasks.worker_lives():
    time.sleep(0.2)
actor = resolve_actor(Appointment.objects.earliest("pk").person.user)
job = jobs.ask("unknown.kind", 1, 1, actor=actor)
tasks.dispatch(job)
print(job.state, end=" then ")
while job.state in {"waiting", "running"}:
    time.sleep(0.2)
    job.refresh_from_db()
print(job.state)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def demo(settings, monkeypatch, tmp_path):
    """The settings of a demo that could start."""
    settings.DEMO = True
    settings.STATIC_ROOT = tmp_path / "static"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setenv("PORT", str(free_port()))
    return settings


def refusal() -> str:
    """What the command says on refusing; it prints that and ends with code 1."""
    with pytest.raises(SystemExit) as ended:
        call_command("demo", prepare=True)
    sentence = ended.value.code
    assert isinstance(sentence, str)
    return sentence


def test_a_site_that_is_no_demo_is_left_alone(demo):
    demo.DEMO = False
    assert "không phải bản minh họa" in refusal()
    assert not demo.STATIC_ROOT.exists()


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "8000.5"])
def test_a_port_that_is_no_number_is_refused(demo, monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    assert refusal().startswith(f"PORT={port} không phải là số cổng")


def test_a_port_in_use_is_refused_and_another_is_offered(demo, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        sentence = refusal()
    assert f"Cổng {port} đang có chương trình khác dùng" in sentence
    assert f"make demo PORT={port + 1}" in sentence
    assert SENTENCES_IN_BOTH.match(sentence)


def test_a_missing_library_is_named(demo, monkeypatch):
    monkeypatch.setattr(pdf, "missing", lambda: [pdf.NO_PANGO])
    assert "libpango-1.0-0" in refusal()


def test_a_folder_closed_to_writing_is_named(demo, tmp_path):
    (tmp_path / "file").touch()
    demo.MEDIA_ROOT = tmp_path / "file" / "media"
    sentence = refusal()
    assert sentence.startswith(f"Không có quyền ghi vào {demo.MEDIA_ROOT}")
    assert SENTENCES_IN_BOTH.match(sentence)


@pytest.fixture
def database_url(tmp_path, django_db_blocker) -> Iterator[str]:
    """An empty database of its own, on the server that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/demo.sqlite3"
        return
    server = connection.settings_dict
    name = f"{server['NAME']}_demonstration"
    with django_db_blocker.unblock():
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        login = f"{quote(server['USER'], safe='')}:{quote(server['PASSWORD'], safe='')}"
        yield f"postgres://{login}@/{name}?host={server['HOST']}&port={server['PORT']}"
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


class Started:
    """`make demo` without the set-up: the site in a process group of its own, in a copy of the project."""

    def __init__(self, copy: Path, database_url: str) -> None:
        self.port = free_port()
        self.output = copy / f"output-{self.port}.txt"
        own = {"DATABASE_URL": database_url, "PORT": str(self.port), "MEDIA_ROOT": str(copy / "media")}
        self.place = {"cwd": copy, "env": os.environ | own}
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, ".ci/site.py", "demo"],
                stdout=output, stderr=output, start_new_session=True, **self.place,
            )  # fmt: skip

    def first_page(self) -> str:
        deadline = time.monotonic() + 120
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                with urlopen(f"http://127.0.0.1:{self.port}/") as answer:
                    return answer.read().decode()
            except URLError:
                time.sleep(0.1)
        pytest.fail(f"The demo did not start:\n{self.output.read_text()}")

    def does_long_work(self) -> bool:
        """Whether a job is done in the background: one of a kind nobody knows, which the worker says of it."""
        told = subprocess.run(
            [sys.executable, ".ci/site.py", "manage", "shell", "--verbosity=0", "--command", LONG_WORK],
            capture_output=True, text=True, timeout=90, **self.place,
        )  # fmt: skip
        assert told.stdout.strip() == "waiting then failed", told.stdout + told.stderr
        return "KeyError: 'unknown.kind'" in self.output.read_text()

    def interrupt(self) -> int:
        """Ctrl-C in its terminal: the whole group gets the signal. The exit code."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(timeout=30)


@pytest.fixture
def start(database_url, tmp_path) -> Iterator[Callable[[], Started]]:
    """`start()` starts the demo in the copy; whatever still runs at the end is killed."""
    copy = tmp_path / "project"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    started: list[Started] = []

    def begin() -> Started:
        started.append(Started(copy, database_url))
        return started[-1]

    yield begin
    for site in started:
        with suppress(ProcessLookupError):
            os.killpg(site.process.pid, signal.SIGKILL)
        site.process.wait()


def has_left_nothing(site: Started) -> bool:
    """Whether no process of the site's group lives on."""
    try:
        os.killpg(site.process.pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_the_demo_starts_serves_and_ends_without_a_trace(start):
    first = start()
    page = first.first_page()
    assert '<html lang="vi"' in page
    # DEBUG is off: static files bear a name made from their content, and are there.
    style = re.search(r'href="(/static/css/app\.[0-9a-f]{12}\.css)"', page)[1]
    with urlopen(f"http://127.0.0.1:{first.port}{style}") as answer:
        assert "immutable" in answer.headers["Cache-Control"]
    assert first.does_long_work()
    assert first.interrupt() == 0
    assert has_left_nothing(first)
    said = first.output.read_text()
    assert f"http://127.0.0.1:{first.port}\n" in said
    assert [account.email for account in demo_accounts() if account.email not in said] == []

    again = start()
    assert '<html lang="vi"' in again.first_page()
    os.kill(again.process.pid, signal.SIGHUP)  # Its terminal is closed.
    assert again.process.wait(timeout=30) == 0
    assert has_left_nothing(again)
    assert "…" not in again.output.read_text(), "the second start prepared something again"
