"""What acts on the register mean for the year, and why some may not be (see `blocs.ports`)."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from blocs.models import Bloc, Membership, Organization
from blocs.queries import bloc_names_on, names_on
from blocs.queries.composition import CompositionChange
from emulation.models import Cycle
from emulation.models.calendar import Calendar, WindowState
from emulation.models.scoresheet import SENT_STATES
from emulation.models.window import Act
from emulation.queries import office_consequences as offices
from emulation.queries.concerned import Year, held_cycle
from emulation.queries.window import on_screen


def consequences(act: str, obj: Any) -> list[str]:
    """Sentences for the page that asks for confirmation."""
    return TELLS[act](obj) if act in TELLS else []


def vetoes(act: str, obj: Any) -> list[str]:
    """Why an act may not be."""
    return FORBIDS[act](obj) if act in FORBIDS else []


def _of_join(membership: Membership) -> list[str]:
    year = Year.of(membership.bloc_id, membership.year, [membership.organization_id])
    if year is None:
        return []
    told = []
    if year.pledge_final and membership.organization_id not in year.parties:
        told.append(
            _(
                "The pledge of {year} is final without it. To let it sign, the head of the bloc or the secretariat "
                "replaces the text, and all members sign again; without that it takes part unsigned."
            ).format(year=membership.year)
        )
    elif not year.pledge_final:
        told.append(_("It will be a party of the pledge of {year}.").format(year=membership.year))
    if membership.competes:
        told.append(
            _(
                "It scores itself, is checked and gets a place like the others; the windows of the year hold for it."
            )
        )
        scoring = Calendar.of(year.cycle).standing(Act.SELF_SCORING, membership.organization_id)
        if scoring.state == WindowState.CLOSED:
            told.append(
                _("Self-scoring ended on {date}: to send a score sheet it needs more time.").format(
                    date=on_screen(scoring.until)
                )
            )
    return told


def _of_leave(membership: Membership) -> list[str]:
    pk, number = membership.organization_id, membership.year
    year = Year.of(membership.bloc_id, number, [pk])
    if year is None or not _before_the_end(membership):
        return []
    told = _of_pledge(year, pk)
    sheet = year.sheets.get(pk)
    if sheet is None:
        told.append(
            _("No score sheet of {year} has been begun; none is asked of it any more.").format(year=number)
        )
    elif sheet.state in SENT_STATES:
        told.append(
            _("Its score sheet of {year} was sent. It stays in the history; the places are reckoned without it.")
            .format(year=number)
        )  # fmt: skip
    else:
        told.append(
            _(
                "Its score sheet of {year} was begun. It stays in the history and can no longer be sent."
            ).format(year=number)
        )
    if pk in year.more_time:
        told.append(_("The extension given to it no longer has any effect."))
    return told


def _of_pledge(year: Year, pk: int, name: str = "") -> list[str]:
    """What a pledge means that names somebody who goes."""
    if pk not in year.parties:
        return []
    number = year.cycle.year_id
    if year.parties[pk]:
        return [
            _(
                "It has signed the pledge of {year}. The signed text stays as it is, with its signature; if the pledge "
                "is to go on without it, the text is replaced and all members sign again."
            ).format(year=number)
        ]
    return [
        _(
            "It is a party of the pledge of {year} and has not signed: the pledge is fully signed only once the text "
            "is replaced by one without it."
        ).format(year=number)
    ]


def _of_composition(change: CompositionChange) -> list[str]:
    rows = [*change.joins, *change.removals, *change.turned]
    year = Year.of(change.bloc.pk, change.year, [row.organization_id for row in rows])
    if year is None:
        return []
    names = {line.organization_id: line.name for _n, line in change.added}
    told = []
    new = [names[row.organization_id] for row in change.joins if row.organization_id not in year.parties]
    if year.pledge_final and new:
        told.append(
            _(
                "The pledge of {year} is final without {names}. To let them sign, its text is replaced, and all "
                "members sign again."
            ).format(year=change.year, names="; ".join(new))
        )
    unsigned = [line.name for line in change.removed if line.organization_id in year.parties]
    if unsigned:
        told.append(
            _(
                "The pledge of {year} names {names}: its text must be replaced before it can be fully signed."
            ).format(year=change.year, names="; ".join(unsigned))
        )
    begun = [line.name for line in change.not_competing if line.organization_id in year.sheets]
    if begun:
        told.append(
            _(
                "The score sheets of {names} stay in the history; the places are reckoned without them."
            ).format(names="; ".join(begun))
        )
    return told


def _against_composition(change: CompositionChange) -> list[str]:
    touched = [*change.joins, *change.removals, *change.turned]
    year = Year.of(change.bloc.pk, change.year, [row.organization_id for row in touched])
    if year is None:
        return []
    if year.cycle.is_locked:
        told = []
        late = [line.name for _n, line in change.added if line.competes] + [
            line.name for line in (*change.competing, *change.not_competing)
        ]
        if late:
            told.append(
                _("The scores of {year} are final: who competes does not change any more ({names}).").format(
                    year=change.year, names="; ".join(late)
                )
            )
        told += [_locked(line.name, change.year) for line in change.removed]
        return told
    return [
        sentence
        for line in change.removed
        for sentence in _against_removal(year, line.organization_id, line.name)
    ]


def _against_removal(year: Year, pk: int, name: str) -> list[str]:
    number, sheet = year.cycle.year_id, year.sheets.get(pk)
    told = []
    if sheet is not None:
        told.append(
            (
                _("{name} has sent its score sheet of {year}: it cannot be taken out of the list.")
                if sheet.submitted_at
                else _("{name} has begun its score sheet of {year}: it cannot be taken out of the list.")
            ).format(name=name, year=number)
            + " "
            + _("Record the day on which it leaves instead.")
        )
    if year.parties.get(pk):
        told.append(
            _("{name} has signed the pledge of {year}: it cannot be taken out of the list.").format(
                name=name, year=number
            )
            + " "
            + _("Record the day on which it leaves instead.")
        )
    return told


def _locked(name: str, year: int) -> str:
    return _(
        "The scores of {year} are final: {name} cannot be taken out of the list. It may leave with the end of "
        "the year."
    ).format(year=year, name=name)


def _against_remove(membership: Membership) -> list[str]:
    pk = membership.organization_id
    year = Year.of(membership.bloc_id, membership.year, [pk])
    if year is None:
        return []
    name = str(names_on(year.cycle.names_on, [pk]).get(pk, membership.organization))
    return [_locked(name, membership.year)] if year.cycle.is_locked else _against_removal(year, pk, name)


def _against_join(membership: Membership) -> list[str]:
    cycle = held_cycle(membership.bloc_id, membership.year)
    if cycle and cycle.is_locked and membership.competes:
        return [
            _(
                "The scores of {year} are final: nobody joins to compete any more. It may take part without competing, "
                "or join in {next}."
            ).format(year=membership.year, next=membership.year + 1)
        ]
    return []


def _against_leave(membership: Membership) -> list[str]:
    cycle = held_cycle(membership.bloc_id, membership.year)
    if cycle and cycle.is_locked and membership.competes and _before_the_end(membership):
        return [
            _(
                "The scores of {year} are final, with its place among them. It leaves with the end of the year: "
                "enter 31/12/{year}."
            ).format(year=membership.year)
        ]
    return []


def _against_stay(membership: Membership) -> list[str]:
    cycle = held_cycle(membership.bloc_id, membership.year)
    if cycle and cycle.is_locked and membership.competes:
        return [
            _("The scores of {year} are final without it: the leaving stands.").format(year=membership.year)
        ]
    return []


def _against_end(bloc: Bloc) -> list[str]:
    end = bloc.ended_on
    cycles = Cycle.objects.filter(bloc=bloc, year__gt=end.year if end else 0).order_by("year")
    years = list(cycles.values_list("year", flat=True))
    if years:
        return [
            _("The year {years} of this bloc has been opened: it cannot have ended before.").format(
                years=", ".join(map(str, years))
            )
        ]
    return []


def _of_end(bloc: Bloc) -> list[str]:
    cycles = Cycle.objects.filter(bloc=bloc, closed_at=None).order_by("year")
    return [
        _("The year {year} of the bloc is not closed: it is scored, nominated and closed to its end.").format(
            year=year
        )
        for year in cycles.values_list("year", flat=True)
    ]


def _of_end_of_organization(organization: Organization) -> list[str]:
    """What a dissolution or merger means for the years that are not closed, in at most five queries per year.

    The year before is still scored in the first months of its own.
    """
    end = organization.dissolved_on
    first = end.year - 1 if end else 0
    memberships = list(
        Membership.objects.filter(organization=organization, left_on=None, year__gte=first)
        .select_related("bloc")
        .order_by("year", "pk")
    )
    told = []
    for membership in memberships:
        year = Year.of(membership.bloc_id, membership.year, [organization.pk])
        if year is None or year.cycle.is_locked:
            continue
        membership.left_on = end
        bloc = bloc_names_on(year.cycle.names_on, [membership.bloc_id])[membership.bloc_id].short
        sentences = _of_pledge(year, organization.pk) if membership.year > first else []
        if _before_the_end(membership):
            sentences += _of_sheet(year, organization.pk)
        elif membership.competes and not _is_sent(year, organization.pk):
            sentences.append(
                _(
                    "It stays a member for the whole year {year} and its score sheet is not sent: after its end the "
                    "secretariat enters it from paper."
                ).format(year=membership.year)
            )
        told += [f"{bloc} {membership.year}: {sentence}" for sentence in sentences]
    return told


def _is_sent(year: Year, pk: int) -> bool:
    return pk in year.sheets and year.sheets[pk].state in SENT_STATES


def _of_sheet(year: Year, pk: int) -> list[str]:
    if pk in year.sheets:
        return [
            _("Its score sheet of {year} stays in the history; the places are reckoned without it.").format(
                year=year.cycle.year_id
            )
        ]
    return []


def _before_the_end(membership: Membership) -> bool:
    return membership.left_on is not None and membership.left_on < date(membership.year, 12, 31)


TELLS: dict[str, Callable[[Any], list[str]]] = {
    "composition.set": _of_composition,
    "membership.join": _of_join,
    "membership.leave": _of_leave,
    "office.change": offices.of_office,
    "office.withdraw": offices.of_withdrawal,
    "bloc.end": _of_end,
    "organization.dissolve": _of_end_of_organization,
    "organization.merge": _of_end_of_organization,
}
FORBIDS: dict[str, Callable[[Any], list[str]]] = {
    "composition.set": _against_composition,
    "membership.join": _against_join,
    "membership.leave": _against_leave,
    "membership.stay": _against_stay,
    "membership.remove": _against_remove,
    "office.change": offices.against_office,
    "office.withdraw": offices.against_withdrawal,
    "duty.end": offices.against_end_of_duty,
    "duty.withdraw": offices.against_withdrawal_of_duty,
    "bloc.end": _against_end,
}
