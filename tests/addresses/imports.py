"""The addresses at which tables are brought in: a roster of the officer's, in each of its states."""

from collections.abc import Callable

from blocs.actions.files import store_bytes
from blocs.imports.checking import counted
from blocs.models import ImportRow, ImportRun, Job, RunState
from tests.addresses import Address
from tests.cast import World

# Who keeps the register brings every kind; a secretariat what its members' people are told by.
BRINGS = frozenset({"officer", "operator", "secretariat", "other_secretariat"})
OWNER = frozenset({"officer"})
TEXT = "Mã\tTên đơn vị\nB\tHội B\nZ\tHội Z"


def run_in(state: str) -> Callable[[World], ImportRun]:
    """The officer's roster in a state, with two rows."""

    def made(world: World) -> ImportRun:
        ImportRow.objects.all().delete()
        Job.objects.all().delete()
        ImportRun.objects.all().delete()
        actor = world.actor("officer")
        rows = [ImportRow(number=2 + at, texts={"name": f"Hội {at}"}) for at in range(2)]
        rows[1].state = "new"
        run = ImportRun.objects.create(
            kind="roster",
            file=store_bytes(TEXT.encode(), content_type="text/plain"),
            state=state,
            options={"year": 2021, "day": "2021-01-01"},
            columns={} if state == RunState.COLUMNS else {"name": 1},
            counts=counted(rows),
            fingerprint="f",
            uploaded_by=actor.user,
            capacity=actor.capacity.key,
        )
        for row in rows:
            row.run = run
        ImportRow.objects.bulk_create(rows)
        return run

    return made


def of(state: str, *rest: object) -> Callable[[World], list]:
    return lambda world: [run_in(state)(world).pk, *rest]


def checked(world: World) -> list:
    """One that is being checked, and the job that does it."""
    run = run_in(RunState.CHECKING)(world)
    Job.objects.create(
        kind="import.check", object_id=run.pk, asked_by=run.uploaded_by, capacity=run.capacity, total=2
    )
    return [run.pk]


def row_of(world: World) -> list:
    return [*of(RunState.READY)(world), 2]


def cell_of(world: World) -> list:
    return [*row_of(world), "name"]


def post(args: Callable[[World], list], **told) -> Address:
    return Address(method="post", args=args, allowed=OWNER, **told)


EXPECTED: dict[str, Address | tuple[Address, ...]] = {
    "blocs:imports": Address(allowed=BRINGS, otherwise=403),
    "blocs:import_new": (
        Address(args=lambda w: ["roster"], allowed=BRINGS, otherwise=403),
        Address(args=lambda w: ["nothing"], allowed=()),
        Address(
            method="post",
            args=lambda w: ["roster"],
            data={"table_text": ""},
            status=422,
            allowed=BRINGS,
            otherwise=403,
        ),
    ),
    "blocs:import_template": Address(args=lambda w: ["roster"], allowed=BRINGS, otherwise=403),
    "blocs:import_run": (
        Address(args=of(RunState.READY), allowed=OWNER),
        Address(args=of(RunState.WITHDRAWN), allowed=OWNER),
        Address(args=checked, allowed=OWNER),
        Address(args=of(RunState.COLUMNS), allowed=OWNER, status=302),
    ),
    "blocs:import_columns": (
        Address(args=of(RunState.COLUMNS), allowed=OWNER),
        post(of(RunState.COLUMNS), status=422),
    ),
    "blocs:import_options": (
        Address(args=of(RunState.READY), allowed=OWNER),
        post(of(RunState.READY), status=422),
    ),
    "blocs:import_cell": (
        Address(args=cell_of, allowed=OWNER),
        post(cell_of, data={"text": "Hội Z"}),
    ),
    "blocs:import_skip": post(row_of, data={"skipped": "1"}),
    "blocs:import_check": post(of(RunState.READY)),
    # What was seen is not what is there: told so, and nothing is written.
    "blocs:import_confirm": post(of(RunState.READY), data={"version": 0}, status=409),
    "blocs:import_withdraw": post(of(RunState.READY)),
    "blocs:import_cancel": post(checked),
    "blocs:import_errors": post(of(RunState.READY), status=200),
}
