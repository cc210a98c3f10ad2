"""Who records what was decided, and on what it must rest."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from awards.models import DecisionSource, Nomination
from blocs.actor import Actor

NOT_APPROVED = _(
    "The appraisal is not approved for: {units}. The head of the standing body approves it before an issued "
    "decision is recorded."
)


def can_record_decision(actor: Actor) -> bool:
    """The city's officer."""
    return actor.is_officer


def without_approval(source: str, nominations: Iterable[Nomination]) -> list[Nomination]:
    """The nominations that an issued decision cannot award yet: the head of the standing body has not
    approved their appraisal. A decision recorded from a public source was made outside; what was or was
    not approved here does not undo it."""
    if source != DecisionSource.ISSUED:
        return []
    return [nomination for nomination in nominations if nomination.approved_at is None]
