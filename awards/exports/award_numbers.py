"""The numbers of awards of a year as a workbook."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from awards.queries.award_numbers import AwardNumber
from blocs.workbook import Column, Sheet


def award_numbers_sheet(year: int, numbers: Iterable[AwardNumber]) -> Sheet:
    """How many units a bloc may propose for each award, the highest first, with the ground of the number."""
    return Sheet(
        title=_("Numbers of awards in %(year)s") % {"year": year},
        columns=[
            Column(_("Award"), 60),
            Column(_("How many units a bloc may propose"), 18),
            Column(_("In force from"), 14),
            Column(_("Legal source"), 50),
        ],
        rows=[
            [
                number.commendation.name,
                number.rule.quota_per_bloc if number.rule else None,
                number.rule.valid_from if number.rule else None,
                number.rule.legal_source if number.rule else "",
            ]
            for number in numbers
        ],
    )
