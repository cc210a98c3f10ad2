"""Builds the generated city in the database of this process, opens every page, prints a table."""

import os
import platform
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from blocs import clock
from blocs.rules import needs_second_factor
from tests import factories as make
from tests.benchmarks.events import build_events
from tests.benchmarks.pages import Cast, Page, cast, pages
from tests.benchmarks.register import LAST, build_register
from tests.benchmarks.rosters import measure_rosters
from tests.benchmarks.years import build_years

RUNS = 15
# The promise of every page.
MOST_QUERIES, MOST_MILLISECONDS = 12, 40
DAY = datetime(LAST, 10, 15, 9)


def say(text: str = "") -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """The test client speaks plain HTTP, and static files have no names of production."""
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT = settings.BASE_DIR / "static"
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    with clock.standing_at(DAY):
        began = perf_counter()
        who = build()
        say(f"\n{machine()}\nDatabase: {database()}; built in {perf_counter() - began:.0f} s")
        say(f"{'page':<36}{'as':<13}{'queries':>8}{'CPU ms':>9}{'wall ms':>9}")
        over = sum(measured(page, client_of(who, page.persona)) for page in pages(who))
        say(
            f"{over} over {MOST_QUERIES} queries or {MOST_MILLISECONDS} ms"
            if over
            else "All within the promise."
        )
        # Last: it writes.
        measure_rosters(who, say)


def build() -> Cast:
    """The city; PostgreSQL gathers statistics by itself in time, so it is given them here."""
    with transaction.atomic():
        make.make_city()
        register = build_register()
        cycles = build_years(register)
        build_events(register, cycles)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return cast(register)


def client_of(who: Cast, persona: str) -> Client:
    user = who.users[persona]
    client = Client()
    client.force_login(user)
    if needs_second_factor(make.actor_of(user)):
        make.with_second_factor(client, user)
    return client


def measured(page: Page, client: Client) -> bool:
    """Prints one line; whether the page breaks the promise."""
    head = f"{page.label[:35]:<36}{page.persona:<13}"
    if not page.address:
        say(f"{head}  not there yet")
        return False
    with CaptureQueriesContext(connection) as queries:
        status = client.get(page.address).status_code
    # Counted now: the next request empties the list.
    asked = len(queries)
    if status != 200:
        say(f"{head}{asked:>8}  answers {status}")
        return False
    cpu, wall = timed(lambda: client.get(page.address))
    over = asked > MOST_QUERIES or wall > MOST_MILLISECONDS
    say(f"{head}{asked:>8}{cpu:>9.1f}{wall:>9.1f}{'  OVER' if over else ''}")
    return over


def timed(open_page: Callable[[], object]) -> tuple[float, float]:
    """Medians in milliseconds of fifteen runs: of this process's processor, and by the clock on the wall."""
    open_page()
    cpu, wall = [], []
    for _ in range(RUNS):
        began, busy = perf_counter(), process_time()
        open_page()
        cpu.append(process_time() - busy)
        wall.append(perf_counter() - began)
    return median(cpu) * 1000, median(wall) * 1000


def machine() -> str:
    """What measures: the processor's name, how many, how busy, the Python."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "")
    # With more waiting than there are processors, only the queries and, roughly, the processor's time mean anything.
    load = f"load {os.getloadavg()[0]:.1f}"
    return (
        f"Machine: {name or platform.machine()}, {os.cpu_count()} processors, {load}, "
        f"Python {platform.python_version()}"
    )


def database() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT sqlite_version()")
            return f"SQLite {cursor.fetchone()[0]}"
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0]}"
