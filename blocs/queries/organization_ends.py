"""The end of an organisation, alone or in others: what stands against it, and what it brings with it."""

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.models import Membership, Office, Organization, OrganizationName, Representation, Succession
from blocs.models.office import OfficeRole
from blocs.queries.lineage import descendants
from blocs.queries.membership import against_leaving, of_leaving
from blocs.queries.names import bloc_names_on
from blocs.queries.organization_checks import Trouble, before_founding, day_in_words, name_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ending:
    """An organisation that is no more from a day on: `organization` is a copy with its end set, unsaved.

    `memberships` are those of the year that end with it (`left_on` set, unsaved), `duties` the rights of
    its people. `act` is the one asked of the ports.
    """

    organization: Organization
    name: str
    effective_on: date
    memberships: list[Membership]
    duties: list[Representation]
    act: str

    @property
    def last_day(self) -> date:
        return self.effective_on - ONE_DAY


def ending_of(organization: Organization, effective_on: date, act: str) -> Ending:
    """What would end with an organisation whose last day is the day before `effective_on`; three queries."""
    last_day = effective_on - ONE_DAY
    organization = copy(organization)
    organization.dissolved_on = last_day
    return Ending(
        organization,
        name_of(organization, last_day),
        effective_on,
        _memberships(organization, last_day),
        _duties(organization, last_day),
        act,
    )


def _memberships(organization: Organization, last_day: date) -> list[Membership]:
    """Of the year, where the year goes on without the organisation."""
    if (last_day.month, last_day.day) == (12, 31):
        return []
    rows = Membership.objects.filter(
        Q(left_on=None) | Q(left_on__gt=last_day), organization=organization, year=last_day.year
    )
    found = list(rows.select_related("bloc", "organization").order_by("bloc", "pk"))
    for row in found:
        row.left_on = last_day
    return found


def _duties(organization: Organization, last_day: date) -> list[Representation]:
    """In force today or later, and beyond the last day."""
    rows = Representation.objects.filter(
        Q(until=None) | Q(until__gte=clock.today(), until__gt=last_day), organization=organization
    )
    return list(rows.select_related("person").order_by("duty", "since", "pk"))


def already_ended(organization: Organization, field: str) -> Iterator[Trouble]:
    """Nothing ends twice."""
    if organization.dissolved_on is not None:
        yield Trouble(
            field,
            _(
                "{name} has ended already, with {date}. Withdraw that first if it was entered by mistake."
            ).format(
                name=name_of(organization, organization.dissolved_on),
                date=date_format(organization.dissolved_on),
            ),
        )


def end_troubles(ending: Ending) -> Iterator[Trouble]:
    """Nothing an organisation is recorded to be may lie after its end."""
    organization, name, last_day = ending.organization, ending.name, ending.last_day
    if organization.founded_on and last_day < organization.founded_on:
        yield Trouble("effective_on", before_founding(organization))
        return
    later = OrganizationName.objects.filter(organization=organization, valid_from__gt=last_day)
    for row in later.order_by("-valid_from")[:1]:
        yield Trouble(
            "effective_on",
            _(
                "{name} has a name that begins later: “{later}” from {date}. Withdraw it first, or enter a later day."
            ).format(name=name, later=row.name, date=date_format(row.valid_from)),
        )
    origin = Succession.objects.filter(successor=organization).order_by("effective_on").last()
    if origin is not None and last_day < origin.effective_on:
        yield Trouble(
            "effective_on",
            _("Another organisation went into {name} on {date}; it cannot end before that.").format(
                name=name, date=date_format(origin.effective_on)
            ),
        )
    part = Succession.objects.filter(predecessor=organization).order_by("effective_on").last()
    if part is not None and ending.effective_on < part.effective_on:
        yield Trouble(
            "effective_on",
            _("Another organisation came of {name} on {date}; it cannot end before that.").format(
                name=name, date=date_format(part.effective_on)
            ),
        )
    yield from _rights_after(ending)
    yield from _memberships_after(ending)
    against = [sentence for membership in ending.memberships for sentence in against_leaving(membership)]
    for sentence in against + ports.vetoes_of(ending.act, organization):
        yield Trouble("effective_on", named(name, sentence))


def named(name: str, sentence: str) -> str:
    """A sentence about an organisation, where several are spoken of."""
    return sentence if name in sentence else f"{name}: {sentence}"


def _rights_after(ending: Ending) -> Iterator[Trouble]:
    for duty in ending.duties:
        if duty.since > ending.last_day:
            yield Trouble(
                "effective_on",
                _("{person} represents {name} only from {date}: end this right first.").format(
                    person=duty.person, name=ending.name, date=date_format(duty.since)
                ),
            )
        ended = copy(duty)
        ended.until = ending.last_day
        for sentence in ports.vetoes_of("duty.end", ended):
            yield Trouble("effective_on", named(ending.name, sentence))


def _memberships_after(ending: Ending) -> Iterator[Trouble]:
    later = Membership.objects.filter(organization=ending.organization, year__gt=ending.last_day.year)
    rows = list(later.order_by("year", "pk"))
    if rows:
        names = bloc_names_on(ending.last_day, [row.bloc_id for row in rows])
        places = [f"{names[row.bloc_id].short} {row.year}" for row in rows if row.bloc_id in names]
        yield Trouble(
            "effective_on",
            _("{name} is a member in years after its end: {places}. Take it out there first.").format(
                name=ending.name, places="; ".join(places)
            ),
        )


def end_sentences(ending: Ending) -> list[str]:
    """What ends with the organisation, as sentences; those of its memberships do not name it."""
    told, name, places = [], ending.name, []
    for membership in ending.memberships:
        bloc = bloc_names_on(ending.last_day, [membership.bloc_id])[membership.bloc_id]
        places.append(f"{bloc.short} {membership.year}: ")
        told.append(
            _("{name} leaves {bloc} with {date}.").format(
                name=name, bloc=bloc.short, date=date_format(ending.last_day)
            )
        )
        told += of_leaving(membership)
    if ending.duties:
        people = [f"{duty.person} ({duty.position_title})" for duty in ending.duties]
        told.append(
            _("The rights of those who act for {name} end with {date}: {people}.").format(
                name=name, date=date_format(ending.last_day), people="; ".join(people)
            )
        )
    told += _heads(ending)
    further = ports.consequences_of(ending.act, ending.organization)
    # What leaving a bloc means was told with the bloc already.
    return told + [sentence for sentence in further if not sentence.startswith(tuple(places))]


def _heads(ending: Ending) -> Iterator[str]:
    """Of years that are still open and whose office it holds: nobody acts for the head after its end."""
    held = Office.objects.filter(organization=ending.organization, role=OfficeRole.HEAD, until=None)
    for office in held.select_related("bloc").order_by("year", "pk"):
        if not ports.vetoes_of("office.change", office):
            yield _(
                "It holds the office “{title}” of {year} in {bloc}, and that year is open: hand the office over, or nobody can lock scores and send dossiers."
            ).format(
                title=office.bloc.head_title,
                year=office.year,
                bloc=bloc_names_on(ending.last_day, [office.bloc_id])[office.bloc_id].short,
            )


def succession_troubles(
    predecessors: Collection[Organization], successor: Organization, effective_on: date, field: str
) -> Iterator[Trouble]:
    """Organisations that go into one that exists; `field` is where that one was chosen."""
    name = name_of(successor, effective_on)
    if successor.pk in {one.pk for one in predecessors}:
        yield Trouble(
            field, _("{name} cannot go into itself. Choose another organisation.").format(name=name)
        )
        return
    if successor.has_ended(effective_on):
        yield Trouble(
            field,
            _("{name} ended with {date}; nothing can go into it after that.").format(
                name=name, date=day_in_words(successor.dissolved_on)
            ),
        )
    if successor.founded_on and effective_on < successor.founded_on:
        yield Trouble("effective_on", before_founding(successor))
    further = descendants({successor.pk})
    recorded = set(Succession.objects.filter(successor=successor).values_list("predecessor", flat=True))
    for one in predecessors:
        was = name_of(one, effective_on - ONE_DAY)
        if one.pk in further:
            yield Trouble(
                field,
                _(
                    "{name} came of {successor} itself, directly or over others: that would be a circle."
                ).format(successor=name, name=was),
            )
        elif one.pk in recorded:
            yield Trouble(
                field,
                _("{name} is recorded as a predecessor of {successor} already.").format(
                    name=was, successor=name
                ),
            )


def split_troubles(organization: Organization, effective_on: date) -> Iterator[Trouble]:
    """An organisation that goes on beside its parts is there before and after."""
    if organization.founded_on and effective_on <= organization.founded_on:
        yield Trouble("effective_on", before_founding(organization))
    if organization.has_ended(effective_on):
        yield from already_ended(organization, "effective_on")
