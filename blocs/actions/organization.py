"""What is entered of one organisation: itself, its details, a new name, a name entered wrongly."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import Organization, OrganizationName, Representation
from blocs.queries import organization_checks as checks
from blocs.rules import can_keep_register


def enter_organization(
    *,
    actor: Actor,
    code: str,
    kind: str,
    name: str,
    short_name: str,
    valid_from: date,
    decision: str = "",
    founded_on: date | None = None,
    joint_leadership: bool = False,
) -> Organization:
    """Enters an organisation with its first name. Raises NotAllowed, Conflict (code taken, name before the founding)."""
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        return entered(
            actor=actor,
            code=code,
            kind=kind,
            name=name,
            short_name=short_name,
            valid_from=valid_from,
            decision=decision,
            founded_on=founded_on,
            joint_leadership=joint_leadership,
        )


def entered(
    *,
    actor: Actor,
    code: str,
    kind: str,
    name: str,
    short_name: str,
    valid_from: date,
    decision: str,
    founded_on: date | None,
    joint_leadership: bool = False,
) -> Organization:
    """The rows of a new organisation and their record; also for one that others go into.

    The turn for codes comes after every lock on organisations, here and where a code is corrected.
    """
    take_turn("organization.code")
    refuse(checks.code_troubles(code))
    if founded_on and valid_from < founded_on:
        raise Conflict(_("The first name does not begin before the founding."))
    organization = Organization.objects.create(
        code=code, kind=kind, founded_on=founded_on, joint_leadership=joint_leadership
    )
    named = OrganizationName.objects.create(
        organization=organization, name=name, short_name=short_name, valid_from=valid_from, decision=decision
    )
    details = ["code", "kind", "founded_on", "joint_leadership"]
    record(
        "organization.enter",
        organization,
        actor=actor,
        new={**in_words(organization, *details), **in_words(named, *NAME_FIELDS)},
        label=name,
        organization_id=organization.pk,
    )
    return organization


def edit_organization(
    organization: Organization,
    *,
    actor: Actor,
    code: str,
    kind: str,
    founded_on: date | None,
    joint_leadership: bool,
    version: int | None = None,
) -> Organization:
    """Corrects the details of an organisation; the notes of its open leaders go with `joint_leadership`.

    Raises NotAllowed, Stale, Conflict (code taken, founding after what is recorded, several leaders at once).
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        organization = locked(Organization, organization.pk, version=version)
        take_turn("organization.code")
        refuse(checks.code_troubles(code, organization.pk))
        refuse(checks.founding_troubles(organization, founded_on))
        refuse(checks.leader_troubles(organization, joint_leadership))
        values = {
            "code": code,
            "kind": kind,
            "founded_on": founded_on,
            "joint_leadership": joint_leadership,
        }
        changed = [field for field, value in values.items() if getattr(organization, field) != value]
        if not changed:
            return organization
        old = in_words(organization, *changed)
        for field in changed:
            setattr(organization, field, values[field])
        written(organization, *changed)
        if "joint_leadership" in changed:
            rows = Representation.objects.filter(organization=organization, until=None)
            rows.update(joint=joint_leadership)
        note("organization.edit", organization, actor, old=old, new=in_words(organization, *changed))
        return organization


def rename_organization(
    organization: Organization,
    *,
    actor: Actor,
    name: str,
    short_name: str,
    valid_from: date,
    decision: str,
    version: int | None = None,
) -> OrganizationName:
    """Gives an organisation another name from a day on; what is dated earlier keeps the old one.

    Raises NotAllowed, Stale, BadInput (no decision), Conflict (before the founding or the last name, the same name).
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        require_decision(decision)
        organization = locked(Organization, organization.pk, version=version)
        refuse(checks.name_troubles(organization, name, short_name, valid_from))
        last = organization.names.order_by("valid_from").last()
        row = OrganizationName.objects.create(
            organization=organization,
            name=name,
            short_name=short_name,
            valid_from=valid_from,
            decision=decision,
        )
        written(organization)
        note(
            "organization.rename",
            organization,
            actor,
            old=in_words(last, "name", "short_name") if last else {},
            new=in_words(row, *NAME_FIELDS),
            label=last.name if last else name,
        )
        return row


def correct_name(
    organization: Organization,
    *,
    actor: Actor,
    name: str,
    short_name: str,
    valid_from: date,
    decision: str,
    reason: str,
    version: int | None = None,
) -> OrganizationName:
    """Corrects the last name as it should have been entered; what was signed, locked or issued keeps what it has.

    Raises NotAllowed, Stale, BadInput (no reason), Conflict (before the founding or the name before, after the end).
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        if not reason:
            raise BadInput(_("Say what was entered wrongly."), field="reason")
        organization = locked(Organization, organization.pk, version=version)
        row = organization.names.order_by("valid_from").last()
        if row is None:
            raise Conflict(_("It has no name that could be corrected."))
        refuse(checks.correction_troubles(organization, valid_from))
        values = {"name": name, "short_name": short_name, "valid_from": valid_from, "decision": decision}
        changed = [field for field, value in values.items() if getattr(row, field) != value]
        if not changed:
            return row
        old, label = {field: getattr(row, field) for field in changed}, row.name
        for field in changed:
            setattr(row, field, values[field])
        row.save()
        written(organization)
        new = {field: values[field] for field in changed}
        note("organization.correct_name", organization, actor, old=old, new=new, label=label, remark=reason)
        return row


NAME_FIELDS = ("name", "short_name", "valid_from", "decision")


def refuse(troubles: Iterable[checks.Trouble]) -> None:
    """Raises Conflict with every sentence there is, for what a form has let through a moment before."""
    sentences = list(dict.fromkeys(trouble.sentence for trouble in troubles))
    if sentences:
        raise Conflict(" ".join(sentences))


def require_decision(decision: str) -> None:
    """Names and ends rest on a paper."""
    if not decision:
        raise BadInput(_("Name the decision: number, date and who issued it."))


def written(organization: Organization, *fields: str) -> None:
    """Saves the fields named, and the version."""
    organization.version += 1
    organization.save(update_fields=[*fields, "version"])


def in_words(row: Any, *fields: str) -> dict[str, Any]:
    """Values as the record keeps them: choices by their words, what is empty left out."""
    values: dict[str, Any] = {}
    for field in fields:
        shown = getattr(row, f"get_{field}_display", None)
        value = str(shown()) if shown else getattr(row, field)
        if value not in (None, ""):
            values[field] = value
    return values


def note(
    act: str,
    organization: Organization,
    actor: Actor,
    *,
    old: dict | None = None,
    new: dict | None = None,
    label: str = "",
    remark: str = "",
) -> None:
    """The record of one act on an organisation, under its newest name."""
    last = organization.names.order_by("valid_from").last()
    record(
        act,
        organization,
        actor=actor,
        old=old,
        new=new,
        label=label or (last.name if last else organization.code),
        remark=remark,
        organization_id=organization.pk,
    )
