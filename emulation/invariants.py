"""What must hold in the data of `emulation` and no constraint can hold: `manage.py check_data` asks."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q

from blocs.clock import LOCAL
from blocs.invariants import Invariant
from blocs.models import Membership, Representation
from blocs.models.representation import Duty
from emulation.models import Extension, IssuedPaper, PledgeParty, PledgeSignature, PledgeVersion
from emulation.models.paper import PaperState
from emulation.models.pledge import PartyCapacity, SignatureMethod
from emulation.queries.pledge_text import canonical, digest


def changed_pledges() -> Iterator[str]:
    versions = PledgeVersion.objects.exclude(finalised_at=None).select_related("pledge__cycle__bloc")
    for version in versions.prefetch_related("clauses", "parties").order_by("pk"):
        if digest(version.canonical) != version.sha256:
            yield f"{version}: the text kept does not give its hash"
        elif canonical(version) != version.canonical:
            yield f"{version}: its clauses or parties are not those of the text kept"


def signatures_of_another_text() -> Iterator[str]:
    valid = PledgeSignature.objects.filter(voided_at=None).select_related("party__version")
    other = ~Q(text_sha256=F("party__version__sha256")) | Q(party__version__replaced_at__isnull=False)
    for signature in valid.filter(other).order_by("pk"):
        yield f"signature {signature.pk} of {signature.party.name}"


def signatures_without_an_office() -> Iterator[str]:
    confirmed = PledgeSignature.objects.filter(method=SignatureMethod.SYSTEM).select_related("party")
    leaders = Representation.objects.filter(duty=Duty.LEADER)
    held: dict[tuple[int, int], list[Representation]] = {}
    for row in leaders:
        held.setdefault((row.person_id, row.organization_id), []).append(row)
    for signature in confirmed.order_by("pk"):
        day = signature.signed_at.astimezone(LOCAL).date()
        offices = held.get((signature.person_id, signature.party.organization_id), [])
        if not any(office.holds_on(day) for office in offices):
            yield f"signature {signature.pk} of {signature.party.name} on {day:%d/%m/%Y}"


def strangers_among_the_parties() -> Iterator[str]:
    members = Membership.objects.filter(
        bloc=OuterRef("version__pledge__cycle__bloc"),
        year=OuterRef("version__pledge__cycle__year"),
        organization=OuterRef("organization"),
    )
    parties = PledgeParty.objects.exclude(capacity=PartyCapacity.WITNESS).filter(~Exists(members))
    for party in parties.select_related("version__pledge__cycle__bloc").order_by("pk"):
        yield f"{party.version}: {party.name}"


def papers_valid_twice() -> Iterator[str]:
    valid = (
        IssuedPaper.objects.filter(state=PaperState.VALID).values("cycle", "kind").order_by("cycle", "kind")
    )
    for row in valid.annotate(papers=Count("pk")).filter(papers__gt=1):
        yield f"cycle {row['cycle']}: {row['papers']} papers of the kind {row['kind']}"


def time_given_to_strangers() -> Iterator[str]:
    members = Membership.objects.filter(organization=OuterRef("organization"))
    in_cycle = members.filter(bloc=OuterRef("window__cycle__bloc"), year=OuterRef("window__cycle__year"))
    in_year = members.filter(year=OuterRef("window__year"))
    found = Extension.objects.filter(~Exists(in_cycle), ~Exists(in_year))
    for extension in found.select_related("window", "organization").order_by("pk"):
        yield f"{extension}: {extension.organization}"


INVARIANTS = [
    Invariant("A pledge that is final is word for word what was hashed.", changed_pledges),
    Invariant(
        "A valid signature stands under the text in force, and under no other.", signatures_of_another_text
    ),
    Invariant("Who confirmed a pledge led the organisation on that day.", signatures_without_an_office),
    Invariant("The parties of a pledge are members of the bloc in its year.", strangers_among_the_parties),
    Invariant("A year has one valid paper of a kind.", papers_valid_twice),
    Invariant("More time is given to members only.", time_given_to_strangers),
]
