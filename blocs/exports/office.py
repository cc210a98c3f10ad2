"""The offices of a bloc's year as a workbook."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.queries.office import Offices
from blocs.workbook import Column, Sheet


def offices_sheet(found: Offices, name: str) -> Sheet:
    """The head, the deputies, those that held an office earlier in the year, as on the page."""
    held = [*([found.head] if found.head else []), *found.deputies, *found.ended]
    return Sheet(
        title=_("Offices of %(year)s") % {"year": found.year},
        columns=[
            Column(_("Office in the bloc"), 20),
            Column(_("Organisation"), 60),
            Column(pgettext("label", "Since"), 12),
            Column(pgettext("label", "Until"), 12),
            Column(_("By decision"), 60),
        ],
        rows=[[one.title, one.name, one.since, one.until, one.basis] for one in held],
        narrowed=name,
    )
