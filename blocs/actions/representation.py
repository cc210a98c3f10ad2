"""Duties in an organisation: given, corrected, ended, and passed from one leader to the next in one step."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.actions.access import withdraw_links_of_others
from blocs.actions.period import refuse_to_prolong
from blocs.actor import Actor
from blocs.audit import record
from blocs.clock import deadline_end
from blocs.errors import BadInput, Conflict, NotAllowed, Stale
from blocs.locking import locked
from blocs.models import AuditEvent, Membership, Organization, Person, Representation
from blocs.models.representation import Duty
from blocs.queries import names_on
from blocs.queries.people import others_at_once
from blocs.queries.person import duty_as_seen
from blocs.rules import can_end_duty, can_give_duty, can_keep_register

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewDuty:
    """What is told of a duty that begins: the position as papers print it, the days, both included."""

    duty: str
    position_title: str
    since: date
    signing_form: str = ""
    until: date | None = None


def give_duty(person: Person, organization: Organization, new: NewDuty, *, actor: Actor) -> Representation:
    """Makes a person leader or clerk of an organisation from a day on.

    Raises NotAllowed; BadInput for days that do not fit; Conflict where the person has the duty already,
    or the organisation another leader and may not have two.
    """
    with transaction.atomic():
        organization = locked(Organization, organization.pk)
        if not can_give_duty(actor, organization.pk, new.duty):
            raise NotAllowed(
                _("A leader who is there already is replaced by the city officer or the operator.")
            )
        return _give(person, organization, new, actor)


def replace_leader(
    organization: Organization, person: Person, new: NewDuty, *, seen: Iterable[int], actor: Actor
) -> Representation:
    """Ends the duty of the leaders `seen` on the day before, and makes `person` leader, in one step.

    The organisation's work stays with the organisation: nothing is passed on. Raises NotAllowed; Stale where
    the leaders are others than those `seen` (keys of representations); BadInput where a leader began later;
    Conflict where the person leads the organisation already.
    """
    if not can_keep_register(actor):
        raise NotAllowed
    seen = set(seen)
    with transaction.atomic():
        organization = locked(Organization, organization.pk)
        leaders = list(_leaders_from_today(organization))
        leaving = [row for row in leaders if row.pk in seen]
        if len(leaving) != len(seen) or (not organization.joint_leadership and len(leaders) != len(seen)):
            raise Stale
        for row in leaving:
            if row.person_id == person.pk:
                raise Conflict(_("{person} leads this organisation already.").format(person=person))
            if actor.person is not None and row.person_id == actor.person.pk:
                raise NotAllowed(_("Nobody ends a right of his own. Ask another officer."))
            if row.since >= new.since:
                raise BadInput(
                    _(
                        "{person} leads the organisation since {date}: the new leader begins after that day."
                    ).format(person=row.person, date=f"{row.since:%d/%m/%Y}")
                )
            day_before = new.since - ONE_DAY
            _end(row, min(row.until or day_before, day_before), actor, act="representation.replace")
        return _give(person, organization, new, actor)


def end_duty(
    representation: Representation,
    *,
    actor: Actor,
    until: date | None = None,
    nobody_follows: bool = False,
    reason: str = "",
) -> None:
    """Ends a duty after the day `until`; without a day, at once: the next request is refused.

    A duty that has not begun before today and is ended at once is taken back; its record stays. Raises
    NotAllowed; Conflict for a duty that has ended; BadInput for an end before the beginning or after the one it
    has, and for the last leader of an organisation that competes, unless `nobody_follows` is said with a `reason`.
    """
    last = until or clock.today() - ONE_DAY
    with transaction.atomic():
        organization = locked(Organization, representation.organization_id)
        row = locked(Representation, representation.pk)
        if not can_end_duty(actor, row):
            raise NotAllowed
        if row.until is not None and row.until < clock.today():
            raise Conflict(_("This right has ended already."))
        if is_last_leader(row, last) and not (nobody_follows and reason):
            raise BadInput(
                _(
                    "{organization} competes this year or later and would have no leader: replace the leader, "
                    "or say that nobody follows, and why."
                ).format(organization=_name(organization))
            )
        if until is None and row.since > last:
            _take_back(row, actor, reason)
        else:
            _end(row, last, actor, reason=reason)


def correct_duty(
    representation: Representation,
    *,
    actor: Actor,
    position_title: str,
    signing_form: str,
    since: date,
    reason: str,
    seen: str = "",
) -> Representation:
    """Position, signing form and first day as they should have been entered; what was signed keeps its words.

    `seen` is `duty_as_seen` of the page. Raises NotAllowed, Stale; BadInput for a first day after the last one, after
    an act of the person, or outside of the organisation's life; Conflict where two would hold the duty at once.
    """
    with transaction.atomic():
        organization = locked(Organization, representation.organization_id)
        row = locked(Representation, representation.pk)
        if not can_end_duty(actor, row):
            raise NotAllowed
        if seen and seen != duty_as_seen(row):
            raise Stale
        values = {"position_title": position_title, "signing_form": signing_form, "since": since}
        changed = [field for field, value in values.items() if getattr(row, field) != value]
        if not changed:
            return row
        if since != row.since:
            _check_first_day(row, organization, since)
        old = {field: getattr(row, field) for field in changed}
        for field in changed:
            setattr(row, field, values[field])
        row.save(update_fields=changed)
        new = {field: values[field] for field in changed}
        _record("representation.change", row, actor, old=old, new=new, remark=reason)
        return row


def _check_first_day(row: Representation, organization: Organization, since: date) -> None:
    """Refuses a first day on which the duty cannot have begun."""
    if row.until is not None and since > row.until:
        raise BadInput(_("The last day lies before the first day."), field="since")
    if row.since <= clock.today() < since:
        raise BadInput(_("The duty is in force: it did not begin on a day to come."), field="since")
    _in_its_life(organization, since)
    acts = AuditEvent.objects.filter(person=row.person_id, capacity=row.duty, organization=organization)
    acts = acts.filter(time__gt=deadline_end(row.since - ONE_DAY), time__lte=deadline_end(since - ONE_DAY))
    first = acts.order_by("time", "pk").first()
    if first is not None:
        raise BadInput(
            _("{person} acted for the organisation on {date}: the duty began by then.").format(
                person=row.person, date=f"{first.time.astimezone(clock.LOCAL):%d/%m/%Y}"
            ),
            field="since",
        )
    _alone(row.person, organization, row.duty, since, row.until, without=row.pk)


def is_last_leader(row: Representation, last: date) -> bool:
    """Whether after a day nobody would lead an organisation that competes this year or later."""
    if row.duty != Duty.LEADER:
        return False
    others = Representation.objects.filter(organization=row.organization_id, duty=Duty.LEADER)
    # An end in the past asks who leads today: who led in between follows nobody.
    follow = others.exclude(pk=row.pk).filter(
        Q(until__isnull=True) | Q(until__gte=_soon(last)), since__lte=_soon(last)
    )
    competes = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=clock.today()),
        organization=row.organization_id,
        year__gte=clock.today().year,
        competes=True,
    )
    return not follow.exists() and competes.exists()


def _soon(last: date) -> date:
    """The day after the last, or today where that is over: from then on somebody else must lead."""
    return max(last + ONE_DAY, clock.today())


def _give(person: Person, organization: Organization, new: NewDuty, actor: Actor) -> Representation:
    if new.until is not None and new.until < new.since:
        raise BadInput(_("The last day lies before the first day."), field="until")
    if actor.person is not None and actor.person.pk == person.pk:
        raise NotAllowed(_("Nobody gives himself a right. Ask another officer."))
    _in_its_life(organization, new.since)
    if organization.dissolved_on and (new.until or new.since) > organization.dissolved_on:
        raise BadInput(
            _("{organization} ended with {date}: nobody represents it after that day.").format(
                organization=_name(organization), date=f"{organization.dissolved_on:%d/%m/%Y}"
            ),
            field="since" if new.since > organization.dissolved_on else "until",
        )
    if organization.dissolved_on and new.until is None:
        # Its end is recorded already: what begins before that ends with it.
        new = replace(new, until=organization.dissolved_on)
    _alone(person, organization, new.duty, new.since, new.until)
    withdraw_links_of_others(person, actor=actor)
    row = Representation.objects.create(
        person=person,
        organization=organization,
        duty=new.duty,
        position_title=new.position_title,
        signing_form=new.signing_form,
        since=new.since,
        until=new.until,
    )
    told: dict[str, Any] = {
        "person": str(person),
        "organization": _name(organization),
        "duty": str(Duty(new.duty).label),
    }
    told |= {"position_title": new.position_title, "since": new.since}
    told |= {"signing_form": new.signing_form} if new.signing_form else {}
    told |= {"until": new.until} if new.until else {}
    _record("representation.add", row, actor, new=told)
    return row


def _in_its_life(organization: Organization, since: date) -> None:
    if organization.founded_on and since < organization.founded_on:
        raise BadInput(
            _("{organization} was founded on {date}: nobody represents it before that day.").format(
                organization=_name(organization), date=f"{organization.founded_on:%d/%m/%Y}"
            ),
            field="since",
        )


def _alone(
    person: Person,
    organization: Organization,
    duty: str,
    since: date,
    until: date | None,
    *,
    without: int | None = None,
) -> None:
    """Refuses the same duty twice at a time, and two leaders of an organisation that may not have them."""
    duties = Representation.objects.filter(organization=organization, duty=duty).exclude(pk=without or 0)
    rows = others_at_once(duties, since, until)
    if rows.filter(person=person).exists():
        raise Conflict(_("{person} has this duty at that time already.").format(person=person))
    other = rows.select_related("person").order_by("since").first()
    if duty == Duty.LEADER and other and not organization.joint_leadership:
        raise Conflict(
            _("{organization} has a leader at that time already, {person}: replace the leader.").format(
                organization=_name(organization), person=other.person
            )
        )


def _end(
    row: Representation, last: date, actor: Actor, *, act: str = "representation.end", reason: str = ""
) -> None:
    if last < row.since:
        raise BadInput(
            _("The right began on {date}; it cannot end before that day.").format(
                date=f"{row.since:%d/%m/%Y}"
            ),
            field="until",
        )
    refuse_to_prolong(row.until, last)
    old, row.until = row.until, last
    if against := ports.vetoes_of("duty.end", row):
        raise Conflict(" ".join(against))
    row.save(update_fields=["until"])
    _record(act, row, actor, old={"until": old}, new={"until": last}, remark=reason)


def _take_back(row: Representation, actor: Actor, reason: str) -> None:
    if against := ports.vetoes_of("duty.withdraw", row):
        raise Conflict(" ".join(against))
    old = {"person": str(row.person), "duty": row.get_duty_display(), "since": row.since}
    _record("representation.withdraw", row, actor, old=old, remark=reason)
    row.delete()


def _leaders_from_today(organization: Organization) -> QuerySet[Representation]:
    """Who leads today or later."""
    rows = Representation.objects.filter(organization=organization, duty=Duty.LEADER)
    lasting = rows.filter(Q(until__isnull=True) | Q(until__gte=clock.today()))
    return lasting.select_related("person").order_by("since", "pk")


def _record(act: str, row: Representation, actor: Actor, **values) -> None:
    name = _name(row.organization)
    label = f"{row.person}, {row.position_title} ({name})"
    record(act, row, actor=actor, label=label, organization_id=row.organization_id, **values)


def _name(organization: Organization) -> str:
    name = names_on(clock.today(), [organization.pk]).get(organization.pk)
    return str(name or organization.code)
