"""A duty does not end before what was signed under it."""

from datetime import timedelta

import pytest

from blocs import clock
from blocs.actions.organization_end import merge_organizations
from blocs.actions.representation import NewDuty, end_duty, give_duty, replace_leader
from blocs.errors import Conflict
from blocs.models import Representation
from emulation.actions.pledge import draft_next_version
from emulation.invariants import signatures_without_an_office
from emulation.models import PledgeSignature
from tests import factories as make
from tests.blocs.organizations import DECISION
from tests.blocs.people.registering import duty_of
from tests.cast import World
from tests.emulation.pledges import final, sign

WORDS = {"nobody_follows": True, "reason": "Nghỉ hưu"}


@pytest.fixture
def signed(world: World) -> World:
    """B's leader has signed, ten days ago."""
    sign(world, final(world), "leader")
    PledgeSignature.objects.update(signed_at=clock.now() - timedelta(days=10))
    return world


def day(ago: int):
    return clock.today() - timedelta(days=ago)


def end(world: World, ago: int) -> None:
    end_duty(duty_of(world, "leader"), actor=world.actor("officer"), until=day(ago), **WORDS)


def merge(world: World, ago: int) -> None:
    merge_organizations(
        actor=world.actor("officer"),
        predecessors=[world.units["B"].pk],
        successor=world.units["D"].pk,
        effective_on=day(ago - 1),
        decision=DECISION,
    )


def sound() -> bool:
    return not list(signatures_without_an_office())


def test_it_ends_after_the_signature(signed: World):
    with pytest.raises(Conflict, match=f"Chủ tịch B đã ký Giao ước năm 2021 ngày {day(10):%d/%m/%Y}"):
        end(signed, 12)
    assert duty_of(signed, "leader").until is None
    end(signed, 10)
    assert sound()


def test_the_next_leader_begins_after_it(signed: World):
    person, seen = make.make_person(), [duty_of(signed, "leader").pk]
    for ago, refused in ((11, True), (9, False)):
        new = NewDuty("leader", "Chủ tịch", day(ago))
        words = {"seen": seen, "actor": signed.actor("officer")}
        if refused:
            with pytest.raises(Conflict, match="đã ký"):
                replace_leader(signed.units["B"], person, new, **words)
        else:
            replace_leader(signed.units["B"], person, new, **words)
    assert sound()


def test_its_organisation_ends_after_it(signed: World):
    data = {
        "predecessor_1": "B",
        "into": "existing",
        "successor": "D",
        "effective_on": f"{day(11):%d/%m/%Y}",
        "decision": DECISION,
    }
    response = signed.client("officer").post("/organizations/merger/", data)
    assert list(response.context["form"].errors) == ["effective_on"]
    assert "đã ký" in str(response.context["form"].errors)
    with pytest.raises(Conflict, match="đã ký"):
        merge(signed, 12)
    merge(signed, 10)
    assert sound()


def test_once_the_text_is_replaced_nothing_rests_on_it(signed: World):
    version = PledgeSignature.objects.get().party.version_id
    draft_next_version(signed.cycle, actor=signed.actor("secretariat"), replacing=version)
    end(signed, 12)
    assert sound()


def test_who_signed_this_morning_can_be_refused_at_once(signed: World):
    PledgeSignature.objects.update(signed_at=clock.now())
    end_duty(duty_of(signed, "leader"), actor=signed.actor("officer"), **WORDS)
    assert signed.actor("leader").capacity is None
    assert sound()


def test_a_duty_of_today_under_which_was_signed_is_not_taken_back(world: World):
    version, unit = final(world), world.units["C"]
    user = make.make_user()
    new = NewDuty("leader", "Chủ tịch", clock.today())
    row = give_duty(user.person, unit, new, actor=world.actor("officer"))
    world.users["today"] = user
    sign(world, version, "today")
    with pytest.raises(Conflict, match="đóng tài khoản"):
        end_duty(row, actor=world.actor("officer"))
    end_duty(row, actor=world.actor("officer"), until=clock.today())
    assert Representation.objects.filter(pk=row.pk).exists()
    assert sound()
