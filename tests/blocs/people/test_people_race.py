"""Two at the same moment: one goes first, the other is told, on both databases."""

from collections.abc import Callable
from datetime import date

import pytest

from blocs.actions.access_link import Spent, make_link, open_account
from blocs.actions.accounts import close_account
from blocs.actions.appointment import end_role
from blocs.actions.person import Particulars, replace_leader_by_new
from blocs.actions.representation import NewDuty
from blocs.errors import Conflict, Stale
from blocs.models import Appointment, AuditEvent, Person, Representation, Role, User
from tests import factories as make
from tests.at_once import meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_new_leaders_one_follows():
    unit = make.make_organization("B")
    old = Representation.objects.get(person=make.make_leader(unit).person)
    actor = make.actor_of(make.make_appointed(Role.CITY_OFFICER))
    duty = NewDuty("leader", "Chủ tịch", date(2021, 6, 1))

    def replaced_by(name: str) -> Callable[[], object]:
        return lambda: replace_leader_by_new(Particulars(name), unit, duty, seen=[old.pk], actor=actor)

    told = meanwhile(replaced_by("Người thứ nhất"), replaced_by("Người thứ hai"))
    assert isinstance(told, Stale)
    open_ones = Representation.objects.filter(organization=unit, duty="leader", until=None)
    assert open_ones.get().person.name == "Người thứ nhất"
    assert not Person.objects.filter(name="Người thứ hai").exists()


def test_a_link_used_twice_at_once_opens_once():
    clerk = make.make_clerk(make.make_organization("B"))
    actor = make.actor_of(make.make_appointed(Role.CITY_OFFICER))
    token = make_link(clerk.person, actor=actor).token

    def opened_with(password: str) -> Callable[[], object]:
        return lambda: open_account(token, address=None, password=password)

    told = meanwhile(opened_with("mật khẩu thứ nhất 2021"), opened_with("mật khẩu thứ hai 2021"))
    assert isinstance(told, Spent)
    assert User.objects.get(pk=clerk.pk).check_password("mật khẩu thứ nhất 2021")
    assert AuditEvent.objects.filter(act="access.open").count() == 1


@pytest.mark.parametrize("by_account", [False, True])
def test_of_two_operators_who_remove_each_other_one_stays(by_account: bool):
    one, other = make.make_appointed(Role.OPERATOR), make.make_appointed(Role.OPERATOR)

    def removes(actor: User, gone: User) -> Callable[[], object]:
        doer = make.actor_of(actor)
        if by_account:
            return lambda: close_account(gone.person, reason="Thử", actor=doer)
        return lambda: end_role(Appointment.objects.get(person=gone.person), actor=doer)

    told = meanwhile(removes(one, other), removes(other, one))
    assert isinstance(told, Conflict)
    in_force = Appointment.objects.filter(role=Role.OPERATOR, until=None, person__user__is_active=True)
    assert in_force.get().person == one.person


def test_two_links_made_at_once_leave_one_open():
    clerk = make.make_clerk(make.make_organization("B"))
    actor = make.actor_of(make.make_appointed(Role.CITY_OFFICER))
    assert meanwhile(*[lambda: make_link(clerk.person, actor=actor)] * 2).token
    assert clerk.access_links.filter(used_time=None, withdrawn_at=None).count() == 1
