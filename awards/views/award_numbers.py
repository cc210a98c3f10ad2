"""The numbers of awards of a year: how many units a bloc may propose."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from awards.actions.award_number import TooFew, set_award_numbers
from awards.exports.award_numbers import award_numbers_sheet
from awards.forms.award_number import AwardNumbersForm
from awards.queries.award_numbers import award_numbers, seen_of
from awards.rules.award_number import can_set_award_numbers
from blocs.errors import Missing, NotAllowed, Refused
from blocs.views.export import export
from emulation.models import EmulationYear
from emulation.rules.year import can_see_years


@require_http_methods(["GET", "HEAD", "POST"])
def year_award_numbers(request: HttpRequest, year: int) -> HttpResponse:
    """One number for each award, filled with those in force."""
    row = _year(request, year)
    numbers = award_numbers(year)
    source = next(
        (number.rule.legal_source for number in numbers if number.own and number.rule), row.guidance
    )
    form = AwardNumbersForm(
        request.POST if request.method == "POST" else None,
        numbers=numbers,
        seen=seen_of(numbers),
        legal_source=source[:200],
    )
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        values = form.cleaned_data
        try:
            written = set_award_numbers(
                row,
                actor=request.actor,
                numbers=form.numbers,
                legal_source=values["legal_source"],
                seen=values["seen"],
            )
        except TooFew as refusal:
            form.add_error(f"award_{refusal.commendation_id}", refusal.message)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            told = ngettext("{n} number was set.", "{n} numbers were set.", len(written))
            messages.success(request, told.format(n=len(written)) if written else _("Nothing was changed."))
            return redirect("emulation:year_opening", year)
    context = {"year": row, "form": form, "numbers": numbers}
    return render(request, "awards/award_numbers.html", context, status=status)


@require_POST
def award_numbers_export(request: HttpRequest, year: int) -> HttpResponse:
    """The numbers in force as a workbook."""
    row = _year(request, year)
    sheet = award_numbers_sheet(row.year, award_numbers(row.year))
    return export(request, sheet, what="award_numbers.export", file_name=f"so-luong-khen-thuong-{year}")


def _year(request: HttpRequest, year: int) -> EmulationYear:
    """The year, for those who set its numbers."""
    if not can_see_years(request.actor):
        raise Missing
    row = get_object_or_404(EmulationYear, pk=year)
    if not can_set_award_numbers(request.actor):
        raise NotAllowed
    return row
