"""What the year adds to the pages of blocs (see `blocs.ports`)."""

from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.models import Bloc
from blocs.ports import Section
from emulation.models import Cycle


def cycle_of_bloc(actor: Actor, bloc: Bloc, year: int | None) -> list[Section]:
    """The way from a bloc's year to its cycle, for those who may open it."""
    cycle = Cycle.objects.visible_to(actor).filter(bloc=bloc, year=year).first()
    return [Section(_("Emulation year"), "emulation/_cycle_link.html", {"cycle": cycle})] if cycle else []
