"""Files kept by the hash of their content, reached only through the row that owns them."""

from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs import clock


class StoredFile(models.Model):
    """A file's content: kept once, never overwritten. Names belong to the rows that own it."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveIntegerField(_("size in bytes"))
    content_type = models.CharField(_("type"), max_length=120)
    stored_time = models.DateTimeField(_("stored at"), default=clock.now)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return f"{self.sha256[:8]} ({self.size})"

    @property
    def path(self) -> str:
        """Where the content lies in the storage."""
        return f"files/{self.sha256[:2]}/{self.sha256}"

    def read(self) -> bytes:
        """The content."""
        with default_storage.open(self.path) as file:
            return file.read()
