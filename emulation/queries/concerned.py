"""A cycle as far as some organisations are concerned: parties of its pledge, sheets, extensions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from blocs.locking import locked
from blocs.models import Membership
from emulation.models import Cycle, Extension, PledgeParty, PledgeSignature, ScoreSheet
from emulation.models.pledge import PartyCapacity
from emulation.queries.window import on_screen


@dataclass
class Year:
    """A cycle as far as some organisations are concerned."""

    cycle: Cycle
    pledge_final: bool = False
    # Parties of the pledge in force, and whether each has signed.
    parties: dict[int, bool] = field(default_factory=dict)
    sheets: dict[int, ScoreSheet] = field(default_factory=dict)
    more_time: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, bloc_id: int, year: int, organization_ids: Iterable[int]) -> "Year | None":
        """In at most four queries; None where the bloc's year has not been opened."""
        ids = set(organization_ids)
        cycle = held_cycle(bloc_id, year)
        if cycle is None:
            return None
        in_force = PledgeParty.objects.filter(
            version__pledge__cycle=cycle, version__finalised_at__isnull=False, version__replaced_at=None
        )
        parties = list(in_force.exclude(capacity=PartyCapacity.WITNESS).annotate(signed=is_signed()))
        found = cls(cycle, pledge_final=bool(parties))
        for party in parties:
            if party.organization_id in ids:
                found.parties[party.organization_id] = (
                    found.parties.get(party.organization_id, False) or party.signed
                )
        sheets = ScoreSheet.objects.filter(cycle=cycle, organization__in=ids)
        found.sheets = {sheet.organization_id: sheet for sheet in sheets}
        of_cycle = Q(window__cycle=cycle) | Q(window__year=cycle.year_id)
        extensions = Extension.objects.filter(of_cycle, organization__in=ids)
        found.more_time = set(extensions.values_list("organization", flat=True))
        return found


def held_cycle(bloc_id: int, year: int) -> Cycle | None:
    """The cycle, if it has been opened. Asked inside an act it is held, so that meanwhile no sheet is begun,
    no scores are locked and no year is closed."""
    pk = Cycle.objects.filter(bloc=bloc_id, year=year).values_list("pk", flat=True).first()
    if pk is None:
        return None
    inside = transaction.get_connection().in_atomic_block
    return locked(Cycle, pk) if inside else Cycle.objects.get(pk=pk)


def left_on(cycle: Cycle, organization_id: int | None) -> date | None:
    """The last day of a unit that left the bloc, or ended, before the end of the year. One query."""
    year_end = date(cycle.year_id, 12, 31)
    rows = Membership.objects.filter(
        bloc=cycle.bloc_id, year=cycle.year_id, organization=organization_id
    ).values_list("left_on", "organization__dissolved_on")
    ends = [day for row in rows for day in row if day and day < year_end]
    return min(ends, default=None)


def why_not_a_party(name: str, last_day: date) -> str:
    """Why a unit that has left signs no more."""
    return _("{name} left on {date}: it does not sign this pledge any more.").format(
        name=name, date=on_screen(last_day)
    )


def is_signed() -> Exists:
    """Whether a party has signed, as an expression."""
    return Exists(PledgeSignature.objects.filter(party=OuterRef("pk"), voided_at=None))
