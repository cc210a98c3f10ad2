"""Requests no page of ours would send: without a token, in another method, with fields that are not there."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from awards.models import Nomination, Opinion
from blocs import clock
from blocs.models import Appointment, Organization, Role, User
from emulation.models import Cycle, ScoreSheet
from tests.attacks.pages import pages
from tests.awards.conftest import at_city, locked
from tests.awards.test_decision import TYPED
from tests.cast import World
from tests.emulation.pledges import draft, final, party
from tests.emulation.sheets import answered_sheet, begun_sheet, criterion, line_of, sent_sheet
from tests.factories import PASSWORD
from tests.journeys.rows import all_rows, changed
from tests.whole import build_whole

__all__ = ["at_city", "locked"]

HTMX = {"HX-Request": "true"}


def unchanged(client: Client, address: str, data: dict, *statuses: int, **extra) -> None:
    """Sends it; the answer is one of these, and no row differs."""
    before = all_rows()
    response = client.post(address, data, **extra)
    assert response.status_code in statuses, f"{address}: {response.status_code}"
    assert changed(before, all_rows()) == {}


def test_nothing_is_sent_without_a_token_and_no_other_method_is_known(world: World):
    whole = build_whole(world)
    asked = [address for address in pages(whole) if not address.endswith("/paper/")]
    plain = world.client("operator")
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies[settings.SESSION_COOKIE_NAME] = plain.cookies[settings.SESSION_COOKIE_NAME].value
    before = all_rows()
    let_in = [address for address in asked if guarded.post(address).status_code != 403]
    known = [
        f"{method} {address}"
        for address in asked
        for method in ("put", "patch", "delete", "options", "trace")
        if getattr(plain, method)(address).status_code != 405
    ]
    assert (let_in, known) == ([], [])
    assert changed(before, all_rows()) == {}


def test_with_a_token_of_another_site_nothing_is_sent(world: World):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["leader"])
    page = client.get(reverse("reports:home")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    address, form = reverse("set_language"), {"language": "en", "csrfmiddlewaretoken": token}
    assert client.post(address, form, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert client.post(address, form, headers={"Origin": "http://testserver"}).status_code == 302


# Acts of somebody else.


def test_a_clerk_posts_no_act_of_a_leader(world: World):
    clerk, sheet = world.client("clerk"), answered_sheet(world)
    version = final(world)
    sign = reverse("emulation:pledge_signature", args=[party(version, "B").pk])
    unchanged(clerk, sign, {"text_sha256": version.sha256, "password": PASSWORD}, 403)
    for name in ("submission", "hand_back"):
        address = reverse(f"emulation:scoresheet_{name}", args=[sheet.pk])
        unchanged(clerk, address, {"version": str(sheet.version)}, 403)
    dispute = reverse("emulation:scoresheet_dispute", args=[sheet.pk, criterion(sheet, "A1").pk])
    unchanged(clerk, dispute, {"reason": "Xem lại"}, 403)
    head_clerk = world.client("head_clerk")
    unchanged(head_clerk, reverse("emulation:standings_lock", args=[world.cycle.pk]), {"seen": "0" * 64}, 403)
    unchanged(
        head_clerk, reverse("emulation:pledge_finalisation", args=[world.cycle.pk]), {"version": "1"}, 403
    )


def test_nobody_signs_in_the_place_of_another_unit(world: World):
    version = final(world)
    form = {"text_sha256": version.sha256, "password": PASSWORD}
    form |= {
        "party": str(party(version, "C").pk),
        "organization": str(world.units["C"].pk),
        "on_behalf_of": "1",
    }
    for persona, code in [("other_leader", "B"), ("leader", "C"), ("head_leader", "B")]:
        address = reverse("emulation:pledge_signature", args=[party(version, code).pk])
        unchanged(world.client(persona), address, form, 403)
    witness = version.parties.get(capacity="witness")
    for persona in ("leader", "secretariat", "officer"):
        unchanged(world.client(persona), reverse("emulation:pledge_signature", args=[witness.pk]), form, 404)


def test_a_unit_writes_neither_the_sheet_of_another_nor_the_points_of_the_bloc(world: World):
    sheet = sent_sheet(world)
    pk, version = criterion(sheet, "A1").pk, line_of(sheet, "A1").version
    address = reverse("emulation:score_line", args=[sheet.pk, pk])
    for name, value in {"reviewed_points": "10", "review_reason": "Đúng", "agreed_points": "10"}.items():
        form = {f"{pk}-{name}": value, f"{pk}-version": str(version)}
        unchanged(world.client("leader"), address, form, 403, 422, headers=HTMX)
        unchanged(world.client("leader"), reverse("emulation:scoresheet", args=[sheet.pk]), form, 403, 409)
        unchanged(world.client("other_leader"), address, form, 404)
    unchanged(world.client("other_leader"), address, {f"{pk}-self_points": "1", f"{pk}-version": "1"}, 404)


def test_fields_a_cell_does_not_have_are_not_written(world: World):
    sheet = begun_sheet(world)
    pk = criterion(sheet, "A1").pk
    address = reverse("emulation:score_line", args=[sheet.pk, pk])
    data = {f"{pk}-version": "1", f"{pk}-total": "99", f"{pk}-reviewed_at": "2021-01-01", "sheet": "2"}
    unchanged(world.client("leader"), address, data, 422)


def test_the_head_does_not_check_its_own_sheet(world: World):
    sheet = sent_sheet(world, "A")
    for name in ("return", "check", "agreement", "disqualification"):
        address = reverse(f"emulation:scoresheet_{name}", args=[sheet.pk])
        unchanged(world.client("head_leader"), address, {"version": str(sheet.version), "reason": "x"}, 403)


def test_only_received_dossiers_of_the_list_are_decided(at_city):
    """Ids of others, of the same dossier twice, or of nothing are no ticks of the form."""
    client, address = at_city.world.client("officer"), reverse("awards:decision_new")
    Nomination.objects.filter(pk=at_city.of_c.pk).update(state="sent", received_at=None, received_by=None)
    for pk in (at_city.of_c.pk, 999_999, "x"):
        unchanged(client, address, TYPED | {f"award_{pk}": "on", "confirmed": "1"}, 422)


def test_a_proposal_names_no_other_award_and_no_stranger(locked):
    client = locked.world.client("secretariat")
    stranger = locked.world.units["D"].pk
    form = {"commendation": str(locked.flag.pk), "reason": "Khen"}
    unchanged(client, reverse("awards:nomination_new", args=[locked.world.cycle.pk, stranger]), form, 404)
    address = reverse("awards:nomination_new", args=[locked.world.cycle.pk, locked.world.units["B"].pk])
    unchanged(client, address, form | {"commendation": "999"}, 422)


def test_a_proposal_seen_before_a_change_is_not_removed(locked):
    client = locked.world.client("secretariat")
    address = reverse("awards:nomination_new", args=[locked.world.cycle.pk, locked.world.units["B"].pk])
    client.post(address, {"commendation": str(locked.flag.pk), "reason": "Khen"})
    removal = reverse("awards:nomination_removal", args=[Nomination.objects.get().pk])
    unchanged(client, removal, {"version": "7"}, 409)
    unchanged(client, removal, {"version": "x"}, 422)


# A right that ends between reading and acting.


def end_today(user: User) -> None:
    """The appointment ended yesterday."""
    Appointment.objects.filter(person=user.person).update(until=clock.today() - timedelta(days=1))


def test_a_seat_on_the_council_that_ended_gives_no_opinion(at_city):
    client = at_city.world.client("board")
    address = reverse("awards:nomination", args=[at_city.of_b.pk])
    assert client.get(address).status_code == 200
    end_today(at_city.world.users["board"])
    unchanged(client, f"{address}opinion/", {"verdict": "agree", "version": "0"}, 404)
    assert not Opinion.objects.exists()


def test_an_officer_whose_appointment_ended_records_nothing(at_city):
    client = at_city.world.client("officer")
    end_today(at_city.world.users["officer"])
    form = TYPED | {f"award_{at_city.of_b.pk}": "on", "confirmed": "1"}
    unchanged(client, reverse("awards:decision_new"), form, 403)


def test_a_secretary_whose_appointment_ended_checks_nothing(world: World):
    sheet, client = sent_sheet(world), world.client("secretariat")
    end_today(world.users["secretariat"])
    address = reverse("emulation:scoresheet_check", args=[sheet.pk])
    unchanged(client, address, {"version": str(sheet.version)}, 404)


def test_an_account_that_was_closed_is_out_at_the_next_request(world: World):
    client = world.client("leader")
    assert client.get(reverse("reports:home")).status_code == 200
    User.objects.filter(pk=world.users["leader"].pk).update(is_active=False)
    assert client.get(reverse("reports:home"))["Location"].startswith(reverse("account_login"))


# The admin.


def test_the_admin_is_for_the_operator_alone(world: World):
    appoint = {
        "name": "Quản trị viên mới", "appointments-TOTAL_FORMS": "1", "appointments-INITIAL_FORMS": "0",
        "appointments-0-role": Role.OPERATOR, "appointments-0-since": "01/01/2020",
    }  # fmt: skip
    for persona in ("officer", "city_leader", "secretariat", "head_leader", "nobody"):
        for name in ("blocs_person_add", "blocs_user_add", "emulation_cycle_add"):
            unchanged(world.client(persona), reverse(f"admin:{name}"), appoint, 404)


def test_the_admin_sets_no_gate_and_no_password(world: World):
    operator = world.client("operator")
    gate = {"locked_at_0": "01/01/2022", "locked_by": "1", "decided_by": "1", "seen": "1"}
    operator.post(reverse("admin:emulation_cycle_change", args=[world.cycle.pk]), gate)
    assert not Cycle.objects.filter(locked_at__isnull=False).exists()
    leader = world.users["leader"]
    given = {"email": leader.email, "is_active": "on", "password": "x", "person": "1", "seen": "1"}
    operator.post(reverse("admin:blocs_user_change", args=[leader.pk]), given)
    assert (User.objects.get(pk=leader.pk).password, User.objects.get(pk=leader.pk).person) == (
        leader.password, leader.person,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("table", "query"),
    [
        ("blocs_user", "password__startswith=md5"),
        ("blocs_user", "person__user__password__startswith=md5"),
        ("blocs_auditevent", "salt__startswith=a"),
        ("blocs_auditevent", "user__password__startswith=md5"),
    ],
)
def test_a_filter_of_the_admin_guesses_no_secret(world: World, table: str, query: str):
    response = world.client("operator").get(f"{reverse(f'admin:{table}_changelist')}?{query}")
    assert response.status_code in {302, 400}


# Addresses.


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_the_login_leads_to_no_other_site(world: World, there: str):
    form = {"login": world.users["leader"].email, "password": PASSWORD, "next": there}
    response = Client().post(f"{reverse('account_login')}?next={there}", form)
    assert response.status_code == 302
    assert "elsewhere" not in response["Location"]


HUGE = "9" * 30


@pytest.mark.parametrize(
    "address",
    [
        f"/cycles/{HUGE}/",
        f"/scoresheets/{HUGE}/",
        f"/pledge-parties/{HUGE}/signature/",
        f"/nominations/{HUGE}/",
        f"/organizations/{HUGE}/",
        f"/papers/{HUGE}/",
        f"/years/{HUGE}/",
        f"/blocs/1/?year={HUGE}",
        f"/honours/?year={HUGE}",
        "/honours/?year=²",
        "/blocs/1/?year=²²²²",
        "/static/../emulation/settings.py",
        "/static/..%2f..%2fetc/passwd",
        "/cycles/1/year-end-report/parts/..%2f..%2fetc/",
        "/%00/",
    ],
)
def test_strange_addresses_find_nothing(world: World, address: str):
    assert world.client("officer").get(address).status_code in {400, 404, 405}


@pytest.mark.parametrize(
    "query",
    [
        f"bloc={HUGE}", "bloc=²", "bloc=1'--", f"page={HUGE}", "page=-1", "page=x", f"year={HUGE}", "year=²",
        "sort=password", "sort=-id;drop", "state=%00", "q=%00", "q=%25_'\"", f"q={'a' * 5000}", "kind=x",
        "act=%00", f"organization={HUGE}", "show=%00",
    ],
)  # fmt: skip
def test_strange_questions_get_a_page(at_city, query: str):
    client = at_city.world.client("officer")
    cycle = at_city.world.cycle.pk
    for address in [
        "/organizations/", "/blocs/", "/nominations/", "/decisions/", "/decisions/new/", "/",
        f"/cycles/{cycle}/scoresheets/", f"/cycles/{cycle}/extension/", f"/blocs/{at_city.world.bloc.pk}/",
    ]:  # fmt: skip
        assert client.get(f"{address}?{query}").status_code in {200, 400, 404}, address


# Files.


def test_a_scan_is_what_its_content_says_and_bears_our_name(world: World):
    version, client = final(world), world.client("secretariat")
    address = reverse("emulation:pledge_paper_signature", args=[party(version, "B").pk])
    form = {
        "text_sha256": version.sha256,
        "signed_on": f"{clock.today():%d/%m/%Y}",
        "position_title": "Chủ tịch",
    }
    for name, content in [
        ("scan.pdf", b"<html><script>alert(1)</script></html>"),
        ("scan.pdf", b"MZ\x90\x00"),
        ("scan.png", b"GIF89a<script>"),
        ("scan.jpg", b""),
    ]:
        lie = SimpleUploadedFile(name, content, content_type="application/pdf")
        unchanged(client, address, form | {"scan": lie}, 422)
    evil = SimpleUploadedFile("x", b"%PDF-1.7", content_type="text/html")
    evil.name = '../../../etc/cron.d/x"\r\nSet-Cookie: a=b.html'
    assert client.post(address, form | {"scan": evil}).status_code == 302
    signature = party(version, "B").signatures.get()
    assert re.fullmatch(r"files/\w\w/\w{64}", signature.document.path)
    kept = world.client("leader").get(reverse("emulation:pledge_document", args=[signature.pk]))
    assert kept["Content-Type"] == "application/pdf"
    assert kept["Content-Disposition"] == f'attachment; filename="giao-uoc-ban-ky-{signature.pk}.pdf"'
    assert kept["X-Content-Type-Options"] == "nosniff"


def test_a_cell_saved_after_the_session_ended_leads_to_the_login(world: World):
    sheet = begun_sheet(world)
    pk = criterion(sheet, "A1").pk
    address = reverse("emulation:score_line", args=[sheet.pk, pk])
    here = {**HTMX, "HX-Current-URL": f"http://testserver/scoresheets/{sheet.pk}/"}
    response = Client().post(address, {f"{pk}-self_points": "8", f"{pk}-version": "1"}, headers=here)
    assert (response.status_code, response.content) == (401, b"")
    assert response["HX-Redirect"] == f"{reverse('account_login')}?next=%2Fscoresheets%2F{sheet.pk}%2F"
    assert ScoreSheet.objects.get().answered == 0


def test_organisations_are_not_counted_by_who_may_not_see_them(world: World):
    """Without a role in force the register is empty, and says so in the words of an empty one."""
    page = world.client("nobody").get(reverse("blocs:organizations")).content.decode()
    assert [unit for unit in Organization.objects.values_list("names__name", flat=True) if unit in page] == []


# What no column can hold.

NUL = "\x00"
LONG = "9" * 40


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("planned", LONG),
        ("actual", f"{LONG},5"),
        ("actual", "0,000000000000001"),
        ("self_points", LONG),
        ("result_text", "a" * 2001),
    ],
)
def test_a_cell_holds_no_more_than_its_column(world: World, name: str, value: str):
    sheet = begun_sheet(world)
    pk = criterion(sheet, "A1").pk
    form = {f"{pk}-{name}": value, f"{pk}-version": "1"}
    address = reverse("emulation:score_line", args=[sheet.pk, pk])
    unchanged(world.client("leader"), address, form, 422, headers=HTMX)


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": "Chỉ tiêu", "target_unit": "%" * 61, "target_level": "100"},
        {"target": "Chỉ tiêu", "target_unit": "%", "target_level": LONG * 2},
        {"target": "Chỉ tiêu", "target_unit": "%", "target_level": NUL},
        {"seen": LONG},
        {"seen": "x"},
    ],
)
def test_a_pledge_holds_no_more_than_its_columns(world: World, wrong: dict[str, str]):
    version = draft(world)
    form = {"seen": str(version.version), "dated_on": "09/03/2021", "content": "Thi đua"}
    address = reverse("emulation:pledge_draft", args=[world.cycle.pk])
    unchanged(world.client("secretariat"), address, form | wrong, 409, 422)
    # What only targets have is left out of the others, and a sign nobody can type is left out of all.
    odd = {"content": f"Thi{NUL} đua", "content_level": "100", "content_unit": "%"}
    assert world.client("secretariat").post(address, form | odd).status_code == 302
    assert list(version.clauses.values_list("text", "target_level")) == [("Thi đua", "")]


def test_a_name_with_a_nul_names_nothing(world: World):
    sheet, client = sent_sheet(world), world.client("secretariat")
    unchanged(client, reverse("emulation:scoresheet", args=[sheet.pk]), {"keep_points": NUL}, 400, 404, 422)
    unchanged(client, reverse("blocs:capacity"), {"capacity": NUL}, 404)
    unchanged(client, reverse("emulation:pledge_replacement", args=[world.cycle.pk]), {"version": LONG}, 409)
