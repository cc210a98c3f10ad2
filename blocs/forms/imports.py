"""What is filled in to bring a table, to say which column is what, to put a cell right."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blocs.forms.base import Form
from blocs.reading.limits import MEGABYTE, MOST_BYTES

# What a cell of the preview takes.
LONGEST_TEXT = 500


class TableField(forms.FileField):
    """A file with a table; told by its size before a byte of it is read. What is in it, the reader tells."""

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file and (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB. Remove pictures and sheets that are not needed.")
                % {"most": MOST_BYTES // MEGABYTE}
            )
        return file

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}


class BringForm(Form):
    """A file, or rows copied out of Excel; one of the two."""

    table_file = TableField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Excel (.xlsx, .xls), LibreOffice (.ods) or CSV, at most 20 MB."),
        required=False,
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    # Tabs between the cells are what tells them apart: the text is not settled here.
    table_text = forms.CharField(
        label=gettext_lazy("Or paste rows copied from Excel"),
        help_text=gettext_lazy(
            "Copy the rows in Excel together with the row of column heads, and paste them here."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "wrap": "off"}),
        required=False,
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        file, text = values.get("table_file"), (values.get("table_text") or "").strip()
        if "table_file" in self.errors:
            return values
        if file and text:
            self.add_error("table_text", _("Choose a file or paste rows, not both."))
        elif not file and not text:
            self.add_error("table_file", _("Choose a file, or paste rows below."))
        return values


class SheetForm(Form):
    """Which sheet of a workbook is read, and which row holds the heads."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"))
    head = forms.IntegerField(
        label=gettext_lazy("Row of the column heads"),
        help_text=gettext_lazy(
            "The number that Excel shows on the left; for heads in two rows the lower one."
        ),
        min_value=0,
        max_value=20_000,
        required=False,
    )

    # The sheet whose row that is.
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3)

    def __init__(self, *args: Any, sheets: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sheet"].choices = sheets


class VersionForm(Form):
    """Which state of the run the page has shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ColumnsForm(Form):
    """For each column of the table what it is; `titles` are those of the table by their place."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        titles: Mapping[int, str],
        known: Sequence[tuple[str, str | Promise]],
        required: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.required = dict(known), required
        for place, title in titles.items():
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=title, choices=[("", gettext_lazy("– not read –")), *known], required=False
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        taken: dict[str, int] = {}
        for field, name in list(values.items()):
            if not field.startswith("column_") or not name:
                continue
            if name in taken:
                self.add_error(
                    field, _("Two columns cannot both be “%(name)s”.") % {"name": self.known[name]}
                )
            taken.setdefault(name, int(field.removeprefix("column_")))
        missing = [name for name in self.required if name not in taken]
        if missing:
            titles = ", ".join(f"“{self.known[name]}”" for name in missing)
            self.add_error(None, _("Say which column of the table is %(titles)s.") % {"titles": titles})
        values["columns"] = taken
        return values


class CellForm(Form):
    """Another text for one cell."""

    text = forms.CharField(label=gettext_lazy("Text"), max_length=LONGEST_TEXT, required=False)
