"""Who may do what with a nomination, and in which state of it."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from awards.models import Nomination, NominationState
from awards.models.nomination import OPEN_STATES
from blocs.actor import Actor
from blocs.models import Organization
from emulation.models import Cycle
from emulation.rules.cycle import heads, runs

# Where the bloc still writes: before sending, and when the city asked for more.
WRITABLE = {NominationState.PREPARING, NominationState.SUPPLEMENT}
RECEIVABLE = {NominationState.SENT}
# Where the city may ask the bloc for more.
INCOMPLETE = {NominationState.SENT, NominationState.RECEIVED}
JUDGED = {NominationState.RECEIVED}


def in_conflict(actor: Actor, nomination: Nomination) -> bool:
    """Whether the *person* is tied to the unit, in whatever capacity."""
    return nomination.organization_id in actor.conflict_organization_ids


def can_see_nominations_of_cycle(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader and the secretariat: those who prepare the dossiers."""
    return runs(actor, cycle)


def can_prepare_nominations(actor: Actor, cycle: Cycle) -> bool:
    """Once the scores are locked, until the dossiers are sent."""
    return runs(actor, cycle) and cycle.is_locked and not cycle.is_submitted and not cycle.is_closed


def can_edit_nomination(actor: Actor, nomination: Nomination) -> bool:
    return runs(actor, nomination.cycle) and nomination.state in WRITABLE


def can_remove_nomination(actor: Actor, nomination: Nomination) -> bool:
    """Only what was never sent may be taken back without a trace on the city's side."""
    return runs(actor, nomination.cycle) and nomination.state == NominationState.PREPARING


def can_send_nominations(actor: Actor, cycle: Cycle) -> bool:
    """The head's leader answers for the dossiers with the name of the bloc."""
    return heads(actor, cycle)


def handles(actor: Actor, nomination: Nomination) -> bool:
    """The city's officer, unless the person is tied to the unit."""
    return actor.is_officer and not in_conflict(actor, nomination)


def can_receive_nomination(actor: Actor, nomination: Nomination) -> bool:
    return handles(actor, nomination) and nomination.state in RECEIVABLE


def can_request_supplement(actor: Actor, nomination: Nomination) -> bool:
    return handles(actor, nomination) and nomination.state in INCOMPLETE


def can_appraise_nomination(actor: Actor, nomination: Nomination) -> bool:
    return handles(actor, nomination) and nomination.state in JUDGED


def can_decline_nomination(actor: Actor, nomination: Nomination) -> bool:
    return handles(actor, nomination) and nomination.state in JUDGED


def approves(actor: Actor, nomination: Nomination) -> bool:
    """The head of the standing body, unless the person is tied to the unit."""
    return actor.is_city_leader and not in_conflict(actor, nomination)


def can_approve_appraisal(actor: Actor, nomination: Nomination) -> bool:
    """A second person approves: never the one who wrote the appraisal, in whatever capacity."""
    return (
        approves(actor, nomination)
        and nomination.state in JUDGED
        and nomination.appraised_at is not None
        and nomination.approved_at is None
        and not wrote_appraisal(actor, nomination)
    )


def wrote_appraisal(actor: Actor, nomination: Nomination) -> bool:
    return actor.user is not None and nomination.appraised_by_id == actor.user.pk


def can_give_opinion(actor: Actor, nomination: Nomination) -> bool:
    """A council member, unless in conflict; until the nomination is decided."""
    return actor.is_board and not in_conflict(actor, nomination) and nomination.state in OPEN_STATES


def can_see_appraisal(actor: Actor, nomination: Nomination) -> bool:
    """City staff from its first word; a council member once it is approved."""
    return actor.is_city_staff or (actor.is_board and nomination.approved_at is not None)


def is_dissolved(unit: Organization, on: date) -> bool:
    """Whether a unit can no longer be awarded: from its last day on, for no award could reach it."""
    return unit.dissolved_on is not None and unit.dissolved_on <= on


def dissolved_sentence(name: str, last_day: date) -> str:
    """Why a dissolved unit is not awarded."""
    return _(
        "Dissolved organisations are not awarded (TT 15/2025/TT-BNV). {unit} was active until {date}."
    ).format(unit=name, date=date_format(last_day))
