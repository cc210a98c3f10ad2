"""Signing on the page: a fresh confirmation of identity, the receipt, the record of a paper."""

from datetime import timedelta

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from blocs import clock
from blocs.models import Representation
from emulation import pdf
from emulation.actions.identity import MOST_FAILURES
from emulation.actions.pledge import draft_next_version
from emulation.models import IssuedPaper, PledgeSignature, Window
from emulation.models.pledge import PartyCapacity, SignatureMethod
from tests import factories as make
from tests.emulation.pledges import final, party, sign

PDF = b"%PDF-1.7 scan"


def url(version, code="B", capacity=PartyCapacity.MEMBER, name="pledge_signature"):
    return reverse(f"emulation:{name}", args=[party(version, code, capacity).pk])


def text(response):
    return response.content.decode()


def post(world, version, persona="leader", **changes):
    data = {"text_sha256": version.sha256, "password": make.PASSWORD} | changes
    return world.client(persona).post(url(version), data)


def test_it_says_who_signs_for_whom_before_the_signature(world):
    version = final(world)
    page = text(world.client("leader").get(url(version)))
    assert "Chủ tịch, thay mặt Hội B" in page
    assert version.sha256[:8] in page
    assert "không phải chữ ký số" in page


def test_the_right_password_signs_and_leads_to_the_receipt(world):
    version = final(world)
    response = post(world, version)
    assert (response.status_code, response["Location"]) == (302, url(version))
    signature = PledgeSignature.objects.get()
    assert (signature.party, signature.address) == (party(version, "B"), "127.0.0.1")
    receipt = text(world.client("leader").get(url(version)))
    moment = signature.signed_at.astimezone(clock.LOCAL)
    assert (
        f"Đã ký giao ước lúc {moment:%H:%M} ngày {moment:%d/%m/%Y} bằng xác nhận điện tử trong hệ thống "
        "(không phải chữ ký số)." in receipt
    )
    assert "Còn 02/03 đơn vị chưa ký: Hội A, Hội C." in receipt


def test_a_wrong_password_signs_nothing_and_says_so_beside_the_field(world):
    version = final(world)
    response = post(world, version, password="sai")
    assert response.status_code == 422
    assert "Mật khẩu không đúng. Giao ước chưa được ký." in text(response)
    assert 'aria-invalid="true"' in text(response)
    assert "sai" not in text(response).split("id_password")[1].split(">")[0]
    assert not PledgeSignature.objects.exists()


def test_after_five_wrong_passwords_the_right_one_has_to_wait(world):
    version = final(world)
    for _attempt in range(MOST_FAILURES):
        assert post(world, version, password="sai").status_code == 422
    response = post(world, version)
    assert response.status_code == 429
    assert "Mật khẩu sai 5 lần. Đề nghị chờ 5 phút" in text(response)
    assert not PledgeSignature.objects.exists()
    assert post(world, version, persona="other_leader").status_code == 403


def test_a_right_password_forgets_the_wrong_ones(world):
    version = final(world)
    for _attempt in range(MOST_FAILURES - 1):
        post(world, version, password="sai")
    assert post(world, version).status_code == 302


def with_passkey(world, seconds_ago, user="leader"):
    """A browser in whose session a passkey was used some time ago."""
    client = world.client("leader")
    session = client.session
    moment = clock.now().timestamp() - seconds_ago
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": moment}]
    session["account_authentication_methods_user"] = user_id_to_str(world.users[user])
    session.save()
    return client


def test_a_passkey_of_the_last_minutes_stands_for_the_password(world):
    version = final(world)
    client = with_passkey(world, 60)
    assert 'type="password"' not in text(client.get(url(version)))
    assert client.post(url(version), {"text_sha256": version.sha256}).status_code == 302
    assert PledgeSignature.objects.get().person == world.users["leader"].person


@pytest.mark.parametrize(("seconds_ago", "user"), [(301, "leader"), (60, "other_leader")])
def test_an_older_passkey_or_anothers_does_not(world, seconds_ago, user):
    version = final(world)
    client = with_passkey(world, seconds_ago, user)
    assert 'type="password"' in text(client.get(url(version)))
    assert client.post(url(version), {"text_sha256": version.sha256}).status_code == 422
    assert not PledgeSignature.objects.exists()


@pytest.mark.parametrize("signed", [False, True])
def test_the_page_and_the_receipt_ask_few_questions(world, signed):
    version = final(world)
    if signed:
        sign(world, version, "leader")
    client, address = world.client("leader"), url(version)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    assert len(captured) <= 12


def test_a_closed_window_is_told_before_and_refused_after(world):
    version = final(world)
    yesterday = clock.today() - timedelta(days=1)
    Window.objects.update(opens=yesterday, closes=yesterday)
    page = world.client("leader").get(url(version))
    assert f"Đã hết thời hạn từ ngày {yesterday:%d/%m/%Y}" in text(page)
    assert 'type="password"' not in text(page)
    assert post(world, version).status_code == 409
    assert not PledgeSignature.objects.exists()


def test_a_second_signature_is_refused(world):
    version = final(world)
    sign(world, version, "leader")
    response = post(world, version)
    assert response.status_code == 409
    assert "Hội B đã ký giao ước này lúc" in text(response)
    assert PledgeSignature.objects.count() == 1


def test_a_text_that_changed_since_it_was_read_is_not_signed(world):
    version = final(world)
    response = post(world, version, text_sha256="0" * 64)
    assert response.status_code == 409
    assert "Nội dung giao ước đã thay đổi" in text(response)
    assert not PledgeSignature.objects.exists()


def test_the_place_in_a_replaced_text_is_gone(world):
    version = final(world)
    draft_next_version(world.cycle, actor=world.actor("secretariat"), replacing=version.pk)
    assert world.client("leader").get(url(version)).status_code == 404
    assert post(world, version).status_code == 404


def test_a_leader_whose_office_ended_finds_nothing(world):
    version = final(world)
    Representation.objects.filter(person=world.users["leader"].person).update(
        until=clock.today() - timedelta(days=1)
    )
    assert post(world, version).status_code == 404
    assert not PledgeSignature.objects.exists()


@pytest.mark.parametrize(
    ("persona", "status"),
    [("clerk", 403), ("other_leader", 403), ("secretariat", 403), ("outside_leader", 404)],
)
def test_nobody_else_signs(world, persona, status):
    version = final(world)
    assert world.client(persona).get(url(version)).status_code == status
    assert post(world, version, persona=persona).status_code == status
    assert not PledgeSignature.objects.exists()


def test_the_heads_leader_is_led_on_to_his_second_place(world):
    version = final(world)
    sign(world, version, "head_leader")
    receipt = text(world.client("head_leader").get(url(version, "A")))
    assert url(version, "A", PartyCapacity.HEAD) in receipt
    assert "Ký với tư cách Trưởng khối" in receipt
    client = world.client("head_leader")
    client.post(
        url(version, "A", PartyCapacity.HEAD), {"text_sha256": version.sha256, "password": make.PASSWORD}
    )
    assert PledgeSignature.objects.count() == 2


def test_the_last_signature_issues_the_paper(world):
    version = final(world)
    sign(world, version, "other_leader")
    sign(world, version, "head_leader")
    sign(world, version, "head_leader", PartyCapacity.HEAD)
    post(world, version)
    paper = IssuedPaper.objects.get()
    assert paper.file.read().startswith(b"%PDF")
    assert paper.issued_by == world.users["leader"]


def test_without_pango_the_last_signature_stands_all_the_same(world, monkeypatch):
    def fails(_document):
        raise pdf.PapersUnavailable

    monkeypatch.setattr(pdf, "render", fails)
    version = final(world)
    sign(world, version, "other_leader")
    sign(world, version, "head_leader")
    sign(world, version, "head_leader", PartyCapacity.HEAD)
    assert post(world, version).status_code == 302
    assert PledgeSignature.objects.count() == 4
    assert not IssuedPaper.objects.exists()


def test_the_witness_has_no_page(world):
    version = final(world)
    witness = version.parties.get(capacity=PartyCapacity.WITNESS)
    assert (
        world.client("secretariat").get(reverse("emulation:pledge_signature", args=[witness.pk])).status_code
        == 404
    )


# On paper


def record(world, version, persona="secretariat", content=PDF, **changes):
    data = {
        "text_sha256": version.sha256,
        "signed_on": f"{clock.today():%d/%m/%Y}",
        "position_title": "Chủ tịch",
        "signing_form": "",
        "scan": SimpleUploadedFile("ban-ky.pdf", content),
    } | changes
    return world.client(persona).post(url(version, name="pledge_paper_signature"), data)


def test_the_secretariat_records_a_paper_with_its_scan(world):
    version = final(world)
    assert "Nhập thay" in text(world.client("secretariat").get(url(version, name="pledge_paper_signature")))
    assert record(world, version).status_code == 302
    signature = PledgeSignature.objects.get()
    assert signature.method == SignatureMethod.PAPER
    scan = world.client("leader").get(reverse("emulation:pledge_document", args=[signature.pk]))
    assert (scan.content, scan["Content-Disposition"]) == (
        PDF,
        f'attachment; filename="giao-uoc-ban-ky-{signature.pk}.pdf"',
    )
    assert (
        world.client("other_leader")
        .get(reverse("emulation:pledge_document", args=[signature.pk]))
        .status_code
        == 404
    )


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"content": b"MZ program"}, 422, "Tệp không phải PDF, JPEG hoặc PNG"),
        ({"signed_on": "01/01/2099"}, 422, "muộn hơn ngày hôm nay"),
        ({"signed_on": "01/01/2020"}, 409, "không nằm trong thời gian ký giao ước"),
        ({"position_title": ""}, 422, ""),
        ({"text_sha256": "0" * 64}, 409, "Nội dung giao ước đã thay đổi"),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(world, changes, status, sentence):
    version = final(world)
    response = record(world, version, **changes)
    assert response.status_code == status
    assert sentence in text(response)
    assert not PledgeSignature.objects.exists()


def test_a_scan_above_20_mb_is_refused(world, monkeypatch):
    monkeypatch.setattr("blocs.forms.fields.MOST_BYTES", len(PDF) - 1)
    version = final(world)
    assert record(world, version).status_code == 422
    assert not PledgeSignature.objects.exists()


@pytest.mark.parametrize(
    ("persona", "status"), [("leader", 403), ("head_leader", 403), ("other_secretariat", 404)]
)
def test_only_the_secretariat_of_the_bloc_records(world, persona, status):
    version = final(world)
    assert record(world, version, persona).status_code == status
    assert not PledgeSignature.objects.exists()
