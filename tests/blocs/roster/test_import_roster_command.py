"""`manage.py import_roster`: the preview of the page in words, and writing it."""

from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from blocs.models import ImportRow, ImportRun, Organization, OrganizationName, RunState
from tests.blocs.compositions import members
from tests.cast import World

HEAD = ["STT", "Tên hội", "Viết tắt", "Khối thi đua", "Họ và tên", "Chức vụ", "SĐT"]


@pytest.fixture
def file(tmp_path: Path):
    def made(*rows: list, head: list[str] = HEAD) -> Path:
        book = Workbook()
        page = book.active
        page.append(["DANH SÁCH CÁC HỘI NĂM 2021"])
        page.append([])
        for row in (head, *rows):
            page.append(row)
        kept = BytesIO()
        book.save(kept)
        path = tmp_path / "danh-sach.xlsx"
        path.write_bytes(kept.getvalue())
        return path

    return made


def said(*args: object, **options: object) -> str:
    out = StringIO()
    call_command("import_roster", *map(str, args), stdout=out, **options)
    return out.getvalue()


ROWS = [
    [2, "Hội B", "B", "K1", "Chủ tịch mới", "Chủ tịch", 912345678],
    [4, "Hội Nhà báo", "HNB", "Khối K1", None, None, None],
]


def test_it_prints_the_preview_and_writes_nothing(world: World, file):
    before = Organization.objects.count()
    text = said(file(*ROWS))
    assert "4  Thay đổi" in text
    assert "Người đứng đầu: Chủ tịch B → Chủ tịch mới" in text
    assert "5  Mới" in text
    assert "Khối K1 2021: Thêm: Hội Nhà báo (thứ tự 4)." in text
    assert "Mới: 1; Thay đổi: 1" in text
    assert Organization.objects.count() == before
    assert (ImportRun.objects.get().state, ImportRow.objects.count()) == (RunState.WITHDRAWN, 0)


def test_confirmed_it_is_written(world: World, file):
    said(file(*ROWS), confirm=True, by=world.users["officer"].email)
    run = ImportRun.objects.get()
    assert (run.state, run.confirmed_by) == (RunState.DONE, world.users["officer"])
    assert members(world.bloc) == ["A", "B", "C", "HNB"]
    assert "Không đổi: 2" in said(file(*ROWS))


def test_rows_in_error_end_it_with_one(world: World, file):
    path = file([1, "Hội B", "B", "Khối lạ", None, None, None], ROWS[1])
    for confirm in (False, True):
        with pytest.raises(CommandError, match="dòng có lỗi"):
            said(path, confirm=confirm)
    assert not Organization.objects.filter(code="HNB").exists()


def test_options_are_those_of_the_page(world: World, file):
    path = file(["B", "Hội B thành phố"], head=["Mã", "Tên đơn vị"])
    decision = "15/QĐ-UBND ngày 01/06/2021 của Ủy ban nhân dân thành phố"
    said(path, "--from=01/07/2021", "--year=2021", f"--decision={decision}", "--confirm")
    name = OrganizationName.objects.get(name="Hội B thành phố")
    assert name.valid_from == date(2021, 7, 1)
    assert name.decision == "Số 15/QĐ-UBND ngày 01/06/2021, Ủy ban nhân dân thành phố"


def test_the_whole_composition_is_told(world: World, file):
    path = file(["A", "Hội A", "K1"], ["B", "Hội B", "K1"], head=["Mã", "Tên đơn vị", "Khối"])
    assert "Đưa ra khỏi danh sách: Hội C" in said(path, "--whole")
    assert "Hội C" not in said(path)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"by": "khong-co@example.org"}, "Không có tài khoản"),
        ({"by": "leader"}, "không được nhập danh sách"),
        ({"year": "2050"}, "đến hết năm sau"),
        ({"day": "31/02/2021"}, "31/02/2021"),
        ({"decision": "quyết định nào đó"}, "Ghi quyết định theo mẫu"),
    ],
)
def test_what_cannot_be_is_a_sentence(world: World, file, options: dict, sentence: str):
    if options.get("by") in world.users:
        options = {"by": world.users[options["by"]].email}
    with pytest.raises(CommandError, match=sentence):
        said(file(*ROWS), **options)


def test_a_file_that_is_not_there_or_without_names_is_a_sentence(world: World, file, tmp_path: Path):
    with pytest.raises(CommandError, match=r"khong-co\.xlsx"):
        said(tmp_path / "khong-co.xlsx")
    with pytest.raises(CommandError, match="“Tên đơn vị”"):
        said(file([1, "0225"], head=["STT", "SĐT"]))
    assert not ImportRun.objects.exclude(state=RunState.WITHDRAWN).exists()


def test_the_same_file_again_says_so_and_ends_well(world: World, file):
    said(file(*ROWS), confirm=True)
    for confirm in (False, True):
        assert "Không có gì để ghi" in said(file(*ROWS), confirm=confirm)
