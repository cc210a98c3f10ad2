"""What the tests of compositions and offices share."""

from datetime import date
from typing import Any

from blocs.models import Bloc, Membership, Organization
from blocs.queries.composition import Line
from blocs.queries.decision import NewDecision
from tests.cast import YEAR, World

PDF = b"%PDF-1.7 decision"
DECISION = NewDecision(number="15/QĐ-UBND", dated_on=date(2021, 1, 4), issuer="Ủy ban nhân dân thành phố")
PAPER = {"number": "15/QĐ-UBND", "dated_on": "04/01/2021", "issuer": "Ủy ban nhân dân thành phố"}
NEW_DECISION = {"decision": "new", **PAPER}


def composition_url(bloc: Bloc, year: int = YEAR) -> str:
    return f"/blocs/{bloc.pk}/years/{year}/composition/"


def lines(*units: Organization, taking_part: tuple[Organization, ...] = ()) -> list[Line]:
    """A list of members in this order."""
    return [Line(unit.pk, f"Hội {unit.code}", unit not in taking_part) for unit in units]


def sent(world: World, *units: Organization, act: str = "review", **more: Any) -> dict[str, Any]:
    """What a browser sends of a list, all competing."""
    pks = [unit.pk for unit in units]
    return {"member": pks, "competes": pks, "seen": world.bloc.version, "act": act, "decision": "", **more}


def members(bloc: Bloc, year: int = YEAR) -> list[str]:
    """Codes in the order of the list; in brackets who does not compete."""
    rows = Membership.objects.filter(bloc=bloc, year=year).select_related("organization").order_by("order")
    return [row.organization.code if row.competes else f"({row.organization.code})" for row in rows]
