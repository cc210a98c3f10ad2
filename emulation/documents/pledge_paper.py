"""The pledge of a version, gathered for paper in a fixed number of queries: exactly the text that is hashed and signed."""

from datetime import date

from django.conf import settings
from django.db.models import Prefetch

from blocs.clock import LOCAL
from blocs.models import Representation
from blocs.models.city import CityBodyKind
from blocs.models.representation import Duty
from blocs.queries import bodies_on, names_on
from blocs.text import short_hash
from emulation.documents.paper import Document
from emulation.documents.pledge import (
    PledgePaper,
    PledgeParty,
    PledgeSection,
    PledgeTarget,
    confirmed_mark,
    digital_mark,
    pledge_document,
    scanned_mark,
    signing_lines,
)
from emulation.models import Cycle, PledgeSignature, PledgeVersion
from emulation.models import PledgeParty as Party
from emulation.models.pledge import PartyCapacity, SignatureMethod
from emulation.queries.pledge import members_on
from emulation.queries.pledge_text import PledgeText, text_of, word

DEMONSTRATION = "Dữ liệu minh họa: chỉ tiêu, chữ ký do hệ thống tạo ra, không phải của các đơn vị"


def pledge_paper(version: PledgeVersion) -> Document:
    """The pledge as it stands now, signatures included. A draft is shown as it would be with today's data."""
    version = _read(version.pk)
    cycle = version.pledge.cycle
    parties = sorted(version.parties.all(), key=lambda party: party.order)
    if not version.is_final:
        parties = _expected_parties(version)
        word(version, cycle, len(parties))
    leaders = _leaders(parties, version.dated_on)
    heads = [party for party in parties if party.capacity == PartyCapacity.HEAD]
    return pledge_document(
        PledgePaper(
            year=cycle.year_id,
            bloc_name=version.bloc_name,
            place=_place(version.dated_on),
            dated_on=version.dated_on,
            bases=tuple(basis.strip().rstrip(".;") for basis in version.bases.splitlines()),
            preamble=version.preamble,
            theme=cycle.year.theme,
            sections=_sections(text_of(version)),
            parties=tuple(
                _party(party, leaders) for party in parties if party.capacity == PartyCapacity.MEMBER
            ),
            head=_party(heads[0], leaders) if heads else None,
            head_title=cycle.bloc.head_title,
            witness=next((party.name for party in parties if party.capacity == PartyCapacity.WITNESS), ""),
            check=" · ".join(filter(None, (_check(version), _demonstration(cycle)))),
        )
    )


def _read(pk: int) -> PledgeVersion:
    """The version with its clauses, its parties and their valid signatures."""
    valid = PledgeSignature.objects.filter(voided_at__isnull=True).select_related("person")
    return (
        PledgeVersion.objects.select_related("pledge__cycle__bloc", "pledge__cycle__year")
        .prefetch_related(
            "clauses", "parties", Prefetch("parties__signatures", valid, to_attr="valid_signatures")
        )
        .get(pk=pk)
    )


def _expected_parties(version: PledgeVersion) -> list[Party]:
    """The members who would sign a draft, unsaved."""
    members = members_on(version.pledge.cycle, version)
    names = names_on(version.dated_on, [member.organization_id for member in members])
    return [
        Party(
            organization_id=member.organization_id,
            name=names[member.organization_id].full,
            capacity=PartyCapacity.MEMBER,
        )
        for member in members
    ]


def _leaders(parties: list[Party], day: date) -> dict[int, Representation]:
    """Who leads each organisation on a day; of several the one who has led longest."""
    units = [party.organization_id for party in parties if party.organization_id]
    leaders = Representation.objects.on(day).filter(duty=Duty.LEADER, organization__in=units)
    return {leader.organization_id: leader for leader in leaders.order_by("-since", "-pk")}


def _place(day: date) -> str:
    """The city as it stands before the date: "Hải Phòng"."""
    city = bodies_on(day).get(CityBodyKind.CITY)
    return city.full.removeprefix("thành phố ").removeprefix("Thành phố ") if city else ""


def _sections(text: PledgeText) -> tuple[PledgeSection, ...]:
    return tuple(
        PledgeSection(
            part.title,
            part.clauses,
            tuple(PledgeTarget(target.text, target.unit, target.level) for target in part.targets),
        )
        for part in text.parts
    )


def _party(party: Party, leaders: dict[int, Representation]) -> PledgeParty:
    signatures = getattr(party, "valid_signatures", [])
    if signatures:
        signature = signatures[0]
        authority = signing_lines(signature.position_title, signature.signing_form)
        return PledgeParty(party.name, authority, _mark(signature), _name(signature))
    leader = leaders.get(party.organization_id or 0)
    return PledgeParty(
        party.name, signing_lines(leader.position_title, leader.signing_form) if leader else ()
    )


def _mark(signature: PledgeSignature) -> str:
    signed_on = signature.signed_on or signature.signed_at.astimezone(LOCAL).date()
    match signature.method:
        case SignatureMethod.PAPER:
            return scanned_mark(signed_on)
        case SignatureMethod.DIGITAL:
            return digital_mark(signed_on)
        case _:
            return confirmed_mark(signature.signed_at)


def _name(signature: PledgeSignature) -> str:
    """The signer's name; people of the demonstration are named by their office, which stands above already."""
    name = signature.person.name if signature.person else ""
    return "" if name.startswith(signature.position_title) else name


def _demonstration(cycle: Cycle) -> str:
    """What the pledge of a demonstration says of itself."""
    return DEMONSTRATION if settings.DEMO or cycle.bloc.fictional else ""


def _check(version: PledgeVersion) -> str:
    if not version.is_final:
        return "Dự thảo, chưa chốt nội dung"
    replaced = " · Đã thay bằng bản khác" if version.replaced_at else ""
    return f"Mã đối chiếu: {short_hash(version.sha256)}{replaced}"
