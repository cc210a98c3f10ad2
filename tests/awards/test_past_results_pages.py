"""Past results through the pages: a pasted list with and without heads, a file, the preview, the record."""

from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import Workbook

from awards.models import Decision
from blocs.models import ImportRun, RowState, RunState
from emulation.models import Honour
from tests.awards.dossiers import make_flag, make_merit
from tests.cast import World

NEW = "/imports/past-results/new/"
SOURCE = "Hồ sơ lưu trữ"
LINES = "Hội B\tCờ thi đua\t2019\nHội C\tBằng khen\t2018"
HEADS = "TT\tĐơn vị được khen thưởng\tHình thức khen thưởng\tNăm\tSố QĐ\tNgày QĐ\tGhi chú\n"


@pytest.fixture(autouse=True)
def catalogue(db: None) -> None:
    make_flag()
    make_merit()


def paste(client: Client, text: str, **more: str) -> HttpResponse:
    return client.post(NEW, {"table_text": text, "source": SOURCE, **more}, follow=True)


def states() -> list[str]:
    return [row.state for row in ImportRun.objects.latest("pk").rows.order_by("number")]


def confirm(client: Client) -> HttpResponse:
    run = ImportRun.objects.latest("pk")
    return client.post(f"/imports/{run.pk}/confirmation/", {"version": run.version}, follow=True)


@pytest.mark.parametrize(
    "text",
    [
        LINES,
        "1\tHội B\tCờ thi đua\t2019\n2\tHội C\tBằng khen\t2018",
        "1.\tHội B\tCờ thi đua\t2019\n2.\tHội C\tBằng khen\t2018",
        f"Đơn vị\tHình thức\tNăm\n{LINES}",
        f"DANH SÁCH KHEN THƯỞNG\n\nTên đơn vị\tDanh hiệu/hình thức\tNăm khen thưởng\n{LINES}",
        "Năm\tĐơn vị\tDanh hiệu\n2019\tHội B\tCờ thi đua\n2018\tHội C\tBằng khen",
    ],
)
@pytest.mark.parametrize("persona", ["officer", "operator"])
def test_a_list_is_pasted_and_written(world: World, persona: str, text: str):
    client = world.client(persona)
    page = paste(client, text)
    assert page.status_code == 200
    assert states() == [RowState.NEW, RowState.NEW]
    assert not Honour.objects.exists()
    assert confirm(client).status_code == 200
    assert ImportRun.objects.get().state == RunState.DONE
    told = Honour.objects.order_by("-for_year").values_list(
        "name_then", "commendation__code", "for_year", "source"
    )
    assert list(told) == [("Hội B", "CITY_FLAG", 2019, SOURCE), ("Hội C", "CITY_MERIT", 2018, SOURCE)]


def test_a_list_without_heads_says_in_which_order_it_was_read(world: World):
    page = paste(world.client("officer"), LINES).content.decode()
    assert (
        "Bảng không có dòng tiêu đề; các cột được hiểu theo thứ tự: Đơn vị, Danh hiệu/hình thức, Năm" in page
    )
    paste(world.client("officer"), f"Đơn vị\tHình thức\tNăm\n{LINES}")
    assert ImportRun.objects.latest("pk").remarks == []


def test_a_list_in_another_order_is_asked_about_and_loses_no_row(world: World):
    client = world.client("officer")
    page = paste(client, "2019\tHội B\tCờ thi đua\n2018\tHội C\tBằng khen")
    run = ImportRun.objects.get()
    assert run.state == RunState.COLUMNS
    assert "Cột 1" in page.content.decode()
    told = {
        "column_0": "year",
        "column_1": "organization",
        "column_2": "commendation",
        "version": run.version,
    }
    client.post(f"/imports/{run.pk}/columns/?sheet=0&shown=0&head=", told)
    assert states() == [RowState.NEW, RowState.NEW]


def test_a_file_with_its_own_heads_is_read(world: World):
    book = Workbook()
    for line in [
        ["TỔNG HỢP KHEN THƯỞNG CÁC ĐƠN VỊ"],
        [],
        [
            "TT",
            "Cơ quan, đơn vị",
            "Danh hiệu, hình thức khen thưởng",
            "Năm",
            "Số QĐ",
            "Ngày ký",
            "Lý do khen thưởng",
        ],
        [1, "Hội B", "Cờ thi đua", 2019, "812/QĐ-UBND", "9/3/2020", "Dẫn đầu Khối"],
        [2, "Hội C", "Bằng khen", 2019, "812/QĐ-UBND", "9/3/2020", None],
        [3, "Hội Z", "Bằng khen", 2019, None, None, None],
    ]:
        book.active.append(line)
    kept = BytesIO()
    book.save(kept)
    client = world.client("officer")
    page = client.post(NEW, {"table_file": SimpleUploadedFile("khen.xlsx", kept.getvalue())}, follow=True)
    assert states() == [RowState.NEW, RowState.NEW, RowState.ERROR]
    text = page.content.decode()
    assert "Quyết định số 812/QĐ-UBND ngày 09/03/2020" in text
    assert "“Hội Z”" in text
    # With an error nothing is written; the row left out, the rest is.
    assert confirm(client).status_code == 409
    assert not Honour.objects.exists()
    run = ImportRun.objects.get()
    client.post(f"/imports/{run.pk}/rows/6/skipping/", {"skipped": "1"})
    confirm(client)
    assert Decision.objects.get().awards.count() == 2


def test_the_template_comes_back_empty_of_examples(world: World):
    client = world.client("officer")
    template = client.get("/imports/past-results/template/")
    assert template.status_code == 200
    answer = client.post(
        NEW, {"table_file": SimpleUploadedFile("mau.xlsx", template.content), "source": SOURCE}
    )
    assert answer.status_code == 422
    assert not ImportRun.objects.exists()


def test_what_changed_meanwhile_is_shown_before_it_is_written(world: World):
    client = world.client("officer")
    paste(client, LINES)
    paste(world.client("operator"), LINES)
    confirm(world.client("operator"))
    run = ImportRun.objects.earliest("pk")
    answer = client.post(f"/imports/{run.pk}/confirmation/", {"version": run.version})
    assert answer.status_code == 409
    assert Honour.objects.count() == 2
    assert {row.state for row in run.rows.all()} == {RowState.SAME}


def test_the_way_there_is_on_the_pages_of_those_who_may(world: World):
    for persona in ("officer", "operator"):
        assert NEW in world.client(persona).get("/decisions/").content.decode()
    for persona in ("city_leader", "board", "secretariat", "leader"):
        client = world.client(persona)
        assert NEW not in client.get("/decisions/").content.decode()
        assert client.get(NEW).status_code == 403


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_was_taken_out_comes_back_unchanged(world: World, language: str):
    client = world.client("officer")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    lines = [
        "Hội B\tCờ thi đua\t2019\t812/QĐ-UBND\t09/03/2020\t\t\tDẫn đầu Khối",
        "Hội C\tBằng khen\t2019\t\t\tBộ Nội vụ\tCông báo\t=1+1",
        "Hội D\tBằng khen\t2019\t\t01/02/2020",
    ]
    paste(client, "\n".join(lines))
    confirm(client)
    book = client.post("/honours/export/?year=2019").content
    world.units["B"].names.create(name="Hội B đổi tên", short_name="B mới", valid_from=date(2021, 1, 1))
    file = SimpleUploadedFile("danh-sach.xlsx", book)
    client.post(NEW, {"table_file": file, "source": "Nguồn khác"}, follow=True)
    run = ImportRun.objects.latest("pk")
    assert states() == [RowState.SAME] * 3
    assert not any(row.warns or row.cells for row in run.rows.all())
