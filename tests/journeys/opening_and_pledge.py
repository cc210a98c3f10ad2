"""How the year begins: opened by the city, set up by the operator, pledged by the bloc."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation.models.pledge import PartyCapacity
from tests.documents.reading import words
from tests.factories import PASSWORD
from tests.journeys.city import UNITS, YEAR, Year

THEME = "Đẩy nhanh chuyển đổi số"
SCAN = b"%PDF-1.4 the scan of a paper"


def the_city_officer_opens_the_year(city: Year, year: int = YEAR, theme: str = THEME):
    form = city.of("officer").open(reverse("emulation:year_new"))
    assert "Khối thi đua K1" in form.main
    opened = form.send(year=str(year), theme=theme)
    assert opened.address == reverse("emulation:year_opening", args=[year])
    assert theme in opened.main


def the_officer_records_the_head(city: Year):
    form = city.of("officer").open(reverse("blocs:office_head", args=[city.world.bloc.pk, YEAR]))
    asked = form.send(
        having="organization",
        organization=str(city.unit("A").pk),
        since="01/01/2022",
        basis="Biên bản họp bình xét ngày 28/12/2021",
    )
    asked.send(press="confirmed")
    assert city.cycle.own_head_id == city.unit("A").pk


def the_officer_sets_the_calendar(city: Year):
    steps = city.of("officer").open(reverse("emulation:year_opening", args=[YEAR]))
    assert "Chưa có: mốc thời gian" in steps.main
    days = {
        "pledge": ("01/03/2022", "15/03/2022"),
        "self_scoring": ("16/11/2022", "15/12/2022"),
        "objection": ("16/12/2022", "31/12/2022"),
        "nomination": ("05/01/2023", "15/02/2023"),
    }
    form = city.of("officer").open(reverse("emulation:year_calendar", args=[YEAR]))
    saved = form.send(
        **{f"{act}_opens": opens for act, (opens, _closes) in days.items()},
        **{f"{act}_closes": closes for act, (_opens, closes) in days.items()},
    )
    assert saved.address == steps.address
    assert "Ký giao ước: 01/03/2022 – 15/03/2022" in saved.main


def the_secretariat_writes_the_pledge(city: Year):
    secretariat = city.of("secretariat")
    assert (
        secretariat.open(city.page("emulation:pledge_replacement")).send().address.endswith("/pledge/draft/")
    )
    draft = secretariat.open(city.page("emulation:pledge_draft"))
    shown = draft.send(
        having="theme",
        place="Hải Phòng",
        dated_on="09/03/2022",
        theme="Đoàn kết, sáng tạo",
        content=["Hoàn thành chương trình công tác năm.", "Làm tốt công tác an sinh xã hội."],
        target=["Nhiệm vụ được hoàn thành"],
        target_unit=["%"],
        target_level=["100"],
        measure=["Trưởng khối và Tổ thư ký theo dõi, đôn đốc."],
        commitment=["Các đơn vị cam kết đoàn kết, chấm điểm trung thực."],
    )
    assert shown.address == city.page("emulation:pledge")
    assert "Làm tốt công tác an sinh xã hội." in shown.main


def the_leader_of_the_head_makes_the_text_final(city: Year):
    shown = city.of("head_leader").open(city.page("emulation:pledge_finalisation")).send(having="version")
    assert shown.address == city.page("emulation:pledge")
    assert "Còn 03/03 đơn vị chưa ký" in shown.main


def two_leaders_sign_for_their_units(city: Year):
    for persona, party in [
        ("leader", city.place("B")),
        ("head_leader", city.place("A")),
        ("head_leader", city.place("A", PartyCapacity.HEAD)),
    ]:
        address = reverse("emulation:pledge_signature", args=[party.pk])
        receipt = city.of(persona).open(address).send(having="password", password=PASSWORD)
        assert "Đã ký giao ước lúc 12:00 ngày 09/03/2022" in receipt.main


def the_secretariat_records_the_signature_given_on_paper(city: Year):
    form = city.of("secretariat").open(reverse("emulation:pledge_paper_signature", args=[city.place("C").pk]))
    assert "Nhập thay" in form.text
    shown = form.send(
        having="scan", signed_on="08/03/2022", position_title="Chủ tịch", scan=upload("scan.pdf", SCAN)
    )
    assert shown.address == city.page("emulation:pledge")
    assert "Đã ký đủ (3/3)" in shown.main


def upload(name: str, content: bytes):
    return SimpleUploadedFile(name, content)


def the_signed_pledge_is_a_paper_with_every_unit(city: Year):
    paper = words(city.of("leader").download(city.page("emulation:pledge_pdf")))
    for name in UNITS:
        assert name.upper() in paper
    assert "Hoàn thành chương trình công tác năm." in paper
