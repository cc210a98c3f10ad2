"""The offices of a bloc's year: who holds them, what a change brings with it."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.models import Bloc, Membership, Office
from blocs.models.office import OfficeRole
from blocs.queries.bloc import day_of_names
from blocs.queries.names import names_on


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
    membership = Membership.objects.filter(bloc=bloc, year=year, organization=office.organization_id).first()
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
    told += _against_the_day(office)
    own = next((o for o in others if o.organization_id == office.organization_id and o.until is None), None)
    if own:
        told.append(
            _("This member is “{title}” in {year} since {date}.").format(
                title=title_of(bloc, own.role), year=year, date=f"{own.since:%d/%m/%Y}"
            )
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


def against_correction(office: Office, others: list[Office]) -> list[str]:
    """Why the day of an office may not be what it is set to (not saved yet)."""
    told = _against_the_day(office)
    if office.until and office.since > office.until:
        told.append(_("The last day lies before the first day."))
    for other in others:
        meets = other.since <= (office.until or date.max) and office.since <= (other.until or date.max)
        if meets and office.role == other.role == OfficeRole.HEAD:
            told.append(_("On that day another member held the office."))
    return told + ports.vetoes_of("office.change", office)


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
            ).format(name=present_name, date=f"{since - timedelta(days=1):%d/%m/%Y}", year=year)
        )
    else:
        told.append(
            _("Its leader prepares the year {year} from now on, until it is closed.").format(year=year)
        )
    told.append(_("The offices of other years stay as they are."))
    return told + ports.consequences_of("office.change", office)


def _left(membership: Membership, year: int) -> bool:
    return membership.left_on is not None and membership.left_on < date(year, 12, 31)
