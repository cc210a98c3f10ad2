"""Every act that the code records has words, and everything that is taken out as well."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.utils import translation

from blocs.accounts import CHANGES
from blocs.models import AuditEvent
from blocs.queries.history_words import changes_of, field_name, in_words, model_of, names_in
from emulation.models import DisqualificationGround
from emulation.models.scoresheet import SheetState
from reports.forms.history import KINDS
from reports.queries.act_words import ACCESSES, ACTS
from tests import factories as make
from tests.cast import World
from tests.structure.sources import APPS, Source, code

# How records are called whose act is put together; by what it begins with.
PUT_TOGETHER = {
    "scoresheet.": SheetState.values,
    "score_line.": ["save", "review", "agree"],
}
ACT = re.compile(r"[a-z_]+\.[a-z_]+")


def called(source: Source, *names: str) -> Iterator[ast.Call]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in names:
                yield node


def strings(node: ast.expr | None) -> Iterator[str]:
    """The texts an expression may be: itself, or either branch."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield from (node.values[0].value + end for end in PUT_TOGETHER.get(node.values[0].value, []))


@cache
def recorded() -> set[str]:
    """Every act the code records. In a room of actions every text like "noun.verb" is one: it may be handed on."""
    surely, handed_on = set(CHANGES.values()), set()
    for source in code():
        for call in called(source, "record", "_record"):
            surely |= set(strings(call.args[0] if call.args else None))
        if "/actions/" not in source.path:
            continue
        handed_on |= {
            node.value
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACT.fullmatch(node.value)
        }
        if source.app == "awards":
            for call in called(source, "note"):
                surely |= {f"nomination.{verb}" for verb in strings(call.args[0])}
    turns = {
        turn for source in code() for call in called(source, "take_turn") for turn in strings(call.args[0])
    }
    # What is asked of the ports is asked, not recorded.
    asked = {
        act
        for source in code()
        for name in ("vetoes_of", "consequences_of")
        for call in called(source, name)
        for act in strings(call.args[0])
    }
    return surely | {act for act in handed_on - turns - asked - taken_out() if act.split(".")[0] not in APPS}


def taken_out() -> set[str]:
    found = set()
    for source in code():
        for call in called(source, "export"):
            found |= {
                text for keyword in call.keywords if keyword.arg == "what" for text in strings(keyword.value)
            }
        for call in called(source, "note_access"):
            found |= set(strings(call.args[0] if call.args else None))
    return found


def test_the_acts_are_found():
    acts = recorded()
    assert {"pledge.sign", "scoresheet.submitted", "nomination.give_opinion", "user.add_passkey"} <= acts
    assert len(acts) > 60
    assert "history.export" in taken_out()


def test_every_act_has_words():
    usual = {act for act in recorded() if act.endswith((".add", ".change"))}
    assert sorted(recorded() - usual - set(ACTS)) == []


def test_every_act_with_words_is_recorded_somewhere():
    assert sorted(set(ACTS) - recorded()) == []


def test_everything_taken_out_has_words_and_the_words_are_of_something():
    assert sorted(taken_out() ^ set(ACCESSES)) == []


def test_the_words_are_vietnamese():
    with translation.override("en"):
        english = {act: str(words) for act, words in (ACTS | ACCESSES).items()}
    with translation.override("vi"):
        assert [act for act, words in english.items() if str((ACTS | ACCESSES)[act]) == words] == []


def test_no_two_acts_share_their_words():
    with translation.override("vi"):
        words = [str(words) for words in ACTS.values()]
    assert len(words) == len(set(words))


def test_the_kinds_of_the_filter_are_tables():
    assert [kind for kind in KINDS if model_of(kind) is None] == []


NAMES = {
    ("blocs.organization", 5): "Hội B",
    ("emulation.disqualificationground", 9): "Không ký giao ước",
}


@pytest.mark.parametrize(
    ("kind", "key", "value", "told"),
    [
        ("emulation.scoresheet", "state", "submitted", "Đã gửi Khối"),
        ("emulation.scoreline", "self_points", "9.50", "9,5"),
        ("blocs.organization", "dissolved_on", "2021-03-09", "09/03/2021"),
        ("emulation.cycle", "locked_at", "2021-03-09T01:05:00+00:00", "08:05 09/03/2021"),
        ("blocs.membership", "competes", False, "không"),
        ("blocs.membership", "competes", None, ""),
        ("blocs.bloc", "anything", ["Hội A", "Hội B"], "Hội A; Hội B"),
        ("blocs.bloc", "anything", {"name": "Khối một"}, "Tên đầy đủ: Khối một"),
        ("blocs.bloc", "anything", "2021-99-99", "2021-99-99"),
        ("blocs.office", "organization", 5, "Hội B"),
        ("blocs.office", "organization", 6, "số 6"),
        ("emulation.cycle", "nominations", [5, 6, 7], "3"),
        ("emulation.scoresheet", "ground", 9, "Không ký giao ước"),
        ("no.table", "self_points", "x", "x"),
    ],
)
def test_values_are_told_as_people_read_them(kind: str, key: str, value: object, told: str):
    with translation.override("vi"):
        assert in_words(kind, key, value, NAMES) == told


def test_a_key_that_nothing_explains_is_told_as_it_is():
    assert field_name("blocs.bloc", "no_such_key") == "No_such_key"


def test_rows_of_other_tables_are_named_in_one_query(world: World, django_assert_num_queries):
    commendation, ground = make.make_commendation(), DisqualificationGround.objects.first()
    event = AuditEvent(
        object_type="awards.nomination",
        new={"commendation": commendation.pk, "ground": ground.pk, "person": world.users["leader"].person_id},
    )
    with django_assert_num_queries(1):
        names = names_in([event])
    told = [change.new for change in changes_of(event, names)]
    assert told == [commendation.name, ground.text, "Chủ tịch B"]


def test_names_that_are_known_are_not_asked_for(db: None, django_assert_num_queries):
    event = AuditEvent(object_type="blocs.office", new={"organization": 5}, bloc_id=7)
    known = {("blocs.organization", 5): "Hội B", ("blocs.bloc", 7): "Khối K7"}
    with django_assert_num_queries(0):
        names = names_in([event], scopes=True, known=known)
    assert [change.new for change in changes_of(event, names)] == ["Hội B"]
