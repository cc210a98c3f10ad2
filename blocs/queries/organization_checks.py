"""What may not be entered about an organisation, as sentences: asked by forms, by actions under their lock, by the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blocs.models import Membership, Organization, OrganizationName, Representation, Succession
from blocs.models.representation import Duty
from blocs.queries.names import bloc_names_on, names_on
from blocs.text import search_key


@dataclass(frozen=True)
class Trouble:
    """What is wrong and how to mend it, and the field it stands beside."""

    field: str
    sentence: str


def day_in_words(day: date | None) -> str:
    """A day as sentences name it; nothing for none."""
    return date_format(day) if day else ""


def name_of(organization: Organization, on: date) -> str:
    """The full name on a day; the code where nothing was ever named."""
    names = names_on(on, [organization.pk])
    return names[organization.pk].full if organization.pk in names else organization.code


def code_troubles(code: str, pk: int | None = None) -> Iterator[Trouble]:
    """A code belongs to one organisation, in whatever case it is typed."""
    others = Organization.objects.filter(code__iexact=code)
    taken = (others if pk is None else others.exclude(pk=pk)).first()
    if taken is not None:
        names = names_on(date.max, [taken.pk])
        yield Trouble(
            "code",
            _("The code {code} belongs to {name} already. Choose another code.").format(
                code=taken.code, name=names[taken.pk].full if taken.pk in names else taken.code
            ),
        )


def founding_troubles(organization: Organization, founded_on: date | None) -> Iterator[Trouble]:
    """The founding of an organisation against what is recorded of it already."""
    if founded_on is None:
        return
    first = OrganizationName.objects.filter(organization=organization).order_by("valid_from").first()
    if first is not None and founded_on > first.valid_from:
        yield Trouble(
            "founded_on",
            _(
                "The name “{name}” begins on {date}, before this day. Enter the day of founding as it was."
            ).format(name=first.name, date=date_format(first.valid_from)),
        )
    if organization.dissolved_on and founded_on > organization.dissolved_on:
        yield Trouble(
            "founded_on",
            _("It ended with {date}: the founding lies before that.").format(
                date=day_in_words(organization.dissolved_on)
            ),
        )
    early = Membership.objects.filter(
        Q(year__lt=founded_on.year) | Q(joined_on__lt=founded_on), organization=organization
    )
    if (member := early.order_by("year", "pk").first()) is not None:
        bloc = bloc_names_on(founded_on, [member.bloc_id])
        yield Trouble(
            "founded_on",
            _(
                "It is a member of {bloc} in {year}, before this day. Enter the day of founding as it was."
            ).format(bloc=bloc[member.bloc_id].short if bloc else member.bloc.code, year=member.year),
        )
    origin = Succession.objects.filter(successor=organization).order_by("effective_on").first()
    if origin is not None and founded_on > origin.effective_on:
        yield Trouble(
            "founded_on",
            _("Another organisation went into it on {date}: the founding does not lie after that.").format(
                date=date_format(origin.effective_on)
            ),
        )


def name_troubles(
    organization: Organization, name: str, short_name: str, valid_from: date
) -> Iterator[Trouble]:
    """A new name of an organisation: after the founding and the last name, before the end, and another name."""
    if organization.founded_on and valid_from < organization.founded_on:
        yield Trouble("valid_from", before_founding(organization))
    if organization.has_ended(valid_from):
        yield Trouble("valid_from", after_end(organization))
    last = OrganizationName.objects.filter(organization=organization).order_by("valid_from").last()
    if last is None:
        return
    if valid_from <= last.valid_from:
        yield Trouble(
            "valid_from",
            _(
                "The name “{name}” begins on {date}; a new name begins after it. Enter a later day, or withdraw that name first if it was entered by mistake."
            ).format(name=last.name, date=date_format(last.valid_from)),
        )
    if (name, short_name) == (last.name, last.short_name):
        yield Trouble("name", _("This is the name it has already. Enter the new one."))


def correction_troubles(organization: Organization, valid_from: date) -> Iterator[Trouble]:
    """The first day of its last name as it should have been: after the founding and the name before, not after the end."""
    if organization.founded_on and valid_from < organization.founded_on:
        yield Trouble("valid_from", before_founding(organization))
    if organization.has_ended(valid_from):
        yield Trouble("valid_from", after_end(organization))
    before = OrganizationName.objects.filter(organization=organization).order_by("-valid_from")[1:2]
    for row in before:
        if valid_from <= row.valid_from:
            yield Trouble(
                "valid_from",
                _("The name before, “{name}”, begins on {date}: enter a later day.").format(
                    name=row.name, date=date_format(row.valid_from)
                ),
            )


def before_founding(organization: Organization) -> str:
    """That a day lies before the founding, and where the founding is mended."""
    return _(
        "{name} was founded on {date}; this day lies before. Enter a later day, or correct the founding in its details."
    ).format(
        name=name_of(organization, organization.founded_on or date.min),
        date=day_in_words(organization.founded_on),
    )


def after_end(organization: Organization) -> str:
    """That a day lies after the end."""
    return _("It ended with {date} and has no new name after that.").format(
        date=day_in_words(organization.dissolved_on)
    )


def leader_troubles(organization: Organization, joint_leadership: bool) -> Iterator[Trouble]:
    """Several leaders at once are allowed or not; not, while there are several."""
    if joint_leadership:
        return
    rows = Representation.objects.filter(organization=organization, duty=Duty.LEADER, until=None)
    leaders = [f"{row.person} ({row.position_title})" for row in rows.select_related("person").order_by("pk")]
    if len(leaders) > 1:
        yield Trouble(
            "joint_leadership",
            _(
                "It has {n} leaders at once: {leaders}. End the right of all but one first, then switch this off."
            ).format(n=len(leaders), leaders="; ".join(leaders)),
        )


def namesakes(name: str, short_name: str, pk: int | None = None) -> list[OrganizationName]:
    """Names, of today or earlier, that other organisations have or had and that sound the same. One query."""
    full, short = search_key(name), search_key(short_name)
    if not full:
        return []
    rows = OrganizationName.objects.filter(Q(search_key__startswith=full) | Q(search_key__endswith=short))
    return [
        row
        for row in rows.exclude(organization=pk).select_related("organization").order_by("sort_key", "pk")
        if search_key(row.name) == full or (short and search_key(row.short_name) == short)
    ]
