"""What every form has in common: text in one form, and no way to save."""

from collections.abc import Mapping
from typing import Any, NoReturn

from django import forms
from django.utils.datastructures import MultiValueDict

from blocs.text import nfc, nfc_lines


class _CleanText:
    """Text is settled before any field looks at it, so that limits of length count what is stored."""

    def full_clean(self) -> None:
        if self.is_bound:  # type: ignore[attr-defined]
            self.data = self._settled(self.data)
        super().full_clean()  # type: ignore[misc]

    def _settled(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        settled = data.copy()  # type: ignore[attr-defined]
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            key = self.add_prefix(name)  # type: ignore[attr-defined]
            if key not in settled or not isinstance(field, forms.CharField) or not field.strip:
                continue
            clean = nfc_lines if isinstance(field.widget, forms.Textarea) else nfc
            if isinstance(settled, MultiValueDict):
                settled.setlist(key, [clean(value) for value in settled.getlist(key)])
            elif isinstance(settled[key], str):
                settled[key] = clean(settled[key])
        return settled


class Form(_CleanText, forms.Form):
    """A form for an act. Passwords (fields with `strip=False`) are left as typed."""


class RowForm(_CleanText, forms.ModelForm):
    """A form for one row: it checks, an action writes. Give the action `cleaned_data`."""

    @property
    def save(self) -> NoReturn:
        raise AttributeError("Forms never save: give cleaned_data to an action.")
