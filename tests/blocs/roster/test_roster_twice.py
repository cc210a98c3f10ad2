"""Whatever a roster of the small city says: once it is written, the same file says nothing new."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from blocs.imports.checking import SILENT
from blocs.imports.kind import RowRefused
from blocs.imports.roster.kind import write
from tests.blocs.rosters import decided, errors, planned, states
from tests.cast import World
from tests.sound import assert_sound

CODES = st.sampled_from([*"AABBCCD", "N1", "N2", ""])
MAYBE = st.booleans()


def one_of(*values: str) -> st.SearchStrategy[str]:
    """Mostly nothing, as in the cells of an office."""
    return st.sampled_from([*[""] * (len(values) + 1), *values])


@st.composite
def rows(draw: st.DrawFn) -> dict[str, str]:
    code = draw(CODES)
    name = (
        draw(st.sampled_from([f"Hội {code or 'mới'}"] * 3 + [f"Hội {code} đổi tên"]))
        if code != ""
        else "Hội mới"
    )
    return {
        "code": code,
        "name": name,
        "short_name": draw(one_of("Hội ngắn")),
        "kind": draw(one_of("Hội", "Liên hiệp hội")),
        "founded_on": draw(one_of("01/01/2001", "-")),
        "bloc": draw(st.sampled_from(["", "K1", "K1", "K2"])),
        "order": draw(one_of("1", "2", "3", "17")),
        "competes": draw(one_of("có", "không")),
        "office": draw(one_of("Trưởng khối", "Phó khối")),
        "leader": draw(one_of(f"Chủ tịch {code}", "Chủ tịch mới", "chu tich b")),
        "leader_title": draw(one_of("Chủ tịch", "Phó Chủ tịch")),
        "signing": draw(one_of("KT.", "-")),
        "leader_email": draw(one_of("lanh-dao@example.org", "chung@example.org", "-")),
        "leader_phone": draw(one_of("0225 3842 345", "912345678")),
        "since": draw(one_of("15/06/2021")),
        "clerk": draw(one_of(f"Văn phòng {code}", "Cán bộ mới", "Cán bộ khác")),
        "clerk_title": draw(one_of("Thư ký")),
        "clerk_email": draw(one_of("can-bo@example.org", "chung@example.org", "-")),
        "clerk_phone": draw(one_of("0912 345 678", "-")),
        "into": draw(one_of("A", "D")) if code in ("B", "C") and draw(MAYBE) else "",
    }


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(
    max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    table=st.lists(rows(), min_size=1, max_size=4),
    whole=MAYBE,
    persona=st.sampled_from(["officer", "secretariat"]),
)
def test_a_roster_that_was_written_says_nothing_new(
    world: World, table: list[dict[str, Any]], whole: bool, persona: str
):
    actor, options = world.actor(persona), decided(whole=whole)
    with taken_back():
        found = planned(table, actor, options)
        while wrong := [number for number, row in enumerate(found.rows) if row.state == "error"]:
            table = [row for number, row in enumerate(table) if number not in wrong]
            found = planned(table, actor, options)
        if not table or errors(found):
            event("nothing to write")
            return
        try:
            write(found, options, actor, SILENT)
        except RowRefused as refusal:
            event(f"refused: {refusal.sentence[:60]}")
            return
        again = planned(table, actor, options)
        left = {"same"} if persona == "officer" else {"same", "barred"}
        assert set(states(again)) <= left, (table, [row for row in again.rows if row.state not in left])
        assert (errors(again), again.notes) == ([], []), table
        assert_sound()
        event("written")
