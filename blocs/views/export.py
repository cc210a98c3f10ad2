"""A list as a workbook: the same filter and order as on the page, noted before a byte of it leaves."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from blocs import clock
from blocs.actions.access import note_access
from blocs.workbook import XLSX, Sheet, workbook


def export(request: HttpRequest, sheet: Sheet, *, what: str, file_name: str) -> HttpResponse:
    """The workbook of a list for the actor of the request, who is named in it. Called from a POST: it is an act."""
    rows = list(sheet.rows)
    actor = request.actor
    who = f"{actor.person or actor.account} ({actor.capacity})" if actor.capacity else str(actor.account)
    content = workbook(replace(sheet, rows=rows), who=who, at=clock.now())
    # Made first, noted next, sent last: nothing leaves unnoted, and nothing is noted that could not be made.
    note_access(what, actor=actor, label=sheet.title, filters=sheet.narrowed, rows=len(rows))
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name}-{clock.today():%Y-%m-%d}.xlsx"'
    return response
