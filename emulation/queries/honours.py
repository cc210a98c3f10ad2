"""Questions over honours received."""

from dataclasses import dataclass

from django.db.models import QuerySet

from emulation.models import Commendation, Honour


@dataclass(frozen=True)
class Roll:
    """Those who received one commendation for a year."""

    commendation: Commendation
    honours: list[Honour]


def years_with_honours() -> list[int]:
    """The years for which organisations were honoured, newest first. One query."""
    years = _public().order_by("-for_year").values_list("for_year", flat=True).distinct()
    return list(years)


def rolls_of(year: int) -> list[Roll]:
    """The honours of organisations for a year, the highest commendation first. One query."""
    rolls: dict[int, Roll] = {}
    honours = _public().filter(for_year=year).select_related("commendation", "organization")
    for honour in honours.order_by("-commendation__level", "commendation__code", "decided_on", "pk"):
        roll = rolls.setdefault(honour.commendation_id, Roll(honour.commendation, []))
        roll.honours.append(honour)
    return list(rolls.values())


def honours_of(organization_id: int) -> list[Honour]:
    """What an organisation received, newest year first. One query."""
    return list(
        _public()
        .filter(organization=organization_id)
        .select_related("commendation")
        .order_by("-for_year", "-commendation__level", "pk")
    )


def _public() -> QuerySet[Honour]:
    """Standing honours of organisations: nothing of a person stands on a public page."""
    return Honour.objects.standing().filter(organization__isnull=False)
