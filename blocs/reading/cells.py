"""The values of a workbook as the text a Vietnamese person would type for them. Knows nothing of Django."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# Excel shows fifteen digits, whatever the machine adds behind them.
DIGITS = ".15g"
WHOLE = 1e15
# A moment is kept as a part of a day and comes back some microseconds off.
HALF_SECOND = timedelta(microseconds=500_000)


def number(value: float) -> str:
    """ "12,5", never "1e+20" nor "0,30000000000000004"."""
    if value == int(value) and abs(value) < WHOLE:
        return str(int(value))
    text = format(value, DIGITS)
    if "e" in text:
        text = format(Decimal(text), "f")
    return text.replace(".", ",")


def day(value: date) -> str:
    return f"{value.day:02}/{value.month:02}/{value.year:04}"


def moment(value: datetime) -> str:
    """The day, with hour and minute where there are any."""
    if value.microsecond:
        value = (value + HALF_SECOND).replace(microsecond=0) if value.year < 9999 else value
    return f"{day(value)} {value:%H:%M}" if value.hour or value.minute else day(value)


def span(value: timedelta) -> str:
    """ "30:00" for thirty hours."""
    minutes = round(value.total_seconds() / 60)
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"


AS_TEXT: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: "có" if value else "không",
    int: str,
    float: number,
    date: day,
    datetime: moment,
    time: lambda value: f"{value:%H:%M}",
    timedelta: span,
    type(None): lambda value: "",
}


def column_name(number: int) -> str:
    """ "A" for 0, "AA" for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """0 for "A"."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
