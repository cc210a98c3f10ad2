"""The pages of an import, as the officer walks through them: with htmx and without any script."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from blocs import ports
from blocs.forms.base import Form
from blocs.forms.fields import VietnameseDateField
from blocs.imports import engine
from blocs.models import AccessEvent, ImportRun, Job, Person, RunState
from tests.blocs.imports.conftest import HEADS, book, states, table
from tests.blocs.imports.toy import TOY
from tests.queries import MOST_QUERIES, count_queries

NEW = ["a@example.org", "Cán bộ A", "Phó Chủ tịch", "0912"]
WRONG = ["", "Không thư", "", ""]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def officer(world):
    return world.client("officer")


def page_of(name: str, *args) -> str:
    return reverse(f"blocs:{name}", args=args)


def bring(client, *rows: list[str]) -> ImportRun:
    response = client.post(page_of("import_new", "toy"), {"table_text": table(*rows)})
    assert response.status_code == 302, response.content.decode()
    return ImportRun.objects.get()


# The list


def test_the_list_offers_the_kinds_and_finds_own_runs_again(officer, world):
    bring(officer, NEW, WRONG)
    shown = officer.get(page_of("imports")).content.decode()
    assert "Cán bộ thử" in shown
    assert "1 dòng lỗi, 1 dòng mới" in shown
    assert "1 dòng lỗi" not in world.client("operator").get(page_of("imports")).content.decode()


def test_who_may_bring_nothing_is_told_so(world):
    assert world.client("secretariat").get(page_of("imports")).status_code == 403
    assert world.client("officer").get(page_of("imports")).status_code == 200


def test_the_template_is_a_workbook_whose_example_is_not_read(officer, world):
    response = officer.get(page_of("import_template", "toy"))
    assert response["Content-Disposition"] == 'attachment; filename="mau-nhap.xlsx"'
    file = SimpleUploadedFile("mau-nhap.xlsx", response.content)
    refused = officer.post(page_of("import_new", "toy"), {"table_file": file})
    assert refused.status_code == 422
    assert "không có dòng nào" in refused.content.decode()


# Bringing


def test_a_file_leads_to_its_preview(officer):
    file = SimpleUploadedFile("ds.xlsx", book(HEADS, NEW, WRONG))
    response = officer.post(page_of("import_new", "toy"), {"table_file": file}, follow=True)
    shown = response.content.decode()
    assert "Cán bộ thử: xem trước" in shown
    assert "Thiếu e-mail." in shown
    assert "Cần sửa hoặc bỏ qua các dòng có lỗi trước khi ghi." in shown
    assert 'type="submit" disabled' in shown


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Chọn tệp, hoặc dán bảng ở dưới."),
        ({"table_text": "  \n "}, "Chọn tệp, hoặc dán bảng ở dưới."),
        ({"table_file": SimpleUploadedFile("a.xlsx", b"")}, "Tệp trống."),
        ({"table_file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 ...")}, "PDF"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_field(officer, data, sentence):
    response = officer.post(page_of("import_new", "toy"), data)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_and_pasted_rows_at_once_are_refused(officer):
    file = SimpleUploadedFile("ds.xlsx", book(HEADS, NEW))
    response = officer.post(page_of("import_new", "toy"), {"table_file": file, "table_text": table(NEW)})
    assert response.status_code == 422
    assert "không dùng cả hai" in response.content.decode()


def test_a_large_file_is_refused_before_it_is_read(officer, monkeypatch):
    monkeypatch.setattr("blocs.forms.imports.MOST_BYTES", 1000)
    monkeypatch.setattr("django.core.files.uploadedfile.SimpleUploadedFile.read", None, raising=False)
    file = SimpleUploadedFile("ds.xlsx", b"x" * 1001)
    file.read = lambda *_: b"x" * 1001
    response = officer.post(page_of("import_new", "toy"), {"table_file": file})
    assert response.status_code == 422
    assert "lớn hơn" in response.content.decode()


def test_what_is_larger_than_any_form_is_refused_before_it_is_kept(officer, monkeypatch):
    def bring(content: bytes):
        return officer.post(
            page_of("import_new", "toy"), {"table_file": SimpleUploadedFile("ds.xlsx", content)}
        )

    monkeypatch.setattr("blocs.views.uploads.MOST_BYTES", 20_000)
    refused = bring(b"x" * 20_001)
    assert refused.status_code == 400
    assert "nhiều nhất 20 MB" in refused.content.decode()
    assert bring(book(HEADS, NEW)).status_code == 302


def test_what_was_told_beside_the_table_is_shown(officer, monkeypatch):
    class Options(Form):
        day = VietnameseDateField(label="Có hiệu lực từ ngày")
        bloc = forms.ChoiceField(label="Khối", choices=[("1", "Khối K1")])
        whole = forms.BooleanField(label="Đủ thành phần", required=False)
        note = forms.CharField(label="Ghi chú", required=False)

        def __init__(self, *args, actor, **kwargs):
            super().__init__(*args, **kwargs)

    kind = TOY.__class__(**{**TOY.__dict__, "options": Options})
    monkeypatch.setitem(ports.import_kinds, "toy", kind)
    data = {"table_text": table(NEW), "day": "01/07/2021", "bloc": "1", "whole": "on"}
    assert officer.post(page_of("import_new", "toy"), {**data, "day": ""}).status_code == 422
    shown = officer.post(page_of("import_new", "toy"), data, follow=True).content.decode()
    assert "Có hiệu lực từ ngày: 01/07/2021 · Khối: Khối K1 · Đủ thành phần</p>" in shown


def test_the_same_file_twice_is_another_run_all_unchanged(officer):
    first = bring(officer, NEW)
    officer.post(page_of("import_confirm", first.pk), {"version": first.version})
    officer.post(page_of("import_new", "toy"), {"table_text": table(NEW)})
    again = ImportRun.objects.order_by("pk").last()
    assert again.pk != first.pk
    shown = officer.get(page_of("import_run", again.pk)).content.decode()
    assert "Không có gì để ghi" in shown


# The preview


def test_the_preview_says_old_and_new_in_words(officer):
    Person.objects.create(name="Cán bộ cũ", work_email=NEW[0])
    run = bring(officer, NEW)
    shown = officer.get(page_of("import_run", run.pk)).content.decode()
    assert "<del>" in shown
    assert "Cán bộ cũ</del> → <ins>" in shown
    assert "1 dòng thay đổi" in shown


def test_a_long_list_of_consequences_is_folded_and_counted(officer):
    run = bring(officer, *[[f"{n}@example.org", f"Cán bộ số {n}", "", ""] for n in range(110)])
    shown = officer.get(page_of("import_run", run.pk)).content.decode()
    assert "<li>Thêm cán bộ: Cán bộ số 105</li>" in shown
    assert "<li>Thêm cán bộ: Cán bộ số 106</li>" not in shown
    assert "và 4 việc tương tự" in shown


def test_counts_narrow_the_rows(officer):
    run = bring(officer, NEW, WRONG)
    shown = officer.get(page_of("import_run", run.pk) + "?state=error").content.decode()
    assert "Không thư" in shown
    assert NEW[0] not in shown
    assert NEW[0] in officer.get(page_of("import_run", run.pk) + "?state=nonsense").content.decode()


def test_only_columns_of_the_file_are_shown(officer):
    officer.post(page_of("import_new", "toy"), {"table_text": "E-mail\tHọ và tên\na@example.org\tCán bộ A"})
    run = ImportRun.objects.get()
    shown = officer.get(page_of("import_run", run.pk)).content.decode()
    assert 'data-label="Họ và tên"' in shown
    assert 'data-label="Điện thoại"' not in shown


def test_a_cell_is_corrected_without_script(officer):
    run = bring(officer, NEW, WRONG)
    address = page_of("import_cell", run.pk, 3, "email") + "?state=error"
    assert "E-mail, dòng 3" in officer.get(address).content.decode()
    response = officer.post(address, {"text": "b@example.org"})
    assert response["Location"] == page_of("import_run", run.pk) + "?state=error#row-3"
    assert states(run) == {2: "new", 3: "new"}


def test_a_cell_is_corrected_in_its_place(officer):
    run = bring(officer, NEW, WRONG)
    address = page_of("import_cell", run.pk, 3, "email")
    assert "<html" not in officer.get(address, **HTMX).content.decode()
    shown = officer.post(address, {"text": "b@example.org"}, **HTMX).content.decode()
    assert "<html" not in shown
    assert "2 dòng mới" in shown
    assert "disabled" not in shown
    assert shown.count("autofocus") == 1


def test_too_long_a_text_is_told_and_kept_out(officer):
    run = bring(officer, NEW)
    address = page_of("import_cell", run.pk, 2, "name")
    response = officer.post(address, {"text": "A" * 501})
    assert response.status_code == 422
    assert ImportRun.objects.get().rows.get().corrected == {}
    in_place = officer.post(address, {"text": "A" * 501}, **HTMX)
    assert (in_place.status_code, in_place["HX-Retarget"]) == (422, "closest [data-cell]")


def test_cells_and_rows_that_are_not_there_are_not_found(officer):
    run = bring(officer, NEW)
    assert officer.get(page_of("import_cell", run.pk, 2, "name")).status_code == 200
    assert officer.get(page_of("import_cell", run.pk, 2, "no")).status_code == 404
    assert officer.get(page_of("import_cell", run.pk, 9, "name")).status_code == 404
    assert officer.post(page_of("import_skip", run.pk, 9)).status_code == 404


def test_a_row_is_left_out_and_taken_in(officer):
    run = bring(officer, NEW, WRONG)
    officer.post(page_of("import_skip", run.pk, 3), {"skipped": "1"})
    assert states(run) == {2: "new", 3: "skipped"}
    shown = officer.post(page_of("import_skip", run.pk, 3), **HTMX).content.decode()
    assert states(run) == {2: "new", 3: "error"}
    assert "<html" not in shown


def test_the_rows_in_error_are_taken_out_with_their_reasons(officer):
    run = bring(officer, NEW, WRONG)
    response = officer.post(page_of("import_errors", run.pk))
    assert response.status_code == 200
    assert AccessEvent.objects.get().what == "import.errors"
    officer.post(
        page_of("import_new", "toy"), {"table_file": SimpleUploadedFile("dong-loi.xlsx", response.content)}
    )
    again = ImportRun.objects.order_by("pk").last()
    assert again.rows.get().texts["name"] == "Không thư"


# Confirming


def test_confirming_writes_and_shows_what_was_written(officer):
    run = bring(officer, NEW)
    response = officer.post(page_of("import_confirm", run.pk), {"version": run.version}, follow=True)
    shown = response.content.decode()
    assert "Cán bộ thử: đã ghi" in shown
    assert reverse("blocs:people") in shown
    assert Person.objects.filter(work_email=NEW[0]).exists()


def test_the_second_tab_is_told_that_it_was_written(officer):
    run = bring(officer, NEW)
    officer.post(page_of("import_confirm", run.pk), {"version": run.version})
    response = officer.post(page_of("import_confirm", run.pk), {"version": run.version})
    assert response.status_code == 409
    assert "Không ghi lần thứ hai" in response.content.decode()
    assert Person.objects.filter(work_email=NEW[0]).count() == 1


@pytest.mark.parametrize("version", ["", "x", "99999999999", "-1", "0"])
def test_a_version_that_cannot_be_writes_nothing(officer, version):
    run = bring(officer, NEW)
    assert officer.post(page_of("import_confirm", run.pk), {"version": version}).status_code == 409
    assert not Person.objects.filter(work_email=NEW[0]).exists()


def test_a_withdrawn_import_says_so(officer):
    run = bring(officer, NEW)
    officer.post(page_of("import_withdraw", run.pk))
    assert "đã bỏ" in officer.get(page_of("import_run", run.pk)).content.decode()


# In the background


def test_a_long_table_is_checked_and_written_in_the_background(officer, monkeypatch):
    monkeypatch.setattr(engine, "AT_ONCE", 1)
    run = bring(officer, NEW, ["b@example.org", "Cán bộ B", "", ""])
    assert run.state == RunState.READY
    officer.post(page_of("import_confirm", run.pk), {"version": run.version})
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert list(Job.objects.order_by("pk").values_list("kind", "state")) == [
        ("import.check", "done"),
        ("import.confirm", "done"),
    ]


def test_progress_is_shown_polled_and_cancelled(officer, monkeypatch):
    monkeypatch.setattr(engine, "AT_ONCE", 1)
    with monkeypatch.context() as patched:
        patched.setattr("blocs.views.import_steps.dispatch", lambda job: None)
        run = bring(officer, NEW, WRONG)
    address = page_of("import_run", run.pk)
    shown = officer.get(address).content.decode()
    assert "Đang kiểm tra" in shown
    assert 'hx-trigger="load delay:2s"' in shown
    assert "<html" not in officer.get(address, **HTMX).content.decode()
    officer.post(page_of("import_cancel", run.pk))
    shown = officer.get(address, **HTMX).content.decode()
    assert "Việc kiểm tra đã dừng" in shown
    assert "hx-trigger" not in shown
    officer.post(page_of("import_check", run.pk))
    assert officer.get(address, **HTMX)["HX-Refresh"] == "true"


def test_an_interrupted_writing_shows_the_preview_and_that_nothing_was_written(officer, world):
    run = bring(officer, NEW)
    engine.begin_writing(run, actor=world.actor("officer"), version=run.version)
    shown = officer.get(page_of("import_run", run.pk)).content.decode()
    assert "Lần ghi trước bị ngắt" in shown
    run.refresh_from_db()
    officer.post(page_of("import_confirm", run.pk), {"version": run.version})
    assert Person.objects.filter(work_email=NEW[0]).exists()


def test_while_it_is_written_nothing_can_be_stopped(officer, world):
    run = bring(officer, NEW)
    engine.begin_writing(run, actor=world.actor("officer"), version=run.version)
    user = world.users["officer"]
    Job.objects.create(kind="import.confirm", object_id=run.pk, asked_by=user, capacity=run.capacity, total=1)
    shown = officer.get(page_of("import_run", run.pk)).content.decode()
    assert "Không dừng được việc này" in shown
    assert page_of("import_cancel", run.pk) not in shown


# Whose it is


@pytest.mark.parametrize("persona", ["operator", "secretariat", "leader", "nobody"])
def test_a_run_of_somebody_else_is_not_found(officer, world, persona):
    run = bring(officer, NEW)
    client = world.client(persona)
    for name in ("import_run", "import_columns"):
        assert officer.get(page_of(name, run.pk)).status_code == 200
        assert client.get(page_of(name, run.pk)).status_code == 404
    for name in ("import_confirm", "import_withdraw", "import_check", "import_cancel", "import_errors"):
        assert client.post(page_of(name, run.pk)).status_code == 404


# Questions


def test_the_pages_ask_the_same_for_one_row_and_for_many(officer):
    one = bring(officer, NEW)
    few = count_queries(officer, page_of("import_run", one.pk))
    rows = [[f"{n}@example.org", f"Cán bộ {n}", "", "x" if n % 2 else ""] for n in range(200)]
    officer.post(page_of("import_new", "toy"), {"table_text": table(*rows)})
    many = ImportRun.objects.order_by("pk").last()
    assert count_queries(officer, page_of("import_run", many.pk)) == few <= MOST_QUERIES
    assert count_queries(officer, page_of("import_run", many.pk) + "?state=error&page=2") == few
    assert count_queries(officer, page_of("imports")) <= MOST_QUERIES
    assert count_queries(officer, page_of("import_columns", many.pk)) <= MOST_QUERIES
