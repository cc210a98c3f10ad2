"""The pledge of the database on paper: the very text that was hashed, and its signatures."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from blocs import clock
from blocs.models import Bloc, CityBody, LegalBasis, OrganizationName, Representation
from emulation.documents.paper import Basis, Document, Heading, Paragraph, Signatures
from emulation.documents.pledge_paper import pledge_paper
from emulation.documents.vocabulary import faults
from emulation.models import PledgeSignature
from emulation.models.pledge import PartyCapacity
from tests import factories as make
from tests.cast import World
from tests.emulation.pledges import draft, final, party, sign


def signatures(document: Document) -> list:
    return [place for block in document.body if isinstance(block, Signatures) for place in block.signatures]


def body(document: Document) -> list[str]:
    return [block.text for block in document.body if isinstance(block, Paragraph | Heading)]


def test_it_prints_every_line_of_the_hashed_text(world: World) -> None:
    version = final(world)
    printed = "\n".join(body(pledge_paper(version)))
    parties = version.canonical.index("CÁC BÊN KÝ")
    lines = [line for line in version.canonical[:parties].splitlines()[4:] if line]
    missing = [
        line for line in lines if line not in printed and not line.startswith("Căn cứ ") and " | " not in line
    ]
    assert missing == []


def test_it_stands_in_the_vocabulary_with_the_short_hash_at_its_foot(world: World) -> None:
    version = final(world)
    document = pledge_paper(version)
    assert faults(document.html()) == []
    assert document.check == f"Mã đối chiếu: {version.sha256[:8]}"
    assert document.dated_on == version.dated_on
    assert document.letterhead.place == "Hải Phòng"


def test_it_marks_the_data_of_a_demonstration_at_its_foot(world: World) -> None:
    version = final(world)
    assert "minh họa" not in pledge_paper(version).html()
    with override_settings(DEMO=True):
        check = pledge_paper(version).check
    assert check.startswith(f"Mã đối chiếu: {version.sha256[:8]} · Dữ liệu minh họa: ")
    Bloc.objects.update(fictional=True)
    assert pledge_paper(version).check == check


def test_it_places_members_in_their_order_then_witness_and_head(world: World) -> None:
    places = signatures(pledge_paper(final(world)))
    assert [place.unit for place in places] == [
        "Hội A", "Hội B", "Hội C", "Ban Thi đua - Khen thưởng thành phố", "Hội A",
    ]  # fmt: skip
    assert places[3].role == "Đại diện cơ quan chứng kiến"
    assert places[4].role == "Đơn vị Trưởng khối"


def test_it_shows_a_confirmation_and_the_places_still_empty(world: World) -> None:
    version = final(world)
    with clock.standing_at(clock.now()):
        sign(world, version, "leader")
        moment = clock.now()
    marks = {place.unit: place.mark for place in signatures(pledge_paper(version))}
    assert marks["Hội B"].startswith(f"Đã xác nhận điện tử trong hệ thống lúc {moment:%H:%M} ngày ")
    assert marks["Hội C"] == ""


def test_it_shows_a_signature_on_paper_by_its_day(world: World) -> None:
    version = final(world)
    PledgeSignature.objects.create(
        party=party(version, "C"),
        method="paper",
        position_title="Phó Chủ tịch",
        signing_form="KT.",
        text_sha256=version.sha256,
        signed_on=version.dated_on,
        signed_at=clock.now(),
        signed_by=world.users["secretariat"],
    )
    place = next(place for place in signatures(pledge_paper(version)) if place.unit == "Hội C")
    assert place.mark == "Đã ký bản giấy ngày 09/3/2021"
    assert place.authority == ("KT. Chủ tịch", "Phó Chủ tịch")


def test_it_leaves_out_a_void_signature(world: World) -> None:
    version = final(world)
    signature = sign(world, version, "leader")
    signature.voided_at, signature.voided_by = clock.now(), world.users["secretariat"]
    signature.save()
    assert {place.mark for place in signatures(pledge_paper(version))} == {""}


def test_it_prints_the_signer_by_name_unless_he_is_named_by_his_office(world: World) -> None:
    version = final(world)
    sign(world, version, "leader")
    assert {place.name for place in signatures(pledge_paper(version))} == {""}
    person = world.users["leader"].person
    person.name = "Người ký"
    person.save()
    assert {place.name for place in signatures(pledge_paper(version))} == {"", "Người ký"}


def test_it_takes_the_office_of_an_unsigned_party_from_the_day_of_the_text(world: World) -> None:
    version = final(world)
    Representation.objects.filter(
        person=world.users["other_leader"].person, organization=world.units["C"]
    ).update(position_title="Phó Chủ tịch", signing_form="KT.")
    place = next(place for place in signatures(pledge_paper(version)) if place.unit == "Hội C")
    assert place.authority == ("KT. Chủ tịch", "Phó Chủ tịch")


def test_a_later_name_does_not_change_a_final_text(world: World) -> None:
    version = final(world)
    OrganizationName.objects.filter(organization=world.units["B"]).update(name="Hội đổi tên")
    CityBody.objects.filter(kind="standing_body").update(name="Sở Nội vụ")
    html = pledge_paper(version).html()
    assert "Hội đổi tên" not in html
    assert "Sở Nội vụ" not in html


def test_a_draft_shows_today_s_members_and_says_that_it_is_a_draft(world: World) -> None:
    document = pledge_paper(draft(world))
    assert document.check == "Dự thảo, chưa chốt nội dung"
    assert [place.unit for place in signatures(document)] == ["Hội A", "Hội B", "Hội C"]
    assert any("03 đơn vị thành viên" in text for text in body(document))


def test_it_cites_the_law_of_the_day_and_the_bases_of_the_bloc(world: World) -> None:
    LegalBasis.objects.create(citation="Luật của năm sau", valid_from="2024-01-01")
    (bases,) = (block for block in pledge_paper(final(world)).body if isinstance(block, Basis))
    assert bases.citations == (
        "Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
        "Quy chế hoạt động của Khối",
    )


@pytest.mark.parametrize("more", [0, 9])
def test_it_asks_as_many_questions_for_three_members_as_for_twelve(world: World, more: int) -> None:
    for order in range(4, 4 + more):
        make.make_membership(world.bloc, make.make_organization(f"M{order}"), order=order)
    version = final(world)
    sign(world, version, "leader")
    sign(world, version, "head_leader", PartyCapacity.HEAD)
    with CaptureQueriesContext(connection) as queries:
        pledge_paper(version)
    assert len(queries) == 6
