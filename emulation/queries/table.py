"""Scoring tables as their readers see them."""

from django.db.models import Q, QuerySet

from blocs.actor import Actor
from emulation.models import Cycle, ScoringTableVersion


def tables_visible_to(actor: Actor) -> QuerySet[ScoringTableVersion]:
    """City staff and operators see every version; the others published ones of cycles they see.

    A table names no unit, so the council reads every published one.
    """
    versions = ScoringTableVersion.objects.all()
    if actor.is_city_staff or actor.is_operator:
        return versions
    published = versions.filter(published_at__isnull=False)
    if actor.is_board:
        return published
    cycles = Cycle.objects.open_to(actor).values("pk")
    return published.filter(Q(cycles__in=cycles) | Q(sheets__cycle__in=cycles)).distinct()
