"""A member leaves its bloc, within the year or at its end; a leaving recorded by mistake is taken back."""

from datetime import date

import pytest

from blocs.actions.membership import leave_bloc, stay_in_bloc
from blocs.errors import BadInput, Conflict, NotAllowed
from blocs.models import AuditEvent, Office
from blocs.models.office import OfficeRole
from tests import factories as make
from tests.blocs.compositions import DECISION, NEW_DECISION, members
from tests.cast import YEAR, World
from tests.queries import MOST_QUERIES, count_queries

JUNE, YEARS_END = date(YEAR, 6, 30), date(YEAR, 12, 31)


def membership_of(world: World, code: str = "B"):
    return world.units[code].memberships.get(year=YEAR)


def leave(world: World, code: str = "B", persona: str = "officer", left_on: date = JUNE):
    return leave_bloc(membership_of(world, code), actor=world.actor(persona), left_on=left_on, basis=DECISION)


def page_of(world: World, code: str = "B") -> str:
    return f"/memberships/{membership_of(world, code).pk}/leaving/"


@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_the_row_stays_with_the_day_and_the_decision(world: World, persona: str):
    membership = leave(world, persona=persona)
    assert members(world.bloc) == ["A", "B", "C"]
    membership.refresh_from_db()
    assert membership.left_on == JUNE
    assert membership.leaving_decision.number == "15/QĐ-UBND"
    event = AuditEvent.objects.get(act="membership.leave")
    assert (event.old, event.new["left_on"]) == ({"left_on": None}, "2021-06-30")
    assert (event.bloc, event.organization, event.year) == (world.bloc, world.units["B"], YEAR)


@pytest.mark.parametrize("persona", ["secretariat", "head_leader", "leader", "city_leader"])
def test_others_record_no_leaving(world: World, persona: str):
    with pytest.raises(NotAllowed):
        leave(world, persona=persona)
    assert membership_of(world).left_on is None


def test_the_day_lies_in_the_year_and_not_before_the_joining(world: World):
    world.units["B"].memberships.update(joined_on=date(YEAR, 4, 1))
    with pytest.raises(BadInput):
        leave(world, left_on=date(YEAR + 1, 1, 1))
    with pytest.raises(Conflict, match="gia nhập ngày 01/04/2021"):
        leave(world, left_on=date(YEAR, 3, 31))
    leave(world, left_on=date(YEAR, 4, 1))


def test_the_head_hands_over_before_it_leaves(world: World):
    with pytest.raises(Conflict, match="Hội A đang là Trưởng khối năm 2021"):
        leave(world, "A")
    Office.objects.filter(bloc=world.bloc).update(until=date(YEAR, 5, 31))
    leave(world, "A")
    assert membership_of(world, "A").left_on == JUNE


def test_the_head_may_leave_with_the_end_of_the_year(world: World):
    """It serves the year until it is closed."""
    leave(world, "A", left_on=YEARS_END)
    assert Office.objects.get(bloc=world.bloc).until is None


def test_a_deputys_office_ends_with_it(world: World):
    office = make.make_head(world.bloc, world.units["C"], YEAR, OfficeRole.DEPUTY)
    leave(world, "C")
    office.refresh_from_db()
    assert office.until == JUNE
    assert AuditEvent.objects.filter(act="office.end", organization=world.units["C"]).exists()


def test_another_day_may_be_recorded(world: World):
    leave(world)
    leave(world, left_on=date(YEAR, 9, 30))
    assert membership_of(world).left_on == date(YEAR, 9, 30)
    assert AuditEvent.objects.filter(act="membership.leave").order_by("pk").last().old == {
        "left_on": "2021-06-30"
    }


def test_a_leaving_is_taken_back(world: World):
    membership = leave(world)
    with pytest.raises(NotAllowed):
        stay_in_bloc(membership, actor=world.actor("secretariat"))
    stay_in_bloc(membership, actor=world.actor("officer"))
    membership.refresh_from_db()
    assert (membership.left_on, membership.leaving_decision) == (None, None)
    assert AuditEvent.objects.get(act="membership.stay").old == {"left_on": "2021-06-30"}


def test_there_is_nothing_to_take_back_of_who_did_not_leave(world: World):
    with pytest.raises(Conflict):
        stay_in_bloc(membership_of(world), actor=world.actor("officer"))


def test_who_was_dissolved_does_not_stay(world: World):
    membership = leave(world)
    world.units["B"].dissolved_on = JUNE
    world.units["B"].save()
    with pytest.raises(Conflict, match="giải thể"):
        stay_in_bloc(membership, actor=world.actor("officer"))


def test_last_years_head_leaves_once_the_year_has_its_own(world: World):
    """Until a head of the year is recorded it prepares the year: it would do so without belonging to the bloc."""
    Office.objects.filter(bloc=world.bloc).update(year=YEAR - 1)
    with pytest.raises(Conflict, match="Hội A, “Trưởng khối” năm 2020, chuẩn bị công việc năm 2021"):
        leave(world, "A")
    make.make_head(world.bloc, world.units["B"], YEAR)
    leave(world, "A")
    assert membership_of(world, "A").left_on == JUNE


def test_an_extension_of_the_city_is_named_too(world: World):
    window = make.Window.objects.create(
        year_id=YEAR, act="pledge", opens=date(YEAR, 3, 1), closes=date(YEAR, 3, 31)
    )
    make.make_extension(window, world.units["B"], date(YEAR, 4, 15), world.users["officer"])
    data = {"left_on": "30/06/2021", **NEW_DECISION}
    told = world.client("officer").post(page_of(world), data).context["consequences"]
    assert "Việc gia hạn cho đơn vị không còn hiệu lực." in told


def test_two_who_record_a_leaving_do_not_overwrite_each_other(world: World):
    client, data = world.client("officer"), {"left_on": "30/09/2021", "confirmed": "1", **NEW_DECISION}
    leave(world)
    assert client.post(page_of(world), data | {"seen": ""}).status_code == 409
    assert membership_of(world).left_on == JUNE
    assert client.get(page_of(world)).context["form"]["seen"].value() == "30/06/2021"
    assert client.post(page_of(world), data | {"seen": "30/06/2021"}).status_code == 302
    assert membership_of(world).left_on == date(YEAR, 9, 30)


def test_what_is_sent_twice_is_recorded_once(world: World):
    """Back and pressed again: the same day by the same decision is nobody else's change."""
    client, data = world.client("officer"), {"left_on": "30/06/2021", "confirmed": "1", **NEW_DECISION}
    for _again in range(2):
        assert client.post(page_of(world), data | {"seen": ""}).status_code == 302
    assert AuditEvent.objects.filter(act="membership.leave").count() == 1
    assert client.post(page_of(world), data | {"seen": "", "number": "16/QĐ-UBND"}).status_code == 409


# The pages


def test_the_page_tells_what_follows_before_it_is_recorded(world: World):
    client = world.client("officer")
    data = {"left_on": "30/06/2021", **NEW_DECISION}
    response = client.post(page_of(world), data)
    assert (
        response.context["consequences"][0] == "Hội B là thành viên Khối thi đua K1 đến hết ngày 30/06/2021."
    )
    assert "không xếp hạng" in response.context["consequences"][1]
    assert membership_of(world).left_on is None
    assert client.post(page_of(world), data | {"confirmed": "1"}).status_code == 302
    assert membership_of(world).left_on == JUNE


def test_the_end_of_the_year_is_told_otherwise(world: World):
    data = {"left_on": "31/12/2021", **NEW_DECISION}
    response = world.client("officer").post(page_of(world), data)
    assert response.context["consequences"][1] == (
        "Đơn vị vẫn là thành viên cả năm 2021; khi mở năm sau không được chép sang."
    )


def test_a_later_list_that_holds_it_is_named(world: World):
    make.make_membership(world.bloc, world.units["B"], YEAR + 1, 1)
    membership = world.units["B"].memberships.get(year=YEAR)
    data = {"left_on": "30/06/2021", **NEW_DECISION}
    response = world.client("officer").post(f"/memberships/{membership.pk}/leaving/", data)
    assert any("Danh sách năm 2022" in sentence for sentence in response.context["consequences"])


def test_what_was_entered_may_be_changed_again(world: World):
    data = {"left_on": "30/06/2021", "back": "1", **NEW_DECISION}
    response = world.client("officer").post(page_of(world), data)
    assert response.status_code == 200
    assert response.context["form"]["left_on"].value() == "30/06/2021"
    assert membership_of(world).left_on is None


@pytest.mark.parametrize("day", ["", "31/02/2021", "30/06/21", "30/06/2020"])
def test_a_wrong_day_is_told(world: World, day: str):
    data = {"left_on": day, "confirmed": "1", **NEW_DECISION}
    response = world.client("officer").post(page_of(world), data)
    assert response.status_code in {409, 422}
    assert membership_of(world).left_on is None


def test_taking_back_asks_first(world: World):
    membership = leave(world)
    client, address = world.client("officer"), f"/memberships/{membership.pk}/staying/"
    assert "30/06/2021" in client.get(address).content.decode()
    membership.refresh_from_db()
    assert membership.left_on == JUNE
    assert client.post(address).status_code == 302
    membership.refresh_from_db()
    assert membership.left_on is None


def test_a_membership_of_a_bloc_out_of_sight_is_not_found(world: World):
    """The city sees all blocs; a member of another bloc finds nothing, its own 403."""
    address = f"/memberships/{world.units['D'].memberships.get().pk}/leaving/"
    assert world.client("leader").get(address).status_code == 404
    assert world.client("leader").get(page_of(world)).status_code == 403
    assert world.client("officer").get(address).status_code == 200


def test_the_page_asks_few_questions(world: World):
    assert count_queries(world.client("operator"), page_of(world)) <= MOST_QUERIES


def test_taking_back_says_that_a_deputys_office_stays_ended(world: World):
    make.make_head(world.bloc, world.units["C"], YEAR, OfficeRole.DEPUTY)
    membership, other = leave(world, "C"), leave(world)
    client = world.client("officer")
    sentence = "Chức vụ “Phó trưởng khối” đã kết thúc cùng ngày rút và không tự khôi phục"
    assert sentence in client.get(f"/memberships/{membership.pk}/staying/").content.decode()
    assert sentence not in client.get(f"/memberships/{other.pk}/staying/").content.decode()
