"""A table on its way into the register: its file, what its columns were taken for, its rows and their states."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs import clock
from blocs.fields import NfcCharField
from blocs.models.periods import both_or_neither


class RunState(models.TextChoices):
    """From the file to the record. Only `DONE` has written anything beside itself."""

    COLUMNS = "columns", pgettext_lazy("import", "Columns to be told")
    CHECKING = "checking", pgettext_lazy("import", "Being checked")
    READY = "ready", pgettext_lazy("import", "To be confirmed")
    WRITING = "writing", pgettext_lazy("import", "Being written")
    DONE = "done", pgettext_lazy("import", "Written")
    WITHDRAWN = "withdrawn", pgettext_lazy("import", "Withdrawn")


class RowState(models.TextChoices):
    """What a row does; a skipped one nothing, by the person's choice."""

    ERROR = "error", pgettext_lazy("row", "Error")
    NEW = "new", pgettext_lazy("row", "New")
    CHANGED = "changed", pgettext_lazy("row", "Changed")
    BARRED = "barred", pgettext_lazy("row", "Not yours to set")
    SAME = "same", pgettext_lazy("row", "Unchanged")
    SKIPPED = "skipped", pgettext_lazy("row", "Left out")


class ImportRunQuerySet(models.QuerySet):
    """Questions about imports."""

    def visible_to(self, actor) -> "ImportRunQuerySet":
        """Who brought it, in the role in which it was brought: it holds what that role may see, and no other."""
        if actor.user is None:
            return self.none()
        return self.filter(uploaded_by=actor.user, capacity=actor.capacity.key if actor.capacity else "")


class ImportRun(models.Model):
    """One file or pasted list, from bringing it to writing it. Nothing of the register changes before `DONE`."""

    kind = models.CharField(_("kind"), max_length=40)
    file = models.ForeignKey("blocs.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    file_name = NfcCharField(_("name of the file"), max_length=200)
    # Which of its tables is read, the number of the row with the heads, and which column of the table is what.
    table = NfcCharField(_("sheet"), max_length=100, blank=True)
    head_row = models.PositiveIntegerField(default=0, editable=False)
    columns = models.JSONField(default=dict, blank=True, editable=False)
    options = models.JSONField(default=dict, blank=True, editable=False)
    # Sentences on the file; sentences that stand against it; sentences on what else will happen.
    remarks = models.JSONField(default=list, blank=True, editable=False)
    troubles = models.JSONField(default=list, blank=True, editable=False)
    notes = models.JSONField(default=list, blank=True, editable=False)
    counts = models.JSONField(default=dict, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=RunState, default=RunState.COLUMNS)
    # The key of the capacity in which it was brought (`blocs.actor.Capacity.key`).
    capacity = models.CharField(max_length=20, editable=False)
    uploaded_at = models.DateTimeField(_("brought at"), default=clock.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            both_or_neither("import_confirmed_at_and_by", "confirmed"),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.DONE) | models.Q(confirmed_at__isnull=False),
                name="a_written_import_was_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """A row of the table: its texts as read and as corrected, and what the last check made of it.

    `texts` {column: text}, `corrected` {column: text typed on the page}, `cells` {column: [mark, old, new, say]}
    without those that are the same.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    texts = models.JSONField(default=dict)
    corrected = models.JSONField(default=dict)
    hidden = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=RowState, default=RowState.SAME)
    warns = models.BooleanField(default=False)
    cells = models.JSONField(default=dict)
    say = models.JSONField(default=list)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_row_per_import_and_number")
        ]
        indexes = [models.Index(fields=["run", "state", "number"], name="import_rows_by_state")]

    def __str__(self) -> str:
        return f"{self.run} {self.number}"
