"""What the city asks for an award, from a day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField


class AwardRule(models.Model):
    """How many a bloc may propose, and the legal ground; the numbers come from the city's yearly guidance.

    0: the award is not allotted to the blocs; without a rule nothing has been set yet.
    """

    commendation = models.ForeignKey(
        "emulation.Commendation", models.PROTECT, related_name="award_rules", verbose_name=_("commendation")
    )
    valid_from = models.DateField(_("valid from"))
    quota_per_bloc = models.PositiveSmallIntegerField(_("number a bloc may propose"))
    condition = NfcCharField(_("condition"), max_length=400, blank=True)
    legal_source = NfcCharField(_("legal source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("award rule")
        verbose_name_plural = _("award rules")
        ordering = ["commendation", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["commendation", "valid_from"], name="one_award_rule_per_day"),
        ]

    def __str__(self) -> str:
        return f"{self.commendation} ({self.quota_per_bloc})"
