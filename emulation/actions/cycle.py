"""The scoring table of a bloc's year, and closing that year: the last of its gates."""

from typing import NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.errors import BadInput, Closed, Conflict, NotAllowed
from blocs.locking import locked
from emulation.models import Cycle, IssuedPaper, ScoreLine, ScoreSheet, ScoringTableVersion
from emulation.models.paper import PaperKind, PaperState
from emulation.queries.cycle import tables_for, units_with_entries
from emulation.queries.scorebook import open_book
from emulation.rules.cycle import can_choose_table, can_close_cycle


def choose_table(
    cycle: Cycle, table: ScoringTableVersion, *, actor: Actor, version: int | None = None
) -> Cycle:
    """The table by which a bloc is scored in a year, until a sheet has entries.

    Sheets that are begun and empty get the lines of the new table. Raises NotAllowed, Stale, Closed (locked or
    closed), BadInput (not published, another bloc's), Conflict (a sheet has entries).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk, version=version)
        if not can_choose_table(actor):
            raise NotAllowed
        if cycle.is_locked or cycle.is_closed:
            raise Closed(_("The scores of this year are final: the table stays."))
        table = tables_for(cycle).filter(pk=table.pk).first() or _no_table()
        if cycle.table_version_id == table.pk:
            return cycle
        # Whoever is saving a line now ends first.
        for pk in ScoreSheet.objects.filter(cycle=cycle).order_by("pk").values_list("pk", flat=True):
            locked(ScoreSheet, pk)
        if units := units_with_entries(cycle):
            raise Conflict(
                _("Score sheets have entries: {units}. The table of the year stays.").format(
                    units="; ".join(units)
                )
            )
        _give_lines(cycle, table)
        old, cycle.table_version = cycle.table_version, table
        cycle.version += 1
        cycle.save(update_fields=["table_version", "version"])
        record(
            "cycle.change",
            cycle,
            actor=actor,
            old={"table_version": str(old or "")},
            new={"table_version": str(table)},
            bloc_id=cycle.bloc_id,
            year=cycle.year_id,
        )
        return cycle


def _no_table() -> NoReturn:
    raise BadInput(_("Choose a published scoring table, of the city or of this bloc."))


def _give_lines(cycle: Cycle, table: ScoringTableVersion) -> None:
    """Empty sheets that are begun go on with the new table."""
    sheets = list(ScoreSheet.objects.filter(cycle=cycle).order_by("pk"))
    if not sheets:
        return
    criteria = open_book(table).scored
    ScoreLine.objects.filter(sheet__in=sheets).delete()
    for sheet in sheets:
        sheet.table_version = table
        sheet.version += 1
        sheet.save(update_fields=["table_version", "version"])
    ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=criterion) for sheet in sheets for criterion in criteria
    )


def close_cycle(cycle: Cycle, *, actor: Actor) -> Cycle:
    """Closes a bloc's year: decided, and its year-end report issued. The rights of its head end with it.

    Raises NotAllowed, Closed (already), Conflict (something is still to be done, in a sentence).
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_close_cycle(actor, cycle):
            raise NotAllowed
        if cycle.is_closed:
            raise Closed(_("This year is closed already."))
        if sentence := not_yet(cycle):
            raise Conflict(sentence)
        cycle.closed_at, cycle.closed_by = clock.now(), actor.account
        cycle.version += 1
        cycle.save(update_fields=["closed_at", "closed_by", "version"])
        record("cycle.close", cycle, actor=actor, bloc_id=cycle.bloc_id, year=cycle.year_id)
        seal_events()
        return cycle


def not_yet(cycle: Cycle) -> str:
    """What stands in the way of closing a year, in a sentence; empty when nothing does."""
    if not cycle.is_decided:
        return _("The city has not decided on the nominations of this year yet.")
    reports = IssuedPaper.objects.filter(cycle=cycle, kind=PaperKind.YEAR_END_REPORT, state=PaperState.VALID)
    if not reports.exists():
        return _("The year-end report has not been issued yet: issue it, then close the year.")
    return ""
