"""What was open when a member left the bloc within the year: its sheet and its place under the pledge."""

from datetime import date

import pytest

from blocs import ports
from blocs.actions.membership import joining
from blocs.errors import Closed
from emulation.actions.pledge_signature import record_paper_signature, sign_pledge
from emulation.actions.score_line import save_line
from emulation.actions.scoresheet import present_sheet, return_sheet, submit_sheet
from emulation.models import ScoreSheet
from emulation.models.window import Act
from tests import factories as make
from tests.cast import World
from tests.emulation.sheets import answered_sheet, criterion, sent_sheet


def gone(world: World, code: str = "B", left: date = date(2021, 6, 30)) -> None:
    world.units[code].memberships.filter(year=2021).update(left_on=left)


def test_who_has_left_fills_and_sends_no_sheet(world: World):
    """What its page says holds: the sheet is kept as it is, and nobody checks it."""
    sheet = answered_sheet(world)
    sent = sent_sheet(world, "C")
    gone(world)
    gone(world, "C")
    for persona, act in [
        (
            "leader",
            lambda actor: save_line(sheet, criterion(sheet, "A1"), actor=actor, version=9, self_points=1),
        ),
        ("leader", lambda actor: submit_sheet(sheet, actor=actor)),
        ("clerk", lambda actor: present_sheet(sheet, actor=actor)),
        ("secretariat", lambda actor: return_sheet(sent, actor=actor, reason="Bổ sung")),
    ]:
        with pytest.raises(Closed, match="không còn tính thi đua trong năm này"):
            act(world.actor(persona))
    page = world.client("leader").get(f"/scoresheets/{sheet.pk}/").content.decode()
    assert "Đơn vị không còn tính thi đua trong năm này" in page
    assert 'data-column="self_points"' not in page
    gone(world, left=date(2021, 12, 31))
    submit_sheet(ScoreSheet.objects.get(pk=sheet.pk), actor=world.actor("leader"))


def test_who_has_left_signs_the_pledge_no_more(world: World):
    """On paper it may have signed while it was a member."""
    make.make_window(world.cycle, Act.PLEDGE, date(2021, 1, 1), date(2099, 12, 31))
    version = make.make_final_pledge(
        world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"]
    )
    party = version.parties.get(organization=world.units["B"])
    gone(world)
    with pytest.raises(Closed, match="Hội B đã rút ngày 30/06/2021"):
        sign_pledge(party, actor=world.actor("leader"), text_sha256=version.sha256)
    for address in (f"/cycles/{world.cycle.pk}/pledge/", f"/pledge-parties/{party.pk}/signature/"):
        page = world.client("leader").get(address).content.decode()
        assert "Hội B đã rút ngày 30/06/2021 nên không ký Giao ước này nữa." in page
    paper = {"text_sha256": version.sha256, "position_title": "Chủ tịch"}
    with pytest.raises(Closed, match="Hội B đã rút"):
        record_paper_signature(party, actor=world.actor("secretariat"), signed_on=date(2021, 7, 1), **paper)
    record_paper_signature(party, actor=world.actor("secretariat"), signed_on=date(2021, 6, 30), **paper)


def test_who_joins_after_self_scoring_is_over_is_told_to_need_more_time(world: World):
    window = make.make_window(world.cycle, Act.SELF_SCORING, date(2021, 11, 16), date(2021, 12, 15))
    membership = joining(world.bloc, 2021, make.make_organization("G"), date(2021, 12, 20), True)
    late = "Kỳ tự chấm điểm đã hết từ ngày 15/12/2021: để gửi bảng tự chấm, đơn vị cần được gia hạn."
    assert late in ports.consequences_of("membership.join", membership)
    membership.competes = False
    assert late not in ports.consequences_of("membership.join", membership)
    membership.competes, window.closes = True, date(2099, 12, 31)
    window.save()
    assert late not in ports.consequences_of("membership.join", membership)
