"""Search: by parts of words without marks, in any order, in all names; what one may not see does not exist."""

import unicodedata
from datetime import date

import pytest

from blocs.models import BlocName, OrganizationName, StoredFile
from emulation.models import IssuedPaper
from emulation.models.paper import PaperKind, PaperState
from reports.queries.search import search
from tests import factories as make
from tests.cast import PERSONAS, World
from tests.queries import MOST_QUERIES, count_queries

PAGE, SUGGESTIONS = "/search/", "/search/suggestions/"


def found(world: World, persona: str, text: str, most: int = 50) -> dict[str, list[str]]:
    """What a persona finds: the titles by kind."""
    return {one.kind: [hit.title for hit in one.hits] for one in search(world.actor(persona), text, most)}


def units(world: World, text: str, persona: str = "officer") -> list[str]:
    return found(world, persona, text).get("organizations", [])


def make_paper(world: World, cycle=None, **fields) -> IssuedPaper:
    """An issued paper of K1's year."""
    number = IssuedPaper.objects.count()
    fields = {
        "kind": PaperKind.YEAR_END_REPORT,
        "cycle": cycle or world.cycle,
        "dated_on": date(2022, 3, 9),
        "file": StoredFile.objects.create(sha256=f"{number:064x}", size=1, content_type="application/pdf"),
        "content_key": "x",
        "issued_by": world.users["officer"],
    } | fields
    return IssuedPaper.objects.create(**fields)


@pytest.mark.parametrize(
    "typed",
    [
        "Hội Nữ doanh nhân",
        "hoi nu",
        "HỘI NỮ",
        "doanh nữ",
        "nhan oan",
        unicodedata.normalize("NFD", "Nữ doanh"),
        "  nữ,  hội ",
        "HNDN",
        "hndn-01",
        "nu dn",
    ],
)
def test_parts_of_words_without_marks_in_any_order_find_a_unit(world: World, typed: str):
    make.make_organization("HNDN-01", "Hội Nữ doanh nhân", "HNDN")
    assert units(world, typed) == ["Hội Nữ doanh nhân"]


@pytest.mark.parametrize("typed", ["hoà", "hòa", "HOÀ", "hoa bình", "hoà bình", "hòa bình"])
@pytest.mark.parametrize("name", ["Hội Hòa bình", "Hội Hoà bình"])
def test_the_old_and_the_new_place_of_the_tone_are_one(world: World, typed: str, name: str):
    make.make_organization("HB", name)
    assert units(world, typed) == [name]


@pytest.mark.parametrize("typed", ["đỏ", "do", "Đo", "ĐỎ", "chu thap do"])
def test_d_is_d(world: World, typed: str):
    make.make_organization("CTD", "Hội Chữ thập đỏ")
    assert "Hội Chữ thập đỏ" in units(world, typed)


def test_a_former_name_finds_the_unit_under_its_name_of_today(world: World):
    OrganizationName.objects.create(
        organization=world.units["B"], name="Liên minh mới", short_name="LMM", valid_from=date(2020, 1, 1)
    )
    (one,) = search(world.actor("officer"), "hoi b", 5)
    assert [hit.title for hit in one.hits] == ["Liên minh mới"]
    assert "trước đây là Hội B" in one.hits[0].note
    (one,) = search(world.actor("officer"), "lien minh", 5)
    assert "trước đây" not in one.hits[0].note


def test_the_best_stands_first_then_vietnamese_order(world: World):
    for code, name in [
        ("T1", "Hội Đá"),
        ("T2", "Hội Da giày"),
        ("T3", "Hội Vận tải Đa năng"),
        ("T4", "Hội Thủy sản Nada"),
        ("DA", "Hội Xây dựng"),
    ]:
        make.make_organization(code, name, code)
    assert units(world, "da") == [
        "Hội Xây dựng",  # is called so
        "Hội Da giày",
        "Hội Đá",
        "Hội Vận tải Đa năng",
        "Hội Thủy sản Nada",
    ]


def test_blocs_are_found_by_names_and_code(world: World):
    BlocName.objects.create(
        bloc=world.bloc, name="Khối Liên hiệp hội", short_name="Liên hiệp", valid_from=date(2020, 1, 1)
    )
    assert found(world, "officer", "lien hiep")["blocs"] == ["Khối Liên hiệp hội"]
    assert found(world, "officer", "khoi thi dua k1")["blocs"] == ["Khối Liên hiệp hội"]
    assert found(world, "officer", "K2")["blocs"] == ["Khối thi đua K2"]


def test_people_are_found_by_name_and_stand_with_what_they_are(world: World):
    (one,) = search(world.actor("officer"), "chu tich b", 5, ["people"])
    assert {(hit.title, hit.note) for hit in one.hits} >= {("Chủ tịch B", "Chủ tịch, B")}
    # Whose duty ended is found by name alone.
    assert sorted(hit.note for hit in one.hits if hit.title == "Chủ tịch B") == ["", "Chủ tịch, B"]


def test_papers_are_found_by_kind_number_bloc_and_year(world: World):
    report = make_paper(world, number="12/BC-KTĐ")
    make_paper(world, kind=PaperKind.PLEDGE, dated_on=date(2021, 3, 9))
    make_paper(world, world.other_cycle)
    for typed in (
        "báo cáo 12",
        "12/BC-KTĐ",
        "bc ktd",
        "tong ket k1 2021",
        "2021 bao k1",
        report.verification_code,
    ):
        assert found(world, "officer", typed)["papers"] == ["Báo cáo tổng kết 2021 12/BC-KTĐ"], typed
    assert found(world, "officer", "giao uoc")["papers"] == ["Giao ước thi đua 2021"]
    (one,) = search(world.actor("officer"), "12/BC-KTĐ", 5)
    assert one.hits[0].url == f"/papers/{report.pk}/"


def test_papers_in_force_stand_before_those_replaced(world: World):
    make_paper(world, number="1/BC", state=PaperState.REPLACED)
    make_paper(world, number="2/BC")
    (one,) = search(world.actor("officer"), "bao cao", 5)
    assert [hit.title[-4:] for hit in one.hits] == ["2/BC", "1/BC"]
    assert "Đã thay" in one.hits[1].note


@pytest.mark.parametrize(
    ("personas", "names", "people", "papers"),
    [
        (["officer", "city_leader", "operator"], 4, True, 2),
        (["board", "conflicted_board", "leader_on_board"], 4, False, 0),
        (["secretariat"], 3, True, 1),
        (["leader", "clerk", "other_leader", "head_leader", "head_clerk"], 3, True, 1),
        (["outside_leader", "other_secretariat"], 1, True, 1),
        (["nobody", "ended_leader"], 0, False, 0),
    ],
)
def test_what_one_may_not_see_is_not_found(world: World, personas, names, people, papers):
    make_paper(world)
    make_paper(world, world.other_cycle)
    for persona in personas:
        kinds = found(world, persona, "o")
        assert len(kinds.get("organizations", [])) == names, persona
        kinds = found(world, persona, "ch")
        assert bool(kinds.get("people")) == people, persona
        kinds = found(world, persona, "bao cao")
        assert len(kinds.get("papers", [])) == papers, persona


def test_a_member_finds_people_of_its_own_unit_alone(world: World):
    assert set(found(world, "leader", "chu tich")["people"]) == {"Chủ tịch B"}
    assert "Chủ tịch C" in found(world, "secretariat", "chu tich")["people"]
    assert "Chủ tịch D" not in found(world, "secretariat", "chu tich")["people"]


def test_a_duty_in_a_unit_one_may_not_see_is_not_told_beside_a_name(world: World):
    gone = world.users["ended_leader"].person
    gone.representations.create(
        organization=world.units["D"], duty="clerk", position_title="Ủy viên", since=date(2022, 1, 1)
    )

    def notes(persona: str) -> list[str]:
        (one,) = search(world.actor(persona), "chu tich b", 5, ["people"])
        return sorted(hit.note for hit in one.hits)

    assert notes("leader") == ["", "Chủ tịch, B"]
    assert notes("officer") == ["Chủ tịch, B", "Ủy viên, D"]


@pytest.mark.parametrize("persona", [name for name in PERSONAS if name != "anonymous"])
def test_the_page_and_the_suggestions_say_the_same_of_what_is_hidden(world: World, persona: str):
    seen = bool(units(world, "hoi d", persona))
    for address in (PAGE, SUGGESTIONS):
        text = world.client(persona).get(address, {"q": "hội d"}).content.decode()
        assert (f'href="/organizations/{world.units["D"].pk}/"' in text) == seen, address


def test_many_hits_lead_to_all_of_their_kind(world: World):
    for number in range(8):
        make.make_organization(f"X{number}", f"Hội Xây dựng {number}")
    client = world.client("officer")
    text = client.get(PAGE, {"q": "xay dung"}).content.decode()
    assert text.count("Hội Xây dựng") == 5
    assert "?q=xay%20dung&amp;kind=organizations" in text
    text = client.get(PAGE, {"q": "xay dung", "kind": "organizations"}).content.decode()
    assert text.count("Hội Xây dựng") == 8
    assert "Xem tất cả" not in text
    assert client.get(SUGGESTIONS, {"q": "xay dung"}).content.decode().count("Hội Xây dựng") == 3


@pytest.mark.parametrize("typed", ["", "   ", "…", "không có gì như vậy", "x" * 5000, "\0", "%", "_", "'"])
def test_nothing_found_says_how_to_search(world: World, typed: str):
    response = world.client("officer").get(PAGE, {"q": typed})
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()
    assert world.client("officer").get(SUGGESTIONS, {"q": typed}).status_code == 200


def test_what_is_typed_is_only_text(world: World):
    text = world.client("officer").get(PAGE, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_an_unknown_kind_is_left_out(world: World):
    text = world.client("officer").get(PAGE, {"q": "hội a", "kind": "x"}).content.decode()
    assert "Hội A" in text


def test_every_page_has_the_box_and_the_way_to_the_page(world: World):
    for persona in ("leader", "board", "operator", "nobody"):
        text = world.client(persona).get("/").content.decode()
        assert 'id="q"' in text
        assert 'class="search-link" href="/search/"' in text
    assert 'id="q"' not in world.client("anonymous").get("/honours/").content.decode()


def test_few_and_many_rows_ask_the_same_number_of_questions(world: World):
    make_paper(world)
    addresses = [f"{PAGE}?q=ch", f"{PAGE}?q=o", f"{SUGGESTIONS}?q=o"]
    before = [count_queries(world.client("officer"), address) for address in addresses]
    for number in range(12):
        unit = make.make_organization(name=f"Hội chung số {number}")
        make.make_leader(unit)
        make.make_bloc(name=f"Khối chung {number}")
        make_paper(world)
    after = [count_queries(world.client("officer"), address) for address in addresses]
    assert after == before
    assert max(after) <= MOST_QUERIES
