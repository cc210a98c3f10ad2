"""Opening a year of the city: a copy of the last one."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import Membership
from emulation.models import Cycle, EmulationYear, Window
from emulation.queries.year import going_on, last_year, moved
from emulation.rules.year import can_open_year


def open_year(year: int, *, actor: Actor, theme: str = "", guidance: str = "") -> EmulationYear:
    """Opens the year after the last with its windows (moved by a year), blocs, members and scoring tables.

    Offices are not copied: until a head is recorded, last year's prepares the year. The first year of
    an installation begins empty. Raises NotAllowed, BadInput (not the next year), Conflict (open already).
    """
    with transaction.atomic():
        if not can_open_year(actor):
            raise NotAllowed
        take_turn("year.open")
        source = last_year()
        if source is not None:
            locked(EmulationYear, source)
            if EmulationYear.objects.filter(year=year).exists():
                raise Conflict(_("The year {year} is open already.").format(year=year))
            if year != source + 1:
                raise BadInput(
                    _("The next year is {year}: years are opened one after the other.").format(
                        year=source + 1
                    )
                )
        elif not 2000 <= year <= clock.today().year + 1:
            raise BadInput(_("Enter a year with four digits, at most next year."))
        opened = EmulationYear.objects.create(year=year, theme=theme, guidance=guidance)
        copied = _copy(source, opened) if source is not None else {}
        record("year.open", opened, actor=actor, new={"theme": theme, "source": source, **copied}, year=year)
        return opened


def _copy(source: int, opened: EmulationYear) -> dict[str, int]:
    """Copies windows, memberships and cycles; returns how many of each."""
    years = opened.year - source
    windows = Window.objects.bulk_create(
        Window(
            year=opened,
            act=window.act,
            opens=moved(window.opens, years),
            closes=moved(window.closes, years),
            grace_days=window.grace_days,
        )
        for window in Window.objects.filter(year=source).order_by("pk")
    )
    memberships = Membership.objects.bulk_create(
        Membership(
            bloc_id=row.bloc_id,
            organization_id=row.organization_id,
            year=opened.year,
            competes=row.competes,
            order=row.order,
            decision_id=row.decision_id,
        )
        for row in going_on(source)
    )
    cycles = Cycle.objects.bulk_create(
        Cycle(bloc_id=cycle.bloc_id, year=opened, table_version_id=cycle.table_version_id)
        for cycle in Cycle.objects.filter(year=source).order_by("pk")
    )
    return {"windows": len(windows), "memberships": len(memberships), "cycles": len(cycles)}
