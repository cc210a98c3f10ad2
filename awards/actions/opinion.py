"""What a council member does: give an opinion, change it until the nomination is decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from awards.actions.nomination import note
from awards.models import Nomination, Opinion, Verdict
from awards.models.nomination import OPEN_STATES
from awards.rules.nomination import in_conflict
from blocs import clock
from blocs.actor import Actor
from blocs.errors import BadInput, Closed, Missing, NotAllowed, Stale
from blocs.locking import locked


def give_opinion(
    nomination: Nomination, *, actor: Actor, verdict: str, text: str = "", version: int = 0
) -> Opinion:
    """Records what the member holds of a nomination. `version` is that of the opinion he saw, 0 for none.

    For a member in conflict the nomination does not exist: Missing. Raises NotAllowed, Closed, Stale,
    and BadInput for a disagreement without words.
    """
    if verdict not in Verdict.values:
        raise BadInput(_("Choose one of the opinions."))
    if verdict != Verdict.AGREE and not text:
        raise BadInput(_("An opinion other than agreement needs its reason in words."))
    with transaction.atomic():
        nomination = locked(Nomination, nomination.pk)
        if in_conflict(actor, nomination):
            raise Missing
        if not actor.is_board:
            raise NotAllowed
        if nomination.state not in OPEN_STATES:
            raise Closed(_("Opinions are given while the city has the dossier and has not decided."))
        opinion = Opinion.objects.filter(nomination=nomination, person=actor.person).first()
        if version != (opinion.version if opinion else 0):
            raise Stale
        old = {"verdict": opinion.verdict, "text": opinion.text} if opinion else None
        if opinion is None:
            opinion = Opinion(nomination=nomination, person=actor.person, version=0)
        opinion.verdict, opinion.text = verdict, text
        opinion.given_at, opinion.given_by = clock.now(), actor.account
        opinion.version += 1
        opinion.save()
        note("give_opinion", nomination, actor, old=old, new={"verdict": verdict, "text": text})
        return opinion
