"""Roles in a secretariat and in the city: given and ended by others, never by oneself, never the last operator's."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actions.access import withdraw_links_of_others
from blocs.actions.period import refuse_to_prolong
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.locking import locked, take_turn
from blocs.models import Appointment, Bloc, Person, Role, User
from blocs.models.user import OPENED
from blocs.queries import bloc_names_on
from blocs.queries.people import others_at_once
from blocs.rules import can_appoint

# Who changes what operators there are does so one at a time: two could remove each other.
OPERATORS = "operators"


def give_role(
    person: Person,
    role: str,
    *,
    since: date,
    bloc: Bloc | None = None,
    until: date | None = None,
    actor: Actor,
) -> Appointment:
    """Appoints a person to a secretariat (with its bloc) or to a role of the city, from a day on.

    Raises NotAllowed; BadInput for a bloc that does not fit the role and an end before the beginning;
    Conflict where the person has the role at that time already.
    """
    if not can_appoint(actor, person, role):
        raise NotAllowed(_refusal(actor, person))
    if (role == Role.SECRETARIAT) != (bloc is not None):
        raise BadInput(_("The secretariat belongs to one bloc, every other role to the city."))
    if until is not None and until < since:
        raise BadInput(_("The last day lies before the first day."), field="until")
    with transaction.atomic():
        person = locked(Person, person.pk)
        rows = Appointment.objects.filter(person=person, role=role, bloc=bloc)
        if others_at_once(rows, since, until).exists():
            raise Conflict(_("{person} has this role at that time already.").format(person=person))
        withdraw_links_of_others(person, actor=actor)
        row = Appointment.objects.create(person=person, role=role, bloc=bloc, since=since, until=until)
        told: dict[str, Any] = {
            "person": str(person),
            "role": str(Role(role).label),
            "bloc": _bloc_name(bloc),
        }
        told |= {"since": since, "until": until}
        _record("appointment.add", row, actor, new={key: value for key, value in told.items() if value})
    return row


def end_role(appointment: Appointment, *, actor: Actor, until: date | None = None, reason: str = "") -> None:
    """Ends a role after the day `until`; without a day, at once: the next request is refused.

    A role that has not begun before today and is ended at once is taken back; its record stays. Raises
    NotAllowed; Conflict for a role that has ended and for the last operator; BadInput for an end before
    the beginning or after the one there is.
    """
    last = until or clock.today() - timedelta(days=1)
    with transaction.atomic():
        take_turn(OPERATORS)
        row = locked(Appointment, appointment.pk)
        if not can_appoint(actor, row.person, row.role):
            raise NotAllowed(_refusal(actor, row.person))
        if row.until is not None and row.until < clock.today():
            raise Conflict(_("This right has ended already."))
        if row.role == Role.OPERATOR:
            keep_an_operator(row.person, last)
        if until is None and row.since > last:
            old = {"person": str(row.person), "role": row.get_role_display(), "since": row.since}
            _record("appointment.withdraw", row, actor, old=old, remark=reason)
            row.delete()
            return
        if last < row.since:
            raise BadInput(
                _("The right began on {date}; it cannot end before that day.").format(
                    date=f"{row.since:%d/%m/%Y}"
                ),
                field="until",
            )
        refuse_to_prolong(row.until, last)
        old_until, row.until = row.until, last
        row.save(update_fields=["until"])
        _record("appointment.end", row, actor, old={"until": old_until}, new={"until": last}, remark=reason)


def keep_an_operator(leaving: Person, last: date | None = None) -> None:
    """Raises Conflict where, after a day, nobody but `leaving` could enter as operator. Take the turn first."""
    today = clock.today()
    day = max(last + timedelta(days=1), today) if last else today
    entering = User.objects.filter(OPENED, is_active=True).exclude(person=leaving)
    others = Appointment.objects.on(day).filter(role=Role.OPERATOR, person__in=entering.values("person"))
    if not others.exists():
        raise Conflict(
            _(
                "{person} is the last operator who can sign in. Appoint another operator and let that one open the account first."
            ).format(person=leaving)
        )


def _refusal(actor: Actor, person: Person) -> str:
    if actor.person is not None and actor.person.pk == person.pk:
        return _("Nobody gives himself a right or ends his own. Ask another officer.")
    return _("Operators are appointed and removed by an operator, other roles by the city officer as well.")


def _record(act: str, row: Appointment, actor: Actor, **values) -> None:
    scope = _bloc_name(row.bloc)
    label = f"{row.person}: {row.get_role_display()}" + (f", {scope}" if scope else "")
    record(act, row, actor=actor, label=label, bloc_id=row.bloc_id, **values)


def _bloc_name(bloc: Bloc | None) -> str:
    if bloc is None:
        return ""
    name = bloc_names_on(clock.today(), [bloc.pk]).get(bloc.pk)
    return name.short if name else bloc.code
