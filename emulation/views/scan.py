"""A scan as a download: reached only through the row that owns it."""

from django.http import HttpResponse

from blocs.models import StoredFile
from emulation.views.paper import attachment

ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


def scan_response(file: StoredFile, name: str) -> HttpResponse:
    """The stored file under a name of our own."""
    return attachment(file.read(), f"{name}.{ENDINGS[file.content_type]}", file.content_type)
