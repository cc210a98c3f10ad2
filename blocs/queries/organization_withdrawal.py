"""What was entered of an organisation by mistake and can be taken back, while nothing rests on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import clock
from blocs.models import (
    AuditEvent,
    Membership,
    Office,
    Organization,
    OrganizationName,
    Representation,
    Succession,
)
from blocs.models.office import OfficeRole
from blocs.models.organization import SuccessionKind
from blocs.models.representation import Duty
from blocs.queries.organization_checks import name_of
from blocs.queries.organization_ends import ONE_DAY


class Entry(models.TextChoices):
    """What can be withdrawn: the newest of each."""

    NAME = "name", gettext_lazy("the last name")
    END = "end", gettext_lazy("the end")
    SPLIT = "split", gettext_lazy("the last split")


@dataclass(frozen=True)
class Withdrawal:
    """One entry that can be withdrawn: the rows it wrote, what withdrawing does, why it cannot be."""

    entry: str
    label: str
    sentences: list[str]
    against: list[str]
    name: OrganizationName | None = None
    successions: list[Succession] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    duties: list[tuple[Representation, date | None]] = field(default_factory=list)


def withdrawals(organization: Organization) -> list[Withdrawal]:
    """What can be withdrawn of an organisation now; empty where it was only entered."""
    found = [_of_name(organization), _of_end(organization), _of_split(organization)]
    return [one for one in found if one is not None]


def withdrawal(organization: Organization, entry: str) -> Withdrawal | None:
    """One of them, as it is now."""
    return next((one for one in withdrawals(organization) if one.entry == entry), None)


def _of_name(organization: Organization) -> Withdrawal | None:
    names = list(OrganizationName.objects.filter(organization=organization).order_by("valid_from"))
    if len(names) < 2:
        return None
    before, last = names[-2:]
    return Withdrawal(
        Entry.NAME,
        _("The name “{name}” from {date}").format(name=last.name, date=date_format(last.valid_from)),
        [
            _("The name “{name}” goes; “{before}” is valid again from {date} on.").format(
                name=last.name, before=before.name, date=date_format(last.valid_from)
            ),
            _("Papers that were issued under the withdrawn name stay as they are."),
        ],
        [],
        name=last,
    )


def _of_end(organization: Organization) -> Withdrawal | None:
    last_day = organization.dissolved_on
    if last_day is None:
        return None
    successions = _successions(organization, last_day + ONE_DAY)
    # Those that left by a decision of their bloc have one; the last day of a year ends nothing within it.
    ended = Membership.objects.filter(
        organization=organization, year=last_day.year, left_on=last_day, leaving_decision=None
    ).exclude(left_on=date(last_day.year, 12, 31))
    memberships = list(ended.select_related("bloc").order_by("pk"))
    duties = list(_ended_with(organization, last_day))
    told = [
        _("{name} has not ended and goes on after {date}.").format(
            name=name_of(organization, last_day), date=date_format(last_day)
        ),
        *_no_successors(successions),
    ]
    if memberships:
        told.append(_("It is a member to the end of {year} again.").format(year=last_day.year))
        told += _offices_given_up(organization, last_day)
    if duties:
        people = "; ".join(f"{row.person} ({row.position_title})" for row, _until in duties)
        told.append(_("The rights that ended with it are in force again: {people}.").format(people=people))
    if limited := _limited(organization, last_day, {row.pk for row, _until in duties}):
        told.append(
            _(
                "These rights end with {date} all the same: {people}. Give them anew from the day after."
            ).format(date=date_format(last_day), people="; ".join(limited))
        )
    return Withdrawal(
        Entry.END,
        _("The end with {date}").format(date=date_format(last_day)),
        told,
        [*_resting(successions), *_several_leaders(organization, duties)],
        successions=successions,
        memberships=memberships,
        duties=duties,
    )


def _offices_given_up(organization: Organization, last_day: date) -> Iterator[str]:
    """As deputy: another may have been recorded since."""
    rows = Office.objects.filter(
        organization=organization, year=last_day.year, role=OfficeRole.DEPUTY, until=last_day
    )
    for office in rows.select_related("bloc").order_by("pk"):
        yield _("Its office “{title}” of {year} stays ended: record it again if it goes on.").format(
            title=office.bloc.deputy_title, year=office.year
        )


def _limited(organization: Organization, last_day: date, resumed: set[int]) -> list[str]:
    """Who got a right after the end was recorded: it was given to the last day, and is not over."""
    rows = Representation.objects.filter(organization=organization, until=last_day).exclude(pk__in=resumed)
    rows = rows.filter(until__gte=clock.today()).select_related("person").order_by("pk")
    return [f"{row.person} ({row.position_title})" for row in rows]


def _of_split(organization: Organization) -> Withdrawal | None:
    if organization.dissolved_on is not None:
        return None
    rows = Succession.objects.filter(predecessor=organization, kind=SuccessionKind.SPLIT)
    last = rows.order_by("effective_on").last()
    if last is None:
        return None
    successions = _successions(organization, last.effective_on)
    return Withdrawal(
        Entry.SPLIT,
        _("The split from {date}").format(date=date_format(last.effective_on)),
        _no_successors(successions),
        list(_resting(successions)),
        successions=successions,
    )


def _successions(organization: Organization, effective_on: date) -> list[Succession]:
    rows = Succession.objects.filter(predecessor=organization, effective_on=effective_on)
    return list(rows.select_related("successor").order_by("pk"))


def _ended_with(organization: Organization, last_day: date) -> Iterator[tuple[Representation, date | None]]:
    """The rights that ended with the organisation, each with its end before that, as the record has it."""
    rows = Representation.objects.filter(organization=organization, until=last_day)
    ended = {
        event.object_id: event
        for event in AuditEvent.objects.filter(
            object_type="blocs.representation",
            object_id__in=rows.values("pk"),
            remark=organization.dissolution_decision,
            act="representation.end",
        ).order_by("pk")
    }
    for row in rows.select_related("person").order_by("pk"):
        if row.pk in ended:
            until = ended[row.pk].old.get("until")
            yield row, date.fromisoformat(until) if until else None


def _no_successors(successions: list[Succession]) -> list[str]:
    told = []
    for row in successions:
        name = name_of(row.successor, row.effective_on)
        told.append(_("{name} is no longer recorded as its successor.").format(name=name))
        if row.successor.founded_on == row.effective_on:
            told.append(
                _("{name} stays in the register; it can be dissolved if it never was.").format(name=name)
            )
    return told


def _resting(successions: list[Succession]) -> Iterator[str]:
    """What was entered since, on the strength of a succession."""
    for row in successions:
        one, name = row.successor, name_of(row.successor, row.effective_on)
        if one.dissolved_on is not None or Succession.objects.filter(predecessor=one).exists():
            yield _("{name} has itself ended or been split since: withdraw that first.").format(name=name)
        if one.founded_on == row.effective_on and Membership.objects.filter(organization=one).exists():
            yield _("{name} is a member of a bloc already: take it out there first.").format(name=name)


def _several_leaders(
    organization: Organization, duties: list[tuple[Representation, date | None]]
) -> Iterator[str]:
    leaders = [row for row, until in duties if row.duty == Duty.LEADER and until is None]
    if len(leaders) > 1 and not organization.joint_leadership:
        yield _("It had several leaders at once: allow that in its details first.")
