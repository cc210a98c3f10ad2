"""Leaders and contact persons of a roster."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from blocs.models import Appointment, Organization, OrganizationName, Person, Representation, Role
from blocs.models.representation import Duty
from tests import factories as make
from tests.blocs.rosters import DAY, IN_WORDS, cells, decided, errors, planned, says, states, told, written
from tests.cast import World

EVE = DAY - timedelta(days=1)


def row(code: str, **more: str) -> dict[str, str]:
    return {"code": code, "name": f"Hội {code}", **more}


def duties(code: str, duty: str = Duty.LEADER) -> list[tuple[str, str, str, date, date | None]]:
    """Who has or had a duty: name, position, form of signing, first and last day."""
    rows = Representation.objects.filter(organization__code=code, duty=duty).order_by("since", "pk")
    return list(rows.values_list("person__name", "position_title", "signing_form", "since", "until"))


def test_the_leader_as_recorded_changes_nothing(world: World):
    rows = [row("B", leader="chủ tịch b", leader_title="Chủ tịch", since="01/01/2015")]
    found = planned(rows, world.actor("officer"))
    assert states(found) == ["same"]
    assert found.steps.duties == []


def test_a_leader_without_marks_is_the_same_person(world: World):
    found = planned([row("B", leader="Chu tich B")], world.actor("officer"))
    assert states(found) == ["same"]
    assert "Chỉ khác dấu với “Chủ tịch B”" in says(found.rows[0])


def test_an_empty_cell_never_takes_a_leader_away(world: World):
    before = Representation.objects.filter(until=None).count()
    rows = [row("A", leader=""), row("B"), row("C", leader="", clerk="")]
    found = planned(rows, world.actor("officer"))
    assert states(found) == ["same"] * 3
    assert Representation.objects.filter(until=None).count() == before


def test_another_name_replaces_the_leader_from_the_day(world: World):
    typed = {
        "leader": "Chủ tịch mới", "leader_title": "Chủ tịch", "signing": "KT.", "leader_email": "Moi@example.org",
        "leader_phone": "0225 3842 345",
    }  # fmt: skip
    found = written([row("B", **typed)], world.actor("officer"))
    assert cells(found.rows[0])["leader"] == ("changed", "Chủ tịch B", "Chủ tịch mới")
    assert "Chủ tịch B đứng đầu đơn vị đến hết ngày 30/06/2021" in says(found.rows[0])
    assert "leader_title" not in cells(found.rows[0])
    assert duties("B")[-2:] == [
        ("Chủ tịch B", "Chủ tịch", "", make.LONG_AGO, EVE),
        ("Chủ tịch mới", "Chủ tịch", "KT.", DAY, None),
    ]
    person = Person.objects.get(name="Chủ tịch mới")
    assert (person.work_email, person.work_phone) == ("Moi@example.org", "0225 3842 345")
    assert states(planned([row("B", **typed)], world.actor("officer"))) == ["same"]


def test_the_day_in_the_row_goes_before_the_day_told(world: World):
    written(
        [row("B", leader="Chủ tịch mới", leader_title="Q. Chủ tịch", since="15/05/2021")],
        world.actor("officer"),
    )
    assert duties("B")[-1] == ("Chủ tịch mới", "Q. Chủ tịch", "", date(2021, 5, 15), None)


def test_a_leader_where_there_is_none(world: World):
    make.make_organization("E")
    found = written([row("E", leader="Chủ tịch E", leader_title="Chủ tịch")], world.actor("officer"))
    assert cells(found.rows[0])["leader"] == ("new", "", "Chủ tịch E")
    assert duties("E") == [("Chủ tịch E", "Chủ tịch", "", DAY, None)]


def test_without_a_position_the_one_before_is_printed(world: World):
    found = written([row("B", leader="Chủ tịch mới")], world.actor("officer"))
    assert "văn bản sẽ in “Chủ tịch”" in says(found.rows[0])
    assert found.rows[0].warns
    assert duties("B")[-1][:2] == ("Chủ tịch mới", "Chủ tịch")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"leader": "Chủ tịch mới", "since": "01/01/2015"}, "đứng đầu đơn vị từ"),
        ({"leader": "Chủ tịch mới", "since": "31/12/2013"}, "thành lập ngày 01/01/2014"),
        ({"leader_email": "ai-do@example.org", "clerk_email": "x@example.org"}, "ghi họ và tên"),
    ],
)
def test_a_leader_who_cannot_be_is_told(world: World, typed: dict, sentence: str):
    Organization.objects.filter(code="B").update(founded_on=date(2014, 1, 1))
    found = planned([row("B", **typed)], world.actor("officer"))
    assert len(errors(found)) == 1
    assert found.steps.duties == []


def test_another_position_of_the_same_person_begins_on_the_day(world: World):
    found = written(
        [row("B", leader="Chủ tịch B", leader_title="Phó Chủ tịch", signing="KT")], world.actor("officer")
    )
    assert cells(found.rows[0]) == {
        "leader_title": ("changed", "Chủ tịch", "Phó Chủ tịch"),
        "signing": ("changed", "", "KT."),
    }
    assert duties("B")[-2:] == [
        ("Chủ tịch B", "Chủ tịch", "", make.LONG_AGO, EVE),
        ("Chủ tịch B", "Phó Chủ tịch", "KT.", DAY, None),
    ]
    assert Person.objects.filter(name="Chủ tịch B").count() == 2  # with the one whose right ended in 2014


def test_another_first_day_of_the_same_leader_is_left_with_a_warning(world: World):
    found = planned([row("B", leader="Chủ tịch B", since="01/02/2015")], world.actor("officer"))
    assert states(found) == ["same"]
    assert "Hệ thống đã ghi từ ngày 01/01/2015" in says(found.rows[0])


def test_a_leader_before_the_last_one_ended_is_told(world: World):
    make.end_leaders(world.units["B"])
    found = planned([row("B", leader="Chủ tịch mới")], world.actor("officer"))
    assert errors(found) == [
        "Chủ tịch B đại diện cho đơn vị đến hết ngày 14/07/2021: đề nghị ghi ngày sau đó."
    ]
    assert (
        errors(planned([row("B", leader="Chủ tịch mới", since="15/07/2021")], world.actor("officer"))) == []
    )


def test_where_several_lead_another_one_is_added(world: World):
    rows = [row("C", leader="Phó Chủ tịch C", leader_title="Phó Chủ tịch"), row("C", leader="Chủ tịch C")]
    found = written(rows, world.actor("officer"))
    assert cells(found.rows[0])["leader"] == ("new", "", "Phó Chủ tịch C")
    assert [until for *_rest, until in duties("C")] == [None, None, None]


# Contact persons


def test_contact_persons_are_entered_in_as_many_rows(world: World):
    rows = [
        row("B", clerk="Chánh Văn phòng B", clerk_title="Chánh Văn phòng", clerk_email="cvp@example.org"),
        row("B", clerk="Chuyên viên B"),
    ]
    written(rows, world.actor("officer"))
    assert duties("B", Duty.CLERK)[1:] == [
        ("Chánh Văn phòng B", "Chánh Văn phòng", "", DAY, None),
        ("Chuyên viên B", "Cán bộ phụ trách", "", DAY, None),
    ]
    assert states(planned(rows, world.actor("officer"))) == ["same", "same"]


def test_what_is_kept_is_vietnamese_whatever_the_language_of_the_page(world: World):
    with override("en"):
        written([row("B", clerk="Cán bộ mới") | {"name": "Hội B mới"}], world.actor("officer"), decided())
    assert duties("B", Duty.CLERK)[-1][1] == "Cán bộ phụ trách"
    assert OrganizationName.objects.get(name="Hội B mới").decision == IN_WORDS


def test_another_position_of_a_clerk_is_the_secretariats_to_enter(world: World):
    written([row("B", clerk="Văn phòng B", clerk_title="Phó Văn phòng")], world.actor("secretariat"))
    assert duties("B", Duty.CLERK) == [
        ("Văn phòng B", "Chánh Văn phòng", "", make.LONG_AGO, EVE),
        ("Văn phòng B", "Phó Văn phòng", "", DAY, None),
    ]


def test_the_same_contact_person_twice_is_told(world: World):
    rows = [row("B", clerk="Cán bộ số một"), row("B", clerk="Cán bộ số một", clerk_title="Thư ký")]
    assert errors(planned(rows, world.actor("officer"))) == ["Đã ghi ở dòng 2."]


def test_a_row_copied_for_another_bloc_repeats_its_people(world: World):
    typed = {"leader": "Chủ tịch B", "clerk": "Cán bộ mới", "clerk_email": "moi@example.org"}
    rows = [row("B", bloc="K1", **typed), row("B", bloc="K2", competes="không", **typed)]
    written(rows, world.actor("officer"))
    assert Person.objects.filter(name="Cán bộ mới").count() == 1
    joint = [row("C", leader="Chủ tịch C"), row("C", leader="Chủ tịch C", clerk="Cán bộ C")]
    assert errors(planned(joint, world.actor("officer"))) == []


def test_e_mail_and_phone_of_a_known_person_change(world: World):
    Person.objects.filter(name="Văn phòng B").update(work_email="cu@example.org", work_phone="0225 3842 345")
    typed = {"clerk": "Văn phòng B", "clerk_email": "moi@example.org", "clerk_phone": "02253842345"}
    found = written([row("B", **typed)], world.actor("officer"))
    assert cells(found.rows[0]) == {"clerk_email": ("changed", "cu@example.org", "moi@example.org")}
    written([row("B", clerk="Văn phòng B", clerk_phone="-")], world.actor("officer"))
    person = Person.objects.get(name="Văn phòng B")
    assert (person.work_email, person.work_phone) == ("moi@example.org", "")


def test_a_person_is_found_by_e_mail_in_another_organisation(world: World):
    person = make.make_person("Cán bộ hai nơi", work_email="hai-noi@example.org")
    typed = {"clerk": "Cán bộ hai nơi", "clerk_email": "HAI-NOI@example.org"}
    written([row("B", **typed), row("C", **typed)], world.actor("officer"))
    assert {one.organization.code for one in person.representations.all()} == {"B", "C"}
    assert Person.objects.filter(name="Cán bộ hai nơi").count() == 1


def test_a_new_person_of_two_organisations_is_entered_once(world: World):
    typed = {"clerk": "Cán bộ hai nơi", "clerk_email": "hai-noi@example.org"}
    written([row("B", **typed), row("C", **typed)], world.actor("officer"))
    assert Person.objects.get(name="Cán bộ hai nơi").representations.count() == 2


def test_who_once_worked_there_is_the_same_person(world: World):
    Representation.objects.filter(person__name="Văn phòng B").update(until=date(2020, 12, 31))
    written([row("B", clerk="Văn phòng B")], world.actor("officer"))
    assert Person.objects.filter(name="Văn phòng B").count() == 1
    assert [until for *_rest, until in duties("B", Duty.CLERK)] == [date(2020, 12, 31), None]


def test_an_e_mail_known_as_another_persons_is_told(world: World):
    make.make_person("Cán bộ khác", work_email="khac@example.org")
    rows = [
        row("B", clerk="Cán bộ mới", clerk_email="khac@example.org"),
        row("A", leader="Chủ tịch A", leader_email="khac@example.org"),
        row("C", clerk="Can bo khac", clerk_email="khac@example.org"),
    ]
    told_of = errors(planned(rows, world.actor("officer")))
    assert told_of[:2] == ["Trong hệ thống, email này là của Cán bộ khác. Đề nghị sửa tên hoặc email."] * 2
    assert "“Cán bộ khác”, viết khác" in told_of[2]


def test_an_address_to_sign_in_with_is_a_persons_too(world: World):
    rows = [row("B", clerk="Cán bộ mới", clerk_email=world.users["board"].email)]
    assert "email này là của BOARD" in errors(planned(rows, world.actor("officer")))[0]


def test_one_e_mail_for_two_persons_of_the_file_is_told(world: World):
    rows = [
        row("B", leader="Chủ tịch mới", leader_email="chung@example.org"),
        row("C", clerk="Cán bộ mới", clerk_email="chung@example.org"),
        row("A", clerk="Văn phòng A", clerk_email="Chung@example.org"),
    ]
    assert [one[:40] for one in errors(planned(rows, world.actor("officer")))] == [
        "Email này đã ghi cho Chủ tịch mới ở dòng"
    ] * 2


def test_an_office_box_that_two_share_already_stays(world: World):
    Person.objects.filter(name__in=["Văn phòng B", "Chủ tịch B"]).update(work_email="chung@example.org")
    typed = {
        "leader": "Chủ tịch B", "leader_email": "chung@example.org", "clerk": "Văn phòng B",
        "clerk_email": "chung@example.org",
    }  # fmt: skip
    assert states(planned([row("B", **typed)], world.actor("officer"))) == ["same"]


# Operators, and one's own rights


def make_operator_leader(world: World) -> Person:
    """The leader of B is the only operator."""
    Appointment.objects.filter(role=Role.OPERATOR).delete()
    person = world.users["leader"].person
    Appointment.objects.create(person=person, role=Role.OPERATOR, since=make.LONG_AGO)
    return person


def test_what_is_known_of_an_operator_is_not_changed_here(world: World):
    make_operator_leader(world)
    for typed in [{"leader_email": "ngoai@example.com"}, {"leader_phone": "0912 345 678"}]:
        found = planned([row("B", leader="Chủ tịch B", **typed)], world.actor("officer"))
        assert "Chủ tịch B là quản trị hệ thống" in errors(found)[0]
        assert found.steps.changed == {}
    other = planned([row("C", leader="Chủ tịch C", leader_email="c@example.org")], world.actor("officer"))
    assert errors(other) == []


def test_replacing_a_leader_takes_no_operator_away(world: World):
    person = make_operator_leader(world)
    written([row("B", leader="Chủ tịch mới")], world.actor("officer"))
    kept = Appointment.objects.get(role=Role.OPERATOR)
    assert (kept.person, kept.until) == (person, None)
    person.user.refresh_from_db()
    assert person.user.is_active


def test_nobody_gives_or_ends_a_right_of_his_own(world: World):
    person = world.users["officer"].person
    person.work_email = "chuyen-vien@example.org"
    person.save()
    typed = {"clerk": person.name, "clerk_email": "chuyen-vien@example.org"}
    assert "Không ai tự" in errors(planned([row("B", **typed)], world.actor("officer")))[0]
    assert errors(planned([row("B", **typed)], world.actor("operator"))) == []
    make.end_leaders(world.units["B"])
    Representation.objects.create(
        person=person, organization=world.units["B"], duty=Duty.LEADER, position_title="Chủ tịch", since=EVE
    )
    rows = [row("B", leader="Chủ tịch mới", since="15/07/2021")]
    officer = make.actor_of(world.users["officer"], Role.CITY_OFFICER)
    assert "Không ai tự" in errors(planned(rows, officer))[0]
    assert errors(planned(rows, world.actor("operator"))) == []


def test_the_file_twice_with_everything_in_it(world: World):
    rows = [
        row("E", short_name="E", leader="Chủ tịch E", leader_title="Chủ tịch", leader_email="e@example.org",
            leader_phone="0912345678", since="01/06/2021", signing="Q.", clerk="Văn phòng E",
            clerk_title="Chánh Văn phòng", clerk_email="vp-e@example.org", clerk_phone="0225 3842 345"),
        row("E", clerk="Chủ tịch E", clerk_email="e@example.org"),
    ]  # fmt: skip
    written(rows, world.actor("officer"), told())
    again = planned(rows, world.actor("officer"))
    assert (states(again), [one.warns for one in again.rows]) == (["same", "same"], [False, False])
    assert Person.objects.filter(name="Chủ tịch E").count() == 1
