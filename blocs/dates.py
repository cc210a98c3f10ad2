"""Dates and counts as Vietnamese papers write them (layout of NĐ 30/2020, Annex I)."""

from datetime import date

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
MOST_COUNTED = 10**12


def in_words(day: date) -> str:
    """ "ngày 09 tháng 3 năm 2021": a zero before days 1–9 and months 1–2 only."""
    return f"ngày {day.day:02} tháng {_month(day)} năm {day.year}"


def short_paper(day: date) -> str:
    """ "09/3/2021", as papers cite dates; the screen writes 09/03/2021."""
    return f"{day.day:02}/{_month(day)}/{day.year}"


def two_digits(count: int) -> str:
    """A count of people or papers: "08 đơn vị", "01 bản", "12 đại biểu"."""
    return f"{count:02}"


def count_in_words(count: int) -> str:
    """ "hai mươi mốt" for 21; from 0 to below a thousand tỷ. Raises ValueError outside."""
    if not 0 <= count < MOST_COUNTED:
        raise ValueError(f"{count} cannot be written in words.")
    words: list[str] = []
    rest = count
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            words += [*_below_thousand(group, full=bool(words)), name]
    if rest or not words:
        words += _below_thousand(rest, full=bool(words))
    return " ".join(words)


def _month(day: date) -> str:
    return f"{day.month:02}" if day.month <= 2 else str(day.month)


def _below_thousand(number: int, *, full: bool) -> list[str]:
    """Words of 0–999; `full` names the hundreds too, as after a larger group: "không trăm linh năm"."""
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    words = [_UNITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        if units and words:
            return [*words, "linh", _UNITS[units]]
        return words if words else [_UNITS[units]]
    words += ["mười"] if tens == 1 else [_UNITS[tens], "mươi"]
    if units == 1 and tens > 1:
        return [*words, "mốt"]
    if units == 5:
        return [*words, "lăm"]
    return [*words, _UNITS[units]] if units else words
