"""Files are kept under their SHA-256, each content once."""

from pathlib import Path

import pytest
from django.db import transaction

from blocs.actions.files import store_bytes
from blocs.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kept(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_the_same_content_is_kept_once(folder):
    first, second = (store_bytes(b"scan", content_type="application/pdf") for _ in range(2))
    assert first == second
    assert kept(folder) == [b"scan"]
    assert bytes(first.read()) == b"scan"


def test_content_of_an_act_that_fell_is_not_written_again(folder):
    with transaction.atomic():
        store_bytes(b"scan", content_type="application/pdf")
        transaction.set_rollback(True)
    assert not StoredFile.objects.exists()
    store_bytes(b"scan", content_type="application/pdf")
    assert kept(folder) == [b"scan"]


def test_content_that_was_lost_is_written_again(folder):
    stored = store_bytes(b"scan", content_type="application/pdf")
    Path(folder, stored.path).unlink()
    store_bytes(b"scan", content_type="application/pdf")
    assert kept(folder) == [b"scan"]
