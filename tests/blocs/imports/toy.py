"""A small kind of table for the tests of the engine: it renames people by their e-mail."""

from collections.abc import Mapping, Sequence
from typing import Any

from blocs.actor import Actor
from blocs.audit import record
from blocs.imports.kind import (
    Cell,
    Column,
    Kind,
    Mark,
    Plan,
    PlannedRow,
    Progress,
    Reading,
    Row,
    RowRefused,
    Unreadable,
)
from blocs.models import Person, RowState
from blocs.rules import can_keep_register

REFUSED = "Không ghi được"


def text(value: str) -> Reading:
    return Reading(value)


def phone(value: str) -> Reading:
    if not value.isdecimal():
        raise Unreadable("Số điện thoại chỉ gồm chữ số.")
    return Reading(value, warning="" if value.startswith("0") else "Đã thêm số 0.")


COLUMNS = [
    Column("email", "E-mail", text, synonyms=("Thư điện tử", "Địa chỉ e-mail"), required=True),
    Column("name", "Họ và tên", text, synonyms=("Cán bộ Họ tên",), required=True, example="Cán bộ mẫu"),
    Column("title", "Chức vụ", text, synonyms=("Cán bộ Chức vụ",)),
    Column("phone", "Điện thoại", phone),
]


def plan(rows: Sequence[Row], options: Mapping[str, Any], actor: Actor, progress: Progress) -> Plan:
    """New people, changed names and titles; a name without an e-mail is an error, an e-mail twice too."""
    known = {person.work_email: person for person in Person.objects.exclude(work_email="")}
    planned, seen, steps = [], set(), []
    for done, row in enumerate(rows):
        progress(done)
        told = PlannedRow(row.number)
        email = row.get("email")
        if not email:
            told.cells["email"] = Cell(Mark.ERROR, say="Thiếu e-mail.")
        elif email in seen:
            told.state, told.say = RowState.ERROR, ["E-mail này đã có ở dòng trên."]
        else:
            seen.add(email)
            person = known.get(email)
            told.state = RowState.NEW if person is None else RowState.SAME
            for name, attribute in (("name", "name"), ("title", "role_title"), ("phone", "work_phone")):
                value, old = row.get(name), getattr(person, attribute, "")
                if value is None or value == old:
                    continue
                told.cells[name] = Cell(Mark.CHANGED if person else Mark.NEW, old, value)
                if person:
                    told.state = RowState.CHANGED
            if told.state != RowState.SAME:
                steps.append((row, person))
        planned.append(told)
    notes = [f"Thêm cán bộ: {row.get('name')}" for row, person in steps if person is None]
    return Plan(planned, notes=notes, steps=steps)


def write(planned: Plan, options: Mapping[str, Any], actor: Actor, progress: Progress) -> None:
    for row, person in planned.steps:
        if row.get("name") == REFUSED:
            raise RowRefused(row.number, "Họ tên này không ghi được.")
        person = person or Person(work_email=row.get("email"))
        for name, attribute in (("name", "name"), ("title", "role_title"), ("phone", "work_phone")):
            if row.get(name) is not None:
                setattr(person, attribute, row.get(name))
        person.save()
        record("person.change", person, actor=actor)


TOY = Kind(
    code="toy",
    title="Cán bộ thử",
    about="Danh sách cán bộ để thử.",
    columns=COLUMNS,
    may_import=can_keep_register,
    plan=plan,
    write=write,
    home=("Cán bộ", "blocs:people"),
)

OTHER = Kind(
    code="other",
    title="Danh sách khác",
    about="Một danh sách khác.",
    columns=[
        Column("code", "Mã", text, required=True),
        Column("name", "Họ và tên", text),
        Column("email", "E-mail", text),
        Column("place", "Nơi", text),
    ],
    may_import=can_keep_register,
    plan=plan,
    write=write,
)
