"""Rows of an office's table that are none of its entries: titles of groups, totals, and what stands below it."""

import re
from collections.abc import Collection, Iterator, Sequence

from blocs.imports.header import data_rows
from blocs.reading.tables import Table

# "I. KHỐI CÁC HỘI", "B) Các hội" in one cell; or the mark alone before the title.
_TITLE = re.compile(r"(?:[IVXLC]{1,6}|[A-HĐ])\s?[.)/:–-]\s?\S.*", re.S)
_MARK = re.compile(r"(?:[IVXLC]{1,6}|[A-HĐ])\s?[.)]?")
# Not "Tổng Công ty".
_TOTAL = re.compile(r"(?:tổng cộng|tổng số|cộng tổng)\b.*|(?:tổng|cộng)\s?:?", re.I | re.S)
# Where and when it was signed, by whom, to whom it goes, what is noted.
_FOOT = re.compile(
    r"(?:[^\d,]{2,40},\s*)?ngày\b.{0,12}\btháng\b.{0,12}\bnăm\b.*|nơi nhận\b.*|người lập(?: biểu| bảng)?|xác nhận\b.*"
    r"|thủ trưởng (?:đơn vị|cơ quan)|\(?(?:đã ký|ký tên|ký,|ký và)\b.*|\(?\*?\)?\s?ghi chú\s?:.*"
    r"|(?:danh sách|bảng)(?: này)? (?:gồm|có)\b.*",
    re.I | re.S,
)
_SIGNED_FOR = re.compile(r"(?:T/?M|K/?T|T/?L|T/?U/?Q)\b\.?\s?[A-ZÀ-Ỹ ,-]{4,}")
# A title stands alone across so many merged columns; a row below the table has so many cells at most.
ACROSS, FEW = 3, 3

Rows = Sequence[tuple[int, Sequence[str]]]


def asides(table: Table, head_row: int) -> list[int]:
    """The numbers of the rows under the heads that are no entries; none where nothing else would be left."""
    rows = data_rows(table, head_row)
    if _fullest(rows) < 2:
        return []
    foot = _foot(rows)
    found = [number for number, cells in rows if number >= foot or _is_title(table, number, cells)]
    return found if len(found) < len(rows) else []


def in_ranges(numbers: Collection[int]) -> str:
    """ "8, 12, 16–23"."""
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in _ranges(sorted(numbers)))


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], numbers[at - 1]
            start = at


def _fullest(rows: Rows) -> int:
    """How many cells the fullest row has."""
    return max((sum(map(bool, cells)) for _number, cells in rows), default=0)


def _foot(rows: Rows) -> float:
    """The number of the first row below the table: it looks so, and no row from there on has as much as an entry."""
    few, below = min(FEW, _fullest(rows) - 1), float("inf")
    for number, cells in reversed(rows[1:]):
        if sum(map(bool, cells)) > few:
            break
        below = number if _is_foot(cells) else below
    return below


def _is_foot(cells: Sequence[str]) -> bool:
    texts = [text for text in cells if text]
    if len(texts) > FEW:
        return False
    return any(_FOOT.fullmatch(text) or (len(texts) < FEW and _SIGNED_FOR.match(text)) for text in texts)


def _is_title(table: Table, number: int, cells: Sequence[str]) -> bool:
    """The title of a group of rows, or a row of totals."""
    filled = [at for at, text in enumerate(cells) if text]
    texts = [cells[at] for at in filled]
    if _TOTAL.fullmatch(texts[0]) or (len(filled) <= FEW and any(map(_TOTAL.fullmatch, texts))):
        return True
    if len(filled) == 1:
        return bool(_TITLE.fullmatch(texts[0])) or _spans(table, number - 1, filled[0])
    return len(filled) == 2 and bool(_MARK.fullmatch(texts[0]))


def _spans(table: Table, row: int, column: int) -> bool:
    """Whether a cell stands alone across several columns."""
    return any(
        (top, left, bottom) == (row, column, row) and right - left >= ACROSS - 1
        for top, left, bottom, right in table.merged
    )
