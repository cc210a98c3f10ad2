"""What each role is told at each stage of the year: may do today, opens next, blocked and why."""

from datetime import timedelta

import pytest
from django.urls import reverse

from awards.actions.nomination import prepare_nomination, send_nominations
from awards.models import AwardRule
from blocs import clock
from blocs.ports import Today
from emulation.actions.scoresheet import present_sheet, return_sheet
from emulation.actions.standing import lock_scores
from emulation.models import Cycle
from emulation.models.window import Act
from emulation.queries.cycle import overview
from tests import factories as make
from tests.emulation.pledges import final, sign
from tests.emulation.sheets import answered_sheet, begun_sheet, checked_sheet, open_scoring, sent_sheet
from tests.queries import MOST_QUERIES, count_queries

SIGN = "Ký giao ước thi đua"
DRAFT = "Soạn và chốt nội dung giao ước"
RECORD = "Ghi nhận chữ ký trên bản giấy"
FILL = "Nhập bảng tự chấm điểm"
ON_BEHALF = "Nhập thay bảng tự chấm điểm cho đơn vị gửi bản giấy"
CHECK = "Kiểm tra các bảng tự chấm điểm đã gửi"
DISPUTE = "Đề nghị xem xét lại điểm"
LOCK = "Chốt điểm"
REOPEN = "Mở lại điểm, ghi rõ lý do"
STANDINGS = "Xem kết quả xếp hạng chính thức"
PROPOSE = "Lập hồ sơ đề nghị khen thưởng"
SEND = "Gửi hồ sơ đề nghị khen thưởng"
APPRAISE = "Thẩm định hồ sơ đề nghị"
RECEIVE = "Tiếp nhận hồ sơ"
APPROVE = "Duyệt kết quả thẩm định"
EXTEND = "Gia hạn cho đơn vị"
MOVE = "Đóng, mở lại, dời các kỳ"
CLOSE = "Khép lại năm"


def in_days(days):
    return clock.today() + timedelta(days=days)


def told(world, persona) -> dict[str, dict[str, str]]:
    """The lines of a persona by kind, each with its note."""
    lines = overview(Cycle.objects.with_offices().get(pk=world.cycle.pk), world.actor(persona)).today
    return {kind.value: {line.text: line.note for line in lines if line.kind == kind} for kind in Today}


def may(world, persona) -> set[str]:
    return set(told(world, persona)["may"])


def blocked(world, persona) -> dict[str, str]:
    return told(world, persona)["blocked"]


# Before anything is set


def test_without_a_pledge_and_a_calendar(world):
    assert set(blocked(world, "leader")) == {SIGN, FILL}
    assert blocked(world, "leader")[SIGN] == "Chưa chốt nội dung giao ước."
    assert may(world, "leader") == set()
    assert may(world, "head_leader") == {DRAFT}
    assert may(world, "secretariat") == {DRAFT, ON_BEHALF}
    assert may(world, "officer") == may(world, "operator") == {MOVE}
    assert blocked(world, "officer") == blocked(world, "city_leader") == {APPRAISE: "Điểm chưa chốt."}
    assert may(world, "city_leader") == set()


def test_without_a_table_nobody_scores(world):
    Cycle.objects.update(table_version=None)
    assert "chưa có bảng tiêu chí" in blocked(world, "clerk")[FILL].lower()
    assert ON_BEHALF not in may(world, "secretariat")


# The pledge


def test_a_final_pledge_is_signed_by_leaders_while_the_window_is_open(world):
    final(world)
    assert told(world, "leader")["may"][SIGN] == "còn 10 ngày"
    assert blocked(world, "clerk")[SIGN] == "Lãnh đạo đơn vị ký; còn 10 ngày."
    assert told(world, "secretariat")["may"][RECORD] == "03 đơn vị"
    assert DRAFT not in may(world, "head_leader")


def test_before_the_window_it_comes_next_and_after_it_is_blocked(world):
    final(world)
    world.cycle.windows.update(opens=in_days(3), closes=in_days(9))
    assert told(world, "leader")["next"][SIGN] == f"từ ngày {in_days(3):%d/%m/%Y}"
    world.cycle.windows.update(opens=in_days(-9), closes=in_days(-3))
    assert f"{in_days(-3):%d/%m/%Y}" in blocked(world, "leader")[SIGN]
    make.make_extension(world.cycle.windows.get(), world.units["B"], in_days(1), world.users["officer"])
    assert told(world, "leader")["may"][SIGN] == "còn 1 ngày"


def test_a_signed_pledge_asks_nothing_more(world):
    sign(world, final(world), "leader")
    assert SIGN not in {**told(world, "leader")["may"], **blocked(world, "leader")}


# The score sheet


def test_scoring_open_and_closed(world):
    open_scoring(world)
    assert told(world, "clerk")["may"][FILL] == told(world, "leader")["may"][FILL] == "còn 10 ngày"
    world.cycle.windows.update(opens=in_days(2), closes=in_days(9))
    assert told(world, "clerk")["next"][FILL] == f"từ ngày {in_days(2):%d/%m/%Y}"
    world.cycle.windows.update(opens=in_days(-9), closes=in_days(-2))
    assert f"{in_days(-2):%d/%m/%Y}" in blocked(world, "clerk")[FILL]


def test_with_the_leader_the_clerk_waits(world):
    sheet = answered_sheet(world)
    present_sheet(sheet, actor=world.actor("clerk"))
    assert "lãnh đạo" in blocked(world, "clerk")[FILL].lower()
    assert "Gửi bảng tự chấm điểm đến Khối" in may(world, "leader")


def test_a_returned_sheet_is_mended_whenever_it_was_returned(world):
    return_sheet(sent_sheet(world), actor=world.actor("secretariat"), reason="Bổ sung.")
    world.cycle.windows.update(opens=in_days(-9), closes=in_days(-2))
    assert "Bổ sung bảng tự chấm điểm bị trả lại và gửi lại" in may(world, "clerk")


def test_a_sent_sheet_may_be_disputed_by_the_leader(world):
    sent_sheet(world)
    assert DISPUTE in may(world, "leader")
    assert FILL not in {**told(world, "clerk")["may"], **blocked(world, "clerk")}
    make.make_window(world.cycle, Act.OBJECTION, in_days(2), in_days(5))
    assert DISPUTE in told(world, "leader")["next"]


def test_who_takes_part_without_competing_scores_nothing(world):
    world.bloc.memberships.filter(organization=world.units["B"]).update(competes=False)
    open_scoring(world)
    assert blocked(world, "leader")[FILL] == "Đơn vị tham gia, không tính thi đua."


def test_those_who_run_the_year_check_and_lock(world):
    begun_sheet(world, "C")
    assert blocked(world, "secretariat")[CHECK] == "Không có bảng nào đã gửi mà chưa kiểm tra."
    sent_sheet(world)
    assert told(world, "secretariat")["may"][CHECK] == "01 đơn vị"
    assert told(world, "secretariat")["may"][ON_BEHALF] == "02 đơn vị"
    assert told(world, "head_leader")["next"][LOCK] == (
        "sau khi kiểm tra xong các bảng: đã gửi 01/03, đã kiểm tra 00"
    )
    assert blocked(world, "secretariat")[LOCK].startswith("Lãnh đạo đơn vị Trưởng khối chốt")
    assert blocked(world, "head_leader")[SEND] == "Điểm chưa chốt."


def test_what_is_unfinished_may_be_locked_once_everybodys_time_is_over(world):
    sent_sheet(world)
    window = world.cycle.windows.get()
    window.opens, window.closes = in_days(-20), in_days(-2)
    window.save()
    make.make_extension(window, world.units["C"], in_days(3), world.users["officer"])
    assert LOCK in told(world, "head_leader")["next"]
    world.cycle.windows.get().extensions.all().delete()
    assert told(world, "head_leader")["may"][LOCK] == "đã gửi 01/03, đã kiểm tra 00"


def test_the_head_does_not_check_its_own_sheet(world):
    sent_sheet(world, "A")
    assert CHECK not in may(world, "head_leader")
    assert CHECK in may(world, "secretariat")


def test_all_checked_the_head_locks(world):
    for unit in "ABC":
        checked_sheet(world, unit)
    assert told(world, "head_leader")["may"][LOCK] == "đã kiểm tra xong tất cả"
    assert EXTEND in may(world, "head_leader")


# After the lock


@pytest.fixture
def locked(world):
    for unit in "ABC":
        checked_sheet(world, unit)
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    flag = make.make_commendation()
    AwardRule.objects.create(commendation=flag, valid_from=make.LONG_AGO, quota_per_bloc=1)
    world.cycle.refresh_from_db()
    return flag


def proposed(world, flag):
    prepare_nomination(
        world.cycle,
        actor=world.actor("secretariat"),
        organization_id=world.units["B"].pk,
        commendation_id=flag.pk,
        achievements="Hoàn thành 18/20 nhiệm vụ.",
        reason="Đã có thành tích xuất sắc",
    )


def test_locked_the_bloc_proposes_and_members_look(world, locked):
    assert may(world, "leader") == may(world, "clerk") == {STANDINGS}
    assert may(world, "secretariat") == {PROPOSE, STANDINGS}
    assert may(world, "head_leader") == {PROPOSE, REOPEN, STANDINGS}
    assert blocked(world, "head_leader")[SEND] == "Chưa lập hồ sơ nào."
    assert blocked(world, "secretariat")[SEND] == "Lãnh đạo đơn vị Trưởng khối gửi."
    assert blocked(world, "officer")[APPRAISE] == "Khối chưa gửi hồ sơ."
    assert CLOSE in blocked(world, "officer")


def test_dossiers_are_sent_in_their_window(world, locked):
    proposed(world, locked)
    assert SEND in blocked(world, "head_leader")
    window = make.make_window(world.cycle, Act.NOMINATION, in_days(2), in_days(5))
    assert told(world, "head_leader")["next"][SEND] == f"từ ngày {in_days(2):%d/%m/%Y}"
    window.opens = in_days(-1)
    window.save()
    assert told(world, "head_leader")["may"][SEND] == "còn 5 ngày"
    assert SEND in blocked(world, "secretariat")


def test_sent_the_city_receives(world, locked):
    proposed(world, locked)
    make.make_window(world.cycle, Act.NOMINATION)
    send_nominations(world.cycle, actor=world.actor("head_leader"))
    assert told(world, "officer")["may"][RECEIVE] == "01 hồ sơ"
    assert blocked(world, "city_leader")[APPROVE] == "Chưa có kết quả thẩm định chờ duyệt."
    assert may(world, "head_leader") == {STANDINGS}


def test_of_a_closed_year_nothing_is_changed(world, locked):
    world.cycle.closed_at, world.cycle.closed_by = clock.now(), world.users["officer"]
    world.cycle.save()
    for persona in ("leader", "head_leader", "secretariat", "officer", "operator"):
        assert blocked(world, persona) == {"Thay đổi nội dung của năm": "Năm đã kết thúc."}
        assert may(world, persona) <= {STANDINGS}


# The page


def test_the_next_window_of_the_calendar_is_told_to_everybody(world):
    make.make_window(world.cycle, Act.REGISTRATION, in_days(3), in_days(9))
    for persona in ("leader", "secretariat", "officer"):
        assert told(world, persona)["next"]["Đăng ký thi đua"] == f"mở từ ngày {in_days(3):%d/%m/%Y}"


def test_the_page_says_it_with_links_and_in_order(world):
    open_scoring(world)
    page = world.client("leader").get(reverse("emulation:cycle", args=[world.cycle.pk])).content.decode()
    assert "Việc hôm nay của Lãnh đạo đơn vị, Hội B" in page
    assert page.index("Làm được hôm nay") < page.index("Chưa làm được")
    assert reverse("emulation:scoresheet_start", args=[world.cycle.pk, world.units["B"].pk]) in page


@pytest.mark.parametrize("persona", ["leader", "head_leader", "secretariat", "officer", "city_leader"])
def test_every_link_leads_somewhere(world, locked, persona):
    proposed(world, locked)
    client = world.client(persona)
    cycle = Cycle.objects.with_offices().get(pk=world.cycle.pk)
    for line in overview(cycle, world.actor(persona)).today:
        if line.url:
            assert client.get(line.url).status_code in {200, 302}, line


@pytest.mark.parametrize("persona", ["head_leader", "secretariat", "officer"])
def test_with_dossiers_the_page_stays_within_its_questions(world, locked, persona):
    proposed(world, locked)
    assert (
        count_queries(world.client(persona), reverse("emulation:cycle", args=[world.cycle.pk]))
        <= MOST_QUERIES
    )
