"""Issuing the year-end report: kept with its hash, replaced by a later one, never changed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from blocs import clock
from blocs.errors import BadInput, Closed, NotAllowed, Stale
from blocs.models import AuditEvent, CityBody, Office, OrganizationName
from emulation.models import Attendance, EmulationYear, IssuedPaper, Meeting, ReportText
from emulation.models.paper import PaperState
from reports.documents.report_key import report_key
from tests import factories as make
from tests.cast import World
from tests.documents.reading import words
from tests.reports.reported import honour, issue_report, lock_scores, sum_up

DAY = date(2022, 3, 9)


@pytest.fixture
def ready(world: World) -> World:
    """Scores locked, the conference held."""
    lock_scores(world.cycle, [world.units[code] for code in "ABC"], world.users["head_leader"])
    sum_up(world.cycle, DAY)
    return world


def address(world: World) -> str:
    return reverse("reports:year_end_report_issue", args=[world.cycle.pk])


def issue(client: Client, world: World, dated_on: str = "09/03/2022", contents: str = ""):
    contents = contents or report_key(world.cycle)
    return client.post(address(world), {"dated_on": dated_on, "contents": contents})


def act(world: World, persona: str = "secretariat", **changes) -> IssuedPaper:
    return issue_report(world.cycle, world.actor(persona), **{"dated_on": DAY} | changes)


def test_the_page_says_what_will_happen_and_offers_the_day_of_the_conference(ready: World):
    html = ready.client("secretariat").get(address(ready)).content.decode()
    assert 'value="09/03/2022"' in html
    assert "in lại đúng nguyên bản" in html
    assert "Còn 10 phần đang dùng câu gợi ý." in html
    assert not IssuedPaper.objects.exists()


def test_an_issued_report_is_kept_and_says_what_the_data_say(ready: World):
    honour(ready.units["B"])
    response = issue(ready.client("head_leader"), ready)
    assert response.status_code == 302
    paper = IssuedPaper.objects.get()
    assert (paper.kind, paper.dated_on, paper.state) == ("year_end_report", DAY, PaperState.VALID)
    assert paper.issued_by == ready.users["head_leader"]
    text = words(paper.file.read())
    for part in ["Hội A", "Hội B", "Hội C", "ngày 09 tháng 3 năm 2022", "Cờ thi đua", "9be1c07d"]:
        assert part in text


def test_the_page_of_the_report_names_the_issued_paper(ready: World):
    client = ready.client("secretariat")
    issue(client, ready)
    paper = IssuedPaper.objects.get()
    html = client.get(reverse("reports:year_end_report", args=[ready.cycle.pk])).content.decode()
    assert reverse("emulation:issued_paper", args=[paper.pk]) in html
    assert paper.file.sha256[:8] in html
    assert "Đã phát hành, từ đó chưa có thay đổi" in html
    assert address(ready) not in html


def test_after_a_change_the_page_says_that_the_issued_report_is_older(ready: World):
    client = ready.client("secretariat")
    issue(client, ready)
    ReportText.objects.create(cycle=ready.cycle, section="lessons", text="Bài học mới.")
    html = client.get(reverse("reports:year_end_report", args=[ready.cycle.pk])).content.decode()
    assert "Có thay đổi sau khi phát hành" in html
    assert address(ready) in html


def test_the_same_report_issued_again_is_the_one_kept_before(ready: World):
    client = ready.client("secretariat")
    issue(client, ready)
    issue(client, ready)
    assert IssuedPaper.objects.count() == 1


def test_a_later_report_replaces_the_earlier_which_stays_as_it_was(ready: World):
    first = act(ready)
    before = first.file.read()
    ReportText.objects.create(cycle=ready.cycle, section="lessons", text="Bài học mới.")
    second = act(ready, content=b"%PDF- two")
    first.refresh_from_db()
    assert (first.state, second.state) == (PaperState.REPLACED, PaperState.VALID)
    assert first.file.read() == before
    html = ready.client("secretariat").get(address(ready)).content.decode()
    assert "Báo cáo ghi ngày 09/03/2022 được đánh dấu đã thay" in html


def test_issuing_is_recorded_and_sealed(ready: World):
    paper = act(ready)
    event = AuditEvent.objects.get(act="paper.issue")
    assert event.new == {"kind": "year_end_report", "sha256": paper.file.sha256}
    assert event.seal


@pytest.mark.parametrize(
    ("persona", "status"), [("leader", 403), ("officer", 403), ("conflicted_board", 404)]
)
def test_nobody_else_issues(ready: World, persona: str, status: int):
    client = ready.client(persona)
    assert client.get(address(ready)).status_code == status
    assert issue(client, ready).status_code == status
    assert not IssuedPaper.objects.exists()


def test_the_act_itself_asks_again_who_may(ready: World):
    with pytest.raises(NotAllowed):
        act(ready, "leader")


def test_before_the_scores_are_locked_nothing_is_issued(world: World):
    client = world.client("head_leader")
    response = client.get(address(world))
    assert response.status_code == 409
    assert "chưa chốt điểm" in response.content.decode()
    assert issue(client, world).status_code == 409
    with pytest.raises(Closed):
        act(world)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Chưa nhập nội dung này"),
        ("31/12/2020", "trước khi năm bắt đầu"),
        ("30/02/2022", "30/02/2022"),
        ("9/3/22", "bốn chữ số"),
        ("09/03/2099", "còn cách hơn một năm"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(ready: World, typed: str, sentence: str):
    response = issue(ready.client("secretariat"), ready, typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert sentence in html
    assert 'aria-invalid="true"' in html
    assert not IssuedPaper.objects.exists()


def test_the_first_day_of_the_year_is_early_enough(ready: World):
    assert issue(ready.client("secretariat"), ready, "01/01/2021").status_code == 302


def test_the_act_refuses_a_day_before_the_year(ready: World):
    with pytest.raises(BadInput):
        act(ready, dated_on=date(2020, 12, 31))
    assert act(ready, dated_on=date(2021, 1, 1))


def test_what_was_read_is_what_is_issued_or_nothing(ready: World):
    seen = report_key(ready.cycle)
    ReportText.objects.create(cycle=ready.cycle, section="lessons", text="Lời của người khác.")
    assert issue(ready.client("secretariat"), ready, contents=seen).status_code == 409
    with pytest.raises(Stale):
        act(ready, key=seen)
    assert not IssuedPaper.objects.exists()


def change_standings(world: World) -> None:
    world.cycle.snapshots.get().entries.filter(organization=world.units["C"]).update(total=90)


def change_name(world: World) -> None:
    OrganizationName.objects.filter(organization=world.units["C"]).update(name="Hội mang tên mới")


def change_office(world: World) -> None:
    Office.objects.filter(bloc=world.bloc, year=2021, role="head").update(organization=world.units["C"])


def change_bodies(world: World) -> None:
    CityBody.objects.filter(kind="standing_body").update(name="Sở Nội vụ")


def change_attendance(world: World) -> None:
    Attendance.objects.create(meeting=Meeting.objects.get(), organization=world.units["C"], present=False)


def change_theme(world: World) -> None:
    EmulationYear.objects.create(year=2022, theme="Chủ đề mới của thành phố")


def change_tasks(world: World) -> None:
    following = make.make_cycle(world.bloc, 2022)
    make.make_final_pledge(following, [world.units["A"]], world.users["head_leader"])


def change_pledge(world: World) -> None:
    make.make_final_pledge(world.cycle, [world.units["A"]], world.users["head_leader"])


CHANGES = {
    "honour": lambda world: honour(world.units["C"]),
    "text": lambda world: ReportText.objects.create(cycle=world.cycle, section="lessons", text="Lời khác."),
    "standings": change_standings,
    "name": change_name,
    "office": change_office,
    "bodies": change_bodies,
    "attendance": change_attendance,
    "theme": change_theme,
    "tasks": change_tasks,
    "pledge": change_pledge,
}
changed = pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)


@changed
def test_whatever_is_printed_makes_what_was_read_stale(ready: World, change: Callable[[World], object]):
    seen = report_key(ready.cycle)
    change(ready)
    with pytest.raises(Stale):
        act(ready, key=seen)
    assert issue(ready.client("secretariat"), ready, contents=seen).status_code == 409


@changed
def test_whatever_is_printed_can_be_corrected_by_issuing_anew(
    ready: World, change: Callable[[World], object]
):
    first = act(ready)
    change(ready)
    html = ready.client("secretariat").get(reverse("reports:year_end_report", args=[ready.cycle.pk]))
    assert "Có thay đổi sau khi phát hành" in html.content.decode()
    assert act(ready, content=b"%PDF- two") != first


def test_what_is_not_printed_changes_nothing(ready: World):
    first = act(ready)
    OrganizationName.objects.create(
        organization=ready.units["C"], name="Hội sau này", short_name="C", valid_from=DAY + timedelta(days=1)
    )
    assert act(ready) == first


def test_without_a_conference_the_report_bears_this_day(world: World):
    lock_scores(world.cycle, [world.units["A"]], world.users["head_leader"])
    with clock.standing_at(date(2022, 1, 20)):
        html = world.client("secretariat").get(address(world)).content.decode()
    assert 'value="20/01/2022"' in html


def test_a_report_may_be_dated_for_a_conference_to_come(ready: World):
    day = clock.today() + timedelta(days=14)
    assert issue(ready.client("secretariat"), ready, f"{day:%d/%m/%Y}").status_code == 302
    assert IssuedPaper.objects.get().dated_on == day
