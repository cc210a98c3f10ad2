"""The home of the operator: nobody's work waits for him, so the page leads to the data the city's work rests on."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from emulation.queries.year import last_year
from reports.queries.todo import Home, Way


def operator_home() -> Home:
    """One query: the newest year."""
    year = last_year()
    ways = [
        Way(
            _("Years of the city"),
            _("Open a year, and see its theme, windows and blocs"),
            reverse("emulation:years"),
        ),
        Way(
            pgettext("navigation", "Register"),
            _("Organisations and blocs: enter, rename, merge, set the members of a year"),
            reverse("blocs:organizations"),
        ),
        Way(
            _("People and their roles"),
            _("Who represents which organisation, and since when"),
            reverse("blocs:people"),
        ),
        Way(
            _("Records of the system"),
            _("Who changed what, and what was taken out"),
            reverse("reports:history"),
        ),
        Way(
            _("Reference data of the city"),
            _("Scoring tables, kinds of commendation, legal bases"),
            reverse("admin:index"),
        ),
    ]
    if year:
        city = Way(
            pgettext("navigation", "Whole city"),
            _("How far every bloc is in {year}, and who is late").format(year=year),
            reverse("reports:city", args=[year]),
        )
        ways.insert(0, city)
    return Home(ways=ways)
