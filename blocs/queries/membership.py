"""Joining and leaving a bloc within the year: what stands against it, and what it brings with it."""

from datetime import date

from django.utils.translation import gettext as _

from blocs import ports
from blocs.models import Membership, Office
from blocs.models.office import OfficeRole
from blocs.queries.bloc import day_of_names
from blocs.queries.composition import (
    Elsewhere,
    competing_elsewhere,
    dissolved_sentence,
    elsewhere_sentence,
    ended_sentence,
    offices_of,
)
from blocs.queries.names import names_on


def name_of(membership: Membership) -> str:
    """The name of the organisation in the year."""
    names = names_on(day_of_names(membership.year), [membership.organization_id])
    return str(names.get(membership.organization_id, membership.organization))


def against_joining(membership: Membership) -> list[str]:
    """Why an organisation may not join; `membership` is unsaved."""
    year, organization, bloc = membership.year, membership.organization, membership.bloc
    name, told = name_of(membership), []
    if bloc.ended_on and (bloc.ended_on.year < year or _before(bloc.ended_on, membership.joined_on)):
        told.append(ended_sentence(bloc, year))
    gone = organization.dissolved_on
    if gone and (gone.year < year or _before(gone, membership.joined_on)):
        told.append(dissolved_sentence(name, organization, year))
    if Membership.objects.filter(bloc=bloc, organization=organization, year=year).exists():
        told.append(_("{name} is a member of the bloc in {year} already.").format(name=name, year=year))
    elif membership.competes:
        other = competing_elsewhere(bloc, year, [organization.pk]).values()
        told += [
            elsewhere_sentence(name, found, year)
            for found in other
            if not found.over_on(membership.joined_on)
        ]
    return told + ports.vetoes_of("membership.join", membership)


def left_to_compete_here(membership: Membership) -> Elsewhere | None:
    """Where an organisation that joins to compete has competed this year before it left."""
    if not membership.competes:
        return None
    found = competing_elsewhere(membership.bloc, membership.year, [membership.organization_id])
    other = found.get(membership.organization_id)
    return other if other and other.over_on(membership.joined_on) else None


def against_leaving(membership: Membership) -> list[str]:
    """Why a member may not leave on `membership.left_on` (set, not saved)."""
    told, last = [], membership.left_on
    assert last is not None
    if membership.joined_on and last < membership.joined_on:
        told.append(
            _("It joined on {date}: it cannot have left before.").format(
                date=f"{membership.joined_on:%d/%m/%Y}"
            )
        )
    if last < date(membership.year, 12, 31):
        heads = [office for office in _open_offices(membership) if office.role == OfficeRole.HEAD]
        told += [
            _("{name} is “{title}” in {year}: hand the office over first, then record the leaving.").format(
                name=name_of(membership), title=membership.bloc.head_title, year=membership.year
            )
            for _office in heads
        ]
        if _prepares(membership):
            told.append(
                _(
                    "{name}, “{title}” in {before}, prepares {year} until another one is recorded: record who holds "
                    "the office in {year} first, then the leaving."
                ).format(
                    name=name_of(membership),
                    title=membership.bloc.head_title,
                    before=membership.year - 1,
                    year=membership.year,
                )
            )
    return told + ports.vetoes_of("membership.leave", membership)


def against_staying(membership: Membership) -> list[str]:
    """Why a recorded leaving may not be taken back."""
    gone, told = membership.organization.dissolved_on, []
    if gone and gone.year <= membership.year:
        told.append(dissolved_sentence(name_of(membership), membership.organization, membership.year))
    return told + ports.vetoes_of("membership.stay", membership)


def of_staying(membership: Membership) -> list[str]:
    """What taking back a recorded leaving brings with it, as sentences; `left_on` is still set."""
    last, year, bloc = membership.left_on, membership.year, membership.bloc
    assert last is not None
    told = [
        _(
            "It was recorded that {name} left on {date}. After this it belongs to the end of {year} again."
        ).format(name=name_of(membership), date=f"{last:%d/%m/%Y}", year=year)
    ]
    if not membership.competes:
        told.append(_("It takes part without competing."))
    held = offices_of(bloc, year, [membership.organization_id])
    told += [
        _(
            "Its office “{title}” ended with the leaving and stays ended: record it again if it holds it."
        ).format(title=bloc.deputy_title)
        for office in held
        if office.role == OfficeRole.DEPUTY and office.until == last
    ]
    return told


def of_joining(membership: Membership) -> list[str]:
    """What joining brings with it, as sentences."""
    told = [
        _("It stands as no. {n} in the order.").format(n=membership.order),
        _("It competes with the other members.")
        if membership.competes
        else _("It takes part without competing: no score sheet is asked of it and it gets no place."),
    ]
    if other := left_to_compete_here(membership):
        told.append(
            _(
                "It competed in {bloc} to {date}. There it stays in the history, from now on without the tick "
                "“competes”: in {year} it competes here."
            ).format(bloc=other.bloc, date=f"{other.left_on:%d/%m/%Y}", year=membership.year)
        )
    return told + ports.consequences_of("membership.join", membership)


def of_leaving(membership: Membership) -> list[str]:
    """What leaving on `membership.left_on` brings with it, as sentences."""
    last, year, bloc = membership.left_on, membership.year, membership.bloc
    assert last is not None
    if last >= date(year, 12, 31):
        told = [
            _("It stays a member for the whole year {year} and is not copied into the next.").format(
                year=year
            )
        ]
    else:
        told = [
            _("It is not a member to the end of {year}: it gets no place; the year-end report tells that it has left.")
            .format(year=year),
            _("It stays in the history of the bloc, with the day on which it left."),
        ]  # fmt: skip
        told += [
            _("Its office “{title}” ends on the same day.").format(title=bloc.deputy_title)
            for office in _open_offices(membership)
            if office.role == OfficeRole.DEPUTY
        ]
    later = Membership.objects.filter(bloc=bloc, organization=membership.organization_id, year__gt=year)
    years = list(later.order_by("year").values_list("year", flat=True))
    if years:
        told.append(
            _("It stands in the list of {years} too: take it out there if it does not come back.").format(
                years=", ".join(map(str, years))
            )
        )
    return told + ports.consequences_of("membership.leave", membership)


def _prepares(membership: Membership) -> bool:
    """Whether it stands in as last year's head, because the year has no head of its own."""
    year = membership.year
    rows = Office.objects.filter(bloc=membership.bloc_id, role=OfficeRole.HEAD, year__in=(year - 1, year))
    last = rows.order_by("year", "since", "pk").last()
    return bool(last and last.year == year - 1 and last.organization_id == membership.organization_id)


def _open_offices(membership: Membership) -> list:
    held = offices_of(membership.bloc, membership.year, [membership.organization_id])
    return [office for office in held if office.until is None]


def _before(end: date, begin: date | None) -> bool:
    return begin is not None and end < begin
