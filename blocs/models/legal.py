"""Legal instruments that papers cite, each with the days between which it may be cited."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField


class LegalTopic(models.TextChoices):
    EMULATION = "emulation", _("Emulation and commendation")
    LOCAL_GOVERNMENT = "local_government", _("Local government")


class LegalBasisQuerySet(models.QuerySet):
    """Questions about legal bases."""

    def on(self, day: date) -> "LegalBasisQuerySet":
        """Those a paper of that day cites, in the order of citation."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=day), valid_from__lte=day)


class LegalBasis(models.Model):
    """One line “Căn cứ …” of a paper."""

    topic = models.CharField(_("topic"), max_length=20, choices=LegalTopic, default=LegalTopic.EMULATION)
    citation = NfcCharField(_("citation"), max_length=500, help_text=_("As printed after “Căn cứ”."))
    valid_from = models.DateField(_("cited from"))
    valid_until = models.DateField(_("cited until"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    source = NfcCharField(_("source"), max_length=300, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["topic", "valid_from", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="legal_basis_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.citation
