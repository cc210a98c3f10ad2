import unicodedata

import pytest
from django.db import connection, models
from django.test.utils import isolate_apps

from blocs.fields import NfcCharField, NfcTextField

# Tables cannot be made inside of a transaction on SQLite.
pytestmark = pytest.mark.django_db(transaction=True)

LOOSE = unicodedata.normalize("NFD", "  Hội  Nữ ")


@pytest.fixture
def note(db):
    with isolate_apps("tests"):

        class Note(models.Model):  # noqa: DJ008
            title = NfcCharField(max_length=20, null=True)
            body = NfcTextField(null=True)

            class Meta:
                app_label = "tests"

        with connection.schema_editor() as schema:
            schema.create_model(Note)
        yield Note
        with connection.schema_editor() as schema:
            schema.delete_model(Note)


def test_what_is_stored_is_settled_and_the_row_in_hand_equals_it(note):
    row = note.objects.create(title=LOOSE, body=f"{LOOSE}\r\n và ")
    assert (row.title, row.body) == ("Hội Nữ", "Hội Nữ\nvà")
    assert note.objects.values_list("title", "body").get() == ("Hội Nữ", "Hội Nữ\nvà")


def test_bulk_writes_are_settled_too(note):
    note.objects.bulk_create([note(title=LOOSE)])
    assert note.objects.get().title == "Hội Nữ"
    note.objects.update(title=unicodedata.normalize("NFD", " Đồ  Sơn"))
    assert note.objects.get().title == "Đồ Sơn"


def test_a_look_up_finds_what_was_typed_otherwise(note):
    note.objects.create(title="Hội Nữ")
    assert note.objects.filter(title=LOOSE).exists()


def test_nothing_stays_nothing_and_expressions_stay_expressions(note):
    row = note.objects.create(title=None)
    assert row.title is None
    note.objects.update(title=models.Value("a"), body=models.F("title"))
    assert note.objects.get().title == "a"
