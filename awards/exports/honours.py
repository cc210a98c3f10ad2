"""The honours of a year as a workbook, which can be read in again as a list of past results."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.workbook import Column, Sheet
from emulation.queries.honours import Roll


def honours_sheet(year: int, rolls: Iterable[Roll]) -> Sheet:
    """Who was honoured for a year, the highest commendation first, under the names of then."""
    return Sheet(
        title=_("Honours of %(year)s") % {"year": year},
        columns=[
            Column(_("For the year"), 8),
            Column(_("Honour"), 50),
            Column(_("Organisation"), 60),
            Column(pgettext("honour", "For"), 60),
            Column(_("Number of the decision"), 18),
            Column(_("Date of the decision"), 14),
            Column(_("Issued by"), 40),
            Column(_("Source"), 50),
        ],
        rows=[
            [
                year,
                roll.commendation.name,
                honour.name_then,
                honour.reason,
                honour.number,
                honour.decided_on if honour.number else None,
                honour.authority if honour.number else "",
                "" if honour.number else honour.source,
            ]
            for roll in rolls
            for honour in roll.honours
        ],
    )
