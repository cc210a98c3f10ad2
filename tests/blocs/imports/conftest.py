"""The small city, a toy kind of table, and a way to bring one."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook

from blocs import ports
from blocs.imports import engine
from blocs.models import ImportRun
from tests.blocs.imports.toy import OTHER, TOY
from tests.cast import world

__all__ = ["world"]

HEADS = ["E-mail", "Họ và tên", "Chức vụ", "Điện thoại"]


@pytest.fixture(autouse=True)
def _toys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "import_kinds", {"toy": TOY, "other": OTHER})


def book(*rows: list, **sheets: list) -> bytes:
    """A workbook: rows of its first sheet, and other sheets by their names."""
    made = Workbook()
    page = made.active
    page.title = "Danh sách"
    for row in rows:
        page.append(row)
    for name, others in sheets.items():
        other = made.create_sheet(name)
        for row in others:
            other.append(row)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def table(*rows: list[str]) -> str:
    """Rows as they are pasted, under the heads of the toy."""
    return "\n".join("\t".join(row) for row in [HEADS, *rows])


def states(run: ImportRun) -> dict[int, str]:
    return dict(run.rows.values_list("number", "state"))


@pytest.fixture
def brought(world) -> Callable[..., ImportRun]:
    """`brought([…], […])` pastes rows under the heads as the officer and checks them."""

    def bring(*rows: list[str], persona: str = "officer") -> ImportRun:
        actor = world.actor(persona)
        return engine.check(engine.bring_pasted(TOY, table(*rows), {}, actor=actor), actor=actor)

    return bring
