"""Readers of cells: what a column makes of the text a person typed, or that stood in a file.

A reader gives a Reading, with a warning where the value was made out and is not plain, and raises
Unreadable with a sentence. It never gets an empty text. Readers run for every cell of a table, so what
they make of a text is kept; a sentence is made anew, in the language of the page.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from blocs import numbers
from blocs.forms.fields import EARLIEST_YEAR, LATEST_YEAR, parse_date
from blocs.imports.kind import Reading, Unreadable
from blocs.text import nfc, search_key

Reader = Callable[[str], Reading]

KEPT_TEXTS = 20_000
LONGEST_PHONE = 40
LONGEST_EMAIL = 254
# Day 1 of Excel is 01/01/1900, and it counts a 29/02/1900 that never was.
DAY_ZERO = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000  # 1954 to 2119
# As Excel takes them: 00 to 29 are of this century.
LAST_OF_THIS_CENTURY = 29

_AROUND_MARKS = re.compile(r"\s*([/.-])\s*")
_TWO_DIGITS = re.compile(r"([0-9]{1,2}[/.-][0-9]{1,2}[/.-])([0-9]{2})")
_WITH_TIME = re.compile(r"(.*[0-9]) [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")
_IN_WORDS = re.compile(r"(?:ngày )?([0-9]{1,2}) tháng ([0-9]{1,2}) năm ([0-9]{4})", re.I)
_NO_DAY = re.compile(r"(?:tháng )?[0-9]{1,2}(?:[/.-]| năm )[0-9]{4}|(?:năm )?[0-9]{4}|quý .*", re.I)
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_YEAR = re.compile(r"(?:năm )?([0-9]{4})(?:[.,]0+)?", re.I)
# Twelve with a decimal or two; with three noughts it may be thousands.
_WHOLE = re.compile(r"([0-9]{1,9})(?:[.,]0{1,2})?")
_DIGIT = re.compile("[0-9]")
_NOT_OF_A_PHONE = re.compile(r"[^0-9 +()./,;:&-]")
_EXTENSION = re.compile(r"(?:máy lẻ|số lẻ|nội bộ|ext|fax|đt|điện thoại|di động|dđ|cq|nr|zalo|hoặc)\.?", re.I)
_THOUSANDS_OR_NOT = re.compile(r"([1-9][0-9]{0,2}),000")
# Nine digits of a mobile, ten of a line in an office, without their zero; eleven or twelve that begin with the country.
_LOST_ZERO = re.compile(r"[35789][0-9]{8}|2[0-9]{9}")
_LOST_PLUS = re.compile(r"84(?:[35789][0-9]{8}|2[0-9]{9})")

YES = {"x", "co", "yes", "y", "1", "true", "dung", "v"}
NO = {"khong", "no", "n", "0", "false", "sai", "k", "ko"}
TICKS = {"✓", "✔", "☑", "√", "☒"}

_settled = lru_cache(KEPT_TEXTS)(nfc)
_key = lru_cache(KEPT_TEXTS)(search_key)


def text(most: int) -> Reader:
    """One line of at most `most` signs."""

    def read(typed: str) -> Reading:
        value = _settled(typed)
        if len(value) > most:
            raise Unreadable(
                _("The text has %(length)s signs; at most %(most)s are kept.")
                % {"length": numbers.format_number(len(value)), "most": numbers.format_number(most)}
            )
        return Reading(value)

    return read


def day(typed: str) -> Reading:
    """A date: 09/03/2021, 9/3/2021, 2021-03-09, ngày 09 tháng 3 năm 2021.

    With a warning: 09-03-21, the serial number 44264 of Excel, a date with a time.
    """
    found = _day(typed)
    if found is None:
        raise Unreadable(_why_no_day(nfc(typed)))
    value, plain = found
    if plain:
        return Reading(value)
    return Reading(
        value,
        _("“%(text)s” was read as %(day)s.")
        % {"text": numbers.shortened(nfc(typed)), "day": f"{value:%d/%m/%Y}"},
    )


def year(typed: str) -> Reading:
    """A year of four digits, from 1900 to 2100."""
    found = _YEAR.fullmatch(_settled(typed))
    if not found:
        raise Unreadable(
            _("“%(text)s” is not a year. Write it with four digits, like 2021.")
            % {"text": numbers.shortened(nfc(typed))}
        )
    value = int(found[1])
    if not EARLIEST_YEAR <= value <= LATEST_YEAR:
        raise Unreadable(_("The year %(year)s is not between 1900 and 2100.") % {"year": value})
    return Reading(value)


def whole(minimum: int = 0, maximum: int | None = None) -> Reader:
    """A whole number, also written 12,0."""

    def read(typed: str) -> Reading:
        value = _whole(typed)
        if value is None:
            value = _slowly_whole(typed)
        if value < minimum or (maximum is not None and value > maximum):
            raise Unreadable(_out_of_range(value, minimum, maximum))
        return Reading(value)

    return read


def choice(choices: Iterable[tuple[Any, str | Promise]], synonyms: Mapping[str, Any] | None = None) -> Reader:
    """One of some words, told without case and marks: by its label in any language of the site, or a synonym."""
    labels = list(choices)

    @lru_cache
    def keys() -> dict[str, Any]:
        known: dict[str, Any] = {}
        for language in ("vi", "en"):
            with translation.override(language):
                for value, label in labels:
                    known.setdefault(search_key(str(label)), value)
        for word, value in (synonyms or {}).items():
            known.setdefault(search_key(word), value)
        return known

    def read(typed: str) -> Reading:
        known = keys()
        key = _key(typed)
        if key not in known:
            raise Unreadable(
                _("“%(text)s” is none of these: %(words)s.")
                % {
                    "text": numbers.shortened(nfc(typed)),
                    "words": ", ".join(str(label) for _value, label in labels),
                }
            )
        return Reading(known[key])

    return read


def email(typed: str) -> Reading:
    """One address of a mail."""
    value = _settled(typed).removeprefix("mailto:")
    if not _is_email(value):
        raise Unreadable(
            _("“%(text)s” is not an e-mail address. Write one address, like van.phong@example.org.")
            % {"text": numbers.shortened(value)}
        )
    return Reading(value)


def phone(typed: str) -> Reading:
    """A phone number as it was typed, with single blanks; with a warning the zero that Excel took off."""
    value = _settled(typed)
    said = _EXTENSION.sub("", value)
    digits = len(_DIGIT.findall(value))
    if digits < 7 or len(value) > LONGEST_PHONE or _NOT_OF_A_PHONE.search(said):
        raise Unreadable(
            _("“%(text)s” is not a phone number. Write it like 0225 3842 345 or +84 912 345 678.")
            % {"text": numbers.shortened(value)}
        )
    if _LOST_ZERO.fullmatch(value):
        mended = f"0{value}"
    elif _LOST_PLUS.fullmatch(value):
        mended = f"+{value}"
    else:
        return Reading(value)
    return Reading(mended, _("“%(text)s” was read as %(phone)s.") % {"text": value, "phone": mended})


def yes_no(typed: str) -> Reading:
    """Có, không, x, 1, 0."""
    if typed.strip() in TICKS:
        return Reading(True)
    key = _key(typed)
    if key in YES or key in NO:
        return Reading(key in YES)
    raise Unreadable(
        _("“%(text)s” says neither yes nor no. Write có or không.") % {"text": numbers.shortened(nfc(typed))}
    )


@lru_cache(KEPT_TEXTS)
def _day(typed: str) -> tuple[date, bool] | None:
    """The day and whether it was plainly written; None where there is none."""
    value = _AROUND_MARKS.sub(r"\1", nfc(typed))
    plain = True
    if found := _WITH_TIME.fullmatch(value):
        value, plain = found[1], False
    if found := _IN_WORDS.fullmatch(value):
        value = "/".join(found.groups())
    elif found := _TWO_DIGITS.fullmatch(value):
        value, plain = found[1] + _four_digits(found[2]), False
    elif (found := _SERIAL.fullmatch(value)) and FIRST_SERIAL <= int(found[1]) <= LAST_SERIAL:
        return DAY_ZERO + timedelta(days=int(found[1])), False
    try:
        return parse_date(value), plain
    except ValidationError:
        return None


def _four_digits(year: str) -> str:
    return f"{'20' if int(year) <= LAST_OF_THIS_CENTURY else '19'}{year}"


def _why_no_day(typed: str) -> str:
    if _NO_DAY.fullmatch(typed):
        return _("“%(text)s” names no day. Write day/month/year, like 09/03/2021.") % {
            "text": numbers.shortened(typed)
        }
    value = _AROUND_MARKS.sub(r"\1", typed)
    if found := _TWO_DIGITS.fullmatch(value):
        value = found[1] + _four_digits(found[2])
    try:
        parse_date(value)
    except ValidationError as error:
        return str(error.message)
    return _("There is no day %(text)s in the calendar.") % {"text": numbers.shortened(typed)}


def _out_of_range(value: int, minimum: int, maximum: int | None) -> str:
    values = {"value": numbers.format_number(value), "minimum": numbers.format_number(minimum)}
    if maximum is None:
        return _("%(value)s is below the minimum of %(minimum)s.") % values
    values["maximum"] = numbers.format_number(maximum)
    return _("%(value)s is not between %(minimum)s and %(maximum)s.") % values


@lru_cache(KEPT_TEXTS)
def _whole(typed: str) -> int | None:
    found = _WHOLE.fullmatch(nfc(typed))
    return int(found[1]) if found else None


def _slowly_whole(typed: str) -> int:
    """A number written with blanks, points or a sign."""
    if found := _THOUSANDS_OR_NOT.fullmatch(nfc(typed)):
        raise Unreadable(
            _("“%(text)s” may be %(whole)s or %(decimal)s. Write it in one of these two ways.")
            % {"text": found[0], "whole": f"{found[1]}000", "decimal": found[1]}
        )
    try:
        value = numbers.parse_number(nfc(typed))
    except numbers.AmbiguousNumber as error:
        raise Unreadable(str(error)) from None
    except numbers.NotANumber:
        raise Unreadable(
            _("“%(text)s” is not a whole number. Write it like 12.") % {"text": numbers.shortened(nfc(typed))}
        ) from None
    if value != int(value):
        raise Unreadable(numbers.too_many_decimals(value, 0))
    return int(value)


@lru_cache(KEPT_TEXTS)
def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= LONGEST_EMAIL
