"""A list as a workbook: the same filter and order as on the page, noted as access."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from blocs import clock
from blocs.actions.access import note_access
from blocs.workbook import XLSX, Sheet, workbook


def export(request: HttpRequest, sheet: Sheet, *, what: str, file_name: str) -> HttpResponse:
    """The workbook of a list for the actor of the request, who is named in it. Called from a POST: it is an act."""
    rows = list(sheet.rows)
    note_access(what, actor=request.actor, label=sheet.title, filters=sheet.narrowed, rows=len(rows))
    who = f"{request.actor.person} ({request.actor.capacity})"
    content = workbook(replace(sheet, rows=rows), who=who, at=clock.now())
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{file_name}-{clock.today():%Y-%m-%d}.xlsx"'
    return response
