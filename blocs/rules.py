"""May this actor do this, now?"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from blocs import clock
from blocs.actor import Actor
from blocs.models import Affiliation, Appointment, Membership, Person, Representation, Role
from blocs.models.representation import Duty


def can_see_history(actor: Actor) -> bool:
    """Who may see what was changed in the register, and by whom: those who keep the records.

    A council member may not: records also speak of units he may not judge.
    """
    return actor.is_secretariat or actor.is_city_staff or actor.is_operator


def can_see_affiliations(actor: Actor) -> bool:
    """Who may see which council members are tied to which units: no bloc, whose units are judged by them."""
    return actor.is_city_staff or actor.is_operator


def can_end_affiliation(actor: Actor, affiliation: Affiliation) -> bool:
    """Ties are ended by keepers of the register; nobody ends his own, which keeps him from judging."""
    return can_keep_register(actor) and not _is_self(actor, affiliation.person_id)


def can_keep_register(actor: Actor) -> bool:
    """Organisations, blocs, people and rights are entered by the city officer and the operator."""
    return actor.is_officer or actor.is_operator


def needs_second_factor(actor: Actor) -> bool:
    """Whether a passkey or an authenticator is asked of the person: council, secretariat, city staff, operators.

    Any such right in force counts, also while another role is chosen.
    """
    return any(capacity.role in Role.values for capacity in actor.capacities)


def can_see_people(actor: Actor) -> bool:
    """Who has a list of people at all; what is in it follows from `Person.objects.visible_to`."""
    return actor.is_city_staff or actor.is_operator or actor.is_secretariat or bool(actor.organization_id)


def can_enter_people(actor: Actor) -> bool:
    """Who enters people: keepers of the register, and a secretariat those of its members."""
    return can_keep_register(actor) or actor.is_secretariat


def can_change_person(actor: Actor, person: Person) -> bool:
    """Name, title and contact details: a secretariat only of those who are nothing but its members' people."""
    return can_keep_register(actor) or (actor.is_secretariat and _is_of_members_alone(actor, person))


def can_give_duty(actor: Actor, organization_id: int, duty: str) -> bool:
    """A secretariat enters its members' clerks, and a leader where there is none; it takes no leader's place away."""
    if can_keep_register(actor):
        return True
    if (
        not actor.is_secretariat
        or not members_now(actor.bloc_id).filter(organization=organization_id).exists()
    ):
        return False
    leaders = Representation.objects.filter(organization=organization_id, duty=Duty.LEADER)
    return duty == Duty.CLERK or not _from_today(leaders).exists()


def can_end_duty(actor: Actor, representation: Representation) -> bool:
    """Nobody ends a right of his own; a secretariat ends that of its members' clerks."""
    if _is_self(actor, representation.person_id):
        return False
    if can_keep_register(actor):
        return True
    its = members_now(actor.bloc_id).filter(organization=representation.organization_id)
    return actor.is_secretariat and representation.duty == Duty.CLERK and its.exists()


def can_appoint(actor: Actor, person: Person, role: str) -> bool:
    """Nobody gives himself a right or ends his own; only an operator makes and unmakes operators."""
    if not can_keep_register(actor) or _is_self(actor, person.pk):
        return False
    return actor.is_operator or role != Role.OPERATOR


def can_keep_account(actor: Actor, person: Person) -> bool:
    """Closing and opening an account, changing its address: not one's own, an operator's only by an operator."""
    if not can_keep_register(actor) or _is_self(actor, person.pk):
        return False
    return actor.is_operator or not is_operator_from_today(person)


def can_give_access(actor: Actor, person: Person) -> bool:
    """A personal link. A secretariat gives it to its members' people whose account was never opened:
    afterwards a new link takes the account over, and is for the keepers of the register."""
    if can_keep_account(actor, person):
        return True
    user = getattr(person, "user", None)
    never_opened = user is None or (user.is_active and not user.was_opened)
    return actor.is_secretariat and never_opened and _is_of_members_alone(actor, person)


def is_operator_from_today(person: Person) -> bool:
    """Whether the person is an operator, or will be."""
    return _from_today(Appointment.objects.filter(person=person, role=Role.OPERATOR)).exists()


def members_now(bloc_id: int | None) -> QuerySet[Membership]:
    """Who belongs to a bloc this year or later; before the year is entered, in the newest year there is."""
    rows = Membership.objects.filter(bloc=bloc_id)
    newest = Membership.objects.filter(bloc=OuterRef("bloc")).order_by("-year").values("year")[:1]
    today = clock.today()
    still = rows.filter(Q(left_on__isnull=True) | Q(left_on__gte=today))
    return still.filter(Q(year__gte=today.year) | Q(year=Subquery(newest)))


def _is_self(actor: Actor, person_id: int) -> bool:
    return actor.person is not None and actor.person.pk == person_id


def _is_of_members_alone(actor: Actor, person: Person) -> bool:
    """Whether the person, from today on, is a leader or clerk of members of the actor's bloc and nothing else."""
    if _is_self(actor, person.pk):
        return False
    its = members_now(actor.bloc_id).filter(organization=OuterRef("organization"))
    roles = _from_today(Appointment.objects.filter(person=OuterRef("person")))
    duties = _from_today(Representation.objects.filter(person=person))
    found = list(duties.annotate(its=Exists(its), alone=~Exists(roles)).values_list("its", "alone"))
    return bool(found) and all(its and alone for its, alone in found)


def _from_today(rows: QuerySet) -> QuerySet:
    """Periods that have not ended."""
    return rows.filter(Q(until__isnull=True) | Q(until__gte=clock.today()))
