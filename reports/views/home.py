"""Home: what must I do, and whom am I waiting for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.queries.home import home_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page after login: a sentence, the to-dos of the acting role, and what it waits for."""
    page = home_of(request.actor)
    if page.cycle:
        request.cycle = page.cycle
    return render(request, "reports/home.html", {"home": page})
