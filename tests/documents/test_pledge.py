"""The pledge on paper: its words, who signed and how, and its layout."""

import unicodedata
from datetime import date

import pytest

from emulation import pdf
from emulation.documents.pledge import (
    PledgePaper,
    digital_mark,
    pledge_document,
    scanned_mark,
    signing_lines,
)
from tests.documents import reading
from tests.documents.samples import MEMBERS, SECTIONS, THEME, party, pledge

LONG_NAME = "Hiệp hội các doanh nghiệp sản xuất, chế biến và xuất khẩu thủy sản, nông sản, " * 4


def printed(paper: PledgePaper) -> bytes:
    return pdf.render(pledge_document(paper))


@pytest.fixture(scope="module")
def sample() -> bytes:
    return printed(pledge())


def test_it_prints_the_pledge_in_the_words_of_the_bloc(sample: bytes) -> None:
    text = reading.words(sample)
    for words in (
        "KHỐI THI ĐUA LIÊN HIỆP HỘI VÀ CÁC HỘI DOANH NGHIỆP THÀNH PHỐ HẢI PHÒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Hải Phòng, ngày 09 tháng 3 năm 2021",
        "GIAO ƯỚC THI ĐUA Năm 2021",
        "quy định chi tiết thi hành một số điều của Nghị định số 91/2017/NĐ-CP;",
        "và các Hội doanh nghiệp thành phố.",
        THEME,
        "I. CHỦ ĐỀ THI ĐUA",
        "VI. ĐIỀU KHOẢN THI HÀNH",
        "ĐẠI DIỆN CÁC ĐƠN VỊ KÝ GIAO ƯỚC",
        "ĐẠI DIỆN CƠ QUAN CHỨNG KIẾN",
        "ĐƠN VỊ TRƯỞNG KHỐI",
        "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
        "Mã đối chiếu: 4f0c9b2a",
    ):
        assert words in text
    for number, clause in enumerate(SECTIONS[1].clauses, start=1):
        assert f"{number}. {clause}" in text
    for target in SECTIONS[2].targets:
        assert target.text in text


def test_it_prints_a_clause_that_stands_alone_without_a_number(sample: bytes) -> None:
    assert "1. Các đơn vị trong Khối cam kết" not in reading.words(sample)


def test_it_names_every_party_in_capitals(sample: bytes) -> None:
    text = reading.words(sample)
    assert [name for name in MEMBERS if name.upper() not in text] == []


def test_it_shows_who_confirmed_and_keeps_a_place_for_the_others() -> None:
    text = reading.words(
        printed(pledge((party(MEMBERS[0], signed=True), party(MEMBERS[1])), head=None, witness=""))
    )
    assert text.count("Đã xác nhận điện tử trong hệ thống lúc 09:12 ngày 09/3/2021") == 1
    assert text.count("(ký, đóng dấu)") == 1
    assert "chữ ký số" not in text.lower()


def test_it_tells_other_ways_of_signing() -> None:
    assert scanned_mark(date(2021, 3, 9)) == "Đã ký bản giấy ngày 09/3/2021"
    assert digital_mark(date(2021, 3, 9)) == "Đã ký số trên tệp PDF ngày 09/3/2021"


@pytest.mark.parametrize(
    ("position", "form", "lines"),
    [
        ("Chủ tịch", "", ("Chủ tịch",)),
        ("Phó Chủ tịch", "KT.", ("KT. Chủ tịch", "Phó Chủ tịch")),
        ("Phó Giám đốc", "KT.", ("KT. Giám đốc", "Phó Giám đốc")),
        ("Phó Chủ tịch", "Q.", ("Q. Chủ tịch",)),
        ("Chủ tịch", "TM.", ("TM. Ban Chấp hành", "Chủ tịch")),
        ("Chánh Văn phòng", "TL.", ("TL. Chủ tịch", "Chánh Văn phòng")),
        ("Chánh Văn phòng", "TUQ.", ("TUQ. Chủ tịch", "Chánh Văn phòng")),
    ],
)
def test_it_introduces_a_signature_as_its_form_asks(position: str, form: str, lines: tuple[str, ...]) -> None:
    assert signing_lines(position, form) == lines


def test_it_embeds_its_own_fonts_alone(sample: bytes) -> None:
    assert reading.fonts(sample) == {"VN-Serif", "VN-Serif-Bold", "VN-Serif-Italic"}
    assert reading.embedded(sample)


def test_it_keeps_the_margins_of_the_decree(sample: bytes) -> None:
    for page in reading.pages(sample):
        top, right, bottom, left = reading.margins(page)
        assert 20 <= top <= 25
        assert right >= 15
        assert bottom >= 20
        assert 30 <= left <= 35
    first = reading.margins(reading.pages(sample)[0])
    assert first[1] <= 20, "justified text reaches the right margin"


def test_it_is_on_a4(sample: bytes) -> None:
    assert {(round(page.width), round(page.height)) for page in reading.pages(sample)} == {(595, 842)}


def test_it_numbers_pages_from_the_second_on(sample: bytes) -> None:
    heads = [reading.header(page) for page in reading.pages(sample)]
    assert heads[:3] == ["", "2", "3"]


def test_it_centres_the_page_number_in_the_top_margin(sample: bytes) -> None:
    page = reading.pages(sample)[1]
    number = next(line for line in reading.lines(page) if line.get_text().strip() == "2")
    middle = (number.x0 + number.x1) / 2 * reading.MILLIMETRES
    assert middle == pytest.approx((30 + 210 - 16) / 2, abs=1)
    assert number.height == pytest.approx(13, abs=2)


def test_it_prints_fourteen_signers_and_cuts_none() -> None:
    units = tuple(f"Hội thành viên số {number} thành phố Hải Phòng" for number in range(1, 15))
    pages = reading.pages(printed(pledge(tuple(party(unit) for unit in units), head=party(units[0]))))
    text = " ".join(" ".join(reading.page_words(page)) for page in pages)
    assert [unit for unit in units if unit.upper() not in text] == []
    assert text.count("(ký, đóng dấu)") == 16
    for page in pages:
        words = " ".join(reading.page_words(page))
        # Each signer's name, office and place of signature stand on one page.
        names = words.count("HỘI THÀNH VIÊN SỐ") + words.count("ĐẠI DIỆN CƠ QUAN CHỨNG KIẾN")
        assert words.count("(ký, đóng dấu)") == names


def test_it_leaves_no_signature_alone_on_a_page() -> None:
    """The heading of the signatures stands on the page of the first signers, below text of the pledge."""
    for clauses in range(1, 24, 3):
        sections = (
            *SECTIONS[:1],
            SECTIONS[3].__class__("Nội dung", ("Làm tốt việc chung của Khối.",) * clauses),
        )
        pages = reading.pages(printed(pledge((party(MEMBERS[0]), party(MEMBERS[1])), sections=sections)))
        signed = next(" ".join(reading.page_words(page)) for page in pages if "ĐẠI DIỆN CÁC" in text_of(page))
        assert signed.index("việc chung") < signed.index("ĐẠI DIỆN CÁC ĐƠN VỊ"), clauses
        assert "(ký, đóng dấu)" in signed


def text_of(page) -> str:
    return " ".join(reading.page_words(page))


def test_it_wraps_a_name_of_three_hundred_signs_in_its_column() -> None:
    name = LONG_NAME[:300].strip()
    page = next(
        page
        for page in reading.pages(
            printed(pledge((party(MEMBERS[1]), party(name), party(MEMBERS[2])), bloc_name=name))
        )
        if "ĐẠI DIỆN CÁC" in text_of(page)
    )
    assert reading.margins(page)[1] >= 15
    columns = [line for line in reading.lines(page) if "XUẤT KHẨU" in line.get_text()]
    assert columns
    assert all(line.x0 * reading.MILLIMETRES > 83 and line.x1 * reading.MILLIMETRES < 142 for line in columns)


def test_it_prints_decomposed_letters_as_composed_ones() -> None:
    loose = tuple(party(unicodedata.normalize("NFD", name)) for name in MEMBERS)
    text = reading.words(printed(pledge(loose)))
    assert [name for name in MEMBERS if name.upper() not in text] == []


def test_it_prints_markup_in_a_name_as_text() -> None:
    name = "Hội <script>alert(1)</script> & <b>Bạn</b>"
    document = pledge_document(pledge((party(name),)))
    assert "<script" not in document.html()
    assert "HỘI<SCRIPT>ALERT(1)</SCRIPT>&<B>BẠN</B>" in reading.words(pdf.render(document)).replace(" ", "")
