"""The pledge of a version, gathered for paper in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django.db.models import Prefetch

from blocs.clock import LOCAL
from blocs.dates import in_words, two_digits
from blocs.models import LegalBasis, Membership, Representation
from blocs.models.city import CityBodyKind
from blocs.models.legal import LegalTopic
from blocs.models.representation import Duty
from blocs.queries import Name, bloc_names_on, bodies_on, names_on
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
from emulation.models import PledgeClause, PledgeSignature, PledgeVersion
from emulation.models import PledgeParty as Party
from emulation.models.pledge import PartyCapacity, Section, SignatureMethod

TITLES = {
    Section.CONTENT: "Nội dung thi đua",
    Section.TARGET: "Chỉ tiêu chung của Khối",
    Section.MEASURE: "Biện pháp thực hiện",
    Section.COMMITMENT: "Cam kết",
}

UNNAMED = {
    CityBodyKind.CITY: "thành phố",
    CityBodyKind.STANDING_BODY: "Cơ quan thường trực Hội đồng Thi đua - Khen thưởng thành phố",
}


def pledge_paper(version: PledgeVersion) -> Document:
    """The pledge as it stands now, signatures included; a draft shows the members of the year as its parties."""
    cycle, dated_on = version.pledge.cycle, version.dated_on
    bodies = bodies_on(dated_on)
    bloc_name = bloc_names_on(dated_on, [cycle.bloc_id])[cycle.bloc_id].full
    parties = _parties(version)
    names = names_on(dated_on, {unit for party in parties if (unit := party.organization_id) is not None})
    leaders = _leaders(names, dated_on)
    members = [party for party in parties if party.capacity == PartyCapacity.MEMBER]
    heads = [party for party in parties if party.capacity == PartyCapacity.HEAD]
    city = _body(bodies, CityBodyKind.CITY)
    standing_body = _body(bodies, CityBodyKind.STANDING_BODY)
    witnessed = any(party.capacity == PartyCapacity.WITNESS for party in parties)
    units = {party.organization_id for party in members + heads}
    return pledge_document(
        PledgePaper(
            year=cycle.year_id,
            bloc_name=bloc_name,
            place=city.removeprefix("thành phố "),
            dated_on=dated_on,
            bases=_bases(version, bloc_name),
            preamble=preamble(
                dated_on=dated_on,
                year=cycle.year_id,
                venue=version.place or city,
                witness=standing_body if witnessed else "",
                units=len(units),
                bloc_name=bloc_name,
            ),
            theme=cycle.year.theme,
            sections=_sections(version, len(units), standing_body),
            parties=tuple(_party(party, names, leaders) for party in members),
            head=_party(heads[0], names, leaders) if heads else None,
            head_title=cycle.bloc.head_title,
            witness=standing_body if witnessed else "",
            check=_check(version),
        )
    )


def preamble(*, dated_on: date, year: int, venue: str, witness: str, units: int, bloc_name: str) -> str:
    """The sentence above the contents of a pledge."""
    witnessed = f"với sự chứng kiến của đại diện lãnh đạo {witness}, " if witness else ""
    place = f"tại {venue}, " if venue else ""
    return (
        f"Hôm nay, {in_words(dated_on)}, {place}{witnessed}chúng tôi là đại diện lãnh đạo {two_digits(units)} đơn vị "
        f"thành viên {bloc_name} (sau đây gọi tắt là Khối) thống nhất ký giao ước thi đua năm {year} với những nội "
        "dung sau:"
    )


def _parties(version: PledgeVersion) -> list[Party]:
    """The frozen parties with their valid signature; for a draft the year's members in order, unsaved."""
    valid = PledgeSignature.objects.filter(voided_at__isnull=True).select_related("person")
    parties: list[Party] = list(
        Party.objects.filter(version=version)
        .order_by("order", "pk")
        .prefetch_related(Prefetch("signatures", valid, to_attr="valid_signatures"))
    )
    if parties or version.is_final:
        return parties
    cycle = version.pledge.cycle
    members = Membership.objects.filter(bloc=cycle.bloc_id, year=cycle.year_id).order_by("order", "pk")
    return [
        Party(version=version, organization_id=organization_id, capacity=PartyCapacity.MEMBER)
        for organization_id in members.values_list("organization_id", flat=True)
    ]


def _leaders(organization_ids: Iterable[int], day: date) -> dict[int, Representation]:
    """Who leads each organisation on a day; of several the one who leads longest."""
    leaders = Representation.objects.on(day).filter(duty=Duty.LEADER, organization__in=set(organization_ids))
    return {leader.organization_id: leader for leader in leaders.order_by("-since", "-pk")}


def _party(party: Party, names: dict[int, Name], leaders: dict[int, Representation]) -> PledgeParty:
    organization_id = cast(int, party.organization_id)  # only the witness has none
    unit = names[organization_id].full
    signatures = getattr(party, "valid_signatures", [])
    if signatures:
        signature = signatures[0]
        authority = signing_lines(signature.position_title, signature.signing_form)
        return PledgeParty(unit, authority, _mark(signature), _name(signature))
    leader = leaders.get(organization_id)
    return PledgeParty(unit, signing_lines(leader.position_title, leader.signing_form) if leader else ())


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


def _bases(version: PledgeVersion, bloc_name: str) -> tuple[str, ...]:
    """What a pledge of that day cites: the dated legal bases, then the bloc's own regulation."""
    bases = LegalBasis.objects.on(version.dated_on).filter(topic=LegalTopic.EMULATION).order_by("order", "pk")
    return (*(basis.citation.strip().rstrip(".;") for basis in bases), f"Quy chế hoạt động của {bloc_name}")


def _sections(version: PledgeVersion, units: int, standing_body: str) -> tuple[PledgeSection, ...]:
    clauses: dict[str, list[PledgeClause]] = {}
    for clause in PledgeClause.objects.filter(version=version).order_by("order", "pk"):
        clauses.setdefault(clause.section, []).append(clause)
    sections = [
        PledgeSection(TITLES[section], tuple(clause.text for clause in clauses[section]))
        if section != Section.TARGET
        else PledgeSection(
            TITLES[section],
            targets=tuple(
                PledgeTarget(clause.text, clause.target_unit, clause.target_level)
                for clause in clauses[section]
            ),
        )
        for section in TITLES
        if section in clauses
    ]
    theme = _theme(version)
    force = version.entry_into_force or _force(version.pledge.cycle.year_id, units, standing_body)
    return (
        *([PledgeSection("Chủ đề thi đua", (theme,))] if theme else []),
        *sections,
        PledgeSection("Điều khoản thi hành", (force,)),
    )


def _theme(version: PledgeVersion) -> str:
    """The theme in quotation marks; the bare theme of the city gets the sentence around it."""
    city_theme, year = version.pledge.cycle.year.theme, version.pledge.cycle.year_id
    theme = version.theme.strip()
    if not theme or theme.startswith(("“", '"')):
        return theme
    if theme == city_theme:
        theme = (
            "Đoàn kết, sáng tạo, thi đua góp phần thực hiện thắng lợi chủ đề năm "
            f"{year} của thành phố: {city_theme}"
        )
    return f"“{theme.rstrip('.')}”."


def _force(year: int, units: int, standing_body: str) -> str:
    return (
        f"Giao ước có hiệu lực từ ngày ký đến hết ngày 31 tháng 12 năm {year}, được lập thành "
        f"{two_digits(units + 1)} bản có giá trị như nhau; mỗi đơn vị giữ 01 bản, gửi {standing_body} 01 bản./."
    )


def _check(version: PledgeVersion) -> str:
    if not version.is_final:
        return "Dự thảo, chưa chốt nội dung"
    replaced = " · Đã thay bằng bản khác" if version.replaced_at else ""
    return f"Mã đối chiếu: {short_hash(version.sha256)}{replaced}"


def _body(bodies: dict[str, Name], kind: CityBodyKind) -> str:
    """The name of a body of the city on the paper's day, or what such a body is called everywhere."""
    return bodies[kind].full if kind in bodies else UNNAMED[kind]
