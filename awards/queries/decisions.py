"""Questions over decisions."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef

from awards.models import Award, Decision, Nomination
from awards.models.decision import DecisionQuerySet
from blocs.actor import Actor
from emulation.models import Cycle, Honour


@dataclass(frozen=True)
class AwardedUnit:
    """One award of a decision. `nomination_id` is set only for those who may open the nomination."""

    award: Award
    nomination_id: int | None

    @property
    def honour(self):
        return self.award.honour


def decisions(actor: Actor) -> DecisionQuerySet:
    """All decisions, newest year first, with the number of awards each gives."""
    newest = F("dated_on").desc(nulls_last=True)
    found = Decision.objects.visible_to(actor).annotate(units=Count("awards"))
    return found.order_by("-for_year", newest, "-pk")


def awarded_by(decision: Decision, actor: Actor) -> list[AwardedUnit]:
    """The awards of a decision, the highest first. Two queries."""
    awards = (
        Award.objects.filter(decision=decision)
        .select_related("honour__commendation", "honour__organization")
        .order_by("-honour__commendation__level", "pk")
    )
    open_to_actor = set(
        Nomination.objects.visible_to(actor).filter(award__decision=decision).values_list("pk", flat=True)
    )
    return [
        AwardedUnit(award, award.nomination_id if award.nomination_id in open_to_actor else None)
        for award in awards
    ]


def closed_by(nomination_ids: set[int]) -> list[Cycle]:
    """The cycles on which nothing would be left to decide once these nominations are. One query."""
    open_elsewhere = Nomination.objects.unsettled().exclude(pk__in=nomination_ids)
    return list(
        Cycle.objects.filter(nominations__in=nomination_ids, decided_at__isnull=True)
        .exclude(pk__in=open_elsewhere.values("cycle"))
        .distinct()
    )


def received_already(nomination_ids: Collection[int]) -> set[int]:
    """Those of the nominations whose unit has received the same commendation of the same year: from a list of past
    results, or for something else. One query."""
    same = Honour.objects.standing().filter(
        organization=OuterRef("organization"),
        commendation=OuterRef("commendation"),
        for_year=OuterRef("cycle__year"),
    )
    found = Nomination.objects.filter(Exists(same), pk__in=nomination_ids)
    return set(found.values_list("pk", flat=True))
