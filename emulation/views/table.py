"""A version of a scoring table, as published."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blocs import numbers
from blocs.views.export import export
from emulation.exports.scores import table_sheet
from emulation.queries.scorebook import open_book
from emulation.queries.table import tables_visible_to


@require_safe
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Groups and criteria with their maxima, classes, tie-breaks, grounds."""
    version = get_object_or_404(tables_visible_to(request.actor).select_related("table"), pk=pk)
    book = open_book(version)
    steps = {pk: book.step(pk) for pk in book.criteria if book.specs[pk].rules}
    decimals = numbers.shared_decimals(criterion.max_points for criterion in book.criteria.values())
    of_steps = numbers.shared_decimals(steps.values())
    parts = [
        {
            "group": group,
            "rows": [
                {
                    "criterion": criterion,
                    "maximum": numbers.points(criterion.max_points, decimals),
                    "step": numbers.points(steps[pk], of_steps) if pk in steps else "",
                }
                for pk, criterion in book.criteria.items()
                if criterion.group.code == group.code
            ],
        }
        for group in book.table.groups
    ]
    context = {
        "version": version,
        "parts": parts,
        "bands": version.bands.order_by("-minimum"),
        "tie_breaks": version.tie_breaks.all(),
        "grounds": version.disqualification_grounds.all(),
    }
    return render(request, "emulation/table.html", context)


@require_POST
def table_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria as a workbook."""
    version = get_object_or_404(tables_visible_to(request.actor).select_related("table"), pk=pk)
    told = _("Draft")
    if version.published_at:
        told = _("Published, dated {day}, reference code {code}").format(
            day=date_format(version.dated_on), code=version.sha256[:8]
        )
    sheet = table_sheet(version, open_book(version), narrowed=told)
    return export(request, sheet, what="table.export", file_name=f"bang-tieu-chi-{pk}")
