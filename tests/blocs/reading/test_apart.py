"""The process that reads: what happens to it is a sentence, and it gets nothing of ours."""

import pytest

from blocs.errors import BadInput
from blocs.reading import files
from tests.blocs.reading.books import book

GOOD = book(A1="x")


def changed(program: str) -> list[str]:
    """The command, with `program` in the place of the reader."""
    return [*files.COMMAND[:3], f"import sys; sys.path.insert(0, sys.argv[1]); {program}", files.ROOT]


def said(monkeypatch: pytest.MonkeyPatch, program: str) -> str:
    """The sentence where the process runs `program` instead."""
    monkeypatch.setattr(files, "COMMAND", changed(program))
    with pytest.raises(BadInput) as refused:
        files.read(GOOD, "a.xlsx")
    return str(refused.value)


def test_it_reads_from_any_folder(tmp_path, monkeypatch):
    (tmp_path / "blocs.py").write_text("raise SystemExit('not this one')")
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert files.read(GOOD, "a.xlsx")[0].rows == [["x"]]


def test_a_crash_is_a_sentence(monkeypatch):
    assert "bị hỏng hoặc cần quá nhiều bộ nhớ" in said(monkeypatch, "import os; os.abort()")


def test_an_exception_is_a_sentence(monkeypatch):
    assert "bị hỏng hoặc cần quá nhiều bộ nhớ" in said(monkeypatch, "raise MemoryError")


def test_an_endless_loop_is_a_sentence(monkeypatch):
    program = "exec('from blocs.reading import child, limits\\nchild.MOST_SECONDS = 1\\ndef loop(content):\\n while True: pass\\nchild.tables = loop\\nchild.main()')"
    assert "quá nhiều thời gian" in said(monkeypatch, program)


def test_a_wait_without_end_is_a_sentence(monkeypatch):
    monkeypatch.setattr(files, "LONGEST_WAIT", 1)
    assert "quá nhiều thời gian" in said(monkeypatch, "import time; time.sleep(60)")


def test_what_takes_all_memory_is_a_sentence(monkeypatch):
    program = (
        "from blocs.reading import child; child.tables = lambda content: [bytes(2 * 1024 ** 3)]; child.main()"
    )
    assert "cần quá nhiều bộ nhớ" in said(monkeypatch, program)


def test_it_has_no_django_and_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "the key of the site")
    program = (
        "import os; from blocs.reading import child, settling; "
        "child.tables = lambda content: [settling.table('', [list(sys.modules), list(os.environ)])]; child.main()"
    )
    monkeypatch.setattr(files, "COMMAND", changed(program))
    modules, environment = files.read(GOOD, "a.xlsx")[0].rows
    assert "blocs.reading.child" in modules
    assert not [name for name in modules if "django" in name]
    assert "SECRET_KEY" not in environment


def test_it_cannot_write_a_file(tmp_path, monkeypatch):
    told = tmp_path / "told"
    program = (
        "import pathlib; from blocs.reading import child; "
        f"child.tables = lambda content: pathlib.Path({str(told)!r}).write_text('x'); child.main()"
    )
    assert said(monkeypatch, program)
    assert told.read_text() == ""
