"""The offices of a bloc's year: elected or appointed, handed over, given up, corrected, taken back."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked
from blocs.models import Bloc, Office
from blocs.models.office import OfficeRole
from blocs.queries.office import (
    ONE_DAY,
    against_correction,
    against_hand_over,
    against_holding,
    against_withdrawal,
    ended_by,
    head_before,
    name_in,
    title_of,
)
from blocs.rules import can_keep_register


def hand_over_head(
    bloc: Bloc, year: int, organization_id: int, *, actor: Actor, since: date, basis: str, seen: int
) -> Office:
    """A member becomes head of a year from a day on; who was it until then has held the office to the day before.

    `seen` is the bloc's version on the page. Raises NotAllowed, Stale, BadInput without a basis,
    Conflict with what stands against it.
    """
    with transaction.atomic():
        bloc = _begin(bloc, actor, basis, seen)
        others = list(Office.objects.filter(bloc=bloc, year=year).order_by("since", "pk"))
        office = _new(bloc, year, organization_id, OfficeRole.HEAD, since, basis)
        present = next((o for o in others if o.role == OfficeRole.HEAD and o.until is None), None)
        own_deputy = [
            o for o in others
            if o.role == OfficeRole.DEPUTY and o.until is None and o.organization_id == organization_id
        ]  # fmt: skip
        # A deputy that becomes head gives up the other office on the same day.
        against = against_holding(office, [o for o in others if o not in own_deputy])
        if against := against + against_hand_over(office, others):
            raise Conflict(" ".join(against))
        for old in [*([present] if present else []), *own_deputy]:
            _end(old, max(since - ONE_DAY, old.since), actor)
        return _begun("office.hand_over" if present else "office.add", office, actor, present)


def appoint_deputy(
    bloc: Bloc, year: int, organization_id: int, *, actor: Actor, since: date, basis: str, seen: int
) -> Office:
    """A member becomes deputy head of a year from a day on. Raises as `hand_over_head`."""
    with transaction.atomic():
        bloc = _begin(bloc, actor, basis, seen)
        others = list(Office.objects.filter(bloc=bloc, year=year).order_by("since", "pk"))
        office = _new(bloc, year, organization_id, OfficeRole.DEPUTY, since, basis)
        if against := against_holding(office, others):
            raise Conflict(" ".join(against))
        return _begun("office.add", office, actor, None)


def vacate_deputy(
    office: Office, *, actor: Actor, until: date, basis: str, seen: int | None = None
) -> Office:
    """A deputy has held the office to `until`.

    Raises NotAllowed, Stale, BadInput, Conflict for the head or an ended one.
    """
    with transaction.atomic():
        bloc = _begin(office.bloc, actor, basis, seen)
        office = locked(Office, office.pk)
        if office.role == OfficeRole.HEAD:
            raise Conflict(
                _("The office “{title}” is handed over to another member; it is never left empty.").format(
                    title=bloc.head_title
                )
            )
        if office.until is not None:
            raise Conflict(_("This office has ended on {date}.").format(date=f"{office.until:%d/%m/%Y}"))
        if not office.since <= until <= clock.today():
            raise BadInput(
                _("The last day lies between {first} and today.").format(first=f"{office.since:%d/%m/%Y}")
            )
        if against := ports.vetoes_of("office.change", office):
            raise Conflict(" ".join(against))
        _end(office, until, actor, remark=basis)
        _next_version(bloc)
        return office


def correct_office(
    office: Office, *, actor: Actor, since: date, basis: str, seen: int | None = None
) -> Office:
    """Day and basis as the minutes have them; what ended because it began ends on another day, too.

    Raises NotAllowed, Stale, BadInput, Conflict for a day that overlaps.
    """
    with transaction.atomic():
        bloc = _begin(office.bloc, actor, basis, seen)
        office = locked(Office, office.pk)
        others = _others(office)
        before, ended = head_before(office, others), ended_by(office, others)
        old = {"since": office.since, "basis": office.basis}
        office.bloc, office.since, office.basis = bloc, since, basis
        if against := against_correction(office, others, before):
            raise Conflict(" ".join(against))
        office.save(update_fields=["since", "basis"])
        _next_version(bloc)
        _record("office.change", office, actor, old=old, new={"since": since, "basis": basis})
        for one in ended if since != old["since"] else ():
            _move_end(one, max(since - ONE_DAY, one.since), actor)
        return office


def withdraw_office(office: Office, *, actor: Actor, reason: str, seen: int | None = None) -> None:
    """Takes back an office that was entered by mistake; what ended because of it goes on again.

    Its record stays. Raises NotAllowed, Stale, BadInput without a reason, Conflict with what rests on it.
    """
    with transaction.atomic():
        if not can_keep_register(actor):
            raise NotAllowed
        if not reason.strip():
            raise BadInput(_("Say why it is withdrawn."), field="reason")
        bloc = locked(Bloc, office.bloc_id, version=seen)
        office = locked(Office, office.pk)
        office.bloc = bloc
        others = _others(office)
        if against := against_withdrawal(office, others):
            raise Conflict(" ".join(against))
        resumed = ended_by(office, others)
        old = {"organization": name_in(office), "since": office.since, "until": office.until}
        old |= {"basis": office.basis}
        _record(
            "office.withdraw",
            office,
            actor,
            old={key: value for key, value in old.items() if value},
            new={"organization": name_in(resumed[0])} if resumed else {},
            remark=reason,
        )
        # First: one office of the head may be open.
        office.delete()
        for one in resumed:
            _move_end(one, None, actor, remark=reason)
        _next_version(bloc)


def _others(office: Office) -> list[Office]:
    """The other offices of its bloc and year."""
    rows = Office.objects.filter(bloc=office.bloc_id, year=office.year).exclude(pk=office.pk)
    return list(rows.select_related("bloc").order_by("since", "pk"))


def _begin(bloc: Bloc, actor: Actor, basis: str, seen: int | None) -> Bloc:
    if not can_keep_register(actor):
        raise NotAllowed
    if not basis.strip():
        raise BadInput(_("Enter the minutes of the election or the decision, with its date."))
    return locked(Bloc, bloc.pk, version=seen)


def _new(bloc: Bloc, year: int, organization_id: int, role: str, since: date, basis: str) -> Office:
    return Office(
        bloc=bloc, year=year, organization_id=organization_id, role=role, since=since, basis=basis.strip()
    )


def _begun(act: str, office: Office, actor: Actor, present: Office | None) -> Office:
    office.save()
    _next_version(office.bloc)
    old = {"organization": name_in(present)} if present else {}
    new = {"organization": name_in(office), "since": office.since, "basis": office.basis}
    _record(act, office, actor, old=old, new=new)
    return office


def _end(office: Office, until: date, actor: Actor, remark: str = "") -> None:
    office.until = until
    office.save(update_fields=["until"])
    _record("office.end", office, actor, old={"until": None}, new={"until": until}, remark=remark)


def _move_end(office: Office, until: date | None, actor: Actor, remark: str = "") -> None:
    old, office.until = office.until, until
    office.save(update_fields=["until"])
    _record("office.change", office, actor, old={"until": old}, new={"until": until}, remark=remark)


def _next_version(bloc: Bloc) -> None:
    bloc.version += 1
    bloc.save(update_fields=["version"])


def _record(act: str, office: Office, actor: Actor, **values) -> None:
    record(
        act,
        office,
        actor=actor,
        label=f"{name_in(office)}: {title_of(office.bloc, office.role)} {office.year}",
        bloc_id=office.bloc_id,
        organization_id=office.organization_id,
        year=office.year,
        **values,
    )
