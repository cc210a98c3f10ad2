import unicodedata

import pytest
from django import forms
from django.http import QueryDict

from blocs.forms.base import Form, RowForm
from blocs.models import Person

LOOSE = unicodedata.normalize("NFD", "  Hội  Nữ ")


class Remark(Form):
    title = forms.CharField(max_length=6)
    body = forms.CharField(widget=forms.Textarea)
    secret = forms.CharField(widget=forms.PasswordInput, strip=False)


def remark(**values):
    return {"title": LOOSE, "body": f"{LOOSE}\r\n  và ", "secret": LOOSE} | values


def query(values):
    data = QueryDict(mutable=True)
    data.update(values)
    data._mutable = False
    return data


@pytest.mark.parametrize("sent", [dict, query])
def test_text_is_settled_before_its_length_is_checked(sent):
    form = Remark(sent(remark()))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "Hội Nữ"
    assert form.cleaned_data["body"] == "Hội Nữ\nvà"


def test_a_password_stays_as_typed():
    form = Remark(remark())
    assert form.is_valid()
    assert form.cleaned_data["secret"] == LOOSE


def test_text_of_blanks_only_is_empty():
    assert Remark(remark(title="\u200b \u00a0")).errors.keys() == {"title"}


def test_a_prefix_is_respected():
    form = Remark({f"r-{name}": value for name, value in remark().items()}, prefix="r")
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Hội Nữ"


def test_an_unbound_form_has_nothing_to_settle():
    assert not Remark().is_valid()


class PersonForm(RowForm):
    class Meta:
        model = Person
        fields = ["name"]


def test_a_row_form_checks_and_settles_but_cannot_save():
    form = PersonForm({"name": LOOSE})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == "Hội Nữ"
    assert not hasattr(form, "save")
    with pytest.raises(AttributeError, match="never save"):
        form.save()
