"""An organisation joins a bloc within the year."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from blocs.actions.membership import join_bloc, leave_bloc
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, CompositionDecision, Membership
from tests import factories as make
from tests.blocs.compositions import DECISION, NEW_DECISION, members
from tests.cast import YEAR, World
from tests.queries import MOST_QUERIES, count_queries

MAY = date(YEAR, 5, 4)


def page_of(bloc, year: int = YEAR) -> str:
    return f"/blocs/{bloc.pk}/years/{year}/members/new/"


def join(world: World, unit, persona: str = "officer", joined_on: date = MAY, competes: bool = True):
    return join_bloc(
        world.bloc,
        YEAR,
        unit,
        actor=world.actor(persona),
        joined_on=joined_on,
        competes=competes,
        basis=DECISION,
    )


def typed(unit, **more) -> dict:
    return {
        "organization": f"Hội {unit.code} ({unit.code})",
        "joined_on": "04/05/2021",
        "competes": "yes",
        **NEW_DECISION,
    } | more


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_it_joins_last_in_the_order_from_a_day_by_a_decision(world: World, persona: str):
    unit = make.make_organization("E")
    membership = join(world, unit, persona)
    assert members(world.bloc) == ["A", "B", "C", "E"]
    assert (membership.order, membership.joined_on) == (4, MAY)
    assert membership.decision == CompositionDecision.objects.get(number="15/QĐ-UBND")
    event = AuditEvent.objects.get(act="membership.join")
    assert (event.bloc, event.organization, event.year) == (world.bloc, unit, YEAR)
    assert event.new["decision"] == "Số 15/QĐ-UBND ngày 04/01/2021, Ủy ban nhân dân thành phố"


@pytest.mark.parametrize("persona", ["secretariat", "head_leader", "city_leader", "leader"])
def test_others_enter_no_member(world: World, persona: str):
    with pytest.raises(NotAllowed):
        join(world, make.make_organization("E"), persona)
    assert members(world.bloc) == ["A", "B", "C"]


def test_who_is_a_member_does_not_join_again(world: World):
    with pytest.raises(Conflict, match="Hội B đã là thành viên năm 2021"):
        join(world, world.units["B"])
    join(world, make.make_organization("E"))
    assert members(world.bloc) == ["A", "B", "C", "E"]


def test_who_competes_elsewhere_may_take_part_only(world: World):
    with pytest.raises(Conflict, match="Khối thi đua K2"):
        join(world, world.units["D"])
    join(world, world.units["D"], competes=False)
    assert members(world.bloc) == ["A", "B", "C", "(D)"]


def test_the_day_lies_in_the_year(world: World):
    unit = make.make_organization("E")
    for day in (date(YEAR - 1, 12, 31), date(YEAR + 1, 1, 1)):
        with pytest.raises(BadInput):
            join(world, unit, joined_on=day)
    join(world, unit, joined_on=date(YEAR, 12, 31))


def test_nobody_joins_after_the_end_of_either(world: World):
    gone = make.make_organization("G", dissolved_on=date(YEAR, 4, 30))
    with pytest.raises(Conflict, match="giải thể"):
        join(world, gone)
    join(world, gone, joined_on=date(YEAR, 4, 30))
    world.bloc.ended_on = date(YEAR, 4, 30)
    world.bloc.save()
    with pytest.raises(Conflict, match="đã kết thúc"):
        join(world, make.make_organization("E"))


def test_a_decision_of_another_bloc_is_refused(world: World):
    foreign = CompositionDecision.objects.create(bloc=world.other_bloc, number="9", issuer="UBND")
    unit = make.make_organization("E")
    with pytest.raises(BadInput):
        join_bloc(world.bloc, YEAR, unit, actor=world.actor("officer"), joined_on=MAY, basis=foreign.pk)
    assert not Membership.objects.filter(organization=unit).exists()


# The page


def test_the_page_tells_what_follows_before_it_is_recorded(world: World):
    unit = make.make_organization("E")
    client = world.client("officer")
    response = client.post(page_of(world.bloc), typed(unit))
    assert response.status_code == 200
    assert response.context["consequences"][:3] == [
        "Hội E là thành viên Khối thi đua K1 từ ngày 04/05/2021.",
        "Đơn vị xếp thứ tự 4 trong danh sách.",
        "Đơn vị tính thi đua cùng các đơn vị khác.",
    ]
    assert members(world.bloc) == ["A", "B", "C"]
    response = client.post(page_of(world.bloc), typed(unit, confirmed="1"))
    assert response.status_code == 302
    assert members(world.bloc) == ["A", "B", "C", "E"]


@pytest.mark.parametrize("text", ["Hội Nữ doanh nhân (NDN)", "ndn", "hoi nu doanh nhan", "nu doanh"])
def test_the_organisation_is_typed_as_one_speaks_of_it(world: World, text: str):
    unit = make.make_organization("NDN", name="Hội Nữ doanh nhân")
    response = world.client("officer").post(
        page_of(world.bloc), typed(unit, organization=text, confirmed="1")
    )
    assert response.status_code == 302
    assert unit.memberships.get().bloc == world.bloc


@pytest.mark.parametrize(
    ("text", "sentence"), [("Hội", "khớp với 2 đơn vị"), ("Hội Không Có", "chưa có đơn vị nào tên")]
)
def test_what_fits_several_or_none_is_told_beside_the_field(world: World, text: str, sentence: str):
    make.make_organization("E")
    response = world.client("officer").post(
        page_of(world.bloc), typed(world.units["D"], organization=text, confirmed="1")
    )
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert members(world.bloc) == ["A", "B", "C"]


def test_what_stands_against_it_is_told_and_there_is_no_red_button(world: World):
    client = world.client("officer")
    for more in ({}, {"confirmed": "1"}):
        response = client.post(page_of(world.bloc), typed(world.units["D"], **more))
        assert response.status_code == 409
        assert "Khối thi đua K2" in response.content.decode()
        assert "btn-binding" not in response.content.decode()
    assert members(world.bloc) == ["A", "B", "C"]


def test_the_scan_is_kept_with_the_decision(world: World):
    unit = make.make_organization("E")
    scan = make_scan()
    data = typed(unit, confirmed="1", scan=scan)
    assert world.client("officer").post(page_of(world.bloc), data).status_code == 302
    decision = CompositionDecision.objects.get()
    assert decision.document.content_type == "application/pdf"


def test_a_scan_that_is_none_is_told_where_it_was_chosen(world: World):
    unit = make.make_organization("E")
    data = typed(unit, confirmed="1", scan=make_scan(b"plain text"))
    response = world.client("officer").post(page_of(world.bloc), data)
    assert response.status_code == 422
    assert 'name="confirmed"' in response.content.decode()
    assert members(world.bloc) == ["A", "B", "C"]


def make_scan(content: bytes = b"%PDF-1.7 decision"):
    return SimpleUploadedFile("quyet-dinh.pdf", content)


def test_few_and_many_organisations_take_the_same_number_of_questions(world: World):
    client = world.client("operator")
    before = count_queries(client, page_of(world.bloc))
    for _number in range(30):
        make.make_organization()
    assert count_queries(client, page_of(world.bloc)) == before <= MOST_QUERIES


def left(world: World, unit, left_on: date):
    """The unit has left the bloc it competed in."""
    membership = unit.memberships.get(year=YEAR, competes=True)
    return leave_bloc(membership, actor=world.actor("officer"), left_on=left_on, basis=DECISION)


def test_who_has_left_another_bloc_competes_here_in_one_step(world: World):
    """Nobody has to take out a tick in the list of the bloc it has left."""
    world.other_bloc.offices.update(until=date(YEAR, 4, 1))
    old = left(world, world.units["D"], date(YEAR, 4, 30))
    client, page = world.client("officer"), page_of(world.bloc)
    asked = client.post(page, typed(world.units["D"])).content.decode()
    assert "Đơn vị đã tính thi đua ở Khối thi đua K2 đến hết ngày 30/04/2021." in asked
    assert "Theo quyết định: Số 15/QĐ-UBND ngày 04/01/2021, Ủy ban nhân dân thành phố." in asked
    assert client.post(page, typed(world.units["D"], confirmed="1")).status_code == 302
    assert members(world.bloc) == ["A", "B", "C", "D"]
    old.refresh_from_db()
    assert (old.competes, old.left_on) == (False, date(YEAR, 4, 30))
    event = AuditEvent.objects.get(act="membership.change")
    assert (event.bloc, event.old, event.new) == (world.other_bloc, {"competes": True}, {"competes": False})


def test_who_still_belongs_to_another_bloc_on_the_day_is_told_when_it_may_join(world: World):
    world.other_bloc.offices.update(until=date(YEAR, 4, 1))
    left(world, world.units["D"], MAY)
    with pytest.raises(Conflict, match="tính thi đua ở Khối thi đua K2 đến hết ngày 04/05/2021"):
        join(world, world.units["D"], joined_on=MAY)
    join(world, world.units["D"], joined_on=date(YEAR, 5, 5))
    assert members(world.bloc) == ["A", "B", "C", "D"]


def test_a_chosen_decision_and_the_fields_of_a_new_one_are_not_both_taken(world: World):
    """The sentence stands beside the choice; with one of the two the member joins."""
    join(world, make.make_organization("E"))
    unit = make.make_organization("F")
    chosen = CompositionDecision.objects.get(number="15/QĐ-UBND").pk
    client, page = world.client("officer"), page_of(world.bloc)
    both = client.post(page, typed(unit, decision=chosen))
    assert both.status_code == 422
    assert "decision" in both.context["form"].errors
    one = typed(unit, decision=chosen, number="", dated_on="", issuer="", confirmed="1")
    assert client.post(page, one).status_code == 302
    assert members(world.bloc) == ["A", "B", "C", "E", "F"]
