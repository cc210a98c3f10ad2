"""Signing the pledge: confirmed in the system by the leader, or on paper and recorded by the secretariat."""

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import Representation
from blocs.models.representation import Duty
from emulation.models import PledgeParty, PledgeSignature, PledgeVersion
from emulation.models.calendar import Calendar
from emulation.models.pledge import SignatureMethod
from emulation.models.window import Act
from emulation.queries.concerned import left_on, why_not_a_party
from emulation.queries.window import why_not_open
from emulation.rules.pledge import can_record_paper_signature, can_sign_party


def sign_pledge(party: PledgeParty, *, actor: Actor, text_sha256: str) -> PledgeSignature:
    """The leader agrees, for his unit, to exactly the text he saw (`text_sha256`).

    Raises NotAllowed (not the unit's leader, or the office has ended), Stale when the text is another, Conflict
    when the party has signed, Closed outside of the unit's time.
    """
    with transaction.atomic():
        version = locked(PledgeVersion, party.version_id)
        party = version.parties.get(pk=party.pk)
        if not can_sign_party(actor, party):
            raise NotAllowed(_("The pledge is signed by the leader of the organisation."))
        office = _office(actor, party)
        _require_unsigned(version, party, text_sha256)
        cycle = version.pledge.cycle
        if gone := left_on(cycle, party.organization_id):
            raise Closed(why_not_a_party(party.name, gone))
        standing = Calendar.of(cycle).standing(Act.PLEDGE, party.organization_id)
        if not standing.is_open:
            raise Closed(why_not_open(standing))
        signature = PledgeSignature.objects.create(
            party=party,
            method=SignatureMethod.SYSTEM,
            person=actor.person,
            position_title=office.position_title,
            signing_form=office.signing_form,
            text_sha256=version.sha256,
            signed_at=clock.now(),
            signed_by=actor.account,
            address=actor.address,
        )
        _record("pledge.sign", signature, version, actor)
        return signature


def record_paper_signature(
    party: PledgeParty,
    *,
    actor: Actor,
    text_sha256: str,
    signed_on: date,
    position_title: str,
    signing_form: str = "",
    scan: tuple[bytes, str] | None = None,
) -> PledgeSignature:
    """The secretariat records that a unit signed on paper on a day; `scan` is content and type of the file, if there is one.

    Raises NotAllowed, Stale, Conflict, BadInput for a day to come, Closed for a day outside of the unit's time.
    """
    with transaction.atomic():
        version = locked(PledgeVersion, party.version_id)
        cycle = version.pledge.cycle
        party = version.parties.get(pk=party.pk)
        if not can_record_paper_signature(actor, cycle):
            raise NotAllowed(_("Signatures on paper are recorded by the secretariat of the bloc."))
        if party.organization_id is None:
            raise Conflict(_("The witness signs on paper only; nothing is recorded here."))
        _require_unsigned(version, party, text_sha256)
        if signed_on > clock.today():
            raise BadInput(_("The day on the paper lies in the future."))
        gone = left_on(cycle, party.organization_id)
        if gone and signed_on > gone:
            raise Closed(why_not_a_party(party.name, gone))
        standing = Calendar.of(cycle).standing(Act.PLEDGE, party.organization_id, signed_on)
        if not standing.is_open:
            raise Closed(
                _("On {date} the pledge could not be signed. {why}").format(
                    date=date_format(signed_on, "d/m/Y"), why=why_not_open(standing)
                )
            )
        signature = PledgeSignature.objects.create(
            party=party,
            method=SignatureMethod.PAPER,
            position_title=position_title,
            signing_form=signing_form,
            text_sha256=version.sha256,
            signed_at=clock.now(),
            signed_by=actor.account,
            signed_on=signed_on,
            address=actor.address,
            document=store_bytes(scan[0], content_type=scan[1]) if scan else None,
        )
        _record(
            "pledge.record_paper",
            signature,
            version,
            actor.acting_for(party.organization_id),
            signed_on=signed_on,
        )
        return signature


def _office(actor: Actor, party: PledgeParty) -> Representation:
    """The office under which the actor signs, as it stands at this moment; NotAllowed when it has ended."""
    office = (
        Representation.objects.on(clock.today())
        .filter(person=actor.person, organization=party.organization_id, duty=Duty.LEADER)
        .order_by("pk")
        .first()
    )
    if office is None:
        raise NotAllowed(
            _(
                "The office in this organisation has ended. Its present leader signs; the operator enters changes of office."
            )
        )
    return office


def _require_unsigned(version: PledgeVersion, party: PledgeParty, text_sha256: str) -> None:
    if not version.is_final:
        raise Conflict(_("The text of the pledge is not final yet: it cannot be signed."))
    if version.replaced_at or version.sha256 != text_sha256:
        raise Stale(
            _("The text of the pledge has changed since it was read. Read the new text, then sign it.")
        )
    earlier = party.signatures.filter(voided_at__isnull=True).first()
    if earlier:
        moment = earlier.signed_at.astimezone(clock.LOCAL)
        raise Conflict(
            _("{name} has already signed this pledge, at {time} on {date}. Nothing was added.").format(
                name=party.name, time=f"{moment:%H:%M}", date=f"{moment:%d/%m/%Y}"
            )
        )


def _record(
    act: str, signature: PledgeSignature, version: PledgeVersion, actor: Actor, **values: object
) -> None:
    cycle = version.pledge.cycle
    party = signature.party
    record(
        act,
        signature,
        actor=actor,
        new={"party": party, "sha256": version.sha256, "position": signature.position_title, **values},
        label=f"{party.name} ({party.get_capacity_display()})",
        bloc_id=cycle.bloc_id,
        organization_id=party.organization_id,
        year=cycle.year_id,
    )
