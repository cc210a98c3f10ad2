"""The heads of a roster as offices write them, in one row or two."""

import pytest

from blocs.imports import header
from blocs.imports.roster.kind import ROSTER

KEYS = header.keys_of(ROSTER)


def test_heads_under_whose_they_are_need_no_question():
    """The same words stand under the leader and under the contact person."""
    upper = ["STT", "Tên đơn vị", "Người đứng đầu", "", "", "", "Cán bộ đầu mối", "", "", "Ghi chú"]
    lower = ["", "", "Họ và tên", "Chức vụ", "Email", "ĐT", "Họ và tên", "Email", "SĐT", ""]
    heads = header.find_heads([upper, lower, ["1", "Hội A"]], KEYS)
    assert heads.doubled == ()
    assert list(heads.found.items()) == [
        ("order", 0),
        ("name", 1),
        ("leader", 2),
        ("leader_title", 3),
        ("leader_email", 4),
        ("leader_phone", 5),
        ("clerk", 6),
        ("clerk_email", 7),
        ("clerk_phone", 8),
    ]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("Họ và tên lãnh đạo", "leader"),
        ("Chức danh thủ trưởng đơn vị", "leader_title"),
        ("E-mail", "leader_email"),
        ("Họ tên cán bộ phụ trách thi đua, khen thưởng", "clerk"),
        ("Số điện thoại cán bộ đầu mối", "clerk_phone"),
    ],
)
def test_in_one_row_they_say_it_themselves(head, column):
    assert header.find_heads([["Tên đơn vị", head], ["Hội A", "x"]], KEYS).found == {"name": 0, column: 1}


def test_no_head_is_known_for_two_columns():
    meant: dict[str, str] = {}
    for column in ROSTER.columns:
        for synonym in column.synonyms:
            key = header.search_key(synonym)
            assert meant.setdefault(key, column.name) == column.name, synonym
