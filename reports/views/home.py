"""Home: what must I do, and whom am I waiting for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emulation.views.sheet_state import state_word
from reports.queries.home import home_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after login: a sentence, the to-dos of the acting role, and what it waits for."""
    page = home_of(request.actor)
    if page.cycle:
        request.cycle = page.cycle
    progress = [(row, state_word(row.state)) for row in page.progress]
    return render(request, "reports/home.html", {"home": page, "progress": progress})
