"""The register of organisations as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from blocs.models import Organization
from blocs.workbook import Column, Sheet


def organizations_sheet(rows: Iterable[Organization], narrowed: str) -> Sheet:
    """The rows of `blocs.queries.register.organizations`, in their order."""
    columns = [
        Column(_("Code"), 14),
        Column(_("Organisation"), 50),
        Column(_("Short name"), 28),
        Column(_("Kind"), 24),
        Column(_("Founded"), 14),
        Column(_("Bloc"), 40),
        Column(_("Year"), 8),
        Column(_("Last day"), 14),
        Column(_("Decision"), 40),
    ]
    return Sheet(
        title=_("Register of organisations"),
        columns=columns,
        rows=[
            [
                row.code,
                row.name,
                row.short_name,
                str(row.get_kind_display()),
                row.founded_on,
                row.bloc_name,
                row.year_now,
                row.dissolved_on,
                row.dissolution_decision,
            ]
            for row in rows
        ],
        narrowed=narrowed,
    )
