"""Every component of the look on one page, so that a change is seen where it could spoil something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blocs.errors import Missing
from reports.forms.components import SampleForm

UNREADABLE = {"wrong-until": "12/13/2026", "wrong-points": "1.234", "wrong-reason": "paper"}


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """For operators alone; to everybody else there is no such page."""
    if not request.actor.is_operator:
        raise Missing
    context = {
        "form": SampleForm(),
        "wrong_form": SampleForm(UNREADABLE, prefix="wrong"),
        "windows": [
            {"name": _("Pledge"), "dates": "02/03 – 13/03", "word": _("{n} of {m} signed").format(n=8, m=8), "state": "done"},
            {"name": _("Self-scoring"), "dates": "16/11 – 15/12", "word": _("4 days left"), "state": "open"},
            {"name": _("Checking and scoring"), "dates": "16/12 – 28/12", "word": _("Not open yet"), "state": "next"},
            {"name": _("Voting"), "dates": "08/01", "word": "", "state": ""},
        ],
        "todo": [
            {"due": _("2 days late"), "late": True, "url": "#todo", "act": _("Enter the results of a member"), "of": _("28 of 30 lines"), "verb": _("Enter")},
            {"due": _("Today"), "soon": True, "url": "#todo", "act": _("Sign the pledge"), "of": _("5 of 8 have signed"), "verb": _("Read")},
        ],
        "waits": [
            {"who": _("A member"), "what": _("has not sent its score sheet"), "since": "09/12", "url": "#todo", "verb": _("Remind")},
        ],
        "filters": [
            {"label": _("All"), "url": "?", "current": True, "count": 8},
            {"label": _("Not sent"), "url": "?state=open", "current": False, "count": 3},
        ],
        "consequences": [
            _("Eight score sheets and the standings become final."),
            _("Opening them again takes two people and a reason, which every later paper shows."),
        ],
    }  # fmt: skip
    return render(request, "reports/components.html", context)
