"""What a person fills in for the pledge: its text, a signature, the record of one on paper."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from blocs.forms.base import Form
from blocs.forms.fields import ScanField, VietnameseDateField
from blocs.models import SigningForm
from blocs.text import nfc
from emulation.models.pledge import Section
from emulation.queries.pledge_text import Clause, Draft

EMPTY_ROWS = 2
# Of the unit and of the level of a target.
MOST_SIGNS = 60


@dataclass
class Row:
    """A clause as it stands on the screen, with the sentence that says what is wrong with it."""

    section: str
    number: int
    clause: Clause = field(default_factory=lambda: Clause(""))
    error: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.clause.text or self.clause.unit or self.clause.level)


@dataclass
class SectionRows:
    """A section of the text with its rows; `heading` is the paper's."""

    section: str
    heading: str
    rows: list[Row]

    @property
    def is_targets(self) -> bool:
        return self.section == Section.TARGET


class PledgeTextForm(Form):
    """The text of a draft. Clauses are lists of rows (`content`, `target`, `target_unit` …); empty rows are left out."""

    place = forms.CharField(
        label=gettext_lazy("Place of signing"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As the opening sentence says it: Hội trường Ủy ban nhân dân thành phố."),
    )
    dated_on = VietnameseDateField(
        label=pgettext_lazy("label", "Dated"),
        help_text=gettext_lazy("The law and the names follow this day."),
    )
    theme = forms.CharField(
        label=gettext_lazy("Theme"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    own_bases = forms.CharField(
        label=gettext_lazy("Bases of the bloc"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Beside the law, which follows the date: one a line, without “Căn cứ”."),
    )
    entry_into_force = forms.CharField(
        label=gettext_lazy("Final provision"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text: Draft, seen: int, more: str = "") -> None:
        written = {
            name: getattr(text, name)
            for name in ("place", "dated_on", "theme", "own_bases", "entry_into_force")
        }
        super().__init__(data, initial=written | {"seen": seen})
        self.more = more
        given = self._typed(data) if data is not None else text.clauses
        self.sections = [
            SectionRows(section.value, section.label, self._rows(section, given)) for section in Section
        ]

    @staticmethod
    def _typed(data: Any) -> dict[str, tuple[Clause, ...]]:
        """The rows as they were sent; a list that is too short is filled with empty cells."""
        typed = {}
        for section in Section.values:
            # Only targets have a unit and a level, whatever is sent.
            names = (f"{section}_unit", f"{section}_level") if section == Section.TARGET else ("", "")
            texts, units, levels = (
                [nfc(value) for value in data.getlist(name)] for name in (section, *names)
            )
            cells = zip(texts, units + [""] * len(texts), levels + [""] * len(texts), strict=False)
            typed[section] = tuple(Clause(*row) for row in cells)
        return typed

    def _rows(self, section: str, given: dict[str, tuple[Clause, ...]]) -> list[Row]:
        """The rows that hold something, then empty ones to write into."""
        filled = [clause for clause in given.get(section, ()) if clause.text or clause.unit or clause.level]
        empty = EMPTY_ROWS + (EMPTY_ROWS if section == self.more else 0)
        rows = [*filled, *[Clause("")] * empty]
        return [Row(section, number, clause) for number, clause in enumerate(rows, start=1)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for part in self.sections:
            for row in part.rows:
                if row.is_empty:
                    continue
                if not row.clause.text:
                    row.error = _("Write what is to be reached, or empty the row.")
                elif part.is_targets and not row.clause.level:
                    row.error = _("Write the level to reach.")
                elif max(len(row.clause.unit), len(row.clause.level)) > MOST_SIGNS:
                    row.error = _("Unit and level have at most {n} characters each.").format(n=MOST_SIGNS)
        if self.wrong_rows:
            raise ValidationError(_("Some rows are not complete: each says what is missing."))
        if not any(not row.is_empty for row in self._section(Section.CONTENT).rows):
            raise ValidationError(_("The pledge is empty: write at least one of its contents."))
        return values

    @property
    def wrong_rows(self) -> list[Row]:
        return [row for part in self.sections for row in part.rows if row.error]

    def _section(self, section: str) -> SectionRows:
        return next(part for part in self.sections if part.section == section)

    @property
    def draft(self) -> Draft:
        """The text of a valid form."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        clauses = {
            part.section: tuple(row.clause for row in part.rows if not row.is_empty) for part in self.sections
        }
        return Draft(**values, clauses=clauses)


class SignatureForm(Form):
    """The fresh confirmation of identity before a signature. The hash is that of the text on the page before it."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label=gettext_lazy("Password of this account"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        help_text=gettext_lazy("Entered again to be certain who signs."),
    )

    def __init__(self, data: Any = None, *, text_sha256: str, confirmed: bool = False) -> None:
        """`confirmed`: a passkey has just done what the password is asked for."""
        super().__init__(data, initial={"text_sha256": text_sha256})
        if confirmed:
            del self.fields["password"]


class PaperSignatureForm(Form):
    """A signature on paper, as the secretariat records it."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    signed_on = VietnameseDateField(label=gettext_lazy("Day on the paper"))
    position_title = forms.CharField(label=gettext_lazy("Position of the signer"), max_length=200)
    signing_form = forms.ChoiceField(
        label=gettext_lazy("Signs as"), choices=SigningForm.choices, required=False
    )
    scan = ScanField(label=gettext_lazy("Scan of the signed paper"), required=False)
