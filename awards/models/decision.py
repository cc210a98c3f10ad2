"""Decisions on awards, issued by us or recorded from outside, and the awards they give."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from awards.models.nomination import Nomination
from blocs import clock
from blocs.fields import NfcCharField
from blocs.models.periods import both_or_neither


class DecisionSource(models.TextChoices):
    ISSUED = "issued", _("issued")
    RECORDED = "recorded", _("recorded from a public source")


class DecisionQuerySet(models.QuerySet):
    """Questions about decisions."""

    def visible_to(self, actor) -> "DecisionQuerySet":
        """Everybody who is signed in: what was decided is public, its nominations are not."""
        return self.all() if actor.user else self.none()


class Decision(models.Model):
    """A decision of an authority. A recorded one may lack its number and date but cites its source.

    Nothing is edited after it: corrections are new records.
    """

    source = models.CharField(_("origin"), max_length=8, choices=DecisionSource)
    number = NfcCharField(_("number"), max_length=60, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    issuer = NfcCharField(_("issuer"), max_length=200)
    subject = NfcCharField(_("subject"), max_length=300)
    for_year = models.PositiveSmallIntegerField(_("for the year"))
    citation = NfcCharField(_("source cited"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-for_year", "-dated_on", "-pk"]
        constraints = [
            both_or_neither("decision_recorded_at_and_by", "recorded"),
            models.UniqueConstraint(
                "issuer",
                "number",
                ExtractYear("dated_on"),
                condition=~Q(number=""),
                name="one_decision_per_issuer_number_and_year",
                violation_error_message=_("This issuer already has a decision with this number in the year."),
            ),
            models.CheckConstraint(
                condition=(Q(source=DecisionSource.ISSUED, dated_on__isnull=False) & ~Q(number=""))
                | (Q(source=DecisionSource.RECORDED) & ~Q(citation="")),
                name="issued_decision_is_numbered_recorded_one_cites_its_source",
            ),
            models.CheckConstraint(
                condition=Q(number="") | Q(dated_on__isnull=False), name="a_numbered_decision_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.subject


class Award(models.Model):
    """What a decision gives to one unit: exactly one honour, and the nomination it answers, if any."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="awards", verbose_name=_("decision"))
    honour = models.OneToOneField(
        "emulation.Honour", models.PROTECT, related_name="award", verbose_name=_("honour")
    )
    nomination = models.OneToOneField(
        Nomination, models.PROTECT, null=True, blank=True, related_name="award", verbose_name=_("nomination")
    )

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["decision", "pk"]

    def __str__(self) -> str:
        return f"{self.honour}"
