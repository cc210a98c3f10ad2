"""Bad input through the pages: a sentence that says what is wrong, the right status, and nothing is changed."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from awards.actions.decision import record_decision
from blocs import clock
from blocs.models import Representation, User
from emulation.models import Criterion, PledgeParty, ScoreSheet
from tests import factories as make
from tests.awards.conftest import AtTheCity, at_city, locked
from tests.awards.dossiers import approve
from tests.awards.test_decision import PAPER, TYPED
from tests.cast import World
from tests.emulation.pledges import draft, final, party, sign
from tests.emulation.sheets import begun_sheet, checked_sheet, criterion, line_of, sent_sheet
from tests.factories import PASSWORD
from tests.journeys.rows import all_rows, changed

__all__ = ["at_city", "locked"]

HTMX = {"HX-Request": "true"}
NO_PAGE = "Không có trang này"


def said(response: HttpResponse) -> str:
    """What a person reads: words without tags."""
    text = re.sub(r"<(script|svg|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def refused(
    client: Client, address: str, data: dict[str, Any], status: int, *sentences: str, **extra: Any
) -> HttpResponse:
    """Sends it, and holds that it got its status and sentences and that no row differs."""
    before = all_rows()
    response = client.post(address, data, **extra)
    assert response.status_code == status, said(response)
    assert [sentence for sentence in sentences if sentence not in said(response)] == []
    assert changed(before, all_rows()) == {}
    return response


def accepted(client: Client, address: str, data: dict[str, Any]) -> None:
    """The twin of a refusal: the same with good input is done."""
    before = all_rows()
    response = client.post(address, data)
    assert response.status_code in {200, 302}, said(response)
    assert changed(before, all_rows())


# A wrong password.


def test_a_wrong_password_at_the_login(world: World):
    address, email = reverse("account_login"), world.users["leader"].email
    client = Client()
    wrong = {"login": email, "password": "not this one"}
    refused(client, address, wrong, 422, "Thư điện tử hoặc mật khẩu chưa đúng")
    assert client.get(reverse("reports:home")).status_code == 302
    assert User.objects.get(email=email).last_login is None
    assert client.post(address, {"login": email, "password": PASSWORD}).status_code == 302


def signing(world: World, code: str = "B") -> tuple[str, dict[str, str]]:
    """The address of a signature for a unit and what its form sends."""
    version = final(world)
    place = party(version, code)
    return reverse("emulation:pledge_signature", args=[place.pk]), {
        "text_sha256": version.sha256,
        "password": PASSWORD,
    }


def test_a_wrong_password_at_the_signature(world: World):
    address, form = signing(world)
    client = world.client("leader")
    refused(client, address, form | {"password": "khac"}, 422, "Mật khẩu không đúng. Giao ước chưa được ký.")
    accepted(client, address, form)


# A closed window.


def test_the_pledge_after_its_time(world: World):
    address, form = signing(world)
    client = world.client("leader")
    with clock.standing_at(clock.today() + timedelta(days=11)):
        refused(client, address, form, 409, "Đã hết thời hạn từ ngày", "có thể gia hạn")
    accepted(client, address, form)


def test_a_cell_after_the_time_of_self_scoring(world: World):
    client, address, form = world.client("leader"), *cell(begun_sheet(world), "A1", self_points="8")
    with clock.standing_at(clock.today() + timedelta(days=11)):
        refused(client, address, form, 409, "Đã hết thời hạn từ ngày", headers=HTMX)
        refused(client, address, form, 409, "Đã hết thời hạn từ ngày")
    accepted(client, address, form)


def cell(sheet: ScoreSheet, code: str, version: int = 1, **values: str) -> tuple[str, dict[str, str]]:
    """The address of a line of a sheet and what its cells send."""
    pk = criterion(sheet, code).pk
    form = {f"{pk}-{name}": value for name, value in values.items()} | {f"{pk}-version": str(version)}
    return reverse("emulation:score_line", args=[sheet.pk, pk]), form


# Another bloc's id.


def test_another_blocs_objects_look_like_nothing(world: World):
    """Every page and act on an object of K1, asked for by the secretariat and the leader of K2."""
    version, sheet = final(world), sent_sheet(world)
    signature = sign(world, version, "leader")
    paths = {
        **{
            f"emulation:{name}": world.cycle.pk
            for name in [
                "cycle", "pledge", "pledge_draft", "pledge_replacement", "pledge_finalisation", "pledge_pdf",
                "pledge_issue", "scoresheets", "scoresheets_matrix", "standings", "standings_lock",
                "standings_reopen", "papers", "extension",
            ]
        },
        **{
            f"emulation:{name}": sheet.pk
            for name in [
                "scoresheet", "scoresheet_presentation", "scoresheet_hand_back", "scoresheet_submission",
                "scoresheet_return", "scoresheet_agreement", "scoresheet_check", "scoresheet_disqualification",
            ]
        },
        "emulation:pledge_signature": signature.party_id,
        "emulation:pledge_paper_signature": signature.party_id,
        "awards:cycle_nominations": world.cycle.pk,
        "awards:nomination_sending": world.cycle.pk,
        "reports:year_end_report": world.cycle.pk,
        "reports:year_end_report_paper": world.cycle.pk,
        "reports:year_end_report_issue": world.cycle.pk,
    }  # fmt: skip
    before = all_rows()
    for persona in ["other_secretariat", "outside_leader"]:
        client = world.client(persona)
        for name, pk in paths.items():
            address = reverse(name, args=[pk])
            for answer in (client.get(address), client.post(address, {"version": "1"})):
                # An act that is only posted tells nobody by 405 that something is there: every id gets it.
                assert answer.status_code in {404, 405}, f"{name} as {persona}: {answer.status_code}"
    # Nothing but the moment of signing in.
    assert set(changed(before, all_rows())) <= {"blocs.User"}


def test_a_line_with_a_criterion_of_another_table_looks_like_nothing(world: World):
    sheet = begun_sheet(world)
    strange = sheet.lines.order_by("-criterion").first().criterion_id + 1000
    address = reverse("emulation:score_line", args=[sheet.pk, strange])
    refused(world.client("leader"), address, {f"{strange}-self_points": "1"}, 404, NO_PAGE)


def test_an_extension_for_a_unit_of_another_bloc(world: World):
    begun_sheet(world)
    address = reverse("emulation:extension", args=[world.cycle.pk])
    day = clock.today() + timedelta(days=20)
    form = {"act": "self_scoring", "until": f"{day:%d/%m/%Y}", "reason": "Bão"}
    client = world.client("head_leader")
    refused(client, address, form | {"organization": str(world.units["D"].pk)}, 422)
    accepted(client, address, form | {"organization": str(world.units["B"].pk)})


# Points.


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("10,5", "10,5 vượt điểm tối đa 10,0 của tiêu chí A1."),
        ("1.234", "có thể là 1234 hoặc 1,234"),
        ("-1", ""),
        ("8,3", ""),
        ("tám", ""),
        ("NaN", ""),
        ("1e3", ""),
    ],
)
def test_points_that_cannot_be(world: World, typed: str, sentence: str):
    sheet = begun_sheet(world)
    client = world.client("leader")
    address, form = cell(sheet, "A1", self_points=typed)
    refused(client, address, form, 422, sentence, headers=HTMX)
    refused(client, reverse("emulation:scoresheet", args=[sheet.pk]), form, 422, sentence)
    accepted(client, *cell(sheet, "A1", self_points="9,5"))


# The pledge.


def test_an_empty_pledge(world: World):
    version = draft(world)
    address = reverse("emulation:pledge_draft", args=[world.cycle.pk])
    form = {"seen": str(version.version), "dated_on": "09/03/2021", "theme": "Thi đua", "content": ["", " "]}
    client = world.client("secretariat")
    refused(
        client, address, form, 422, "Giao ước chưa có nội dung: đề nghị nhập ít nhất một nội dung thi đua."
    )
    accepted(client, address, form | {"content": ["Hoàn thành chương trình công tác."]})


def test_a_second_signature_for_the_same_party(world: World):
    address, form = signing(world)
    client = world.client("leader")
    accepted(client, address, form)
    refused(client, address, form, 409, "Hội B đã ký giao ước này lúc", "Hệ thống không ghi thêm.")
    paper = address.replace("/signature/", "/paper-signature/")
    day = {"signed_on": f"{clock.today():%d/%m/%Y}", "position_title": "Chủ tịch"}
    refused(world.client("secretariat"), paper, form | day, 409, "Hội B đã ký giao ước này lúc")


def test_a_leader_whose_office_ended_between_reading_and_signing(world: World):
    address, form = signing(world)
    client = world.client("leader")
    assert client.get(address).status_code == 200
    office = Representation.objects.get(person=world.users["leader"].person)
    office.until = clock.today() - timedelta(days=1)
    office.save()
    refused(client, address, form, 404, NO_PAGE)
    office.until = None
    office.save()
    accepted(client, address, form)


def test_a_leader_whose_office_ended_long_ago(world: World):
    address, form = signing(world)
    refused(world.client("ended_leader"), address, form, 404, NO_PAGE)


# A stale version.


def test_a_cell_that_somebody_else_changed(world: World):
    sheet = begun_sheet(world)
    address, form = cell(sheet, "A1", self_points="8")
    accepted(world.client("clerk"), address, form)
    leader = world.client("leader")
    refused(leader, *cell(sheet, "A1", self_points="9"), 409, "Hai người vừa sửa ô này", headers=HTMX)
    accepted(leader, *cell(sheet, "A1", version=line_of(sheet, "A1").version, self_points="9"))


def test_a_sheet_sent_as_it_no_longer_is(world: World):
    sheet = sent_sheet(world)
    address = reverse("emulation:scoresheet_check", args=[sheet.pk])
    refused(
        world.client("secretariat"),
        address,
        {"version": str(sheet.version - 1)},
        409,
        "vừa được người khác sửa",
    )


def test_a_lock_on_standings_that_moved(world: World):
    for code in "ABC":
        checked_sheet(world, code)
    address = reverse("emulation:standings_lock", args=[world.cycle.pk])
    client = world.client("head_leader")
    seen = re.search(r'name="seen" value="(\w{64})"', client.get(address).content.decode())
    assert seen
    refused(client, address, {"seen": "0" * 64}, 409)
    accepted(client, address, {"seen": seen[1]})


def test_a_signature_under_another_text(world: World):
    address, form = signing(world)
    refused(world.client("leader"), address, form | {"text_sha256": "0" * 64}, 409, "Giao ước")


@pytest.mark.parametrize("version", ["", "abc", "-1", "0", "1; DROP TABLE"])
def test_a_version_that_is_none(world: World, version: str):
    sheet = sent_sheet(world)
    address = reverse("emulation:scoresheet_check", args=[sheet.pk])
    refused(world.client("secretariat"), address, {"version": version}, 422)


# Two decisions with one number.


def test_two_decisions_with_one_number(at_city: AtTheCity):
    client, address = at_city.world.client("officer"), reverse("awards:decision_new")
    approve(at_city.world, at_city.of_b, at_city.of_c)
    first = PAPER | {"awarded": [at_city.of_b.pk]}
    record_decision(actor=at_city.world.actor("officer"), **first)
    form = TYPED | {f"award_{at_city.of_c.pk}": "on", "confirmed": "1"}
    refused(client, address, form, 409, "đã có Quyết định số 812/QĐ-UBND trong năm 2022")
    accepted(client, address, form | {"number": "813/QĐ-UBND"})


# Nothing to be seen.


def bare(response: HttpResponse, address: str) -> str:
    """A page without what differs in any two: tokens and its own address."""
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode()).replace(address, "")


UNSEEN: dict[str, Callable[[AtTheCity], int]] = {
    "emulation:cycle": lambda c: c.world.cycle.pk,
    "emulation:pledge": lambda c: c.world.cycle.pk,
    "emulation:pledge_signature": lambda c: PledgeParty.objects.order_by("pk")[0].pk,
    "emulation:scoresheet": lambda c: ScoreSheet.objects.order_by("pk")[0].pk,
    "emulation:standings": lambda c: c.world.cycle.pk,
    "emulation:papers": lambda c: c.world.cycle.pk,
    "awards:nomination": lambda c: c.of_b.pk,
    "reports:year_end_report": lambda c: c.world.cycle.pk,
}


def test_what_may_not_be_seen_looks_like_what_does_not_exist(world: World, at_city: AtTheCity):
    make.make_final_pledge(world.cycle, [world.units["B"]], world.users["head_leader"])
    table = world.cycle.table_version
    sheet = ScoreSheet.objects.create(cycle=world.cycle, organization=world.units["B"], table_version=table)
    for one in Criterion.objects.filter(group__version=table):
        sheet.lines.create(criterion=one)
    client = world.client("outside_leader")
    for name, pk in UNSEEN.items():
        hidden, missing = (reverse(name, args=[number]) for number in (pk(at_city), 999_999))
        answers = client.get(hidden), client.get(missing)
        assert [answer.status_code for answer in answers] == [404, 404], name
        assert bare(answers[0], hidden) == bare(answers[1], missing), name
        assert NO_PAGE in said(answers[0])


@pytest.mark.parametrize("persona", ["anonymous", "nobody", "leader", "officer", "operator"])
@pytest.mark.parametrize("address", ["/cycles/0/", "/cycles/x/", "/nowhere/", "/papers/999999/", "/.env"])
def test_unknown_addresses_are_told_in_one_way(world: World, persona: str, address: str):
    response = world.client(persona).get(address, follow=True)
    if persona == "anonymous" and response.redirect_chain:
        assert response.redirect_chain[0][0].startswith(reverse("account_login"))
        return
    assert response.status_code == 404
    assert NO_PAGE in said(response)


def test_a_day_that_cannot_be_is_refused(world: World):
    address = reverse("emulation:pledge_draft", args=[world.cycle.pk])
    version = draft(world)
    for day in ["31/02/2021", "03/15/2021", "1.234", "hôm qua", f"{date.max:%d/%m/%Y}"]:
        form = {"seen": str(version.version), "dated_on": day, "content": ["Thi đua"]}
        refused(world.client("secretariat"), address, form, 422)
