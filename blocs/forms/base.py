"""What every form has in common: text in one form, and no way to save."""

from typing import Any, NoReturn

from django import forms
from django.utils.datastructures import MultiValueDict

from blocs.text import nfc, nfc_lines


class _SettledText(forms.BaseForm):
    """Text is settled before any field looks at it, so that limits of length count what is stored."""

    def full_clean(self) -> None:
        if self.is_bound:
            self.data = self._settled(self.data)
        super().full_clean()

    def _settled(self, data: Any) -> Any:
        """A copy of the QueryDict or dict `data` with the text of this form's fields settled."""
        settled = data.copy()
        for name, field in self.fields.items():
            key = self.add_prefix(name)
            if key not in settled or not isinstance(field, forms.CharField) or not field.strip:
                continue
            clean = nfc_lines if isinstance(field.widget, forms.Textarea) else nfc
            if isinstance(settled, MultiValueDict):
                settled.setlist(key, [clean(value) for value in settled.getlist(key)])
            elif isinstance(settled[key], str):
                settled[key] = clean(settled[key])
        return settled


class Form(_SettledText, forms.Form):
    """A form for an act. Passwords (fields with `strip=False`) are left as typed."""


class RowForm(_SettledText, forms.ModelForm):
    """A form for one row: it checks, an action writes. Give the action `cleaned_data`."""

    @property
    def save(self) -> NoReturn:
        raise AttributeError("Forms never save: give cleaned_data to an action.")
