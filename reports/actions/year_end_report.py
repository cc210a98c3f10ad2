"""Writing, issuing and numbering the year-end report."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.audit import record, seal_events
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.locking import locked
from emulation.actions.paper import keep_paper
from emulation.models import Cycle, IssuedPaper, ReportText
from emulation.models.paper import PaperKind, PaperState, ReportSection
from reports.rules.year_end_report import (
    can_issue_report,
    can_write_report,
    closed_to_issuing,
    closed_to_writing,
)


def save_report_text(cycle: Cycle, section: str, *, actor: Actor, text: str, version: int) -> bool:
    """Writes one part of the report; an empty text brings back the sentence offered. Whether anything changed.

    `version` is the one the person saw, 0 for a part nobody has written.
    Raises NotAllowed, Closed for a closed year, Stale when somebody else has written it in the meantime.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_write_report(actor, cycle):
            raise NotAllowed
        if reason := closed_to_writing(cycle):
            raise Closed(reason)
        row = ReportText.objects.filter(cycle=cycle, section=section).first()
        if version != (row.version if row else 0):
            raise Stale
        old = row.text if row else ""
        if text == old:
            return False
        if row is None:
            row = ReportText.objects.create(cycle=cycle, section=section, text=text)
        else:
            row.text, row.version = text, row.version + 1
            row.save()
        record(
            "report_text.save",
            row,
            actor=actor,
            old={"text": old},
            new={"text": text},
            label=f"{ReportSection(section).label} {cycle.year_id}",
            bloc_id=cycle.bloc_id,
            year=cycle.year_id,
        )
    return True


def issue_year_end_report(
    cycle: Cycle,
    *,
    actor: Actor,
    content: bytes,
    key: str,
    key_now: Callable[[Cycle, date], str],
    dated_on: date,
) -> IssuedPaper:
    """Keeps a printed report; an earlier one is replaced. The same report issued again is the one kept before.

    `key` is that of what was printed; `key_now` tells it again once nobody else can lock, decide or write.
    Raises NotAllowed, Closed before the scores are locked or after
    the year is closed, BadInput for a day before the year, Stale when the data have changed since.
    """
    with transaction.atomic():
        cycle = locked(Cycle, cycle.pk)
        if not can_issue_report(actor, cycle):
            raise NotAllowed
        if reason := closed_to_issuing(cycle):
            raise Closed(reason)
        if dated_on.year < cycle.year_id:
            raise BadInput(_("A report cannot be dated before the year it reports on."))
        if key_now(cycle, dated_on) != key:
            raise Stale
        paper = keep_paper(
            cycle,
            actor=actor,
            kind=PaperKind.YEAR_END_REPORT,
            content=content,
            content_key=key,
            dated_on=dated_on,
        )
        seal_events()
    return paper


def number_report(paper: IssuedPaper, *, actor: Actor, number: str, was: str) -> IssuedPaper:
    """Notes the number that the office's register gave an issued report. The file stays as it is.

    `was` is the number the person saw. Raises NotAllowed, Conflict for a replaced paper, Stale when somebody
    else has noted one in the meantime.
    """
    with transaction.atomic():
        cycle = locked(Cycle, paper.cycle_id)
        paper = locked(IssuedPaper, paper.pk)
        if not can_issue_report(actor, cycle):
            raise NotAllowed
        if paper.state != PaperState.VALID:
            raise Conflict(_("This report has been replaced by a later one; the number belongs there."))
        if paper.number != was:
            raise Stale(
                _("Somebody else has noted the number {number} in the meantime.").format(number=paper.number)
            )
        paper.number = number
        paper.save(update_fields=["number"])
        record(
            "paper.number",
            paper,
            actor=actor,
            old={"number": was},
            new={"number": number},
            label=f"{paper.get_kind_display()} {cycle.year_id}",
            bloc_id=cycle.bloc_id,
            year=cycle.year_id,
        )
    return paper
