"""A roster of the demonstration's city as an office keeps it: titles, merged cells, its own heads, typed by many hands."""

import sys
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

HEADS = [
    ("STT", ""), ("Mã", ""), ("Tên hội", ""), ("Tên gọi tắt", ""), ("Khối thi đua", ""), ("Ngày TL", ""),
    ("Người đứng đầu", "Họ và tên"), ("", "Chức vụ"), ("", "Từ ngày"), ("", "Email"), ("", "Điện thoại"),
    ("Cán bộ đầu mối", "Họ tên"), ("", "Chức vụ"), ("", "Email"), ("", "Điện thoại"), ("Ghi chú", ""),
]  # fmt: skip
BLOC = "Liên hiệp hội và các Hội doanh nghiệp"
NFD = unicodedata.normalize("NFD", "Hội Nữ doanh nhân Hải Phòng")
# By row: unchanged; NFD and blanks around; another leader; without a code; a new one with two contact persons.
ROWS = [
    [1, "LMHTX", "Liên minh Hợp tác xã thành phố Hải Phòng", "Liên minh HTX", BLOC, None, None, None, None, None, None,
     "Văn phòng Liên minh HTX và DN", "Cán bộ văn phòng", None, "0225 3842 345", None],
    [2, " HNDN ", f"  {NFD} ", None, BLOC, None, "Chủ tịch Hội Nữ doanh nhân", "Chủ tịch", None, None, 912345678,
     None, None, None, None, "giữ nguyên"],
    [3, "HHDNNVV", "Hiệp hội Doanh nghiệp nhỏ và vừa thành phố Hải Phòng", None, BLOC, None,
     "Chủ tịch Hiệp hội DN nhỏ và vừa, khóa mới", "Chủ tịch", date(2022, 1, 15), "chu-tich-dnnvv@example.org", "0912 345 678",
     None, None, None, None, "đại hội tháng 01/2022"],
    [4, None, "HOI DOANH NHAN TRE HAI PHONG", None, BLOC, None, None, None, None, None, None, None, None, None, None, None],
    [8, None, "Hiệp hội Logistics Hải Phòng", "Hiệp hội Logistics", "LHH-HDN", "12/05/2016", "Chủ tịch Hiệp hội Logistics",
     "Chủ tịch", "09-03-21", "chu-tich-logistics@example.org", "0225.3842.999",
     "Chánh Văn phòng Hiệp hội Logistics", "Chánh Văn phòng", "vp-logistics@example.org", "0936 111 222", None],
    [None, None, None, None, None, None, None, None, None, None, None,
     "Chuyên viên Hiệp hội Logistics", "Chuyên viên", "cv-logistics@example.org", None, None],
    [None, None, "Tổng cộng: 08 đơn vị", *[None] * 13],
]  # fmt: skip
FIRST = 7


def make_sample() -> bytes:
    """The workbook; its rows begin at FIRST. Beside the list it has a hidden sheet of notes."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "DS hội 2021"
    for text in (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
        "DANH SÁCH CÁC ĐƠN VỊ KHỐI THI ĐUA",
        "(Kèm theo công văn)",
    ):
        page.append([text])
        page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=len(HEADS))
        page.cell(page.max_row, 1).font = Font(bold=True)
        page.cell(page.max_row, 1).alignment = Alignment(horizontal="center")
    page.append([])
    for place in (0, 1):
        page.append([head[place] or None for head in HEADS])
    for start, end in ((7, 11), (12, 15)):
        page.merge_cells(start_row=5, end_row=5, start_column=start, end_column=end)
    for row in ROWS:
        page.append(row)
    # One organisation over two rows, as its second contact person makes it.
    for column in (*range(1, 12), 16):
        page.merge_cells(start_row=FIRST + 4, end_row=FIRST + 5, start_column=column, end_column=column)
    notes = book.create_sheet("Ghi chú")
    notes.append(["Tên hội", "Ghi chú"])
    notes.sheet_state = "hidden"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make_sample())
