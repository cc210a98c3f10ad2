"""How the year ends: units proposed, judged and honoured, the report written and issued."""

from django.test import Client
from django.urls import reverse

from emulation.models import Commendation
from tests.documents.reading import words
from tests.journeys.city import UNITS, YEAR, Year, enter
from tests.journeys.visitor import Page, Visitor

NEXT_THEME = "Đẩy mạnh thu hút đầu tư"


def the_operator_enters_what_may_be_proposed(city: Year):
    for code, name, sign, kind, level in [
        ("CITY_FLAG", "Cờ thi đua của Ủy ban nhân dân thành phố", "flag", "title", 50),
        ("CITY_MERIT", "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố", "merit", "form", 40),
    ]:
        authority = "Chủ tịch Ủy ban nhân dân thành phố"
        enter(
            city, "emulation_commendation", code=code, name=name, short_name=name.split(" của ")[0],
            kind=kind, sign=sign, level=level, authority=authority, through_bloc="on",
        )  # fmt: skip
    numbers = {"CITY_FLAG": 1, "CITY_MERIT": 2}
    form = city.of("officer").open(reverse("awards:award_numbers", args=[city.cycle.year_id]))
    saved = form.send(
        **{f"award_{Commendation.objects.get(code=code).pk}": str(most) for code, most in numbers.items()}
    )
    assert "Bằng khen: mỗi khối, cụm được đề nghị 02 đơn vị" in saved.main


def the_secretariat_proposes_two_units(city: Year):
    for code, award in [("B", "CITY_FLAG"), ("C", "CITY_MERIT")]:
        address = reverse("awards:nomination_new", args=[city.cycle.pk, city.unit(code).pk])
        dossier = city.of("secretariat").open(address).send(
            commendation=str(Commendation.objects.get(code=award).pk),
            achievements=f"Hội {code} hoàn thành 18/20 nhiệm vụ của năm.",
        )  # fmt: skip
        assert "Đủ thành phần hồ sơ" in dossier.main


def the_leader_of_the_head_sends_the_dossiers(city: Year):
    sent = city.of("head_leader").open(city.page("awards:nomination_sending")).send()
    assert sent.address == city.page("awards:cycle_nominations")
    assert sent.main.count("Đã gửi, chờ tiếp nhận") == 2


def nominations(city: Year) -> dict[str, str]:
    """The pages of the dossiers by the unit's code."""
    rows = city.cycle.nominations.select_related("organization")
    return {row.organization.code: reverse("awards:nomination", args=[row.pk]) for row in rows}


def the_city_receives_appraises_and_approves(city: Year):
    officer = city.of("officer")
    for address in nominations(city).values():
        assert "Đã tiếp nhận" in officer.open(address).send("/receipt/").main
        text = {"appraisal-appraisal": "Hồ sơ đủ thành phần, thành tích rõ."}
        officer.open(address).send("/appraisal/", **text)
        approved = city.of("city_leader").open(address).send("/approval/")
        assert "Hồ sơ đủ thành phần, thành tích rõ." in approved.main


def two_council_members_give_opinions(city: Year):
    pages = nominations(city)
    city.of("board").open(pages["B"]).send("/opinion/", verdict="agree")
    after = (
        city.of("board")
        .open(pages["C"])
        .send("/opinion/", verdict="disagree", text="Cần xem lại thành tích.")
    )
    assert "Cần xem lại thành tích." in after.main
    # The leader of C sits on the council too: in that seat there is B alone.
    colleague = city.of("leader_on_board")
    role = next(value for value in choices(colleague.open("/"), "/capacity/") if value.startswith("a"))
    colleague.post(reverse("blocs:capacity"), {"capacity": role})
    assert "Hội C" not in colleague.open(reverse("awards:nominations")).main
    colleague.open(pages["C"], status=404)
    colleague.open(pages["B"]).send("/opinion/", verdict="agree")


def choices(page: Page, ending: str) -> list[str]:
    forms = [form for form in page.forms if form.action.endswith(ending)]
    return [value for form in forms for name, value in [*form.fields, *form.buttons] if name == "capacity"]


def a_council_member_tied_to_the_unit_finds_nothing_of_it(city: Year):
    tied, pages = city.of("conflicted_board"), nominations(city)
    assert "Hội B" not in tied.open(reverse("awards:nominations")).main
    assert "Hội C" in tied.open(reverse("awards:nominations")).main
    tied.open(pages["B"], status=404)


def the_officer_records_the_decision(city: Year):
    form = city.of("officer").open(reverse("awards:decision_new"))
    ticks = {name: "on" for name in form.form(having="number").names if name.startswith("award_")}
    assert len(ticks) == 2
    summary = form.send(having="number", number="320/QĐ-UBND", dated_on="08/02/2023", **ticks)
    assert "Hội B" in summary.main
    recorded = summary.send(press="confirmed")
    assert recorded.address.startswith("/decisions/")
    assert "320/QĐ-UBND" in recorded.main
    assert city.cycle.is_decided


def the_honours_stand_on_the_page_of_the_unit_and_before_the_public(city: Year):
    unit = city.of("clerk").open(reverse("reports:organization", args=[city.unit("B").pk]))
    assert "Cờ thi đua của Ủy ban nhân dân thành phố" in unit.main
    public = Visitor(Client()).open(f"{reverse('awards:honours')}?year={YEAR}").main
    assert "Hội B" in public
    assert "Hội C" in public
    assert "Hội A" not in public
    assert "320/QĐ-UBND" in public


def the_secretariat_writes_the_parts_of_the_report(city: Year):
    page = city.of("secretariat").open(city.page("reports:year_end_report"))
    parts = [form.action for form in page.forms if "/parts/" in form.action]
    assert len(parts) > 3
    text = "Các đơn vị giữ vững sản xuất, kinh doanh."
    saved = page.send(parts[0], text=text)
    assert text in saved.main


def the_leader_of_the_head_issues_the_report(city: Year):
    issued = city.of("head_leader").open(city.page("reports:year_end_report_issue")).send(
        having="contents", dated_on="15/02/2023"
    )  # fmt: skip
    assert issued.address == city.page("reports:year_end_report")
    noted = issued.send("/number/", number="12/BC-KTĐ")
    assert "12/BC-KTĐ" in noted.main


def the_report_names_every_member_and_the_honours(city: Year):
    paper = city.cycle.papers.get(kind="year_end_report")
    text = words(city.of("leader").download(reverse("emulation:issued_paper", args=[paper.pk])))
    for name in UNITS:
        assert name in text
    for expected in [
        "Cờ thi đua của Ủy ban nhân dân thành phố",
        "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố",
        "Các đơn vị giữ vững sản xuất, kinh doanh.",
        NEXT_THEME,
        "320/QĐ-UBND",
    ]:
        assert expected in text, expected


def the_leader_of_the_head_closes_the_year(city: Year):
    closed = city.of("head_leader").open(city.page("emulation:cycle_closing")).send()
    assert closed.address == city.page("emulation:cycle")
    assert city.cycle.is_closed
    # Nothing of the year is written any more.
    report = city.of("secretariat").open(city.page("reports:year_end_report"))
    assert [form.action for form in report.forms if "/parts/" in form.action] == []
