"""What holds for the whole table is told anew on a page; the rows and their corrections stay."""

import pytest
from django.urls import reverse

from blocs import ports
from blocs.imports.roster.kind import ROSTER
from blocs.models import ImportRun, RowState, RunState

TABLE = "Mã\tTên đơn vị\tCán bộ đầu mối\nB\tHội Mới của thành phố\tCán bộ Z"
DECISION = {"number": "812/QĐ-UBND", "dated_on": "01/03/2021", "issuer": "Ủy ban nhân dân thành phố"}


@pytest.fixture(autouse=True)
def _roster(monkeypatch):
    monkeypatch.setattr(ports, "import_kinds", {ROSTER.code: ROSTER})


@pytest.fixture
def officer(world):
    return world.client("officer")


def told(**more: str) -> dict[str, str]:
    return {"year": "2021", "day": "15/07/2021", **more}


def bring(client) -> ImportRun:
    client.post(reverse("blocs:import_new", args=["roster"]), {"table_text": TABLE, **told()})
    return ImportRun.objects.get()


def page_of(run: ImportRun) -> str:
    return reverse("blocs:import_options", args=[run.pk])


def tell(client, run: ImportRun, **more: str):
    run.refresh_from_db()
    return client.post(page_of(run), {**told(**more), "version": run.version})


def test_a_decision_that_was_forgotten_is_told_afterwards(officer):
    run = bring(officer)
    assert run.rows.get().state == RowState.ERROR
    assert page_of(run) in officer.get(reverse("blocs:import_run", args=[run.pk])).content.decode()
    shown = officer.get(page_of(run)).content.decode()
    assert 'value="15/07/2021"' in shown
    cell = reverse("blocs:import_cell", args=[run.pk, 2, "clerk"])
    officer.post(cell, {"text": "Cán bộ Y"})
    assert tell(officer, run, **DECISION).url == reverse("blocs:import_run", args=[run.pk])
    run.refresh_from_db()
    row = run.rows.get()
    assert (run.state, row.state) == (RunState.READY, RowState.CHANGED)
    assert row.cells["name"][:3] == ["changed", "Hội B", "Hội Mới của thành phố"]
    assert row.corrected == {"clerk": "Cán bộ Y"}
    assert 'value="01/03/2021"' in officer.get(page_of(run)).content.decode()


def test_what_is_wrong_stands_beside_its_field(officer):
    run = bring(officer)
    response = tell(officer, run, number="812/QĐ-UBND")
    assert response.status_code == 422
    assert "ban hành" in response.content.decode()
    run.refresh_from_db()
    assert (run.state, run.options["number"]) == (RunState.READY, "")


def test_what_was_told_in_another_tab_is_not_overwritten(officer):
    run = bring(officer)
    old = run.version
    tell(officer, run, **DECISION)
    response = officer.post(page_of(run), {**told(), "version": old})
    assert response.status_code == 409
    run.refresh_from_db()
    assert run.options["number"] == DECISION["number"]


def test_nothing_is_told_of_what_was_withdrawn(officer):
    run = bring(officer)
    officer.post(reverse("blocs:import_withdraw", args=[run.pk]))
    assert officer.get(page_of(run)).url == reverse("blocs:import_run", args=[run.pk])
    assert tell(officer, run, **DECISION).status_code == 302
    run.refresh_from_db()
    assert run.options["number"] == ""


def test_a_kind_without_options_has_no_such_page(officer, monkeypatch):
    run = bring(officer)
    monkeypatch.setattr(ports, "import_kinds", {"roster": type(ROSTER)(**{**vars(ROSTER), "options": None})})
    assert officer.get(page_of(run)).status_code == 404
