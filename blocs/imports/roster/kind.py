"""What a roster is to the engine: its columns, and the plan of what it would do against the register."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from blocs.actor import Actor
from blocs.forms.roster import RosterForm
from blocs.imports.kind import Kind, Mark, Plan, PlannedRow, Progress, Row
from blocs.imports.roster.blocs import Compositions
from blocs.imports.roster.columns import CLEAR, COLUMNS
from blocs.imports.roster.details import Details, Mergers
from blocs.imports.roster.offices import Offices
from blocs.imports.roster.options import Told
from blocs.imports.roster.people import Duties
from blocs.imports.roster.record import read_people, read_register
from blocs.imports.roster.sheet import ONCE, Entry, Sorter, Unit, repeated
from blocs.imports.roster.steps import Steps
from blocs.imports.roster.write import Writer
from blocs.models import Membership, RowState
from blocs.rules import can_keep_register

TITLES = {column.name: column.title for column in COLUMNS}


def can_import_roster(actor: Actor) -> bool:
    """Keepers of the register bring everything; a secretariat the contact persons of its members."""
    return can_keep_register(actor) or actor.is_secretariat


def plan(rows: Sequence[Row], options: Mapping[str, Any], actor: Actor, progress: Progress) -> Plan:
    """Compares a roster with the register, in a fixed number of questions; beside them, what the apps above say
    of each bloc whose list or offices change."""
    told, keeper = Told.of(options), can_keep_register(actor)
    register = read_register(told.year, actor)
    sheet = Sorter(register, told, keeper=keeper).sort(rows, progress)
    people = read_people([key for key in sheet.units if key > 0], _emails(rows), actor)
    steps = Steps()
    mergers = Mergers(register, told, sheet, people, steps, keeper=keeper)
    for unit in list(sheet.units.values()):
        if mergers.is_settled(unit):
            # It is over already, as the file says: what it was before is history.
            del sheet.units[unit.key]
    details = Details(register, told, sheet, steps, keeper=keeper)
    duties = Duties(register, people, told, steps, actor, keeper=keeper)
    for unit in sheet.units.values():
        details.compare(unit)
        for entry in unit.entries[1:]:
            repeated(entry, unit.first, ONCE)
        duties.compare(unit)
    compositions = Compositions(register, told, sheet, steps, keeper=keeper)
    compositions.read()
    compositions.compare()
    offices = Offices(register, told, compositions, steps)
    offices.compare()
    mergers.compare(set(offices.heads.items()), _later(sheet.units.values(), told), duties.own)
    for unit in sheet.units.values():
        for entry in unit.entries:
            _settle(unit, entry)
    for row, planned in zip(rows, sheet.rows, strict=True):
        _tell_at_the_row(row, planned)
    return Plan(sheet.rows, compositions.troubles, compositions.notes, steps)


def write(plan: Plan, options: Mapping[str, Any], actor: Actor, progress: Progress) -> None:
    """Does what the plan says through the ordinary acts. Raises RowRefused where one of them refuses."""
    Writer(plan.steps, Told.of(options), actor, progress, len(plan.rows)).write()


def _emails(rows: Iterable[Row]) -> set[str]:
    found = {row.get(column) for row in rows for column in ("leader_email", "clerk_email")}
    return {email.lower() for email in found if email and email is not CLEAR}


def _later(units: Iterable[Unit], told: Told) -> set[int]:
    """Of those that go into others, who is a member of a bloc in a year after its end."""
    ending = [unit.key for unit in units if not unit.is_new and unit.first.row.get("into")]
    last = told.day - timedelta(days=1)
    rows = Membership.objects.filter(organization__in=ending, year__gt=last.year)
    return set(rows.values_list("organization", flat=True))


def _settle(unit: Unit, entry: Entry) -> None:
    """The state of a row follows from its cells; what was set for the row as a whole stays."""
    marks = {cell.mark for cell in entry.planned.cells.values()}
    if entry.planned.state != RowState.SAME:
        return
    if unit.is_new and (entry is unit.first or Mark.NEW in marks):
        entry.planned.state = RowState.NEW
    elif marks & {Mark.NEW, Mark.CHANGED}:
        entry.planned.state = RowState.CHANGED
    elif Mark.BARRED in marks:
        entry.planned.state = RowState.BARRED


def _tell_at_the_row(row: Row, planned: PlannedRow) -> None:
    """What is said of a column that the file does not have stands at the row: there is no cell to show it."""
    for column in [name for name in planned.cells if name not in row.texts]:
        cell = planned.cells.pop(column)
        if cell.say:
            planned.say.append(f"{TITLES[column]}: {cell.say}")


ROSTER = Kind(
    code="roster",
    title=_("Roster of organisations"),
    about=_(
        "Organisations with their names, blocs, order, offices, leaders and contact persons: a row for each, "
        "further rows for further contact persons. A secretariat enters the contact persons of its members."
    ),
    columns=COLUMNS,
    may_import=can_import_roster,
    plan=plan,
    write=write,
    options=RosterForm,
    home=(_("Register of organisations"), "blocs:organizations"),
    file_name="danh-sach-don-vi",
)
