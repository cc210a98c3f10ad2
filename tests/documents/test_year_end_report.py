"""The year-end report on paper: every known fact has its sentence, an unknown one has none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from emulation import pdf
from emulation.documents.paper import Document, Heading, Items, Paragraph, Part, Table
from reports.documents.offered import offered
from reports.documents.year_end_facts import (
    Bodies,
    Meetings,
    NextYear,
    Received,
    Result,
    Topic,
    YearEndReport,
)
from reports.documents.year_end_text import year_end_document
from reports.documents.year_end_wording import honours_told, lowered, percent
from tests.documents import reading
from tests.documents.samples import MEMBERS, THEME
from tests.documents.year_end_samples import FLAG, MERIT, places, year_end

UNKNOWN = {
    "head": "",
    "head_authority": (),
    "deputies": (),
    "pledge_parties": 0,
    "pledge_signed": 0,
    "sheets_sent": 0,
    "sheets_late": 0,
    "meetings": Meetings(0),
    "results": (),
    "highlights": (),
    "assessed_on": None,
    "proposed": (),
    "honours": (),
    "next_year": NextYear(),
    "audit_head": "",
}


def texts(document: Document) -> Iterator[str]:
    """All words of the body, block by block."""
    for block in document.body:
        match block:
            case Paragraph(text) | Heading(text):
                yield text
            case Items(items):
                yield from items
            case Part(label, title):
                yield f"{label} {title}"
            case Table(_columns, rows):
                yield from (" | ".join(row) for row in rows)


def told(**changes) -> str:
    return "\n".join(texts(year_end_document(year_end(**changes))))


@pytest.fixture(scope="module")
def sample() -> bytes:
    return pdf.render(year_end_document(year_end()))


def test_it_prints_each_member_under_its_name(sample: bytes) -> None:
    text = reading.words(sample)
    assert [name for name in MEMBERS if f"- {name}" not in text] == []


def test_it_bears_letterhead_title_and_an_open_number(sample: bytes) -> None:
    text = reading.words(sample)
    assert text.startswith(
        "KHỐI THI ĐUA LIÊN HIỆP HỘI VÀ CÁC HỘI DOANH NGHIỆP THÀNH PHỐ HẢI PHÒNG Số: /BC-KTĐ"
    )
    assert (
        "BÁO CÁO Tổng kết công tác thi đua, khen thưởng năm 2020 và phương hướng, nhiệm vụ năm 2021" in text
    )


def test_it_prints_the_honours_of_the_year(sample: bytes) -> None:
    text = reading.words(sample)
    assert f"{MEMBERS[1]} được tặng {FLAG}" in text
    assert f"{MEMBERS[0]}, {MEMBERS[2]}, {MEMBERS[3]} được tặng {MERIT}" in text


def test_it_prints_the_standings_and_the_honours_as_annexes(sample: bytes) -> None:
    text = reading.words(sample)
    assert "Phụ lục I BẢNG TỔNG HỢP ĐIỂM, XẾP HẠNG NĂM 2020" in text
    assert "Phụ lục II KẾT QUẢ THỰC HIỆN CHỈ TIÊU NĂM 2020" in text
    assert "Phụ lục III DANH SÁCH KHEN THƯỞNG NĂM 2020" in text
    assert "98,00" in text


def test_it_prints_signature_recipients_and_the_head_of_the_log(sample: bytes) -> None:
    text = reading.words(sample)
    assert "TM. KHỐI THI ĐUA TRƯỞNG KHỐI CHỦ TỊCH LIÊN MINH HỢP TÁC XÃ" in text
    assert "Nơi nhận: - Hội đồng Thi đua - Khen thưởng thành phố (để báo cáo);" in text
    assert "Lưu: VT, TK." in text
    assert "Mã đối chiếu nhật ký: 9be1c07d" in text


def test_it_embeds_its_own_fonts_alone(sample: bytes) -> None:
    assert reading.fonts(sample) == {"VN-Serif", "VN-Serif-Bold", "VN-Serif-Italic", "VN-Serif-Bold-Italic"}
    assert reading.embedded(sample)


def test_it_keeps_the_margins_and_numbers_pages_from_the_second_on(sample: bytes) -> None:
    pages = reading.pages(sample)
    for page in pages:
        top, right, bottom, left = reading.margins(page)
        assert 20 <= top <= 25
        assert right >= 15
        assert bottom >= 20
        assert left >= 30
    assert [reading.header(page) for page in pages] == ["", *(str(n) for n in range(2, len(pages) + 1))]


def test_it_signs_below_the_last_section_of_the_report(sample: bytes) -> None:
    signed = next(
        words
        for page in reading.pages(sample)
        if "Nơi nhận:" in (words := " ".join(reading.page_words(page)))
    )
    assert signed.index("Đề xuất, kiến nghị") < signed.index("của Khối./.") < signed.index("TM. KHỐI THI ĐUA")


def test_it_repeats_the_head_of_a_table_on_every_page() -> None:
    names = tuple(f"Hội thành viên số {number} thành phố Hải Phòng" for number in range(1, 61))
    pages = reading.pages(pdf.render(year_end_document(year_end(standings=places(names, ("90.00",) * 60)))))
    tabled = [text for page in pages if "88,00" in (text := " ".join(reading.page_words(page)))]
    assert len(tabled) > 1
    assert all("Xếp loại" in text for text in tabled)


def test_it_tells_results_with_their_share() -> None:
    text = told()
    assert "hoàn thành 146/152 nhiệm vụ đề ra (96,1%)" in text
    assert "kết nạp 312 hội viên mới, đạt 104% kế hoạch" in text
    assert "Tổng giá trị ủng hộ đạt 1.350,5 triệu đồng, bằng 112,5% đăng ký." in text
    assert f"Tiêu biểu là {MEMBERS[1]}: kết nạp 52 hội viên mới" in text


def test_it_tells_a_result_of_another_unit_by_its_name() -> None:
    events = Result("Xúc tiến thương mại", "chuyến", Decimal(8), Decimal(10), Topic.WORK)
    assert "thực hiện 10 chuyến về xúc tiến thương mại, đạt 125% kế hoạch" in told(results=(events,))
    unplanned = replace(events, planned=Decimal(0))
    assert "thực hiện 10 chuyến về xúc tiến thương mại." in told(results=(unplanned,))


def test_it_counts_who_signed_sent_and_came() -> None:
    assert (
        "Có 07/07 đơn vị ký Giao ước; 07/07 đơn vị gửi bảng tự chấm điểm, trong đó 06 đơn vị đúng hạn. "
        "Khối đã tổ chức 03 cuộc họp, tỷ lệ đơn vị dự họp đạt 95,2%." in told()
    )
    assert "07/07 đơn vị gửi bảng tự chấm điểm đúng hạn." in told(sheets_late=0)


def test_it_sums_up_the_scores() -> None:
    assert (
        "Điểm cao nhất 98,00 điểm, thấp nhất 88,60 điểm, bình quân 94,37 điểm; "
        "04 đơn vị xếp loại xuất sắc, 03 đơn vị xếp loại tốt. Chi tiết tại Phụ lục I." in told()
    )


def test_it_tells_what_the_bloc_proposed() -> None:
    assert (
        f"Hội nghị bình xét ngày 22 tháng 12 năm 2020 thống nhất đề nghị thành phố tặng {FLAG} cho 01 đơn vị, "
        f"{MERIT} cho 03 đơn vị." in told()
    )


def test_it_says_that_the_dossier_is_sent_before_the_city_decides() -> None:
    assert "Khối đã hoàn thiện hồ sơ đề nghị thành phố khen thưởng." in told(honours=(), dossier_sent=True)
    assert "Khối đã hoàn thiện hồ sơ" not in told(dossier_sent=True)


def test_it_tells_shortcomings_from_the_data() -> None:
    assert (
        "Còn 01 đơn vị gửi bảng tự chấm điểm chậm; 01 lượt vắng họp. Chỉ tiêu chưa đạt kế hoạch: xây dựng và hoàn thành "
        "chương trình, kế hoạch công tác năm." in told()
    )


def test_it_tells_that_scores_were_reopened() -> None:
    text = told(reopened=((date(2021, 1, 5), "sửa điểm nhập nhầm"),))
    assert "Kết quả chấm điểm được mở lại ngày 05/01/2021; lý do: sửa điểm nhập nhầm." in text


def test_the_annex_names_the_sheets_that_were_entered_from_paper() -> None:
    def asides(**fields: object) -> list[str]:
        first, *others = places()
        facts = year_end(standings=(replace(first, **fields), *others))
        return [
            block.text for block in year_end_document(facts).annexes[0].body if isinstance(block, Paragraph)
        ]

    assert asides() == []
    [told_aside] = asides(paper_dated_on=date(2020, 12, 5))
    assert told_aside.startswith("Tổ thư ký nhập thay bảng tự chấm điểm:")
    assert told_aside.endswith("(bản giấy ngày 05/12/2020).")


def test_the_list_of_honours_tells_a_shared_basis_once_and_different_ones_in_a_column() -> None:
    one, other = "Quyết định số 1/QĐ-UBND ngày 01/3/2021", "Quyết định số 2/QĐ-UBND ngày 02/3/2021"

    def listed(*bases: str) -> tuple:
        honours = tuple(Received("Hội A", MERIT, basis) for basis in bases)
        return year_end_document(year_end(honours=honours)).annexes[2].body

    table, below = listed(one, one)
    assert "Căn cứ" not in [column.title for column in table.columns]
    assert below == Paragraph(f"Căn cứ: {one}.")
    assert listed("nguồn: tin", "nguồn: tin")[1] == Paragraph("Nguồn: tin.")
    (table,) = listed(one, other)
    assert [row[3] for row in table.rows] == [one, other]
    (table,) = listed("", "")
    assert len(table.columns) == 3


def test_it_names_who_is_not_considered_for_awards() -> None:
    standings = (*places()[:-1], replace(places()[-1], not_considered="không ký giao ước"))
    (aside,) = (
        b
        for b in year_end_document(year_end(standings=standings)).annexes[0].body
        if isinstance(b, Paragraph)
    )
    assert aside.text == f"{MEMBERS[6]}: không thuộc diện xét khen thưởng (không ký giao ước)."


def test_it_marks_a_shared_place() -> None:
    standings = tuple(replace(place, place=1, shared=True) for place in places()[:2])
    (table,) = year_end_document(year_end(standings=standings)).annexes[0].body
    assert [row[6] for row in table.rows] == ["1 (đồng hạng)", "1 (đồng hạng)"]


def test_it_points_to_the_next_year() -> None:
    text = told()
    assert f"các mục tiêu, nhiệm vụ của thành phố năm 2021 và chủ đề năm 2021 “{THEME}”." in text
    assert "sơ kết trước ngày 31/7/2021; tự chấm điểm trước ngày 15/12/2021." in text
    assert "3 | Tự chấm điểm | từ ngày 15/11/2021 đến hết ngày 15/12/2021" in text
    assert "4 | Họp bình xét | ngày 22/12/2021" in text
    assert "6. Đổi mới công tác thi đua, khen thưởng" in text


def test_it_prints_what_a_person_wrote_instead_of_the_offered_words() -> None:
    offered = "Nội dung thi đua bám sát nhiệm vụ của từng đơn vị"
    assert offered in told()
    text = told(texts={"strengths": "Phong trào đều khắp.\nMinh chứng đầy đủ."})
    assert offered not in text
    assert "Phong trào đều khắp.\nMinh chứng đầy đủ." in text
    assert offered in told(texts={"strengths": "  "})


def test_it_offers_the_same_words_whatever_the_year_and_names_no_event() -> None:
    bodies, unknown = Bodies(), NextYear()
    first = offered(2020, bodies, unknown, "Khối")
    for year in range(2018, 2031):
        words = offered(year, bodies, unknown, "Khối")
        assert {part: text.replace(str(year + 1), "2021") for part, text in words.items()} == first
    everything = " ".join(first.values())
    for event in ("Covid", "dịch bệnh", "Đại hội", "Hải Phòng", "lần thứ"):
        assert event not in everything


def test_it_leaves_out_what_is_not_known() -> None:
    text = told(**UNKNOWN)
    for sign in ("…", "...", "{", "}", "None", "  ", " .", " ,", "00 đơn vị"):
        assert sign not in text
    assert "II. Kết quả thực hiện Giao ước thi đua\n1. Phát hiện, bồi dưỡng" in text, (
        "numbers stay without a gap"
    )
    assert [annex.label for annex in year_end_document(year_end(**UNKNOWN)).annexes] == ["Phụ lục I"]


def test_it_says_on_every_page_that_demonstration_data_are_invented() -> None:
    pages = reading.pages(pdf.render(year_end_document(year_end(demonstration=True))))
    assert all("Dữ liệu minh họa" in " ".join(reading.page_words(page)) for page in pages)
    assert "minh họa" not in year_end_document(year_end()).html()


def test_it_prints_markup_of_a_person_as_text() -> None:
    html = year_end_document(year_end(texts={"lessons": "<img src=x> & </p>"})).html()
    assert "&lt;img src=x&gt; &amp; &lt;/p&gt;" in html


def test_it_refuses_a_year_without_standings() -> None:
    with pytest.raises(ValueError, match="locked standings"):
        YearEndReport(2020, "Khối", "KTĐ", "Hải Phòng", date(2021, 3, 9), (), ())


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(146, 152), "96,1%"),
        (Fraction(1), "100%"),
        (Fraction(1, 2000), "0,1%"),
        (Fraction(2), "200%"),
    ],
)
def test_it_rounds_a_share_half_up(share: Fraction, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("text", "inside"), [("Kết nạp", "kết nạp"), ("UBND thành phố", "UBND thành phố"), ("", ""), ("ấn", "ấn")]
)
def test_it_begins_with_a_small_letter_inside_a_sentence(text: str, inside: str) -> None:
    assert lowered(text) == inside


def test_it_cites_a_decision_that_honours_share_once() -> None:
    one, other = "Quyết định số 1/QĐ-UBND", "Quyết định số 2/QĐ-UBND"
    received = (
        Received("Hội A", "Cờ", one),
        Received("Hội B", "Bằng khen", one),
        Received("Hội C", "Bằng khen", other),
    )
    assert honours_told(received) == (
        f"Hội A được tặng Cờ; Hội B được tặng Bằng khen ({one}); Hội C được tặng Bằng khen ({other})."
    )
    assert honours_told(()) == ""
