"""Standings frozen when the scores are locked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.fields import NfcCharField
from blocs.models.periods import both_or_neither
from emulation.models.scoring_table import POINTS


class StandingSnapshot(models.Model):
    """The standings of a cycle at a moment: canonical text and hash. Reopening supersedes it, nothing is lost."""

    cycle = models.ForeignKey(
        "emulation.Cycle", models.PROTECT, related_name="snapshots", verbose_name=_("cycle")
    )
    canonical = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    audit_head = models.CharField(max_length=64, editable=False, blank=True)
    taken_at = models.DateTimeField(_("taken at"), default=clock.now)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("snapshot of standings")
        verbose_name_plural = _("snapshots of standings")
        ordering = ["cycle", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_snapshot_per_cycle",
            ),
            both_or_neither("standing_snapshot_taken_at_and_by", "taken"),
            both_or_neither("standing_snapshot_superseded_at_and_by", "superseded"),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.sha256[:8]}"


class StandingEntry(models.Model):
    """One unit's place, under the name it bore then."""

    snapshot = models.ForeignKey(
        StandingSnapshot, models.PROTECT, related_name="entries", verbose_name=_("snapshot")
    )
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="standing_entries", verbose_name=_("organisation")
    )
    sheet = models.ForeignKey(
        "emulation.ScoreSheet", models.PROTECT, null=True, blank=True, related_name="standing_entries"
    )
    name = NfcCharField(_("name then"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), help_text=_("The founding decision's order."))
    place = models.PositiveSmallIntegerField(_("place"))
    shared = models.BooleanField(_("shared place"), default=False)
    total = models.DecimalField(_("total"), **POINTS)
    base = models.DecimalField(_("points of the scale"), **POINTS)
    bonus = models.DecimalField(_("bonus"), **POINTS)
    deduction = models.DecimalField(_("deduction"), **POINTS)
    band = models.CharField(_("class"), max_length=60, blank=True)
    marks = models.CharField(_("not considered for awards because"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("entry of standings")
        verbose_name_plural = _("entries of standings")
        ordering = ["snapshot", "place", "order"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "organization"], name="one_entry_per_snapshot")
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.name}"
