"""The list of blocs, and the members of blocs, as workbooks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.models import Bloc, Membership
from blocs.queries.decision import in_words
from blocs.workbook import Column, Sheet


def blocs_sheet(blocs: Iterable[Bloc], *, narrowed: str) -> Sheet:
    """One line for each bloc."""
    return Sheet(
        title=_("Blocs and clusters"),
        columns=[
            Column(pgettext("label", "Code"), 10),
            Column(_("Bloc"), 60),
            Column(_("Kind"), 14),
            Column(_("Year"), 8),
            Column(_("Members"), 10),
            Column(_("Head of the bloc"), 50),
            Column(_("Ended on"), 12),
        ],
        rows=[
            (
                row.code,
                row.name,
                str(row.get_kind_display()),
                row.year_now,
                row.members_now,
                str(row.head_name or ""),
                row.ended_on,
            )
            for row in blocs
        ],
        narrowed=narrowed,
    )


def members_sheet(members: Iterable[Membership], *, title: str, narrowed: str = "") -> Sheet:
    """One line for each member of a bloc's year, in the order of the decision."""
    return Sheet(
        title=title,
        columns=[
            Column(_("Bloc"), 40),
            Column(_("Year"), 8),
            Column(_("No."), 6),
            Column(pgettext("label", "Code"), 12),
            Column(_("Organisation"), 60),
            Column(_("Office in the bloc"), 18),
            Column(_("Competes"), 12),
            Column(_("Joined on"), 12),
            Column(_("Left on"), 12),
            Column(_("By decision"), 50),
        ],
        rows=[
            (
                row.bloc_name,
                row.year,
                row.order,
                row.code,
                row.name,
                row.office,
                row.competes,
                row.joined_on,
                row.left_on,
                in_words(row.decision),
            )
            for row in members
        ],
        narrowed=narrowed,
    )
