"""Organisations as a roster that can be read in again: the columns of the import, what the record says in them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.imports.roster.columns import COLUMNS, CONTACTS
from blocs.imports.roster.record import (
    Held,
    People,
    Register,
    has_left,
    leaders_of,
    read_people,
    read_register,
)
from blocs.models import Membership, Organization
from blocs.models.organization import OrganizationKind
from blocs.models.representation import Duty
from blocs.queries.office import title_of
from blocs.rules import can_keep_register
from blocs.workbook import Column, Sheet


def roster_sheet(rows: Iterable[Organization], *, actor: Actor, year: int, narrowed: str) -> Sheet:
    """The rows of `blocs.queries.register.organizations`, in their order; further rows for further members and clerks.

    Bloc, order and office are those of `year`. Contact details only for those who keep the register.
    """
    register = read_register(year, actor)
    keys = [row.pk for row in rows]
    people = read_people(keys, (), actor)
    columns = [one for one in COLUMNS if can_keep_register(actor) or one.name not in CONTACTS]
    lines = [line for pk in keys for line in _lines(register, people, pk)]
    return Sheet(
        title=_("Roster of organisations {year}").format(year=year),
        columns=[Column(str(column.title), column.width) for column in columns],
        rows=[[line.get(column.name) for column in columns] for line in lines],
        narrowed=narrowed,
    )


def _lines(register: Register, people: People, pk: int) -> Iterable[dict[str, Any]]:
    organization, named = register.organizations[pk], register.named(pk)
    places = [row for row in register.of_organization.get(pk, []) if not has_left(row)]
    places.sort(key=lambda row: not row.competes)
    leaders = _once(leaders_of(people, pk))
    leaders = leaders if organization.joint_leadership else leaders[:1]
    clerks = _once(one for one in people.held.get(pk, []) if one.duty == Duty.CLERK)
    for number in range(max(1, len(places), len(leaders), len(clerks))):
        line: dict[str, Any] = {"code": organization.code, "name": named.name if named else organization.code}
        if not number:
            line |= {
                "short_name": named.short if named else None,
                "kind": str(OrganizationKind(organization.kind).label),
                "founded_on": organization.founded_on,
                "into": _successor(register, organization),
            }
        line |= _place(register, _at(places, number))
        line |= _leader(_at(leaders, number)) | _clerk(_at(clerks, number))
        yield line


def _once(held: Iterable[Held]) -> list[Held]:
    """Each person once, under the position held now, where another one follows."""
    found: dict[int, Held] = {}
    for one in held:
        found.setdefault(one.person.pk, one)
    return list(found.values())


def _at(rows: Sequence[Any], number: int) -> Any:
    return rows[number] if number < len(rows) else None


def _place(register: Register, row: Membership | None) -> dict[str, Any]:
    if row is None:
        return {}
    bloc = register.blocs[row.bloc_id]
    held = [
        office.role
        for office in register.offices.get(row.bloc_id, [])
        if office.organization_id == row.organization_id and office.until is None
    ]
    office = title_of(bloc, held[0]) if held else None
    return {"bloc": bloc.code, "order": row.order, "competes": row.competes, "office": office}


def _leader(held: Held | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {
        "leader": held.person.name,
        "leader_title": held.title,
        "signing": held.form,
        "leader_email": held.person.email,
        "leader_phone": held.person.phone,
        "since": held.since,
    }


def _clerk(held: Held | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {
        "clerk": held.person.name,
        "clerk_title": held.title,
        "clerk_email": held.person.email,
        "clerk_phone": held.person.phone,
    }


def _successor(register: Register, organization: Organization) -> str | None:
    """What an organisation that has ended went into, where that is one, and the actor sees it."""
    into = list(register.into.get(organization.pk, ()))
    if organization.dissolved_on is None or len(into) != 1 or into[0] not in register.organizations:
        return None
    return register.organizations[into[0]].code
