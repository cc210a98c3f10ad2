"""What acts on the register mean for nominations, and why some may not be (see `blocs.ports`)."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from awards.models import Nomination, NominationState
from awards.queries.rules import rules_for
from blocs.models import Membership, Office, Organization
from blocs.models.office import OfficeRole
from blocs.queries import names_on
from blocs.queries.composition import CompositionChange
from emulation.models import Cycle


def consequences(act: str, obj: Any) -> list[str]:
    """Sentences for the page that asks for confirmation."""
    return TELLS[act](obj) if act in TELLS else []


def vetoes(act: str, obj: Any) -> list[str]:
    """Why an act may not be."""
    return FORBIDS[act](obj) if act in FORBIDS else []


def _nominations(bloc_id: int, year: int, organization_ids: Iterable[int]) -> list[Nomination]:
    rows = Nomination.objects.filter(
        cycle__bloc=bloc_id, cycle__year=year, organization__in=set(organization_ids)
    )
    return list(rows.select_related("commendation").order_by("pk"))


def _of_membership(membership: Membership) -> list[str]:
    """Numbers of awards do not follow the number of members: they are the city's."""
    rules = [rule for rule in rules_for(membership.year) if rule.quota_per_bloc]
    if not membership.competes or not rules:
        return []
    if not Cycle.objects.filter(bloc=membership.bloc_id, year=membership.year).exists():
        return []
    numbers = "; ".join(f"{rule.commendation.short_name} {rule.quota_per_bloc:02}" for rule in rules)
    return [
        _("The numbers the bloc may propose stay as the city has set them ({numbers}).").format(
            numbers=numbers
        )
    ]


def _of_office(office: Office) -> list[str]:
    """Dossiers that are not sent yet pass on with the office of the head."""
    if office.role != OfficeRole.HEAD:
        return []
    open_rows = Nomination.objects.filter(
        cycle__bloc=office.bloc_id,
        cycle__year=office.year,
        state__in=(NominationState.PREPARING, NominationState.SUPPLEMENT),
    )
    count = open_rows.count()
    if not count:
        return []
    return [
        _("Nominations of {year} that are in preparation: {n}. From now on the new head sends them.").format(
            year=office.year, n=f"{count:02}"
        )
    ]


def _against_leave(membership: Membership) -> list[str]:
    if membership.left_on and (membership.left_on.month, membership.left_on.day) == (12, 31):
        return []
    return [
        _("It is proposed for {award} in {year}: it can leave only with the end of the year.").format(
            award=row.commendation.short_name, year=membership.year
        )
        for row in _nominations(membership.bloc_id, membership.year, [membership.organization_id])
        if row.state != NominationState.NOT_APPROVED
    ]


def _against_remove(membership: Membership) -> list[str]:
    return _named(
        _nominations(membership.bloc_id, membership.year, [membership.organization_id]), membership.year
    )


def _against_composition(change: CompositionChange) -> list[str]:
    lines = [*change.removed, *change.not_competing]
    ids = [line.organization_id for line in lines]
    return _named(_nominations(change.bloc.pk, change.year, ids), change.year) if ids else []


def _named(rows: list[Nomination], year: int) -> list[str]:
    names = names_on(rows[0].cycle.names_on, [row.organization_id for row in rows]) if rows else {}
    return [
        _("{name} is proposed for {award} in {year}: it stays in the list and competes.").format(
            name=names[row.organization_id], award=row.commendation.short_name, year=year
        )
        for row in rows
    ]


def _of_end_of_organization(organization: Organization) -> list[str]:
    """Nominations on which nothing is decided; a dissolved organisation gets no award."""
    rows = Nomination.objects.filter(organization=organization).unsettled()
    return [
        _("It is proposed for {award} of {year}, and nothing is decided yet.").format(
            award=row.commendation.short_name, year=row.cycle.year_id
        )
        for row in rows.select_related("commendation", "cycle").order_by("cycle__year", "pk")
    ]


TELLS: dict[str, Callable[[Any], list[str]]] = {
    "membership.join": _of_membership,
    "membership.leave": _of_membership,
    "office.change": _of_office,
    "organization.dissolve": _of_end_of_organization,
    "organization.merge": _of_end_of_organization,
}
FORBIDS: dict[str, Callable[[Any], list[str]]] = {
    "composition.set": _against_composition,
    "membership.leave": _against_leave,
    "membership.remove": _against_remove,
}
