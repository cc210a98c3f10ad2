"""The year-end report of 2020 to test with: real names and honours, invented figures."""

from datetime import date
from decimal import Decimal

from emulation.documents.pledge import signing_lines
from reports.documents.year_end_facts import (
    Highlight,
    Meetings,
    NextYear,
    Place,
    Received,
    Result,
    Term,
    Topic,
    YearEndReport,
)
from tests.documents.samples import BLOC, MEMBERS, SECTIONS, THEME

FLAG = "Cờ thi đua của Ủy ban nhân dân thành phố"
MERIT = "Bằng khen của Chủ tịch Ủy ban nhân dân thành phố"
TOTALS = ("97.25", "98.00", "96.50", "95.75", "93.10", "91.40", "88.60")


def places(names: tuple[str, ...] = MEMBERS, totals: tuple[str, ...] = TOTALS) -> tuple[Place, ...]:
    """Standings from the highest total down."""
    ordered = sorted(zip(names, map(Decimal, totals), strict=True), key=lambda pair: -pair[1])
    return tuple(
        Place(
            name=name,
            place=number,
            total=total,
            base=total - 2,
            bonus=Decimal("3.00"),
            deduction=Decimal("1.00"),
            band="Xuất sắc" if total >= 95 else "Tốt",
        )
        for number, (name, total) in enumerate(ordered, start=1)
    )


def year_end(**changes) -> YearEndReport:
    """The report of 2020, with everything known."""
    values = {
        "year": 2020,
        "bloc_name": BLOC,
        "symbol": "KTĐ",
        "place": "Hải Phòng",
        "dated_on": date(2021, 3, 9),
        "members": MEMBERS,
        "standings": places(),
        "head": MEMBERS[0],
        "head_authority": signing_lines("Chủ tịch"),
        "deputies": (MEMBERS[1],),
        "pledge_parties": 7,
        "pledge_signed": 7,
        "sheets_sent": 7,
        "sheets_late": 1,
        "meetings": Meetings(held=3, seats=21, taken=20),
        "results": (
            Result(
                "Xây dựng và hoàn thành chương trình, kế hoạch công tác năm",
                "nhiệm vụ",
                Decimal(152),
                Decimal(146),
                Topic.WORK,
            ),
            Result(
                "Kết nạp hội viên mới so với kế hoạch", "hội viên", Decimal(300), Decimal(312), Topic.WORK
            ),
            Result(
                "Phổ biến chủ trương, chính sách, pháp luật", "hội nghị", Decimal(40), Decimal(42), Topic.LAW
            ),
            Result(
                "An sinh xã hội, từ thiện, nhân đạo",
                "triệu đồng",
                Decimal(1200),
                Decimal("1350.5"),
                Topic.WELFARE,
            ),
        ),
        "highlights": (
            Highlight(MEMBERS[1], "Kết nạp 52 hội viên mới, tổ chức 06 lớp tập huấn.", Topic.WORK),
        ),
        "assessed_on": date(2020, 12, 22),
        "proposed": ((FLAG, 1), (MERIT, 3)),
        "honours": (
            Received(MEMBERS[1], FLAG, "theo tin ngày 09/3/2021"),
            Received(MEMBERS[0], MERIT, "theo tin ngày 09/3/2021"),
            Received(MEMBERS[2], MERIT, "theo tin ngày 09/3/2021"),
            Received(MEMBERS[3], MERIT, "theo tin ngày 09/3/2021"),
        ),
        "next_year": NextYear(
            theme=THEME,
            tasks=SECTIONS[1].clauses,
            calendar=(
                Term("Ký giao ước thi đua", date(2021, 3, 1), date(2021, 3, 31)),
                Term("Báo cáo sơ kết 6 tháng", date(2021, 7, 1), date(2021, 7, 31)),
                Term("Tự chấm điểm", date(2021, 11, 15), date(2021, 12, 15)),
                Term("Họp bình xét", date(2021, 12, 22), date(2021, 12, 22)),
            ),
            midyear_report_by=date(2021, 7, 31),
            self_scoring_by=date(2021, 12, 15),
        ),
        "audit_head": "9be1c07d" + "0" * 56,
    }
    return YearEndReport(**(values | changes))
