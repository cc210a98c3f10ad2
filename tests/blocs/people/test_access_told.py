"""Whoever gives a right is told whether the person needs a personal link for it."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages

from blocs import clock
from blocs.actions.access_link import make_link
from blocs.models import AccessLink, Appointment, Representation, Role
from tests.blocs.people.registering import duty_of, newcomer
from tests.blocs.people.test_entering import NEW, filled
from tests.blocs.people.test_leader_replacement import filled as replaced
from tests.blocs.people.test_leader_replacement import replacing
from tests.cast import World

NONE = "Chưa có tài khoản: cần cấp liên kết cá nhân."
ENDED = "Liên kết cá nhân do người khác cấp trước đây hết hiệu lực khi giao quyền mới: cần cấp liên kết mới."
LAPSED = "Tài khoản chưa được mở và không còn liên kết nào dùng được: cần cấp liên kết cá nhân mới."
OPEN = "Tài khoản đang hoạt động: quyền mới dùng được ngay, không cần liên kết khác."
CLOSED = "Tài khoản đã đóng: cần mở lại thì mới dùng được quyền mới."


def told(response) -> list[str]:
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


def give_duty(world: World, person, persona: str = "officer"):
    data = {
        "organization": world.units["C"].pk,
        "duty": "clerk",
        "position_title": "Cán bộ",
        "since": "01/03/2021",
    }
    return told(world.client(persona).post(f"/people/{person.pk}/duties/new/", data))


def test_who_has_no_account(world: World):
    assert NONE in give_duty(world, newcomer(world))
    assert NONE in told(
        world.client("officer").post(NEW, filled(world, work_email="a@hoi.example", unit="A"))
    )


def test_who_cannot_give_the_link_is_told_who_does(world: World):
    """Somebody of the council who also works for a member is not the secretariat's to let in."""
    person, done_by = newcomer(world, "A"), "Việc này do chuyên viên hoặc quản trị hệ thống thực hiện."
    assert NONE in give_duty(world, person, "secretariat")
    Appointment.objects.create(person=person, role=Role.BOARD, since=clock.today())
    Representation.objects.filter(person=person, organization=world.units["C"]).delete()
    assert f"{NONE} {done_by}" in give_duty(world, person, "secretariat")


def test_whose_link_somebody_else_gave(world: World):
    person = newcomer(world)
    make_link(person, actor=world.actor("operator"))
    assert ENDED in give_duty(world, person)


def test_whose_link_is_still_good(world: World):
    person = newcomer(world)
    link = make_link(person, actor=world.actor("officer")).link
    day = link.expires_time.astimezone(clock.LOCAL)
    assert f"Liên kết cá nhân đã cấp dùng được cho cả quyền này, đến ngày {day:%d/%m/%Y}." in give_duty(
        world, person
    )


def test_whose_link_is_over(world: World):
    person = newcomer(world)
    make_link(person, actor=world.actor("officer"))
    AccessLink.objects.update(expires_time=clock.now() - timedelta(days=1))
    assert LAPSED in give_duty(world, person)


@pytest.mark.parametrize(("active", "sentence"), [(True, OPEN), (False, CLOSED)])
def test_whose_account_is_open_or_closed(world: World, active: bool, sentence: str):
    user = world.users["clerk"]
    user.is_active = active
    user.save()
    assert sentence in give_duty(world, user.person)
    data = {"role": "board", "since": "01/03/2021"}
    response = world.client("officer").post(f"/people/{user.person.pk}/roles/new/", data)
    assert sentence in told(response)


def test_who_leads_from_now_on(world: World):
    client = world.client("officer")
    person = world.users["clerk"].person
    data = replaced(world, person=person.pk, name="", role_title="", work_email="")
    assert OPEN in told(client.post(replacing(world), data))
    seen = [duty.pk for duty in person.representations.filter(duty="leader")]
    data = replaced(world, leaving=seen, since="01/07/2021")
    assert NONE in told(client.post(replacing(world), data))
    assert duty_of(world, "leader").until
