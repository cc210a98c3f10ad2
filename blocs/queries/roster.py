"""The roster of a year: which year it is of."""

from blocs import clock
from blocs.models import Membership


def newest_year() -> int:
    """The year a roster is of where nothing else is said: the newest for which members are set, this one without any."""
    this = clock.today().year
    newest = Membership.objects.order_by("-year").values_list("year", flat=True).first()
    return min(newest or this, this + 1)
