"""Form fields that read what a Vietnamese office types: 1.234,5 and 09/03/2021."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import EMPTY_VALUES
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs import numbers

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
MOST_BYTES = 20 * 1024 * 1024
# The first bytes of what a scanner writes: the name of a file proves nothing.
SIGNS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}

_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]+)")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")  # what <input type=date> sends


class VietnameseDecimalField(forms.Field):
    """A number typed as `blocs.numbers.parse_number` reads it; gives a Decimal or None.

    `decimals` is the most that may stand after the comma, `step` the distance of allowed numbers from
    0. With `code` the sentences speak of the points of that criterion.
    """

    widget = forms.TextInput

    def __init__(
        self,
        *,
        decimals: int = 2,
        minimum: Decimal | None = Decimal(0),
        maximum: Decimal | None = None,
        step: Decimal | None = None,
        code: str = "",
        **kwargs: Any,
    ) -> None:
        self.decimals, self.minimum, self.maximum = decimals, minimum, maximum
        self.step, self.code = step, code
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = value.strip()
        if value in EMPTY_VALUES:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        try:
            return numbers.parse_number(str(value))
        except numbers.NotANumber as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.maximum is not None and value > self.maximum:
            raise ValidationError(numbers.above_maximum(value, self.maximum, self.code), code="max_value")
        if self.minimum is not None and value < self.minimum:
            raise ValidationError(numbers.below_minimum(value, self.minimum, self.code), code="min_value")
        if self.step is not None and value % self.step:
            raise ValidationError(numbers.off_step(value, self.step, self.code), code="step")
        if numbers.decimals_of(value) > self.decimals:
            raise ValidationError(numbers.too_many_decimals(value, self.decimals), code="decimals")

    def prepare_value(self, value: Any) -> Any:
        return numbers.format_number(value) if isinstance(value, Decimal | int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class LongSelect(forms.Select):
    """A select of hundreds of options, written in one go instead of by a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = set(self.format_value(value))
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                ("" if key is None else key, " selected" if str(key) in chosen else "", word)
                for key, word in self.choices
            ),
        )
        return format_html(
            "<select{}>{}</select>",
            flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {}))),
            options,
        )


class VietnameseDateField(forms.Field):
    """A day typed as dd/mm/yyyy (also with dots or hyphens, or as a browser's date input sends it)."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = value.strip()
        if value in EMPTY_VALUES:
            return None
        if isinstance(value, date):
            return value
        return parse_date(str(value))

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off", "placeholder": gettext_lazy("dd/mm/yyyy")}


class ScanField(forms.FileField):
    """A scan of a paper, told by its content; gives (content, content type), or None where nothing was sent."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy("PDF, JPEG or PNG, at most 20 MB.")
            if kwargs.get("required", True)
            else gettext_lazy("PDF, JPEG or PNG, at most 20 MB; may be left out."),
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> tuple[bytes, str] | None:
        file: UploadedFile | None = super().clean(data, initial)
        if not file:
            return None
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than 20 MB. Scan it in grey, or at 200 dots per inch.")
            )
        content = file.read()
        for sign, content_type in SIGNS.items():
            if content.startswith(sign):
                return content, content_type
        raise ValidationError(_("This is no PDF, JPEG or PNG, whatever its name says."))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ".pdf,.jpg,.jpeg,.png"}


def parse_date(text: str) -> date:
    """The day a person typed; ValidationError with a sentence for anything else."""
    typed = numbers.shortened(text)
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found[1], found[3], found[4]
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise _refused(_("“%(text)s” is not a date. Write day/month/year, like 09/03/2021."), text=typed)
    if len(year) != 4:
        raise _refused(_("Write the year of “%(text)s” with four digits."), text=typed)
    if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        raise _refused(_("The year %(year)s is not between 1900 and 2100."), year=year)
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise _refused(_("There is no day %(text)s in the calendar."), text=typed) from None


def _refused(sentence: str, **values: str) -> ValidationError:
    return ValidationError(sentence % values, code="invalid")
