"""Who has signed a pledge and who has not."""

import hashlib
from dataclasses import dataclass

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from blocs.dates import two_digits
from blocs.models import Membership
from emulation.models import Cycle, PledgeParty, PledgeSignature, PledgeVersion
from emulation.models.pledge import PartyCapacity


@dataclass(frozen=True)
class Place:
    """A party and its valid signature, if it has signed."""

    party: PledgeParty
    signature: PledgeSignature | None

    @property
    def is_witness(self) -> bool:
        return self.party.capacity == PartyCapacity.WITNESS

    @property
    def is_head(self) -> bool:
        return self.party.capacity == PartyCapacity.HEAD


@dataclass(frozen=True)
class Unit:
    """An organisation among the parties. It has signed when each of its places is signed (the head's has two)."""

    organization_id: int | None
    name: str
    places: tuple[Place, ...]

    @property
    def has_signed(self) -> bool:
        return all(place.signature for place in self.places)

    @property
    def open_place(self) -> Place | None:
        """Where it is to sign next."""
        return next((place for place in self.places if not place.signature), None)


@dataclass(frozen=True)
class Board:
    """All places of a final text, in the order of the founding decision."""

    places: tuple[Place, ...] = ()
    units: tuple[Unit, ...] = ()

    @property
    def signed(self) -> int:
        return sum(unit.has_signed for unit in self.units)

    @property
    def total(self) -> int:
        return len(self.units)

    @property
    def missing(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if not unit.has_signed)

    @property
    def is_complete(self) -> bool:
        """Every unit has signed; the witness stands on paper only and is not waited for."""
        return bool(self.units) and not self.missing

    @property
    def is_begun(self) -> bool:
        return any(place.signature for place in self.places)

    def unit(self, organization_id: int | None) -> Unit | None:
        return next((unit for unit in self.units if unit.organization_id == organization_id), None)

    def place(self, party_id: int) -> Place | None:
        return next((place for place in self.places if place.party.pk == party_id), None)

    @property
    def missing_sentence(self) -> str:
        """ "Còn 02/08 đơn vị chưa ký: …"; empty when all have signed."""
        if not self.missing:
            return ""
        return _("{n} of {m} organisations have not signed: {names}.").format(
            n=two_digits(len(self.missing)),
            m=two_digits(self.total),
            names=", ".join(unit.name for unit in self.missing),
        )


def current_version(cycle: Cycle) -> PledgeVersion | None:
    """The text in force, with its clauses and, once final, parties and their valid signatures, in at most four queries.

    None before a first draft.
    """
    version = (
        PledgeVersion.objects.filter(pledge__cycle=cycle, replaced_at__isnull=True)
        .select_related("pledge__cycle")
        .first()
    )
    if version:
        valid = PledgeSignature.objects.filter(voided_at__isnull=True)
        signed: list[str | Prefetch] = [
            "parties",
            Prefetch("parties__signatures", valid, to_attr="valid_signatures"),
        ]
        prefetch_related_objects([version], "clauses", *(signed if version.is_final else []))
    return version


def board_of(version: PledgeVersion) -> Board:
    """The places of a version read by `current_version`; a draft has none."""
    if not version.is_final:
        return Board()
    rows = sorted(version.parties.all(), key=lambda party: party.order)
    places = tuple(Place(party, next(iter(party.valid_signatures), None)) for party in rows)
    units = []
    for party in rows:
        if party.capacity == PartyCapacity.MEMBER:
            own = tuple(place for place in places if place.party.organization_id == party.organization_id)
            units.append(Unit(party.organization_id, party.name, own))
    return Board(places, tuple(units))


def contents_key(version: PledgeVersion, board: Board) -> str:
    """What the printed pledge is made from, hashed: the text, and who signed it how and when."""
    lines = [version.sha256]
    for place in board.places:
        if signature := place.signature:
            lines.append(
                f"{place.party.pk} {signature.pk} {signature.method} {signature.signed_at.isoformat()}"
            )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def members_on(cycle: Cycle, version: PledgeVersion) -> list[Membership]:
    """The members that are to sign a text of that day, in the order of the founding decision."""
    day = version.dated_on
    rows = Membership.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gte=day), bloc=cycle.bloc_id, year=cycle.year_id
    )
    return list(rows.order_by("order", "pk"))
