"""One organisation's years and honours as workbooks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.workbook import Column, Sheet
from reports.queries.organization import OrganizationCard, Recognition
from reports.queries.organization_years import YearRow


def years_sheet(card: OrganizationCard) -> Sheet:
    """The years of its card, with the honours of each, as far as the actor may see them."""
    return Sheet(
        title=_("{name}: year by year").format(name=card.name),
        columns=[
            Column(_("Year"), 8),
            Column(_("Organisation"), 50),
            Column(_("Bloc"), 40),
            Column(_("Office in the bloc"), 18),
            Column(_("Competes"), 10),
            Column(_("Joined on"), 12),
            Column(_("Left on"), 12),
            Column(_("Pledge signed"), 14),
            Column(_("Total"), 10),
            Column(_("Place"), 8),
            Column(_("Of how many"), 10),
            Column(pgettext("standings", "Class"), 24),
            Column(_("Not considered for awards"), 40),
            Column(_("Honours"), 50),
        ],
        rows=[_year(row, card) for row in card.years],
    )


def _year(row: YearRow, card: OrganizationCard) -> list:
    membership, result = row.membership, row.result
    honours = [
        one.short_name
        for one in card.honours
        if (one.organization_id, one.year) == (membership.organization_id, row.year)
        and row.competes
        and not one.revoked_on
    ]
    return [
        row.year,
        row.unit or card.name,
        row.bloc_name,
        row.office,
        row.competes,
        membership.joined_on,
        membership.left_on,
        row.signed.on if row.signed and row.signed.is_complete else None,
        *([result.total, result.place, result.of, result.band, result.marks] if result else [None] * 5),
        "; ".join(honours),
    ]


def honours_sheet(card: OrganizationCard, rows: Iterable[Recognition]) -> Sheet:
    """Honours of an organisation and of those it came from, newest first."""
    return Sheet(
        title=_("{name}: honours").format(name=card.name),
        columns=[
            Column(_("Year"), 8),
            Column(_("Honour"), 60),
            Column(_("Received by"), 50),
            Column(_("Number of the decision"), 18),
            Column(_("Date of the decision"), 14),
            Column(_("Source"), 50),
            Column(_("Revoked on"), 12),
        ],
        rows=[
            [
                one.year,
                one.name,
                one.unit or card.name,
                one.number,
                one.decided_on,
                one.source,
                one.revoked_on,
            ]
            for one in rows
        ],
    )
