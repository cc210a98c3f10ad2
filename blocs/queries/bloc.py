"""One bloc in one of its years: members in the order of the decision, offices, secretariat, composition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.actor import Actor
from blocs.models import (
    Appointment,
    Bloc,
    BlocName,
    CompositionDecision,
    Membership,
    Organization,
    Role,
)
from blocs.models.office import OfficeRole
from blocs.queries.decision import decisions_of
from blocs.queries.names import names_on
from blocs.queries.organization import office_role, office_word
from blocs.queries.periods import NamePeriod, name_on, name_periods


@dataclass(frozen=True)
class BlocCard:
    """A bloc in one year. `year` is None while it has never had a member; `before` are last year's members."""

    names: list[NamePeriod]
    years: list[int]
    year: int | None
    members: Sequence[Membership]
    before: Sequence[Membership]
    decisions: list[CompositionDecision]
    secretariat: list[Appointment]

    @property
    def name(self) -> str:
        """The name in the year shown, or today's."""
        period = name_on(self.names, day_of_names(self.year))
        return period.name if period else ""

    @property
    def has_head(self) -> bool:
        """Whether a head of the year is recorded."""
        return any(member.role == OfficeRole.HEAD for member in self.members)

    @property
    def last_years_head(self) -> str:
        """Who headed the bloc the year before, and so prepares the year until another head is recorded."""
        return next((str(row.name) for row in self.before if row.role == OfficeRole.HEAD), "")

    @property
    def competing(self) -> int:
        """Who competes to the end of the year."""
        return sum(member.competes and _stays(member) for member in self.members)

    @property
    def in_the_year(self) -> list[str]:
        """Who joined and who left within the year, in words."""
        joined = [row for row in self.members if row.joined_on]
        left = [row for row in self.members if row.left_on]
        return [
            sentence.format(names="; ".join(f"{row.name} ({getattr(row, day):%d/%m/%Y})" for row in rows))
            for sentence, rows, day in (
                (_("Joined within the year: {names}."), joined, "joined_on"),
                (_("Left: {names}."), left, "left_on"),
            )
            if rows
        ]


def bloc_with_names(actor: Actor, pk: int) -> tuple[Bloc | None, list[BlocName]]:
    """The bloc, where the actor sees it, and its names, oldest first, in one query."""
    seen = Bloc.objects.visible_to(actor).filter(pk=pk)
    names = list(BlocName.objects.filter(bloc__in=seen).select_related("bloc").order_by("valid_from"))
    return (names[0].bloc if names else seen.first()), names


def bloc_card(
    actor: Actor, bloc: Bloc, names: Sequence[BlocName], year: int | None = None
) -> BlocCard | None:
    """The card in four queries; without a year, the newest. None where the bloc had no such year."""
    rows = Membership.objects.filter(bloc=bloc).annotate(
        role=office_role(),
        visible=Exists(Organization.objects.visible_to(actor).filter(pk=OuterRef("organization"))),
    )
    memberships = list(rows.order_by("-year", "order", "pk"))
    years = list(dict.fromkeys(row.year for row in memberships))
    if year is not None and year not in years:
        return None
    year = year or (years[0] if years else None)
    members = [row for row in memberships if row.year == year]
    before = [row for row in memberships if year and row.year == year - 1]
    then = names_on(day_of_names(year), {row.organization_id for row in (*members, *before)})
    for row in (*members, *before):
        row.name, row.office = then.get(row.organization_id), office_word(bloc, row.role)
    used = {row.decision_id for row in members} | {row.leaving_decision_id for row in members}
    decisions = decisions_of(bloc)
    for decision in decisions:
        decision.of_this_year = decision.pk in used
    return BlocCard(
        names=name_periods(names),
        years=years,
        year=year,
        members=members,
        before=before,
        decisions=decisions,
        secretariat=_secretariat(bloc, year),
    )


def _stays(membership: Membership) -> bool:
    return membership.left_on is None or membership.left_on >= date(membership.year, 12, 31)


def day_of_names(year: int | None) -> date:
    """The day whose names a page about a year shows: today, but not after the year's end."""
    today = clock.today()
    return min(today, date(year, 12, 31)) if year else today


def _secretariat(bloc: Bloc, year: int | None) -> list[Appointment]:
    """Who worked for the bloc in the year, or in the months after it in which the year is summed up."""
    first, last = date(year or clock.today().year, 1, 1), date((year or clock.today().year) + 1, 6, 30)
    rows = Appointment.objects.filter(Q(until__isnull=True) | Q(until__gte=first), since__lte=last)
    rows = rows.filter(role=Role.SECRETARIAT, bloc=bloc).select_related("person")
    return list(rows.order_by("since", "person__sort_key", "pk"))


def against_end(bloc: Bloc) -> list[str]:
    """Why a bloc may not end on `bloc.ended_on` (set, not saved)."""
    told, end = [], bloc.ended_on
    assert end is not None
    later = Membership.objects.filter(bloc=bloc, year__gt=end.year).order_by("year")
    years = list(later.values_list("year", flat=True).distinct())
    if years:
        told.append(
            _("The bloc has members in {years}: take them out of the list there first.").format(
                years=", ".join(map(str, years))
            )
        )
    if bloc.names.filter(valid_from__gt=end).exists():
        told.append(_("The bloc bears a name from a later day on."))
    first = bloc.names.order_by("valid_from").first()
    if first and end < first.valid_from:
        told.append(
            _("The bloc was founded on {date}: it does not end before.").format(
                date=f"{first.valid_from:%d/%m/%Y}"
            )
        )
    return told + ports.vetoes_of("bloc.end", bloc)
