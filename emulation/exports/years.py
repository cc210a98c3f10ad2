"""The years of the city as workbooks: the list, and the windows of one."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.workbook import Column, Sheet
from emulation.models import EmulationYear, Window


def years_sheet(years: Iterable[EmulationYear]) -> Sheet:
    """The rows of `emulation.queries.year.all_years`."""
    return Sheet(
        title=_("Emulation years"),
        columns=[Column(_("Year"), 8), Column(_("Theme of the city"), 80), Column(_("Blocs"), 10)],
        rows=[[year.year, year.theme, year.blocs] for year in years],
    )


def windows_sheet(year: int, windows: Iterable[Window]) -> Sheet:
    """The windows of the city in a year, in order of time."""
    return Sheet(
        title=_("Windows of the city in {year}").format(year=year),
        columns=[
            Column(_("Window"), 36),
            Column(_("From"), 12),
            Column(_("To the end of"), 12),
            Column(_("Days of grace"), 10),
            Column(pgettext("label", "Reason"), 50),
        ],
        rows=[
            [str(one.get_act_display()), one.opens, one.closes, one.grace_days, one.change_reason]
            for one in windows
        ],
    )
