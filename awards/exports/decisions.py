"""Decisions on awards, and what each gives, as workbooks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from awards.models import Decision
from awards.queries.decisions import AwardedUnit
from blocs.workbook import Column, Sheet


def decisions_sheet(decisions: Iterable[Decision]) -> Sheet:
    """The rows of `awards.queries.decisions.decisions` in their order."""
    return Sheet(
        title=_("Decisions"),
        columns=[
            Column(_("Subject"), 60),
            Column(_("For the year"), 10),
            Column(pgettext("paper", "Number"), 18),
            Column(_("Date"), 12),
            Column(_("Issued by"), 40),
            Column(_("Awarded units"), 12),
        ],
        rows=(
            [one.subject, one.for_year, one.number, one.dated_on, one.issuer, one.units] for one in decisions
        ),
    )


def awarded_sheet(decision: Decision, units: Iterable[AwardedUnit], paper: str) -> Sheet:
    """The units a decision awards, the highest honour first; `paper` says in words which decision it is."""
    return Sheet(
        title=decision.subject,
        columns=[
            Column(_("Organisation"), 60),
            Column(_("Honour"), 50),
            Column(pgettext("honour", "For"), 60),
        ],
        rows=(
            [unit.honour.name_then, unit.honour.commendation.short_name, unit.honour.reason] for unit in units
        ),
        narrowed=paper,
    )
