"""What acts on offices and on those who hold them mean for the year, and why some may not be (see `blocs.ports`)."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from blocs.clock import LOCAL, deadline_end
from blocs.models import Office, Representation
from blocs.models.office import OfficeRole
from blocs.models.representation import Duty
from blocs.queries.office import ONE_DAY, recorded
from emulation.models import IssuedPaper, PledgeParty, PledgeSignature
from emulation.models.pledge import PartyCapacity, SignatureMethod
from emulation.queries.concerned import held_cycle, is_signed


def of_office(office: Office) -> list[str]:
    """What another head or deputy means for the year and its pledge."""
    cycle = held_cycle(office.bloc_id, office.year)
    if cycle is None:
        return [
            _(
                "The year {year} of the bloc has not been opened: the office has its rights once it is."
            ).format(year=office.year)
        ]
    if office.role != OfficeRole.HEAD or cycle.is_locked:
        return []
    return [
        (
            _("The pledge of {year} stays as {name} has signed it as “{title}”.")
            if place.signed
            else _(
                "The pledge of {year} names {name} as “{title}”, not signed yet: for the new one to sign, "
                "its text is replaced."
            )
        ).format(year=office.year, name=place.name, title=office.bloc.head_title)
        for place in _places_as_head(office).exclude(organization=office.organization_id)
    ]


def against_office(office: Office) -> list[str]:
    """The offices of a closed year do not change."""
    cycle = held_cycle(office.bloc_id, office.year)
    if cycle and cycle.is_closed:
        return [
            _("The year {year} of this bloc is closed: its offices do not change any more.").format(
                year=office.year
            )
        ]
    return []


def _places_as_head(office: Office) -> QuerySet[PledgeParty]:
    """The places of its head in the pledge of the year that is final and in force, each with `signed`."""
    places = PledgeParty.objects.filter(
        version__pledge__cycle__bloc=office.bloc_id,
        version__pledge__cycle__year=office.year,
        version__finalised_at__isnull=False,
        version__replaced_at=None,
        capacity=PartyCapacity.HEAD,
    )
    return places.annotate(signed=is_signed()).order_by("pk")


def of_withdrawal(office: Office) -> list[str]:
    """What a pledge says of a head that is taken back."""
    if office.role != OfficeRole.HEAD:
        return []
    return [
        _(
            "The pledge of {year} names {name} as “{title}”, not signed yet: for the right one to sign, its "
            "text is replaced."
        ).format(year=office.year, name=place.name, title=office.bloc.head_title)
        for place in _places_as_head(office).filter(organization=office.organization_id)
    ]


def against_withdrawal(office: Office) -> list[str]:
    """What was signed and issued while the wrong organisation held the office stays, and so does the office."""
    told = against_office(office)
    if office.role != OfficeRole.HEAD:
        return told
    own = _places_as_head(office).filter(organization=office.organization_id)
    told += [
        _("{name} has signed the pledge of {year} as “{title}”: hand the office over instead.").format(
            name=place.name, year=office.year, title=office.bloc.head_title
        )
        for place in own
        if place.signed
    ]
    entered = recorded(office)
    papers = IssuedPaper.objects.filter(cycle__bloc=office.bloc_id, cycle__year=office.year)
    papers = papers.filter(issued_at__gte=entered.time) if entered else papers
    told += [
        _("“{paper}” was issued on {date}, with it as “{title}”: hand the office over instead.").format(
            paper=paper.get_kind_display(),
            date=f"{paper.issued_at.astimezone(LOCAL):%d/%m/%Y}",
            title=office.bloc.head_title,
        )
        for paper in papers.order_by("-issued_at")[:1]
    ]
    return told


def against_end_of_duty(row: Representation) -> list[str]:
    """A leader who confirmed a pledge led the organisation on that day; `row` has its last day set, unsaved.

    Who is refused at once has the day before as the last, and may have signed that morning.
    """
    if row.until is None:
        return []
    return [
        _(
            "{person} signed the pledge of {year} on {date}: the duty does not end before. Enter a later day, or let "
            "the text of the pledge be replaced first."
        ).format(person=signature.person, year=_year_of(signature), date=_day_of(signature))
        for signature in _confirmed(row).filter(signed_at__gt=deadline_end(row.until + ONE_DAY))[:1]
    ]


def against_withdrawal_of_duty(row: Representation) -> list[str]:
    """A duty that a signature rests on is ended, not taken back."""
    return [
        _(
            "{person} signed the pledge of {year} on {date}: the duty is not taken back. Enter today as its last day; "
            "to keep the person out at once, close the account."
        ).format(person=signature.person, year=_year_of(signature), date=_day_of(signature))
        for signature in _confirmed(row).filter(signed_at__gt=deadline_end(row.since - ONE_DAY))[:1]
    ]


def _confirmed(row: Representation) -> QuerySet[PledgeSignature]:
    """The valid confirmations of a leader for the organisation, the last first."""
    signatures = PledgeSignature.objects.filter(
        person=row.person_id,
        party__organization=row.organization_id,
        method=SignatureMethod.SYSTEM,
        voided_at=None,
    )
    if row.duty != Duty.LEADER:
        signatures = signatures.none()
    return signatures.select_related("party__version__pledge__cycle", "person").order_by("-signed_at")


def _year_of(signature: PledgeSignature) -> int:
    return signature.party.version.pledge.cycle.year_id


def _day_of(signature: PledgeSignature) -> str:
    return f"{signature.signed_at.astimezone(LOCAL):%d/%m/%Y}"
