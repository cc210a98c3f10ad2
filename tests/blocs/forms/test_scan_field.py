"""A scan is told by its content, whatever its name says."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from blocs.forms.fields import ScanField


def scan(content: bytes, name: str = "ban-chup.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\xff\xd8\xff\xe0 ...", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n ...", "image/png"),
    ],
)
def test_content_and_type_are_given(content: bytes, content_type: str):
    assert ScanField().clean(scan(content, "ten-nao-cung-duoc.txt")) == (content, content_type)


@pytest.mark.parametrize("content", [b"<html>", b"PK\x03\x04", b" %PDF-1.7", b"GIF89a"])
def test_other_content_is_refused(content: bytes):
    with pytest.raises(ValidationError, match="PDF"):
        ScanField().clean(scan(content))


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr("blocs.forms.fields.MOST_BYTES", 12)
    with pytest.raises(ValidationError, match="20 MB"):
        ScanField().clean(scan(b"%PDF-1.7 ....."))
    assert ScanField().clean(scan(b"%PDF-1.7 ..."))


def test_it_may_be_left_out_where_it_is_not_required():
    assert ScanField(required=False).clean(None) is None
    with pytest.raises(ValidationError):
        ScanField().clean(None)
