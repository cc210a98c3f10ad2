"""From a file to the record: brought, checked, corrected, confirmed, withdrawn."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError

from blocs import clock, ports
from blocs.actions import job as jobs
from blocs.errors import BadInput, Conflict, Missing, NotAllowed, Refused, Stale
from blocs.imports import engine
from blocs.imports.kind import Plan, PlannedRow
from blocs.models import Appointment, AuditEvent, ImportRow, ImportRun, Job, Person, RowState, RunState
from blocs.tasks import dispatch
from tests import factories as make
from tests.blocs.imports.conftest import HEADS, book, states, table
from tests.blocs.imports.toy import REFUSED, TOY

NEW = ["a@example.org", "Cán bộ A", "Phó Chủ tịch", "0912"]
OTHER = ["b@example.org", "Cán bộ B", "", ""]


def of(email: str) -> Person:
    return Person.objects.get(work_email=email)


# Brought and checked


def test_a_workbook_is_brought_with_its_rows_and_states(world):
    actor = world.actor("officer")
    make.make_person("Cán bộ B", work_email="b@example.org")
    make.make_person("Cán bộ cũ", work_email="c@example.org")
    content = book(HEADS, NEW, OTHER, ["c@example.org", "Cán bộ C", None, None], ["", "Không thư", "", ""])
    run = engine.bring(TOY, content, "danh-sach.xlsx", {}, actor=actor)
    assert (run.state, run.file_name, run.file.read()) == (RunState.CHECKING, "danh-sach.xlsx", content)
    run = engine.check(run, actor=actor)
    assert run.state == RunState.READY
    assert states(run) == {2: "new", 3: "same", 4: "changed", 5: "error"}
    assert run.rows.get(number=4).cells == {"name": ["changed", "Cán bộ cũ", "Cán bộ C", ""]}
    assert run.counts == {
        "total": 4, "warns": 0, "error": 1, "new": 1, "changed": 1, "barred": 0, "same": 1, "skipped": 0
    }  # fmt: skip
    assert not Person.objects.filter(work_email=NEW[0]).exists()


def test_what_cannot_be_read_is_an_error_at_its_cell_and_a_guess_a_warning(brought):
    run = brought([*NEW[:3], "o9l2"], ["b@example.org", "Cán bộ B", "", "912"])
    first, second = run.rows.all()
    assert first.state == RowState.ERROR
    assert first.cells["phone"] == ["error", "", "", "Số điện thoại chỉ gồm chữ số."]
    assert (second.state, second.warns) == (RowState.NEW, True)
    assert second.cells["phone"][3] == "Đã thêm số 0."
    assert run.counts["warns"] == 1


def test_the_example_row_of_the_template_is_not_read(world):
    example = ["", "Cán bộ mẫu", "", ""]
    run = engine.bring_pasted(TOY, table(example, NEW), {}, actor=world.actor("officer"))
    assert list(run.rows.values_list("number", flat=True)) == [3]


def test_a_table_without_rows_is_refused_and_nothing_kept(world):
    actor = world.actor("officer")
    for text in (table(), table(["", "", "", ""])):
        with pytest.raises(BadInput, match="dòng nào"):
            engine.bring_pasted(TOY, text, {}, actor=actor)
    assert not ImportRun.objects.exists()


def test_more_rows_than_are_written_at_once_are_refused(world, monkeypatch):
    monkeypatch.setattr("blocs.imports.bringing.MOST_ROWS", 2)
    actor = world.actor("officer")
    rows = [[f"{n}@example.org", f"Cán bộ {n}", "", ""] for n in range(3)]
    with pytest.raises(BadInput, match="3 dòng"):
        engine.bring_pasted(TOY, table(*rows), {}, actor=actor)
    assert engine.bring_pasted(TOY, table(*rows[:2]), {}, actor=actor).rows.count() == 2


def test_who_may_not_import_the_kind_brings_nothing(world):
    with pytest.raises(NotAllowed):
        engine.bring_pasted(TOY, table(NEW), {}, actor=world.actor("secretariat"))
    assert not ImportRun.objects.exists()


def test_a_full_disk_is_told_and_nothing_written(world, monkeypatch):
    # Content that is kept already takes no room.
    actor, unseen = world.actor("officer"), table([f"{uuid4()}@example.org", "Cán bộ A", "", ""])
    with monkeypatch.context() as patched:

        def full(*args, **kwargs):
            raise OSError(28, "No space left on device")

        patched.setattr(default_storage, "save", full)
        with pytest.raises(Refused) as refused:
            engine.bring_pasted(TOY, unseen, {}, actor=actor)
        assert refused.value.status == 503
        assert not ImportRun.objects.exists()
    assert engine.bring_pasted(TOY, unseen, {}, actor=actor)


# Put right


def test_a_correction_checks_the_whole_table_again(brought, world):
    run = brought(["", *NEW[1:]], ["b@example.org", "Cán bộ B", "", ""])
    actor, seen = world.actor("officer"), run.version
    run = engine.correct(run, 2, "email", " b@example.org ", actor=actor)
    assert states(run) == {2: "new", 3: "error"}
    assert run.version > seen
    run = engine.correct(run, 2, "email", "a@example.org", actor=actor)
    assert states(run) == {2: "new", 3: "new"}
    assert run.rows.get(number=2).corrected == {"email": "a@example.org"}


def test_the_text_of_the_file_takes_a_correction_back(brought, world):
    run = brought(NEW)
    actor = world.actor("officer")
    engine.correct(run, 2, "name", "Cán bộ khác", actor=actor)
    engine.correct(run, 2, "name", NEW[1], actor=actor)
    assert run.rows.get(number=2).corrected == {}


def test_a_correction_is_of_a_cell_there_is_and_not_endless(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    with pytest.raises(Missing):
        engine.correct(run, 99, "name", "A", actor=actor)
    with pytest.raises(Missing):
        engine.correct(run, 2, "nothing", "A", actor=actor)
    with pytest.raises(BadInput, match="500"):
        engine.correct(run, 2, "name", "A" * 501, actor=actor)
    assert engine.correct(run, 2, "name", "A" * 200, actor=actor)


def test_a_row_is_left_out_and_taken_in_again(brought, world):
    run, actor = brought(["", *NEW[1:]], OTHER), world.actor("officer")
    run = engine.skip(run, 2, True, actor=actor)
    assert states(run) == {2: "skipped", 3: "new"}
    assert engine.against(run) == ""
    run = engine.skip(run, 2, False, actor=actor)
    assert states(run) == {2: "error", 3: "new"}


def test_a_long_table_waits_for_its_check(brought, world, monkeypatch):
    monkeypatch.setattr(engine, "AT_ONCE", 1)
    run, actor = brought(NEW, OTHER), world.actor("officer")
    run = engine.correct(run, 2, "name", "Cán bộ khác", actor=actor)
    assert "Kiểm tra lại" in engine.against(run)
    with pytest.raises(Conflict):
        engine.confirm(run, actor=actor, version=run.version)
    run = engine.check(run, actor=actor)
    engine.confirm(run, actor=actor, version=run.version)
    assert of(NEW[0]).name == "Cán bộ khác"


def test_a_check_writes_only_rows_that_changed(brought, world, django_assert_max_num_queries):
    run, actor = brought(NEW, OTHER), world.actor("officer")
    kept = list(run.rows.values_list("pk", flat=True))
    with django_assert_max_num_queries(8):
        run = engine.check(run, actor=actor)
    assert list(run.rows.values_list("pk", flat=True)) == kept


def test_many_changed_rows_are_written_anew(brought, world, monkeypatch):
    monkeypatch.setattr("blocs.imports.checking.CHANGED_ONE_BY_ONE", 1)
    run = brought(NEW, OTHER, ["", "Không thư", "", ""])
    assert states(run) == {2: "new", 3: "new", 4: "error"}


# Confirmed


def test_confirming_writes_all_and_is_recorded(brought, world):
    run, actor = brought(NEW, OTHER), world.actor("officer")
    run = engine.confirm(run, actor=actor, version=run.version)
    assert (run.state, run.confirmed_by) == (RunState.DONE, actor.user)
    assert {of(NEW[0]).name, of(OTHER[0]).name} == {"Cán bộ A", "Cán bộ B"}
    event = AuditEvent.objects.get(act="import.confirm")
    assert (event.object_id, event.object_label) == (run.pk, "Cán bộ thử")
    assert event.new["sha256"] == run.file.sha256
    assert "2" in event.new["counts"]


def test_the_same_table_twice_is_unchanged_and_writes_nothing(brought, world):
    run, actor = brought(NEW, OTHER), world.actor("officer")
    engine.confirm(run, actor=actor, version=run.version)
    again = brought(NEW, OTHER)
    assert set(states(again).values()) == {RowState.SAME}
    with pytest.raises(Conflict, match="Không có gì để ghi"):
        engine.confirm(again, actor=actor, version=again.version)


@pytest.mark.parametrize("wrong", [["", "Không thư", "", ""], [*NEW[:3], "chín"]])
def test_nothing_is_confirmed_with_an_error(brought, world, wrong):
    run, actor = brought(OTHER, wrong), world.actor("officer")
    with pytest.raises(Conflict, match="lỗi"):
        engine.confirm(run, actor=actor, version=run.version)
    assert not Person.objects.filter(work_email=OTHER[0]).exists()
    run = engine.skip(run, 3, True, actor=actor)
    engine.confirm(run, actor=actor, version=run.version)
    assert of(OTHER[0])


def test_a_trouble_stands_against_the_whole_table(brought, world, monkeypatch):
    run, actor = brought(NEW), world.actor("officer")
    kind = TOY.__class__(
        **{**TOY.__dict__, "plan": lambda *_: Plan([PlannedRow(2, "new")], troubles=["Vòng tròn."])}
    )
    with monkeypatch.context() as patched:
        patched.setitem(ports.import_kinds, "toy", kind)
        run = engine.check(run, actor=actor)
        with pytest.raises(Conflict):
            engine.confirm(run, actor=actor, version=run.version)
    run = engine.check(run, actor=actor)
    engine.confirm(run, actor=actor, version=run.version)


def test_what_changed_meanwhile_is_shown_anew_before_it_is_written(brought, world):
    run, actor = brought(NEW, OTHER), world.actor("officer")
    make.make_person("Người khác nhập", work_email=NEW[0])
    with pytest.raises(Conflict, match="đã thay đổi"):
        engine.confirm(run, actor=actor, version=run.version)
    run = ImportRun.objects.get()
    assert run.state == RunState.READY
    assert states(run) == {2: "changed", 3: "new"}
    assert not Person.objects.filter(work_email=OTHER[0]).exists()
    engine.confirm(run, actor=actor, version=run.version)
    assert of(NEW[0]).name == "Cán bộ A"


def test_a_refused_row_lets_everything_fall_and_says_so_there(brought, world):
    run, actor = brought(NEW, ["b@example.org", REFUSED, "", ""]), world.actor("officer")
    with pytest.raises(Conflict, match="Dòng 3"):
        engine.confirm(run, actor=actor, version=run.version)
    run = ImportRun.objects.get()
    assert (run.state, run.counts["error"], run.counts["new"]) == (RunState.READY, 1, 1)
    assert run.rows.get(number=3).say == ["Họ tên này không ghi được."]
    assert not Person.objects.filter(work_email__in=[NEW[0], "b@example.org"]).exists()
    assert not AuditEvent.objects.filter(act="import.confirm").exists()
    run = engine.correct(run, 3, "name", "Cán bộ B", actor=actor)
    engine.confirm(run, actor=actor, version=run.version)
    assert of("b@example.org").name == "Cán bộ B"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (Conflict("Khối này đã khóa."), "Khối này đã khóa."),
        (IntegrityError("unique"), "Vừa có người khác nhập"),
    ],
)
def test_a_refusal_of_no_row_stands_against_the_table(brought, world, monkeypatch, error, sentence):
    def write(plan, *rest):
        TOY.write(plan, *rest)
        raise error

    run, actor = brought(NEW), world.actor("officer")
    with monkeypatch.context() as patched:
        patched.setitem(ports.import_kinds, "toy", TOY.__class__(**{**TOY.__dict__, "write": write}))
        with pytest.raises(Conflict, match=sentence):
            engine.confirm(run, actor=actor, version=run.version)
    assert not Person.objects.filter(work_email=NEW[0]).exists()
    run = ImportRun.objects.get()
    assert sentence in run.troubles[0]
    assert engine.against(run)
    run = engine.check(run, actor=actor)
    engine.confirm(run, actor=actor, version=run.version)
    assert of(NEW[0])


def test_a_refusal_in_the_background_ends_the_job_and_leaves_the_preview(brought, world):
    run, actor = brought(["b@example.org", REFUSED, "", ""]), world.actor("officer")
    run = engine.begin_writing(run, actor=actor, version=run.version)
    job = jobs.ask("import.confirm", run.pk, 1, actor=actor)
    dispatch(job)
    job.refresh_from_db()
    run.refresh_from_db()
    assert (job.state, run.state) == ("failed", RunState.READY)
    assert "Dòng 2" in job.message
    assert run.rows.get().say == ["Họ tên này không ghi được."]


def test_a_preview_that_moved_on_is_not_confirmed(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    engine.correct(run, 2, "name", "Cán bộ khác", actor=actor)
    with pytest.raises(Stale):
        engine.confirm(run, actor=actor, version=run.version)


def test_what_is_written_is_not_written_again_nor_withdrawn_nor_corrected(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    engine.confirm(run, actor=actor, version=run.version)
    for act in (
        lambda: engine.confirm(run, actor=actor, version=run.version),
        lambda: engine.withdraw(run, actor=actor),
        lambda: engine.correct(run, 2, "name", "A", actor=actor),
        lambda: engine.check(run, actor=actor),
    ):
        with pytest.raises(Conflict, match="đã được ghi"):
            act()


def test_a_right_that_ended_meanwhile_writes_nothing(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    Appointment.objects.filter(person=actor.person).update(until=clock.today() - timedelta(days=1))
    with pytest.raises(Missing):
        engine.confirm(run, actor=make.actor_of(actor.user), version=run.version)
    assert not Person.objects.filter(work_email=NEW[0]).exists()


def test_a_kind_that_closed_meanwhile_writes_nothing(brought, world, monkeypatch):
    run, actor = brought(NEW), world.actor("officer")
    closed = TOY.__class__(**{**TOY.__dict__, "may_import": lambda actor: False})
    monkeypatch.setitem(ports.import_kinds, "toy", closed)
    with pytest.raises(NotAllowed):
        engine.confirm(run, actor=actor, version=run.version)


def test_a_run_is_its_owners_in_his_role(brought, world):
    run = brought(NEW)
    for persona in ("operator", "secretariat"):
        with pytest.raises(Missing):
            engine.confirm(run, actor=world.actor(persona), version=run.version)


# Interrupted, withdrawn


def job_of(run: ImportRun, **fields) -> Job:
    return Job.objects.create(
        kind="import.confirm", object_id=run.pk, asked_by=run.uploaded_by, capacity=run.capacity, **fields
    )


def test_an_interrupted_writing_is_ready_again(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    run = engine.begin_writing(run, actor=actor, version=run.version)
    job = job_of(run, state="running", started_time=clock.now(), beat_time=clock.now())
    with pytest.raises(Conflict, match="đang được ghi"):
        engine.confirm(run, actor=actor, version=run.version)
    Job.objects.filter(pk=job.pk).update(beat_time=clock.now() - timedelta(minutes=5))
    engine.confirm(run, actor=actor, version=run.version)
    assert of(NEW[0])


def test_a_worker_that_wakes_too_late_writes_nothing(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    run = engine.begin_writing(run, actor=actor, version=run.version)
    run = engine.correct(run, 2, "name", "Cán bộ khác", actor=actor)
    with pytest.raises(Conflict):
        engine.confirm(run, actor=actor, version=run.version, begun=True)
    assert not Person.objects.filter(work_email=NEW[0]).exists()


def test_a_withdrawn_import_keeps_no_rows_and_is_recorded(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    run = engine.withdraw(run, actor=actor)
    assert run.state == RunState.WITHDRAWN
    assert not ImportRow.objects.exists()
    assert AuditEvent.objects.get(act="import.withdraw").old["sha256"] == run.file.sha256
    with pytest.raises(Conflict):
        engine.confirm(run, actor=actor, version=run.version)


def test_withdrawing_ends_the_check_in_the_background(brought, world):
    run, actor = brought(NEW), world.actor("officer")
    job = Job.objects.create(kind="import.check", object_id=run.pk, asked_by=actor.user)
    engine.withdraw(run, actor=actor)
    job.refresh_from_db()
    assert job.state == "cancelled"
