"""Long work in the background: who asked for it, how far it is, how it ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs import clock
from blocs.fields import NfcTextField


class JobState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")


class JobQuerySet(models.QuerySet):
    """Questions about background jobs."""

    def visible_to(self, actor) -> "JobQuerySet":
        """A job and its result are its owner's."""
        return self.filter(asked_by=actor.user) if actor.user else self.none()

    def unfinished(self) -> "JobQuerySet":
        """Those that wait or run."""
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])


class Job(models.Model):
    """One piece of long work. `kind` ("import.check") names the function in `blocs.ports.jobs`, `object_id` its row.

    `capacity` is the key of the role it was asked in: it is done in that role, if the right still holds then.
    `beat_time` is renewed while it runs: one that stands still was interrupted.
    """

    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.BigIntegerField()
    capacity = models.CharField(max_length=20, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0, editable=False)
    total = models.PositiveIntegerField(default=0, editable=False)
    message = NfcTextField(_("message"), blank=True)
    asked_at = models.DateTimeField(_("asked for at"), default=clock.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_time = models.DateTimeField(null=True, blank=True, editable=False)
    beat_time = models.DateTimeField(null=True, blank=True, editable=False)
    ended_time = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_asked = models.BooleanField(default=False, editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_unfinished_job_per_kind_and_object",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
