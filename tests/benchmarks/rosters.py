"""A roster of 5,000 rows and 20 columns brought into the generated city, and one of 320 new organisations written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from time import perf_counter, process_time

from django.db import connection
from openpyxl import Workbook

from blocs.actor import Actor
from blocs.imports import engine
from blocs.imports.checking import SILENT, read_rows
from blocs.imports.roster.kind import ROSTER
from blocs.models import ImportRun, RowState
from blocs.reading import files
from tests import factories as make
from tests.benchmarks.pages import Cast
from tests.benchmarks.register import BLOCS, LAST, ORGANIZATIONS

ROWS, WRITTEN = 5_000, 320
MOST_SECONDS = 3
OPTIONS = {
    "year": LAST, "day": f"{LAST}-10-01", "number": "15/QĐ-UBND", "dated_on": f"{LAST}-09-01",
    "issuer": "Ủy ban nhân dân thành phố", "whole": False,
}  # fmt: skip


def measure_rosters(who: Cast, say: Callable[[str], None]) -> bool:
    """Prints what a preview costs, part by part, and what writing costs; whether the preview breaks the promise."""
    actor = make.actor_of(who.users["officer"])
    content = workbook(ROWS)
    say(f"\nRoster of {ROWS:,} rows × {len(ROSTER.columns)} columns, {len(content) // 1024} KB")
    with timed("read the file", say):
        files.read(content, "roster.xlsx")
    with timed("preview: bring", say) as bringing:
        run = engine.bring(ROSTER, content, "roster.xlsx", OPTIONS, actor=actor)
    rows = list(run.rows.order_by("number"))
    with timed("  of the check: read the cells", say):
        given, _unreadable = read_rows(ROSTER, rows)
    with timed("  of the check: plan", say):
        ROSTER.plan(given, run.options, actor, SILENT)
    with timed("preview: check", say) as checking:
        run = engine.check(run, actor=actor)
    seconds = bringing[0] + checking[0]
    say(f"preview in total: {seconds:.2f} s{'  OVER' if seconds > MOST_SECONDS else ''}; {counts(run)}")
    engine.withdraw(run, actor=actor)
    write(actor, say)
    return seconds > MOST_SECONDS


def write(actor: Actor, say: Callable[[str], None]) -> None:
    """Organisations with a leader and a contact person each, in all blocs."""
    run = engine.bring(ROSTER, workbook(WRITTEN, only_new=True), "new.xlsx", OPTIONS, actor=actor)
    run = engine.check(run, actor=actor)
    if against := engine.against(run):
        say(f"Not written: {against} {counts(run)} {run.troubles[:3]}")
        return
    with timed(f"write {WRITTEN} new organisations with leader and clerk", say):
        engine.confirm(run, actor=actor, version=run.version)


@contextmanager
def timed(what: str, say: Callable[[str], None]) -> Iterator[list[float]]:
    taken: list[float] = []
    asked = Counted()
    began, busy = perf_counter(), process_time()
    with connection.execute_wrapper(asked):
        yield taken
    taken.append(perf_counter() - began)
    say(f"{what:<56}{asked.number:>7} queries{process_time() - busy:>8.2f} s CPU{taken[0]:>8.2f} s wall")


class Counted:
    """How many questions were asked, where there are more than Django keeps."""

    number = 0

    def __call__(self, execute: Callable, sql: str, params: object, many: bool, context: object) -> object:
        self.number += 1
        return execute(sql, params, many, context)


def counts(run: ImportRun) -> str:
    return ", ".join(f"{state}: {run.counts[state]}" for state in RowState.values if run.counts.get(state))


def workbook(rows: int, *, only_new: bool = False) -> bytes:
    """As an office makes it: a title, heads in its own words, all cells filled; a third of them known, unless `only_new`."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Danh sách")
    page.append([f"DANH SÁCH CÁC ĐƠN VỊ NĂM {LAST}"])
    page.append([])
    page.append([str(column.title) for column in ROSTER.columns])
    for number in range(rows):
        page.append(list(row(number, only_new=only_new)))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def row(number: int, *, only_new: bool) -> Iterator[object]:
    """One organisation with all its cells; the last column, of mergers, stays empty."""
    known = not only_new and number % 3 == 0 and number // 3 < ORGANIZATIONS
    code = f"DV{number // 3:03}" if known else f"M{number:05}"
    bloc = None if known or not only_new else f"K{number % BLOCS + 1:02}"
    yield from (
        code,
        None if known else f"Hội mới thành lập số {number}",
        f"H{number:05}",
        "Hội doanh nghiệp",
    )
    yield from (f"{number % 27 + 1:02}/03/1995", bloc, number + 1, "có", None)
    yield from (f"Chủ tịch Hội mới số {number}", "Chủ tịch", "KT.", f"chu-tich-{number}@example.com")
    yield from (f"0225 384 {number % 10_000:04}", f"01/10/{LAST}", f"Chánh Văn phòng số {number}")
    yield from ("Chánh Văn phòng", f"van-phong-{number}@example.com", f"0912 34 {number % 10_000:04}", None)
