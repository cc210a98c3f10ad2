"""The home of the operator: nobody's work waits for him, so the page leads to the data the city's work rests on."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.queries.todo import Home, Way


def operator_home() -> Home:
    """No query."""
    return Home(
        ways=[
            Way(
                _("Years of the city"),
                _("Open a year, and see its theme, windows and blocs"),
                reverse("emulation:years"),
            ),
            Way(
                _("Reference data of the city"),
                _("Organisations, blocs, scoring tables, kinds of commendation, legal bases"),
                reverse("admin:index"),
            ),
            Way(
                _("People and their roles"),
                _("Who represents which organisation, and since when"),
                reverse("admin:blocs_person_changelist"),
            ),
        ]
    )
