"""The offices of a bloc's year: who holds them, what a change brings with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.models import AuditEvent, Bloc, Membership, Office, Representation
from blocs.models.office import OfficeRole
from blocs.models.representation import Duty
from blocs.queries.bloc import day_of_names
from blocs.queries.names import names_on

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Offices:
    """The offices of a year; each row with `name` and `title`. `members` are those that may be chosen."""

    bloc: Bloc
    year: int
    head: Office | None
    deputies: list[Office]
    ended: list[Office]
    members: list[tuple[int, str]]
    last_years_head: Office | None = None
    others: list[str] = field(default_factory=list)


def offices(bloc: Bloc, year: int) -> Offices:
    """The offices of a year in four queries, those that ended last."""
    rows = list(Office.objects.filter(bloc=bloc, year__in=(year, year - 1)).order_by("since", "pk"))
    members = list(Membership.objects.filter(bloc=bloc, year=year).order_by("order", "pk"))
    names = names_on(
        day_of_names(year), {row.organization_id for row in rows} | {m.organization_id for m in members}
    )
    for row in rows:
        row.name, row.title = str(names.get(row.organization_id, "")), title_of(bloc, row.role)
    now = [row for row in rows if row.year == year]
    heads = [row for row in now if row.role == OfficeRole.HEAD]
    before = [row for row in rows if row.year == year - 1 and row.role == OfficeRole.HEAD]
    head = next((row for row in heads if row.until is None), None)
    deputies = [row for row in now if row.role == OfficeRole.DEPUTY and row.until is None]
    return Offices(
        bloc,
        year,
        head,
        deputies,
        [row for row in now if row.until],
        [
            (m.organization_id, str(names[m.organization_id]))
            for m in members
            if m.competes and not _left(m, year)
        ],
        before[-1] if before and not heads else None,
        [str(names[m.organization_id]) for m in members if not m.competes and not _left(m, year)],
    )


def title_of(bloc: Bloc, role: str) -> str:
    """The bloc's own word for an office."""
    return bloc.head_title if role == OfficeRole.HEAD else bloc.deputy_title


def first_day(year: int) -> date:
    """The first day on which an office of a year may begin: elections are held from October before it."""
    return date(year - 1, 10, 1)


def against_holding(office: Office, others: list[Office]) -> list[str]:
    """Why an office may not be taken; `office` is unsaved, `others` are the recorded ones of its bloc and year."""
    bloc, year, told = office.bloc, office.year, []
    rows = Membership.objects.filter(bloc=bloc, year=year, organization=office.organization_id)
    membership = rows.select_related("organization").first()
    if membership is None:
        told.append(
            _("An office is held by a member of the bloc in {year}; this organisation is none.").format(
                year=year
            )
        )
    elif not membership.competes:
        told.append(_("An office is held by a member that competes; this one takes part without competing."))
    elif membership.left_on and _left(membership, year) and membership.left_on < office.since:
        told.append(
            _("This member left on {date}: it takes no office after that.").format(
                date=f"{membership.left_on:%d/%m/%Y}"
            )
        )
    elif membership.organization.has_ended(office.since):
        told.append(
            _("{name} ended with {date}: it takes no office after that.").format(
                name=name_in(office), date=f"{membership.organization.dissolved_on:%d/%m/%Y}"
            )
        )
    elif membership.joined_on and office.since < membership.joined_on:
        told.append(
            _("This member joined on {date}: it takes no office before that.").format(
                date=f"{membership.joined_on:%d/%m/%Y}"
            )
        )
    told += _against_the_day(office)
    own = next((o for o in others if o.organization_id == office.organization_id and o.until is None), None)
    if own:
        told.append(
            _("This member is “{title}” in {year} since {date}.").format(
                title=title_of(bloc, own.role), year=year, date=f"{own.since:%d/%m/%Y}"
            )
        )
    again = [o for o in others if (o.organization_id, o.role) == (office.organization_id, OfficeRole.DEPUTY)]
    last = max((o.until for o in again if o.until), default=None)
    if office.role == OfficeRole.DEPUTY and last and office.since <= last:
        told.append(
            _(
                "This member was “{title}” in {year} to {date}: it takes the office again after that day."
            ).format(title=title_of(bloc, office.role), year=year, date=f"{last:%d/%m/%Y}")
        )
    return told + ports.vetoes_of("office.change", office)


def _against_the_day(office: Office) -> list[str]:
    year, since = office.year, office.since
    if not first_day(year) <= since <= date(year + 1, 12, 31):
        return [
            _("An office of {year} begins between {first} and the closing of the year.").format(
                year=year, first=f"{first_day(year):%d/%m/%Y}"
            )
        ]
    return []


def against_hand_over(office: Office, others: list[Office]) -> list[str]:
    """Why the head may not pass to `office.organization`, beside `against_holding`."""
    heads = [o for o in others if o.role == OfficeRole.HEAD]
    present = next((o for o in heads if o.until is None), None)
    told = []
    if present and office.since > clock.today():
        told.append(_("A hand-over is recorded once its day has come: rights pass on with it at once."))
    last = max((o.until or o.since for o in heads), default=None)
    if last and office.since <= last:
        told.append(
            _("The present one has held the office since {date}: hand it over on a later day.").format(
                date=f"{present.since:%d/%m/%Y}"
            )
            if present
            else _("The last one held the office to {date}: the next begins after that day.").format(
                date=f"{last:%d/%m/%Y}"
            )
        )
    return told


def head_before(office: Office, others: Iterable[Office]) -> Office | None:
    """The head whose office ended because this one began, on the day before it."""
    heads = [o for o in others if o.role == OfficeRole.HEAD == office.role and o.since < office.since]
    before = max(heads, key=lambda o: (o.since, o.pk), default=None)
    return before if before and before.until == office.since - ONE_DAY else None


def against_correction(office: Office, others: list[Office], before: Office | None = None) -> list[str]:
    """Why the day of an office may not be what it is set to (not saved yet).

    `before` is the head it took over from (`head_before` the day it has): its last day moves along.
    """
    told = _against_the_day(office)
    if office.until and office.since > office.until:
        told.append(_("The last day lies before the first day."))
    if before and office.since <= before.since:
        told.append(
            _("{name} held the office from {date}: it was handed over on a later day.").format(
                name=name_in(before), date=f"{before.since:%d/%m/%Y}"
            )
        )
    if before and office.until is None and office.since > clock.today():
        told.append(_("A hand-over is recorded once its day has come: rights pass on with it at once."))
    for other in others:
        if before and other.pk == before.pk:
            continue
        meets = other.since <= (office.until or date.max) and office.since <= (other.until or date.max)
        if meets and office.role == other.role == OfficeRole.HEAD:
            told.append(_("On that day another member held the office."))
    return told + ports.vetoes_of("office.change", office)


def ended_by(office: Office, others: list[Office]) -> list[Office]:
    """The offices that ended because this one began: the head's before it, and the own one as deputy.

    One that was given up for itself has the minutes in its record.
    """
    before = head_before(office, others)
    deputies = [
        o
        for o in others
        if o.role == OfficeRole.DEPUTY != office.role
        and o.organization_id == office.organization_id
        and o.until == max(office.since - ONE_DAY, o.since)
    ]
    given_up = AuditEvent.objects.filter(
        object_type="blocs.office", object_id__in=[o.pk for o in deputies], act="office.end"
    )
    kept = set(given_up.exclude(remark="").values_list("object_id", flat=True)) if deputies else set()
    return [*([before] if before else []), *(o for o in deputies if o.pk not in kept)]


def against_withdrawal(office: Office, others: list[Office]) -> list[str]:
    """Why an office may not be taken back as entered by mistake: what rests on it already."""
    title, year = title_of(office.bloc, office.role), office.year
    # First: asked inside the act this holds the year, so that nobody acts as head meanwhile.
    told = ports.vetoes_of("office.withdraw", office)
    if office.role == OfficeRole.HEAD:
        later = [o for o in others if o.role == OfficeRole.HEAD and o.since > office.since]
        told += [
            _("{name} took the office over on {date}: withdraw that first.").format(
                name=name_in(o), date=f"{o.since:%d/%m/%Y}"
            )
            for o in later[-1:]
        ]
        if acts := _acted(office):
            told.append(
                _(
                    "Its leader has acted as “{title}” of {year} {n} times, last on {date}. That stays: hand the office over instead."
                ).format(
                    title=title, year=year, n=len(acts), date=f"{acts[-1].astimezone(clock.LOCAL):%d/%m/%Y}"
                )
            )
    ended = [o.organization_id for o in ended_by(office, others)]
    gone = Membership.objects.filter(
        bloc=office.bloc_id, year=year, organization__in=ended, left_on__lt=date(year, 12, 31)
    )
    for membership in gone:
        told.append(
            _("{name} held the office before and has left on {date}: hand the office over instead.").format(
                name=name_in(next(o for o in others if o.organization_id == membership.organization_id)),
                date=f"{membership.left_on:%d/%m/%Y}",
            )
        )
    return told


def recorded(office: Office) -> AuditEvent | None:
    """The record of how an office was entered; None for one that came with the first data."""
    rows = AuditEvent.objects.filter(object_type="blocs.office", object_id=office.pk)
    return rows.filter(act__in=("office.add", "office.hand_over")).order_by("pk").last()


def _acted(office: Office) -> list:
    """When leaders of its organisation acted in the year on what is not their own, since the office was entered."""
    leaders = Representation.objects.filter(organization=office.organization_id, duty=Duty.LEADER)
    entered = recorded(office)
    rows = AuditEvent.objects.filter(
        bloc=office.bloc_id, year=office.year, capacity=Duty.LEADER, person__in=leaders.values("person")
    ).exclude(organization=office.organization_id)
    return list(
        rows.filter(pk__gt=entered.pk if entered else 0).order_by("pk").values_list("time", flat=True)
    )


def of_withdrawal(office: Office, others: list[Office]) -> list[str]:
    """What taking an office back brings with it, as sentences."""
    title, year = title_of(office.bloc, office.role), office.year
    told = [
        _("{name} is no longer recorded as “{title}” of {year}, as if it had never been.").format(
            name=name_in(office), title=title, year=year
        )
    ]
    ended = ended_by(office, others)
    told += [
        _("{name} is “{title}” again, as before {date}.").format(
            name=name_in(one), title=title_of(office.bloc, one.role), date=f"{office.since:%d/%m/%Y}"
        )
        for one in ended
    ]
    if office.role == OfficeRole.HEAD and not any(one.role == OfficeRole.HEAD for one in ended):
        told.append(
            _("Nobody is “{title}” of {year} then, until the right member is recorded.").format(
                title=title, year=year
            )
        )
    told.append(_("What was entered stays in the history of changes, with the reason why it was withdrawn."))
    return told + ports.consequences_of("office.withdraw", office)


def name_in(office: Office) -> str:
    """The name of the organisation in the year of its office."""
    names = names_on(day_of_names(office.year), [office.organization_id])
    return str(names.get(office.organization_id, office.organization))


def of_hand_over(office: Office, name: str, present: Office | None, present_name: str) -> list[str]:
    """What taking over the head brings with it, as sentences."""
    title, year, since = office.bloc.head_title, office.year, office.since
    told = [
        _("{name} is “{title}” of {year} from {date}.").format(
            name=name, title=title, year=year, date=f"{since:%d/%m/%Y}"
        )
    ]
    if present:
        told.append(
            _(
                "{name} has held the office to {date}. At the next click its leader can no longer lock, reopen "
                "or nominate for {year}; the leader of the new one can."
            ).format(name=present_name, date=f"{since - ONE_DAY:%d/%m/%Y}", year=year)
        )
    else:
        told.append(
            _("Its leader prepares the year {year} from now on, until it is closed.").format(year=year)
        )
    told.append(_("The offices of other years stay as they are."))
    return told + ports.consequences_of("office.change", office)


def _left(membership: Membership, year: int) -> bool:
    return membership.left_on is not None and membership.left_on < date(year, 12, 31)
