"""`manage.py paper`: writes the report, or says in one sentence why it cannot."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from emulation import pdf
from tests.cast import World
from tests.documents import reading
from tests.documents.years import lock, sum_up


def paper(output: Path, bloc: str = "K1", year: int = 2021, *more: str) -> str:
    said = StringIO()
    call_command(
        "paper", "year-end-report", "--bloc", bloc, "--year", str(year), "-o", str(output), *more, stdout=said
    )
    return said.getvalue()


def refused(output: Path, *arguments: str | int) -> str:
    with pytest.raises(CommandError) as error:
        paper(output, *arguments)
    assert not output.exists() or output.is_dir()
    return str(error.value)


def test_it_writes_the_report(world: World, tmp_path: Path) -> None:
    lock(world)
    sum_up(world)
    said = paper(tmp_path / "bao-cao.pdf")
    assert "Báo cáo tổng kết công tác thi đua, khen thưởng năm 2021" in said
    text = reading.words((tmp_path / "bao-cao.pdf").read_bytes())
    assert "ngày 09 tháng 3 năm 2022" in text
    assert all(f"- Hội {code}" in text for code in "ABC")
    assert [file.name for file in tmp_path.iterdir()] == ["bao-cao.pdf"]


def test_it_bears_the_day_it_is_given(world: World, tmp_path: Path) -> None:
    lock(world)
    paper(tmp_path / "a.pdf", "K1", 2021, "--dated", "2022-01-20")
    assert "ngày 20 tháng 01 năm 2022" in reading.words((tmp_path / "a.pdf").read_bytes())


def test_it_names_the_blocs_there_are(world: World, tmp_path: Path) -> None:
    assert refused(tmp_path / "a.pdf", "K9") == "There is no bloc with the code K9. The blocs are: K1, K2."


def test_it_names_the_years_there_are(world: World, tmp_path: Path) -> None:
    assert refused(tmp_path / "a.pdf", "K1", 1999) == "The bloc K1 has no year 1999. Its years are: 2021."


def test_it_refuses_a_year_without_locked_standings(world: World, tmp_path: Path) -> None:
    said = refused(tmp_path / "a.pdf")
    assert said.startswith("K1 2021: ")
    assert len(said.splitlines()) == 1


def test_it_refuses_a_day_that_is_none(world: World, tmp_path: Path) -> None:
    lock(world)
    assert "2021-03-09" in refused(tmp_path / "a.pdf", "K1", 2021, "--dated", "9/3/2022")


def test_it_refuses_a_folder_that_does_not_exist(world: World, tmp_path: Path) -> None:
    lock(world)
    assert "cannot be written" in refused(tmp_path / "nowhere" / "a.pdf")


def test_it_leaves_nothing_where_the_name_is_a_folder(world: World, tmp_path: Path) -> None:
    lock(world)
    (tmp_path / "a.pdf").mkdir()
    assert "cannot be written" in refused(tmp_path / "a.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


def test_it_keeps_the_old_file_when_it_cannot_print(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(world)
    (tmp_path / "a.pdf").write_bytes(b"cu")
    monkeypatch.setattr(pdf, "weasyprint", None)
    with pytest.raises(CommandError, match="libpango"):
        paper(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == b"cu"
