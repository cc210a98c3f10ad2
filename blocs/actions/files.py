"""Keeping files."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from blocs.models.files import StoredFile


def store_bytes(content: bytes, *, content_type: str) -> StoredFile:
    """Keeps content under its SHA-256; the same content is kept once. The caller's row gives it a name and an owner."""
    sha256 = hashlib.sha256(content).hexdigest()
    stored, _is_new = StoredFile.objects.get_or_create(
        sha256=sha256, defaults={"size": len(content), "content_type": content_type}
    )
    # The folder knows no rollback: content of an act that fell may lie there already.
    if not default_storage.exists(stored.path):
        default_storage.save(stored.path, ContentFile(content))
    return stored
