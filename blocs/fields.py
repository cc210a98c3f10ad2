"""Model fields whose text is always stored in one form, and searched in the same form."""

from typing import Any

from django.db import models

from blocs.text import nfc, nfc_lines


class NfcCharField(models.CharField):
    """A line of text: NFC, trimmed, single blanks, on assignment to the database and in look-ups."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return nfc(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _settled(self, model_instance)


class NfcTextField(models.TextField):
    """Text of several lines: NFC, each line trimmed and with single blanks."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return nfc_lines(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        return _settled(self, model_instance)


def _settled(field: models.Field, instance: models.Model) -> Any:
    """The value to be stored, put on the instance too so that it equals what a second read gives."""
    value = getattr(instance, field.attname)
    if isinstance(value, str):
        value = field.to_python(value)
        setattr(instance, field.attname, value)
    return value
