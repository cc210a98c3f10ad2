"""Taking back what was entered of an organisation by mistake."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs.actions.membership import stay_in_bloc
from blocs.actions.organization import NAME_FIELDS, in_words, note, written
from blocs.actions.organization_end import held
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Organization
from blocs.queries.organization_checks import name_of
from blocs.queries.organization_withdrawal import Entry, Withdrawal, withdrawal
from blocs.rules import can_keep_register


def withdraw_entry(
    organization: Organization, entry: str, *, actor: Actor, reason: str, version: int | None = None
) -> None:
    """Withdraws the last name, the end or the last split of an organisation (`Entry`), with a reason.

    What the end had ended goes on again: memberships of its year, rights of its people. Raises
    NotAllowed, Stale, BadInput (no reason, nothing to withdraw), Conflict with what rests on it.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        if not reason:
            raise BadInput(_("Say why it is withdrawn."))
        if organization.dissolved_on is not None:
            held([organization.pk], organization.dissolved_on)
        organization = locked(Organization, organization.pk, version=version)
        found = withdrawal(organization, entry)
        if found is None:
            raise Conflict(_("There is nothing of this kind to withdraw any more."))
        if found.against:
            raise Conflict(" ".join(found.against))
        if found.name is not None:
            _withdraw_name(organization, found, actor, reason)
        else:
            _withdraw_end(organization, found, actor, reason)


def _withdraw_name(organization: Organization, found: Withdrawal, actor: Actor, reason: str) -> None:
    assert found.name is not None
    old, label = in_words(found.name, *NAME_FIELDS), found.name.name
    found.name.delete()
    written(organization)
    last = organization.names.order_by("valid_from").last()
    new = in_words(last, "name", "short_name") if last else {}
    note("organization.withdraw", organization, actor, old=old, new=new, label=label, remark=reason)


def _withdraw_end(organization: Organization, found: Withdrawal, actor: Actor, reason: str) -> None:
    old: dict[str, Any] = {
        "successor": "; ".join(name_of(row.successor, row.effective_on) for row in found.successions)
    }
    for row in found.successions:
        old |= {"effective_on": row.effective_on, "decision": row.decision}
        row.delete()
    if found.entry == Entry.END:
        old |= {
            "dissolved_on": organization.dissolved_on,
            "dissolution_decision": organization.dissolution_decision,
        }
        organization.dissolved_on, organization.dissolution_decision = None, ""
    written(organization, "dissolved_on", "dissolution_decision")
    for membership in found.memberships:
        stay_in_bloc(membership, actor=actor)
    _resume(organization, found, actor, reason)
    old = {key: value for key, value in old.items() if value}
    note("organization.withdraw", organization, actor, old=old, remark=reason)


def _resume(organization: Organization, found: Withdrawal, actor: Actor, reason: str) -> None:
    """The rights that ended with the organisation, as they were before."""
    name = name_of(organization, found.duties[0][0].since) if found.duties else ""
    for row, until in found.duties:
        old, row.until = row.until, until
        row.joint = organization.joint_leadership
        row.save(update_fields=["until", "joint"])
        record(
            "representation.resume",
            row,
            actor=actor,
            old={"until": old},
            new={"until": until},
            label=f"{row.person}, {row.position_title} ({name})",
            remark=reason,
            organization_id=organization.pk,
        )
